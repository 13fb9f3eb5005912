package org.afterleak.match;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.Handle;
import org.afterleak.watchlist.WatchedRecord;
import org.afterleak.watchlist.Watchlist;

/**
 * Questions to the watchlist with a memory: the same common name on a thousand pages is one question to the guarded key.
 * Bounded; not thread-safe.
 */
final class Lookups {
    /** Records of one import that are followed for one feature. A name that more people bear points at nobody. */
    static final int MOST_CANDIDATES = 512;

    /** Features and their candidates in memory: of a long list a feature has hundreds. */
    private static final int MOST_REMEMBERED = 1 << 17;

    private static final int REMEMBERED_RECORDS = 1 << 14;

    private final Watchlist watchlist;
    private final Map<Long, List<Candidate>> byTag = new LinkedHashMap<>(256, 0.75f, true);
    private int remembered;
    private final Map<Handle, Optional<WatchedRecord>> records = new Lexicon.Lru<>(REMEMBERED_RECORDS);

    Lookups(Watchlist watchlist) {
        this.watchlist = watchlist;
    }

    /** The records with the feature that has this fast tag; the feature is made only where the answer is not known. */
    List<Candidate> candidates(long tag, Supplier<Feature> feature) {
        List<Candidate> known = byTag.get(tag);
        if (known == null) {
            known = watchlist.lookup(feature.get(), MOST_CANDIDATES);
            byTag.put(tag, known);
            remembered += 1 + known.size();
            Iterator<List<Candidate>> eldest = byTag.values().iterator();
            while (remembered > MOST_REMEMBERED && eldest.hasNext()) {
                remembered -= 1 + eldest.next().size();
                eldest.remove();
            }
        }
        return known;
    }

    Optional<WatchedRecord> record(Candidate candidate) {
        return records.computeIfAbsent(candidate.handle(), h -> watchlist.record(candidate));
    }
}
