package org.afterleak.pipeline;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterleak.crawl.OutboundGuard;
import org.afterleak.crypto.KeyRing;
import org.afterleak.evidence.IdentifierGuard;
import org.afterleak.extract.Document;
import org.afterleak.match.Matcher;
import org.afterleak.match.TextGuard;
import org.afterleak.watchlist.Watchlist;
import org.afterleak.watchlist.WatchlistException;

/**
 * What may leave this machine and what may be shown of URLs, queries and file names: a text is held against the watchlist
 * as it is, and with percent-encoding undone, twice where it was done twice. Thread-safe.
 */
public final class Addresses implements OutboundGuard, IdentifierGuard {
    /** Times that percent-encoding is undone. */
    private static final int ROUNDS = 2;

    private static final int SHORTEST_WORD = 3;

    private final TextGuard guard;

    Addresses(TextGuard guard) {
        this.guard = guard;
    }

    @Override
    public Verdict check(String outbound) {
        return holdsIdentifier(outbound) ? Verdict.REFUSE : Verdict.PASS;
    }

    @Override
    public boolean holdsIdentifier(String text) {
        return readings(text).stream().anyMatch(guard::holdsIdentifier);
    }

    /**
     * The address as people may see it: itself; or, where it holds an identifier, with {@link TextGuard#MASK} for the
     * parts between slashes that hold one or repeat a word of one; and for all behind the host where only the whole does.
     */
    public String shown(String address) {
        if (!holdsIdentifier(address)) {
            return address;
        }
        String[] parts = address.split("/", -1);
        boolean[] masked = new boolean[parts.length];
        Set<String> words = new HashSet<>();
        for (int i = 0; i < parts.length; i++) {
            if (holdsIdentifier(parts[i])) {
                masked[i] = true;
                words.addAll(words(parts[i]));
            }
        }
        for (int i = 0; i < parts.length; i++) {
            // A page about somebody has the surname in its own name too, where it is no identifier by itself.
            if (masked[i] || !Collections.disjoint(words(parts[i]), words)) {
                parts[i] = TextGuard.MASK + extension(parts[i]);
            }
        }
        String shown = String.join("/", parts);
        if (!words.isEmpty() && !holdsIdentifier(shown)) {
            return shown;
        }
        int scheme = address.indexOf("://");
        int host = scheme < 0 ? -1 : address.indexOf('/', scheme + 3);
        String head = host < 0 ? "" : address.substring(0, host + 1);
        return holdsIdentifier(head) ? TextGuard.MASK : head + TextGuard.MASK;
    }

    /**
     * A locator as people may see it: what the document's author named (a sheet, between quotation marks; a member of an
     * archive, a step by itself) is masked where it holds an identifier; all of it where only the whole does.
     */
    String shownLocator(String locator) {
        if (!holdsIdentifier(locator)) {
            return locator;
        }
        String shown = Arrays.stream(locator.split(Document.STEP, -1))
                .map(this::shownStep)
                .collect(Collectors.joining(Document.STEP));
        return holdsIdentifier(shown) ? TextGuard.MASK : shown;
    }

    private String shownStep(String step) {
        int from = step.indexOf('"');
        int to = step.lastIndexOf('"');
        if (from == to) {
            return shown(step);
        }
        return holdsIdentifier(step.substring(from + 1, to))
                ? step.substring(0, from + 1) + TextGuard.MASK + step.substring(to)
                : step;
    }

    /** A name that somebody gave to a sheet or a column, as people may see it. */
    public String shownName(String name) {
        return holdsIdentifier(name) ? TextGuard.MASK : name;
    }

    /**
     * The names of sheets and columns that hold an identifier of the watchlist in that folder, and what to show for each.
     */
    public static Map<String, String> shownNames(Path watchlistFolder, KeyRing keys, Set<String> names)
            throws WatchlistException {
        try (Watchlist watchlist = Watchlist.open(watchlistFolder, keys)) {
            Addresses addresses = new Addresses(new TextGuard(new Matcher(watchlist)));
            Map<String, String> shown = new HashMap<>();
            for (String name : names) {
                if (addresses.holdsIdentifier(name)) {
                    // Two columns that nobody may see are two columns.
                    shown.put(name, TextGuard.MASK + (shown.isEmpty() ? "" : " " + (shown.size() + 1)));
                }
            }
            return shown;
        }
    }

    /** The words of a part, as they are and with percent-encoding undone, but its ending; short ones are nobody's. */
    private static Set<String> words(String part) {
        Set<String> words = new HashSet<>();
        for (String reading : readings(part)) {
            String ending = extension(reading);
            String name = reading.substring(0, reading.length() - ending.length());
            for (String word : name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+", -1)) {
                if (word.length() >= SHORTEST_WORD) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    /** A short ending tells what kind of file it is and nobody's name. */
    private static String extension(String part) {
        int dot = part.lastIndexOf('.');
        String ending = dot < 0 ? "" : part.substring(dot);
        return ending.matches("\\.(csv|tsv|txt|xlsx|xls|html?|json|jsonl|pdf|zip|gz|php)") ? ending : "";
    }

    private static Set<String> readings(String text) {
        Set<String> readings = new LinkedHashSet<>();
        String reading = text;
        for (int round = 0; round <= ROUNDS; round++) {
            readings.add(reading);
            try {
                reading = URLDecoder.decode(reading, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                // No percent-encoding, or a broken one: there is nothing to undo.
                break;
            }
        }
        return readings;
    }
}
