/**
 * Evidence fit for a third party: redact, pack, sign, verify.
 *
 * <p>Pages are never stored. While one is in memory, {@link org.afterleak.evidence.Redactor} makes an
 * {@link org.afterleak.evidence.EvidenceRecord} of it, which may be kept sealed; at any later time
 * {@link org.afterleak.evidence.PacketWriter} makes a packet of that, and
 * {@link org.afterleak.evidence.PacketVerifier} checks one, all without a network:
 *
 * <pre>{@code
 * EvidenceRecord evidence = new Redactor(clock, "afterleak 0.1.0").redact(document, match, capture, "pastes", guard);
 * byte[] toBeSealed = evidence.toJson();
 *
 * PacketRequest request = PacketRequest.builder("f-7k2m", EvidenceRecord.fromJson(opened), signer)
 *         .seen(firstSeen, lastSeen)
 *         .notice(text, html)
 *         .build();
 * Path packet = new PacketWriter(clock, "afterleak 0.1.0", lint).write(request, outDir);
 *
 * List<Check> checks = PacketVerifier.create().verify(packet);
 * }</pre>
 *
 * <p>Redaction denies by default. A word of the page is shown only if a small public vocabulary has it, in the
 * vocabulary's own spelling, and in rows of data none is shown at all, for a page also holds people whom nobody matched.
 * Headers are shown where they cannot speak for the page's author. An address that holds a watched identifier is masked
 * everywhere but in the sealed record. Before a packet is signed, each of its files is matched against the watchlist.
 *
 * <p>A packet is a zipped bag (BagIt 1.0, RFC 8493) in one folder named after the finding. Its tag manifest is signed
 * with CMS (RFC 5652), detached, in {@code signature/tagmanifest-sha256.txt.p7s}. The zip has one form, stored and sorted, so
 * that any changed byte shows. The chain of custody follows ISO/IEC 27037's who, what and when, as hash-chained JSON
 * Lines.
 *
 * <p>What this package does not do: it never fetches, never decides whom to write to, never keeps a page's text, and
 * does not prove when something was signed: the times are those of the clock that it is given.
 */
@NullMarked
package org.afterleak.evidence;

import org.jspecify.annotations.NullMarked;
