package org.afterleak.finding;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.afterleak.match.DocumentMatch;
import org.jspecify.annotations.Nullable;

/**
 * A match that was just made: what {@link FindingStore#observe} turns into a finding. Its address may hold an identifier,
 * so it does not print itself.
 */
public final class NewObservation {
    private final String url;
    private final @Nullable String maskedUrl;
    private final String source;
    private final Instant seenAt;
    private final String sha256;
    private final DocumentMatch match;
    private final @Nullable Supplier<byte[]> evidence;

    private NewObservation(Builder b) {
        this.url = b.url;
        this.maskedUrl = b.maskedUrl;
        this.source = b.source;
        this.seenAt = b.seenAt;
        this.sha256 = b.sha256;
        this.match = b.match;
        this.evidence = b.evidence;
    }

    /**
     * Starts one.
     *
     * @param url address that answered, or path of a file, to the letter
     * @param source name of the source that brought it
     * @param seenAt when the capture was made; kept to the millisecond
     * @param sha256 payload digest, 64 lower-case hex digits
     * @param match what the watchlist knows of it; at least one record
     */
    public static Builder builder(String url, String source, Instant seenAt, String sha256, DocumentMatch match) {
        return new Builder(url, source, seenAt, sha256, match);
    }

    String url() {
        return url;
    }

    @Nullable
    String maskedUrl() {
        return maskedUrl;
    }

    String source() {
        return source;
    }

    Instant seenAt() {
        return seenAt;
    }

    String sha256() {
        return sha256;
    }

    DocumentMatch match() {
        return match;
    }

    @Nullable
    Supplier<byte[]> evidence() {
        return evidence;
    }

    @Override
    public String toString() {
        return "NewObservation[" + match.records().size() + " records]";
    }

    /** Collects the optional parts. */
    public static final class Builder {
        private final String url;
        private final String source;
        private final Instant seenAt;
        private final String sha256;
        private final DocumentMatch match;
        private @Nullable String maskedUrl;
        private @Nullable Supplier<byte[]> evidence;

        private Builder(String url, String source, Instant seenAt, String sha256, DocumentMatch match) {
            if (match.records().isEmpty()) {
                throw new IllegalArgumentException("an observation needs a record");
            }
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a payload digest has 64 lower-case hex digits");
            }
            this.url = url;
            this.source = source;
            this.seenAt = seenAt.truncatedTo(ChronoUnit.MILLIS);
            this.sha256 = sha256;
            this.match = match;
        }

        /** The address as people may see it; to be given when, and only when, the exact one holds an identifier. */
        public Builder maskedUrl(@Nullable String masked) {
            this.maskedUrl = masked;
            return this;
        }

        /**
         * What a packet will be made from. Called at most once, outside of any transaction, and only when the finding is
         * new, has grown or has no evidence yet; the bytes are kept sealed.
         */
        public Builder evidence(Supplier<byte[]> maker) {
            this.evidence = maker;
            return this;
        }

        public NewObservation build() {
            return new NewObservation(this);
        }
    }
}
