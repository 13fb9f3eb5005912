package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;

/** Lists in the workbooks of older and other offices, read by a worker process. */
class BoxedWorkbookTest {
    private static byte[] xls() throws IOException {
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            Sheet people = workbook.createSheet("PII");
            put(people, 0, "Name", "", "A-Number");
            put(people, 1, "Zoraida Quispe", "", "");
            CellStyle style = workbook.createCellStyle();
            style.setDataFormat(workbook.createDataFormat().getFormat("\"A\"000000000"));
            people.getRow(1).getCell(2).setCellValue(205_123_456);
            people.getRow(1).getCell(2).setCellStyle(style);
            // Rows 3 to 5 are not there.
            put(people, 5, "Jane Roe", "two\nlines", "A205123457");
            workbook.createSheet("Empty");
            Sheet hidden = workbook.createSheet("Hidden");
            put(hidden, 2, "", "John Doe");
            workbook.setSheetHidden(2, true);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private static void put(Sheet sheet, int number, String... cells) {
        Row row = sheet.createRow(number);
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
    }

    private static byte[] ods() throws IOException {
        String xml = "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
                + " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
                + " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:spreadsheet>"
                + "<table:table table:name='PII'>" + row("", "Name", "A-Number")
                + row("", "Zoraida Quispe", "A205123456")
                + row(" table:number-rows-repeated='3'", "", "") + row("", "Jane Roe", "A205123457")
                + "</table:table><table:table table:name='More'>" + row("", "John Doe")
                + "</table:table></office:spreadsheet></office:body></office:document-content>";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write("application/vnd.oasis.opendocument.spreadsheet".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.write(xml.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static String row(String attributes, String... cells) {
        StringBuilder row = new StringBuilder("<table:table-row" + attributes + ">");
        for (String cell : cells) {
            row.append("<table:table-cell><text:p>").append(cell).append("</text:p></table:table-cell>");
        }
        return row.append("</table:table-row>").toString();
    }

    @Test
    void xls_givesEverySheetsRows_asTheyAreNumberedAndShown() throws Exception {
        Collected read = Collected.of(xls(), TableLimits.IMPORT);

        assertThat(read.sheets.get("PII"))
                .isEqualTo(Map.of(
                        1, List.of("Name", "", "A-Number"),
                        2, List.of("Zoraida Quispe", "", "A205123456"),
                        6, List.of("Jane Roe", "two\nlines", "A205123457")));
        assertThat(read.sheets.get("Hidden")).isEqualTo(Map.of(3, List.of("", "John Doe")));
        assertThat(read.unusable).isEmpty();
    }

    @Test
    void ods_givesEverySheetsRows() throws Exception {
        Collected read = Collected.of(ods(), TableLimits.IMPORT);

        assertThat(read.sheets)
                .isEqualTo(Map.of(
                        "PII",
                        Map.of(
                                1, List.of("Name", "A-Number"),
                                2, List.of("Zoraida Quispe", "A205123456"),
                                6, List.of("Jane Roe", "A205123457")),
                        "More",
                        Map.of(1, List.of("John Doe"))));
    }

    @Test
    void limits_andWhatIsDamaged_refuseTheWorkbook() throws Exception {
        byte[] whole = xls();
        TableLimits few = new TableLimits(
                1 << 20, 1 << 20, 200, 1 << 20, 2, 100, 100, 1_000, 1_000, TableLimits.IMPORT.maxTime());

        assertThatThrownBy(() -> Collected.of(whole, few))
                .isInstanceOf(TableException.class)
                .hasMessage("more than 2 rows");
        for (byte[] broken : List.of(
                Arrays.copyOf(whole, whole.length * 2 / 3), Arrays.copyOf(whole, 1_600), Arrays.copyOf(ods(), 300))) {
            assertThatThrownBy(() -> Collected.of(broken, TableLimits.IMPORT)).isInstanceOf(TableException.class);
        }
    }

    /** What a test throws to end a reading. */
    private static final class Enough extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void handler_choosesSheets_andEndsTheReading() throws Exception {
        StringBuilder read = new StringBuilder();
        TableReader.read(TableSource.of(xls()), TableLimits.IMPORT, new RowHandler<RuntimeException>() {
            @Override
            public boolean sheet(String name) {
                return name.equals("Hidden");
            }

            @Override
            public void row(int number, List<String> cells) {
                read.append(number).append(cells);
            }

            @Override
            public void unusable(int number, String reason) {
                throw new AssertionError(reason);
            }
        });
        assertThat(read).hasToString("3[, John Doe]");

        assertThatThrownBy(() -> TableReader.read(TableSource.of(xls()), TableLimits.IMPORT, new RowHandler<Enough>() {
                    @Override
                    public boolean sheet(String name) {
                        return true;
                    }

                    @Override
                    public void row(int number, List<String> cells) throws Enough {
                        throw new Enough();
                    }

                    @Override
                    public void unusable(int number, String reason) {}
                }))
                .isInstanceOf(Enough.class);
    }
}
