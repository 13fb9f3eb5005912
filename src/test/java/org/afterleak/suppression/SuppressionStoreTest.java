package org.afterleak.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.afterleak.crypto.Digests;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.afterleak.store.SqlStore;
import org.afterleak.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppressionStoreTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Baseline BASELINE = new Baseline(5, Duration.ofHours(24));
    private static final String URL = "https://Paste.example:443/people/quokka";

    @TempDir
    Path dir;

    private SuppressionStore store;

    @BeforeEach
    void open() throws Exception {
        store = SuppressionStore.open(dir.resolve("suppression.db"), keys(1));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static KeyRing keys(int seed) {
        byte[] root = new byte[KeyRing.ROOT_BYTES];
        Arrays.fill(root, (byte) seed);
        return new KeyRing(SecretBytes.owning(root));
    }

    private static Page page(String url, String content) {
        return new Page(url, Digests.sha256Hex(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static RecordMatch record(int number, Tier tier, String... fields) {
        return new RecordMatch(
                "r-" + number,
                "spring",
                tier,
                20,
                List.of(fields),
                List.of("because"),
                List.of(new Where(number, "line " + number, 0, 9)));
    }

    private static RecordMatch record(int number, Tier tier) {
        return record(number, tier, "id", "name");
    }

    private static DocumentMatch match(RecordMatch... records) {
        return new DocumentMatch(List.of(records), List.of());
    }

    private static Judgement judgement(Optional<Instant> until, RecordMatch... records) {
        Map<String, Tier> judged = new HashMap<>();
        Arrays.stream(records).forEach(r -> judged.put(r.record(), r.tier()));
        return new Judgement(
                "desk", T0, until, Optional.of("reason why"), Optional.of("f-1"), judged.isEmpty(), judged);
    }

    private static Judgement judgement(RecordMatch... records) {
        return judgement(Optional.empty(), records);
    }

    private List<String> left(Page page, DocumentMatch match, Instant now) throws StoreException {
        return store.sift(page, match, BASELINE, now, false).kept().records().stream()
                .map(RecordMatch::record)
                .toList();
    }

    @Test
    void pageRule_coversWhatWasJudgedAndNothingStronger() throws Exception {
        store.dismiss(Scope.PAGE, page(URL, "a"), URL, judgement(record(1, Tier.PROBABLE)));

        assertThat(left(page(URL, "a"), match(record(1, Tier.PROBABLE)), T0)).isEmpty();
        assertThat(left(page(URL, "another content"), match(record(1, Tier.POSSIBLE)), T0))
                .isEmpty();
        assertThat(left(page(URL, "a"), match(record(1, Tier.CONFIRMED)), T0)).containsExactly("r-1");
        assertThat(left(page(URL, "b"), match(record(1, Tier.PROBABLE), record(2, Tier.PROBABLE)), T0))
                .containsExactly("r-2");
        assertThat(left(page(URL + "/2", "a"), match(record(1, Tier.PROBABLE)), T0))
                .containsExactly("r-1");
    }

    @Test
    void otherScopes_coverTheirSubject() throws Exception {
        RecordMatch one = record(1, Tier.CONFIRMED);
        store.dismiss(Scope.CONTENT, page(URL, "same text"), "digest", judgement(one));
        assertThat(left(page("https://other.example/x", "same text"), match(one), T0))
                .isEmpty();
        assertThat(left(page("https://other.example/x", "other text"), match(one), T0))
                .containsExactly("r-1");

        store.dismiss(Scope.SITE, page(URL, "a"), "paste.example", judgement());
        assertThat(left(page("http://paste.EXAMPLE/y?z", "1"), match(record(9, Tier.CONFIRMED)), T0))
                .isEmpty();
        assertThat(left(page("http://paste.example:8080/y", "1"), match(record(9, Tier.CONFIRMED)), T0))
                .containsExactly("r-9");
        assertThat(left(page("http://paste.example.evil.example/y", "1"), match(record(9, Tier.CONFIRMED)), T0))
                .containsExactly("r-9");
        assertThat(left(page("http://paste.example@evil.example/y", "1"), match(record(9, Tier.CONFIRMED)), T0))
                .containsExactly("r-9");

        store.dismissEverywhere("r-3", judgement(record(3, Tier.PROBABLE)));
        assertThat(left(page("https://w.example/", "w"), match(record(3, Tier.PROBABLE), record(4, Tier.PROBABLE)), T0))
                .containsExactly("r-4");
        assertThatThrownBy(() -> store.dismissEverywhere("r-3", judgement()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hosts_areReadFromWhateverUrl() {
        assertThat(page("HTTPS://u:p@Host_1.Example.:443/a@b", "").site()).isEqualTo("host_1.example");
        assertThat(page("http://[2001:db8::1]:8080?x", "").site()).isEqualTo("[2001:db8::1]:8080");
        assertThat(page("http://", "").site()).isEmpty();
        assertThat(page("/data/x.html", "").site()).isEqualTo("/data/x.html");
        assertThat(page("/data/x.html", "").toString()).isEqualTo("Page[]");
    }

    @Test
    void judgement_endsAndIsTakenBack() throws Exception {
        RecordMatch one = record(1, Tier.PROBABLE);
        assertThat(store.epoch(T0)).isEmpty();
        store.dismiss(Scope.PAGE, page(URL, "a"), URL, judgement(Optional.of(T0.plusSeconds(60)), one));
        assertThat(store.epoch(T0)).isEmpty();
        assertThat(left(page(URL, "a"), match(one), T0.plusSeconds(59))).isEmpty();
        assertThat(left(page(URL, "a"), match(one), T0.plusSeconds(60))).containsExactly("r-1");
        String expired = store.epoch(T0.plusSeconds(60));
        assertThat(expired).isNotEmpty();

        Rule rule = store.rules().items().getFirst();
        assertThat(rule.held()).isEqualTo(new Rule.Held(1, Optional.of(T0.plusSeconds(59))));
        assertThat(rule.isActive(T0.plusSeconds(60))).isFalse();

        assertThat(store.retract("f-none")).isEmpty();
        assertThat(store.retract("f-1")).containsExactly(rule.id());
        assertThat(store.rules().items()).isEmpty();
        assertThat(store.epoch(T0.plusSeconds(60))).isNotEqualTo(expired).isNotEmpty();
        assertThat(store.remove(rule.id())).isFalse();
    }

    @Test
    void saidTwice_isSaidOnce() throws Exception {
        RecordMatch one = record(1, Tier.PROBABLE);
        assertThat(store.dismiss(Scope.PAGE, page(URL, "a"), URL, judgement(one))
                        .isNew())
                .isTrue();
        assertThat(store.dismiss(Scope.PAGE, page(URL, "b"), URL, judgement(one))
                        .isNew())
                .isFalse();
        assertThat(store.dismiss(Scope.PAGE, page(URL, "b"), URL, judgement(Optional.of(T0.plusSeconds(1)), one))
                        .isNew())
                .isFalse();
        SuppressionStore.Dismissed more =
                store.dismiss(Scope.PAGE, page(URL, "b"), URL, judgement(one, record(2, Tier.PROBABLE)));
        assertThat(more.isNew()).isTrue();
        assertThat(more.rule().judgements()).hasSize(2);
        assertThat(store.rules().items()).hasSize(1);
        for (int i = 0; i < SuppressionStore.MOST_JUDGEMENTS + 20; i++) {
            store.dismiss(Scope.PAGE, page(URL, "b"), URL, judgement(record(100 + i, Tier.PROBABLE)));
        }
        assertThat(store.rules().items().getFirst().judgements()).hasSize(SuppressionStore.MOST_JUDGEMENTS);
    }

    @Test
    void damagedRule_holdsNothingBackAndIsNamed() throws Exception {
        RecordMatch one = record(1, Tier.PROBABLE);
        String id = store.dismiss(Scope.PAGE, page(URL, "a"), URL, judgement(one))
                .rule()
                .id();
        String intact = store.dismiss(Scope.PAGE, page(URL + "2", "a"), URL, judgement(one))
                .rule()
                .id();
        store.close();
        try (SqlStore raw = SqlStore.open(dir.resolve("suppression.db"), SuppressionStore.SCHEMA)) {
            raw.write(handle -> handle.execute("UPDATE rule SET judgements = (SELECT judgements FROM rule WHERE id = '"
                    + intact + "') WHERE id = '" + id + "'"));
        }
        store = SuppressionStore.open(dir.resolve("suppression.db"), keys(1));

        Sifted sifted = store.sift(page(URL, "a"), match(one), BASELINE, T0, true);
        assertThat(sifted.kept().records()).hasSize(1);
        assertThat(sifted.problems()).singleElement().asString().contains(id);
        assertThat(store.rules().unreadable()).containsExactly(id);
        assertThat(store.rules().items()).extracting(Rule::id).containsExactly(intact);
        assertThatThrownBy(() -> store.dismiss(Scope.PAGE, page(URL, "a"), URL, judgement(one)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(id);
        assertThat(store.retract("f-1")).containsExactly(intact);
        assertThat(store.remove(id)).isTrue();
        assertThat(store.dismiss(Scope.PAGE, page(URL, "a"), URL, judgement(one))
                        .isNew())
                .isTrue();
    }

    @Test
    void anotherKeysFile_isRefused() {
        assertThatThrownBy(() -> SuppressionStore.open(dir.resolve("suppression.db"), keys(2)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another key");
    }

    @Test
    void loneNumberThatIsEverywhere_isHeldBackUntilReleased() throws Exception {
        RecordMatch lone = record(1, Tier.PROBABLE, "id");
        for (int i = 0; i < 4; i++) {
            Sifted sifted = store.sift(page("https://h" + i + ".example/", "c" + i), match(lone), BASELINE, T0, true);
            assertThat(sifted.kept().records()).hasSize(1);
        }
        // Neither looking nor seeing the same again brings it further.
        assertThat(store.sift(page("https://h7.example/", "c7"), match(lone), BASELINE, T0, false)
                        .kept()
                        .records())
                .hasSize(1);
        assertThat(store.sift(page("https://h3.example/x", "c8"), match(lone), BASELINE, T0, true)
                        .kept()
                        .records())
                .hasSize(1);
        Sifted fifth = store.sift(page("https://h4.example/", "c4"), match(lone), BASELINE, T0, true);
        assertThat(fifth.kept().records()).isEmpty();
        assertThat(fifth.quarantined()).isEqualTo(1);
        assertThat(store.sift(page("https://h0.example/", "c0"), match(lone), BASELINE, T0.plusSeconds(9), false)
                        .quarantined())
                .isEqualTo(1);

        // With its name, in a list, or by another kind of evidence it passes.
        assertThat(left(page("https://h5.example/", "c5"), match(record(1, Tier.PROBABLE)), T0))
                .hasSize(1);
        assertThat(left(page("https://h5.example/", "c5"), match(record(1, Tier.PROBABLE, "name")), T0))
                .hasSize(1);
        assertThat(left(
                        page("https://h5.example/", "c5"),
                        match(lone, record(2, Tier.PROBABLE, "id"), record(3, Tier.PROBABLE, "id")),
                        T0))
                .hasSize(3);

        store.forgetOld(BASELINE, T0.plus(Duration.ofDays(9)));
        Quarantined one = store.quarantined().items().getFirst();
        assertThat(one.record()).isEqualTo("r-1");
        assertThat(one.kind()).isEqualTo("id");
        assertThat(one.pages()).isEqualTo(5);
        assertThat(one.held().times()).isEqualTo(2);
        assertThat(store.release("r-2")).isZero();
        assertThat(store.release("r-1")).isEqualTo(1);
        assertThat(store.epoch(T0)).isNotEmpty();
        assertThat(left(page("https://h6.example/", "c6"), match(lone), T0)).hasSize(1);
    }

    @Test
    void dismissedHits_countTowardsNoQuarantine() throws Exception {
        RecordMatch lone = record(1, Tier.PROBABLE, "phone");
        store.dismissEverywhere("r-1", judgement(lone));
        for (int i = 0; i < 9; i++) {
            Sifted sifted = store.sift(page("https://h" + i + ".example/", "c" + i), match(lone), BASELINE, T0, true);
            assertThat(sifted.suppressed()).isEqualTo(1);
            assertThat(sifted.quarantined()).isZero();
        }
        assertThat(store.quarantined().items()).isEmpty();
        assertThat(store.rules().items().getFirst().held().times()).isEqualTo(9);
    }

    @Test
    void damagedCount_beginsAnew() throws Exception {
        RecordMatch lone = record(1, Tier.PROBABLE, "id");
        for (int i = 0; i < 5; i++) {
            store.sift(page("https://h" + i + ".example/", "c" + i), match(lone), BASELINE, T0, true);
        }
        store.close();
        try (SqlStore raw = SqlStore.open(dir.resolve("suppression.db"), SuppressionStore.SCHEMA)) {
            raw.write(handle -> handle.execute("UPDATE feature SET hits = x'00'"));
        }
        store = SuppressionStore.open(dir.resolve("suppression.db"), keys(1));
        assertThat(store.quarantined().unreadable()).hasSize(1);
        assertThat(store.sift(page("https://h5.example/", "c5"), match(lone), BASELINE, T0, true)
                        .kept()
                        .records())
                .hasSize(1);
        assertThat(store.quarantined().unreadable()).isEmpty();
    }

    @Test
    void manyAtOnce_loseNothing() throws Exception {
        RecordMatch one = record(1, Tier.PROBABLE);
        store.dismissEverywhere("r-1", judgement(one));
        int pages = 25;
        try (SuppressionStore other = SuppressionStore.open(dir.resolve("suppression.db"), keys(1));
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> jobs = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                SuppressionStore mine = t % 2 == 0 ? store : other;
                int thread = t;
                jobs.add(threads.submit(() -> {
                    for (int i = 0; i < pages; i++) {
                        Page page = page("https://h" + i + ".example/" + thread, thread + " " + i);
                        mine.sift(page, match(one), BASELINE, T0, true);
                        mine.dismiss(Scope.PAGE, page, "p", judgement(record(2, Tier.PROBABLE)));
                    }
                    return null;
                }));
            }
            for (Future<?> job : jobs) {
                job.get();
            }
        }
        assertThat(store.rules().items()).hasSize(4 * pages + 1);
        assertThat(store.rules().items().stream()
                        .filter(r -> r.scope() == Scope.EVERYWHERE)
                        .findFirst()
                        .orElseThrow()
                        .held()
                        .times())
                .isEqualTo(4 * pages);
    }

    @Test
    void onTheDisk_nothingIsInTheClearAndNoTwoRowsShareAName() throws Exception {
        RecordMatch lone = record(77, Tier.PROBABLE, "id");
        store.dismiss(Scope.PAGE, page(URL, "a"), URL, judgement(lone));
        store.dismiss(Scope.SITE, page(URL, "a"), "paste.example", judgement());
        for (int i = 0; i < 3; i++) {
            store.sift(page("https://quokka" + i + ".example/", "c" + i), match(lone), BASELINE, T0, true);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.writeBytes(Files.readAllBytes(file));
            }
        }
        assertThat(all.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
                .doesNotContain("quokka", "paste.example", "r-77", "probable", "reason why", "f-1\"")
                .doesNotContain(Digests.sha256Hex("a".getBytes(StandardCharsets.UTF_8)));
    }
}
