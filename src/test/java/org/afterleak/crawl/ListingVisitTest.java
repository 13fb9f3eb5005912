package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import org.afterleak.crawl.SourceResult.Outcome;
import org.junit.jupiter.api.Test;

class ListingVisitTest extends CrawlFixture {
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

        nextVisit();
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
    void archivePageThatHasNotChanged_isNotReadAgain() throws Exception {
        site.on("/archive", (request, out, socket) -> {
            boolean same = request.header("if-none-match").equals("\"v1\"");
            TestSite.write(out, same ? 304 : 200, "text/html", same ? "" : links("/a1"), "ETag: \"v1\"");
        });
        site.page("/raw/a1", "one");
        once(listing());
        nextVisit();
        assertThat(once(listing()).sources().get(0).unchangedCount()).isEqualTo(1);
        assertThat(site.targets()).containsExactly("/archive", "/raw/a1", "/archive");
        generation = "2";
        nextVisit();
        once(listing());
        assertThat(site.targets()).containsExactly("/archive", "/raw/a1", "/archive", "/archive", "/raw/a1");
    }
}
