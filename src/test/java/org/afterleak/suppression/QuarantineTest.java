package org.afterleak.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.junit.jupiter.api.Test;

class QuarantineTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Baseline BASELINE = new Baseline(5, Duration.ofHours(24));

    private static RecordMatch match(int record, int place, Tier tier, String... fields) {
        return new RecordMatch(
                "r-" + record,
                "spring",
                tier,
                9,
                List.of(fields),
                List.of(),
                List.of(new Where(place, "line " + place, 0, 9)));
    }

    private static LoneHit hit(int site, int content, int hoursAgo, String... companions) {
        return new LoneHit("s" + site, "c" + content, NOW.minus(Duration.ofHours(hoursAgo)), Set.of(companions));
    }

    @Provide
    Arbitrary<List<LoneHit>> hits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 23),
                        Arbitraries.integers()
                                .between(0, 40)
                                .map(i -> "r-" + i)
                                .set()
                                .ofMaxSize(1))
                .as((site, content, hours, companions) ->
                        new LoneHit("s" + site, "c" + content, NOW.minus(Duration.ofHours(hours)), companions))
                .list()
                .ofMaxSize(25);
    }

    /** The same, in the slowest way: pages are joined until nothing joins any more. */
    private static int groups(List<LoneHit> hits) {
        List<Set<String>> groups = new ArrayList<>();
        for (LoneHit hit : hits) {
            Set<String> own = hit.companions().stream().map(c -> "r" + c).collect(Collectors.toSet());
            own.add("s" + hit.site());
            own.add("c" + hit.content());
            for (Set<String> group : List.copyOf(groups)) {
                if (!Collections.disjoint(group, own)) {
                    groups.remove(group);
                    own.addAll(group);
                }
            }
            groups.add(own);
        }
        return groups.size();
    }

    @Property(tries = 500)
    void unrelatedPages_areCountedRightAndInWhateverOrder(@ForAll("hits") List<LoneHit> hits, @ForAll Random random) {
        List<LoneHit> shuffled = new ArrayList<>(hits);
        Collections.shuffle(shuffled, random);
        assertThat(Quarantine.unrelated(hits)).isEqualTo(groups(hits));
        assertThat(Quarantine.unrelated(shuffled)).isEqualTo(Quarantine.unrelated(hits));
    }

    /** Seen one after the other, in any order, they are in quarantine in the end when and only when one prefix asks for it. */
    @Property(tries = 500)
    void decision_doesNotDependOnTheOrderOfPagesThatHaveNothingInCommon(
            @ForAll @IntRange(min = 0, max = 12) int pages, @ForAll Random random) {
        List<LoneHit> hits = new ArrayList<>(
                IntStream.range(0, pages).mapToObj(i -> hit(i, i, i)).toList());
        hits.addAll(IntStream.range(0, pages).mapToObj(i -> hit(0, 100 + i, i)).toList());
        Collections.shuffle(hits, random);
        Codec.FeatureBody state = new Codec.FeatureBody("r-1", "id", List.of(), Optional.empty(), 0, Rule.Held.NEVER);
        for (LoneHit hit : hits) {
            state = SuppressionStore.next(state, hit, BASELINE, NOW);
        }
        assertThat(state.since().isPresent()).isEqualTo(pages >= 5);
        assertThat(Quarantine.isEverywhere(hits, BASELINE, NOW)).isEqualTo(pages >= 5);
    }

    @Property(tries = 300)
    void coherentPage_isNeverAlone(
            @ForAll @IntRange(min = 3, max = 40) int rows,
            @ForAll @IntRange(min = 0, max = 3) int shape,
            @ForAll Random random) {
        List<RecordMatch> page = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            page.add(match(i, i, random.nextBoolean() ? Tier.PROBABLE : Tier.POSSIBLE, shape == 0 ? "id" : "name"));
        }
        Collections.shuffle(page, random);
        assertThat(Quarantine.alone(page)).isEmpty();
    }

    @Test
    void confirmedOrSupportedMatch_takesItsWholePageAlong() {
        assertThat(Quarantine.alone(List.of(match(1, 1, Tier.CONFIRMED, "id")))).isEmpty();
        assertThat(Quarantine.alone(List.of(match(1, 1, Tier.PROBABLE, "id", "name"))))
                .isEmpty();
        assertThat(Quarantine.alone(List.of(match(1, 1, Tier.PROBABLE, "name", "nationality"))))
                .isEmpty();
        assertThat(Quarantine.alone(List.of(match(1, 1, Tier.PROBABLE, "id"), match(2, 2, Tier.CONFIRMED, "id"))))
                .isEmpty();
        assertThat(Quarantine.alone(List.of())).isEmpty();
        assertThat(Quarantine.alone(List.of(match(1, 1, Tier.PROBABLE, "id")))).hasSize(1);
    }

    @Test
    void oneNumberOfManyRecords_isOnePlace() {
        List<RecordMatch> page = IntStream.range(0, 30)
                .mapToObj(i -> match(i, 7, Tier.PROBABLE, "phone"))
                .toList();
        assertThat(Quarantine.alone(page))
                .hasSize(30)
                .allSatisfy(l -> assertThat(l.companions()).isEmpty());
    }

    @Test
    void recordInAnotherPlace_isACompanion() {
        List<Quarantine.Lone> alone =
                Quarantine.alone(List.of(match(1, 1, Tier.PROBABLE, "id"), match(2, 2, Tier.PROBABLE, "id")));
        assertThat(alone).extracting(Quarantine.Lone::companions).containsExactly(Set.of("r-2"), Set.of("r-1"));
        // Two rows of a list, five times reposted, are no coincidence.
        List<LoneHit> reposts =
                IntStream.range(0, 9).mapToObj(i -> hit(i, i, 1, "r-2")).toList();
        assertThat(Quarantine.isEverywhere(reposts, BASELINE, NOW)).isFalse();
    }

    @Test
    void mirrorsAndPagesOfOneSite_areOnePage() {
        assertThat(Quarantine.unrelated(
                        IntStream.range(0, 40).mapToObj(i -> hit(i, 1, 1)).toList()))
                .isEqualTo(1);
        assertThat(Quarantine.unrelated(
                        IntStream.range(0, 40).mapToObj(i -> hit(1, i, 1)).toList()))
                .isEqualTo(1);
    }

    @Test
    void hitsOutOfTheWindow_doNotCount() {
        List<LoneHit> slow =
                IntStream.range(0, 9).mapToObj(i -> hit(i, i, i * 8)).toList();
        assertThat(Quarantine.isEverywhere(slow, BASELINE, NOW)).isFalse();
        assertThat(Quarantine.isEverywhere(slow, new Baseline(5, Duration.ofDays(7)), NOW))
                .isTrue();
        assertThat(Quarantine.isEverywhere(slow, new Baseline(0, Duration.ofDays(7)), NOW))
                .isFalse();
    }

    @Property(tries = 100)
    void keptHits_areBoundedAndNoSitePushesTheOthersOut(@ForAll @IntRange(min = 1, max = 300) int pagesOfOneSite) {
        List<LoneHit> hits = List.of();
        for (int i = 0; i < 8; i++) {
            hits = Quarantine.with(hits, hit(1000 + i, 1000 + i, 20), 50);
        }
        for (int i = 0; i < pagesOfOneSite; i++) {
            hits = Quarantine.with(hits, hit(1, i, 1), 50);
        }
        assertThat(hits).hasSizeLessThanOrEqualTo(50);
        assertThat(Quarantine.unrelated(hits)).isEqualTo(9);
    }
}
