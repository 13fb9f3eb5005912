package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterleak.capture.Capture;
import org.afterleak.crawl.Crawler.Mode;
import org.afterleak.crawl.OutboundGuard.Verdict;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.SecretBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A workspace, a site and a visitor for tests of whole visits. */
@Timeout(60)
abstract class CrawlFixture {
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]+)\"");

    @TempDir
    Path folder;

    final KeyRing keys = new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES));
    final Recorder visitor = new Recorder();
    OutboundGuard guard = outbound -> Verdict.PASS;
    String generation = "1";
    final HandClock clock = new HandClock();
    TestSite site;

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
    static final class Recorder implements CrawlVisitor {
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

    static String links(String... targets) {
        StringBuilder page = new StringBuilder("<html><body>");
        for (String target : targets) {
            page.append("<p class=\"item\"><a href=\"").append(target).append("\">x</a></p>");
        }
        return page + "</body></html>";
    }

    SourcesFile sources(String... entries) throws Exception {
        String yaml = "user_agent: ExampleWatch/1.0\nallow_private_addresses: [\"127.0.0.0/8\"]\nsources:\n  - "
                + String.join("\n  - ", entries) + "\n";
        return SourcesFile.parse("sources.yaml", yaml.getBytes(StandardCharsets.UTF_8), folder);
    }

    SqliteFrontier frontier() throws IOException {
        return SqliteFrontier.open(folder.resolve("frontier.db"), keys, generation);
    }

    CrawlResult once(String... entries) throws Exception {
        try (SqliteFrontier frontier = frontier()) {
            return crawler(frontier, clock, entries).run(visitor, Mode.ONCE, Optional.empty());
        }
    }

    Crawler crawler(Frontier frontier, Clock time, String... entries) throws Exception {
        return Crawler.of(
                sources(entries),
                frontier,
                time,
                builder ->
                        builder.guard(guard).readTimeout(Duration.ofSeconds(2)).callTimeout(Duration.ofSeconds(5)));
    }

    /** A listing that is due again at once. */
    String listing() {
        return "{name: pastes, type: listing, url: \"" + site.url("/archive") + "\", item: \".item a\", raw: \""
                + site.url("/raw/{id}") + "\", every: 1s, delay: 0s}";
    }

    String siteSource(int depth) {
        return "{name: own, type: site, url: \"" + site.url("/") + "\", depth: " + depth + ", every: 1s, delay: 0s}";
    }

    String search(String... queries) {
        return "{name: web, type: search, engine: searxng, url: \"" + site.url("/search") + "\", queries: [\""
                + String.join("\", \"", queries) + "\"], every: 1s, delay: 0s}";
    }

    /** Sources that are visited every second are due again. */
    void nextVisit() {
        clock.advance(Duration.ofSeconds(2));
    }
}
