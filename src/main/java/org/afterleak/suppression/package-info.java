/**
 * What is held back, and why: what a person judged innocent, and what is everywhere.
 *
 * <p>A {@link org.afterleak.suppression.Rule} is all that was said of one subject: a page, a content, a site, or a record
 * wherever it is. A {@link org.afterleak.suppression.Judgement} covers the records that were judged, as sure as they were:
 * another record, or one that is surer now, is told again; unless it was said of the whole subject.
 *
 * <p>A feature (a record's number, e-mail address, telephone number or name, where nothing else of the record stands
 * beside it) that stands alone on five unrelated pages within a day, or what the settings say, is in quarantine until a
 * person releases it. Confirmed matches, matches of more than one kind of identifier or with attributes, and pages with
 * several of the list's people always pass.
 *
 * <pre>{@code
 * try (SuppressionStore held = SuppressionStore.open(index.resolve("suppression.db"), keys)) {
 *     Sifted sifted = held.sift(new Page(address, sha256), match, new Baseline(5, Duration.ofHours(24)), now, true);
 *     tell(sifted.kept());                                // the rest is counted
 * }
 * }</pre>
 *
 * <h2>What is on the disk, and what it says without the key</h2>
 *
 * <p>Subjects are keyed tags (HMAC-SHA-256), of which no two rows share one; all else is sealed with AES-256-GCM, bound to
 * its row and column, and padded. Whoever has the file and not the key sees how many rules there are, how many features
 * stood alone of late (those in quarantine look like the others), and of the write-ahead log which of them were touched
 * last. Of the pages on which a feature stood alone keyed tags are kept, sealed, for the length of the window.
 *
 * <p>What it does not do: match, keep findings, or delete any. A rule that cannot be opened holds nothing back.
 */
@NullMarked
package org.afterleak.suppression;

import org.jspecify.annotations.NullMarked;
