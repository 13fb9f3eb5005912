package org.afterleak.capture;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MessageBody;
import org.netpreserve.jwarc.MessageHeaders;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTargetRecord;
import org.netpreserve.jwarc.WarcTruncationReason;

/**
 * The captures in a WARC file (ISO 28500), WET files among them, one after the other, in memory of one WARC record at a
 * time: records of type response (their transfer and content codings undone), resource and conversion. Others say nothing
 * about a page's content and are passed over. Plain or gzipped; ARC files are read too.
 */
public final class WarcCaptures implements AutoCloseable {
    /** Named headers of one WARC record take a few hundred bytes. */
    private static final int MAX_HEADER_BYTES = 1 << 20;

    private static final int MAX_HTTP_HEADERS = 1_000;

    private final WarcReader reader;
    private final Metered in;
    private final int maxPayload;
    private @Nullable WarcRecord last;
    private int unreadable;

    private WarcCaptures(WarcReader reader, Metered in, int maxPayload) {
        this.reader = reader;
        this.in = in;
        this.maxPayload = maxPayload;
    }

    /**
     * Opens a stream at its beginning.
     *
     * @param stream is closed with the reader
     * @param maxPayload bytes of one payload; a longer one is cut, {@link Capture.Truncation#LENGTH}
     * @throws WarcException it is no WARC file
     * @throws IOException the stream cannot be read
     */
    public static WarcCaptures open(InputStream stream, int maxPayload) throws IOException, WarcException {
        PushbackInputStream head = new PushbackInputStream(stream, 2);
        byte[] magic = head.readNBytes(2);
        head.unread(magic);
        boolean gzip = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        Metered in = new Metered(gzip ? new GZIPInputStream(head, 1 << 16) : head);
        in.allowance = MAX_HEADER_BYTES;
        try {
            WarcReader reader = new WarcReader(in);
            reader.setLenient(true);
            return new WarcCaptures(reader, in, maxPayload);
        } catch (IOException | RuntimeException e) {
            throw new WarcException("not a WARC file");
        }
    }

    /**
     * The next capture; empty at the end.
     *
     * @throws WarcException damaged from here on
     */
    public Optional<Capture> next() throws WarcException {
        try {
            while (true) {
                in.allowance = Long.MAX_VALUE;
                if (last != null) {
                    last.body().consume();
                }
                in.allowance = MAX_HEADER_BYTES;
                Optional<WarcRecord> record = reader.next();
                in.allowance = Long.MAX_VALUE;
                last = record.orElse(null);
                if (last == null) {
                    return Optional.empty();
                }
                Optional<Capture> capture = capture(last);
                if (capture.isPresent()) {
                    return capture;
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new WarcException("WARC file is damaged or cut short: the rest was left out");
        }
    }

    /** WARC records so far whose content could not be read. */
    public int unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private Optional<Capture> capture(WarcRecord record) throws IOException {
        if (!(record instanceof WarcResponse || record instanceof WarcResource || record instanceof WarcConversion)) {
            return Optional.empty();
        }
        WarcTargetRecord target = (WarcTargetRecord) record;
        try {
            Capture.Builder capture = Capture.builder(address(target)).capturedAt(date(record));
            return Optional.of((record instanceof WarcResponse response && isHttp(response)
                            ? http(response, capture)
                            : whole(target, capture))
                    .build());
        } catch (IOException | RuntimeException e) {
            // What HTTP said there is beyond reading; the WARC record around it is whole, and the next one follows.
            unreadable++;
            return Optional.empty();
        }
    }

    private static boolean isHttp(WarcResponse response) {
        return response.contentType().base().toString().equalsIgnoreCase("application/http");
    }

    private Capture.Builder http(WarcResponse response, Capture.Builder capture) throws IOException {
        in.allowance = MAX_HEADER_BYTES;
        HttpResponse http = response.http();
        in.allowance = Long.MAX_VALUE;
        return content(bodyOf(http), response, capture)
                .status(http.status())
                .responseHeaders(headers(http.headers()))
                .remoteAddress(response.ipAddress().map(a -> a.getHostAddress()).orElse(null));
    }

    private static MessageBody bodyOf(HttpResponse http) throws IOException {
        try {
            return http.bodyDecoded();
        } catch (IOException | RuntimeException e) {
            // A coding that is not known here, or none that was meant.
            return http.body();
        }
    }

    private Capture.Builder whole(WarcTargetRecord record, Capture.Builder capture) throws IOException {
        String type = record.headers().first("Content-Type").orElse("");
        return content(record.body(), record, capture).responseHeaders(List.of(new Header("Content-Type", type)));
    }

    private Capture.Builder content(MessageBody body, WarcRecord record, Capture.Builder capture) {
        Capture.Truncation truncation = truncation(record.truncated());
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try {
            InputStream stream = body.stream();
            byte[] block = new byte[1 << 14];
            int n = stream.read(block);
            while (n >= 0 && payload.size() + n <= maxPayload) {
                payload.write(block, 0, n);
                n = stream.read(block);
            }
            if (n > 0) {
                payload.write(block, 0, maxPayload - payload.size());
                truncation = Capture.Truncation.LENGTH;
            }
        } catch (IOException | RuntimeException e) {
            truncation = Capture.Truncation.DISCONNECT;
        }
        return capture.payload(payload.toByteArray()).truncation(truncation);
    }

    private static List<Header> headers(MessageHeaders all) {
        List<Header> headers = new ArrayList<>();
        all.map()
                .forEach((name, values) -> values.stream()
                        .limit(Math.max(0, MAX_HTTP_HEADERS - headers.size()))
                        .forEach(value -> headers.add(new Header(name, value))));
        return headers;
    }

    private static String address(WarcTargetRecord record) {
        String target = record.target();
        return target == null ? "" : target;
    }

    private static Instant date(WarcRecord record) {
        try {
            return record.date();
        } catch (RuntimeException e) {
            return Instant.EPOCH;
        }
    }

    private static Capture.Truncation truncation(WarcTruncationReason reason) {
        return switch (reason) {
            case NOT_TRUNCATED -> Capture.Truncation.NONE;
            case TIME -> Capture.Truncation.TIME;
            case DISCONNECT -> Capture.Truncation.DISCONNECT;
            default -> Capture.Truncation.LENGTH;
        };
    }

    /** Ends a header that has no end: a parser keeps what it has read of one. */
    private static final class Metered extends FilterInputStream {
        private long allowance;

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (allowance <= 0) {
                throw new IOException("a header without an end");
            }
            int n = super.read(into, from, length);
            allowance -= Math.max(0, n);
            return n;
        }
    }
}
