package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterleak.capture.Capture;
import org.afterleak.crawl.Crawler.Mode;
import org.afterleak.crawl.OutboundGuard.Verdict;
import org.afterleak.crawl.SourceResult.Outcome;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.SecretBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CrawlerTest {
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");

    @TempDir
    private Path folder;

    private final KeyRing keys = new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES));
    private final Recorder visitor = new Recorder();
    private OutboundGuard guard = outbound -> Verdict.PASS;
    private String generation = "1";
    private TestSite site;

    @BeforeEach
    void start() throws Exception {
        site = new TestSite();
    }

    @AfterEach
    void end() {
        site.close();
        keys.close();
    }

    /** Writes down what it is given, and returns the links of a page as a pipeline does. */
    private static final class Recorder implements CrawlVisitor {
        final List<String> visited = new CopyOnWriteArrayList<>();
        final List<String> unchanged = new CopyOnWriteArrayList<>();
        final List<String> skipped = new CopyOnWriteArrayList<>();
        final List<RuntimeException> faults = new CopyOnWriteArrayList<>();
        final AtomicInteger now = new AtomicInteger();
        Function<Capture, List<String>> work = Recorder::links;

        @Override
        public List<String> visit(Source source, Capture capture) throws IOException {
            assertThat(now.incrementAndGet()).isEqualTo(1);
            try {
                List<String> links = work.apply(capture);
                visited.add(capture.address());
                return links;
            } finally {
                now.decrementAndGet();
            }
        }

        @Override
        public void unchanged(Source source, String url) {
            unchanged.add(url);
        }

        @Override
        public void skipped(Source source, String masked, FetchFailure why) {
            skipped.add(masked + " " + why.word());
        }

        @Override
        public void faulted(Source source, RuntimeException fault) {
            faults.add(fault);
        }

        private static List<String> links(Capture capture) {
            List<String> links = new ArrayList<>();
            Matcher href = HREF.matcher(new String(capture.payload(), StandardCharsets.UTF_8));
            while (href.find()) {
                links.add(java.net
                        .URI
                        .create(capture.address())
                        .resolve(href.group(1))
                        .toString());
            }
            return links;
        }
    }

    private static String links(String... targets) {
        StringBuilder page = new StringBuilder("<html><body>");
        for (String target : targets) {
            page.append("<p class=\"item\"><a href=\"").append(target).append("\">x</a></p>");
        }
        return page + "</body></html>";
    }

    private SourcesFile sources(String... entries) throws Exception {
        String yaml = "user_agent: ExampleWatch/1.0\nallow_private_addresses: [\"127.0.0.0/8\"]\nsources:\n  - "
                + String.join("\n  - ", entries) + "\n";
        return SourcesFile.parse("sources.yaml", yaml.getBytes(StandardCharsets.UTF_8), folder);
    }

    private SqliteFrontier frontier() throws IOException {
        return SqliteFrontier.open(folder.resolve("frontier.db"), keys, generation);
    }

    private CrawlResult once(String... entries) throws Exception {
        try (SqliteFrontier frontier = frontier()) {
            return crawler(frontier, entries).run(visitor, Mode.ONCE, Optional.empty());
        }
    }

    private Crawler crawler(Frontier frontier, String... entries) throws Exception {
        return Crawler.of(
                sources(entries),
                frontier,
                Clock.systemUTC(),
                builder ->
                        builder.guard(guard).readTimeout(Duration.ofSeconds(2)).callTimeout(Duration.ofSeconds(5)));
    }

    /** A listing that is due again at once. */
    private String listing() {
        return "{name: pastes, type: listing, url: \"" + site.url("/archive") + "\", item: \".item a\", raw: \""
                + site.url("/raw/{id}") + "\", every: 1s, delay: 0s}";
    }

    private String siteSource(int depth) {
        return "{name: own, type: site, url: \"" + site.url("/") + "\", depth: " + depth + ", every: 1s, delay: 0s}";
    }

    private String search(String... queries) {
        return "{name: web, type: search, engine: searxng, url: \"" + site.url("/search") + "\", queries: [\""
                + String.join("\", \"", queries) + "\"], every: 1s, delay: 0s}";
    }

    private static void waitForNextVisit() {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, 1_100, TimeUnit.MILLISECONDS)
                .join();
    }

    @Test
    void listing_visitsTheRawFormOfEachItemOnce() throws Exception {
        site.page(
                "/archive", links("/a1", "/view/a2/", "https://elsewhere.invalid/a3?x=1") + "<a href=\"/about\">x</a>");
        site.page("/raw/a1", "one").page("/raw/a2", "two").page("/raw/a3", "three");
        CrawlResult result = once(listing());
        assertThat(visitor.visited)
                .containsExactlyInAnyOrder(site.url("/raw/a1"), site.url("/raw/a2"), site.url("/raw/a3"));
        assertThat(result.visitedCount()).isEqualTo(3);
        assertThat(result.bytes()).isEqualTo(11);
        assertThat(result.isStopped()).isFalse();

        waitForNextVisit();
        site.page("/archive", links("/a4", "/a1"));
        site.page("/raw/a4", "four");
        once(listing());
        assertThat(visitor.visited).hasSize(4).contains(site.url("/raw/a4"));
        assertThat(site.targets())
                .containsOnlyOnce("/raw/a1")
                .containsOnlyOnce("/raw/a4")
                .hasSize(6);
    }

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
    void listingWhoseSelectorMatchesNothing_isStarving() throws Exception {
        site.page("/archive", "<div>new layout</div>");
        CrawlResult result = once(listing());
        assertThat(result.alarms()).hasSize(1);
        assertThat(result.alarms().get(0).name()).isEqualTo("pastes");
        assertThat(result.alarms().get(0).outcome()).isEqualTo(Outcome.STARVING);
        assertThat(result.alarms().get(0).problem().orElseThrow()).contains("selector");
    }

    @Test
    void listingThatFails_isReportedByName() throws Exception {
        site.status("/archive", 503);
        SourceResult result = once(listing()).sources().get(0);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.problem()).contains(site.url("/") + "\u2026 answered with an error status (503)");
        assertThat(result.count(FetchFailure.HTTP_STATUS)).isEqualTo(1);
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
    void archivePageThatHasNotChanged_isNotReadAgain() throws Exception {
        site.on("/archive", (request, out, socket) -> {
            boolean same = request.header("if-none-match").equals("\"v1\"");
            TestSite.write(out, same ? 304 : 200, "text/html", same ? "" : links("/a1"), "ETag: \"v1\"");
        });
        site.page("/raw/a1", "one");
        once(listing());
        waitForNextVisit();
        assertThat(once(listing()).sources().get(0).unchangedCount()).isEqualTo(1);
        assertThat(site.targets()).containsExactly("/archive", "/raw/a1", "/archive");
        generation = "2";
        waitForNextVisit();
        once(listing());
        assertThat(site.targets()).containsExactly("/archive", "/raw/a1", "/archive", "/archive", "/raw/a1");
    }

    @Test
    void site_isFollowedToItsDepthWithinItsHost() throws Exception {
        try (TestSite other = new TestSite("127.0.0.2")) {
            site.page("/", links("/1", "/list.xlsx", other.url("/x"), "/1#again", "mailto:a@example.org", "/gone"));
            site.page("/1", links("/2", "/", "/1"));
            site.page("/2", links("/3"));
            site.page("/3", "too deep");
            site.on(
                    "/list.xlsx",
                    (request, out, socket) -> TestSite.write(out, 200, "application/octet-stream", new byte[9]));
            SourceResult result = once(siteSource(2)).sources().get(0);
            assertThat(visitor.visited)
                    .containsExactlyInAnyOrder(site.url("/"), site.url("/1"), site.url("/2"), site.url("/list.xlsx"));
            assertThat(other.requests()).isEmpty();
            assertThat(result.outcome()).isEqualTo(Outcome.VISITED);
            assertThat(visitor.skipped).containsExactly(site.url("/") + "\u2026 http_status");
        }
    }

    @Test
    void site_isVisitedAgainWithConditionsAndNewPagesAreFound() throws Exception {
        site.on("/", (request, out, socket) -> TestSite.write(out, 200, "text/html", links("/1")));
        site.on("/1", (request, out, socket) -> {
            boolean same = !request.header("if-modified-since").isEmpty();
            TestSite.write(out, same ? 304 : 200, "text/html", "", "Last-Modified: Sun, 01 Mar 2026 12:00:00 GMT");
        });
        once(siteSource(2));
        waitForNextVisit();
        site.page("/", links("/1", "/new")).page("/new", "x");
        once(siteSource(2));
        assertThat(visitor.unchanged).containsExactly(site.url("/1"));
        assertThat(visitor.visited).containsExactly(site.url("/"), site.url("/1"), site.url("/"), site.url("/new"));
    }

    @Test
    void siteThatMakesUpLinksForEver_endsAtItsBound() throws Exception {
        AtomicInteger made = new AtomicInteger();
        TestSite.Answer endless = (request, out, socket) -> {
            int next = made.incrementAndGet();
            TestSite.Answer again = this.endless(made);
            site.on("/p" + next, again);
            TestSite.write(out, 200, "text/html", links("/p" + next));
        };
        site.on("/", endless);
        once(siteSource(100).replace("delay: 0s", "delay: 0s, max_pages: 25"));
        assertThat(site.targets()).hasSize(25);
    }

    private TestSite.Answer endless(AtomicInteger made) {
        return (request, out, socket) -> {
            int next = made.incrementAndGet();
            site.on("/p" + next, endless(made));
            TestSite.write(out, 200, "text/html", links("/p" + next));
        };
    }

    @Test
    void redirectOutOfTheSite_isNotFollowed() throws Exception {
        try (TestSite other = new TestSite("127.0.0.2")) {
            other.page("/x", "x");
            site.page("/", links("/away")).redirect("/away", other.url("/x"));
            SourceResult result = once(siteSource(2)).sources().get(0);
            assertThat(result.count(FetchFailure.OUT_OF_SCOPE)).isEqualTo(1);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void redirectWithinTheSite_isVisitedOnceUnderItsOwnAddress() throws Exception {
        site.page("/", links("/old", "/2"))
                .redirect("/old", "/new")
                .page("/2", links("/new"))
                .page("/new", "x");
        once(siteSource(2));
        assertThat(visitor.visited).containsExactly(site.url("/"), site.url("/new"), site.url("/2"));
        assertThat(site.targets()).containsExactly("/", "/old", "/new", "/2");
    }

    @Test
    void search_asksEachQueryAndVisitsItsResultsOnAnyHost() throws Exception {
        try (TestSite other = new TestSite("127.0.0.2")) {
            other.page("/hit", "x").page("/hit2", links("/not-followed"));
            site.robots("User-agent: *\nDisallow: /search\n");
            String answer = "{\"results\": [{\"url\": \"" + other.url("/hit") + "\"}, {\"url\": \"" + other.url("/hit2")
                    + "\"}, {\"title\": \"no url\"}, {\"url\": 5}, {\"url\": \"ftp://a.example/\"}], \"answers\": []}";
            site.on(
                    "/search?q=list%20xlsx&format=json",
                    (request, out, socket) -> TestSite.write(out, 200, "application/json", answer));
            CrawlResult result = once(search("list xlsx"));
            assertThat(visitor.visited).containsExactlyInAnyOrder(other.url("/hit"), other.url("/hit2"));
            assertThat(result.alarms()).isEmpty();
            assertThat(other.targets()).containsExactlyInAnyOrder("/hit", "/hit2");
            assertThat(site.allTargets()).containsExactly("/search?q=list%20xlsx&format=json");
        }
    }

    @Test
    void resultsOnDifferentHosts_areFetchedAtTheSameTime() throws Exception {
        List<TestSite> hosts = new ArrayList<>();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        StringBuilder results = new StringBuilder();
        try {
            for (int i = 2; i <= 5; i++) {
                TestSite host = new TestSite("127.0.0." + i);
                hosts.add(host);
                host.on("/hit", (request, out, socket) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    new CompletableFuture<Void>()
                            .completeOnTimeout(null, 300, TimeUnit.MILLISECONDS)
                            .join();
                    now.decrementAndGet();
                    TestSite.write(out, 200, "text/plain", "x");
                });
                results.append(results.isEmpty() ? "" : ",")
                        .append("{\"url\":\"")
                        .append(host.url("/hit"))
                        .append("\"}");
            }
            String answer = "{\"results\":[" + results + "]}";
            site.on(
                    "/search?q=a&format=json",
                    (request, out, socket) -> TestSite.write(out, 200, "application/json", answer));
            once(search("a"));
            assertThat(visitor.visited).hasSize(4);
            assertThat(most.get()).isGreaterThan(1);
        } finally {
            hosts.forEach(TestSite::close);
        }
    }

    @Test
    void queryThatHoldsAWatchedIdentifier_neverLeaves() throws Exception {
        guard = outbound -> outbound.contains("Jane Roe") ? Verdict.REFUSE : Verdict.PASS;
        site.on(
                "/search?q=fine&format=json",
                (request, out, socket) -> TestSite.write(out, 200, "application/json", "{\"results\":[]}"));
        SourceResult result = once(search("Jane Roe", "fine")).sources().get(0);
        assertThat(result.count(FetchFailure.GUARD_REFUSED)).isEqualTo(1);
        assertThat(site.allTargets()).containsExactly("/search?q=fine&format=json");
        assertThat(visitor.skipped).containsExactly(site.url("/") + "\u2026 guard_refused");
    }

    @Test
    void resultWhoseUrlHoldsAWatchedIdentifier_isNotFetchedNorStoredInTheClear() throws Exception {
        guard = outbound ->
                outbound.toLowerCase(java.util.Locale.ROOT).contains("jane roe") ? Verdict.REFUSE : Verdict.PASS;
        String planted = site.url("/people/Jane%20Roe");
        site.on(
                "/search?q=a&format=json",
                (request, out, socket) ->
                        TestSite.write(out, 200, "application/json", "{\"results\":[{\"url\":\"" + planted + "\"}]}"));
        SourceResult result = once(search("a")).sources().get(0);
        assertThat(result.count(FetchFailure.GUARD_REFUSED)).isEqualTo(1);
        assertThat(site.targets()).containsExactly("/search?q=a&format=json");
        assertThat(visitor.skipped.toString()).doesNotContain("Jane").doesNotContain("people");
        byte[] db = Files.readAllBytes(folder.resolve("frontier.db"));
        assertThat(new String(db, StandardCharsets.ISO_8859_1))
                .doesNotContain("Jane")
                .doesNotContain("people");
    }

    @Test
    void searchWithoutAResultOrWithoutJson_isAnAlarm() throws Exception {
        site.on(
                "/search?q=a&format=json",
                (request, out, socket) -> TestSite.write(out, 200, "application/json", "{\"results\":[]}"));
        assertThat(once(search("a")).alarms().get(0).outcome()).isEqualTo(Outcome.STARVING);
        waitForNextVisit();
        site.page("/search?q=a&format=json", "<html>no JSON here: Jane Roe</html>");
        SourceResult html = once(search("a")).alarms().get(0);
        assertThat(html.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(html.count(FetchFailure.UNEXPECTED_ANSWER)).isEqualTo(1);
        assertThat(html.problem().orElseThrow()).doesNotContain("Jane");
    }

    @Test
    void files_areVisitedWhenNewOrChanged() throws Exception {
        Path pastes = Files.createDirectories(folder.resolve("pastes/deep"));
        Files.writeString(pastes.resolve("a.txt"), "one");
        Files.writeString(pastes.getParent().resolve("b.txt"), "two");
        Path outside = Files.writeString(folder.resolve("outside.txt"), "not here");
        Files.createSymbolicLink(pastes.resolve("link.txt"), outside);
        String source = "{name: archive, type: files, path: pastes, every: 1s}";
        assertThat(once(source).visitedCount()).isEqualTo(2);
        waitForNextVisit();
        Files.writeString(pastes.resolve("a.txt"), "one more");
        Files.writeString(pastes.resolve("c.txt"), "three");
        SourceResult second = once(source).sources().get(0);
        assertThat(second.visitedCount()).isEqualTo(2);
        assertThat(second.unchangedCount()).isEqualTo(1);
        assertThat(visitor.visited).noneMatch(path -> path.contains("link") || path.contains("outside"));
        String missing = "{name: nowhere, type: files, path: no-such-folder}";
        assertThat(once(missing).alarms()).extracting(SourceResult::name).containsExactly("nowhere");
    }

    @Test
    void fileBeyondTheBound_isReadUpToThere() throws Exception {
        Path pastes = Files.createDirectories(folder.resolve("pastes"));
        Files.write(pastes.resolve("big"), new byte[5_000]);
        String yaml = "user_agent: W\nmax_bytes: 4000\nsources: [{name: a, type: files, path: pastes}]\n";
        SourcesFile file = SourcesFile.parse("s", yaml.getBytes(StandardCharsets.UTF_8), folder);
        try (SqliteFrontier frontier = frontier()) {
            SourceResult result = Crawler.of(file, frontier, guard, Clock.systemUTC())
                    .run(visitor, Mode.ONCE, Optional.empty())
                    .sources()
                    .get(0);
            assertThat(result.bytes()).isEqualTo(4_000);
            assertThat(result.truncatedCount()).isEqualTo(1);
        }
    }

    @Test
    void crashBetweenFetchAndStore_isRepeatedAndLosesNothing() throws Exception {
        site.page("/archive", links("/a1", "/a2", "/a3"));
        site.page("/raw/a1", "1").page("/raw/a2", "2").page("/raw/a3", "3");
        AtomicInteger calls = new AtomicInteger();
        visitor.work = capture -> {
            if (calls.incrementAndGet() == 2) {
                throw new java.io.UncheckedIOException(new IOException("disk full"));
            }
            return List.of();
        };
        CrawlVisitor failing = (source, capture) -> {
            try {
                return visitor.visit(source, capture);
            } catch (java.io.UncheckedIOException e) {
                throw e.getCause();
            }
        };
        try (SqliteFrontier frontier = frontier()) {
            Crawler crawler = crawler(frontier, listing());
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
            Crawler crawler = crawler(frontier, polite);
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
            CrawlResult result =
                    crawler(frontier, listing()).run(visitor, Mode.CONTINUOUS, Optional.of(Duration.ofMillis(2_500)));
            assertThat(Duration.ofNanos(System.nanoTime() - at))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
            assertThat(result.visitedCount()).isEqualTo(1);
        }
        assertThat(site.targets().stream().filter("/archive"::equals).count()).isBetween(2L, 3L);
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

    @Test
    void deadHost_isLeftAloneAfterThreeTries() throws Exception {
        StringBuilder results = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            results.append(i == 0 ? "" : ",")
                    .append("{\"url\":\"http://127.0.0.88:9/")
                    .append(i)
                    .append("\"}");
        }
        String answer = "{\"results\":[" + results + "]}";
        site.on(
                "/search?q=a&format=json",
                (request, out, socket) -> TestSite.write(out, 200, "application/json", answer));
        SourceResult result = once(search("a")).sources().get(0);
        assertThat(result.count(FetchFailure.CONNECT)).isEqualTo(3);
    }
}
