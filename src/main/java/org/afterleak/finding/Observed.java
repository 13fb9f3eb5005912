package org.afterleak.finding;

/**
 * What an observation turned out to be.
 *
 * @param finding as it stands now
 */
public record Observed(Finding finding, Change change) {
    /** How the finding differs from what was known before. */
    public enum Change {
        /** Not known before. */
        NEW,
        /** Known, and holds more records, or surer ones, than it did: the watchlist has grown since. */
        GROWN,
        /** It was gone or dismissed, and is back. */
        BACK,
        /** Known; only its last-seen time has moved. */
        SEEN_AGAIN
    }

    /** Whether this content was never found at this address before. */
    public boolean isNew() {
        return change == Change.NEW;
    }

    /** Whether somebody should be told: everything but {@link Change#SEEN_AGAIN}. */
    public boolean isNews() {
        return change != Change.SEEN_AGAIN;
    }
}
