package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTest {
    /** What a test puts on the sheets of a workbook written by another program. */
    private interface Filling {
        void fill(Workbook workbook) throws IOException;
    }

    private static byte[] written(Filling filling) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            filling.fill(workbook);
        }
        return out.toByteArray();
    }

    private static byte[] people(int rows) throws IOException {
        return written(workbook -> {
            Worksheet sheet = workbook.newWorksheet("PII");
            sheet.value(0, 0, "Name");
            sheet.value(0, 1, "A-Number");
            for (int i = 1; i <= rows; i++) {
                sheet.value(i, 0, "Person Number" + i);
                sheet.value(i, 1, 100_000_000 + i);
            }
        });
    }

    @Test
    void cells_areGivenAsTheSheetShowsThem() throws Exception {
        byte[] bytes = written(workbook -> {
            Worksheet sheet = workbook.newWorksheet("PII");
            sheet.value(0, 0, "José <&> Núñez");
            sheet.value(0, 1, 123456789);
            sheet.value(0, 2, LocalDate.of(1990, 2, 28));
            sheet.style(0, 2).format("yyyy-mm-dd").set();
            sheet.value(0, 3, LocalDateTime.of(2022, 11, 28, 13, 45, 30));
            sheet.style(0, 3).format("m/d/yyyy h:mm").set();
            sheet.value(0, 4, true);
            sheet.value(0, 5, 12.5);
            sheet.value(0, 7, 12345678);
            sheet.style(0, 7).format("000000000").set();
            sheet.value(0, 8, 123456789);
            sheet.style(0, 8).format("\"A\"000-000-000").set();
            sheet.value(0, 9, 1234567);
            sheet.style(0, 9).format("#,##0").set();
            sheet.value(2, 0, "third");
        });
        Collected c = Collected.of(bytes);
        assertThat(c.sheets.keySet()).containsExactly("PII");
        assertThat(c.only().get(1))
                .containsExactly(
                        "José <&> Núñez",
                        "123456789",
                        "1990-02-28",
                        "2022-11-28T13:45:30",
                        "TRUE",
                        "12.5",
                        "",
                        "012345678",
                        "A123-456-789",
                        "1234567");
        assertThat(c.only()).containsEntry(3, List.of("third")).hasSize(2);
    }

    @Test
    void everySheetIsRead_hiddenOnesToo_unlessPassedOver() throws Exception {
        byte[] bytes = written(workbook -> {
            workbook.newWorksheet("Totals").value(0, 0, "1");
            Worksheet hidden = workbook.newWorksheet("PII");
            hidden.setVisibilityState(VisibilityState.VERY_HIDDEN);
            hidden.value(4, 1, "x");
        });
        Collected c = Collected.of(bytes);
        assertThat(c.sheets.keySet()).containsExactly("Totals", "PII");
        assertThat(c.sheets.get("PII")).containsEntry(5, List.of("", "x"));
    }

    @Test
    void allKindsOfCells_areRead() throws Exception {
        byte[] bytes = Packages.workbook("<row r='3'><c r='A3' t='s'><v>0</v></c><c r='C3' t='s'><v>1</v></c>"
                        + "<c r='D3' t='inlineStr'><is><t>in</t><r><t>line</t></r><rPh sb='0' eb='1'><t>nope</t></rPh></is></c>"
                        + "<c r='E3' t='str'><f>A1&amp;B1</f><v>formula</v></c><c r='F3' t='b'><v>1</v></c>"
                        + "<c r='G3' t='e'><v>#N/A</v></c><c r='H3' t='d'><v>2022-11-28T00:00:00</v></c>"
                        + "<c r='I3'><v>1.23456789E8</v></c><c r='J3'><f>1/10</f><v>0.30000000000000004</v></c>"
                        + "<c r='K3' s='1'><v>44893</v></c><c r='L3' s='99'><v>7</v></c></row>"
                        + "<row><c><v>1</v></c><c t='inlineStr'><is><t>no_x000D__x0041_refs</t></is></c></row>")
                .part(
                        "xl/sharedStrings.xml",
                        "<sst><si><t xml:space='preserve'> a </t></si><si><r><t>rich </t></r><r><t>text</t></r></si></sst>")
                .part(
                        "xl/styles.xml",
                        "<styleSheet><cellStyleXfs><xf numFmtId='0'/></cellStyleXfs>"
                                + "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>")
                .bytes();
        Collected c = Collected.of(bytes);
        assertThat(c.only().get(3))
                .containsExactly(
                        " a ",
                        "",
                        "rich text",
                        "inline",
                        "formula",
                        "TRUE",
                        "",
                        "2022-11-28",
                        "123456789",
                        "0.3",
                        "2022-11-28",
                        "7");
        assertThat(c.only().get(4)).containsExactly("1", "no\rArefs");
    }

    @Test
    void dates_followTheWorkbooksEpoch() throws Exception {
        String styles = "<styleSheet><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>";
        String rows =
                "<row><c s='0'><v>1</v></c><c s='0'><v>59</v></c><c s='0'><v>61</v></c><c s='0'><v>-1</v></c></row>";
        assertThat(Collected.of(Packages.workbook(rows)
                                .part("xl/styles.xml", styles)
                                .bytes())
                        .only()
                        .get(1))
                .containsExactly("1900-01-01", "1900-02-28", "1900-03-01", "-1");
        byte[] mac = Packages.workbook(rows)
                .part("xl/styles.xml", styles)
                .part(
                        "xl/workbook.xml",
                        "<workbook xmlns:r='http://purl.oclc.org/ooxml/officeDocument/relationships'>"
                                + "<workbookPr date1904='1'/><sheets><sheet name='S' r:id='s1'/></sheets></workbook>")
                .bytes();
        assertThat(Collected.of(mac).only().get(1)).startsWith("1904-01-02");
    }

    @Test
    void aBadRow_isUnusable_andTheNextIsRead() throws Exception {
        Collected c = Collected.of(Packages.workbook(
                        "<row r='1'><c t='s'><v>5</v></c></row>"
                                + "<row r='2'><c r='A2'><v>1</v></c><c r='A2'><v>2</v></c></row><row r='3'><c><v>3</v></c></row>")
                .bytes());
        assertThat(c.unusable).containsKeys(1, 2).hasSize(2);
        assertThat(c.only()).containsEntry(3, List.of("3")).hasSize(1);
    }

    @Test
    void realWorkbooks_areReadWhole() throws Exception {
        for (String name : List.of("2015IceDetentionFacilityListing.xlsx", "FY26_detentionStats_04092026.xlsx")) {
            Path file = Path.of("../shared/data/facilities", name);
            Assumptions.assumeTrue(Files.exists(file));
            Collected c = new Collected();
            assertThat(TableReader.read(TableSource.of(file), TableLimits.IMPORT, c))
                    .isEqualTo(FileFormat.XLSX);
            assertThat(c.unusable).isEmpty();
            assertThat(c.sheets.values().stream().mapToInt(s -> s.size()).sum()).isGreaterThan(100);
        }
    }

    @Test
    void nothingIsSpooledToDisk(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("list.xlsx");
        Files.write(file, people(5_000));
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = list(temp);
        Collected c = new Collected();
        TableReader.read(TableSource.of(file), TableLimits.IMPORT, c);
        assertThat(c.only()).hasSize(5_001);
        assertThat(c.only().get(5_001)).containsExactly("Person Number5000", "100005000");
        assertThat(list(dir)).containsExactly(file);
        assertThat(list(temp)).filteredOn(p -> p.toString().endsWith(".xlsx")).isSubsetOf(before);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void billionLaughs_isRefused() throws Exception {
        StringBuilder dtd = new StringBuilder("<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY l0 'Ada Lovelace'>");
        for (int i = 1; i < 10; i++) {
            dtd.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        dtd.append(
                "]><worksheet><sheetData><row><c t='inlineStr'><is><t>&l9;</t></is></c></row></sheetData></worksheet>");
        byte[] bytes = Packages.workbook("")
                .part("xl/worksheets/sheet1.xml", dtd.toString())
                .bytes();
        assertRefused(bytes, "workbook declares entities: refused");
    }

    @Test
    void externalEntity_isNeverFetched() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
            String xxe = "<!DOCTYPE w SYSTEM '" + url + ".dtd' [<!ENTITY x SYSTEM '" + url + "'><!ENTITY % p SYSTEM '"
                    + url + "p'> %p;]>";
            for (String part : List.of(
                    "xl/worksheets/sheet1.xml",
                    "xl/workbook.xml",
                    "xl/sharedStrings.xml",
                    "xl/styles.xml",
                    "_rels/.rels")) {
                byte[] bytes = Packages.workbook("")
                        .part(part, xxe + "<worksheet>&x;</worksheet>")
                        .bytes();
                assertRefused(bytes, "workbook declares entities: refused");
            }
        } finally {
            server.stop(0);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void undeclaredEntity_isDamage_withoutItsText() throws Exception {
        byte[] bytes = Packages.workbook("<row><c t='inlineStr'><is><t>&AdaLovelace;</t></is></c></row>")
                .bytes();
        assertThatThrownBy(() -> Collected.of(bytes))
                .isInstanceOf(TableException.class)
                .hasMessageNotContaining("Lovelace")
                .hasNoCause();
    }

    @Test
    void brokenXml_isDamage_withSheetAndRow_withoutItsText() throws Exception {
        byte[] bytes = Packages.workbook("<row r='7'><c t='inlineStr'><is><t>Ada</t></is></c></row>"
                        + "<row r='8'><c><v>A123456789</wrong></c></row>")
                .bytes();
        assertThatThrownBy(() -> Collected.of(bytes))
                .hasMessage("sheet \"People\", row 8: workbook is damaged: not XML")
                .hasNoCause();
    }

    @Test
    void zipBomb_isRefused_beforeItFillsMemory() throws Exception {
        byte[] zeros = new byte[64 << 20];
        Arrays.fill(zeros, (byte) ' ');
        byte[] bytes =
                Packages.workbook("").part("xl/worksheets/sheet1.xml", zeros).bytes();
        assertThat(bytes).hasSizeLessThan(1 << 20);
        assertRefused(bytes, "a part decompresses to more than 200 times its size");
    }

    @Test
    void bombThatLiesAboutItsSize_isStoppedWhileItInflates() throws Exception {
        byte[] content = new byte[64 << 20];
        Arrays.fill(content, (byte) '<');
        byte[] bytes =
                Packages.workbook("").part("xl/worksheets/sheet1.xml", content).bytes();
        // The directory says 1,000 bytes.
        for (int at = find(bytes, content.length, 0); at >= 0; at = find(bytes, content.length, at + 4)) {
            int size = 1_000;
            for (int i = 0; i < 4; i++) {
                bytes[at + i] = (byte) (size >> 8 * i);
            }
        }
        assertThatThrownBy(() -> Collected.of(bytes)).isInstanceOf(TableException.class);
    }

    @Test
    void declaredGigabytes_areRefusedUnread() throws Exception {
        byte[] bytes = Packages.workbook("<row><c><v>1</v></c></row>").bytes();
        byte[] name = "xl/worksheets/sheet1.xml".getBytes(UTF_8);
        int at = find(bytes, name, find(bytes, name, 0) + 1);
        int size = Integer.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            bytes[at - 46 + 24 + i] = (byte) (size >> 8 * i);
        }
        assertRefused(bytes, "decompresses to more than 512 MiB");
    }

    @Test
    void tooManyParts_areRefused() throws Exception {
        Packages book = Packages.workbook("<row><c><v>1</v></c></row>");
        for (int i = 0; i < 20_000; i++) {
            book.part("p" + i, "");
        }
        byte[] bytes = book.bytes();
        assertThat(FileFormat.detect(TableSource.of(bytes))).isEqualTo(FileFormat.DAMAGED_ZIP);
        assertRefused(bytes, "zip file has more than 20000 parts");
    }

    @Test
    void columnsBeyondTheFormat_areRefused_notAllocated() throws Exception {
        for (String ref : List.of("XFE1", "ZZZZZZZ1", "1", "")) {
            assertThatThrownBy(() -> Collected.of(Packages.workbook("<row r='1'><c r='" + ref + "'><v>1</v></c></row>")
                            .bytes()))
                    .hasMessage("sheet \"People\", row 1: more than 16384 columns");
        }
        assertThat(Collected.of(Packages.workbook("<row><c r='XFD1'><v>1</v></c></row>")
                                .bytes())
                        .only()
                        .get(1))
                .hasSize(16_384);
    }

    @Test
    void rowsBeyondTheFormat_areRefused() throws Exception {
        for (String number : List.of("1048577", "99999999999", "-1", "x")) {
            assertThatThrownBy(() -> Collected.of(
                            Packages.workbook("<row r='" + number + "'/>").bytes()))
                    .isInstanceOf(TableException.class)
                    .hasMessageContaining("a row number that no sheet has");
        }
    }

    @Test
    void cellsOfManySparseRows_areBounded() throws Exception {
        TableLimits limits = new TableLimits(
                1 << 20, 1 << 24, 200, 1_000, 1_000, 16_384, 1_000_000, 500, 1_000, Duration.ofMinutes(1));
        byte[] bytes = Packages.workbook("<row><c r='XFD1'><v>1</v></c></row>".repeat(100))
                .bytes();
        assertThatThrownBy(() -> TableReader.read(TableSource.of(bytes), limits, new Nothing()))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("more than 1000000 cells");
    }

    private static final class Nothing implements RowHandler<RuntimeException> {
        @Override
        public boolean sheet(String name) {
            return true;
        }

        @Override
        public void row(int number, List<String> cells) {}

        @Override
        public void unusable(int number, String reason) {}
    }

    @Test
    void sharedStrings_areBounded() throws Exception {
        TableLimits limits =
                new TableLimits(1 << 20, 1 << 24, 200, 1_000, 1_000, 100, 10_000, 500, 1_000, Duration.ofMinutes(1));
        byte[] bytes = Packages.workbook("<row><c t='s'><v>0</v></c></row>")
                .part("xl/sharedStrings.xml", "<sst>" + "<si><t>0123456789</t></si>".repeat(101) + "</sst>")
                .bytes();
        assertThatThrownBy(() -> Collected.of(bytes, limits)).hasMessageContaining("of shared strings");
    }

    @Test
    void cellLongerThanAllowed_isUnusable() throws Exception {
        byte[] bytes = Packages.workbook("<row><c t='s'><v>0</v></c></row><row><c t='inlineStr'><is><t>"
                        + "y".repeat(40_000) + "</t></is></c></row><row><c><v>3</v></c></row>")
                .part("xl/sharedStrings.xml", "<sst><si><t>" + "x".repeat(40_000) + "</t></si></sst>")
                .bytes();
        Collected c = Collected.of(bytes, TableLimits.IMPORT);
        assertThat(c.unusable.values())
                .containsOnly("a cell longer than 32767 characters")
                .hasSize(2);
        assertThat(c.only()).containsOnlyKeys(3);
    }

    @Test
    void deepNesting_isRefused() throws Exception {
        assertThatThrownBy(() ->
                        Collected.of(Packages.workbook("<x>".repeat(100_000)).bytes()))
                .hasMessageContaining("nested more than 64 deep");
    }

    @Test
    void giantTag_isRefused() throws Exception {
        byte[] noise = new byte[9 << 20];
        new Random(1).nextBytes(noise);
        StringBuilder tag = new StringBuilder("<row a='");
        for (byte b : noise) {
            tag.append((char) ('a' + (b & 15)));
        }
        assertThatThrownBy(() -> Collected.of(Packages.workbook(tag + "'/>").bytes()))
                .hasMessageContaining("a tag or text of more than 8 MiB");
    }

    @Test
    void truncatedAnywhere_isSaid() throws Exception {
        byte[] whole = people(500);
        for (int length :
                new int[] {0, 3, 4, 30, 500, whole.length / 2, whole.length - 30, whole.length - 22, whole.length - 1
                }) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Collected.of(part), "cut to " + length).isInstanceOf(TableException.class);
        }
    }

    @Test
    void flippedBytes_neverGiveAnotherException_norOtherRows() throws Exception {
        byte[] whole = people(200);
        List<List<String>> rows = Collected.of(whole).rows();
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            byte[] flipped = whole.clone();
            int at = random.nextInt(flipped.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            try {
                Collected c = Collected.of(flipped);
                if (c.unusable.isEmpty()) {
                    assertThat(c.rows()).as("flipped %d", at).isEqualTo(rows);
                }
            } catch (TableException e) {
                assertThat(e).hasNoCause();
            }
        }
    }

    @Test
    void encryptedWorkbook_isTold(@TempDir Path dir) throws Exception {
        assertThat(FileFormat.detect(TableSource.of(compound("EncryptedPackage"))))
                .isEqualTo(FileFormat.ENCRYPTED_OFFICE);
        assertThat(FileFormat.detect(TableSource.of(compound("Workbook")))).isEqualTo(FileFormat.XLS);
        assertThat(FileFormat.detect(TableSource.of(compound("WordDocument")))).isEqualTo(FileFormat.OLE2);
        assertRefused(compound("EncryptedPackage"), "workbook is encrypted: remove its password and try again");
        assertRefused(compound("Workbook"), "cannot be read as xls (IOException)");
    }

    private static byte[] compound(String stream) throws IOException {
        byte[] file = new byte[4096];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(magic, 0, file, 0, 8);
        file[0x1E] = 9;
        file[0x30] = 2;
        byte[] name = (stream + "\0").getBytes(UTF_16LE);
        System.arraycopy(name, 0, file, 3 * 512 + 128, name.length);
        return file;
    }

    @Test
    void contentDecides_notTheName(@TempDir Path dir) throws Exception {
        Path csv = Files.writeString(dir.resolve("really-a-csv.xlsx"), "a,b\n1,2\n");
        Path xlsx = Files.write(dir.resolve("really-a-workbook.csv"), people(1));
        Collected c = new Collected();
        assertThat(TableReader.read(TableSource.of(csv), TableLimits.IMPORT, c)).isEqualTo(FileFormat.TEXT);
        assertThat(c.rows()).contains(List.of("1", "2"));
        assertThat(TableReader.read(TableSource.of(xlsx), TableLimits.IMPORT, new Collected()))
                .isEqualTo(FileFormat.XLSX);
    }

    @Test
    void otherZips_areNamed() throws Exception {
        assertRefused(Packages.workbook("").part("xl/workbook.xml", "").bytes(), "workbook is damaged: not XML");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
        }
        assertRefused(out.toByteArray(), "not a table: docx document");
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> Collected.of(bytes))
                .isInstanceOf(TableException.class)
                .hasMessageEndingWith(message)
                .hasNoCause();
    }

    private static int find(byte[] in, int littleEndian, int from) {
        byte[] wanted = new byte[4];
        for (int i = 0; i < 4; i++) {
            wanted[i] = (byte) (littleEndian >> 8 * i);
        }
        return find(in, wanted, from);
    }

    private static int find(byte[] in, byte[] wanted, int from) {
        for (int i = from; i + wanted.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
