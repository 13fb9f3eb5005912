package org.afterleak.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.afterleak.crypto.KeyRing;
import org.afterleak.demo.SyntheticPeople;
import org.afterleak.demo.SyntheticPerson;
import org.afterleak.identifier.Kind;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.Matcher;
import org.afterleak.match.Tier;
import org.afterleak.watchlist.SealedFixture;
import org.afterleak.watchlist.Watchlist;
import org.afterleak.watchlist.WatchlistException;

/** A sealed list of fifty people who do not exist, and how many of them a document is found to hold. */
final class FiftyPeople implements AutoCloseable {
    static final List<SyntheticPerson> PEOPLE =
            SyntheticPeople.of(20_260_101, 50).listed();

    private final KeyRing keys = SealedFixture.keys();
    private final Watchlist watchlist;
    private final Matcher matcher;

    FiftyPeople(Path folder) throws IOException, WatchlistException {
        watchlist = SealedFixture.watchlist(
                folder,
                keys,
                List.of(Kind.NAME, Kind.ID_A_NUMBER, Kind.NATIONALITY),
                PEOPLE.stream()
                        .map(p -> List.of(p.name(), p.aNumber(), p.countryInProse()))
                        .toList());
        matcher = new Matcher(watchlist);
    }

    /** The list as csv. */
    static String csv() {
        return "Name,A-Number,Country of Citizenship\n"
                + PEOPLE.stream()
                        .map(p -> p.name() + "," + p.aNumber() + "," + p.countryInProse() + "\n")
                        .collect(Collectors.joining());
    }

    long confirmed(Document document) {
        DocumentMatch match = matcher.match(document, Tier.CONFIRMED);
        return match.records().stream().filter(r -> r.tier() == Tier.CONFIRMED).count();
    }

    @Override
    public void close() {
        watchlist.close();
        keys.close();
    }
}
