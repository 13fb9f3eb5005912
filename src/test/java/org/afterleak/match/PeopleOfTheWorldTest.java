package org.afterleak.match;

import static org.afterleak.match.SealedPeople.letters;
import static org.afterleak.match.SealedPeople.lines;
import static org.afterleak.match.SealedPeople.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.extract.Document;
import org.afterleak.identifier.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as peoples write them whose names no generator here makes, each with two attributes and nothing else. */
class PeopleOfTheWorldTest {
    private static final List<Kind> KINDS = List.of(Kind.NAME, Kind.ID, Kind.NATIONALITY, Kind.FACILITY);
    private static final String PLACE = "Alder Creek Detention Center";

    private static final List<List<String>> LISTED = List.of(
            List.of("Hassan Mohamed Abdi", "Somalia"),
            List.of("Cabdiraxmaan Faarax Warsame", "Somalia"),
            List.of("Asha Ali Jama", "Somalia"),
            List.of("Abdullahi Osman Hussein", "Somalia"),
            List.of("Ayaan Hersi Isse", "Somalia"),
            List.of("Tsegay Haile Gebremedhin", "Eritrea"),
            List.of("Yonatan Tesfamichael", "Eritrea"),
            List.of("Gökçe Nur Yıldırım", "Turkey"),
            List.of("Nguyễn Thị Bích Ngọc", "Vietnam"),
            List.of("Karthikeyan Subramaniam", "Sri Lanka"),
            List.of("Aung Kyaw Zin", "Myanmar"),
            List.of("Wisguerlande Jean-Baptiste", "Haiti"),
            List.of("Maria Aparecida da Conceição dos Santos Oliveira", "Brazil"),
            List.of("Zsófia Kovács", "Hungary"),
            List.of("Þórunn Sigurðardóttir", "Iceland"),
            List.of("Suharyanto", "Indonesia"),
            List.of("José Ramón de la Peña y Ortega", "Mexico"),
            List.of("Omar Haji", "Afghanistan"),
            List.of("Bashir Sheikh", "Somalia"),
            List.of("Abdul Wahid Mullah", "Afghanistan"),
            List.of("Mostafa Sayed", "Egypt"),
            List.of("Rania al-Masri", "Egypt"),
            List.of("Zhiguo Guo", "China"),
            List.of("Wei Ling Tan", "Singapore"),
            List.of("Natalia Zhukova", "Ukraine"),
            List.of("Carmen Castrejón Jiménez", "Honduras"),
            List.of("Eliyahu Levi", "Israel"));

    private static SealedPeople people;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < LISTED.size(); i++) {
            rows.add(List.of(
                    LISTED.get(i).get(0),
                    "Q70" + (1_000_000 + i * 7919),
                    LISTED.get(i).get(1),
                    PLACE));
        }
        for (int i = 0; i < 400; i++) {
            String country = LISTED.get(i % LISTED.size()).get(1);
            rows.add(List.of(
                    "Fill" + letters(i) + " Pers" + letters(i * 7 + 3), "Q71" + (1_000_000 + i), country, PLACE));
        }
        people = SealedPeople.of(folder, KINDS, rows);
    }

    @AfterAll
    static void close() {
        people.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Xasan Maxamed Cabdi,Somali",
        "Abdirahman Farah Warsame,Somalia",
        "Caasha Cali Jaamac,SOMALIA",
        "Cabdullaahi Cismaan Xuseen,Somalia",
        "Ayaan Xirsi Ciise,Somalia",
        "Tsegaye Hayle Gebre-Medhin,Eritrean",
        "Yonathan Tesfamikael,Eritrea",
        "GOKCE NUR YILDIRIM,Türkiye",
        "Bich Ngoc Nguyen,Vietnamese",
        "S. Karthikeyan,Sri Lanka",
        "U Aung Kyaw Zin,Burmese",
        "JEANBAPTISTE Wisguerlande,Haïti",
        "Maria A. C. dos Santos Oliveira,Brazil",
        "Aparecida Oliveira,brasileira",
        "Kovács Zsófia,Hungarian",
        "Thorunn Sigurdardottir,Iceland",
        "Suharyanto,Indonesia",
        "DELAPENA ORTEGA - JOSE R,Mexico",
        "Omar Hajji,Afghanistan",
        "Basheer Shaikh,Somalia",
        "Abdulwahid Mullah,Afghanistan",
        "مصطفى السيد,Egypt",
        "رانيا المصري,Egypt",
        "Kwok Zhi-guo,China",
        "Tan Weiling,Singapore",
        "Natalya Schukowa,Ukraine",
        "Carmen CastrejónJiménez,Honduras",
        "C4rm3n C4str3j0nJ1m3n3z,Honduras",
        "Elijah Halevi,Israel"
    })
    void aNameWrittenOtherwise_withTwoAttributes_isFound(String name, String nationality) {
        assertThat(people.match(lines(name + ", " + nationality + ", " + PLACE)).tier())
                .as(name)
                .hasValueSatisfying(
                        tier -> assertThat(tier.atLeast(Tier.PROBABLE)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P<SOMABDI<<HASSAN<MOHAMED<<<<<<<<<<<<<<<<<<<",
                "p<somabdi<<hassan<mohamed<<<<<<<<<<<<<<<<<<<",
                "P<MEXDE<LA<PENA<Y<ORTEGA<<JOSE<RAMON<<<<<<<<",
                "P<MEXDE<LA<PENXXA<Y<ORTEGA<<JOSE<RAMON<<<<<<",
                "VNTURYILDIRIM<<GOEKCE<NUR<<<<<<<<<<<",
                "P<TURYILDIRIM<<GOEKCE<NUR",
                "P<EGYXSSAYED<<MOSTAFA<<<<<<<<<<<<<<<<<<<<<<<"
            })
    void theNamesLineOfAZone_namesItsBearer(String line) {
        Document cell = rows("seen\t" + line + "\tyesterday");

        assertThat(people.match(lines(line, PLACE)).records()).as(line).isNotEmpty();
        assertThat(people.match(cell).records()).as(line).isNotEmpty();
        assertThat(people.match(cell).records().get(0).fields()).contains("name");
        assertThat(people.match(cell).records().get(0).where())
                .allSatisfy(
                        where -> assertThat(cell.passageText(where.passage()).substring(where.start(), where.end()))
                                .matches("(?i)[A-Z<]+"));
    }

    @Test
    void aZoneInACell_isReadWithItsNumberAndNationality() {
        Document row =
                rows("P<SOMABDI<<HASSAN<MOHAMED<<<<<<<<<<<<<<<<<<<\tL898902C36SOM7408122F1204159ZE184226B<<<<<10");

        assertThat(people.match(row).records())
                .singleElement()
                .satisfies(r -> assertThat(r.fields()).contains("name", "nationality"));
    }

    @Test
    void anglesInCode_areNoZone() {
        assertThat(people.match(
                                lines(
                                        "Map<String,List<<Hassan>>> x = P<HASSAN<<MOHAMED>>; cout << ABDI << HASSAN << MOHAMED"))
                        .records())
                .allSatisfy(r -> assertThat(r.tier()).isEqualTo(Tier.POSSIBLE));
    }

    @Test
    void titlesAlone_areNobody() {
        assertThat(people.match(lines("Hajji, Sheikh and Mullah of the Sayed, " + PLACE))
                        .records())
                .isEmpty();
    }
}
