package org.afterleak.crawl;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a source brought, in one visit or in a whole run.
 *
 * @param name the source's
 * @param outcome of the visit; of the last one, in a run
 * @param problem one sentence on what is wrong, where something is
 * @param visitedCount captures that were processed
 * @param unchangedCount pages and files that had not changed since
 * @param discoveredCount addresses that were not known before, or are due again
 * @param truncatedCount captures that were cut short by a limit or a server
 * @param bytes of all captures that were processed
 * @param failures how often, by kind
 */
public record SourceResult(
        String name,
        SourceType type,
        Outcome outcome,
        Optional<String> problem,
        long visitedCount,
        long unchangedCount,
        long discoveredCount,
        long truncatedCount,
        long bytes,
        Map<FetchFailure, Long> failures) {
    /** How a visit ended. */
    public enum Outcome {
        VISITED,
        /** It answers, and brings nothing where it should: no link matches the selector, no result for any query. */
        STARVING,
        /** Its first page, its search or its folder cannot be had. */
        FAILED,
        /** The run was stopped; the rest is visited next time. */
        STOPPED,
        /** Its time has not come. */
        NOT_DUE
    }

    public SourceResult {
        EnumMap<FetchFailure, Long> copy = new EnumMap<>(FetchFailure.class);
        copy.putAll(failures);
        failures = Collections.unmodifiableMap(copy);
    }

    static SourceResult notDue(Source source) {
        return new SourceResult(
                source.name(), source.type(), Outcome.NOT_DUE, Optional.empty(), 0, 0, 0, 0, 0, Map.of());
    }

    /** How often that happened. */
    public long count(FetchFailure failure) {
        return failures.getOrDefault(failure, 0L);
    }

    /** All failures together. */
    public long failureCount() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether a person should look at the source. */
    public boolean isAlarm() {
        return outcome == Outcome.FAILED || outcome == Outcome.STARVING;
    }

    /** Counts of both; outcome and problem of the later one. */
    SourceResult then(SourceResult later) {
        EnumMap<FetchFailure, Long> sum = new EnumMap<>(FetchFailure.class);
        sum.putAll(failures);
        later.failures.forEach((failure, count) -> sum.merge(failure, count, Long::sum));
        return new SourceResult(
                name,
                type,
                later.outcome,
                later.problem,
                visitedCount + later.visitedCount,
                unchangedCount + later.unchangedCount,
                discoveredCount + later.discoveredCount,
                truncatedCount + later.truncatedCount,
                bytes + later.bytes,
                sum);
    }
}
