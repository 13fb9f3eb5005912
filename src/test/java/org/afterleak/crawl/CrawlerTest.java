package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.afterleak.crawl.Crawler.Mode;
import org.afterleak.crawl.SourceResult.Outcome;
import org.junit.jupiter.api.Test;

class CrawlerTest extends CrawlFixture {
    @Test
    void sourceThatIsNotDue_isNotVisited() throws Exception {
        site.page("/archive", links("/a1")).page("/raw/a1", "one");
        String hourly = listing().replace("every: 1s", "every: 1h");
        once(hourly);
        int before = site.requests().size();
        CrawlResult second = once(hourly);
        assertThat(second.sources().get(0).outcome()).isEqualTo(Outcome.NOT_DUE);
        assertThat(site.requests()).hasSize(before);
    }

    @Test
    void oneSourceThatFails_doesNotHoldUpTheOthers() throws Exception {
        site.page("/archive", links("/a1")).page("/raw/a1", "one");
        String dead = "{name: dead, type: site, url: \"http://127.0.0.77:9/\", delay: 0s}";
        CrawlResult result = once(dead, listing());
        assertThat(result.alarms()).extracting(SourceResult::name).containsExactly("dead");
        assertThat(visitor.visited).containsExactly(site.url("/raw/a1"));
    }

    @Test
    void crashBetweenFetchAndStore_isRepeatedAndLosesNothing() throws Exception {
        site.page("/archive", links("/a1", "/a2", "/a3"));
        site.page("/raw/a1", "1").page("/raw/a2", "2").page("/raw/a3", "3");
        AtomicInteger calls = new AtomicInteger();
        visitor.work = capture -> {
            if (calls.incrementAndGet() == 2) {
                throw new UncheckedIOException(new IOException("disk full"));
            }
            return List.of();
        };
        CrawlVisitor failing = (source, capture) -> {
            try {
                return visitor.visit(source, capture);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
        try (SqliteFrontier frontier = frontier()) {
            Crawler crawler = crawler(frontier, clock, listing());
            assertThatThrownBy(() -> crawler.run(failing, Mode.ONCE, Optional.empty()))
                    .hasMessage("disk full");
        }
        assertThat(visitor.visited).hasSize(1);
        once(listing());
        assertThat(visitor.visited)
                .containsExactlyInAnyOrder(site.url("/raw/a1"), site.url("/raw/a2"), site.url("/raw/a3"));
    }

    @Test
    void faultInTheVisitor_isReportedAndTheRunGoesOn() throws Exception {
        site.page("/archive", links("/a1", "/a2")).page("/raw/a1", "1").page("/raw/a2", "2");
        visitor.work = capture -> {
            if (capture.payload()[0] == '1') {
                throw new IllegalStateException("planted");
            }
            return List.of();
        };
        SourceResult result = once(listing()).sources().get(0);
        assertThat(visitor.visited).containsExactly(site.url("/raw/a2"));
        assertThat(visitor.faults).hasSize(1);
        assertThat(result.count(FetchFailure.PROCESSING)).isEqualTo(1);
    }

    @Test
    void stop_endsWithinMomentsAndTheRestIsVisitedNextTime() throws Exception {
        String[] items = new String[20];
        for (int i = 0; i < items.length; i++) {
            items[i] = "/p" + i;
            site.page("/raw/p" + i, "x");
        }
        site.page("/archive", links(items));
        site.on("/raw/p19", (request, out, socket) -> socket.getInputStream().read());
        String polite = listing().replace("delay: 0s", "delay: 200ms");
        try (SqliteFrontier frontier = frontier()) {
            Crawler crawler = crawler(frontier, clock, polite);
            CompletableFuture<CrawlResult> result = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    result.complete(crawler.run(visitor, Mode.CONTINUOUS, Optional.empty()));
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
            while (visitor.visited.size() < 3) {
                Thread.onSpinWait();
            }
            long at = System.nanoTime();
            crawler.stop();
            assertThat(result.get(5, TimeUnit.SECONDS).isStopped()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - at)).isLessThan(Duration.ofSeconds(2));
        }
        int before = visitor.visited.size();
        assertThat(before).isLessThan(20);
        site.page("/raw/p19", "x");
        once(listing());
        assertThat(visitor.visited).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void duration_endsAContinuousRun() throws Exception {
        site.page("/archive", links("/a1")).page("/raw/a1", "x");
        try (SqliteFrontier frontier = frontier()) {
            long at = System.nanoTime();
            CrawlResult result = crawler(frontier, Clock.systemUTC(), listing())
                    .run(visitor, Mode.CONTINUOUS, Optional.of(Duration.ofMillis(2_500)));
            assertThat(Duration.ofNanos(System.nanoTime() - at))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
            assertThat(result.visitedCount()).isEqualTo(1);
        }
        assertThat(site.targets().stream().filter("/archive"::equals).count()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void requestsToOneHost_neverMeetAndKeepTheDelayAcrossSources() throws Exception {
        site.page("/archive", links("/a1", "/a2")).page("/raw/a1", "x").page("/raw/a2", "x");
        site.page("/", links("/1")).page("/1", "x");
        once(listing().replace("delay: 0s", "delay: 100ms"), siteSource(1).replace("delay: 0s", "delay: 100ms"));
        assertThat(site.mostAtOnce()).isEqualTo(1);
        assertThat(site.pauses())
                .hasSizeGreaterThan(4)
                .allSatisfy(pause ->
                        // The server sees the end of an answer a little after the client.
                        assertThat(pause).isGreaterThan(90_000_000L));
    }

    @Test
    void robotsTxt_isKeptByEveryKindOfSource() throws Exception {
        site.robots("User-agent: *\nDisallow: /raw/\nDisallow: /secret\n");
        site.page("/archive", links("/a1")).page("/raw/a1", "x");
        site.page("/", links("/secret", "/open")).page("/open", "x");
        CrawlResult result = once(listing(), siteSource(2));
        assertThat(result.count(FetchFailure.ROBOTS_DISALLOWED)).isEqualTo(2);
        assertThat(site.targets()).containsExactlyInAnyOrder("/archive", "/", "/open");
    }
}
