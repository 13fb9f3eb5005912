package org.afterleak.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyBenchTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private AccuracyResult run(String only, int examples) throws Exception {
        AccuracyBench.Options options = new AccuracyBench.Options(5, 300, 4, 600, only, examples);
        return new AccuracyBench(options, (step, done, total) -> {}).run(folder, CLOCK);
    }

    @Test
    void aSmallRun_findsPlainReposts_countsInnocentPages_andLeavesNothingBehind() throws Exception {
        AccuracyResult result = run("", 3);

        assertThat(result.records()).isEqualTo(300);
        assertThat(result.recalls())
                .filteredOn(r -> r.piece().equals("shape/csv"))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.confirmed()).isEqualTo(new Interval(4, 4));
                    assertThat(r.met()).isTrue();
                });
        assertThat(result.recalls())
                .allMatch(r -> r.possible().hits() >= r.confirmed().hits());
        assertThat(result.alarms()).hasSize(Innocents.KINDS.size() + 1);
        assertThat(result.calibration()).isNotEmpty();
        assertThat(result.misses()).hasSizeLessThanOrEqualTo(3);
        assertThat(ReliabilityDiagram.svg(result.calibration()))
                .startsWith("<svg")
                .endsWith("</svg>\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theSameSeed_givesTheSameFigures_onAnyNumberOfThreads() throws Exception {
        AccuracyResult one;
        try (ForkJoinPool single = new ForkJoinPool(1)) {
            one = single.submit(() -> run("evasion/*", 0)).get();
        }
        AccuracyResult many = run("evasion/*", 0);

        assertThat(many.recalls()).isEqualTo(one.recalls()).isNotEmpty();
        assertThat(many.calibration()).isEqualTo(one.calibration());
    }

    @Test
    void aNameThatNoPieceHas_isSaid() {
        assertThatThrownBy(() -> run("evasion/telepathy", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void glob_takesStarsForAnything_andDotsForDots() {
        assertThat(AccuracyBench.glob("dump*"))
                .accepts("dump/none", "dump-ids/only")
                .rejects("shape/csv");
        assertThat(AccuracyBench.glob("a.b")).accepts("a.b").rejects("axb");
    }

    @Test
    void pieces_areManyAndHaveNamesOfTheirOwn() {
        List<Piece> pieces = Piece.all(10);
        Set<String> names = new HashSet<>();
        pieces.forEach(p -> names.add(p.name));

        assertThat(names).hasSameSizeAs(pieces);
        assertThat(Shapes.ALL).hasSizeGreaterThanOrEqualTo(30);
        assertThat(Evasions.ALL).hasSizeGreaterThanOrEqualTo(45);
    }

    @Test
    void everyPiece_findsSomebodyToWriteAbout() {
        People people = new People(NameStock.read(), 2, 2_000);
        for (Piece piece : Piece.all(40)) {
            Piece.Page page = piece.page(people, 2, 0);
            assertThat(page).as(piece.name).isNotNull();
            assertThat(page.text).as(piece.name).isNotBlank();
            assertThat(page.listed).as(piece.name).isNotEmpty();
        }
    }

    @Test
    void whatHoldsPeople_printsNothingOfThem() {
        Person person = new People(NameStock.read(), 2, 10).person(3);
        assertThat(person).hasToString("Person[3]");
        assertThat(person.given.get(0)).hasToString("Namelet");
        assertThat(new Telling(person, NameStock.read(), List.of())).hasToString("Telling[3]");
    }
}
