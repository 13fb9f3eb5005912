package org.afterleak.crawl;

import java.util.Locale;

/** Why an address gave no capture. */
public enum FetchFailure {
    /** It holds a watched identifier; nothing was sent. */
    GUARD_REFUSED("holds a watched identifier and was not sent", false),
    /** It resolves to an address that is private or otherwise not on the public internet; no connection was made. */
    PRIVATE_ADDRESS("leads to a private address; name it in allow_private_addresses if it is yours", false),
    /** The site's robots.txt does not want it fetched. */
    ROBOTS_DISALLOWED("is disallowed by the site's robots.txt", false),
    /** The site's robots.txt could not be read, which counts as a refusal (RFC 9309, 2.3.1.4). */
    ROBOTS_UNREACHABLE("has a robots.txt that cannot be read, so nothing is fetched there", true),
    /** The site asks for a longer delay between requests than we are ready to wait. */
    CRAWL_DELAY_TOO_LONG("asks for a crawl delay of more than 30 s; the host is skipped", false),
    /** Not an http or https URL. */
    INVALID_URL("is not an http or https URL", false),
    /** A redirect led out of what the source may visit. */
    OUT_OF_SCOPE("redirects out of the source's scope", false),
    /** Redirects led back to an address already seen. */
    REDIRECT_LOOP("redirects in a loop", true),
    /** More than five redirects. */
    TOO_MANY_REDIRECTS("redirects more than 5 times", true),
    /** A redirect whose target is not an http or https URL. */
    INVALID_REDIRECT("redirects to something that is not an http or https URL", true),
    UNKNOWN_HOST("has a host name that does not resolve", true),
    CONNECT("cannot be connected to", true),
    TLS("has a TLS certificate or handshake that fails", true),
    TIMEOUT("did not answer in time", true),
    DISCONNECT("closed the connection early", true),
    PROTOCOL("does not answer in HTTP", true),
    /** A content coding that was not asked for and that we cannot undo. */
    CONTENT_CODING("answers in a content coding that was not asked for", true),
    /** The server asked for a pause (429 or 503 with Retry-After) that is not over. */
    BACKED_OFF("asked for a pause that is not over", true),
    /** An answer other than success. */
    HTTP_STATUS("answered with an error status", true),
    /** Not what this kind of source answers with: another JSON, or none. */
    UNEXPECTED_ANSWER("did not answer with the search engine's JSON; is its JSON format switched on?", true),
    /** A file that cannot be read. */
    UNREADABLE("cannot be read", true),
    /** What came could not be processed: a fault of this program. */
    PROCESSING("was fetched but not processed: a fault of the program", true),
    /** The run was stopped meanwhile. */
    STOPPED("was abandoned because the run was stopped", true);

    private final String sentence;
    private final boolean retryable;

    FetchFailure(String sentence, boolean retryable) {
        this.sentence = sentence;
        this.retryable = retryable;
    }

    /** The end of a sentence that starts with the address. */
    public String sentence() {
        return sentence;
    }

    /** Whether trying again later may help. */
    public boolean isRetryable() {
        return retryable;
    }

    /** The word in results. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
