package org.afterleak.finding;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.jspecify.annotations.Nullable;

/**
 * One content at one address that reposts watched records. Immutable. Its exact address may hold an identifier, so
 * {@link #toString} shows the finding's name alone, and what is shown to people is {@link #url}.
 */
public final class Finding {
    private final long number;
    private final String id;
    private final String exactUrl;
    private final @Nullable String maskedUrl;
    private final String source;
    private final Instant firstSeen;
    private final Instant lastSeen;
    private final Instant changedAt;
    private final String sha256;
    private final Tier tier;
    private final double bits;
    private final int recordCount;
    private final List<String> campaigns;
    private final FindingStatus status;
    private final List<Where> where;
    private final String matchDigest;

    private Finding(Builder b) {
        this.number = b.number;
        this.id = b.id;
        this.exactUrl = b.exactUrl;
        this.maskedUrl = b.maskedUrl;
        this.source = b.source;
        this.firstSeen = b.firstSeen;
        this.lastSeen = b.lastSeen;
        this.changedAt = b.changedAt;
        this.sha256 = b.sha256;
        this.tier = b.tier;
        this.bits = b.bits;
        this.recordCount = b.recordCount;
        this.campaigns = List.copyOf(b.campaigns);
        this.status = b.status;
        this.where = List.copyOf(b.where);
        this.matchDigest = b.matchDigest;
    }

    /** Its name: {@code f-} and 16 characters of base32; the same for the same address and content in one workspace. */
    public String id() {
        return id;
    }

    /** The address as people may see it: masked where it holds an identifier. */
    public String url() {
        return maskedUrl == null ? exactUrl : maskedUrl;
    }

    /** Whether the address itself holds an identifier, so that {@link #url} is not the exact one. */
    public boolean isUrlMasked() {
        return maskedUrl != null;
    }

    /** The address to the letter, for the request to take it down. It may hold an identifier: never log or print it. */
    public String exactUrl() {
        return exactUrl;
    }

    /** Name of the source that brought it. */
    public String source() {
        return source;
    }

    /** When this content was first captured at this address. */
    public Instant firstSeen() {
        return firstSeen;
    }

    /** When it was last captured there. */
    public Instant lastSeen() {
        return lastSeen;
    }

    /** When it was last news: found, found to hold more, or back after it was gone. */
    public Instant changedAt() {
        return changedAt;
    }

    /** SHA-256 of the payload, lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /** Tier of its surest record. */
    public Tier tier() {
        return tier;
    }

    /** Bits of its surest record. */
    public double bits() {
        return bits;
    }

    /** How many watched records it holds. */
    public int recordCount() {
        return recordCount;
    }

    /** Names of the campaigns of these records, sorted. */
    public List<String> campaigns() {
        return campaigns;
    }

    public FindingStatus status() {
        return status;
    }

    /** The first places of the surest records, at most {@value FindingStore#MAX_WHERE}. */
    public List<Where> where() {
        return where;
    }

    /** Its number in the order of finding; the database's own. */
    long number() {
        return number;
    }

    /** Digest of the match that was last merged into it: the same again brings nothing. */
    String matchDigest() {
        return matchDigest;
    }

    @Nullable
    String maskedUrl() {
        return maskedUrl;
    }

    Builder toBuilder() {
        Builder b = new Builder(number, id);
        b.exactUrl = exactUrl;
        b.maskedUrl = maskedUrl;
        b.source = source;
        b.firstSeen = firstSeen;
        b.lastSeen = lastSeen;
        b.changedAt = changedAt;
        b.sha256 = sha256;
        b.tier = tier;
        b.bits = bits;
        b.recordCount = recordCount;
        b.campaigns = campaigns;
        b.status = status;
        b.where = where;
        b.matchDigest = matchDigest;
        return b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Finding that
                && id.equals(that.id)
                && exactUrl.equals(that.exactUrl)
                && Objects.equals(maskedUrl, that.maskedUrl)
                && source.equals(that.source)
                && firstSeen.equals(that.firstSeen)
                && lastSeen.equals(that.lastSeen)
                && changedAt.equals(that.changedAt)
                && sha256.equals(that.sha256)
                && tier == that.tier
                && bits == that.bits
                && recordCount == that.recordCount
                && campaigns.equals(that.campaigns)
                && status == that.status
                && matchDigest.equals(that.matchDigest)
                && where.equals(that.where);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Finding[" + id + "]";
    }

    /** All parts; package-private, for only the store makes findings. */
    static final class Builder {
        final long number;
        final String id;
        String exactUrl = "";

        @Nullable
        String maskedUrl;

        String source = "";
        Instant firstSeen = Instant.EPOCH;
        Instant lastSeen = Instant.EPOCH;
        Instant changedAt = Instant.EPOCH;
        String sha256 = "";
        Tier tier = Tier.POSSIBLE;
        double bits;
        int recordCount;
        List<String> campaigns = List.of();
        FindingStatus status = FindingStatus.OPEN;
        List<Where> where = List.of();
        String matchDigest = "";

        Builder(long number, String id) {
            this.number = number;
            this.id = id;
        }

        Finding build() {
            return new Finding(this);
        }
    }
}
