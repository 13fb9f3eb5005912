package org.afterleak.crawl;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import okhttp3.HttpUrl;
import org.afterleak.crawl.FetchRequest.Robots;
import org.afterleak.crawl.SourceResult.Outcome;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a search engine that speaks SearXNG's JSON, and visits each result once, on whatever host. robots.txt is not asked
 * for the search itself: it is an interface that its operator opened to us, not a page we crawl (SearXNG's own robots.txt
 * disallows every query). It is asked for every result.
 */
final class SearchVisit implements SourceVisit {
    private static final int MAX_RESULTS = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Source.Search source;

    SearchVisit(Source.Search source) {
        this.source = source;
    }

    @Override
    public void visit(Visit visit, boolean isNew) throws IOException {
        Set<String> results = new LinkedHashSet<>();
        FetchException trouble = null;
        int answered = 0;
        for (String query : source.queries()) {
            if (visit.run().isStopped()) {
                return;
            }
            try {
                ask(visit, query, results);
                answered++;
            } catch (FetchException e) {
                visit.failed(e);
                trouble = e;
            }
        }
        Frontier frontier = visit.run().frontier();
        int discovered = frontier.discover(source, results, 0, visit.startedAt(), source.refetch(), true);
        visit.tally().discovered(discovered);
        if (answered == 0 && trouble != null) {
            visit.tally().alarm(Outcome.FAILED, trouble.sentence());
        } else if (results.isEmpty()) {
            visit.tally().alarm(Outcome.STARVING, "no query has a result");
        }
        visit.drain(
                url -> FetchRequest.of(url.url(), source.delay()).with(url.validators()),
                (from, outlinks) -> {},
                Visit.MAX_URLS);
    }

    private void ask(Visit visit, String query, Set<String> results) throws FetchException {
        Masking masking = visit.run().masking();
        // The words alone first: in the URL they stand encoded among others.
        if (!masking.permits(query)) {
            throw new FetchException(FetchFailure.GUARD_REFUSED, masking.mask(source.url()));
        }
        HttpUrl endpoint = Fetcher.parse(source.url())
                .orElseThrow(() -> new FetchException(FetchFailure.INVALID_URL, masking.mask(source.url())));
        for (int page = 1; page <= source.pages(); page++) {
            HttpUrl.Builder url =
                    endpoint.newBuilder().setQueryParameter("q", query).setQueryParameter("format", "json");
            if (page > 1) {
                url.setQueryParameter("pageno", Integer.toString(page));
            }
            FetchRequest request =
                    FetchRequest.of(url.build().toString(), source.delay()).with(Robots.EXCEPT_FIRST_ORIGIN);
            if (!readPage(visit, request, results)) {
                return;
            }
        }
    }

    /** Whether there was at least one result. */
    private boolean readPage(Visit visit, FetchRequest request, Set<String> results) throws FetchException {
        try (Fetched fetched = visit.open(request)) {
            JsonNode list = results(fetched.capture().payload());
            if (list == null) {
                throw new FetchException(
                        FetchFailure.UNEXPECTED_ANSWER, visit.run().masking().mask(source.url()));
            }
            int seen = 0;
            for (JsonNode result : list) {
                JsonNode url = result.get("url");
                if (url != null && url.isString() && seen < MAX_RESULTS) {
                    seen++;
                    Fetcher.parse(url.stringValue())
                            .map(HttpUrl::toString)
                            .filter(address -> address.length() <= Urls.MAX_CHARS)
                            .ifPresent(results::add);
                }
            }
            return seen > 0;
        }
    }

    /** The list of results, or null where this is not such an answer. */
    private static @Nullable JsonNode results(byte[] json) {
        try {
            JsonNode results = JSON.readTree(json).get("results");
            return results != null && results.isArray() ? results : null;
        } catch (JacksonException e) {
            // Its message quotes the input.
            return null;
        }
    }
}
