package org.afterleak.match;

import static org.afterleak.match.SealedPeople.document;
import static org.afterleak.match.SealedPeople.letters;
import static org.afterleak.match.SealedPeople.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.crypto.KeyRing;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.SealedFixture;
import org.afterleak.watchlist.Watchlist;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    private static final List<Kind> KINDS = List.of(
            Kind.NAME, Kind.ID_A_NUMBER, Kind.NATIONALITY, Kind.FACILITY, Kind.EMAIL, Kind.PHONE, Kind.DATE_OF_BIRTH);

    private static SealedPeople people;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "Quispe Mamani, Zoraida Noemí",
                "A205123456",
                "Bolivia",
                "Stewart Detention Center",
                "zoraida@example.org",
                "+1 202-555-0143",
                "1985-04-23"));
        rows.add(List.of("Manuel de la Hoz Rivera", "A205999111", "Ecuador", "Adelanto", "", "", "1990-05-04"));
        rows.add(List.of("Tesfaye Gebremariam", "012345678", "Eritrea", "Adelanto", "", "", ""));
        rows.add(List.of("Seán O’Neill-Brücke", "A 998-877-665", "Ireland", "Broward", "", "", ""));
        for (int i = 0; i < 200; i++) {
            rows.add(List.of(
                    "Filler" + letters(i) + " Person" + letters(i * 7 + 3),
                    "A3" + (10_000_000 + i * 7919),
                    "Peru",
                    "Krome",
                    "",
                    "",
                    ""));
        }
        people = SealedPeople.of(folder, KINDS, rows);
    }

    @AfterAll
    static void close() {
        people.close();
    }

    private static DocumentMatch match(Document document) {
        return people.match(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A205123456\tQuispe Mamani, Zoraida Noemí\tBolivia",
                "Zoraida Noemi\tQuispe Mamani\tA 205-123-456",
                "QUISPE MAMANI\tZORAIDA\tA# 205123456",
                "Mamani\tZoraida Quispe\t205 123 456",
                "zoraida quispe\t205.123.456",
                "1\tBolivia\tZoraida\tN.\tQuispe\t205-123-456"
            })
    void nameAndIdInOneRow_inAnyOrderAndSpelling_isConfirmed(String row) {
        DocumentMatch found = match(rows(row));

        assertThat(found.records()).hasSize(1);
        assertThat(found.tier()).contains(Tier.CONFIRMED);
        assertThat(found.records().get(0).fields()).contains("name", "id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A012345678", "12345678", "A12345678", "A# 012-345-678", "A-012 345 678", "12 345 678"})
    void anIdOfEightOrNineDigits_isTheSame(String id) {
        assertThat(match(rows("Gebremariam Tesfaye\t" + id)).tier()).contains(Tier.CONFIRMED);
    }

    @Test
    void aProseMention_withNameAndId_isConfirmed() {
        DocumentMatch found = match(
                document(
                        PassageKind.PARAGRAPH,
                        "The forum post went on about the weather and then named Zoraida Quispe (A205-123-456), who is\nheld in Georgia."));

        assertThat(found.tier()).contains(Tier.CONFIRMED);
    }

    @Test
    void nameWithNationalityAndFacility_isConfirmed() {
        DocumentMatch found =
                match(document(PassageKind.LINE, "Zoraida Noemi Quispe Mamani - Bolivia - Stewart Detention Center"));

        assertThat(found.tier()).contains(Tier.CONFIRMED);
        assertThat(found.records().get(0).fields()).containsExactly("name", "nationality", "facility");
    }

    @Test
    void aRecordOverSeveralLines_isPutTogether() {
        DocumentMatch found = match(document(
                PassageKind.LINE, "Name: Zoraida Quispe", "Number: 205123456", "Born: 23/04/1985", "Country: Bolivia"));

        assertThat(found.tier()).contains(Tier.CONFIRMED);
        assertThat(found.records().get(0).fields()).contains("name", "id", "date_of_birth", "nationality");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 de mayo de 1990", "04/05/1990", "May 4th, 1990"})
    void aParticleOfADate_isNoneOfTheName(String birth) {
        DocumentMatch found = match(rows("Manuel Hoz Rivera\t" + birth + "\tEcuador"));

        assertThat(found.records().get(0).fields()).contains("name", "nationality", "date_of_birth");
        assertThat(found.tier()).contains(Tier.CONFIRMED);
    }

    @Test
    void aLoneId_isNeverConfirmed() {
        assertThat(match(document(PassageKind.LINE, "order 205123456 shipped")).tier())
                .contains(Tier.POSSIBLE);
        assertThat(match(document(PassageKind.LINE, "A# 205123456")).tier()).contains(Tier.PROBABLE);
    }

    @Test
    void aLoneIdOfSeveralCampaigns_isNeverConfirmed(@TempDir Path folder) throws Exception {
        List<List<String>> rows = List.of(List.of("Quispe Mamani, Zoraida", "A205123456"));
        try (KeyRing own = SealedFixture.keys()) {
            SealedFixture.create(folder, own);
            for (String campaign : List.of("spring", "summer", "autumn", "winter")) {
                SealedFixture.importRows(folder, own, campaign, List.of(Kind.NAME, Kind.ID), rows);
            }
            try (Watchlist four = Watchlist.open(folder, own)) {
                DocumentMatch found =
                        new Matcher(four).match(document(PassageKind.LINE, "A# 205123456"), Tier.POSSIBLE);

                assertThat(found.records()).hasSize(4);
                assertThat(found.tier()).contains(Tier.PROBABLE);
            }
        }
    }

    @Test
    void aLoneName_isAtMostPossible() {
        assertThat(match(document(PassageKind.LINE, "Zoraida Quispe")).tier().orElse(Tier.POSSIBLE))
                .isEqualTo(Tier.POSSIBLE);
    }

    @Test
    void emailOrPhoneWithName_isConfirmed() {
        assertThat(match(rows("Quispe Zoraida\tZoraida@Example.ORG")).tier()).contains(Tier.CONFIRMED);
        assertThat(match(rows("Quispe Zoraida\t(202) 555-0143")).tier()).contains(Tier.CONFIRMED);
        assertThat(match(rows("Quispe Zoraida\t0012025550143")).tier()).contains(Tier.CONFIRMED);
    }

    @Test
    void apostropheHyphenAndUmlaut_fold() {
        assertThat(match(rows("SEAN ONEILL BRUCKE\t998877665")).tier()).contains(Tier.CONFIRMED);
        assertThat(match(rows("O'Neill, Seán\t998877665")).tier()).contains(Tier.CONFIRMED);
    }

    @Test
    void strangers_areNotFound() {
        assertThat(match(rows("Maria Lopez\tA111222333\tBolivia\tStewart Detention Center"))
                        .records())
                .isEmpty();
    }

    @Test
    void where_countsUtf16UnitsInThePassage() {
        RecordMatch record =
                match(rows("𝒳é\tZoraida Quispe\t205123456")).records().get(0);

        String passage = "𝒳é\tZoraida Quispe\t205123456";
        assertThat(record.where()).hasSize(2);
        assertThat(record.where())
                .extracting(w -> passage.substring(w.start(), w.end()))
                .containsExactly("Zoraida Quispe", "205123456");
        assertThat(record.where().get(0).locator()).isEqualTo("table 1 > row 1");
    }

    @Test
    void nothingOfARecord_isInTheResultsText() {
        DocumentMatch found = match(rows("Zoraida Quispe Mamani\tA205123456\tBolivia\tStewart Detention Center"));

        assertThat(found.toString().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("zoraida", "quispe", "205", "bolivia", "stewart");
    }
}
