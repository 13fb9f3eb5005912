/**
 * What is kept of a match, and how it is found again.
 *
 * <p>A <em>finding</em> says that one content at one address reposts watched records. The same content seen there again
 * is the same finding, seen later; another content there is another finding.
 *
 * <pre>{@code
 * try (FindingStore findings = FindingStore.open(index.resolve("findings.db"), keys)) {
 *     Observed observed = findings.observe(NewObservation.builder(url, source, capturedAt, payloadDigest, match)
 *             .maskedUrl(masked)            // where the URL itself holds an identifier
 *             .evidence(() -> rendering)    // asked for only when something new is to be kept
 *             .build());
 *     if (observed.isNews()) { ... }
 *     findings.forEach(FindingQuery.all().tierAtLeast(Tier.PROBABLE), finding -> out.println(FindingJson.line(finding)));
 * }
 * }</pre>
 *
 * <h2>What is on the disk, and what it says without the key</h2>
 *
 * <p>All content is sealed with AES-256-GCM, bound to its finding and its column: addresses, all of them and not only
 * those that hold an identifier, sources, times, digests, tiers, bits, campaigns, handles, reasons, locators (they hold
 * the names of files and sheets), status, evidence. Whoever has the files and not the key sees:
 *
 * <ul>
 *   <li>how many findings there are, in which order they came, and which have evidence;
 *   <li>how many pairs of a record and a finding there are in all: not which finding, not which record, not whether two
 *       pairs share one;
 *   <li>the sizes of the sealed parts, rounded up by Padm&eacute; (Nikitin et al., PoPETs 2019) so that a size gives away
 *       its order of magnitude: for the parts that list records and hold evidence roughly how much was found, for the
 *       summary, which is never under 2 KiB, hardly anything;
 *   <li>of the write-ahead log, which findings were touched last, and of the files, when.
 * </ul>
 *
 * <p>An identifier of a finding is a keyed tag of address and digest (HMAC-SHA-256, 80 bits): whoever knows a page cannot
 * tell whether it was found. To find the findings of a record, a tag of the record and each finding's number is tried: the
 * cost grows with the number of findings, and in exchange nothing on the disk repeats.
 *
 * <p>What it does not do: fetch, match, mask, or decide about a takedown. Nothing is ever deleted here.
 */
@NullMarked
package org.afterleak.finding;

import org.jspecify.annotations.NullMarked;
