package org.afterleak.crawl;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be fetched next, and what became of what was (Heritrix, URLFrontier). A source is visited in rounds: a
 * visit is opened, URLs are discovered, taken and settled, the visit is closed. Whatever happens in between, killed
 * processes too, what was not settled is still there to be taken by whoever opens the frontier next. Every method has
 * its effect for good when it returns. Thread-safe.
 */
public interface Frontier extends AutoCloseable {
    /** Failures in a row after which a URL is given up. */
    int MAX_FAILURES = 3;

    /** When the source is due; {@link Instant#EPOCH} for one that was never visited, or whose visit was cut off. */
    Instant dueAt(Source source) throws IOException;

    /**
     * Begins a visit, or goes on with one that was cut off.
     *
     * @return true where it is a new one
     */
    boolean openVisit(Source source, Instant at) throws IOException;

    /** Ends the visit. */
    void closeVisit(Source source, Instant nextDueAt) throws IOException;

    /**
     * Adds URLs that are not known for this source.
     *
     * @param refetchAfter a known one that was settled longer ago than that, or fetched under another generation of the
     *     watchlist, is to be fetched again; zero: at once, whatever became of it; null: known ones stay as they are
     * @param anywhere whether a fetch of the URL for another source counts too
     * @return how many are to be fetched now that were not before
     */
    int discover(
            Source source,
            Collection<String> urls,
            int depth,
            Instant at,
            @Nullable Duration refetchAfter,
            boolean anywhere)
            throws IOException;

    /**
     * Makes every URL of the source that was fetched, up to that depth, one to be fetched again; and what was given up
     * more than a day ago.
     */
    void rediscover(Source source, int maxDepth, Instant at) throws IOException;

    /** URLs of the source that are to be fetched, those with the fewest links from the start first. */
    List<FrontierUrl> pending(Source source, Instant at, int atMost) throws IOException;

    /** One URL as the frontier knows it; its validators only where they are of this generation of the watchlist. */
    Optional<FrontierUrl> find(Source source, String url) throws IOException;

    /** The URL was fetched, and what came of it is kept where it belongs. */
    void fetched(Source source, FrontierUrl url, Instant at) throws IOException;

    /** The URL led to another one, which was fetched, and what came of it is kept where it belongs. */
    void redirected(Source source, FrontierUrl url, FrontierUrl target, Instant at) throws IOException;

    /** The URL failed; where it is worth trying again, and was not often enough, not before {@code retryAt}. */
    void failed(Source source, FrontierUrl url, boolean retryable, Instant at, Instant retryAt) throws IOException;

    /** The URL was not tried, for its host asked for a pause: not before {@code until}, and no failure. */
    void postponed(Source source, FrontierUrl url, Instant until) throws IOException;

    /** Forgets what was settled before that instant, of all sources. */
    void forget(Instant before) throws IOException;

    @Override
    void close();
}
