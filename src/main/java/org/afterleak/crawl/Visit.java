package org.afterleak.crawl;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.afterleak.capture.Capture;
import org.jspecify.annotations.Nullable;

/** One visit of one source: takes URLs from the frontier, fetches them, hands them over, settles them. */
final class Visit {
    /** URLs of one source that one visit takes at most, where the source says nothing. */
    static final int MAX_URLS = 10_000;

    private static final int BATCH = 200;
    private static final Duration RETRY = Duration.ofMinutes(5);

    /** A host that cannot be reached so often in a row is left alone for a while. */
    private static final int HOST_FAILURES = 3;

    /** What is done with the links of a capture, before its URL counts as fetched. */
    @FunctionalInterface
    interface Links {
        void follow(FrontierUrl from, List<String> outlinks) throws IOException;
    }

    private final Run run;
    private final Source source;
    private final Tally tally;
    private final Instant startedAt;
    private final @Nullable Instant deadline;

    /**
     * Prepares it.
     *
     * @param deadline the first page is due again then, so what is left waits; null: nothing is left
     */
    Visit(Run run, Source source, Instant startedAt, @Nullable Instant deadline) {
        this.run = run;
        this.source = source;
        this.tally = new Tally(source);
        this.startedAt = startedAt;
        this.deadline = deadline;
    }

    Run run() {
        return run;
    }

    Tally tally() {
        return tally;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Fetches what the source itself consists of, an archive page or a search. */
    Fetched open(FetchRequest request) throws FetchException {
        Fetched fetched = run.fetcher().open(request);
        int status = fetched.capture().status();
        if (status >= 200 && status < 300
                || status == 304 && !request.validators().isNone()) {
            return fetched;
        }
        fetched.close();
        throw new FetchException(FetchFailure.HTTP_STATUS, run.masking().mask(request.url()), status);
    }

    /** Counts and reports; what a stop cut off is no failure. */
    void failed(FetchException e) {
        if (e.failure() != FetchFailure.STOPPED) {
            tally.failed(e);
            run.skipped(source, e.masked(), e.failure());
        }
    }

    /**
     * Visits what the frontier holds for this source, host by host, hosts at the same time.
     *
     * @return how many URLs were taken
     */
    int drain(Function<FrontierUrl, FetchRequest> requests, Links links, int atMost) throws IOException {
        int taken = 0;
        while (taken < atMost && !isOver()) {
            List<FrontierUrl> batch = run.frontier().pending(source, run.now(), Math.min(BATCH, atMost - taken));
            if (batch.isEmpty()) {
                break;
            }
            Map<String, List<FrontierUrl>> byHost = new LinkedHashMap<>();
            for (FrontierUrl url : batch) {
                byHost.computeIfAbsent(host(url), host -> new ArrayList<>()).add(url);
            }
            if (byHost.size() == 1) {
                visitHost(batch, requests, links);
            } else {
                visitHosts(byHost, requests, links);
            }
            taken += batch.size();
        }
        return taken;
    }

    private void visitHosts(
            Map<String, List<FrontierUrl>> byHost, Function<FrontierUrl, FetchRequest> requests, Links links)
            throws IOException {
        List<Future<?>> hosts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<FrontierUrl> urls : byHost.values()) {
                hosts.add(threads.submit(() -> {
                    visitHost(urls, requests, links);
                    return null;
                }));
            }
        }
        for (Future<?> host : hosts) {
            try {
                host.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof RuntimeException fault) {
                    throw fault;
                }
                throw new IllegalStateException("a visit ended in an error", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void visitHost(List<FrontierUrl> urls, Function<FrontierUrl, FetchRequest> requests, Links links)
            throws IOException {
        int unreachable = 0;
        for (FrontierUrl url : urls) {
            if (isOver()) {
                return;
            }
            if (unreachable >= HOST_FAILURES) {
                run.frontier().postponed(source, url, run.now().plus(RETRY));
                continue;
            }
            FetchFailure failure = visitOne(url, requests.apply(url), links);
            boolean silent = failure == FetchFailure.CONNECT
                    || failure == FetchFailure.TIMEOUT
                    || failure == FetchFailure.UNKNOWN_HOST;
            unreachable = silent ? unreachable + 1 : 0;
        }
    }

    private @Nullable FetchFailure visitOne(FrontierUrl url, FetchRequest request, Links links) throws IOException {
        Fetched fetched;
        try {
            fetched = open(request);
        } catch (FetchException e) {
            failed(e);
            settleFailure(url, e.failure());
            return e.failure();
        }
        try (fetched) {
            Capture capture = fetched.capture();
            if (capture.status() == 304) {
                run.unchanged(source, url);
                tally.unchanged();
            } else if (!process(url, capture, links)) {
                return FetchFailure.PROCESSING;
            }
        }
        return null;
    }

    /** Hands it over, then follows its links, then counts it as fetched: a crash in between repeats, and loses nothing. */
    private boolean process(FrontierUrl url, Capture capture, Links links) throws IOException {
        try {
            boolean done = run.process(source, capture, outlinks -> {
                links.follow(url, outlinks);
                FrontierUrl settled = new FrontierUrl(url.url(), url.depth(), Validators.of(capture));
                if (capture.redirectedFrom().isEmpty()) {
                    run.frontier().fetched(source, settled, run.now());
                } else {
                    FrontierUrl target = new FrontierUrl(capture.address(), url.depth(), Validators.NONE);
                    run.frontier().redirected(source, settled, target, run.now());
                }
            });
            if (done) {
                tally.visited(capture);
            }
            return true;
        } catch (RuntimeException fault) {
            run.faulted(source, fault);
            failed(new FetchException(FetchFailure.PROCESSING, run.masking().mask(url.url())));
            settleFailure(url, FetchFailure.PROCESSING);
            return false;
        }
    }

    private void settleFailure(FrontierUrl url, FetchFailure failure) throws IOException {
        Instant now = run.now();
        switch (failure) {
            case STOPPED -> {
                // Not tried: it stays as it is, for the next start.
            }
            case BACKED_OFF -> run.frontier().postponed(source, url, now.plus(RETRY));
            default -> run.frontier().failed(source, url, failure.isRetryable(), now, now.plus(RETRY));
        }
    }

    private boolean isOver() {
        return run.isStopped() || deadline != null && !run.now().isBefore(deadline);
    }

    private static String host(FrontierUrl url) {
        return Fetcher.parse(url.url()).map(HttpUrl::host).orElse("");
    }
}
