package org.afterleak.match;

import static org.afterleak.match.SealedPeople.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
    private static final List<Kind> KINDS =
            List.of(Kind.NAME, Kind.ID_A_NUMBER, Kind.NATIONALITY, Kind.FACILITY, Kind.EMAIL);

    private static SealedPeople people;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        people = SealedPeople.of(
                folder,
                KINDS,
                List.of(
                        List.of(
                                "Quispe Mamani, Zoraida Noemí",
                                "A205123456",
                                "Bolivia",
                                "Stewart Detention Center",
                                "zoraida@example.org"),
                        List.of("Tesfaye Gebremariam", "012345678", "Eritrea", "Adelanto", ""),
                        List.of("Abelard Fenwicking", "A201234567", "Ireland", "Krome", "canary@example.net")));
    }

    @AfterAll
    static void close() {
        people.close();
    }

    private static String cut(Document document, Where where) {
        return document.passageText(where.passage()).substring(where.start(), where.end());
    }

    @Test
    void eachStage_tellsWhatPassed() {
        Document document = lines(
                "Hello there", "zoraida Quispe, Bolivia", "call  T e s f a y e  G e b r e m a r i a m", "A012-345-678");
        Explanation explained = people.matcher().explain(document);

        assertThat(explained.read().passages()).isEqualTo(4);
        assertThat(explained.read().undone()).containsKey("letters spaced out");
        assertThat(explained.read().readings()).isPositive();
        assertThat(explained.words())
                .extracting(w -> cut(document, w.where()))
                .contains("zoraida", "Quispe", "T e s f a y e", "G e b r e m a r i a m");
        assertThat(explained.pairs().tried())
                .isGreaterThanOrEqualTo(explained.pairs().passed());
        assertThat(explained.pairs().found()).isBetween(2L, explained.pairs().passed());
        assertThat(explained.numberCounts().found()).isEqualTo(1);
        assertThat(explained.numbers().get(0).records()).isEqualTo(1);
        assertThat(cut(document, explained.numbers().get(0).where())).isEqualTo("A012-345-678");
        assertThat(explained.page()).isNotNull();
        assertThat(explained.candidates()).hasSize(2);
        assertThat(explained.candidates().get(0).tier()).contains(Tier.CONFIRMED);
        assertThat(explained.candidates().get(0).missing()).isEmpty();
        assertThat(explained.notes()).isEmpty();
    }

    @Test
    void words_tellTheWayInWhichTheyAreLikeAListedOne() {
        Document document = lines("Abelard Fenwickng and Zoraidah Quispe");
        Explanation explained = people.matcher().explain(document);

        assertThat(explained.words())
                .filteredOn(w -> cut(document, w.where()).equals("Abelard"))
                .singleElement()
                .satisfies(w -> assertThat(w.ways()).contains("as listed"));
        assertThat(explained.words())
                .filteredOn(w -> cut(document, w.where()).equals("Fenwickng"))
                .singleElement()
                .satisfies(w -> assertThat(w.ways()).contains("with a typing error"));
    }

    @Test
    void aNearMiss_isToldWithWhatIsMissing() {
        Explanation.Weighed part = only("Zoraida Quispe, Bolivia");
        assertThat(part.missing()).anyMatch(m -> m.contains("ID number")).contains("2 parts of the name not there");
        assertThat(part.because()).isNotEmpty();

        Explanation.Weighed disputed = only("Abelard Fenwicking 203999888");
        assertThat(disputed.missing()).contains("another ID number stands beside it");

        Explanation.Weighed number = only("order 205123456 shipped");
        assertThat(number.missing()).anyMatch(m -> m.contains("two parts of the name"));
    }

    private static Explanation.Weighed only(String line) {
        Explanation explained = people.matcher().explain(lines(line));
        assertThat(explained.candidates()).hasSize(1);
        assertThat(explained.candidates().get(0).tier().orElse(Tier.POSSIBLE)).isNotEqualTo(Tier.CONFIRMED);
        return explained.candidates().get(0);
    }

    @Test
    void whatIsReported_isWhatAMatchReports() {
        Document document = lines(
                "Zoraida Quispe Mamani\t205123456",
                "",
                "Tesfaye was there",
                "Fenwicking, Abelard, held at Krome, Ireland");
        Explanation explained = people.matcher().explain(document);
        DocumentMatch match = people.matcher().match(document, Tier.POSSIBLE);

        assertThat(explained.candidates().stream().filter(c -> c.tier().isPresent()))
                .extracting(c -> List.of(c.record(), c.tier().orElseThrow(), c.bits(), c.because()))
                .containsExactlyElementsOf(match.records().stream()
                        .map(r -> List.<Object>of(r.record(), r.tier(), r.bits(), r.because()))
                        .toList());
    }

    @Test
    void whatOthersOutdo_isTold() {
        Document document = lines("Zoraida Noemi Quispe Mamani 205123456, Abelard Fenwicking");

        assertThat(people.matcher().explain(document).candidates()).hasSize(2);
    }

    @Test
    void listsAreBounded_andSayHowManyThereAre() {
        Document.Builder builder = Document.builder(1 << 16).block("", "line", List.of());
        for (int i = 0; i < 500; i++) {
            // As many words of one letter more, each like a listed one with a typing error.
            String word = "Fenwick" + (char) ('a' + i % 26) + "ing";
            builder.passage(PassageKind.LINE, i + 1, "Abelard " + word + " A20" + (1_000_000 + i));
        }
        Explanation explained = people.matcher().explain(builder.build());

        assertThat(explained.words()).hasSizeLessThanOrEqualTo(50);
        assertThat(explained.wordCount())
                .isGreaterThanOrEqualTo(explained.words().size());
        assertThat(explained.numbers()).hasSize(20);
        assertThat(explained.numberCounts().tried()).isGreaterThanOrEqualTo(500);
        assertThat(explained.candidates()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void nothingOfARecord_isInIt() {
        // Parts of each record stand in the text, never the whole: what is not there must not come out.
        String all = Stream.of(
                        lines("Zoraida Quispe", "Abelard Fenwickng A201234568", "Tesfaye at 012345678"),
                        lines("Mamani Noemi 205123457", "canary@example.com Fenwicking A."))
                .map(people.matcher()::explain)
                .map(e -> e.toString().toLowerCase(Locale.ROOT))
                .reduce("", String::concat);

        assertThat(all)
                .doesNotContain("zoraida", "quispe", "mamani", "noemi", "abelard", "fenwick", "tesfaye", "gebremariam")
                .doesNotContain(
                        "20512", "20123", "12345", "bolivia", "stewart", "krome", "eritrea", "canary", "example");
    }

    @Test
    void aStrangersText_hasNoCandidates() {
        Explanation explained = people.matcher().explain(lines("nothing to see here, move along"));

        assertThat(explained.candidates()).isEmpty();
        assertThat(explained.page()).isNull();
        assertThat(explained.read().tokens()).isEqualTo(6);
    }
}
