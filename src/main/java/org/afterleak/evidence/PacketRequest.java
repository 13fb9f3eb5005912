package org.afterleak.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.afterleak.crypto.CmsSigner;
import org.jspecify.annotations.Nullable;

/**
 * What a packet is made of. Finding, both times, evidence and signer are required; immutable.
 *
 * <pre>{@code
 * PacketRequest.builder("f-7k2m", evidence, signer)
 *         .seen(firstSeen, lastSeen)
 *         .notice(draft.text(), draft.html())
 *         .organisation("Example Watch")
 *         .build();
 * }</pre>
 */
public final class PacketRequest {
    private final String finding;
    private final EvidenceRecord evidence;
    private final CmsSigner signer;
    private final Instant firstSeen;
    private final Instant lastSeen;
    private final @Nullable String noticeText;
    private final @Nullable String noticeHtml;
    private final @Nullable String organisation;
    private final List<CustodyEvent> custody;

    private PacketRequest(Builder b) {
        if (!Packet.FINDING.matcher(b.finding).matches()) {
            throw new IllegalArgumentException(
                    "a finding is named by up to 64 letters, digits, dashes and underscores");
        }
        this.finding = b.finding;
        this.evidence = b.evidence;
        this.signer = b.signer;
        this.firstSeen = Objects.requireNonNullElse(b.firstSeen, b.evidence.capturedAt());
        this.lastSeen = Objects.requireNonNullElse(b.lastSeen, b.evidence.capturedAt());
        if (lastSeen.isBefore(firstSeen)) {
            throw new IllegalArgumentException("last seen is before first seen");
        }
        this.noticeText = b.noticeText;
        this.noticeHtml = b.noticeHtml;
        this.organisation = b.organisation;
        this.custody = List.copyOf(b.custody);
    }

    /**
     * Starts a request.
     *
     * @param finding the finding's name: up to 64 letters, digits, dashes and underscores
     */
    public static Builder builder(String finding, EvidenceRecord evidence, CmsSigner signer) {
        return new Builder(finding, evidence, signer);
    }

    public String finding() {
        return finding;
    }

    public EvidenceRecord evidence() {
        return evidence;
    }

    public CmsSigner signer() {
        return signer;
    }

    public Instant firstSeen() {
        return firstSeen;
    }

    public Instant lastSeen() {
        return lastSeen;
    }

    Optional<String> noticeText() {
        return Optional.ofNullable(noticeText);
    }

    Optional<String> noticeHtml() {
        return Optional.ofNullable(noticeHtml);
    }

    Optional<String> organisation() {
        return Optional.ofNullable(organisation);
    }

    List<CustodyEvent> custody() {
        return custody;
    }

    @Override
    public String toString() {
        return "PacketRequest[" + finding + "]";
    }

    /** Collects the parts. */
    public static final class Builder {
        private final String finding;
        private final EvidenceRecord evidence;
        private final CmsSigner signer;
        private @Nullable Instant firstSeen;
        private @Nullable Instant lastSeen;
        private @Nullable String noticeText;
        private @Nullable String noticeHtml;
        private @Nullable String organisation;
        private List<CustodyEvent> custody = List.of();

        private Builder(String finding, EvidenceRecord evidence, CmsSigner signer) {
            this.finding = finding;
            this.evidence = evidence;
            this.signer = signer;
        }

        /** First and last observation; the capture's own time where not given. */
        public Builder seen(Instant first, Instant last) {
            this.firstSeen = first;
            this.lastSeen = last;
            return this;
        }

        /** The drafted takedown request in its two forms; without one the packet has none. */
        public Builder notice(String text, String html) {
            this.noticeText = text;
            this.noticeHtml = html;
            return this;
        }

        /** Who makes the packet, for bag-info.txt; left out where not given. */
        public Builder organisation(@Nullable String name) {
            this.organisation = name;
            return this;
        }

        /** What was done to the evidence after it was redacted, in order. */
        public Builder custody(List<CustodyEvent> events) {
            this.custody = events;
            return this;
        }

        public PacketRequest build() {
            return new PacketRequest(this);
        }
    }
}
