/**
 * Passages against the watchlist, in stages, each for fewer items and at a higher price:
 *
 * <ol>
 *   <li>{@link org.afterleak.match.Tokens}: one pass over the bytes finds words, digit runs, addresses.
 *   <li>{@link org.afterleak.match.HitFinder}: fast tags in batches, the prefilters, pairs inside a window that follows the
 *       structure; what is left is looked up under the guarded key. A hit is a record and a span.
 *   <li>{@link org.afterleak.match.Evidence}: around each hit, the record's other name tokens and its attributes.
 *   <li>{@link org.afterleak.match.Scorer}: log2 likelihood ratios that add up (Fellegi and Sunter 1969), a prior that the
 *       page itself corrects, tiers.
 * </ol>
 *
 * <p>{@link org.afterleak.match.Matcher} is the door:
 *
 * <pre>{@code
 * Matcher matcher = new Matcher(watchlist);
 * DocumentMatch match = matcher.match(document, Tier.PROBABLE);
 * }</pre>
 *
 * <p>The prefilters may be switched off ({@link org.afterleak.match.Matcher#withoutPrefilter}): the matches are the same.
 */
@NullMarked
package org.afterleak.match;

import org.jspecify.annotations.NullMarked;
