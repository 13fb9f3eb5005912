package org.afterleak.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.afterleak.table.FileFormat;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.arj.ArjArchiveInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.archivers.dump.DumpArchiveInputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lzma.LZMACompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Reads archives and compressed streams. See the package. Stateless. */
public final class Archives {
    /** What a decompressor may take for its dictionary. The largest preset of xz and 7z takes 64 MiB. */
    private static final int MAX_DICTIONARY_KIB = 96 << 10;

    /** A broken member is passed over; an archive of nothing else is not read to its end. */
    private static final int MAX_BROKEN = 100;

    private Archives() {}

    /** Whether the format is an archive or a compressed stream that is read here. */
    public static boolean reads(FileFormat format) {
        return format == FileFormat.ZIP || format == FileFormat.SEVEN_ZIP || readsStream(format);
    }

    /** Whether it can be read off a stream, without being held whole. */
    public static boolean readsStream(FileFormat format) {
        return switch (format) {
            case TAR, CPIO, AR, ARJ, DUMP, GZIP, BZIP2, XZ, LZMA, LZ4, SNAPPY, COMPRESS -> true;
            default -> false;
        };
    }

    /**
     * Hands over the members of an archive, or what a compressed stream gives as one member.
     *
     * @throws ArchiveException it cannot be read, or not to its end: the members before were handed over
     */
    public static void read(FileFormat format, byte[] archive, MemberHandler handler) throws ArchiveException {
        try {
            switch (format) {
                case ZIP -> ZipMembers.read(archive, handler);
                case SEVEN_ZIP -> sevenZip(archive, handler);
                default -> stream(format, new ByteArrayInputStream(archive), handler);
            }
        } catch (PasswordRequiredException e) {
            throw new ArchiveException(format.label() + " is encrypted");
        } catch (MemoryLimitException e) {
            throw new ArchiveException(format.label() + " needs more memory than it may have");
        } catch (IOException | RuntimeException e) {
            throw damaged(format, e);
        }
    }

    /**
     * The same off a stream, which is not closed.
     *
     * @throws ArchiveException it cannot be read, or not to its end: the members before were handed over
     */
    public static void read(FileFormat format, InputStream in, MemberHandler handler) throws ArchiveException {
        try {
            stream(format, in, handler);
        } catch (MemoryLimitException e) {
            throw new ArchiveException(format.label() + " needs more memory than it may have");
        } catch (IOException | RuntimeException e) {
            throw damaged(format, e);
        }
    }

    /** A decompressor's words may quote a member's name: its class says enough. */
    private static ArchiveException damaged(FileFormat format, Exception e) {
        return new ArchiveException(
                format.label() + (e instanceof EOFException ? " is cut short" : " is damaged from some place on"));
    }

    private static void stream(FileFormat format, InputStream raw, MemberHandler handler)
            throws IOException, ArchiveException {
        InputStream in = new BufferedInputStream(raw, 1 << 16);
        switch (format) {
            case TAR -> members(new TarArchiveInputStream(in), format, handler);
            case CPIO -> members(new CpioArchiveInputStream(in), format, handler);
            case AR -> members(new ArArchiveInputStream(in), format, handler);
            case DUMP, ARJ -> {
                ArchiveInputStream<?> archive;
                try {
                    archive =
                            format == FileFormat.DUMP ? new DumpArchiveInputStream(in) : new ArjArchiveInputStream(in);
                } catch (org.apache.commons.compress.archivers.ArchiveException e) {
                    throw new ArchiveException(format.label() + " is damaged");
                }
                members(archive, format, handler);
            }
            case GZIP ->
                handler.member(
                        "gzip",
                        GzipCompressorInputStream.builder()
                                .setInputStream(in)
                                .setDecompressConcatenated(true)
                                .get());
            case BZIP2 -> handler.member("bzip2", new BZip2CompressorInputStream(in, true));
            case XZ ->
                handler.member(
                        "xz",
                        XZCompressorInputStream.builder()
                                .setInputStream(in)
                                .setDecompressConcatenated(true)
                                .setMemoryLimitKiB(MAX_DICTIONARY_KIB)
                                .get());
            case LZMA ->
                handler.member(
                        "lzma",
                        LZMACompressorInputStream.builder()
                                .setInputStream(in)
                                .setMemoryLimitKiB(MAX_DICTIONARY_KIB)
                                .get());
            case LZ4 -> handler.member("lz4", new FramedLZ4CompressorInputStream(in, true));
            case SNAPPY -> handler.member("snappy", new FramedSnappyCompressorInputStream(in));
            case COMPRESS -> handler.member("compress", new ZCompressorInputStream(in, MAX_DICTIONARY_KIB));
            default -> throw new ArchiveException(format.label() + " is not supported");
        }
    }

    private static void members(ArchiveInputStream<?> archive, FileFormat format, MemberHandler handler)
            throws IOException {
        int broken = 0;
        while (!handler.full()) {
            ArchiveEntry entry = archive.getNextEntry();
            if (entry == null) {
                return;
            }
            if (entry.isDirectory() || entry instanceof TarArchiveEntry tar && !tar.isFile()) {
                continue;
            }
            if (!archive.canReadEntryData(entry)) {
                handler.passOver("a member of a " + format.label() + " uses a feature that is not supported");
                continue;
            }
            try {
                handler.member(entry.getName(), archive);
            } catch (IOException e) {
                if (++broken >= MAX_BROKEN) {
                    throw e;
                }
                handler.problem("a member of a " + format.label() + " is damaged");
            }
        }
    }

    private static void sevenZip(byte[] archive, MemberHandler handler) throws IOException {
        try (SevenZFile file = SevenZFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .setMaxMemoryLimitKiB(MAX_DICTIONARY_KIB)
                .get()) {
            int broken = 0;
            while (!handler.full()) {
                SevenZArchiveEntry entry = file.getNextEntry();
                if (entry == null) {
                    return;
                }
                if (entry.isDirectory() || !entry.hasStream()) {
                    continue;
                }
                try {
                    String name = entry.getName();
                    handler.member(name == null ? "" : name, new SevenZipMember(file));
                } catch (PasswordRequiredException e) {
                    throw e;
                } catch (IOException e) {
                    if (++broken >= MAX_BROKEN) {
                        throw e;
                    }
                    handler.problem("a member of a " + FileFormat.SEVEN_ZIP.label() + " is damaged");
                }
            }
        }
    }

    private static final class SevenZipMember extends InputStream {
        private final SevenZFile file;

        SevenZipMember(SevenZFile file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            return file.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return file.read(into, from, length);
        }
    }
}
