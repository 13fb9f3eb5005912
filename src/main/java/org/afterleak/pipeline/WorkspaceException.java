package org.afterleak.pipeline;

import org.jspecify.annotations.Nullable;

/** The workspace cannot be used as asked; the message says what, where and what to do. */
public final class WorkspaceException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Trouble {
        /** Something is there already that must not be overwritten. */
        EXISTS,
        /** There is no workspace, no passphrase, no key file, or the wrong one. */
        NO_KEY,
        /** A file of it cannot be read or written. */
        UNREADABLE
    }

    private final Trouble trouble;

    public WorkspaceException(Trouble trouble, @Nullable String message) {
        super(message);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
