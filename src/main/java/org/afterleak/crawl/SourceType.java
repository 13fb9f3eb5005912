package org.afterleak.crawl;

import java.util.Locale;

/** The kinds of source that {@code sources.yaml} knows. */
public enum SourceType {
    /** A page that lists links to items: a paste site's archive, a board's index. */
    LISTING(true),
    /** A web site, followed link by link within its host. */
    SITE(true),
    /** A search engine's answers to fixed queries, and the pages it names. */
    SEARCH(true),
    /** A folder on this machine. */
    FILES(true),
    /** Files of captures on this machine: WARC, WET, WACZ. */
    WARC(true),
    SITEMAP(false),
    FEED(false),
    TELEGRAM(false);

    private final boolean supported;

    SourceType(boolean supported) {
        this.supported = supported;
    }

    /** Whether this version can visit it; others are skipped with a warning. */
    boolean isSupported() {
        return supported;
    }

    /** The word in {@code sources.yaml} and in results. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
