package org.afterleak.match;

import static org.afterleak.match.SealedPeople.document;
import static org.afterleak.match.SealedPeople.letters;
import static org.afterleak.match.SealedPeople.lines;
import static org.afterleak.match.SealedPeople.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where several records agree with the same words, or one with several places: who is it? */
class WhoIsMeantTest {
    private static final List<Kind> KINDS = List.of(Kind.NAME, Kind.ID, Kind.NATIONALITY, Kind.FACILITY);

    private static SealedPeople people;
    private static final List<String> NAMES = new ArrayList<>();

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Modou Barry", "Q700000001", "Nigeria", "Cedar Hollow Camp"));
        rows.add(List.of("Modoux Barryx", "Q700000002", "Nigeria", "Elk Fork Camp"));
        rows.add(List.of("Shirin Karimi", "Q700000003", "Iran", "Otter Creek Camp"));
        rows.add(List.of("Deepak Kumar Poudel", "Q700000004", "India", "Blue Heron Camp"));
        rows.add(List.of("Deepak Zhangir Poudel", "Q700000005", "India", "Blue Heron Camp"));
        rows.add(List.of("Juliana Nunes e Bostavara", "Q700000006", "Brazil", "Elk Fork Camp"));
        for (int i = 0; i < 300; i++) {
            String name = "Mira" + letters(i) + " Soval" + letters(i * 7 + 3);
            NAMES.add(name);
            // Names that are common on the list.
            boolean barry = i % 20 == 0;
            rows.add(List.of(
                    barry ? "Modou Sovor" + letters(i) : i % 20 == 1 ? "Kamo" + letters(i) + " Barry" : name,
                    "Q71" + (1_000_000 + i),
                    i % 2 == 0 ? "Nigeria" : "Iran",
                    i % 3 == 0 ? "Cedar Hollow Camp" : "Dry Lake Camp"));
        }
        people = SealedPeople.of(folder, KINDS, rows);
    }

    @AfterAll
    static void close() {
        people.close();
    }

    private static List<List<String>> told(List<RecordMatch> found) {
        return found.stream()
                .filter(m -> m.tier().atLeast(Tier.PROBABLE))
                .map(RecordMatch::fields)
                .toList();
    }

    @Test
    void aCommonNameAsListed_isNotOutdoneByARareOneWithATypingError() {
        assertThat(told(people.match(rows("Modou Barry\tNigeria\tCedar Hollow Camp"))
                        .records()))
                .contains(List.of("name", "nationality", "facility"));
    }

    @Test
    void oneOfTwoNamesakesOnAPage_isFoundWhereHisFactsStand() {
        assertThat(told(people.match(lines(
                                "Shirin Karimi",
                                "Afghanistan",
                                "Harlan Camp",
                                "Shirin Karimi",
                                "Iran",
                                "Otter Creek Camp"))
                        .records()))
                .containsExactly(List.of("name", "nationality", "facility"));
    }

    @Test
    void twoRecordsThatLackOnePartEach_areBothTold() {
        assertThat(told(people.match(rows("Deepak Poudel\tIndia\tBlue Heron Camp"))
                        .records()))
                .hasSize(2);
    }

    @Test
    void aParticleOfOneLetter_isNoInitialOfAPlace() {
        assertThat(told(people.match(rows("Juliana Nunes e Bostavara\tBrazil\tElk Fork Camp"))
                        .records()))
                .containsExactly(List.of("name", "nationality", "facility"));
    }

    @Test
    void labelsOnLinesOfTheirOwn_speakOfNobody() {
        String[] list = new String[18];
        for (int i = 0; i < 3; i++) {
            String[] person = i == 1
                    ? new String[] {"Modou Barry", "Nigeria", "Cedar Hollow Camp"}
                    : new String[] {"Ursula Feldkirch" + letters(i), "Austria", "Harlan Camp"};
            for (int k = 0; k < 3; k++) {
                list[i * 6 + k * 2] = List.of("Name", "Nationality", "Facility").get(k);
                list[i * 6 + k * 2 + 1] = person[k];
            }
        }
        Explanation explained = people.matcher().explain(lines(list));

        assertThat(explained.page()).isNotNull();
        assertThat(explained.page().places()).isEqualTo(9);
        assertThat(told(people.match(lines(list)).records())).hasSize(1);
    }

    @Test
    void linesThatNameTwo_areNoListOfNames() {
        String[] couples = new String[14];
        String[] single = new String[14];
        for (int i = 0; i < 14; i++) {
            String listed = NAMES.get(22 + i);
            couples[i] = "Ursula Feldkirch, b. 3 Mar 1780, d. 1841, m. " + listed;
            single[i] = listed + ", b. 3 Mar 1780, d. 1841";
        }

        assertThat(people.matcher()
                        .explain(document(PassageKind.LINE, couples))
                        .page()
                        .coherent())
                .isFalse();
        assertThat(people.matcher()
                        .explain(document(PassageKind.LINE, single))
                        .page()
                        .coherent())
                .isTrue();
    }
}
