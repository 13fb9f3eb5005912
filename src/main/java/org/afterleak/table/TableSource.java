package org.afterleak.table;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where a table's bytes are: a file, read in place and never copied, memory, or a program that makes them while they are
 * read. Can be read more than once. Immutable; the bytes are not copied, so they must not change meanwhile. {@link #toString} shows the size only.
 */
public final class TableSource {
    private final @Nullable Path path;
    private final byte @Nullable [] bytes;
    private final @Nullable Supplier<InputStream> made;
    private final long size;

    private TableSource(@Nullable Path path, byte @Nullable [] bytes, @Nullable Supplier<InputStream> made, long size) {
        this.path = path;
        this.bytes = bytes;
        this.made = made;
        this.size = size;
    }

    /**
     * A file. What is not a regular file (a pipe, {@code /dev/stdin}) is read into memory, at most 1 GiB.
     *
     * @throws IOException there is no such file, it is a folder, it cannot be read, or a pipe gives more than 1 GiB
     */
    public static TableSource of(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return new TableSource(path, null, null, Files.size(path));
        }
        if (Files.isDirectory(path)) {
            throw new IOException("is a folder, not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            int most = 1 << 30;
            byte[] all = in.readNBytes(most);
            if (all.length == most) {
                throw new IOException("more than 1 GiB through a pipe: give a file");
            }
            return of(all);
        }
    }

    /** Bytes in memory, not copied. */
    public static TableSource of(byte[] bytes) {
        return new TableSource(null, bytes, null, bytes.length);
    }

    /**
     * Delimited text or JSON that is made while it is read, so that it is nowhere as a whole.
     *
     * @param size about how many bytes there will be, to tell progress by
     * @param made gives the same bytes each time
     */
    public static TableSource made(long size, Supplier<InputStream> made) {
        return new TableSource(null, null, made, size);
    }

    public long size() {
        return size;
    }

    /** The first bytes, at most so many. */
    byte[] head(int most) throws IOException {
        try (InputStream in = open()) {
            return in.readNBytes(most);
        }
    }

    InputStream open() throws IOException {
        if (made != null) {
            return made.get();
        }
        return path == null
                ? new ByteArrayInputStream(bytes())
                : new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    }

    SeekableByteChannel channel() throws IOException {
        return path == null ? new SeekableInMemoryByteChannel(bytes()) : Files.newByteChannel(path);
    }

    private byte[] bytes() {
        if (bytes == null) {
            throw new IllegalStateException("not in memory");
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "TableSource[" + size + " bytes]";
    }
}
