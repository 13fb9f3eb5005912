package org.afterleak.exposure;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingStatus;
import org.afterleak.finding.FindingStore;
import org.afterleak.identifier.Kind;
import org.afterleak.store.StoreException;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.WatchedRecord;
import org.afterleak.watchlist.Watchlist;

/**
 * Answers for one person after another. It asks the watchlist itself, not the matcher: a number that a person types needs
 * no finding in a text, and an answer about a person must not depend on how rare their name is. Keeps nothing of a
 * question. Thread-safe.
 */
public final class ExposureCheck {
    /** Records of one import with one ID number. A number that more people have is no one's. */
    private static final int MOST_CANDIDATES = 64;

    private final Watchlist watchlist;
    private final FindingStore findings;

    /** A check against these two, which stay the caller's. */
    public ExposureCheck(Watchlist watchlist, FindingStore findings) {
        this.watchlist = watchlist;
        this.findings = findings;
    }

    /**
     * Whether the person is in the leak, and where it surfaced. Imports of the same person into several campaigns count
     * together.
     */
    public Exposure check(Person person) throws StoreException {
        Set<String> handles = new HashSet<>();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<String> campaigns = new TreeSet<>();
        for (String id : person.ids()) {
            for (Candidate candidate : watchlist.lookup(Feature.of(Feature.Type.ID, id), MOST_CANDIDATES)) {
                watchlist
                        .record(candidate)
                        .filter(record -> isNamed(record, person.nameTokens()))
                        .ifPresent(record -> {
                            handles.add(record.handle().toString());
                            kinds.addAll(record.kinds());
                            campaigns.add(record.campaign());
                        });
            }
        }
        if (handles.isEmpty()) {
            return Exposure.NONE;
        }
        List<Finding> open = findings.findingsOf(handles).stream()
                .filter(f -> f.status() != FindingStatus.DISMISSED)
                .toList();
        List<String> fields = kinds.stream().map(Kind::field).distinct().toList();
        return new Exposure(true, fields, List.copyOf(campaigns), open);
    }

    /**
     * Whether the record's name may be this one. Half of the shorter of the two must agree: people leave out second names,
     * and lists do. And a quarter of what was asked, or a handful of common first names would stand for anybody.
     */
    private static boolean isNamed(WatchedRecord record, List<String> tokens) {
        long agreeing =
                tokens.stream().filter(token -> record.formOf(token) >= 0).count();
        int shorter = Math.min(tokens.size(), record.tokenCount());
        return agreeing > 0 && agreeing * 2 >= shorter && agreeing * 4 >= tokens.size();
    }
}
