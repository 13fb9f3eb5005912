package org.afterleak.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.afterleak.capture.Capture;
import org.afterleak.match.RecordMatch;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a capture for a later packet: what was where and when, the digest of its payload, its headers
 * and text with everything masked, and what matched. It holds no text of the page but words of the public vocabulary;
 * the one part that may hold an identifier is the exact {@link #address}, for which it is kept sealed only. Immutable.
 *
 * <p>{@link Redactor} makes it, {@link #toJson} and {@link #fromJson} carry it through the sealed store.
 */
public final class EvidenceRecord {
    /** Most record matches that are kept one by one; {@link #recordsOmitted} counts the others. */
    public static final int MAX_RECORDS = 10_000;

    private final Address address;
    private final List<Address> redirectedFrom;
    private final String source;
    private final Instant capturedAt;
    private final int status;
    private final List<HeaderField> requestHeaders;
    private final List<HeaderField> responseHeaders;
    private final @Nullable String remoteAddress;
    private final String payloadSha256;
    private final long payloadBytes;
    private final Capture.Truncation truncation;
    private final Totals totals;
    private final List<RecordMatch> records;
    private final int recordsOmitted;
    private final List<String> locations;
    private final Rendering rendering;
    private final List<String> notes;
    private final List<CustodyEvent> custody;

    private EvidenceRecord(Builder b) {
        this.address = Objects.requireNonNull(b.address, "address");
        this.redirectedFrom = List.copyOf(b.redirectedFrom);
        this.source = b.source;
        this.capturedAt = Objects.requireNonNull(b.capturedAt, "capturedAt");
        this.status = b.status;
        this.requestHeaders = List.copyOf(b.requestHeaders);
        this.responseHeaders = List.copyOf(b.responseHeaders);
        this.remoteAddress = b.remoteAddress;
        this.payloadSha256 = b.payloadSha256;
        this.payloadBytes = b.payloadBytes;
        this.truncation = b.truncation;
        this.totals = Objects.requireNonNull(b.totals, "totals");
        this.records = List.copyOf(b.records);
        this.recordsOmitted = b.recordsOmitted;
        this.locations = List.copyOf(b.locations);
        this.rendering = Objects.requireNonNull(b.rendering, "rendering");
        this.notes = List.copyOf(b.notes);
        this.custody = List.copyOf(b.custody);
    }

    static Builder builder() {
        return new Builder();
    }

    /** Versioned UTF-8 JSON of everything, the exact address included: to be sealed, never written as it is. */
    public byte[] toJson() {
        return EvidenceJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws EvidenceFormatException if it is not that, or of a version that is not known
     */
    public static EvidenceRecord fromJson(byte[] json) throws EvidenceFormatException {
        return EvidenceJson.read(json);
    }

    /** The URL that answered, or the path of a file. */
    public Address address() {
        return address;
    }

    /** The exact URL. It may hold an identifier: never print it; {@link Address#shown} is what may be shown. */
    public String url() {
        return address.exact();
    }

    /** The URL with the words of its path and query masked. */
    public String maskedUrl() {
        return address.masked();
    }

    /** What redirected here, first request first. */
    public List<Address> redirectedFrom() {
        return redirectedFrom;
    }

    /** Name of the source that brought the capture, masked where it held an identifier. */
    public String source() {
        return source;
    }

    public Instant capturedAt() {
        return capturedAt;
    }

    /** HTTP status, 0 for a file. */
    public int status() {
        return status;
    }

    public List<HeaderField> requestHeaders() {
        return requestHeaders;
    }

    public List<HeaderField> responseHeaders() {
        return responseHeaders;
    }

    /** First response header of that name whose value is shown. */
    public Optional<String> header(String name) {
        return responseHeaders.stream()
                .filter(h -> h.name().equalsIgnoreCase(name) && !h.masked())
                .map(HeaderField::value)
                .findFirst();
    }

    /** IP address of the server that answered, where there was one. */
    public Optional<String> remoteAddress() {
        return Optional.ofNullable(remoteAddress);
    }

    /** SHA-256 of the payload as received, lower-case hex. */
    public String payloadSha256() {
        return payloadSha256;
    }

    /** Size of the payload as received. */
    public long payloadBytes() {
        return payloadBytes;
    }

    public Capture.Truncation truncation() {
        return truncation;
    }

    public Totals totals() {
        return totals;
    }

    /** The records found, surest first, at most {@value #MAX_RECORDS}; their locators are masked. */
    public List<RecordMatch> records() {
        return records;
    }

    /** How many records more were found than {@link #records} lists. */
    public int recordsOmitted() {
        return recordsOmitted;
    }

    /** Where on the page matches stand, as ranges: {@code table 1 > rows 2–57}. */
    public List<String> locations() {
        return locations;
    }

    public Rendering rendering() {
        return rendering;
    }

    /** What was cut short or could not be read, one sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** What was done so far, in order. */
    public List<CustodyEvent> custody() {
        return custody;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EvidenceRecord that && java.util.Arrays.equals(toJson(), that.toJson());
    }

    @Override
    public int hashCode() {
        return payloadSha256.hashCode();
    }

    @Override
    public String toString() {
        return "EvidenceRecord[" + totals.records() + " records, payload sha256 " + payloadSha256 + "]";
    }

    /** Collects the parts. */
    static final class Builder {
        @Nullable
        Address address;

        List<Address> redirectedFrom = List.of();
        String source = "";

        @Nullable
        Instant capturedAt;

        int status;
        List<HeaderField> requestHeaders = List.of();
        List<HeaderField> responseHeaders = List.of();

        @Nullable
        String remoteAddress;

        String payloadSha256 = "";
        long payloadBytes;
        Capture.Truncation truncation = Capture.Truncation.NONE;

        @Nullable
        Totals totals;

        List<RecordMatch> records = List.of();
        int recordsOmitted;
        List<String> locations = List.of();

        @Nullable
        Rendering rendering;

        List<String> notes = List.of();
        List<CustodyEvent> custody = List.of();

        EvidenceRecord build() {
            return new EvidenceRecord(this);
        }
    }
}
