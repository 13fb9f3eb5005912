package org.afterleak.crawl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import org.afterleak.capture.Capture;
import org.afterleak.capture.Capture.Truncation;
import org.jspecify.annotations.Nullable;

/**
 * The robots.txt of each origin (RFC 9309), fetched when first asked for and kept for at most a day (2.4); one that could
 * not be read is asked for again after five minutes. The first 500 KiB count (2.5), five redirects are followed
 * (2.3.1.2). Two callers that ask at once make one request. Thread-safe.
 */
final class RobotsCache {
    static final Duration KEEP = Duration.ofHours(24);
    static final Duration KEEP_UNREACHABLE = Duration.ofMinutes(5);
    static final int MAX_BYTES = 500 * 1024;
    static final int MAX_ORIGINS = 10_000;

    /** Sends one GET, under every rule but robots.txt itself. */
    @FunctionalInterface
    interface Transport {
        Capture get(HttpUrl url, Duration delay) throws FetchException;
    }

    private record Answer(RobotRules rules, Instant readAt) {}

    private final Transport transport;
    private final String productToken;
    private final Clock clock;
    private final Map<String, CompletableFuture<Answer>> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Answer>> eldest) {
            return size() > MAX_ORIGINS;
        }
    };

    RobotsCache(Transport transport, String productToken, Clock clock) {
        this.transport = transport;
        this.productToken = productToken;
        this.clock = clock;
    }

    /**
     * The rules for that URL's origin.
     *
     * @throws FetchException when asking itself was refused or stopped; not when robots.txt is missing or broken
     */
    RobotRules rules(HttpUrl url, Duration delay) throws FetchException {
        HttpUrl robots = robotsUrl(url);
        String origin = robots.toString();
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<Answer> known;
        synchronized (entries) {
            known = entries.get(origin);
            if (known == null || !isFresh(known)) {
                known = null;
                entries.put(origin, mine);
            }
        }
        if (known != null) {
            Answer there = resultOf(known);
            // The other caller's request was refused or stopped: ask again, which tells this caller why.
            return there == null ? rules(url, delay) : there.rules();
        }
        try {
            Answer read = new Answer(fetch(robots, delay), clock.instant());
            mine.complete(read);
            return read.rules();
        } catch (FetchException | RuntimeException e) {
            synchronized (entries) {
                entries.remove(origin, mine);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** Waits for it; null where it failed. */
    private static @Nullable Answer resultOf(CompletableFuture<Answer> answer) {
        return answer.<Optional<Answer>>handle((value, failure) -> Optional.ofNullable(value))
                .join()
                .orElse(null);
    }

    private boolean isFresh(CompletableFuture<Answer> known) {
        if (!known.isDone()) {
            return true;
        }
        Answer answer = resultOf(known);
        if (answer == null) {
            return false;
        }
        Duration keep = answer.rules().failure() == null ? KEEP : KEEP_UNREACHABLE;
        return clock.instant().isBefore(answer.readAt().plus(keep));
    }

    private RobotRules fetch(HttpUrl robots, Duration delay) throws FetchException {
        HttpUrl url = robots;
        for (int hop = 0; hop <= Fetcher.MAX_REDIRECTS; hop++) {
            Capture capture;
            try {
                capture = transport.get(url, delay);
            } catch (FetchException e) {
                return switch (e.failure()) {
                    case GUARD_REFUSED, PRIVATE_ADDRESS, STOPPED, BACKED_OFF -> throw e;
                    case UNKNOWN_HOST, CONNECT, TLS, TIMEOUT -> RobotRules.unreachable(e.failure());
                    default -> RobotRules.unreachable(FetchFailure.ROBOTS_UNREACHABLE);
                };
            }
            int status = capture.status();
            if (Fetcher.isRedirect(status)) {
                Optional<HttpUrl> next = Fetcher.redirectTarget(url, capture);
                if (next.isEmpty()) {
                    return RobotRules.unreachable(FetchFailure.ROBOTS_UNREACHABLE);
                }
                url = next.get();
            } else if (status >= 200 && status < 300) {
                return read(robots, capture);
            } else if (status >= 400 && status < 500 && status != 429) {
                return RobotRules.unavailable();
            } else {
                // 5xx, and 429 too: a server that wants less of us is not asked for more.
                return RobotRules.unreachable(FetchFailure.ROBOTS_UNREACHABLE);
            }
        }
        // More than five redirects: it may be taken as unavailable (2.3.1.2).
        return RobotRules.unavailable();
    }

    private RobotRules read(HttpUrl robots, Capture capture) {
        Truncation truncation = capture.truncation();
        if (truncation == Truncation.TIME || truncation == Truncation.DISCONNECT) {
            // The line that forbids may be the one that did not come.
            return RobotRules.unreachable(FetchFailure.ROBOTS_UNREACHABLE);
        }
        return RobotRules.parse(
                robots.toString(), capture.payload(), capture.contentType().orElse(null), productToken);
    }

    static HttpUrl robotsUrl(HttpUrl url) {
        return url.newBuilder()
                .encodedPath("/robots.txt")
                .query(null)
                .fragment(null)
                .build();
    }
}
