package org.afterleak.match;

import static org.afterleak.match.SealedPeople.document;
import static org.afterleak.match.SealedPeople.letters;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose fact is it? In running text, in rows of a table, on a page where all share it. */
class AttributionTest {
    private static final List<Kind> KINDS = List.of(Kind.NAME, Kind.ID_A_NUMBER, Kind.NATIONALITY, Kind.FACILITY);

    private static SealedPeople people;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Zoraida Quispe Mamani", "A900123456", "Bolivia", "Otter Creek Processing Center"));
        rows.add(List.of("Wei Zhang", "A900123457", "China", "Elk Fork County Jail"));
        rows.add(List.of("Gurvir Singh", "A900123458", "India", "Quarry Lake County Jail"));
        rows.add(List.of("Lê Văn Sơn", "A900123459", "Vietnam", "Harlan Ridge County Jail"));
        for (int i = 0; i < 300; i++) {
            String place = i % 3 == 0 ? "Otter Creek Processing Center" : "Quarry Lake County Jail";
            String country = i % 2 == 0 ? "India" : "China";
            rows.add(List.of(
                    "Fill" + letters(i) + " Pers" + letters(i * 7 + 3), "A90" + (1_000_000 + i), country, place));
        }
        people = SealedPeople.of(folder, KINDS, rows);
    }

    @AfterAll
    static void close() {
        people.close();
    }

    private static List<RecordMatch> prose(String text) {
        return people.matcher()
                .match(document(PassageKind.PARAGRAPH, List.of(), text), Tier.POSSIBLE)
                .records();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "According to the list, Zoraida Quispe Mamani, a national of Bolivia, is held at Otter Creek Processing Center.",
                "Zoraida Quispe, 31, from Bolivia, has been at the Otter Creek Processing Center since Monday.",
                "Según la lista, Zoraida Quispe Mamani, de nacionalidad boliviana, está en Otter Creek Processing Center.",
                "According to the list, Zoraida Quispe Mamani Quispe, a national of Bolivia, is held at Otter Creek Processing Center.",
                "The Bolivian Zoraida Quispe Mamani was brought to Otter Creek Processing Center in May."
            })
    void whatIsSaidOfTheOneWhoIsNamed_isEvidence(String text) {
        assertThat(prose(text)).hasSize(1).allMatch(r -> r.tier().atLeast(Tier.PROBABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoraida Quispe Mamani, 40, from Bolivia, said so to Paulo dos Santos Lima of Otter Creek Processing Center.",
                "Zoraida Quispe Mamani, 40, from Bolivia, said so to Parisa of Otter Creek Processing Center.",
                "Zoraida Quispe Mamani, 40, from Bolivia, said so to Moussa Ba of Otter Creek Processing Center.",
                "Angel Walker, 40, from Bolivia, said so to Zoraida Quispe Mamani of Otter Creek Processing Center.",
                "Zoraida Quispe Mamani told the Bolivian Parisa Walker of Otter Creek Processing Center."
            })
    void whatIsSaidOfSomebodyElse_isNone(String text) {
        assertThat(prose(text)).allMatch(r -> r.tier() == Tier.POSSIBLE);
    }

    @Test
    void aCountrysCode_isAWordOfProse() {
        assertThat(
                        prose(
                                "Angel Walker, from Egypt, told Gurvir Singh of Quarry Lake County Jail. It was in March in Houston."))
                .allMatch(r -> r.tier() == Tier.POSSIBLE)
                .allSatisfy(r -> assertThat(r.fields()).doesNotContain("nationality"));
    }

    @Test
    void aCountry_isNoNameThatMerelySoundsAlike() {
        List<RecordMatch> found = people.matcher()
                .match(document(PassageKind.ROW, List.of(), "Zhang Ting\tChina\tElk Fork County Jail"), Tier.POSSIBLE)
                .records();

        assertThat(found).allMatch(r -> r.tier() == Tier.POSSIBLE);
    }

    @Test
    void aNameOfParticlesAndCommonWords_isFoundAsItIsWritten() {
        List<RecordMatch> found = people.matcher()
                .match(
                        document(PassageKind.ROW, List.of(), "Lê Văn Sơn\tVietnam\tHarlan Ridge County Jail"),
                        Tier.PROBABLE)
                .records();

        assertThat(found).hasSize(1);
    }

    @Test
    void whatEveryRowOfAPageSays_isNoEvidenceForOneOfThem() {
        String[] rows = new String[60];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "Staff" + letters(i * 3) + " Clerk" + letters(i * 5 + 2) + "\tIndia\tQuarry Lake County Jail";
        }
        rows[30] = "Gurvir Singh\tIndia\tQuarry Lake County Jail";

        assertThat(people.matcher()
                        .match(document(PassageKind.ROW, List.of(), rows), Tier.PROBABLE)
                        .records())
                .isEmpty();
        assertThat(people.matcher()
                        .match(document(PassageKind.ROW, List.of(), rows[30]), Tier.PROBABLE)
                        .records())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Alien Registration Number: 900123456",
                "Booking No. Register Inmate Number 900123456",
                "Número de identificación: 900123456",
                "Numéro d'identification: 900 123 456"
            })
    void aLabel_isNobodysName_andSaysWhatTheNumberIs(String line) {
        assertThat(people.matcher()
                        .match(document(PassageKind.LINE, List.of(), line), Tier.POSSIBLE)
                        .records())
                .singleElement()
                .satisfies(r -> assertThat(r.tier()).isEqualTo(Tier.PROBABLE));
    }

    @Test
    void aHeading_saysWhatTheNumbersBelowItAre() {
        Document under = document(PassageKind.ROW, List.of("Alien Number", "Cell"), "900123456\t12");
        Document none = document(PassageKind.ROW, List.of(), "900123456\t12");

        assertThat(people.matcher().match(under, Tier.PROBABLE).records()).hasSize(1);
        assertThat(people.matcher().match(none, Tier.PROBABLE).records()).isEmpty();
        assertThat(people.matcher().match(none, Tier.POSSIBLE).records()).hasSize(1);
    }
}
