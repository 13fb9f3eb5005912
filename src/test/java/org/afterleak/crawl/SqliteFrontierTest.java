package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.SecretBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFrontierTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Source SITE = site("one");

    @TempDir
    private Path folder;

    private final KeyRing keys = new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES));
    private SqliteFrontier frontier;

    private static Source site(String name) {
        return new Source.Site(name, Duration.ofMinutes(15), Duration.ZERO, "http://a.example/", 3, 100);
    }

    @BeforeEach
    void open() throws IOException {
        frontier = open("1");
    }

    @AfterEach
    void close() {
        frontier.close();
        keys.close();
    }

    private SqliteFrontier open(String generation) throws IOException {
        return SqliteFrontier.open(folder.resolve("frontier.db"), keys, generation);
    }

    private void reopen(String generation) throws IOException {
        frontier.close();
        frontier = open(generation);
    }

    private int discover(String... urls) throws IOException {
        return frontier.discover(SITE, List.of(urls), 1, NOW, DAY, true);
    }

    private List<String> pending(Instant at) throws IOException {
        return frontier.pending(SITE, at, 100).stream().map(FrontierUrl::url).toList();
    }

    private FrontierUrl only(Instant at) throws IOException {
        List<FrontierUrl> urls = frontier.pending(SITE, at, 2);
        assertThat(urls).hasSize(1);
        return urls.get(0);
    }

    @Test
    void urlThatWasTakenAndNotSettled_isThereAtTheNextStart() throws Exception {
        discover("http://a.example/1", "http://a.example/2");
        FrontierUrl first = frontier.pending(SITE, NOW, 1).get(0);
        frontier.fetched(SITE, first, NOW);
        List<String> left = pending(NOW);
        reopen("1");
        assertThat(pending(NOW)).isEqualTo(left).hasSize(1).doesNotContain(first.url());
    }

    @Test
    void processThatIsKilled_leavesAFrontierThatKnowsWhatWasSettled() throws Exception {
        discover("http://a.example/1", "http://a.example/2", "http://a.example/3");
        frontier.openVisit(SITE, NOW);
        frontier.fetched(SITE, frontier.pending(SITE, NOW, 1).get(0), NOW);
        // The files as they lie on the disk at this instant, as a killed process leaves them.
        Path crashed = Files.createDirectory(folder.resolve("crashed"));
        for (String file : List.of("frontier.db", "frontier.db-wal")) {
            Files.copy(folder.resolve(file), crashed.resolve(file));
        }
        try (SqliteFrontier survivor = SqliteFrontier.open(crashed.resolve("frontier.db"), keys, "1")) {
            assertThat(survivor.pending(SITE, NOW, 10))
                    .extracting(FrontierUrl::url)
                    .containsExactly("http://a.example/2", "http://a.example/3");
            assertThat(survivor.openVisit(SITE, NOW)).isFalse();
        }
    }

    @Test
    void visitThatWasCutOff_isDueAtOnceAndGoesOn() throws Exception {
        assertThat(frontier.dueAt(SITE)).isEqualTo(Instant.EPOCH);
        assertThat(frontier.openVisit(SITE, NOW)).isTrue();
        reopen("1");
        assertThat(frontier.dueAt(SITE)).isEqualTo(Instant.EPOCH);
        assertThat(frontier.openVisit(SITE, NOW)).isFalse();
        frontier.closeVisit(SITE, NOW.plus(DAY));
        assertThat(frontier.dueAt(SITE)).isEqualTo(NOW.plus(DAY));
        assertThat(frontier.openVisit(SITE, NOW)).isTrue();
        assertThat(frontier.dueAt(site("two"))).isEqualTo(Instant.EPOCH);
    }

    @Test
    void oneAddressInTwoSpellings_isOneUrl() throws Exception {
        assertThat(discover("http://a.example/?x=1&y=2", "HTTP://A.example:80/?y=2&x=1#part"))
                .isEqualTo(1);
    }

    @Test
    void fetchedUrl_isDueAgainAfterItsAgeOnly() throws Exception {
        discover("http://a.example/1");
        frontier.fetched(SITE, only(NOW), NOW);
        assertThat(discover("http://a.example/1")).isZero();
        assertThat(frontier.discover(SITE, List.of("http://a.example/1"), 1, NOW.plus(DAY), null, true))
                .isZero();
        assertThat(frontier.discover(SITE, List.of("http://a.example/1"), 1, NOW.plus(DAY), DAY, true))
                .isEqualTo(1);
    }

    @Test
    void urlFetchedForAnotherSource_isNotFetchedTwice() throws Exception {
        discover("http://a.example/1");
        frontier.fetched(SITE, only(NOW), NOW);
        Source other = site("two");
        assertThat(frontier.discover(other, List.of("http://a.example/1"), 0, NOW, DAY, true))
                .isZero();
        assertThat(frontier.discover(other, List.of("http://a.example/1"), 0, NOW, DAY, false))
                .isEqualTo(1);
    }

    @Test
    void failure_isTriedThreeTimesAndGivenUp() throws Exception {
        discover("http://a.example/1");
        Instant at = NOW;
        for (int i = 0; i < Frontier.MAX_FAILURES; i++) {
            frontier.failed(SITE, only(at), true, at, at.plusSeconds(60));
            assertThat(pending(at.plusSeconds(59))).isEmpty();
            at = at.plusSeconds(60);
        }
        assertThat(pending(at.plus(DAY))).isEmpty();
        assertThat(frontier.discover(SITE, List.of("http://a.example/1"), 1, NOW.plusSeconds(600), DAY, true))
                .isZero();
        assertThat(frontier.discover(SITE, List.of("http://a.example/1"), 1, at.plus(DAY), DAY, true))
                .isEqualTo(1);
    }

    @Test
    void successInBetween_startsTheCountAgain() throws Exception {
        discover("http://a.example/1");
        frontier.failed(SITE, only(NOW), true, NOW, NOW);
        frontier.failed(SITE, only(NOW), true, NOW, NOW);
        frontier.fetched(SITE, only(NOW), NOW);
        frontier.rediscover(SITE, 3, NOW);
        frontier.failed(SITE, only(NOW), true, NOW, NOW);
        assertThat(pending(NOW)).hasSize(1);
    }

    @Test
    void failureThatNoRetryMends_isGivenUpAtOnce() throws Exception {
        discover("http://a.example/1");
        frontier.failed(SITE, only(NOW), false, NOW, NOW);
        assertThat(pending(NOW.plus(DAY))).isEmpty();
    }

    @Test
    void postponedUrl_isNoFailure() throws Exception {
        discover("http://a.example/1");
        for (int i = 0; i < 5; i++) {
            frontier.postponed(SITE, only(NOW.plusSeconds(i)), NOW.plusSeconds(i + 1));
            assertThat(pending(NOW.plusSeconds(i))).isEmpty();
        }
        assertThat(pending(NOW.plusSeconds(5))).hasSize(1);
    }

    @Test
    void shallowUrls_comeFirstAndTheShortestWayCounts() throws Exception {
        frontier.discover(SITE, List.of("http://a.example/deep", "http://a.example/deeper"), 3, NOW, null, false);
        frontier.discover(SITE, List.of("http://a.example/near"), 1, NOW, null, false);
        frontier.discover(SITE, List.of("http://a.example/deep"), 2, NOW, null, false);
        assertThat(frontier.pending(SITE, NOW, 10))
                .extracting(FrontierUrl::depth)
                .containsExactly(1, 2, 3);
        assertThat(pending(NOW))
                .containsExactly("http://a.example/near", "http://a.example/deep", "http://a.example/deeper");
    }

    @Test
    void rediscover_bringsBackWhatLiesNearEnough() throws Exception {
        for (int depth = 0; depth < 4; depth++) {
            frontier.discover(SITE, List.of("http://a.example/" + depth), depth, NOW, null, false);
        }
        for (FrontierUrl url : frontier.pending(SITE, NOW, 10)) {
            frontier.fetched(SITE, url, NOW);
        }
        frontier.rediscover(SITE, 2, NOW);
        assertThat(pending(NOW)).containsExactly("http://a.example/0", "http://a.example/1", "http://a.example/2");
    }

    @Test
    void validators_serveOneGenerationOfTheWatchlist() throws Exception {
        discover("http://a.example/1");
        Validators validators = new Validators("\"v1\"", "Sun, 01 Mar 2026 12:00:00 GMT");
        frontier.fetched(SITE, new FrontierUrl("http://a.example/1", 1, validators), NOW);
        frontier.rediscover(SITE, 3, NOW);
        assertThat(only(NOW).validators()).isEqualTo(validators);
        assertThat(frontier.find(SITE, "http://a.example/1").orElseThrow().validators())
                .isEqualTo(validators);
        reopen("2");
        assertThat(only(NOW).validators()).isEqualTo(Validators.NONE);
    }

    @Test
    void newGenerationOfTheWatchlist_makesWhatIsStillListedDueAgain() throws Exception {
        discover("http://a.example/1");
        frontier.fetched(SITE, only(NOW), NOW);
        reopen("2");
        assertThat(discover("http://a.example/1")).isEqualTo(1);
    }

    @Test
    void redirect_countsForItsTargetToo() throws Exception {
        discover("http://a.example/old", "http://a.example/new");
        FrontierUrl old = new FrontierUrl("http://a.example/old", 1, Validators.NONE);
        frontier.redirected(SITE, old, new FrontierUrl("http://a.example/new", 1, Validators.NONE), NOW);
        assertThat(pending(NOW)).isEmpty();
    }

    @Test
    void oldSettledUrls_areForgotten() throws Exception {
        discover("http://a.example/1", "http://a.example/2");
        frontier.fetched(SITE, frontier.pending(SITE, NOW, 1).get(0), NOW);
        frontier.forget(NOW.plusMillis(1));
        assertThat(frontier.find(SITE, "http://a.example/1").isPresent()
                        ^ frontier.find(SITE, "http://a.example/2").isPresent())
                .isTrue();
    }

    @Test
    void noUrlNoValidatorAndNoSource_standsInTheFilesInTheClear() throws Exception {
        String url = "http://pages.example/find/jane-roe-A012345678?name=Jane+Roe";
        List<String> secrets =
                List.of("pages.example", "jane-roe", "Jane", "A012345678", "etag-of-jane", "one", "a.example");
        discover(url);
        frontier.fetched(SITE, new FrontierUrl(url, 1, new Validators("\"etag-of-jane\"", null)), NOW);
        frontier.failed(SITE, new FrontierUrl(url, 1, Validators.NONE), true, NOW, NOW);
        frontier.openVisit(SITE, NOW);
        // While open, so that the write-ahead log is there too; and after.
        assertNothingInTheClear(secrets);
        frontier.close();
        assertNothingInTheClear(secrets);
    }

    private void assertNothingInTheClear(List<String> secrets) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = new ArrayList<>(walk.filter(Files::isRegularFile).toList());
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            for (String secret : secrets) {
                if (secret.length() > 3) {
                    assertThat(bytes.contains(secret))
                            .as("%s in %s", secret, file.getFileName())
                            .isFalse();
                }
            }
        }
    }

    @Test
    void lengthOfAUrl_isBlurred() throws Exception {
        discover("http://a.example/1", "http://a.example/12345678");
        frontier.close();
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("frontier.db"));
                Statement statement = raw.createStatement();
                ResultSet lengths =
                        statement.executeQuery("SELECT COUNT(*), COUNT(DISTINCT length(address)) FROM url")) {
            assertThat(lengths.getInt(1)).isEqualTo(2);
            assertThat(lengths.getInt(2)).isEqualTo(1);
        }
        frontier = open("1");
    }

    @Test
    void frontierOfAnotherKey_isAClearError() throws Exception {
        discover("http://a.example/1");
        frontier.close();
        try (KeyRing other = new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES));
                SqliteFrontier wrong = SqliteFrontier.open(folder.resolve("frontier.db"), other, "1")) {
            // Its tags find nothing, so nothing of the other workspace is fetched either.
            assertThat(wrong.pending(SITE, NOW, 10)).isEmpty();
            assertThat(wrong.dueAt(SITE)).isEqualTo(Instant.EPOCH);
        }
        frontier = open("1");
    }

    @Test
    void damagedAddress_isAClearErrorWithoutIt() throws Exception {
        discover("http://a.example/1");
        frontier.close();
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("frontier.db"));
                Statement statement = raw.createStatement()) {
            statement.execute("UPDATE url SET address = zeroblob(92)");
        }
        frontier = open("1");
        assertThatThrownBy(() -> pending(NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("frontier.db")
                .hasMessageContaining("damaged");
    }
}
