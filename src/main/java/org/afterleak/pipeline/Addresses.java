package org.afterleak.pipeline;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.afterleak.crawl.OutboundGuard;
import org.afterleak.evidence.IdentifierGuard;
import org.afterleak.match.TextGuard;

/**
 * What may leave this machine and what may be shown of URLs, queries and file names: a text is held against the watchlist
 * as it is, and with percent-encoding undone, twice where it was done twice. Thread-safe.
 */
public final class Addresses implements OutboundGuard, IdentifierGuard {
    /** Times that percent-encoding is undone. */
    private static final int ROUNDS = 2;

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
     * The address as people may see it: itself; or, where it holds an identifier, the parts between slashes that do not,
     * and {@link TextGuard#MASK} for those that do, and for all behind the host where only the whole does.
     */
    public String shown(String address) {
        if (!holdsIdentifier(address)) {
            return address;
        }
        String[] parts = address.split("/", -1);
        boolean masked = false;
        for (int i = 0; i < parts.length; i++) {
            if (holdsIdentifier(parts[i])) {
                parts[i] = TextGuard.MASK + extension(parts[i]);
                masked = true;
            }
        }
        String shown = String.join("/", parts);
        if (masked && !holdsIdentifier(shown)) {
            return shown;
        }
        int scheme = address.indexOf("://");
        int host = scheme < 0 ? -1 : address.indexOf('/', scheme + 3);
        String head = host < 0 ? "" : address.substring(0, host + 1);
        return holdsIdentifier(head) ? TextGuard.MASK : head + TextGuard.MASK;
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
