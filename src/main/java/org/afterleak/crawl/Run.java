package org.afterleak.crawl;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.afterleak.capture.Capture;

/**
 * What the visits of one run share. The visitor is called under one lock, and not after {@link #end}: whoever waits for
 * the end may then close what the visitor uses.
 */
final class Run {
    /** What follows once a capture was processed; also under the lock. */
    @FunctionalInterface
    interface Processed {
        void with(List<String> outlinks) throws IOException;
    }

    private final Fetcher fetcher;
    private final Frontier frontier;
    private final CrawlVisitor visitor;
    private final Clock clock;
    private final StopSignal stop;
    private final long maxBytes;
    private final ReentrantLock visiting = new ReentrantLock();
    private boolean ended;

    Run(Fetcher fetcher, Frontier frontier, CrawlVisitor visitor, Clock clock, StopSignal stop, long maxBytes) {
        this.fetcher = fetcher;
        this.frontier = frontier;
        this.visitor = visitor;
        this.clock = clock;
        this.stop = stop;
        this.maxBytes = maxBytes;
    }

    Fetcher fetcher() {
        return fetcher;
    }

    Masking masking() {
        return fetcher.masking();
    }

    Frontier frontier() {
        return frontier;
    }

    Instant now() {
        return clock.instant();
    }

    boolean isStopped() {
        return stop.isGiven();
    }

    long maxBytes() {
        return maxBytes;
    }

    /**
     * Hands a capture to the visitor, then runs {@code then}.
     *
     * @return false where the run has ended, and nothing was done
     */
    boolean process(Source source, Capture capture, Processed then) throws IOException {
        visiting.lock();
        try {
            if (ended) {
                return false;
            }
            then.with(visitor.visit(source, capture));
            return true;
        } finally {
            visiting.unlock();
        }
    }

    void unchanged(Source source, FrontierUrl url) throws IOException {
        visiting.lock();
        try {
            if (!ended) {
                visitor.unchanged(source, url.url());
                frontier.fetched(source, url, now());
            }
        } finally {
            visiting.unlock();
        }
    }

    /** Counts as seen what needed no request. */
    void settled(Source source, FrontierUrl url) throws IOException {
        visiting.lock();
        try {
            if (!ended) {
                frontier.fetched(source, url, now());
            }
        } finally {
            visiting.unlock();
        }
    }

    void skipped(Source source, String masked, FetchFailure why) {
        tell(() -> visitor.skipped(source, masked, why));
    }

    void faulted(Source source, RuntimeException fault) {
        tell(() -> visitor.faulted(source, fault));
    }

    void visited(SourceResult result) {
        tell(() -> visitor.visited(result));
    }

    /** Waits for the call that is under way, and lets no other begin. */
    void end() {
        visiting.lock();
        try {
            ended = true;
        } finally {
            visiting.unlock();
        }
    }

    private void tell(Runnable news) {
        visiting.lock();
        try {
            if (!ended) {
                news.run();
            }
        } finally {
            visiting.unlock();
        }
    }
}
