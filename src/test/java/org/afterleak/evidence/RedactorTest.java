package org.afterleak.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.afterleak.capture.Capture;
import org.afterleak.capture.Header;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.junit.jupiter.api.Test;

class RedactorTest {
    private static final Redactor REDACTOR = new Redactor(Samples.CLOCK, Samples.BY);

    private static EvidenceRecord redact(Document document, Where... where) {
        RecordMatch record = new RecordMatch(
                "r-a", "c", Tier.CONFIRMED, 30, List.of("email", "id", "name"), List.of(), List.of(where));
        Capture capture = Capture.ofFile("page.txt", new byte[0], Samples.CAPTURED);
        return REDACTOR.redact(document, new DocumentMatch(List.of(record), List.of()), capture, "s", t -> false);
    }

    private static String text(EvidenceRecord e) {
        return new String(RenderingText.write(e.rendering()), StandardCharsets.UTF_8);
    }

    private static List<String> lines(EvidenceRecord e) {
        return text(e).lines().filter(l -> l.contains("): ")).toList();
    }

    @Test
    void rowsOfData_showNoWordAtAll() {
        Document document = Document.builder(100)
                .block("", "row", List.of("Name", "Note"))
                .passage(PassageKind.ROW, 2, "Person List\tdata and file 12")
                .passage(PassageKind.ROW, 3, "Address Email\tthe number")
                .build();
        assertThat(lines(redact(document, new Where(0, "", 0, 11))))
                .containsExactly(
                        "  headings (heading): Name │ Note",
                        "* row 2 (match): ▓▓▓▓▓▓ [name] │ ███ ███ ███ ▒▒▒▒",
                        "  row 3 (start): ██████ ██████ │ ███ ██████");
    }

    @Test
    void headings_showWordsOfTheVocabularyOnlyInItsOwnSpelling() {
        Document document = Document.builder(100)
                .block("", "row", List.of("E-mail", "A-Number", "DATE OF BIRTH", "firstName", "Zenobia's id 7", "nAmE"))
                .passage(PassageKind.ROW, 2, "x\ty")
                .build();
        assertThat(lines(redact(document, new Where(0, "", 0, 1))).get(0))
                .endsWith(": Email │ Anumber │ DATE ███ BIRTH │ firstname │ ██████'███ id ▒▒▒▒ │ name");
    }

    @Test
    void matchedSpan_isMarkedWholeWithTheKindsItsShapeAllows() {
        String text = "Wrote zenobia@example.org, Zenobia Quartermain, A-900 000 001.";
        Document document = Document.builder(100)
                .block("", "paragraph", List.of())
                .passage(PassageKind.PARAGRAPH, 1, text)
                .build();
        // The spans end inside words: the marks cover the words whole.
        assertThat(lines(redact(
                        document,
                        new Where(0, "", 8, 21),
                        new Where(0, "", 29, 41),
                        new Where(0, "", 48, 56),
                        new Where(0, "", 51, 60))))
                .containsExactly("* paragraph 1 (match): ██████ ▓▓▓▓▓▓ [email].███, ▓▓▓▓▓▓ [name], ▓▓▓▓▓▓ [id].");
    }

    @Test
    void spanThatIsOutsideItsPassage_changesNothing() {
        Document document = Document.builder(100)
                .block("", "line", List.of())
                .passage(PassageKind.LINE, 1, "short")
                .build();
        EvidenceRecord e = redact(
                document,
                new Where(0, "", 3, 900),
                new Where(0, "", 800, 900),
                new Where(7, "line 8", 0, 3),
                new Where(-1, "line 0", 0, 3));
        assertThat(lines(e)).containsExactly("* line 1 (match): ▓▓▓▓▓▓ [name]");
    }

    @Test
    void masks_doNotTellLengthsApart() {
        assertThat(WordMask.mask("Al Bo Jones", false)).isEqualTo("███ ███ ██████");
        assertThat(WordMask.mask("1 22 333 4444 A123456789 12,50", false))
                .isEqualTo("▒▒▒▒ ▒▒▒▒ ▒▒▒▒ ▒▒▒▒ ▒▒▒▒ ▒▒▒▒,▒▒▒▒");
        assertThat(WordMask.mask("Wolfeschlegelsteinhausenbergerdorff Featherstone", false))
                .isEqualTo("█████████ █████████");
        assertThat(WordMask.mask("a    b ------- c", false)).isEqualTo("███ ███ --- ███");
    }

    @Test
    void partOfAWord_isNeverTakenForAWordOfTheVocabulary() {
        // "data" ends where the window ends, in the middle of "Datatovic".
        String text = "Datatovic".repeat(1) + " " + "x".repeat(3_000);
        assertThat(WordMask.mask(text, 0, 4, List.of(), true).get(0).text()).isEqualTo("███");
        assertThat(WordMask.mask("andata data", 2, 11, List.of(), true).get(0).text())
                .isEqualTo("███ data");
    }

