package org.afterleak.watchlist;

/** A leaked list that cannot be imported; nothing of it was. The message says why and what to do, and quotes no cell. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    public ImportException(String message) {
        super(message);
    }
}
