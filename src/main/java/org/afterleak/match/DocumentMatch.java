package org.afterleak.match;

import java.util.List;
import java.util.Optional;

/**
 * All that the watchlist knows of one document.
 *
 * @param records the records found, surest first; those under the tier that was asked for are left out
 * @param notes what was cut short and why, without any text of the document; empty when nothing was
 */
public record DocumentMatch(List<RecordMatch> records, List<String> notes) {
    public DocumentMatch {
        records = List.copyOf(records);
        notes = List.copyOf(notes);
    }

    /** The surest record's tier; empty without a match. */
    public Optional<Tier> tier() {
        return records.stream().map(RecordMatch::tier).max(Tier::compareTo);
    }

    /** The surest record's bits, 0 without a match. */
    public double bits() {
        return records.stream().mapToDouble(RecordMatch::bits).max().orElse(0);
    }
}