    @Test
    void wordsOfOtherScriptsAndDisguises_areMasked() {
        for (String word : List.of(
                "田中太郎",
                "Мария",
                "محمد",
                "ｄａｔａ",
                "d\u200bata",
                "ｎame",
                "𝐝𝐚𝐭𝐚",
                "ﬁle",
                "naМe",
                "\uD83D\uDE00",
                "\uD800")) {
            assertThat(WordMask.mask(word, true)).as(word).matches("[█]+");
        }
        assertThat(WordMask.mask("١٢٣ ⅻ ①", true)).isEqualTo("▒▒▒▒ ▒▒▒▒ ▒▒▒▒");
    }

    @Test
    void locators_keepTheirStructureAndLoseTheirNames() {
        assertThat(LocatorMask.block("sheet \"Zenobia Quartermain 12\"")).isEqualTo("sheet \"██████ █████████ ▒▒▒▒\"");
        assertThat(LocatorMask.block("sheet \"a\" row 1234567 \"b\"")).isEqualTo("sheet \"███\" ███ ▒▒▒▒ \"███\"");
        assertThat(LocatorMask.block("table 2")).isEqualTo("table 2");
        assertThat(LocatorMask.block("table 900000001")).doesNotContain("900000001");
        assertThat(LocatorMask.block("member \"x.csv\" > table 2")).isEqualTo("member \"███.███\" > table 2");
        assertThat(LocatorMask.block("Zenobia > table 3")).isEqualTo("██████ > table 3");
        assertThat(LocatorMask.unit("row")).isEqualTo("row");
        assertThat(LocatorMask.unit("Zenobia")).isEqualTo("passage");
    }

    @Test
    void locations_areRangesOfRows() {
        Document.Builder b = Document.builder(100).block("table 1", "row", List.of());
        for (int i = 1; i <= 10; i++) {
            b.passage(PassageKind.ROW, i == 10 ? 20 : i, "x\ty");
        }
        EvidenceRecord e = redact(
                b.build(),
                new Where(1, "", 0, 1),
                new Where(2, "", 0, 1),
                new Where(3, "", 0, 1),
                new Where(8, "", 0, 1),
                new Where(9, "", 0, 1));
        assertThat(e.locations()).containsExactly("table 1 > rows 2–4", "table 1 > row 9", "table 1 > row 20");
    }

    @Test
    void headers_areDeniedByDefault() {
        List<HeaderField> masked = HeaderMask.mask(
                List.of(
                        new Header("Server", "Zenobia Quartermain"),
                        new Header("Server", "Apache/2.4"),
                        new Header("Date", "Zenobia"),
                        new Header("Content-Length", "1234567890123456"),
                        new Header("Content-Length", "900000001"),
                        new Header("X-Zenobia", "1"),
                        new Header("Via", "1.1 zenobia"),
                        new Header("Set-Cookie", "a=b"),
                        new Header("Authorization", "Bearer x"),
                        new Header("Location", "https://h.example/Zenobia/file?id=A900000001#list"),
                        new Header("ETag", "\"a\r\nb\"")),
                Samples.GUARD);
        assertThat(masked)
                .containsExactly(
                        new HeaderField("Server", "[masked]", true),
                        new HeaderField("Server", "Apache/2.4", false),
                        new HeaderField("Date", "[masked]", true),
                        new HeaderField("Content-Length", "[masked]", true),
                        new HeaderField("Content-Length", "[masked]", true),
                        new HeaderField("███-██████", "[masked]", true),
                        new HeaderField("Via", "[masked]", true),
                        new HeaderField("Location", "https://h.example/██████/file?id=▒▒▒▒#list", true),
                        new HeaderField("ETag", "[masked]", true));
    }

    @Test
    void headers_areBoundedInNumber() {
        List<Header> many =
                IntStream.range(0, 5_000).mapToObj(i -> new Header("Via", "x")).toList();
        assertThat(HeaderMask.mask(many, t -> false)).hasSize(HeaderMask.MAX_FIELDS + 1);
    }

    @Test
    void addresses_losePathAndQueryAndCredentialsWhenMasked() {
        assertThat(AddressMask.mask("https://user:pw@h.example:8443/Zenobia%20Q/?id=A1", Samples.GUARD))
                .isEqualTo("https://h.example:8443/██████%▒▒▒▒/?id=▒▒▒▒");
        assertThat(AddressMask.mask("https://zenobia-quartermain.example/", Samples.GUARD))
                .isEqualTo("https://██████-█████████.██████/");
        assertThat(AddressMask.mask("/data/Zenobia/people.csv", Samples.GUARD)).isEqualTo("/data/██████/people.███");
        assertThat(AddressMask.mask("https://h.example/" + "x/".repeat(100_000), Samples.GUARD)
                        .length())
                .isLessThan(20_000);
    }

