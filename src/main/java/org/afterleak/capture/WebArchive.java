package org.afterleak.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of captures that is read one by one: a WARC or WET file, plain or gzipped, or a WACZ package of some. For one thread;
 * closed by whoever opened it.
 */
public final class WebArchive implements AutoCloseable {
    private static final int MAGIC_BYTES = 16;

    private final @Nullable Wacz wacz;
    private @Nullable WarcCaptures captures;
    private int opened;
    private int unreadable;

    private WebArchive(@Nullable Wacz wacz, @Nullable WarcCaptures captures) {
        this.wacz = wacz;
        this.captures = captures;
    }

    /**
     * Opens a file in place.
     *
     * @param maxPayload bytes that a capture's payload has at most; of a longer one the rest is left out
     * @return null if it is no such file, by its content, or cannot be read
     */
    public static @Nullable WebArchive open(Path file, int maxPayload) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            byte[] head = head(file);
            if (isWarc(head)
                    || head.length > 2 && head[0] == 0x1F && head[1] == (byte) 0x8B && isWarc(gunzipped(file))) {
                InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                return new WebArchive(null, WarcCaptures.open(in, maxPayload));
            }
            if (head.length > 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3) {
                Wacz wacz = Wacz.open(file);
                if (wacz.size() > 0) {
                    return new WebArchive(wacz, null);
                }
                wacz.close();
            }
        } catch (IOException | WarcException | RuntimeException e) {
            // Whatever it is, its bytes will tell.
            return null;
        }
        return null;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAGIC_BYTES);
        }
    }

    private static byte[] gunzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return in.readNBytes(MAGIC_BYTES);
        }
    }

    private static boolean isWarc(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        return start.startsWith("WARC/0.") || start.startsWith("WARC/1.") || start.startsWith("filedesc://");
    }

    /**
     * The next capture; empty at the end.
     *
     * @throws IOException the file cannot be read further
     * @throws WarcException what stands there is no WARC record: nothing behind it can be read
     */
    public Optional<Capture> next(int maxPayload) throws IOException, WarcException {
        while (true) {
            if (captures != null) {
                Optional<Capture> capture = captures.next();
                if (capture.isPresent()) {
                    return capture;
                }
                unreadable += captures.unreadable();
                captures.close();
                captures = null;
            }
            if (wacz == null || opened >= wacz.size()) {
                return Optional.empty();
            }
            captures = wacz.warc(opened++, maxPayload);
        }
    }

    /** WARC records whose content could not be read, of the files that were read to their end. */
    public int unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        if (captures != null) {
            captures.close();
        }
        if (wacz != null) {
            wacz.close();
        }
    }
}
