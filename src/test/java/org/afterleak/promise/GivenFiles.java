package org.afterleak.promise;

import static org.afterleak.promise.HostileSite.dashed;
import static org.afterleak.promise.HostileSite.row;
import static org.afterleak.promise.Planted.p;
import static org.afterleak.promise.Planted.u;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** The leaked lists, the pages and the configurations that a run is given, good and broken, all with planted people. */
final class GivenFiles {
    static final String HEADINGS = "Name,A-Number,E-mail,Phone,Nationality,Facility";
    private static final int FILLERS = 40;

    private final Path folder;

    private GivenFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes them all; {@code site} is where the sources of the configuration are. */
    static void write(Path folder, HostileSite site) throws IOException {
        GivenFiles files = new GivenFiles(folder);
        files.lists();
        files.documents();
        files.pages();
        files.configurations(site);
    }

    private void lists() throws IOException {
        byte[] workbook = workbook();
        write("good.xlsx", workbook);
        byte[] old = oldWorkbook();
        write("good.xls", old);
        write("truncated.xls", Arrays.copyOf(old, old.length * 2 / 3));
        write("truncated.xlsx", Arrays.copyOf(workbook, workbook.length * 2 / 3));
        write("really-csv.xlsx", HEADINGS + "\n" + row(u(1)) + "\n");
        write(
                "rejected.csv",
                HEADINGS + "\n" + row(p(1)) + "\n,,,," + u(1).nationality() + "," + u(1).facility()
                        + "\n\"\",\"see file of " + u(2).name() + "\",,,," + "\n" + row(p(6)) + "\n");
        write(
                "broken-quotes.csv",
                HEADINGS + "\n" + row(p(2)) + "\n\"" + u(1).given() + " \"" + u(1).family() + "\"," + u(1).id() + ",\""
                        + u(1).email() + "\n" + row(u(2)) + "\n\"" + u(3).name() + ",,,\n");
        write(
                "people.jsonl",
                "{\"name\":\"" + p(3).name() + "\",\"a_number\":\"" + p(3).id() + "\"}\n{\"name\": " + u(1).name()
                        + ", \"a_number\":" + u(1).id() + "}\n{\"name\":\"" + u(2).name() + "\",\"a_number\":{\""
                        + u(2).id()
                        + "\":[\"" + u(2).email() + "\"]}}\n{\"name\":\"" + u(3).name() + "\n{\"" + p(3).name()
                        + "\":1}\n");
        write("no-headings.csv", row(u(1)) + "\n" + row(u(2)) + "\n" + row(u(3)) + "\n");
        write(
                "odd-headings.csv",
                "Name,A-Number,Released to " + p(4).name() + "," + u(1).phone() + "," + u(1).email() + "\n"
                        + p(4).name() + "," + p(4).id() + ",x,y,z\n");
        write(
                "repeated-headings.csv",
                "Name," + u(2).name() + ",Name," + u(2).name() + ",ID\n" + p(5).name() + ",," + p(5).name() + ",,"
                        + p(5).id() + "\n");
        write("wrong-charset.csv", (HEADINGS + "\n" + row(p(3)) + "\n").getBytes(StandardCharsets.UTF_16LE));
        write(
                "older-charset.csv",
                (HEADINGS + "\n" + row(p(3)) + "\nDvořák Jiří,,,,,\nRůžička Miloš,,,,,\nŠťastná Zdeňka\n" + row(u(1))
                                + "\n")
                        .getBytes(java.nio.charset.Charset.forName("windows-1250")));
        write("nul-bytes.csv", HEADINGS + "\n" + row(u(3)).replace("-", "\0") + "\0\n" + row(p(5)) + "\n");
        write("no-column.csv", "Remark,Weight\n" + u(1).name() + "," + u(1).id() + "\n");
        write(
                "mostly-unusable.csv",
                HEADINGS + "\n" + (",,,," + u(1).nationality() + "," + u(1).facility() + "\n").repeat(1_200) + row(u(2))
                        + "\n");
        write(
                "clients.csv",
                "Name,A-Number\n" + p(1).name() + "," + p(1).id() + "\n" + u(1).name() + "," + u(1).id() + "\n"
                        + u(2).name() + ",\n\"" + u(3).name() + ",,\"" + u(3).id() + "\n");
    }

