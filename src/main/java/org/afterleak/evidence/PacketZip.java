package org.afterleak.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A packet's zip in its one form: entries sorted by name, stored without compression, all of one time, no extra fields,
 * no comments. So equal contents give equal bytes, a byte changed anywhere shows, nothing hides between entries or in
 * a second directory, and there is nothing to blow up.
 */
final class PacketZip {
    private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final LocalDateTime LATEST = LocalDateTime.of(2099, 12, 31, 0, 0);
    private static final int MAX_NAME = 200;
    private static final int MAX_RATIO = 200;
    private static final int RATIO_FROM = 1 << 20;

    private PacketZip() {}

    /** A zip that cannot be a packet; the message names the entry and what is wrong. */
    static final class MalformedZipException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedZipException(String message) {
            super(message);
        }
    }

    /** @param time of every entry, cut to two seconds as zip has it */
    static void write(SortedMap<String, byte[]> entries, LocalDateTime time, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                byte[] bytes = file.getValue();
                CRC32 crc = new CRC32();
                crc.update(bytes);
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(bytes.length);
                entry.setCompressedSize(bytes.length);
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(time);
                zip.putNextEntry(entry);
                zip.write(bytes);
                zip.closeEntry();
            }
        }
    }

    /** That instant in UTC as an entry's time. */
    static LocalDateTime time(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).withNano(0);
        time = time.withSecond(time.getSecond() / 2 * 2);
        return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    }

    /** A zip's entries by name, and whether it is in the one form. */
    static final class Contents {
        final SortedMap<String, byte[]> entries = new TreeMap<>();
        LocalDateTime time = EARLIEST;

        /** Offset of the first byte that differs from the one form; -1 if none does. */
        long firstDifference = -1;
    }

    /**
     * Reads a zip within bounds, whatever its form, so that what is wrong inside can be named too.
     *
     * @throws MalformedZipException if it is none, breaks a bound, or has a name that no packet has
     */
    static Contents read(byte[] zip) throws MalformedZipException {
        Contents contents = new Contents();
        Set<String> folded = new HashSet<>();
        String last = "";
        long total = 0;
        boolean first = true;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName();
                last = name;
                requireSafe(name);
                if (!folded.add(Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))) {
                    throw new MalformedZipException("holds \"" + show(name) + "\" twice");
                }
                if (folded.size() > Packet.MAX_FILES) {
                    throw new MalformedZipException("holds over " + Packet.MAX_FILES + " files");
                }
                byte[] bytes = content(in, entry, zip.length);
                total += bytes.length;
                if (total > Packet.MAX_BYTES) {
                    throw new MalformedZipException("holds over " + Packet.MAX_BYTES + " bytes");
                }
                if (first) {
                    contents.time = entry.getTimeLocal();
                    first = false;
                }
                if (!entry.isDirectory()) {
                    contents.entries.put(name, bytes);
                }
            }
        } catch (MalformedZipException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedZipException(
                    last.isEmpty() ? "is not a readable zip" : "is damaged at or behind \"" + show(last) + "\"");
        }
        if (contents.entries.isEmpty()) {
            throw new MalformedZipException("is not a zip, or an empty one");
        }
        contents.firstDifference = firstDifference(zip, contents);
        return contents;
    }

    private static byte[] content(ZipInputStream in, ZipEntry entry, int zipLength) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            if (out.size() > Packet.MAX_FILE_BYTES) {
                throw new MalformedZipException(
                        "\"" + show(entry.getName()) + "\" is over " + Packet.MAX_FILE_BYTES + " bytes");
            }
            if (out.size() > RATIO_FROM && out.size() / MAX_RATIO > zipLength) {
                throw new MalformedZipException(
                        "\"" + show(entry.getName()) + "\" unpacks to over " + MAX_RATIO + " times the whole file");
            }
        }
        return out.toByteArray();
    }

    /** Relative, forward slashes, no dot segments, no drive, no control characters: what every system keeps inside. */
    static void requireSafe(String name) throws MalformedZipException {
        boolean bad = name.isEmpty()
                || name.length() > MAX_NAME
                || name.startsWith("/")
                || name.startsWith("~")
                || name.indexOf('\\') >= 0
                || name.indexOf(':') >= 0
                || name.chars().anyMatch(Character::isISOControl);
        for (String segment : name.split("/", -1)) {
            bad |= segment.equals(".") || segment.equals("..");
        }
        bad |= name.contains("//");
        if (bad) {
            throw new MalformedZipException(
                    "holds the name \"" + show(name) + "\", which could lead outside its folder");
        }
    }

    private static String show(String name) {
        return Visible.text(name, 120);
    }

    private static long firstDifference(byte[] zip, Contents contents) {
        Comparison comparison = new Comparison(zip);
        try {
            write(contents.entries, contents.time, comparison);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
        if (comparison.difference < 0 && comparison.position != zip.length) {
            return comparison.position;
        }
        return comparison.difference;
    }

    /** Compares what is written with what is expected, without a second copy of it. */
    private static final class Comparison extends OutputStream {
        private final byte[] expected;
        private int position;
        private long difference = -1;

        Comparison(byte[] expected) {
            this.expected = expected;
        }

        @Override
        public void write(int b) {
            if (difference < 0 && (position >= expected.length || expected[position] != (byte) b)) {
                difference = position;
            }
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }
    }
}
