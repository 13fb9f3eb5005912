package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.afterleak.decode.EncodedText;
import org.afterleak.table.TextDecoder;

/**
 * Whatever bytes come, the extractor gives a sound document or the declared exception, and quotes nothing. An ordinary run reads
 * the inputs under {@code src/test/resources}; {@code JAZZER_FUZZ=1 mvn -Dquick test -Dtest=ExtractionFuzzTest#html} looks for
 * others, one method at a time.
 */
class ExtractionFuzzTest {
    private static final String DURATION = "10m";
    private static final ExtractLimits LIMITS =
            new ExtractLimits(1 << 18, 1 << 18, 2_000, 60, 50, Duration.ofSeconds(20));

    /** One for all inputs: a new one makes threads. */
    private static final Extractor EXTRACTOR = new Extractor(LIMITS);

    private static void read(String contentType, byte[] bytes) {
        try {
            Document document = Extracted.sent(contentType, bytes, EXTRACTOR);
            Extracted.check(document);
            document.problems()
                    .forEach(problem -> assertThat(problem).isNotBlank().hasSizeLessThan(300));
        } catch (ExtractException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
        }
    }

    @FuzzTest(maxDuration = DURATION)
    void decoders(byte[] bytes) {
        byte[] utf8 = TextDecoder.toUtf8(bytes, null);
        EncodedText.find(utf8, 0, utf8.length, decoded -> {
            assertThat(decoded.start()).isBetween(0, decoded.end());
            assertThat(decoded.end()).isBetween(1, utf8.length);
            assertThat(decoded.bytes()).isNotEmpty();
            assertThat(decoded.compression().inflate(decoded.bytes(), 1 << 16))
                    .hasSizeLessThanOrEqualTo(Math.max(1 << 16, decoded.bytes().length));
            return true;
        });
        read("text/plain", bytes);
    }

    @FuzzTest(maxDuration = DURATION)
    void html(byte[] bytes) {
        read("text/html", bytes);
    }

    @FuzzTest(maxDuration = DURATION)
    void text(byte[] bytes) {
        read("text/csv", bytes);
    }

    @FuzzTest(maxDuration = DURATION)
    void json(byte[] bytes) {
        read("application/json", ("{\"a\":" + new String(bytes, ISO_8859_1)).getBytes(UTF_8));
        read("application/json", bytes);
    }

    @FuzzTest(maxDuration = DURATION)
    void sqlDump(byte[] bytes) {
        read(
                "application/sql",
                ("INSERT INTO `t` (`a`,`b`) VALUES " + new String(bytes, UTF_8) + ";\n").getBytes(UTF_8));
        read("application/sql", ("COPY t (a, b) FROM stdin;\n" + new String(bytes, UTF_8)).getBytes(UTF_8));
        read("application/sql", bytes);
    }

    /** The first byte says which part of the workbook the others are. */
    @FuzzTest(maxDuration = DURATION)
    void xlsx(byte[] bytes) throws IOException {
        int which = bytes.length == 0 ? 0 : bytes[0] & 3;
        byte[] part = bytes.length == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, 1, bytes.length);
        String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "[Content_Types].xml", "<Types/>".getBytes(UTF_8));
            put(
                    zip,
                    "_rels/.rels",
                    ("<Relationships><Relationship Id='r1' Type='" + office
                                    + "/officeDocument' Target='xl/workbook.xml'/></Relationships>")
                            .getBytes(UTF_8));
            put(
                    zip,
                    "xl/workbook.xml",
                    which == 1
                            ? part
                            : ("<workbook xmlns='" + main + "' xmlns:r='" + office
                                            + "'><sheets><sheet name='People' sheetId='1' r:id='s1'/></sheets></workbook>")
                                    .getBytes(UTF_8));
            put(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    ("<Relationships><Relationship Id='s1' Type='" + office
                                    + "/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='s2' Type='"
                                    + office
                                    + "/sharedStrings' Target='sharedStrings.xml'/><Relationship Id='s3' Type='"
                                    + office
                                    + "/styles' Target='styles.xml'/></Relationships>")
                            .getBytes(UTF_8));
            put(zip, "xl/worksheets/sheet1.xml", which == 0 ? part : SHEET);
            put(zip, "xl/sharedStrings.xml", which == 2 ? part : STRINGS);
            put(zip, "xl/styles.xml", which == 3 ? part : STYLES);
        }
        read("", out.toByteArray());
    }

    private static final byte[] SHEET =
            ("<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
                            + "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><v>205123456</v></c></row></sheetData></worksheet>")
                    .getBytes(UTF_8);
    private static final byte[] STRINGS =
            "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>Name</t></si></sst>"
                    .getBytes(UTF_8);
    private static final byte[] STYLES =
            ("<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
                            + "<numFmts><numFmt numFmtId='164' formatCode='\"A\"000\\-000'/></numFmts>"
                            + "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>")
                    .getBytes(UTF_8);

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
