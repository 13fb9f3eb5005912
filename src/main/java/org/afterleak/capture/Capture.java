package org.afterleak.capture;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.afterleak.crypto.Digests;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched or read at one instant, exactly as received: address, headers and payload (after the transfer and
 * content codings are undone). It lives in memory only and is never written anywhere; {@link #toString} shows its size
 * and digest, never its address or bytes, for either may hold an identifier.
 */
public final class Capture {
    /** Why the payload is shorter than what the server had; {@code NONE} when it is whole. */
    public enum Truncation {
        NONE,
        /** The limit in bytes was reached. */
        LENGTH,
        /** The limit in time was reached. */
        TIME,
        /** The connection ended early. */
        DISCONNECT
    }

    private final String address;
    private final Instant capturedAt;
    private final int status;
    private final List<Header> requestHeaders;
    private final List<Header> responseHeaders;
    private final byte[] payload;
    private final Truncation truncation;
    private final List<String> redirectedFrom;
    private final @Nullable String remoteAddress;
    private @Nullable String digest;

    private Capture(Builder builder) {
        this.address = builder.address;
        this.capturedAt = Objects.requireNonNull(builder.capturedAt, "capturedAt");
        this.status = builder.status;
        this.requestHeaders = List.copyOf(builder.requestHeaders);
        this.responseHeaders = List.copyOf(builder.responseHeaders);
        this.payload = builder.payload;
        this.truncation = builder.truncation;
        this.redirectedFrom = List.copyOf(builder.redirectedFrom);
        this.remoteAddress = builder.remoteAddress;
    }

    /** A file or standard input: {@code address} is its path as the user named it; status 0, no headers. */
    public static Capture ofFile(String address, byte[] payload, Instant readAt) {
        return builder(address).capturedAt(readAt).payload(payload).build();
    }

    public static Builder builder(String address) {
        return new Builder(address);
    }

    /** The URL that answered (after redirects), or the path of a file. May hold an identifier: never print it unmasked. */
    public String address() {
        return address;
    }

    public Instant capturedAt() {
        return capturedAt;
    }

    /** HTTP status, 0 for a file. */
    public int status() {
        return status;
    }

    public List<Header> requestHeaders() {
        return requestHeaders;
    }

    public List<Header> responseHeaders() {
        return responseHeaders;
    }

    /** The bytes themselves, not a copy: callers do not change them. */
    public byte[] payload() {
        return payload;
    }

    public Truncation truncation() {
        return truncation;
    }

    /** The URLs that redirected here, first request first; empty without redirects. */
    public List<String> redirectedFrom() {
        return redirectedFrom;
    }

    /** IP address of the server that answered, where there was one. */
    public Optional<String> remoteAddress() {
        return Optional.ofNullable(remoteAddress);
    }

    /** The {@code Content-Type} header's value, as sent. */
    public Optional<String> contentType() {
        return header("content-type");
    }

    /** First response header of that name, whatever its case. */
    public Optional<String> header(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return responseHeaders.stream()
                .filter(h -> h.name().toLowerCase(Locale.ROOT).equals(wanted))
                .map(Header::value)
                .findFirst();
    }

    /** SHA-256 of the payload, lower-case hex: the payload digest of ISO 28500. */
    public synchronized String payloadDigest() {
        if (digest == null) {
            digest = Digests.sha256Hex(payload);
        }
        return digest;
    }

    @Override
    public String toString() {
        return "Capture[" + payload.length + " bytes, sha256 " + payloadDigest() + "]";
    }

    /** Collects the parts; {@code capturedAt} is required. */
    public static final class Builder {
        private final String address;
        private @Nullable Instant capturedAt;
        private int status;
        private List<Header> requestHeaders = List.of();
        private List<Header> responseHeaders = List.of();
        private byte[] payload = new byte[0];
        private Truncation truncation = Truncation.NONE;
        private List<String> redirectedFrom = List.of();
        private @Nullable String remoteAddress;

        private Builder(String address) {
            this.address = Objects.requireNonNull(address, "address");
        }

        public Builder capturedAt(Instant at) {
            this.capturedAt = at;
            return this;
        }

        public Builder status(int code) {
            this.status = code;
            return this;
        }

        public Builder requestHeaders(List<Header> headers) {
            this.requestHeaders = headers;
            return this;
        }

        public Builder responseHeaders(List<Header> headers) {
            this.responseHeaders = headers;
            return this;
        }

        /** Keeps the array itself, not a copy. */
        public Builder payload(byte[] bytes) {
            this.payload = bytes;
            return this;
        }

        public Builder truncation(Truncation why) {
            this.truncation = why;
            return this;
        }

        public Builder redirectedFrom(List<String> urls) {
            this.redirectedFrom = urls;
            return this;
        }

        public Builder remoteAddress(@Nullable String address) {
            this.remoteAddress = address;
            return this;
        }

        public Capture build() {
            return new Capture(this);
        }
    }
}
