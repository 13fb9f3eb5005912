package org.afterleak.crawl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.afterleak.crawl.SourceResult.Outcome;

/** Follows a site's links, breadth first, within its host, as deep and as far as the source says. */
final class SiteVisit implements SourceVisit {
    private final Source.Site source;
    private final Predicate<String> scope;

    SiteVisit(Source.Site source) {
        this.source = source;
        this.scope = Urls.sameSite(source.url());
    }

    @Override
    public void visit(Visit visit, boolean isNew) throws IOException {
        Frontier frontier = visit.run().frontier();
        if (isNew) {
            frontier.rediscover(source, source.depth(), visit.startedAt());
            frontier.discover(source, List.of(source.url()), 0, visit.startedAt(), Duration.ZERO, false);
        }
        visit.drain(
                url -> FetchRequest.of(url.url(), source.delay())
                        .with(url.validators())
                        .within(scope),
                (from, outlinks) -> follow(visit, from, outlinks),
                source.maxPages());
        String trouble = visit.tally().firstFailure();
        if (isNew && trouble != null && visit.tally().broughtNothing()) {
            visit.tally().alarm(Outcome.FAILED, trouble);
        }
    }

    private void follow(Visit visit, FrontierUrl from, List<String> outlinks) throws IOException {
        if (from.depth() >= source.depth() || outlinks.isEmpty()) {
            return;
        }
        List<String> inScope = outlinks.stream()
                .flatMap(link -> Urls.followable(link).stream())
                .filter(scope)
                .distinct()
                .limit(Visit.MAX_URLS)
                .toList();
        int discovered =
                visit.run().frontier().discover(source, inScope, from.depth() + 1, visit.startedAt(), null, false);
        visit.tally().discovered(discovered);
    }
}