    /** Documents that a worker process reads, and archives whose members are named after people. */
    private void documents() throws IOException {
        byte[] list = (HEADINGS + "\n" + row(p(1)) + "\n" + row(p(2)) + "\n" + row(u(1)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        write("members.zip", zip("lists of " + p(1).name() + "/" + p(2).digits() + ".csv", list));
        byte[] pdf = pdf(List.of(row(p(1)), row(p(3)), row(u(2))));
        write("page.pdf", pdf);
        write("truncated.pdf", Arrays.copyOf(pdf, pdf.length * 2 / 3));
        write("nested.zip", zip(u(3).name() + ".zip", zip("page.pdf", pdf)));
        write("damaged.zip", Arrays.copyOf(zip(p(4).name() + ".csv", list), 90));
        write(
                "message.eml",
                "From: " + u(1).name() + " <" + u(1).email()
                        + ">\r\nTo: b@example.org\r\nMessage-ID: <1@example.org>\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/csv; name=\"" + p(5).name() + ".csv\"\r\n\r\n"
                        + new String(list, StandardCharsets.UTF_8) + "\r\n--b--\r\n");
        write(
                "page.rtf",
                "{\\rtf1 \\trowd\\intbl " + p(1).name() + "\\cell " + p(1).id() + "\\cell\\row " + u(2).name());
        write(
                "people.ldif",
                "dn:: " + base64("cn=" + p(2).name() + ",dc=example") + "\ncn:: " + base64(p(2).name()) + "\nuid: "
                        + p(2).id() + "\nphoto:: " + base64("\0" + u(1).name()) + "\ndescription:: " + u(3).name()
                        + "\n");
        write(
                "hidden.html",
                "<html><!-- <table><tr><td>" + p(3).name() + "<td>" + p(3).id()
                        + "</table> --><iframe srcdoc=\"&lt;p&gt;"
                        + p(4).name() + " " + p(4).id() + "\"></iframe><script>window['" + u(1).name()
                        + "'] = {\"name\": \"" + p(5).name() + "\", \"id\": \"" + p(5).id() + "\"}; x = [\""
                        + u(2).name()
                        + "\", </script>");
        write(
                "crawl-of-" + p(6).digits() + ".warc",
                "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://site.example/" + dashed(p(6)) + "\r\n"
                        + "WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>"
                        + "\r\nContent-Type: text/csv\r\nContent-Length: " + list.length + "\r\n\r\n"
                        + new String(list, StandardCharsets.UTF_8) + "\r\n\r\nWARC/1.0\r\nWARC-Type: " + u(3).name()
                        + "\r\n");
        write("broken.docx", zip("word/document.xml", ("<w>" + row(p(6))).getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] oldWorkbook() throws IOException {
        try (HSSFWorkbook workbook = new HSSFWorkbook()) {
            // A sheet named after a person.
            Sheet sheet = workbook.createSheet(p(3).name());
            List<String> rows = List.of(HEADINGS, row(p(1)), row(p(3)), row(u(1)));
            for (int i = 0; i < rows.size(); i++) {
                String[] cells = rows.get(i).split(",");
                Row made = sheet.createRow(i);
                for (int k = 0; k < cells.length; k++) {
                    made.createCell(k).setCellValue(cells[k]);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] pdf(List<String> lines) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 10);
                content.newLineAtOffset(30, 700);
                for (String line : lines) {
                    content.showText(line.replaceAll("[^\\x20-\\x7e]", "?"));
                    content.newLineAtOffset(0, -20);
                }
                content.endText();
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            workbook.properties().setTitle("Report on " + p(1).name());
            Worksheet first = workbook.newWorksheet("Roster");
            put(first, 0, List.of(HEADINGS.split(",")));
            for (int i = 0; i < Planted.LISTED.size(); i++) {
                put(first, i + 1, List.of(row(Planted.LISTED.get(i)).split(",")));
            }
            for (int i = 0; i < FILLERS; i++) {
                String id = "A" + (201_000_000 + i * 7919);
                put(first, Planted.LISTED.size() + 1 + i, List.of("Filler Personage" + (char) ('a' + i % 26), id));
            }
            first.comment(1, 0, "checked by " + u(2).name());
            // A sheet named after a person.
            Worksheet second = workbook.newWorksheet(p(2).name());
            put(second, 0, List.of("Name", "ID"));
            put(second, 1, List.of(p(2).name(), p(2).id()));
            put(second, 2, List.of(p(5).family().toUpperCase(Locale.ROOT) + ", " + p(5).given(), p(5).id()));
            put(second, 3, List.of("", "n/a " + u(1).name()));
        }
        return bytes.toByteArray();
    }

    private static void put(Worksheet sheet, int row, List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            sheet.value(row, column, cells.get(column));
        }
    }

    /** What is written in another alphabet, whole and broken. */
    private void encoded() throws IOException {
        byte[] list = (HEADINGS + "\n" + row(p(1)) + "\n" + row(p(3)) + "\n" + row(u(1)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        Base64.Encoder base64 = Base64.getEncoder();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed)) {
            zlib.write(list);
        }
        byte[] zlib = packed.toByteArray();
        StringBuilder text = new StringBuilder("Look at this:\n\n");
        text.append(base64.encodeToString(list)).append("\n\n");
        text.append(base64.encodeToString(base64.encode(zlib))).append("\n\n");
        text.append(base64.encodeToString(Arrays.copyOf(zlib, zlib.length / 2))).append("\n\n");
        text.append(HexFormat.of().formatHex(list)).append("\n\n");
        String json = "{\"name\":\"" + p(4).name() + "\",\"id\":" + p(4).id() + "," + u(2).name();
        text.append(base64.encodeToString(json.getBytes(StandardCharsets.UTF_8)))
                .append("\n\n");
        for (int i = 1; i <= 6; i++) {
            text.append(base64.encodeToString(p(i).name().getBytes(StandardCharsets.UTF_8)))
                    .append(',')
                    .append(p(i).id())
                    .append('\n');
        }
        write("encoded.txt", text.toString());
        write(
                "encoded.html",
                "<html><body><a href='data:text/csv;base64," + base64.encodeToString(list) + "'>list</a><img src='data:"
                        + p(2).name() + ";base64," + base64.encodeToString(zlib) + "'><p>"
                        + base64.encodeToString(list) + "</body></html>");
    }

    /** The two lines of a passport of that bearer (Doc 9303-4), with the number that the list has. */
    private static String zone(Planted.Person person) {
        String names = ("P<UTO" + person.family() + "<<" + person.given()).toUpperCase(Locale.ROOT);
        String data = (person.digits() + "6UTO7408122F1204159ZE184226B<<<<<10");
        return (names.replaceAll("[^A-Z<]", "<") + "<".repeat(44)).substring(0, 44) + "\n" + data;
    }

    /** Dumps of databases, with tables and columns named after people. */
    private void dumps() throws IOException {
        String values = "('" + p(1).name() + "', '" + p(1).id() + "'), ('" + p(2).name() + "', '" + p(2).id() + "')";
        write(
                "dump.sql",
                "CREATE TABLE `" + u(1).name() + "` (`" + u(2).name() + "` text, id int);\nINSERT INTO `" + p(4).name()
                        + "` (`name`, `id`) VALUES " + values + ";\nINSERT INTO `" + u(1).name() + "` VALUES " + values
                        + ";\nCOPY \"" + p(3).name() + "\" (" + u(3).family() + ", id) FROM stdin;\n" + p(3).name()
                        + "\t"
                        + p(3).id() + "\n\\.\nINSERT INTO t VALUES ('" + u(2).name() + "', '" + p(6).id() + "\n");
    }

    private void pages() throws IOException {
        write(
                "page.txt",
                "In " + p(1).name() + "'s case, " + p(1).id() + ", nothing was decided. See also " + p(2).family()
                        + ", " + p(2).given() + " (" + p(2).id() + ").\nCall " + p(3).phone() + " or write to "
                        + p(3).email() + ".\n");
        write(
                "written.txt",
                p(1).email().replace("@", " [at] ").replace(".", " [dot] ") + "\n"
                        + u(1).email().replace("@", "(at)") + " or "
                        + p(2).email().toUpperCase(Locale.ROOT) + "\n"
                        + zone(p(1)) + "\n" + zone(p(2)) + "\n" + zone(u(2)) + "\ncell\t"
                        + zone(p(4)).replace('\n', '\t')
                        + "\tcell\n");
        write(
                "pairs.csv",
                "name1,name2,is_match\n" + p(1).name() + "," + p(1).family() + " " + p(1).given() + ",true\n"
                        + u(1).name() + "," + u(2).name() + ",false\n\"" + u(3).name() + ",\n");
        write(
                "page.csv",
                HEADINGS + "\n" + row(p(1)) + "\n" + row(p(3)) + "\n\"" + u(1).given() + " \"" + u(1).family() + "\",\""
                        + u(1).id() + "\n");
        write(
                "page.html",
                "<html><head><title>" + p(4).name() + "</title></head><body><table><tr><th>" + p(4).facility()
                        + "<th>A#</tr><tr><td>" + p(4).name() + "<td>" + p(4).id() + "</tr></table><a href='/"
                        + dashed(p(5)) + "/"
                        + p(5).digits() + "'>" + p(5).name() + "</a></body>");
        write(
                "garbage.html",
                "<<table <" + p(1).name() + "=\"" + p(1).id() + "'><td " + u(2).name() + "><a href=\"http://["
                        + u(2).id() + "\"><![CDATA[" + p(2).name() + " " + p(2).id() + "]]><script>" + p(3).name()
                        + p(3).id());
        write(
                "broken.json",
                "{\"rows\": [{\"name\": \"" + p(3).name() + "\", \"id\": \"" + p(3).id() + "\"}, {\"name\": "
                        + u(1).name() + ", \"id\": " + u(1).id() + "}]");
        write(
                "broken.xml",
                "<?xml version=\"1.0\" encoding=\"" + u(2).family() + "\"?><!DOCTYPE x [<!ENTITY " + u(3).family()
                        + " \"" + p(4).name() + "\">]><people><" + p(4).name() + " id=" + p(4).id() + ">&"
                        + u(3).family() + ";</people");
        encoded();
        dumps();
        Files.createDirectories(folder.resolve("folder/" + dashed(p(4))));
        write("folder/" + p(1).name() + ".csv", HEADINGS + "\n" + row(p(1)) + "\n" + row(p(2)) + "\n");
        write(
                "folder/" + dashed(p(4)) + "/" + p(4).family() + ".html",
                "<p>" + p(4).name() + ", " + p(4).id() + "</p>");
        write("folder/case-" + p(6).digits() + ".xlsx", Arrays.copyOf(workbook(), 900));
        write("folder/innocent.txt", "Nothing to see.");
        // A leak in the message of a file that cannot be read would show its name.
        write("folder/" + p(5).name() + ".zip", new byte[] {'P', 'K', 3, 4, 9, 9, 9, 9, 9, 9, 9});
        write("hostile-packet.zip", packetOf("bag/" + u(1).name() + "/" + u(1).digits() + ".txt"));
    }

    /** An archive that is no packet, with a member of that name. */
    private static byte[] packetOf(String member) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            for (String name : List.of("bag/bagit.txt", "bag/manifest-sha256.txt", member)) {
                zip.putNextEntry(new java.util.zip.ZipEntry(name));
                zip.write((u(1).name() + " " + u(1).id()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void configurations(HostileSite site) throws IOException {
        String head = "user_agent: \"TestWatch (+https://example.org/)\"\nallow_private_addresses: [\"127.0.0.0/8\"]\n";
        write(
                "sources.yaml",
                head + "sources:\n"
                        + "  - { name: pastes, type: listing, url: \"" + site.url("/archive")
                        + "\", item: \"table.maintable a[href]\", raw: \"" + site.url("/raw/")
                        + "{id}\", every: 1s, delay: 0s, refetch: 1s }\n"
                        + "  - { name: own, type: site, url: \"" + site.url("/site/")
                        + "\", depth: 3, every: 1s, delay: 0s }\n"
                        + "  - { name: web, type: search, engine: searxng, url: \"" + site.url("/search")
                        + "\", every: 1s, delay: 0s,\n"
                        + "      queries: [\"detainee list xlsx\", \"" + p(1).name() + "\", \"list " + p(2).digits()
                        + "\", \""
                        + p(3).email() + "\", broken] }\n"
                        + "  - { name: folder, type: files, path: \"" + folder.resolve("folder") + "\", every: 1s }\n"
                        + "  - { name: crawl, type: warc, path: \"" + folder.resolve("crawl-of-")
                        + "*.warc\", every: 1s }\n"
                        + "  - { name: gone, type: files, path: \"/nonexistent/" + dashed(p(4)) + "\" }\n"
                        + "  - { name: bad-host, type: site, url: \"http://" + p(5).digits() + ".invalid/"
                        + dashed(p(6)) + "\", delay: 0s }\n");
        write(
                "sources-only-allowed.yaml",
                head + "sources:\n  - { name: own, type: site, url: \"" + site.url("/site/") + "\" }\n");
        write("sources-value.yaml", head + "sources:\n  - { name: x, type: site, url: \"" + u(1).name() + "\" }\n");
        write(
                "sources-type.yaml",
                head + "sources:\n  - { name: x, type: \"" + u(2).name() + "\", url: \"http://a.example/\" }\n");
        write(
                "sources-every.yaml",
                head + "sources:\n  - { name: x, type: site, url: \"http://a.example/\", every: " + u(3).digits()
                        + "z }\n");
        write(
                "sources-name.yaml",
                head + "sources:\n  - { name: \"" + u(1).name() + "\", type: site, url: \"http://a.example/\" }\n");
        write(
                "sources-syntax.yaml",
                head + "sources:\n  - name: x\n   queries: [\"" + u(2).name() + "\n" + u(2).id() + ": {{\n");
        write(
                "sources-twice.yaml",
                head + "sources:\n  - { name: x, type: site, url: 'http://a.example/', *" + u(3).family() + " }\n");
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
