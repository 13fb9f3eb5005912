package org.afterleak.watchlist;

/** The watchlist cannot be opened or written; the message says what, and what to do, and holds nothing of a record. */
public final class WatchlistException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Trouble {
        MISSING,
        WRONG_KEY,
        DAMAGED,
        IN_USE,
        NOT_WRITABLE,
        UNKNOWN_CAMPAIGN
    }

    private final Trouble trouble;

    public WatchlistException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    public Trouble trouble() {
        return trouble;
    }
}
