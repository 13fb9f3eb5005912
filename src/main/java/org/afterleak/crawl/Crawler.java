package org.afterleak.crawl;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.afterleak.crawl.SourceResult.Outcome;

/**
 * Visits the sources of a {@link SourcesFile} when they are due, and hands what it fetches to a {@link CrawlVisitor}.
 * Sources are visited at the same time, each by one thread; {@link HostQueues} keeps them from meeting at a host. For one
 * run; {@link #stop} may be called by any thread, a signal handler's too.
 */
public final class Crawler {
    /** How long a run goes on. */
    public enum Mode {
        /** Each source that is due is visited once. */
        ONCE,
        /** Until it is stopped. */
        CONTINUOUS
    }

    /** What was not seen for that long is forgotten. */
    private static final Duration MEMORY = Duration.ofDays(180);

    /** A source that failed is tried again after that long, or when it is due, whichever is sooner. */
    private static final Duration RETRY = Duration.ofMinutes(5);

    /** What does not end of itself when it is stopped, a name resolution for one, is left behind after that long. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** A clock that was set meanwhile is noticed within that long. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final SourcesFile sources;
    private final Frontier frontier;
    private final Clock clock;
    private final Fetcher fetcher;
    private final StopSignal stop = new StopSignal();
    private final Map<String, SourceResult> results = new ConcurrentHashMap<>();

    private Crawler(SourcesFile sources, Frontier frontier, Clock clock, UnaryOperator<Fetcher.Builder> network) {
        this.sources = sources;
        this.frontier = frontier;
        this.clock = clock;
        this.fetcher = network.apply(sources.fetcher(clock)).stop(stop).build();
    }

    /**
     * Prepares a run.
     *
     * @param frontier stays the caller's to close, after {@link #run} has returned
     * @param guard decides what may leave
     */
    public static Crawler of(SourcesFile sources, Frontier frontier, OutboundGuard guard, Clock clock) {
        return new Crawler(sources, frontier, clock, builder -> builder.guard(guard));
    }

    static Crawler of(SourcesFile sources, Frontier frontier, Clock clock, UnaryOperator<Fetcher.Builder> network) {
        return new Crawler(sources, frontier, clock, network);
    }

    /**
     * Crawls. Returns when everything due was visited once, when the time is over, or within moments of {@link #stop};
     * the visitor is not called any more then.
     *
     * @param atMost the run is stopped after that long; empty: it is not
     * @throws IOException when nothing can be kept any more: what {@link CrawlVisitor#visit} or the frontier threw. What
     *     was kept before is safe.
     */
    public CrawlResult run(CrawlVisitor visitor, Mode mode, Optional<Duration> atMost) throws IOException {
        Run run = new Run(fetcher, frontier, visitor, clock, stop, sources.maxBytes());
        frontier.forget(clock.instant().minus(MEMORY));
        // Not in a try block: closing it would wait for what is left behind.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (Source source : sources.sources()) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            threads.execute(() -> {
                try {
                    watch(run, source, mode);
                    end.complete(null);
                } catch (Throwable failure) {
                    end.completeExceptionally(failure);
                    stop.give();
                }
            });
        }
        boolean cut = false;
        try {
            await(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)), atMost);
        } finally {
            cut = stop.isGiven();
            run.end();
            fetcher.close();
            threads.shutdown();
            if (cut) {
                ends.stream().filter(end -> !end.isDone()).forEach(end -> end.complete(null));
            }
        }
        return result(ends, cut);
    }

    /** Ends the run. Returns at once; idempotent. */
    public void stop() {
        stop.give();
    }

    private void await(CompletableFuture<Void> all, Optional<Duration> atMost) {
        CompletableFuture<Object> left = new CompletableFuture<>();
        stop.onStop(() -> left.completeOnTimeout(true, GRACE.toMillis(), TimeUnit.MILLISECONDS));
        CompletableFuture<Object> over = CompletableFuture.anyOf(all.handle((none, failure) -> true), left);
        try {
            if (atMost.isPresent()) {
                over.get(Math.min(atMost.get().toMillis(), Long.MAX_VALUE / 2_000_000), TimeUnit.MILLISECONDS);
            } else {
                over.get();
            }
        } catch (TimeoutException e) {
            stop.give();
            over.join();
        } catch (InterruptedException e) {
            stop.give();
            over.join();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("neither of the two can fail", e);
        }
    }

    private CrawlResult result(List<CompletableFuture<Void>> ends, boolean isStopped) throws IOException {
        for (CompletableFuture<Void> end : ends) {
            try {
                end.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException("a source's thread ended in an error", e.getCause());
            }
        }
        List<SourceResult> list = sources.sources().stream()
                .map(source -> results.getOrDefault(source.name(), SourceResult.notDue(source)))
                .toList();
        return new CrawlResult(list, isStopped);
    }

    private void watch(Run run, Source source, Mode mode) throws IOException {
        try {
            while (!stop.isGiven()) {
                Duration wait = Duration.between(clock.instant(), frontier.dueAt(source));
                boolean due = wait.isNegative() || wait.isZero();
                if (due) {
                    visit(run, source, mode);
                }
                if (mode == Mode.ONCE || !due && stop.await(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit(Run run, Source source, Mode mode) throws IOException {
        Instant startedAt = clock.instant();
        boolean isNew = frontier.openVisit(source, startedAt);
        Instant deadline =
                mode == Mode.CONTINUOUS && source.type() != SourceType.SITE ? startedAt.plus(source.every()) : null;
        Visit visit = new Visit(run, source, startedAt, deadline);
        Tally tally = visit.tally();
        try {
            SourceVisit.of(source).visit(visit, isNew);
        } catch (FetchException e) {
            visit.failed(e);
            tally.alarm(Outcome.FAILED, e.sentence());
        } catch (RuntimeException fault) {
            run.faulted(source, fault);
            tally.alarm(
                    Outcome.FAILED,
                    "a fault of the program (" + fault.getClass().getSimpleName() + ")");
        }
        boolean stopped = stop.isGiven();
        SourceResult result = tally.result(stopped);
        if (!stopped) {
            // A visit that was stopped stays open: the next start goes on with it.
            boolean soon = result.outcome() == Outcome.FAILED && source.every().compareTo(RETRY) > 0;
            frontier.closeVisit(source, startedAt.plus(soon ? RETRY : source.every()));
        }
        results.merge(source.name(), result, SourceResult::then);
        run.visited(result);
    }
}
