package org.afterleak.document;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Zstandard (RFC 8878), undone by aircompressor: plain Java, where the usual library is native code that would have to be
 * unpacked to a disk first.
 */
final class ZstdStreams {
    private static final int MAX_BYTES = 256 << 20;

    private ZstdStreams() {}

    static void read(byte[] content, DocumentSink sink) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        boolean whole = false;
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(content))) {
            int n = in.read(block);
            while (n >= 0 && out.size() < MAX_BYTES) {
                out.write(block, 0, n);
                n = in.read(block);
            }
            whole = n < 0;
        } catch (IOException | RuntimeException e) {
            if (out.size() == 0) {
                throw e;
            }
        }
        if (!whole) {
            sink.problem(
                    "zstd is cut short, damaged, or more than " + (MAX_BYTES >> 20) + " MiB: the rest was left out");
        }
        sink.part("zstd", "", out.toByteArray());
    }
}
