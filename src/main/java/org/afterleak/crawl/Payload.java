package org.afterleak.crawl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.afterleak.capture.Capture.Truncation;

/**
 * Reads a body within its bounds and undoes its content coding. A body that is cut by a limit, a time-out or a reset is
 * kept as far as it came, for it may be the one that matters, and says so.
 */
final class Payload {
    private static final int CHUNK = 16 * 1024;

    private final byte[] bytes;
    private final Truncation truncation;

    private Payload(byte[] bytes, Truncation truncation) {
        this.bytes = bytes;
        this.truncation = truncation;
    }

    byte[] bytes() {
        return bytes;
    }

    Truncation truncation() {
        return truncation;
    }

    /** Reads at most {@code maxBytes}. Fails only where nothing came at all. */
    static Payload read(InputStream in, long maxBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try {
            while (true) {
                // One byte more than the bound tells a body that ends there from one that goes on.
                int want = (int) Math.min(CHUNK, maxBytes + 1 - out.size());
                int count = in.read(chunk, 0, want);
                if (count < 0) {
                    return new Payload(out.toByteArray(), Truncation.NONE);
                }
                int kept = (int) Math.min(count, maxBytes - out.size());
                out.write(chunk, 0, kept);
                if (kept < count) {
                    return new Payload(out.toByteArray(), Truncation.LENGTH);
                }
            }
        } catch (IOException e) {
            if (out.size() == 0) {
                throw e;
            }
            Truncation why = e instanceof InterruptedIOException ? Truncation.TIME : Truncation.DISCONNECT;
            return new Payload(out.toByteArray(), why);
        }
    }

    /** Whether {@link #decoded} can undo this Content-Encoding. */
    static boolean canDecode(String contentEncoding) {
        return switch (normal(contentEncoding)) {
            case "", "identity", "gzip", "x-gzip", "deflate" -> true;
            default -> false;
        };
    }

    /**
     * This body with its content coding undone (RFC 9110, 8.4.1), at most {@code maxBytes} of it. What is labelled gzip
     * and is not stays as it is, as browsers have it; what breaks off in the middle is kept up to there.
     */
    Payload decoded(String contentEncoding, long maxBytes) {
        String coding = normal(contentEncoding);
        boolean gzip = coding.endsWith("gzip") && bytes.length >= 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
        boolean deflate = coding.equals("deflate") && bytes.length >= 2 && (bytes[0] & 0x0f) == 8;
        if (!gzip && !deflate) {
            return this;
        }
        // From memory, so that the members of a gzip file are seen as one (RFC 1952, 2.2): over a socket
        // GZIPInputStream takes a pause for the end.
        try (InputStream in = gzip
                ? new GZIPInputStream(new ByteArrayInputStream(bytes), CHUNK)
                : new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            Payload plain = read(in, maxBytes);
            // What cut the coded body explains why its decoding broke off, too.
            boolean explained = truncation != Truncation.NONE && plain.truncation != Truncation.LENGTH;
            return explained ? new Payload(plain.bytes, truncation) : plain;
        } catch (IOException e) {
            // Not one byte could be decoded.
            return new Payload(new byte[0], truncation == Truncation.NONE ? Truncation.DISCONNECT : truncation);
        }
    }

    private static String normal(String contentEncoding) {
        return contentEncoding.strip().toLowerCase(Locale.ROOT);
    }
}
