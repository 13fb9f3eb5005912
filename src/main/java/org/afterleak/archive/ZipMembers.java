package org.afterleak.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Members of a zip file: as its directory lists them; or, where that is lost, damaged or too large, front to back as far as
 * they can be read.
 */
final class ZipMembers {
    /** A directory of 100,000 members takes some 8 MiB, and ten times that in memory. */
    private static final int MAX_DIRECTORY_BYTES = 16 << 20;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xFFFF;

    private ZipMembers() {}

    static void read(byte[] archive, MemberHandler handler) throws ArchiveException {
        if (!hasSmallDirectory(archive)) {
            frontToBack(archive, handler);
            return;
        }
        ZipFile zip;
        try {
            zip = ZipFile.builder()
                    .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                    .setIgnoreLocalFileHeader(true)
                    .get();
        } catch (IOException | RuntimeException e) {
            frontToBack(archive, handler);
            return;
        }
        try (zip) {
            for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements() && !handler.full(); ) {
                member(zip, all.nextElement(), handler);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be closed", e);
        }
    }

    private static void member(ZipFile zip, ZipArchiveEntry entry, MemberHandler handler) {
        if (entry.isDirectory() || entry.isUnixSymlink()) {
            return;
        }
        if (!zip.canReadEntryData(entry)) {
            handler.passOver(whyNot(entry));
            return;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            if (in == null) {
                handler.passOver("a member of a zip archive is not where its directory says");
                return;
            }
            handler.member(entry.getName(), in);
        } catch (IOException | RuntimeException e) {
            handler.problem("a member of a zip archive is damaged");
        }
    }

    private static String whyNot(ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return "zip archive is encrypted";
        }
        ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
        return "a compression that is not supported in a zip archive (" + (method == null ? "unknown" : method.name())
                + ")";
    }

    private static void frontToBack(byte[] archive, MemberHandler handler) throws ArchiveException {
        boolean any = false;
        handler.problem("zip archive has no directory that can be read: its members were read front to back");
        try (ZipArchiveInputStream in =
                new ZipArchiveInputStream(new ByteArrayInputStream(archive), "UTF8", true, true)) {
            while (!handler.full()) {
                ZipArchiveEntry entry = in.getNextEntry();
                if (entry == null) {
                    break;
                }
                any = true;
                if (entry.isDirectory()) {
                    continue;
                }
                if (!in.canReadEntryData(entry)) {
                    handler.passOver(whyNot(entry));
                    continue;
                }
                handler.member(entry.getName(), in);
            }
        } catch (IOException | RuntimeException e) {
            if (any) {
                handler.problem("zip archive is damaged from some place on: the rest was left out");
                return;
            }
        }
        if (!any) {
            throw new ArchiveException("zip archive that is cut short or damaged");
        }
    }

    /** APPNOTE.TXT 4.3.16: whether there is a directory, of a size that may be made into objects. */
    private static boolean hasSmallDirectory(byte[] zip) {
        for (int at = zip.length - END_BYTES; at >= Math.max(0, zip.length - END_BYTES - MAX_COMMENT); at--) {
            if (intAt(zip, at) == END_SIGNATURE) {
                // A reader goes by the offset, whatever the size is said to be; where both lie, all before that counts.
                long start = Math.min(at - (intAt(zip, at + 12) & 0xFFFFFFFFL), intAt(zip, at + 16) & 0xFFFFFFFFL);
                return at - Math.max(0, start) <= MAX_DIRECTORY_BYTES;
            }
        }
        return false;
    }

    private static int intAt(byte[] bytes, int at) {
        return bytes[at] & 0xFF
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | (bytes[at + 3] & 0xFF) << 24;
    }
}
