package org.afterleak.crawl;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.afterleak.capture.Capture;
import org.afterleak.crawl.SourceResult.Outcome;
import org.jspecify.annotations.Nullable;

/** Counts what happens in one visit. Thread-safe. */
final class Tally {
    private final Source source;
    private final Map<FetchFailure, Long> failures = new EnumMap<>(FetchFailure.class);
    private Outcome outcome = Outcome.VISITED;
    private @Nullable String problem;
    private @Nullable String firstFailure;
    private long visited;
    private long unchanged;
    private long discovered;
    private long truncated;
    private long bytes;

    Tally(Source source) {
        this.source = source;
    }

    synchronized void visited(Capture capture) {
        visited++;
        bytes += capture.payload().length;
        if (capture.truncation() != Capture.Truncation.NONE) {
            truncated++;
        }
    }

    synchronized void unchanged() {
        unchanged++;
    }

    synchronized void discovered(int count) {
        discovered += count;
    }

    synchronized void failed(FetchException e) {
        failures.merge(e.failure(), 1L, Long::sum);
        if (firstFailure == null) {
            firstFailure = e.sentence();
        }
    }

    /** The source as a whole is in trouble. */
    synchronized void alarm(Outcome kind, String sentence) {
        outcome = kind;
        problem = sentence;
    }

    /** What went wrong first, or null. */
    synchronized @Nullable String firstFailure() {
        return firstFailure;
    }

    synchronized boolean broughtNothing() {
        return visited == 0 && unchanged == 0;
    }

    synchronized SourceResult result(boolean stopped) {
        Outcome end = stopped ? Outcome.STOPPED : outcome;
        return new SourceResult(
                source.name(),
                source.type(),
                end,
                Optional.ofNullable(problem),
                visited,
                unchanged,
                discovered,
                truncated,
                bytes,
                failures);
    }
}
