package org.afterleak.crawl;

import java.util.List;

/**
 * What a run brought.
 *
 * @param sources one for each source, in the file's order
 * @param isStopped whether it was told to end before it was through
 */
public record CrawlResult(List<SourceResult> sources, boolean isStopped) {
    public CrawlResult {
        sources = List.copyOf(sources);
    }

    /** Captures that were processed. */
    public long visitedCount() {
        return sources.stream().mapToLong(SourceResult::visitedCount).sum();
    }

    /** Bytes of them. */
    public long bytes() {
        return sources.stream().mapToLong(SourceResult::bytes).sum();
    }

    /** How often that happened, over all sources. */
    public long count(FetchFailure failure) {
        return sources.stream().mapToLong(source -> source.count(failure)).sum();
    }

    /** The sources that a person should look at. */
    public List<SourceResult> alarms() {
        return sources.stream().filter(SourceResult::isAlarm).toList();
    }
}
