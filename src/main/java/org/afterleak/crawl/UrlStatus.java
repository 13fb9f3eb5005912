package org.afterleak.crawl;

/** What became of a URL of the frontier, in StormCrawler's words. */
enum UrlStatus {
    /** Known, not yet fetched in this visit. */
    DISCOVERED,
    /** Fetched, and what it gave was processed. */
    FETCHED,
    /** Leads elsewhere; its target was fetched. */
    REDIRECTION,
    /** Failed; it is tried again later. */
    FETCH_ERROR,
    /** Failed for good: three times in a row, or in a way that another try does not mend. */
    ERROR
}
