package org.afterleak.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTableRow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.sqlite.SQLiteConnection;

/** One list of people, written in every format that there is a writer for. */
final class ListFormats {
    private final List<List<String>> rows;

    /** @param rows headings first */
    ListFormats(List<List<String>> rows) {
        this.rows = rows;
    }

    /** File names and what is in them. */
    Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] csv = csv();
        byte[] xlsx = workbook(new XSSFWorkbook());
        byte[] pdf = pdf();
        files.put("list.csv", csv);
        files.put("list.html", html().getBytes(UTF_8));
        files.put("list.xlsx", xlsx);
        files.put("list.xls", workbook(new HSSFWorkbook()));
        files.put("hidden.xls", hidden(new HSSFWorkbook()));
        files.put("hidden.xlsx", hidden(new XSSFWorkbook()));
        files.put("numbers.xls", numbers(new HSSFWorkbook()));
        files.put("list.ods", openDocument("application/vnd.oasis.opendocument.spreadsheet", "office:spreadsheet"));
        files.put("list.odt", openDocument("application/vnd.oasis.opendocument.text", "office:text"));
        files.put("list.docx", docx());
        files.put("list.pptx", pptx());
        files.put("list.rtf", rtf().getBytes(UTF_8));
        files.put("list.pdf", pdf);
        files.put("list.epub", epub());
        files.put("list.eml", eml("list.csv", "text/csv", csv));
        files.put("workbook.eml", eml("list.xlsx", "application/octet-stream", xlsx));
        files.put(
                "list.mbox",
                ("From a@example.org Thu Jan  1 00:00:00 2026\n"
                                + new String(eml("list.pdf", "application/pdf", pdf), UTF_8).replace("\r\n", "\n")
                                + "\n")
                        .getBytes(UTF_8));
        files.put("list.sqlite", sqlite());
        files.put("list.zip", zip("lists/june.csv", csv));
        files.put("nested.zip", zip("a.zip", zip("b.zip", zip("list.xlsx", xlsx))));
        files.put("pdf.zip", zip("list.pdf", pdf));
        files.put("list.7z", sevenZip("list.csv", csv));
        files.put("list.tar", tar("list.csv", csv));
        files.put("list.tgz", compressed(CompressorStreamFactory.GZIP, tar("list.xlsx", xlsx)));
        for (String format : List.of("gz", "bzip2", "xz", "lzma", "lz4-framed", "snappy-framed")) {
            files.put("list.csv." + format, compressed(format, csv));
        }
        files.put("list.csv.zst", zstd(csv));
        files.put("list.warc", warc(html().getBytes(UTF_8)));
        files.put("list.warc.gz", compressed(CompressorStreamFactory.GZIP, warc(html().getBytes(UTF_8))));
        files.put("list.wacz", zip("archive/data.warc.gz", compressed("gz", warc(html().getBytes(UTF_8)))));
        files.put("wrong-extension.txt", pdf);
        return files;
    }

    byte[] image(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture(), format, out);
        return out.toByteArray();
    }

    byte[] scannedPdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(LosslessFactory.createFromImage(document, picture()), 0, 0, 600, 780);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private BufferedImage picture() {
        int line = 44;
        BufferedImage image = new BufferedImage(1800, line * (rows.size() + 2), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 30));
        for (int i = 0; i < rows.size(); i++) {
            for (int k = 0; k < rows.get(i).size(); k++) {
                graphics.drawString(rows.get(i).get(k), 40 + k * 620, line * (i + 1));
            }
        }
        graphics.dispose();
        return image;
    }

    private byte[] csv() {
        StringBuilder csv = new StringBuilder();
        rows.forEach(row -> csv.append(String.join(",", row)).append('\n'));
        return csv.toString().getBytes(UTF_8);
    }

    private String html() {
        StringBuilder html = new StringBuilder("<html><body><table>");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</table></body></html>").toString();
    }

    private void fill(Sheet sheet) {
        for (int i = 0; i < rows.size(); i++) {
            Row row = sheet.createRow(i);
            for (int k = 0; k < rows.get(i).size(); k++) {
                row.createCell(k).setCellValue(rows.get(i).get(k));
            }
        }
    }

    private static byte[] bytes(Workbook workbook) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        workbook.write(out);
        workbook.close();
        return out.toByteArray();
    }

    private byte[] workbook(Workbook workbook) throws IOException {
        workbook.createSheet("First").createRow(0).createCell(0).setCellValue("nothing here");
        fill(workbook.createSheet("PII"));
        return bytes(workbook);
    }

    private byte[] hidden(Workbook workbook) throws IOException {
        workbook.createSheet("Shown").createRow(0).createCell(0).setCellValue("nothing here");
        fill(workbook.createSheet("Kept"));
        workbook.setSheetHidden(1, true);
        return bytes(workbook);
    }

    /** The ID as a number that the cell's format shows as one with its letter. */
    private byte[] numbers(Workbook workbook) throws IOException {
        Sheet sheet = workbook.createSheet("Numbers");
        fill(sheet);
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat("\"A\"000000000"));
        for (int i = 1; i < rows.size(); i++) {
            var cell = sheet.getRow(i).createCell(1);
            cell.setCellValue(Long.parseLong(rows.get(i).get(1).substring(1)));
            cell.setCellStyle(style);
        }
        return bytes(workbook);
    }

    private byte[] openDocument(String type, String body) throws IOException {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content"
                + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><" + body
                + "><table:table table:name=\"PII\">");
        for (List<String> row : rows) {
            xml.append("<table:table-row>");
            row.forEach(cell -> xml.append("<table:table-cell office:value-type=\"string\"><text:p>")
                    .append(cell)
                    .append("</text:p></table:table-cell>"));
            xml.append("</table:table-row>");
        }
        xml.append("</table:table></").append(body).append("></office:body></office:document-content>");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write(type.getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.write(xml.toString().getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("META-INF/manifest.xml"));
            zip.write("<manifest/>".getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private byte[] docx() throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("The list");
            XWPFTable table = document.createTable(rows.size(), rows.get(0).size());
            for (int i = 0; i < rows.size(); i++) {
                for (int k = 0; k < rows.get(i).size(); k++) {
                    table.getRow(i).getCell(k).setText(rows.get(i).get(k));
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.write(out);
            return out.toByteArray();
        }
    }

    private byte[] pptx() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            XSLFTable table = show.createSlide().createTable();
            for (List<String> row : rows) {
                XSLFTableRow made = table.addRow();
                row.forEach(cell -> made.addCell().setText(cell));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            show.write(out);
            return out.toByteArray();
        }
    }

    private String rtf() {
        StringBuilder rtf = new StringBuilder("{\\rtf1\\ansi The list\\par\n");
        for (List<String> row : rows) {
            rtf.append("\\trowd\\cellx3000\\cellx6000\\cellx9000 ");
            row.forEach(cell -> rtf.append("\\intbl ").append(cell).append("\\cell "));
            rtf.append("\\row\n");
        }
        return rtf.append("}").toString();
    }

    private byte[] pdf() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
            for (int from = 0; from < rows.size(); from += 30) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    for (int i = from; i < Math.min(rows.size(), from + 30); i++) {
                        for (int k = 0; k < rows.get(i).size(); k++) {
                            content.beginText();
                            content.setFont(font, 11);
                            content.newLineAtOffset(50 + k * 200, 740 - (i - from) * 20);
                            content.showText(rows.get(i).get(k));
                            content.endText();
                        }
                    }
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private byte[] epub() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write("application/epub+zip".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("META-INF/container.xml"));
            zip.write(
                    ("<?xml version=\"1.0\"?><container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">"
                                    + "<rootfiles><rootfile full-path=\"content.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>")
                            .getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("content.opf"));
            zip.write(
                    ("<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\"><manifest>"
                                    + "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
                                    + "<spine><itemref idref=\"a\"/></spine></package>")
                            .getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("a.xhtml"));
            zip.write(("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"
                            + html().substring("<html>".length()))
                    .getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] eml(String name, String type, byte[] attachment) {
        return ("From: =?utf-8?q?Somebody?= <a@example.org>\r\nTo: b@example.org\r\nSubject: list\r\nMessage-ID: <1@example.org>\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\nSee attached.\r\n--b1\r\nContent-Type: "
                        + type
                        + "; name=\"" + name + "\"\r\nContent-Disposition: attachment; filename=\"" + name
                        + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(attachment) + "\r\n--b1--\r\n")
                .getBytes(UTF_8);
    }

    private byte[] sqlite() throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (name TEXT, id TEXT, nationality TEXT)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO people VALUES (?,?,?)")) {
                for (List<String> row : rows.subList(1, rows.size())) {
                    for (int k = 0; k < 3; k++) {
                        insert.setString(k + 1, row.get(k));
                    }
                    insert.executeUpdate();
                }
            }
            return connection.unwrap(SQLiteConnection.class).serialize("main");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] sevenZip(String name, byte[] content) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile file = new SevenZOutputFile(channel)) {
            SevenZArchiveEntry entry = new SevenZArchiveEntry();
            entry.setName(name);
            file.putArchiveEntry(entry);
            file.write(content);
            file.closeArchiveEntry();
            file.finish();
            return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
        }
    }

    private static byte[] tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    private static byte[] compressed(String format, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressor = new CompressorStreamFactory().createCompressorOutputStream(format, out)) {
            compressor.write(content);
        } catch (CompressorException e) {
            throw new IOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zstd(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zstd = new io.airlift.compress.zstd.ZstdOutputStream(out)) {
            zstd.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] warc(byte[] page) throws IOException {
        ByteArrayOutputStream http = new ByteArrayOutputStream();
        http.write("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".getBytes(UTF_8));
        http.write(page);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://site.example/list\r\n"
                        + "WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
                        + "Content-Type: application/http; msgtype=response\r\nContent-Length: " + http.size()
                        + "\r\n\r\n")
                .getBytes(UTF_8));
        out.write(http.toByteArray());
        out.write("\r\n\r\n".getBytes(UTF_8));
        return out.toByteArray();
    }

    /** Fifty people who occur nowhere else. */
    static List<List<String>> people() {
        String[] given = {
            "Abelard",
            "Brunhilde",
            "Casimir",
            "Dorothea",
            "Eustace",
            "Fredegund",
            "Gottfried",
            "Hildegard",
            "Ignatius",
            "Jocasta"
        };
        String[] family = {"Pemberlow", "Ravenscar", "Quartermain", "Thistlewood", "Winterbourne"};
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Name", "A-Number", "Nationality"));
        for (int i = 0; i < 50; i++) {
            rows.add(List.of(
                    given[i % 10] + " " + family[i / 10] + "el" + (char) ('a' + i % 26),
                    "A" + (211_234_567 + i * 1_000_003),
                    i % 2 == 0 ? "Bolivia" : "Honduras"));
        }
        return rows;
    }
}
