package org.afterleak.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterleak.config.Settings;
import org.afterleak.crypto.CmsSigner;
import org.afterleak.crypto.SigningIdentity;
import org.afterleak.evidence.EvidenceFormatException;
import org.afterleak.evidence.EvidenceRecord;
import org.afterleak.evidence.PacketRequest;
import org.afterleak.evidence.PacketWriter;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingStore;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.TextGuard;
import org.afterleak.takedown.NoticeDraft;
import org.afterleak.takedown.NoticeFacts;
import org.afterleak.takedown.Rule;
import org.afterleak.takedown.Sender;

/** Makes a finding fit for a third party: drafts the takedown request, packs, signs. Nothing is fetched. */
public final class Packets {
    private final Session session;
    private final Settings settings;
    private final Clock clock;
    private final String by;

    /** @param by who packs, for the custody log: the tool and its version */
    public Packets(Session session, Settings settings, Clock clock, String by) {
        this.session = session;
        this.settings = settings;
        this.clock = clock;
        this.by = by;
    }

    /**
     * A packet that was written.
     *
     * @param placeholders what a person has to fill in before the drafted request is sent; empty when nothing is missing
     */
    public record Written(Path packet, List<String> placeholders) {}

    /**
     * Writes {@code outDir/FINDING.zip}.
     *
     * @param identity who signs; empty: the workspace's own identity
     * @throws WorkspaceException if there is no such finding, or no evidence of it
     */
    public Written write(String findingId, Path outDir, Optional<SigningIdentity> identity)
            throws WorkspaceException, IOException, GeneralSecurityException {
        try (FindingStore findings = session.findings()) {
            Finding finding = findings.find(findingId)
                    .orElseThrow(() -> new WorkspaceException(
                            WorkspaceException.Trouble.UNREADABLE,
                            "there is no such finding; afterleak findings lists them"));
            byte[] kept = findings.evidence(finding)
                    .orElseThrow(() -> new WorkspaceException(
                            WorkspaceException.Trouble.UNREADABLE,
                            "no evidence was kept of this finding; visit its page again with watch"));
            EvidenceRecord evidence = EvidenceRecord.fromJson(kept);
            SigningIdentity signer =
                    identity.isPresent() ? identity.get() : session.workspace().signingIdentity(session.keys());
            Set<String> records = findings.recordsOf(finding).stream()
                    .map(RecordMatch::record)
                    .collect(Collectors.toUnmodifiableSet());
            NoticeDraft draft = NoticeDraft.of(facts(finding, evidence));
            PacketRequest request = PacketRequest.builder(findingId, evidence, new CmsSigner(signer, clock))
                    .seen(finding.firstSeen(), finding.lastSeen())
                    .notice(draft.text(), draft.html())
                    .organisation(settings.sender().organisation().orElse(null))
                    .build();
            PacketWriter writer = new PacketWriter(clock, by, (file, bytes) -> holdsIdentifier(records, bytes));
            return new Written(writer.write(request, outDir), draft.placeholders());
        } catch (EvidenceFormatException e) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.UNREADABLE,
                    "the evidence kept of this finding does not read: " + e.getMessage());
        }
    }

    private boolean holdsIdentifier(Set<String> records, byte[] bytes) {
        TextGuard guard = new TextGuard(session.matcher());
        return guard.holdsIdentifierOf(records, new String(bytes, StandardCharsets.UTF_8));
    }

    private NoticeFacts facts(Finding finding, EvidenceRecord evidence) {
        Settings.Sender from = settings.sender();
        Sender sender = new Sender(
                from.name().orElse(null),
                from.organisation().orElse(null),
                from.email().orElse(null),
                from.authority().orElse(null));
        return NoticeFacts.builder(finding.id(), finding.url(), finding.isUrlMasked())
                .data(evidence.totals().records(), evidence.totals().kindsInWords())
                .where(evidence.locations(), evidence.totals().columns())
                .seen(finding.firstSeen(), finding.lastSeen())
                .payloadSha256(finding.sha256())
                .rule(rule(from.jurisdiction().orElse("")))
                .sender(sender)
                .date(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .build();
    }

    /** The law that the request names, from the country or region of the settings. */
    private static Rule rule(String jurisdiction) {
        return switch (jurisdiction.toLowerCase(Locale.ROOT)) {
            case "uk", "gb", "united kingdom" -> Rule.UK;
            case "policy", "us", "usa", "united states" -> Rule.POLICY;
            default -> Rule.EU;
        };
    }
}
