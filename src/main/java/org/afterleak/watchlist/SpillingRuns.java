package org.afterleak.watchlist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.afterleak.crypto.Sealer;
import org.afterleak.crypto.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one size, parted by their first byte, of which only the last few of each part are in memory: the first half of an
 * external sort. What is spilled is sealed (AES-256-GCM) under a key that is in memory only, in a file without a name, which
 * is gone with the process. Rows may be added by several threads, and come back in no order; a part is read once all are
 * there.
 */
final class SpillingRuns implements AutoCloseable {
    /** Parts that rows fall into; each has to fit into memory when it is sorted. */
    static final int PARTS = 256;

    private static final int FIRST_CHUNK = 1 << 10;
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final int rowBytes;
    private final SecretBytes key = SecretBytes.random(32);
    private final Sealer sealer = new Sealer(key);
    private final Part[] parts = new Part[PARTS];
    private final AtomicLong end = new AtomicLong();
    private @Nullable FileChannel channel;

    /** One part: what is in memory, and where the rest is. */
    private static final class Part {
        private byte[] rows = new byte[0];
        private int used;
        private long[] chunkAt = new long[0];
        private int[] chunkBytes = new int[0];
        private int chunks;
        private long count;
    }

    /** @param file where to spill; made when it is needed, and without a name from then on */
    SpillingRuns(Path file, int rowBytes) {
        this.file = file;
        this.rowBytes = rowBytes;
        Arrays.setAll(parts, i -> new Part());
    }

    int rowBytes() {
        return rowBytes;
    }

    /** Adds the rows that lie one after another in those bytes. */
    void add(byte[] rows, int bytes) throws IOException {
        for (int at = 0; at < bytes; at += rowBytes) {
            Part part = parts[rows[at] & 0xFF];
            synchronized (part) {
                if (part.used + rowBytes > part.rows.length) {
                    makeRoom(part);
                }
                System.arraycopy(rows, at, part.rows, part.used, rowBytes);
                part.used += rowBytes;
                part.count++;
            }
        }
    }

    private void makeRoom(Part part) throws IOException {
        int full = Math.max(1, CHUNK / rowBytes) * rowBytes;
        if (part.rows.length < full) {
            int larger = Math.max(rowBytes, Math.max(FIRST_CHUNK / rowBytes * rowBytes, part.rows.length * 2));
            part.rows = Arrays.copyOf(part.rows, Math.min(full, larger));
            return;
        }
        byte[] plain = Arrays.copyOf(part.rows, part.used);
        int bytes = plain.length + Sealer.OVERHEAD;
        long at = end.getAndAdd(bytes);
        ByteBuffer sealed = ByteBuffer.wrap(sealer.seal(context(at), plain));
        FileChannel to = channel();
        for (long position = at; sealed.hasRemaining(); ) {
            position += to.write(sealed, position);
        }
        if (part.chunks == part.chunkAt.length) {
            int room = Math.max(4, part.chunks * 2);
            part.chunkAt = Arrays.copyOf(part.chunkAt, room);
            part.chunkBytes = Arrays.copyOf(part.chunkBytes, room);
        }
        part.chunkAt[part.chunks] = at;
        part.chunkBytes[part.chunks++] = bytes;
        part.used = 0;
    }

    private synchronized FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            channel = open;
        }
        return open;
    }

    /** How many rows there are in all parts. */
    long count() {
        long count = 0;
        for (Part part : parts) {
            synchronized (part) {
                count += part.count;
            }
        }
        return count;
    }

    /** The rows of one part, in no order. */
    byte[] part(int number) throws IOException {
        Part part = parts[number];
        synchronized (part) {
            long bytes = part.count * rowBytes;
            if (bytes > Integer.MAX_VALUE - 16) {
                throw new IOException(
                        "one import holds too many records, or too many with one value, for this version");
            }
            byte[] rows = new byte[(int) bytes];
            int at = 0;
            for (int i = 0; i < part.chunks; i++) {
                byte[] plain = open(part.chunkAt[i], part.chunkBytes[i]);
                System.arraycopy(plain, 0, rows, at, plain.length);
                at += plain.length;
            }
            System.arraycopy(part.rows, 0, rows, at, part.used);
            return rows;
        }
    }

    private byte[] open(long at, int bytes) throws IOException {
        ByteBuffer sealed = ByteBuffer.allocate(bytes);
        FileChannel from = channel();
        while (sealed.hasRemaining()) {
            if (from.read(sealed, at + sealed.position()) < 0) {
                throw new java.io.EOFException("a run of the import was cut");
            }
        }
        try {
            return sealer.open(context(at), sealed.array());
        } catch (GeneralSecurityException e) {
            throw new IOException("a run of the import was damaged; try again");
        }
    }

    private static byte[] context(long at) {
        return ByteBuffer.allocate(Long.BYTES).putLong(at).array();
    }

    /** Gives the memory and the disk back. */
    @Override
    public void close() throws IOException {
        Arrays.fill(parts, new Part());
        key.close();
        FileChannel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
