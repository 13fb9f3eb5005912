package org.afterleak.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * Keeps a second writing process out of a workspace. The operating system holds the lock, so it is gone when its process
 * is, however that ended; the process's number stands in the file for the message only. Readers do not need it.
 */
public final class WorkspaceLock implements AutoCloseable {
    /** The locked byte lies far behind the text, for on some systems nobody can read a locked byte. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;
    private final FileLock lock;

    private WorkspaceLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock at once, or says who has it. Never waits.
     *
     * @param file lock file, made where it is missing; its folder must exist
     * @throws StoreException {@link StoreException.Reason#IN_USE} while another process, or this one, holds it
     */
    public static WorkspaceLock acquire(Path file) throws StoreException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Reason.NOT_WRITABLE,
                    file,
                    "cannot open the workspace's lock " + file + "; check that its folder exists and is yours");
        }
        FileLock lock = null;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw inUse(file);
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid), 0);
            return new WorkspaceLock(channel, lock);
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw inUse(file);
        } catch (StoreException e) {
            closeQuietly(channel);
            throw e;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StoreException(
                    StoreException.Reason.INPUT_OUTPUT,
                    file,
                    "cannot lock the workspace at " + file + "; is the disk full?");
        }
    }

    /** Number of the process that wrote itself into the lock file last; empty when nobody did. */
    public static OptionalLong holder(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Gives the lock back; the file stays. */
    @Override
    public void close() {
        try {
            lock.release();
        } catch (IOException e) {
            // Closing the channel gives it back in any case.
        }
        closeQuietly(channel);
    }

    private static StoreException inUse(Path file) {
        OptionalLong holder = holder(file);
        String who = holder.isPresent() ? "process " + holder.getAsLong() : "another process";
        return new StoreException(
                StoreException.Reason.IN_USE,
                file,
                "the workspace is in use by " + who + " (" + file + "); wait for it to end, or stop it");
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written that could be lost.
        }
    }
}
