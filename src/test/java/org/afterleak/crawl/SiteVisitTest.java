package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.afterleak.crawl.SourceResult.Outcome;
import org.junit.jupiter.api.Test;

class SiteVisitTest extends CrawlFixture {
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
        nextVisit();
        site.page("/", links("/1", "/new")).page("/new", "x");
        once(siteSource(2));
        assertThat(visitor.unchanged).containsExactly(site.url("/1"));
        assertThat(visitor.visited).containsExactly(site.url("/"), site.url("/1"), site.url("/"), site.url("/new"));
    }

    @Test
    void siteThatMakesUpLinksForEver_endsAtItsBound() throws Exception {
        AtomicInteger made = new AtomicInteger();
        site.on("/", endless(made));
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
}
