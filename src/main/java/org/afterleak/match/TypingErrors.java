package org.afterleak.match;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.afterleak.crypto.FastTags;
import org.afterleak.identifier.IdNumbers;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.TagFilter;
import org.afterleak.watchlist.WatchedRecord;
import org.afterleak.watchlist.Watchlist;

/**
 * Asks whether a number that stands beside a record's name is its ID number but for one typing error: another digit, two
 * swapped, one too many or too few. Asked only where the name has named the record; bounded for each document, for each
 * question costs some two hundred tags.
 */
final class TypingErrors implements Evidence.NearId {
    private static final int MOST_ASKED = 2_000;

    private final TagFilter idFilter;
    private final FastTags tagger;
    private final Lookups lookups;
    private int asked;

    TypingErrors(Watchlist watchlist, Lookups lookups) {
        this.idFilter = watchlist.idFilter();
        this.tagger = watchlist.fastTags();
        this.lookups = lookups;
    }

    /** A new document begins. */
    void restart() {
        asked = 0;
    }

    /** Whether more was asked of this document than was answered. */
    boolean wasCut() {
        return asked > MOST_ASKED;
    }

    @Override
    public boolean isNear(WatchedRecord record, String number) {
        if (asked++ >= MOST_ASKED) {
            return false;
        }
        String digits = number.startsWith("a") ? number.substring(1) : number;
        Set<String> tried = new HashSet<>();
        for (String candidate : neighbours(digits)) {
            boolean agrees = IdNumbers.ofPlain(candidate)
                    .filter(tried::add)
                    .map(canonical -> isOf(record, canonical))
                    .orElse(false);
            if (agrees) {
                return true;
            }
        }
        return false;
    }

    private boolean isOf(WatchedRecord record, String canonical) {
        Feature feature = Feature.of(Feature.Type.ID, canonical);
        byte[] item = feature.fastItem();
        long tag = tagger.id(item, 0, item.length);
        if (!idFilter.mightContain(tag)) {
            return false;
        }
        List<Candidate> found = lookups.candidates(tag, () -> feature);
        return found.stream().anyMatch(c -> c.handle().equals(record.handle()));
    }

    private static Set<String> neighbours(String digits) {
        Set<String> neighbours = new java.util.LinkedHashSet<>();
        for (int i = 0; i < digits.length(); i++) {
            String head = digits.substring(0, i);
            String tail = digits.substring(i + 1);
            for (char c = '0'; c <= '9'; c++) {
                neighbours.add(head + c + tail);
            }
            if (i + 1 < digits.length()) {
                neighbours.add(head + digits.charAt(i + 1) + digits.charAt(i) + digits.substring(i + 2));
            }
            neighbours.add(head + tail);
        }
        for (int i = 0; i <= digits.length(); i++) {
            for (char c = '0'; c <= '9'; c++) {
                neighbours.add(digits.substring(0, i) + c + digits.substring(i));
            }
        }
        return neighbours;
    }
}
