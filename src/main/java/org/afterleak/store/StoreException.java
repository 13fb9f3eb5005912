package org.afterleak.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A database or a workspace that cannot be used. The message is one line: what, where, what to do. It holds no SQL, no
 * bound value and no words of the database engine.
 */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Reason {
        /** The file is no database, or bytes of it are wrong. */
        DAMAGED,
        /** No space left on the disk, or in a quota. What was acknowledged before is safe. */
        DISK_FULL,
        /** What it holds was sealed under another workspace's key. */
        OTHER_KEY,
        /** Made by a newer version of this program. */
        NEWER_SCHEMA,
        /** Another process holds it. */
        IN_USE,
        /** No permission, or a read-only medium. */
        NOT_WRITABLE,
        /** The disk failed to read or write. */
        INPUT_OUTPUT,
        /** A fault of this program: a statement that the database refuses. */
        INTERNAL
    }

    private final Reason reason;
    private final transient Path file;

    StoreException(Reason reason, Path file, String message) {
        super(message);
        this.reason = reason;
        this.file = file;
    }

    /** For a store whose sealed content does not open although the key is right; {@code detail} quotes none of it. */
    public static StoreException damaged(Path file, String detail) {
        return Failures.damaged(file, detail);
    }

    /** For a store that was made with another key. */
    public static StoreException otherKey(Path file) {
        return new StoreException(
                Reason.OTHER_KEY,
                file,
                file
                        + " belongs to a workspace with another key; put its own key envelope back, or move the file away");
    }

    public Reason reason() {
        return reason;
    }

    /** The database or lock file. */
    public Path file() {
        return file;
    }
}
