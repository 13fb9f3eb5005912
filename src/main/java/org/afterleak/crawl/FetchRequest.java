package org.afterleak.crawl;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * One thing to fetch.
 *
 * @param url http or https URL; may hold an identifier, so this does not print itself
 * @param delay pause between two requests to a host; a longer one in robots.txt wins
 * @param validators sent as If-None-Match and If-Modified-Since with the first request
 * @param robots whether robots.txt is asked
 * @param scope asked about every hop's URL; false ends the fetch
 */
record FetchRequest(String url, Duration delay, Validators validators, Robots robots, Predicate<String> scope) {
    /** Whether robots.txt (RFC 9309) is asked. */
    enum Robots {
        /** At every hop: a crawl. */
        EVERYWHERE,
        /** Not at the origin that the user configured as an interface for programs, but wherever it redirects to. */
        EXCEPT_FIRST_ORIGIN,
        /** Never: one URL that a person named, as with any user agent that is not a robot. */
        NOWHERE
    }

    static FetchRequest of(String url, Duration delay) {
        return new FetchRequest(url, delay, Validators.NONE, Robots.EVERYWHERE, any -> true);
    }

    FetchRequest with(Validators known) {
        return new FetchRequest(url, delay, known, robots, scope);
    }

    FetchRequest with(Robots asked) {
        return new FetchRequest(url, delay, validators, asked, scope);
    }

    FetchRequest within(Predicate<String> limits) {
        return new FetchRequest(url, delay, validators, robots, limits);
    }

    @Override
    public String toString() {
        return "FetchRequest[" + url.length() + " characters]";
    }
}
