package org.afterleak.crawl;

import crawlercommons.filters.basic.BasicURLNormalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/** Which URLs are one and the same, which belong to a site, and which lead into a trap. */
final class Urls {
    /** Longer ones are not followed. */
    static final int MAX_CHARS = 2_000;

    /** A path in which one segment stands this often goes round in circles. */
    private static final int MAX_REPETITIONS = 3;

    private static final int MAX_SEGMENTS = 40;

    /** Immutable, so one serves all threads. */
    private static final BasicURLNormalizer NORMALIZER = new BasicURLNormalizer();

    private Urls() {}

    /**
     * The form by which a URL is known: RFC 3986 6.2.2, parameters in order, no fragment. It is compared, never fetched: a
     * server may tell apart what this does not. A text that is no URL, a path of a file, is its own normal form.
     */
    static String normal(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null) {
            return url;
        }
        String normal = NORMALIZER.filter(parsed.toString());
        return normal == null ? url : normal;
    }

    /** A link as it may be followed: absolute, http or https, no fragment, no trap. */
    static Optional<String> followable(String link) {
        return Fetcher.parse(link).filter(url -> !isTrap(url)).map(HttpUrl::toString);
    }

    /** Whether a URL looks like one of an endless family that a site makes up as one goes. */
    static boolean isTrap(HttpUrl url) {
        if (url.toString().length() > MAX_CHARS) {
            return true;
        }
        List<String> segments = url.encodedPathSegments();
        if (segments.size() > MAX_SEGMENTS) {
            return true;
        }
        Map<String, Integer> counts = new HashMap<>();
        for (String segment : segments) {
            if (!segment.isEmpty() && counts.merge(segment, 1, Integer::sum) >= MAX_REPETITIONS) {
                return true;
            }
        }
        return false;
    }

    /**
     * The URLs of one site: same host, {@code www.} or not, and same port; http and https on their own ports are one
     * site.
     */
    static Predicate<String> sameSite(String start) {
        HttpUrl home = Fetcher.parse(start).orElseThrow(() -> new IllegalArgumentException("not an http or https URL"));
        return url ->
                Fetcher.parse(url).filter(other -> isSameSite(home, other)).isPresent();
    }

    private static boolean isSameSite(HttpUrl one, HttpUrl other) {
        boolean samePort = one.port() == other.port() || isOnDefaultPort(one) && isOnDefaultPort(other);
        return samePort && bareHost(one).equals(bareHost(other));
    }

    private static boolean isOnDefaultPort(HttpUrl url) {
        return url.port() == HttpUrl.defaultPort(url.scheme());
    }

    private static String bareHost(HttpUrl url) {
        String host = url.host();
        return host.startsWith("www.") ? host.substring(4) : host;
    }
}
