package org.afterleak.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.afterleak.capture.Capture;
import org.afterleak.crawl.SourceResult.Outcome;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive page for its links and visits each item once. The archive page itself is not handed on: it changes
 * with every visit, and what is on it is behind its links.
 */
final class ListingVisit implements SourceVisit {
    /** What stands for the last path segment of a link in a {@code raw} URL. */
    static final String ID = "{id}";

    private static final int MAX_PAGE_BYTES = 8 << 20;
    private static final int MAX_ITEMS = 10_000;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:-]{1,40})");

    private final Source.Listing source;

    ListingVisit(Source.Listing source) {
        this.source = source;
    }

    @Override
    public void visit(Visit visit, boolean isNew) throws IOException {
        FetchException trouble = null;
        try {
            readArchive(visit);
        } catch (FetchException e) {
            trouble = e;
        }
        // Items of before are still there, whatever the archive page says today.
        visit.drain(
                url -> FetchRequest.of(url.url(), source.delay()).with(url.validators()),
                (from, outlinks) -> {},
                Visit.MAX_URLS);
        if (trouble != null) {
            throw trouble;
        }
    }

    private void readArchive(Visit visit) throws IOException {
        Frontier frontier = visit.run().frontier();
        FrontierUrl archive =
                frontier.find(source, source.url()).orElse(new FrontierUrl(source.url(), 0, Validators.NONE));
        FetchRequest request = FetchRequest.of(source.url(), source.delay()).with(archive.validators());
        Set<String> items;
        Validators validators;
        try (Fetched fetched = visit.open(request)) {
            Capture capture = fetched.capture();
            if (capture.status() == 304) {
                visit.tally().unchanged();
                return;
            }
            items = items(capture);
            validators = Validators.of(capture);
        }
        if (items.isEmpty()) {
            visit.tally().alarm(Outcome.STARVING, "no link on its page matches the selector \"item\"");
            return;
        }
        int discovered = frontier.discover(source, items, 1, visit.startedAt(), source.refetch(), true);
        visit.tally().discovered(discovered);
        // Only now: killed before this line, the next start reads the page again in place of hearing "not modified".
        frontier.fetched(
                source,
                new FrontierUrl(source.url(), 0, validators),
                visit.run().now());
    }

    private Set<String> items(Capture capture) throws IOException {
        byte[] page = capture.payload();
        ByteArrayInputStream in = new ByteArrayInputStream(page, 0, Math.min(page.length, MAX_PAGE_BYTES));
        Document document = Jsoup.parse(in, charset(capture), capture.address());
        Set<String> items = new LinkedHashSet<>();
        for (Element element : document.select(source.item())) {
            Element link = element.hasAttr("href") ? element : element.selectFirst("a[href]");
            if (link != null && items.size() < MAX_ITEMS) {
                Fetcher.parse(link.absUrl("href"))
                        .flatMap(this::address)
                        .filter(url -> url.length() <= Urls.MAX_CHARS)
                        .ifPresent(items::add);
            }
        }
        return items;
    }

    private Optional<String> address(HttpUrl link) {
        if (source.raw().isEmpty()) {
            return Optional.of(link.toString());
        }
        List<String> segments = link.encodedPathSegments().stream()
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        String id = segments.get(segments.size() - 1);
        return Fetcher.parse(source.raw().get().replace(ID, id)).map(HttpUrl::toString);
    }

    private static @Nullable String charset(Capture capture) {
        Matcher charset = CHARSET.matcher(capture.contentType().orElse("").toLowerCase(Locale.ROOT));
        // Without one that we know, jsoup looks into the page.
        return charset.find() && isSupported(charset.group(1)) ? charset.group(1) : null;
    }

    private static boolean isSupported(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
