package org.afterleak.table;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a zipped package (ECMA-376 part 2), read where they lie, decompressed within limits. What a part declares is
 * checked before it is opened; what it gives is counted while it is read, and its checksum at its end.
 */
final class ZipParts implements AutoCloseable {
    /** A workbook of a thousand sheets has three thousand parts or so. */
    static final int MAX_PARTS = 20_000;

    private static final int MAX_DIRECTORY_BYTES = 4 << 20;
    private static final int RATIO_FROM_BYTES = 16 << 20;
    private static final int MAX_TOKEN_BYTES = 8 << 20;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xFFFF;

    private final ZipFile zip;
    private final TableLimits limits;
    private final Map<String, ZipArchiveEntry> parts = new HashMap<>();
    private long inflated;

    private ZipParts(ZipFile zip, TableLimits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    /**
     * @throws TableException not a whole zip file, or over a limit
     * @throws IOException the file cannot be read
     */
    static ZipParts open(TableSource source, TableLimits limits) throws IOException, TableException {
        SeekableByteChannel channel = source.channel();
        boolean whole = false;
        try {
            checkDirectory(channel);
            channel.position(0);
            ZipFile zip;
            try {
                zip = ZipFile.builder()
                        .setSeekableByteChannel(channel)
                        .setIgnoreLocalFileHeader(true)
                        .get();
            } catch (IOException | RuntimeException e) {
                throw new TableException("zip file is damaged: its directory cannot be read");
            }
            ZipParts parts = new ZipParts(zip, limits);
            parts.list();
            whole = true;
            return parts;
        } finally {
            if (!whole) {
                channel.close();
            }
        }
    }

    /**
     * The directory's size, before anything is made of it: a file of 64 MiB can declare a million parts. APPNOTE.TXT 4.3.16;
     * it starts where a reader will look for it, whatever it says of itself.
     */
    private static void checkDirectory(SeekableByteChannel channel) throws IOException, TableException {
        long size = channel.size();
        int tail = (int) Math.min(size, END_BYTES + MAX_COMMENT + 20);
        ByteBuffer end = ByteBuffer.allocate(tail).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(size - tail);
        while (end.hasRemaining()) {
            if (channel.read(end) < 0) {
                throw new EOFException("file became shorter while it was read");
            }
        }
        for (int i = tail - END_BYTES; i >= 0; i--) {
            if (end.getInt(i) != END_SIGNATURE) {
                continue;
            }
            long at = size - tail + i;
            long offset = end.getInt(i + 16) & 0xFFFFFFFFL;
            long declared = end.getInt(i + 12) & 0xFFFFFFFFL;
            boolean zip64 = i >= 20 && end.getInt(i - 20) == END64_LOCATOR_SIGNATURE;
            if (zip64 && (offset == 0xFFFFFFFFL || (end.getShort(i + 10) & 0xFFFF) == 0xFFFF)) {
                throw new TableException("zip file has more than 65,534 parts, or is over 4 GiB");
            }
            long start = offset + Math.max(0, at - declared - offset);
            if (start > at) {
                throw new TableException("zip file is damaged: its directory is not where it says");
            }
            if (at - start > MAX_DIRECTORY_BYTES) {
                throw new TableException("zip file has too many parts");
            }
            return;
        }
        throw new TableException("zip file is cut short or damaged: it has no directory");
    }

    private void list() throws TableException {
        long declared = 0;
        int count = 0;
        for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
            ZipArchiveEntry entry = all.nextElement();
            if (++count > MAX_PARTS) {
                throw new TableException("zip file has more than " + MAX_PARTS + " parts");
            }
            declared += Math.max(0, entry.getSize());
            if (declared < 0 || declared > limits.maxInflatedBytes()) {
                throw new TableException("decompresses to more than " + size(limits.maxInflatedBytes()));
            }
            parts.putIfAbsent(key(entry.getName()), entry);
        }
        if (parts.isEmpty()) {
            throw new TableException("zip file is empty");
        }
    }

    boolean has(String name) {
        return parts.containsKey(key(name));
    }

    /** Whether a part's name begins so. */
    boolean hasUnder(String prefix) {
        String wanted = key(prefix);
        return parts.keySet().stream().anyMatch(name -> name.startsWith(wanted));
    }

    /** Declared size, 0 for a part that is not there. */
    long declaredBytes(String name) {
        ZipArchiveEntry entry = parts.get(key(name));
        return entry == null ? 0 : Math.max(0, entry.getSize());
    }

    /** Bytes given so far, all parts together. */
    long inflatedBytes() {
        return inflated;
    }

    /** A part's bytes; null if there is no such part. Names match without regard to case, as Excel matches them. */
    @Nullable
    InputStream open(String name) throws TableException {
        ZipArchiveEntry entry = parts.get(key(name));
        if (entry == null) {
            return null;
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new TableException("zip file is encrypted");
        }
        int method = entry.getMethod();
        if (method != ZipMethod.STORED.getCode() && method != ZipMethod.DEFLATED.getCode()) {
            throw new TableException("zip file uses a compression that no workbook uses");
        }
        if (tooDense(entry.getSize(), entry.getCompressedSize())) {
            throw new TableException("a part decompresses to more than " + limits.maxRatio() + " times its size");
        }
        try {
            return new Part(zip.getInputStream(entry), entry);
        } catch (IOException | RuntimeException e) {
            throw new TableException("zip file is damaged: a part is not where its directory says");
        }
    }

    private boolean tooDense(long out, long in) {
        return out > RATIO_FROM_BYTES && out / Math.max(1, in) > limits.maxRatio();
    }

    private static String key(String name) {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        return plain.replace('\\', '/').toLowerCase(Locale.ROOT);
    }

    static String size(long bytes) {
        return bytes >= 1L << 30 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** A limit was reached in the middle of a parser's read: travels through it as an IOException, without its words. */
    static final class LimitException extends IOException {
        private static final long serialVersionUID = 1L;

        LimitException(String reason) {
            super(reason);
        }
    }

    private final class Part extends InputStream {
        private final InputStream in;
        private final ZipArchiveEntry entry;
        private final CRC32 crc = new CRC32();
        private long bytes;
        private long sinceMarkup;

        Part(InputStream in, ZipArchiveEntry entry) {
            this.in = in;
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = in.read(into, from, length);
            if (n < 0) {
                if (bytes != entry.getSize() || crc.getValue() != entry.getCrc()) {
                    throw new LimitException("workbook is damaged: a checksum does not match");
                }
                return n;
            }
            crc.update(into, from, n);
            bytes += n;
            inflated += n;
            if (inflated > limits.maxInflatedBytes()) {
                throw new LimitException("decompresses to more than " + size(limits.maxInflatedBytes()));
            }
            if (tooDense(bytes, entry.getCompressedSize())) {
                throw new LimitException("a part decompresses to more than " + limits.maxRatio() + " times its size");
            }
            // An XML parser holds a whole tag in memory: no "<" for 8 MiB is no workbook.
            int last = from + n - 1;
            while (last >= from && into[last] != '<') {
                last--;
            }
            sinceMarkup = last >= from ? from + n - 1 - last : sinceMarkup + n;
            if (sinceMarkup > MAX_TOKEN_BYTES) {
                throw new LimitException("a tag or text of more than " + size(MAX_TOKEN_BYTES));
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
