package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.afterleak.crawl.OutboundGuard.Verdict;
import org.afterleak.crawl.SourceResult.Outcome;
import org.junit.jupiter.api.Test;

class SearchVisitTest extends CrawlFixture {
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
        guard = outbound -> outbound.toLowerCase(Locale.ROOT).contains("jane roe") ? Verdict.REFUSE : Verdict.PASS;
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
        nextVisit();
        site.page("/search?q=a&format=json", "<html>no JSON here: Jane Roe</html>");
        SourceResult html = once(search("a")).alarms().get(0);
        assertThat(html.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(html.count(FetchFailure.UNEXPECTED_ANSWER)).isEqualTo(1);
        assertThat(html.problem().orElseThrow()).doesNotContain("Jane");
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
