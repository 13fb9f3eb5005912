package org.afterleak.watchlist;

import java.util.Map;
import java.util.Set;

/** Hears how an import goes on. */
public interface ImportListener {
    /** A listener that hears nothing. */
    ImportListener NONE = new ImportListener() {};

    /** Bytes read so far and in all; the total is an estimate for workbooks. */
    default void progress(long doneBytes, long totalBytes, long records) {}

    /** The mapping of a sheet's columns that will be used, heading to kind; the sheet's name is empty for text. */
    default void mapping(String sheet, Map<String, String> columns) {}

    /** Something that a person should know: a sheet passed over and why. No cell is quoted. */
    default void note(String sentence) {}

    /**
     * How names that the list's author gave, to sheets and columns, may be shown: each name and what to show for it.
     * Asked once, when the list is sealed, for then the watchlist knows whether one of them is somebody's.
     */
    default Map<String, String> shown(Set<String> names) throws WatchlistException {
        return Map.of();
    }

    /** A row that gave no record; only the first few are told. */
    default void rejected(String sheet, int row, String reason) {}
}
