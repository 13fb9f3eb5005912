package org.afterleak.suppression;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;

/**
 * What a person said, once, of one subject. It covers the records that were judged, as sure as they were then: another
 * record, or one that is surer now, is seen again. Its note is the person's own words, so it shows nothing.
 *
 * @param by who said so
 * @param at when
 * @param until when it ends; empty: never
 * @param note why; guarded by whoever takes it in
 * @param finding the finding that was judged
 * @param whole whether every record is covered, also those that nobody has seen there yet
 * @param records the handles of the records judged, each with the tier that it had
 */
public record Judgement(
        String by,
        Instant at,
        Optional<Instant> until,
        Optional<String> note,
        Optional<String> finding,
        boolean whole,
        Map<String, Tier> records) {
    public Judgement {
        records = Map.copyOf(records);
        if (!whole && records.isEmpty()) {
            throw new IllegalArgumentException("a judgement needs a record");
        }
    }

    /** Whether it holds at that time. */
    public boolean isActive(Instant now) {
        return until.map(now::isBefore).orElse(true);
    }

    /** Whether it speaks of that match, then. */
    public boolean covers(RecordMatch match, Instant now) {
        return isActive(now) && (whole || knows(match));
    }

    private boolean knows(RecordMatch match) {
        Tier judged = records.get(match.record());
        return judged != null && judged.atLeast(match.tier());
    }

    /** Whether it says all that the other one says, and for as long. */
    boolean includes(Judgement other) {
        boolean lasts =
                until.isEmpty() || other.until.map(t -> !t.isAfter(until.get())).orElse(false);
        boolean says = whole
                || !other.whole
                        && other.records.entrySet().stream().allMatch(e -> {
                            Tier judged = records.get(e.getKey());
                            return judged != null && judged.atLeast(e.getValue());
                        });
        return lasts && says;
    }

    @Override
    public String toString() {
        return "Judgement[" + (whole ? "whole" : records.size() + " records") + "]";
    }
}
