package org.afterleak.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.ToDoubleBiFunction;
import org.afterleak.match.Tier;
import org.afterleak.table.TableException;
import org.afterleak.table.TableSource;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairBenchTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private static final String PAIRS = """
            case_group,schema,name1,name2,is_match,quality,category,notes
            a,Person,Zoraida Quispe,Zoraida Quispe,true,STRONG,same,
            a,Person,Zoraida Quispe,Quispe Zoraida,true,STRONG,order,
            a,Person,Zoraida Quispe,Bartholomew Ngata,false,STRONG,other,
            a,Person,Prince,Prince,true,STRONG,same,
            a,Company,Example Ltd,Example Limited,true,STRONG,firm,
            """;

    private static final ToDoubleBiFunction<String, String> LETTERS = new JaroWinklerSimilarity()::apply;

    @TempDir
    private Path folder;

    private PairResult run(String file) throws Exception {
        TableSource source = TableSource.of(file.getBytes(StandardCharsets.UTF_8));
        return new PairBench(Tier.POSSIBLE, "Person", (step, done, total) -> {}).run(source, folder, CLOCK);
    }

    @Test
    void labelledPairs_areAnswered_overallAndByGroup() throws Exception {
        PairResult result = run(PAIRS);

        assertThat(result.pairs()).isEqualTo(4);
        assertThat(result.names()).isEqualTo(2);
        assertThat(result.rows().get(0).group()).isEqualTo("all");
        assertThat(result.rows().get(0).matcher().pairs()).isEqualTo(4);
        assertThat(result.rows().get(0).matcher().truePositives()).isGreaterThanOrEqualTo(2);
        assertThat(result.rows().get(0).matcher().falsePositives()).isZero();
        assertThat(result.rows())
                .extracting(PairResult.Row::group)
                .contains("category=order", "quality=STRONG", "script=latin/latin");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void otherHeadings_areKnownToo() throws Exception {
        PairResult result = run("source\tname_a\tname_b\tlabel\tkind\tsorted_trigram_dice\n"
                + "x\tZoraida Quispe\tZoraida Quispe\t1\thard_neg0.41\t1.00\n"
                + "x\tZoraida Quispe\tIlse Beck\t0\thard_neg0.42\t0.05\n");

        assertThat(result.rows())
                .extracting(PairResult.Row::group)
                .contains("dice=0.8 to 1.0", "dice=0.0 to 0.2", "kind=hard_neg");
    }

    @Test
    void badFiles_areSaidInOneLine_withoutTheirContent() {
        assertThatThrownBy(() -> run("name1,is_match\nZoraida,true\n"))
                .isInstanceOf(PairFileException.class)
                .hasMessageContaining("name2 is missing");
        assertThatThrownBy(() -> run("name1,name2,is_match\n")).isInstanceOf(PairFileException.class);
        assertThatThrownBy(() -> run("name1,name2,is_match\nZoraida Quispe,Zoraida Quispe,perhaps\n"))
                .isInstanceOf(PairFileException.class)
                .hasMessageContaining("row 2")
                .hasMessageNotContaining("Zoraida");
        assertThatThrownBy(() -> run("")).isInstanceOf(TableException.class);
    }

    @Test
    void f1_isTheHarmonicMean() {
        PairResult.Answers answers = new PairResult.Answers(30, 10, 20, 40);

        assertThat(answers.precision().share()).isCloseTo(0.75, within(1e-12));
        assertThat(answers.recall().share()).isCloseTo(0.6, within(1e-12));
        assertThat(answers.f1()).isCloseTo(2 * 0.75 * 0.6 / (0.75 + 0.6), within(1e-12));
        assertThat(new PairResult.Answers(0, 0, 0, 0).f1()).isZero();
    }

    @Test
    void rivalsByEar_compareCodes() {
        assertThat(PairRival.DOUBLE_METAPHONE.same("Catherine Smith", "Smyth Kathryn"))
                .isTrue();
        assertThat(PairRival.BEIDER_MORSE.same("Schwarz Moskowitz", "Moskovitz Szwarc"))
                .isTrue();
        for (PairRival rival : PairRival.values()) {
            assertThat(rival.same("Catherine Smith", "Zoraida Quispe"))
                    .as(rival.label())
                    .isFalse();
            assertThat(rival.same("王小明", "李四")).as(rival.label()).isFalse();
            assertThat(rival.same("", "Ana")).as(rival.label()).isFalse();
        }
    }

    @Test
    void rival_assignsTokensAtTheirBest() {
        assertThat(TokenRival.similarity("MARTHA", "MARHTA", LETTERS)).isCloseTo(0.961, within(0.001));
        assertThat(PairRival.JARO_WINKLER.same("Ana Maria López", "Lopez, Ana")).isTrue();
        assertThat(PairRival.JARO_WINKLER.same("Ana Ana", "Ana Berta")).isFalse();
        assertThat(TokenRival.similarity("", "Ana", LETTERS)).isZero();
        assertThat(TokenRival.similarity("a ".repeat(1_000), "b ".repeat(1_000), LETTERS))
                .isZero();
    }
}
