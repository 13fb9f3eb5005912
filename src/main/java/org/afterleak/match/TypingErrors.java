package org.afterleak.match;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.afterleak.crypto.FastTags;
import org.afterleak.identifier.IdNumbers;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.Handle;
import org.afterleak.watchlist.TagFilter;
import org.afterleak.watchlist.WatchedRecord;
import org.afterleak.watchlist.Watchlist;

/**
 * Asks whether a number that stands beside a record's name is its ID number but for one typing error: another digit, two
 * swapped, one too many or too few. Asked only where the name has named the record; bounded for each document, for each
 * number costs some two hundred tags.
 */
final class TypingErrors implements Evidence.NearId {
    private static final int MOST_ASKED = 2_000;

    private final TagFilter idFilter;
    private final FastTags tagger;
    private final Lookups lookups;
    private final NumberProposals proposals = new NumberProposals();
    private final StringBuilder neighbour = new StringBuilder();
    private final StringBuilder canonical = new StringBuilder();

    /** By number, the records whose ID number it nearly is: a row is held against many records. */
    private final Map<String, Set<Handle>> known = new HashMap<>();

    private int asked;

    TypingErrors(Watchlist watchlist, Lookups lookups) {
        this.idFilter = watchlist.idFilter();
        this.tagger = watchlist.fastTags();
        this.lookups = lookups;
    }

    /** A new document begins. */
    void restart() {
        asked = 0;
        known.clear();
    }

    /** Whether more was asked of this document than was answered. */
    boolean wasCut() {
        return asked > MOST_ASKED;
    }

    @Override
    public boolean isNear(WatchedRecord record, String number) {
        Set<Handle> near = known.get(number);
        if (near == null) {
            if (asked++ >= MOST_ASKED) {
                return false;
            }
            near = near(number.startsWith("a") ? number.substring(1) : number);
            known.put(number, near);
        }
        return near.contains(record.handle());
    }

    private Set<Handle> near(String digits) {
        proposals.clear();
        int n = digits.length();
        for (int i = 0; i < n; i++) {
            for (char c = '0'; c <= '9'; c++) {
                propose(digits, i, c, i + 1);
            }
            if (i + 1 < n) {
                neighbour.setLength(0);
                neighbour
                        .append(digits, 0, i)
                        .append(digits.charAt(i + 1))
                        .append(digits.charAt(i))
                        .append(digits, i + 2, n);
                propose();
            }
            neighbour.setLength(0);
            neighbour.append(digits, 0, i).append(digits, i + 1, n);
            propose();
        }
        for (int i = 0; i <= n; i++) {
            for (char c = '0'; c <= '9'; c++) {
                propose(digits, i, c, i);
            }
        }
        proposals.tag(tagger);
        Set<Handle> near = new HashSet<>();
        for (int i = 0; i < proposals.count; i++) {
            if (idFilter.mightContain(proposals.tags[i])) {
                int proposal = i;
                lookups.candidates(proposals.tags[i], () -> proposals.feature(proposal))
                        .forEach(c -> near.add(c.handle()));
            }
        }
        return near;
    }

    private void propose(String digits, int to, char between, int from) {
        neighbour.setLength(0);
        neighbour.append(digits, 0, to).append(between).append(digits, from, digits.length());
        propose();
    }

    private void propose() {
        canonical.setLength(0);
        if (IdNumbers.appendPlain(neighbour, canonical)) {
            proposals.propose(Feature.Type.ID, canonical, 0, 0, false);
        }
    }
}
