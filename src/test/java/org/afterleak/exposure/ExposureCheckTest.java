package org.afterleak.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.crypto.Digests;
import org.afterleak.crypto.KeyRing;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingStatus;
import org.afterleak.finding.FindingStore;
import org.afterleak.finding.NewObservation;
import org.afterleak.identifier.Kind;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.afterleak.table.TableException;
import org.afterleak.table.TableSource;
import org.afterleak.watchlist.SealedFixture;
import org.afterleak.watchlist.Watchlist;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureCheckTest {
    private static final List<Kind> KINDS = List.of(Kind.NAME, Kind.ID_A_NUMBER, Kind.NATIONALITY, Kind.FACILITY);

    private static KeyRing keys;
    private static Watchlist watchlist;
    private static String zoraida;

    @TempDir
    Path dir;

    private FindingStore findings;
    private ExposureCheck check;

    @BeforeAll
    static void importLists(@TempDir Path folder) throws Exception {
        keys = SealedFixture.keys();
        SealedFixture.create(folder, keys);
        List<String> spring = SealedFixture.importRows(
                folder,
                keys,
                "spring",
                KINDS,
                List.of(
                        List.of("Quispe Mamani, Zoraida Noemí", "A205123456", "Bolivia", "Stewart Detention Center"),
                        List.of("Tesfaye Gebremariam", "012345678", "Eritrea", ""),
                        List.of("", "A204444444", "Peru", "Krome"),
                        List.of("Marisol Quispe", "", "Peru", "Krome")));
        zoraida = spring.get(0);
        SealedFixture.importRows(
                folder,
                keys,
                "autumn",
                List.of(Kind.NAME, Kind.ID, Kind.DATE_OF_BIRTH),
                List.of(List.of("Zoraida Quispe", "205-123-456", "1985-04-23")));
        watchlist = Watchlist.open(folder, keys);
    }

    @AfterAll
    static void closeLists() {
        watchlist.close();
        keys.close();
    }

    @BeforeEach
    void open() throws Exception {
        findings = FindingStore.open(dir.resolve("findings.db"), keys);
        check = new ExposureCheck(watchlist, findings);
    }

    @AfterEach
    void close() {
        findings.close();
    }

    private Finding finding(String url, String... handles) throws Exception {
        List<RecordMatch> records = new ArrayList<>();
        for (String handle : handles) {
            records.add(new RecordMatch(
                    handle,
                    "spring",
                    Tier.CONFIRMED,
                    30,
                    List.of("id"),
                    List.of(),
                    List.of(new Where(0, "row 1", 0, 1))));
        }
        return findings.observe(NewObservation.builder(
                                url,
                                "pastes",
                                Instant.parse("2026-03-01T12:00:00Z"),
                                Digests.sha256Hex(url.getBytes(StandardCharsets.UTF_8)),
                                new DocumentMatch(records, List.of()))
                        .build())
                .finding();
    }

    private Exposure ask(String id, String name) throws Exception {
        return check.check(Person.of(id, name));
    }

    @Test
    void listedPerson_learnsWhichDataWhichLeaksAndWhere() throws Exception {
        Finding first = finding("https://paste.example/1", "r-aaaaaaaaaaaaaaaa", zoraida);
        finding("https://paste.example/2", "r-aaaaaaaaaaaaaaaa");
        Finding third = finding("https://paste.example/3", zoraida);
        Exposure exposure = ask("A205123456", "Zoraida Quispe");
        assertThat(exposure.found()).isTrue();
        assertThat(exposure.fields()).containsExactly("name", "id", "date_of_birth", "nationality", "facility");
        assertThat(exposure.campaigns()).containsExactly("autumn", "spring");
        assertThat(exposure.findings()).containsExactly(third, first);
        assertThat(ExposureJson.line(5, exposure))
                .isEqualTo("{\"client\":5,\"found\":true,"
                        + "\"fields\":[\"name\",\"id\",\"date_of_birth\",\"nationality\",\"facility\"],"
                        + "\"findings\":[\"" + third.id() + "\",\"" + first.id() + "\"]}");
    }

    @Test
    void dismissedFinding_isNotTold() throws Exception {
        Finding finding = finding("https://paste.example/1", zoraida);
        findings.changeStatus(finding.id(), FindingStatus.DISMISSED);
        assertThat(ask("A205123456", "Zoraida Quispe").findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A205123456 | Zoraida Noemí Quispe Mamani",
                "A 205-123-456 | QUISPE MAMANI, ZORAIDA",
                "205.123.456 | quispe zoraida",
                "A# 205123456 | Zoraida Noemi Perez",
                "12345678 | Tesfaye Gebremariam",
                "A-012-345-678 | Gebremariam"
            })
    void spellingOfNumberAndName_doesNotMatter(String id, String name) throws Exception {
        assertThat(ask(id, name).found()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Another's name, another's number, a listed number under a name that agrees too little.
                "A205123456 | Tesfaye Gebremariam",
                "A205123457 | Zoraida Noemí Quispe Mamani",
                "A205123456 | Zoraida Anna Berta Clara Dora Emma",
                "A205123456 | Maria Jose Juan Carlos Luis Ana Rosa Elena Pedro Pablo Miguel Marisol",
                // A record with a number alone, a record with a name alone.
                "A204444444 | Anybody Else",
                "A209999999 | Marisol Quispe"
            })
    void withoutBothInOneRecord_theAnswerIsTheSameAsForAnybody(String id, String name) throws Exception {
        finding("https://paste.example/1", zoraida);
        assertThat(ask(id, name)).isEqualTo(Exposure.NONE);
        assertThat(ExposureJson.line(1, ask(id, name)))
                .isEqualTo("{\"client\":1,\"found\":false,\"fields\":[],\"findings\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Zoraida Quispe | there is no ID number; both an ID number and a name are needed",
                "' ' | Zoraida Quispe | there is no ID number; both an ID number and a name are needed",
                "1234 | Zoraida Quispe | the ID number is none: it needs at least 5 characters, 4 of them digits",
                "A205123456 | '' | there is no name; both an ID number and a name are needed",
                "A205123456 | 205123456 | there is no name; both an ID number and a name are needed"
            })
    void halfAQuestion_isRefusedWithoutQuotingIt(String id, String name, String message) {
        assertThatThrownBy(() -> Person.of(id, name))
                .isInstanceOf(PersonException.class)
                .hasMessage(message);
    }

    @Test
    void person_neverPrintsItself() throws Exception {
        assertThat(Person.of("A205123456", "Zoraida Quispe")).hasToString("Person[not shown]");
    }

    private List<String> askAll(String csv) throws Exception {
        List<String> answers = new ArrayList<>();
        ClientList.read(TableSource.of(csv.getBytes(StandardCharsets.UTF_8)), new ClientList.Visitor<Exception>() {
            @Override
            public void client(int row, Person person) throws Exception {
                answers.add(row + " " + check.check(person).found());
            }

            @Override
            public void skipped(int row, String why) {
                answers.add(ExposureJson.skipped(row, why));
            }
        });
        return answers;
    }

    @Test
    void listOfClients_isAnsweredByRow() throws Exception {
        assertThat(askAll("case,A-Number,Full name\n"
                        + "1,A205123456,\"Quispe, Zoraida\"\n"
                        + "2,A205123457,\"Quispe, Zoraida\"\n"
                        + "\n"
                        + "3,,Tesfaye Gebremariam\n"
                        + "4,012345678,Tesfaye Gebremariam\n"))
                .containsExactly(
                        "2 true",
                        "3 false",
                        "{\"client\":5,\"found\":null,\"fields\":[],\"findings\":[],"
                                + "\"why\":\"there is no ID number; both an ID number and a name are needed\"}",
                        "6 true");
    }

    @Test
    void namesInTwoColumnsAndOtherHeadings_areUnderstood() throws Exception {
        assertThat(askAll("Apellido;Nombre;Número A\nQuispe;Zoraida;205 123 456\n"))
                .containsExactly("2 true");
    }

    @Test
    void listWithoutTheColumns_isRefusedWithoutQuotingIt() {
        String message = "row 1 must name a column of ID numbers and one of names, for example: id,name";
        assertThatThrownBy(() -> askAll("A205123456,Zoraida Quispe\n"))
                .isInstanceOf(TableException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> askAll("name,remark\nZoraida Quispe,x\n")).hasMessage(message);
        assertThatThrownBy(() -> askAll("id\nA205123456\n")).hasMessage(message);
    }

    @Test
    void emptyList_isRefused() {
        assertThatThrownBy(() -> askAll("")).isInstanceOf(TableException.class);
        assertThatThrownBy(() -> askAll("\n\n")).isInstanceOf(TableException.class);
    }
}
