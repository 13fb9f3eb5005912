package org.afterleak.crawl;

import java.io.IOException;
import java.util.List;
import org.afterleak.capture.Capture;

/**
 * What is done with what the crawler brings. Called by one thread at a time, though not always the same. When
 * {@link #visit} returns, everything of worth in the capture is kept: the crawler then forgets the capture and marks its
 * URL as fetched. A process that dies before that is given the capture again.
 */
public interface CrawlVisitor {
    /**
     * Takes one capture.
     *
     * @return the absolute URLs that it points to; of use for {@code site} sources alone
     * @throws IOException when nothing can be kept any more, a full disk for one: the run ends with it
     */
    List<String> visit(Source source, Capture capture) throws IOException;

    /** A page seen before has not changed since (HTTP 304): it is still there. */
    default void unchanged(Source source, String url) throws IOException {}

    /**
     * Something was not fetched, or not processed.
     *
     * @param masked its address as it may be shown
     */
    default void skipped(Source source, String masked, FetchFailure why) {}

    /** {@link #visit} or the crawler itself broke: a fault of the program. The run goes on. */
    default void faulted(Source source, RuntimeException fault) {}

    /** A source's visit is over. */
    default void visited(SourceResult result) {}
}
