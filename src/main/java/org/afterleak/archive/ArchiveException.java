package org.afterleak.archive;

/** An archive that gives nothing, or nothing more; the message says why without any of its bytes or names. */
public final class ArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    public ArchiveException(String reason) {
        super(reason);
    }
}