    @Test
    void rendering_ofAHugePage_staysWithinItsBoundsAndSaysWhatItLeftOut() {
        Document.Builder b = Document.builder(1 << 20).block("table 1", "row", List.of("Name"));
        List<Where> where = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            b.passage(PassageKind.ROW, i + 2, "Zenobia Quartermain\tA900000001");
            if (i % 2 == 0) {
                where.add(new Where(i, "", 0, 19));
            }
        }
        EvidenceRecord e = redact(b.build(), where.toArray(Where[]::new));
        assertThat(e.rendering().passages()).hasSize(PageRenderer.MAX_PASSAGES);
        assertThat(e.rendering().matchesLeftOut()).isEqualTo(10_000 - PageRenderer.MAX_MATCHES);
        long matches = e.rendering().passages().stream()
                .filter(p -> p.role() == RedactedPassage.Role.MATCH)
                .count();
        long others = PageRenderer.MAX_PASSAGES - matches - 1;
        assertThat(e.rendering().othersLeftOut()).isEqualTo((int) (10_000 - others));
        assertThat(e.rendering().density()).hasSize(Rendering.MAX_BUCKETS);
        assertThat(e.rendering().density().stream().mapToInt(i -> i).sum()).isEqualTo(10_000);
        assertThat(e.locations()).hasSize(51).last().isEqualTo("and 9950 more places");
        assertThat(e.totals().matchedPassages()).isEqualTo(10_000);
    }

    @Test
    void rendering_ofPassagesOfAMegabyte_staysUnderItsBytes() {
        Random random = new Random(1);
        String prose = random.ints(100_000, 'a', 'z' + 1)
                .mapToObj(c -> String.valueOf((char) c) + (c % 7 == 0 ? " " : ""))
                .collect(Collectors.joining());
        Document.Builder b = Document.builder(1 << 20).block("", "paragraph", List.of());
        List<Where> where = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            b.passage(PassageKind.PARAGRAPH, i + 1, prose);
            for (int j = 0; j < 3_000; j++) {
                where.add(new Where(i, "", j * 30, j * 30 + 5));
            }
        }
        EvidenceRecord e = redact(b.build(), where.toArray(Where[]::new));
        assertThat(RenderingText.write(e.rendering()).length).isBetween(50_000, PageRenderer.MAX_BYTES + 10_000);
        assertThat(lines(e)).allMatch(line -> line.contains("[…]"));
    }

    @Test
    void evidence_ofAMillionMatches_keepsTenThousandAndCountsTheRest() {
        Document document = Document.builder(10)
                .block("", "line", List.of())
                .passage(PassageKind.LINE, 1, "abc")
                .build();
        RecordMatch record = new RecordMatch(
                "r-a", "c", Tier.POSSIBLE, 1, List.of("name"), List.of("x"), List.of(new Where(0, "", 0, 1)));
        EvidenceRecord e = REDACTOR.redact(
                document,
                new DocumentMatch(java.util.Collections.nCopies(15_000, record), List.of()),
                Capture.ofFile("f", new byte[0], Samples.CAPTURED),
                "s",
                t -> false);
        assertThat(e.records()).hasSize(EvidenceRecord.MAX_RECORDS);
        assertThat(e.recordsOmitted()).isEqualTo(5_000);
        assertThat(e.totals().records()).isEqualTo(15_000);
    }

    @Test
    void documentWithoutAMatch_rendersNothing() {
        EvidenceRecord e = redact(Document.builder(10).build());
        assertThat(e.rendering().passages()).isEmpty();
        assertThat(e.locations()).isEmpty();
    }

    @Test
    void evidence_survivesItsJson() throws Exception {
        EvidenceRecord e = Samples.evidence();
        EvidenceRecord read = EvidenceRecord.fromJson(e.toJson());
        assertThat(read).isEqualTo(e).hasSameHashCodeAs(e);
        assertThat(read.toJson()).isEqualTo(e.toJson());
        assertThat(text(read)).isEqualTo(text(e));
        assertThat(read.records()).isEqualTo(e.records());
        assertThat(read.custody()).isEqualTo(e.custody());
    }

    @Test
    void evidenceJson_thatIsDamaged_failsWithoutQuotingItself() {
        String json = new String(Samples.evidence().toJson(), StandardCharsets.UTF_8);
        for (String bad : List.of(
                "",
                "[]",
                "{\"version\":\"Zenobia\"}",
                json.replace("\"version\":1", "\"version\":2"),
                json.replace("\"status\":200", "\"status\":\"Zenobia\""),
                json.replace("\"tier\":\"confirmed\"", "\"tier\":\"Zenobia\""),
                json.substring(0, json.length() / 2) + "Zenobia",
                json + "Zenobia",
                "[".repeat(100_000))) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> EvidenceRecord.fromJson(bad.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(EvidenceFormatException.class)
                    .hasMessageNotContaining("Zenobia")
                    .hasNoCause();
        }
    }
}
