package org.afterleak.finding;

import static org.afterleak.finding.Samples.T0;
import static org.afterleak.finding.Samples.match;
import static org.afterleak.finding.Samples.matchOf;
import static org.afterleak.finding.Samples.observation;
import static org.afterleak.finding.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.afterleak.crypto.KeyRing;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingStoreTest {
    private static final String URL = "https://paste.example/raw/abc";
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path dir;

    private KeyRing keys;
    private FindingStore store;

    @BeforeEach
    void open() throws Exception {
        keys = Samples.keys(1);
        store = FindingStore.open(file(), keys);
    }

    @AfterEach
    void close() {
        store.close();
        keys.close();
    }

    private Path file() {
        return dir.resolve("findings.db");
    }

    private void reopen() throws Exception {
        store.close();
        store = FindingStore.open(file(), keys);
    }

    @Test
    void newFinding_isKeptWithAllItSays() throws Exception {
        RecordMatch sure = record(1, "ccn-2026", Tier.CONFIRMED, 40.5);
        RecordMatch lessSure = record(2, "another", Tier.PROBABLE, 12.25);
        Observed observed =
                store.observe(observation(URL, "a", T0, match(lessSure, sure)).build());
        assertThat(observed.isNew()).isTrue();
        assertThat(observed.isNews()).isTrue();
        reopen();
        Finding finding = store.find(observed.finding().id()).orElseThrow();
        assertThat(finding).isEqualTo(observed.finding());
        assertThat(finding.id()).matches("f-[a-z2-7]{16}");
        assertThat(finding.url()).isEqualTo(URL);
        assertThat(finding.source()).isEqualTo("pastes");
        assertThat(finding.firstSeen()).isEqualTo(T0);
        assertThat(finding.lastSeen()).isEqualTo(T0);
        assertThat(finding.sha256()).isEqualTo(Samples.sha256("a"));
        assertThat(finding.tier()).isEqualTo(Tier.CONFIRMED);
        assertThat(finding.bits()).isEqualTo(40.5);
        assertThat(finding.recordCount()).isEqualTo(2);
        assertThat(finding.campaigns()).containsExactly("another", "ccn-2026");
        assertThat(finding.status()).isEqualTo(FindingStatus.OPEN);
        assertThat(finding.where())
                .containsExactly(sure.where().get(0), lessSure.where().get(0));
        assertThat(store.recordsOf(finding)).containsExactly(sure, lessSure);
        assertThat(store.evidence(finding)).isEmpty();
    }

    @Test
    void sameContentAtTheSameAddress_movesLastSeenOnly() throws Exception {
        Observed first = store.observe(observation(URL, "a", T0, matchOf(3)).build());
        Observed again =
                store.observe(observation(URL, "a", T0.plus(HOUR), matchOf(3)).build());
        assertThat(again.change()).isEqualTo(Observed.Change.SEEN_AGAIN);
        assertThat(again.isNews()).isFalse();
        assertThat(again.finding().id()).isEqualTo(first.finding().id());
        assertThat(again.finding().firstSeen()).isEqualTo(T0);
        assertThat(again.finding().lastSeen()).isEqualTo(T0.plus(HOUR));
        assertThat(again.finding().changedAt()).isEqualTo(T0);
        assertThat(store.count()).isEqualTo(1);
        reopen();
        assertThat(store.list(FindingQuery.all())).containsExactly(again.finding());
    }

    @Test
    void olderCapture_movesFirstSeenBack() throws Exception {
        store.observe(observation(URL, "a", T0, matchOf(1)).build());
        Finding finding = store.observe(
                        observation(URL, "a", T0.minus(HOUR), matchOf(1)).build())
                .finding();
        assertThat(finding.firstSeen()).isEqualTo(T0.minus(HOUR));
        assertThat(finding.lastSeen()).isEqualTo(T0);
    }

    @Test
    void otherContentOrOtherAddress_isAnotherFinding() throws Exception {
        store.observe(observation(URL, "a", T0, matchOf(1)).build());
        assertThat(store.observe(observation(URL, "b", T0, matchOf(1)).build()).isNew())
                .isTrue();
        assertThat(store.observe(observation(URL + "d", "a", T0, matchOf(1)).build())
                        .isNew())
                .isTrue();
        assertThat(store.count()).isEqualTo(3);
    }

    @Test
    void moreRecordsOrAHigherTier_growTheFinding() throws Exception {
        store.observe(observation(URL, "a", T0, match(record(1, "one", Tier.PROBABLE, 10)))
                .build());
        RecordMatch other = record(2, "two", Tier.PROBABLE, 9);
        Observed grown =
                store.observe(observation(URL, "a", T0.plus(HOUR), match(other)).build());
        assertThat(grown.change()).isEqualTo(Observed.Change.GROWN);
        assertThat(grown.isNews()).isTrue();
        assertThat(grown.finding().recordCount()).isEqualTo(2);
        assertThat(grown.finding().campaigns()).containsExactly("one", "two");
        assertThat(grown.finding().changedAt()).isEqualTo(T0.plus(HOUR));

        RecordMatch surer = record(1, "one", Tier.CONFIRMED, 30);
        Observed risen =
                store.observe(observation(URL, "a", T0.plus(HOUR), match(surer)).build());
        assertThat(risen.change()).isEqualTo(Observed.Change.GROWN);
        assertThat(risen.finding().tier()).isEqualTo(Tier.CONFIRMED);
        assertThat(store.recordsOf(risen.finding())).containsExactly(surer, other);

        Observed less =
                store.observe(observation(URL, "a", T0.plus(HOUR), match(other)).build());
        assertThat(less.change()).isEqualTo(Observed.Change.SEEN_AGAIN);
        assertThat(less.finding().recordCount()).isEqualTo(2);
        assertThat(store.findingsOf(Set.of("r-2"))).hasSize(1);
    }

    @Test
    void address_isShownMaskedAndKeptExactly() throws Exception {
        String url = "https://paste.example/A123456789";
        Finding finding = store.observe(observation(url, "a", T0, matchOf(1))
                        .maskedUrl("https://paste.example/**********")
                        .build())
                .finding();
        reopen();
        Finding kept = store.find(finding.id()).orElseThrow();
        assertThat(kept.url()).isEqualTo("https://paste.example/**********");
        assertThat(kept.isUrlMasked()).isTrue();
        assertThat(kept.exactUrl()).isEqualTo(url);
        assertThat(kept.toString()).isEqualTo("Finding[" + kept.id() + "]");
        assertThat(FindingJson.line(kept, store.recordsOf(kept))).doesNotContain("123456789");
        assertThat(new Observed(kept, Observed.Change.NEW).toString()).doesNotContain("123456789");
        assertThat(observation(url, "a", T0, matchOf(1)).build().toString()).doesNotContain("paste");
    }

    @Test
    void maskThatCameLater_isKept() throws Exception {
        store.observe(observation(URL, "a", T0, matchOf(1)).build());
        store.observe(observation(URL, "a", T0, matchOf(1)).maskedUrl("masked").build());
        Observed again = store.observe(observation(URL, "a", T0, matchOf(1)).build());
        assertThat(again.finding().url()).isEqualTo("masked");
    }

    @Test
    void evidence_isMadeOnlyForNewsAndKept() throws Exception {
        AtomicInteger made = new AtomicInteger();
        byte[] bytes = "rendering".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            store.observe(observation(URL, "a", T0.plusSeconds(i), matchOf(1))
                    .evidence(() -> {
                        made.incrementAndGet();
                        return bytes;
                    })
                    .build());
        }
        assertThat(made).hasValue(1);
        byte[] other = {1, 2, 3};
        store.observe(
                observation(URL, "a", T0, matchOf(2)).evidence(() -> other).build());
        reopen();
        assertThat(store.evidence(store.list(FindingQuery.all()).get(0))).hasValue(other);
    }

    @Test
    void evidenceThatWasMissing_isMadeLater() throws Exception {
        store.observe(observation(URL, "a", T0, matchOf(1)).build());
        store.observe(observation(URL, "a", T0, matchOf(1))
                .evidence(() -> new byte[] {7})
                .build());
        assertThat(store.evidence(store.list(FindingQuery.all()).get(0))).hasValue(new byte[] {7});
    }

    @Test
    void status_changesAndIsReopenedByWhatAPersonDidNotKnow() throws Exception {
        String id = store.observe(observation(URL, "a", T0, match(record(1, "one", Tier.PROBABLE, 9)))
                        .build())
                .finding()
                .id();
        assertThat(store.changeStatus("f-none", FindingStatus.GONE)).isEmpty();

        assertThat(store.changeStatus(id, FindingStatus.GONE).orElseThrow().status())
                .isEqualTo(FindingStatus.GONE);
        Observed back = store.observe(observation(URL, "a", T0.plus(HOUR), match(record(1, "one", Tier.PROBABLE, 9)))
                .build());
        assertThat(back.change()).isEqualTo(Observed.Change.BACK);
        assertThat(back.isNews()).isTrue();
        assertThat(back.finding().status()).isEqualTo(FindingStatus.OPEN);

        store.changeStatus(id, FindingStatus.DISMISSED);
        Observed more = store.observe(observation(URL, "a", T0.plus(HOUR), match(record(2, "one", Tier.PROBABLE, 9)))
                .build());
        assertThat(more.change()).isEqualTo(Observed.Change.GROWN);
        assertThat(more.isNews()).isTrue();
        assertThat(more.finding().status()).isEqualTo(FindingStatus.OPEN);

        store.changeStatus(id, FindingStatus.DISMISSED);
        Observed surer = store.observe(observation(URL, "a", T0.plus(HOUR), match(record(2, "one", Tier.CONFIRMED, 29)))
                .build());
        assertThat(surer.isNews()).isTrue();
        assertThat(surer.finding().status()).isEqualTo(FindingStatus.OPEN);

        store.changeStatus(id, FindingStatus.DISMISSED);
        Observed same = store.observe(observation(URL, "a", T0.plus(HOUR), match(record(2, "one", Tier.CONFIRMED, 29)))
                .build());
        assertThat(same.change()).isEqualTo(Observed.Change.BACK);
    }

    @Test
    void list_isNewestFirstOverManyPagesAndFiltered() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String campaign = i % 100 == 0 ? "rare" : "common";
            Tier tier = i % 50 == 0 ? Tier.CONFIRMED : Tier.PROBABLE;
            ids.add(
                    0,
                    store.observe(NewObservation.builder(
                                            URL + i,
                                            i % 2 == 0 ? "even" : "odd",
                                            T0.plusSeconds(i),
                                            Samples.sha256("a"),
                                            match(record(i, campaign, tier, 10)))
                                    .build())
                            .finding()
                            .id());
        }
        assertThat(store.list(FindingQuery.all())).extracting(Finding::id).isEqualTo(ids);
        assertThat(store.list(FindingQuery.all().campaign("rare"))).hasSize(6);
        assertThat(store.list(FindingQuery.all().tierAtLeast(Tier.CONFIRMED))).hasSize(12);
        assertThat(store.list(FindingQuery.all().since(T0.plusSeconds(590)))).hasSize(10);
        assertThat(store.list(FindingQuery.all().source("odd"))).hasSize(300);
        assertThat(store.list(FindingQuery.all().status(FindingStatus.GONE))).isEmpty();
        assertThat(store.list(FindingQuery.all()
                        .campaign("rare")
                        .tierAtLeast(Tier.CONFIRMED)
                        .source("odd")))
                .isEmpty();
        assertThat(store.findingsOf(Set.of("r-7", "r-500", "r-none")))
                .extracting(Finding::id)
                .containsExactly(ids.get(99), ids.get(592));
        assertThat(store.findingsOf(Set.of())).isEmpty();
    }

    @Test
    void wholeListOnOnePage_isKeptAndFoundByEachRecord() throws Exception {
        Finding finding =
                store.observe(observation(URL, "a", T0, matchOf(6252)).build()).finding();
        assertThat(finding.recordCount()).isEqualTo(6252);
        assertThat(finding.where()).hasSize(FindingStore.MAX_WHERE);
        assertThat(store.recordsOf(finding)).hasSize(6252);
        assertThat(store.findingsOf(Set.of("r-0"))).containsExactly(finding);
        assertThat(store.findingsOf(Set.of("r-6251"))).containsExactly(finding);
        assertThat(store.findingsOf(Set.of("r-6252"))).isEmpty();
    }

    @Test
    void manyThreads_keepEachFindingOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        store.observe(observation(URL + i, "a", T0, matchOf(2)).build());
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        }
        assertThat(store.list(FindingQuery.all()))
                .extracting(Finding::id)
                .hasSize(50)
                .doesNotHaveDuplicates();
    }

    @Test
    void otherKey_isNamedAndNothingChanges() throws Exception {
        store.observe(observation(URL, "a", T0, matchOf(1)).build());
        store.close();
        byte[] before = Files.readAllBytes(file());
        try (KeyRing other = Samples.keys(2)) {
            assertThatThrownBy(() -> FindingStore.open(file(), other))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.OTHER_KEY))
                    .hasMessageContaining("belongs to a workspace with another key");
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        reopen();
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void tamperedFinding_isNamedAndTheOthersAreStillListed() throws Exception {
        String first = store.observe(observation(URL, "a", T0, matchOf(1)).build())
                .finding()
                .id();
        String second = store.observe(observation(URL, "b", T0, matchOf(1)).build())
                .finding()
                .id();
        store.close();
        // One finding's summary put in the place of the other's.
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE finding SET summary = (SELECT summary FROM finding WHERE number = 2) WHERE number = 1");
        }
        store = FindingStore.open(file(), keys);
        List<String> visited = new ArrayList<>();
        assertThatThrownBy(() -> store.<RuntimeException>forEach(FindingQuery.all(), f -> visited.add(f.id())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("1 findings cannot be opened, the first is " + first);
        assertThat(visited).containsExactly(second);
        assertThatThrownBy(() -> store.find(first)).hasMessageContaining("finding " + first + " cannot be opened");
    }

    @Test
    void observationWithoutARecordOrWithAStrangeDigest_isRefused() {
        assertThatThrownBy(() -> observation(URL, "a", T0, match())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NewObservation.builder(URL, "s", T0, "XYZ", matchOf(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("XYZ");
    }

    @Test
    void json_isAsTheContractHasIt() throws Exception {
        Finding finding = store.observe(observation(URL, "a", T0, match(record(7, "ccn-2026", Tier.CONFIRMED, 40.126)))
                        .build())
                .finding();
        String members = "\"finding\":\"" + finding.id() + "\",\"url\":\"https://paste.example/raw/abc\","
                + "\"source\":\"pastes\",\"first_seen\":\"2026-03-01T12:00:00Z\",\"last_seen\":\"2026-03-01T12:00:00Z\","
                + "\"sha256\":\"" + Samples.sha256("a") + "\",\"tier\":\"confirmed\",\"bits\":40.13,\"records\":1,"
                + "\"campaigns\":[\"ccn-2026\"],\"status\":\"open\","
                + "\"where\":[{\"locator\":\"sheet \\\"PII\\\" > row 7\",\"start\":3,\"end\":14}]";
        assertThat(FindingJson.line(finding)).isEqualTo("{" + members + "}");
        assertThat(FindingJson.line(finding, store.recordsOf(finding)))
                .isEqualTo("{" + members + ",\"matches\":[{\"record\":\"r-7\",\"campaign\":\"ccn-2026\","
                        + "\"tier\":\"confirmed\",\"bits\":40.13,\"fields\":[\"id\",\"name\"],"
                        + "\"because\":[\"name and ID number in one row, 31.5 bits\"],"
                        + "\"where\":[{\"locator\":\"sheet \\\"PII\\\" > row 7\",\"start\":3,\"end\":14}]}]}");
    }

    @Test
    void loneSurrogateInAFileName_doesNotStopTheRun() throws Exception {
        Finding finding = store.observe(observation("/tmp/bad\ud800name\n.txt", "a", T0, matchOf(1))
                        .build())
                .finding();
        assertThat(FindingJson.line(finding)).contains("/tmp/bad?name\\n.txt");
        assertThat(store.find(finding.id())).isPresent();
    }
}
