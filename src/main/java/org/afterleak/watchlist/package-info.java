/**
 * The sealed watchlist: import a leaked list, keep its records so that whoever holds the disk without the key learns how
 * many there are and nothing else, and look them up.
 *
 * <p>Write with {@link org.afterleak.watchlist.Importer}; read with {@link org.afterleak.watchlist.Watchlist}:
 *
 * <pre>{@code
 * try (Watchlist watchlist = Watchlist.open(folder, keys)) {
 *     for (Candidate c : watchlist.lookup(Feature.id("205123456"))) {
 *         WatchedRecord record = watchlist.record(c);
 *         record.token("garcia");      // bits of rarity, or -1: not of this name
 *     }
 * }
 * }</pre>
 *
 * <p>The construction is the basic one of Cash et al., NDSS 2014: for each feature of a record (an ID number, an
 * unordered pair of name tokens, an address) two keys come from the guarded key; the c-th record of one import that has
 * the feature stands under the label HMAC(K1, import || c), its handle masked by a pad from K2. Low-entropy values
 * (nationality, facility, date of birth) are never searchable: they are tags bound to their record. Everything is a term
 * of a Lucene index, so that Lucene's term dictionary is the look-up; {@code watchlist-format.md} tells the bytes.
 *
 * <p>Not here: reading pages, scoring, findings.
 */
@NullMarked
package org.afterleak.watchlist;

import org.jspecify.annotations.NullMarked;
