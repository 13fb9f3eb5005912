package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class RobotsTest {
    private static final Path GOOGLE = Path.of("../shared/data/robots/google_robots_cases.json");
    private static final AddressPolicy LOOPBACK = new AddressPolicy(List.of(Cidr.of("127.0.0.0/8")));

    private final HandClock clock = new HandClock();
    private TestSite site;
    private Fetcher fetcher;

    @BeforeEach
    void start() throws Exception {
        site = new TestSite();
        site.page("/a", "x").page("/private/a", "x");
        fetcher = builder().build();
    }

    private Fetcher.Builder builder() {
        return Fetcher.builder("ExampleWatch/1.0", clock)
                .addresses(LOOPBACK)
                .readTimeout(Duration.ofMillis(500))
                .callTimeout(Duration.ofSeconds(5));
    }

    @AfterEach
    void end() {
        fetcher.close();
        site.close();
    }

    private String outcome(String path) {
        return outcome(path, Duration.ZERO);
    }

    private String outcome(String path, Duration delay) {
        FetchException e = catchThrowableOfType(FetchException.class, () -> {
            try (Fetched fetched = fetcher.open(FetchRequest.of(site.url(path), delay))) {
                assertThat(fetched.capture().status()).isEqualTo(200);
            }
        });
        return e == null ? "fetched" : e.failure().word();
    }

    @Test
    void disallowedPath_isNotAskedFor() {
        site.robots("User-agent: *\nDisallow: /private/\n");
        assertThat(outcome("/private/a")).isEqualTo("robots_disallowed");
        assertThat(outcome("/a")).isEqualTo("fetched");
        assertThat(site.allTargets()).containsExactly("/robots.txt", "/a");
    }

    @Test
    void groupOfOurProductToken_winsOverTheStar() {
        site.robots("User-agent: *\nDisallow: /\n\nUser-agent: examplewatch\nAllow: /a\nDisallow: /private\n");
        assertThat(outcome("/a")).isEqualTo("fetched");
        assertThat(outcome("/private/a")).isEqualTo("robots_disallowed");
    }

    @Test
    void groupOfAnotherRobot_isNotOurs() {
        site.robots("User-agent: ExampleWatchDog\nDisallow: /\nUser-agent: Example\nDisallow: /\n");
        assertThat(outcome("/a")).isEqualTo("fetched");
    }

    @ParameterizedTest
    @CsvSource({
        "400, fetched",
        "401, fetched",
        "403, fetched",
        "404, fetched",
        "410, fetched",
        "418, fetched",
        "429, robots_unreachable",
        "500, robots_unreachable",
        "502, robots_unreachable",
        "503, robots_unreachable"
    })
    void statusOfRobotsTxt_decidesAsTheRfcSays(int status, String outcome) {
        site.status("/robots.txt", status);
        assertThat(outcome("/a")).isEqualTo(outcome);
        assertThat(site.targets()).hasSize(outcome.equals("fetched") ? 1 : 0);
    }

    @Test
    void robotsTxtThatNeverComes_isARefusal() {
        site.on("/robots.txt", (request, out, socket) -> socket.getInputStream().read());
        assertThat(outcome("/a")).isEqualTo("timeout");
        assertThat(site.targets()).isEmpty();
    }

    @Test
    void robotsTxtThatBreaksOff_isARefusal() {
        site.on(
                "/robots.txt",
                (request, out, socket) ->
                        out.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nUser-agent: *\nAllow: /\n"
                                .getBytes(StandardCharsets.US_ASCII)));
        assertThat(outcome("/a")).isEqualTo("robots_unreachable");
        assertThat(site.targets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void upToFiveRedirectsOfRobotsTxt_areFollowed(int hops) {
        site.redirect("/robots.txt", "/r1");
        for (int i = 1; i < hops; i++) {
            site.redirect("/r" + i, "/r" + (i + 1));
        }
        site.on(
                "/r" + hops,
                (request, out, socket) ->
                        TestSite.write(out, 200, "text/plain", "User-agent: *\nDisallow: /private\n"));
        assertThat(outcome("/private/a")).isEqualTo("robots_disallowed");
        assertThat(outcome("/a")).isEqualTo("fetched");
    }

    @Test
    void redirectLoopOfRobotsTxt_isTakenAsUnavailable() {
        site.redirect("/robots.txt", "/r").redirect("/r", "/robots.txt");
        assertThat(outcome("/a")).isEqualTo("fetched");
        assertThat(site.allTargets()).hasSize(7);
    }

    @Test
    void redirectOfRobotsTxtToAPrivateAddress_isRefused() {
        site.redirect("/robots.txt", "http://169.254.169.254/robots.txt");
        assertThat(outcome("/a")).isEqualTo("private_address");
        assertThat(site.targets()).isEmpty();
    }

    @Test
    void redirectToAnotherHost_isUnderItsRobotsTxt() throws Exception {
        try (TestSite other = new TestSite("127.0.0.2")) {
            other.robots("User-agent: *\nDisallow: /b\n").page("/b", "x");
            site.redirect("/away", other.url("/b"));
            assertThat(outcome("/away")).isEqualTo("robots_disallowed");
            assertThat(other.allTargets()).containsExactly("/robots.txt");
        }
    }

    @Test
    void redirectWithinAHost_isUnderItsRobotsTxt() {
        site.robots("User-agent: *\nDisallow: /private\n").redirect("/in", "/private/a");
        assertThat(outcome("/in")).isEqualTo("robots_disallowed");
        assertThat(site.targets()).containsExactly("/in");
    }

    @Test
    void robotsTxt_isKeptForADayAndNotLonger() {
        site.robots("User-agent: *\nDisallow: /private\n");
        outcome("/a");
        clock.advance(Duration.ofHours(23));
        outcome("/a");
        assertThat(site.allTargets()).containsExactly("/robots.txt", "/a", "/a");
        clock.advance(Duration.ofHours(2));
        outcome("/a");
        assertThat(site.allTargets()).containsExactly("/robots.txt", "/a", "/a", "/robots.txt", "/a");
    }

    @Test
    void robotsTxtThatCouldNotBeRead_isAskedForAgainAfterFiveMinutes() {
        site.status("/robots.txt", 500);
        outcome("/a");
        outcome("/a");
        assertThat(site.allTargets()).containsExactly("/robots.txt");
        clock.advance(Duration.ofMinutes(6));
        site.robots("");
        assertThat(outcome("/a")).isEqualTo("fetched");
    }

    @Test
    void robotsTxtBeyond500KiB_isReadUpToThere() {
        String filler = "# filler\n".repeat(60_000);
        site.robots("User-agent: *\nDisallow: /private\n" + filler + "Disallow: /a\n");
        assertThat(outcome("/private/a")).isEqualTo("robots_disallowed");
        assertThat(outcome("/a")).isEqualTo("fetched");
    }

    @Test
    void crawlDelay_isKeptWhereItIsLongerThanOurs() {
        site.robots("User-agent: *\nCrawl-delay: 0.3\n");
        outcome("/a");
        outcome("/a");
        outcome("/a");
        List<Long> pauses = site.pauses();
        // The first pause follows robots.txt itself, whose delay is ours: none was known yet.
        assertThat(pauses.subList(1, pauses.size()))
                .allSatisfy(pause -> assertThat(pause).isGreaterThan(280_000_000L));
    }

    @Test
    void ourDelay_isKeptWhereTheSiteAsksForLess() {
        site.robots("User-agent: *\nCrawl-delay: 0.01\n");
        for (int i = 0; i < 3; i++) {
            catchThrowableOfType(FetchException.class, () -> {
                try (Fetched fetched = fetcher.open(FetchRequest.of(site.url("/a"), Duration.ofMillis(250)))) {
                    assertThat(fetched.capture().status()).isEqualTo(200);
                }
            });
        }
        assertThat(site.pauses())
                .hasSize(3)
                .allSatisfy(pause -> assertThat(pause).isGreaterThan(230_000_000L));
    }

    @Test
    void hostThatAsksForMoreThan30Seconds_isSkipped() {
        site.robots("User-agent: *\nCrawl-delay: 31\n");
        assertThat(outcome("/a")).isEqualTo("crawl_delay_too_long");
        assertThat(site.targets()).isEmpty();
    }

    @Test
    void manyThreads_askForRobotsTxtOnceAndNeverAtTheSameTime() throws Exception {
        site.robots("");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                threads.submit(() -> outcome("/a", Duration.ofMillis(20)));
            }
        }
        assertThat(site.allTargets())
                .hasSize(13)
                .containsOnlyOnce("/robots.txt")
                .startsWith("/robots.txt");
        assertThat(site.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void oneUrlThatAPersonNamed_isFetchedWithoutAsking() throws Exception {
        site.robots("User-agent: *\nDisallow: /\n");
        assertThat(fetcher.fetch(site.url("/a")).status()).isEqualTo(200);
        assertThat(site.allTargets()).containsExactly("/a");
    }

    @Test
    void googlesCases_areDecidedAsGoogleDoes() throws Exception {
        assumeTrue(Files.exists(GOOGLE), "reference data is not here");
        JsonNode cases = JsonMapper.builder()
                .build()
                .readTree(Files.readAllBytes(GOOGLE))
                .get("cases");
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode one : cases) {
            String agent = one.get("user_agent").stringValue();
            String url = one.get("url").stringValue();
            if (url.isEmpty() || !agent.matches("[A-Za-z_-]+")) {
                continue; // ours always is a product token (RFC 9309, 2.2.1)
            }
            compared++;
            RobotRules rules = RobotRules.parse(
                    "http://foo.bar/robots.txt",
                    one.get("robotstxt").stringValue().getBytes(StandardCharsets.UTF_8),
                    null,
                    agent);
            // As the fetcher asks: percent-encoded.
            String sent = Fetcher.parse(url).orElseThrow().toString();
            if (rules.allows(sent) != one.get("allowed").booleanValue()) {
                differences.add(one.get("test").stringValue() + " " + agent + " " + url);
            }
        }
        assertThat(compared).isGreaterThan(100);
        assertThat(differences).containsExactlyInAnyOrderElementsOf(KNOWN_DIFFERENCES);
    }

    /**
     * Google's parser compares these byte by byte; RFC 9309, 2.2.2, and crawler-commons undo the percent-encoding of both
     * sides first. One that is no difference any more fails the test too.
     */
    private static final List<String> KNOWN_DIFFERENCES = List.of(
            "ID_Encoding FooBot http://foo.bar/foo/bar/\u30c4",
            "ID_Encoding FooBot http://foo.bar/foo/bar/\u30c4",
            "ID_Encoding FooBot http://foo.bar/foo/bar/baz");
}
