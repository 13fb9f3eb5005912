package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.afterleak.extract.Extracted.file;
import static org.afterleak.extract.Extracted.sent;
import static org.afterleak.extract.Extracted.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.afterleak.capture.Capture;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {
    static byte[] workbook() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet people = workbook.newWorksheet("PII");
            String[][] rows = {
                {"LAST", "FIRST", "A-Number"},
                {"QUISPE MAMANI", "ZORAIDA", "A205123456"},
                {},
                {"DOE", "two\nlines\tand a tab", "A205123457"}
            };
            for (int r = 0; r < rows.length; r++) {
                for (int c = 0; c < rows[r].length; c++) {
                    people.value(r, c, rows[r][c]);
                }
            }
            workbook.newWorksheet("Empty");
            Worksheet more = workbook.newWorksheet("More");
            more.value(4, 1, "Jane Roe");
            more.value(4, 2, 205123458);
        }
        return out.toByteArray();
    }

    @Test
    void workbook_isRowsOfEverySheet() throws Exception {
        Document document = sent("application/octet-stream", workbook());

        assertThat(shown(document))
                .containsExactly(
                        "ROW sheet \"PII\" > row 1: LAST|FIRST|A-Number",
                        "ROW sheet \"PII\" > row 2: QUISPE MAMANI|ZORAIDA|A205123456",
                        "ROW sheet \"PII\" > row 4: DOE|two lines and a tab|A205123457",
                        "ROW sheet \"More\" > row 5: |Jane Roe|205123458");
        assertThat(document.block(0).headings()).containsExactly("LAST", "FIRST", "A-Number");
        assertThat(document.block(1).headings()).isEmpty();
        assertThat(document.problems()).isEmpty();
        Extracted.check(document);
    }

    @Test
    void workbookThatIsCut_givesThePartsThatAreWhole() throws Exception {
        byte[] whole = workbook();

        Document document = file(Arrays.copyOf(whole, whole.length - 100));

        assertThat(String.join("\n", Extracted.texts(document))).contains("QUISPE MAMANI", "ZORAIDA");
        assertThat(document.problems()).anyMatch(p -> p.contains("no directory that can be read"));
        assertThatThrownBy(() -> file(Arrays.copyOf(whole, 20)))
                .isInstanceOf(ExtractException.class)
                .hasMessageMatching(".*(zip|workbook).*(cut|damaged|end).*");
    }

    @Test
    void workbookThatIsEncrypted_isRefusedWithTheReason() {
        byte[] compound = new byte[4096];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(magic, 0, compound, 0, magic.length);
        compound[0x1E] = 9;
        byte[] name = "EncryptedPackage".getBytes(UTF_16LE);
        System.arraycopy(name, 0, compound, 512, name.length);

        assertThatThrownBy(() -> file(compound))
                .isInstanceOf(ExtractException.class)
                .hasMessageContaining("encrypted");
    }

    @Test
    void workbookThatIsABomb_isRefusedOrCut() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("<Types/>".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 40; i++) {
                zip.write(spaces);
            }
        }
        byte[] bomb = out.toByteArray();

        assertThatThrownBy(() -> file(bomb)).isInstanceOf(ExtractException.class);
    }

    static Stream<Arguments> magicNumbers() {
        return Stream.of(
                arguments("PAR1 x", "Parquet file"),
                arguments("OggS\0\0\0", "audio or video"),
                arguments("\u007FELF\0\0\0", "program"),
                arguments("\u0001\u0002\u0003\u0004\u0005\u0006", "unknown binary format"));
    }

    @ParameterizedTest
    @MethodSource("magicNumbers")
    void formatsThatAreNotRead_areNamed(String magic, String name) {
        assertThatThrownBy(() -> sent("text/html", magic.getBytes(ISO_8859_1)))
                .isInstanceOf(ExtractException.class)
                .hasMessage(name + " is not supported");
    }

    @Test
    void jsonLines_areRowsWithTheirLines() throws Exception {
        Document document = file("""
                {"name":"Zoraida Quispe","id":{"a":"A205123456"},"phones":["202-555-0143","202-555-0144"]}
                {"name":"John\\tDoe\\ud800","id":{"a":205123457}}

                {"broken": Jane Roe
                {"name":"Jane Roe","id":null}
                """);

        assertThat(shown(document))
                .containsExactly(
                        "ROW line 1: Zoraida Quispe|202-555-0143|202-555-0144|A205123456",
                        "ROW line 2: John Doe\uFFFD|205123457",
                        "LINE no JSON > line 1: {\"broken\": Jane Roe",
                        "ROW line 5: Jane Roe");
        assertThat(document.problems()).hasSize(1);
        assertThat(document.problems().toString()).doesNotContain("Jane");
    }

    @Test
    void jsonDocument_isRowsOfItsObjects() throws Exception {
        Document document = sent("application/json", """
                {"title": "dump", "count": 2, "people": [
                   {"first": "Zoraida", "last": "Quispe", "id": "A205123456"},
                   {"first": "John", "last": "Doe", "id": "A205123457", "visits": [{"at": "Krome"}]}],
                 "lists": [["a", "b"], ["c", "d"]],
                 "byNumber": {"A205123458": {"name": "Jane"}, "A205123459": {"name": "Max"}}}""");

        assertThat(shown(document))
                .containsExactly(
                        "ROW object 1: Zoraida|Quispe|A205123456",
                        "ROW object 2: Krome",
                        "ROW object 3: John|Doe|A205123457",
                        "ROW object 4: a|b",
                        "ROW object 5: c|d",
                        "ROW object 6: dump|2|A205123458|Jane|A205123459|Max");
    }

    @Test
    void jsonMapOfMany_isARowForEach() throws Exception {
        StringBuilder map = new StringBuilder("{\"people\":{");
        for (int i = 0; i < 100; i++) {
            map.append(i == 0 ? "" : ",")
                    .append("\"A20512")
                    .append(3000 + i)
                    .append("\":{\"name\":\"P")
                    .append(i)
                    .append("\"}");
        }
        assertThat(shown(file(map + "}}")))
                .hasSize(100)
                .contains("ROW object 1: A205123000|P0", "ROW object 100: A205123099|P99");
    }

    @Test
    void jsonValueThatIsAText_isReadAsOne() throws Exception {
        assertThat(shown(file(
                        "{\"title\":\"dump\",\"content\":\"hi\\n\\nZoraida;A205123456;BO\\nJohn;A205123457;MX\\n\"}")))
                .containsExactly(
                        "LINE text 1 > line 1: hi",
                        "ROW text 1 > line 3: Zoraida|A205123456|BO",
                        "ROW text 1 > line 4: John|A205123457|MX",
                        "ROW object 1: dump");
    }

    @Test
    void jsonList_isALineForEach() throws Exception {
        assertThat(shown(file("[\"Quispe, Zoraida\", \"Doe, John\"]")))
                .containsExactly("LINE object 1: Quispe, Zoraida", "LINE object 2: Doe, John");
    }

    @Test
    void textThatOnlyStartsLikeJson_isText() throws Exception {
        Document document = file("{hello} said Zoraida\nA205123456\n");

        assertThat(shown(document)).containsExactly("LINE line 1: {hello} said Zoraida", "LINE line 2: A205123456");
        assertThat(document.problems()).isEmpty();
    }

    @Test
    void captureThatWasCut_saysSo() throws Exception {
        Capture cut = Capture.builder("https://site.example/")
                .capturedAt(Instant.EPOCH)
                .payload("Zoraida".getBytes(UTF_8))
                .truncation(Capture.Truncation.LENGTH)
                .build();

        assertThat(new Extractor().extract(cut).problems()).hasSize(1);
    }

    @Test
    void documentsAndTheirParts_neverPrintTheirText() throws Exception {
        Document document = Extracted.html("<table><tr><th>Zoraida<th>x<tr><td>1<td>2</table><a href='/zoraida'>z</a>");

        assertThat(document.toString() + document.block(0) + document.outlinks())
                .doesNotContainIgnoringCase("zoraida");
    }
}
