package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.afterleak.capture.Capture;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTableRow;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.junit.jupiter.api.Test;

/** Documents made to hang, fill, call out or break: each is read or skipped in its time, and the next one is read. */
class HostileDocumentsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Extractor EXTRACTOR = new Extractor();
    private static final byte[] PLAIN = "Zoraida Quispe, A205123456\n".getBytes(UTF_8);

    private static String outcome(byte[] content) {
        return assertTimeoutPreemptively(PATIENCE, () -> {
            String outcome;
            try {
                Document document = EXTRACTOR.extract(Capture.ofFile("x", content, Instant.EPOCH));
                Extracted.check(document);
                outcome = Extracted.texts(document) + " " + document.problems();
            } catch (ExtractException e) {
                outcome = "skipped: " + e.getMessage();
            }
            assertThat(Extracted.texts(EXTRACTOR.extract(Capture.ofFile("y", PLAIN, Instant.EPOCH))))
                    .hasSize(1);
            return outcome;
        });
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static final String TYPES =
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\""
                    + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\""
                    + " ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/"
                    + "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    private static final String RELATIONS =
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
                    + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
                    + " Target=\"word/document.xml\"/></Relationships>";

    private static byte[] docx(String document, Map<String, String> more) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", TYPES);
        parts.put("_rels/.rels", RELATIONS);
        parts.put("word/document.xml", document);
        parts.putAll(more);
        return zip(parts);
    }

    private static String word(String prolog, String text) {
        return "<?xml version=\"1.0\"?>" + prolog
                + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
                + text + "</w:t></w:r></w:p></w:body></w:document>";
    }

    private static byte[] odf(String prolog, String text) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", "application/vnd.oasis.opendocument.text");
        parts.put(
                "content.xml",
                "<?xml version=\"1.0\"?>" + prolog
                        + "<office:document-content xmlns:office=\"urn:o\" xmlns:text=\"urn:t\">"
                        + "<office:body><text:p>" + text + "</text:p></office:body></office:document-content>");
        return zip(parts);
    }

    private static byte[] epub(String prolog, String text) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", "application/epub+zip");
        parts.put("META-INF/container.xml", "<?xml version=\"1.0\"?>" + prolog + "<container/>");
        parts.put("a.xhtml", "<?xml version=\"1.0\"?>" + prolog + "<html><body><p>" + text + "</p></body></html>");
        return zip(parts);
    }

    @Test
    void externalEntitiesAndReferences_areNeverFollowed() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket call = server.accept()) {
                        calls.incrementAndGet();
                    } catch (SocketException e) {
                        return;
                    } catch (IOException e) {
                        calls.incrementAndGet();
                    }
                }
            });
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            String external =
                    "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + url + "\"><!ENTITY % p SYSTEM \"" + url + "\"> %p;]>";
            String dtd = "<!DOCTYPE x SYSTEM \"" + url + "\">";
            for (String prolog : List.of(external, dtd)) {
                outcome(docx(word(prolog, "a &e; b"), Map.of()));
                outcome(odf(prolog, "a &e; b"));
                outcome(epub(prolog, "a &e; b"));
                outcome(("<?xml version=\"1.0\"?>" + prolog + "<x>a &e; b</x>").getBytes(UTF_8));
                outcome(zip(Map.of("x.svg", "<?xml version=\"1.0\"?>" + prolog + "<svg><text>&e;</text></svg>")));
            }
            outcome(docx(
                    word("", "template"),
                    Map.of(
                            "word/_rels/document.xml.rels",
                            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                    + "<Relationship Id=\"r9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                                    + "relationships/attachedTemplate\" Target=\"" + url
                                    + "\" TargetMode=\"External\"/></Relationships>")));
            outcome(("{\\rtf1 {\\field{\\*\\fldinst{INCLUDEPICTURE \"" + url + "\"}}{\\fldrslt x}} {\\*\\template "
                            + url + "}}")
                    .getBytes(UTF_8));
            outcome(
                    ("From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: message/external-body;"
                                    + " access-type=URL; URL=\"" + url + "\"\r\n\r\n\r\n")
                            .getBytes(UTF_8));
            outcome(pdf("/OpenAction<</S/URI/URI(" + url + ")>>", "BT /F1 9 Tf 9 9 Td (hello) Tj ET"));
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void billionLaughs_areNotLaughed() throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        laughs.append("]>");
        for (byte[] document : List.of(
                docx(word(laughs.toString(), "&l11;"), Map.of()),
                odf(laughs.toString(), "&l11;"),
                epub(laughs.toString(), "&l11;"),
                ("<?xml version=\"1.0\"?>" + laughs + "<x>&l11;</x>").getBytes(UTF_8))) {
            assertThat(outcome(document)).hasSizeLessThan(1 << 20);
        }
    }

    @Test
    void documentsThatAreBombs_areReadInPartOrSkipped() throws Exception {
        String many = "<text:p>" + "x ".repeat(1 << 19) + "</text:p>";
        outcome(odf("", "</text:p>" + many.repeat(200) + "<text:p>"));
        outcome(odf("", "<x>".repeat(1_000_000)));
        outcome(docx(
                word(
                        "",
                        "</w:t></w:r></w:p>" + "<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(1_000_000)
                                + "<w:p><w:r><w:t>"),
                Map.of()));
        outcome(docx(word("", "<w:tbl><w:tr><w:tc>".repeat(200_000)), Map.of()));
        outcome(("{\\rtf1 " + "{".repeat(5_000_000)).getBytes(UTF_8));
        outcome(("From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n" + "X-A: b\r\n".repeat(500_000)
                        + "\r\nx")
                .getBytes(UTF_8));
        assertThat(outcome(mime(200))).doesNotStartWith("[]");
    }

    /** Parts within parts within parts. */
    private static byte[] mime(int depth) {
        StringBuilder mail = new StringBuilder("From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n");
        for (int i = 0; i < depth; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\nhello\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        return mail.append("Content-Type: text/plain\r\n\r\nZoraida Quispe\r\n")
                .toString()
                .getBytes(UTF_8);
    }

    private static byte[] pdf(String catalog, String operators) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (OutputStream deflater = new DeflaterOutputStream(stream)) {
            deflater.write(operators.getBytes(UTF_8));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + catalog + ">>endobj\n"
                        + "2 0 obj<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>endobj\n"
                        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
                        + "/XObject<</X 6 0 R>>>>>>endobj\n"
                        + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                        + "6 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream endobj\n"
                        + "4 0 obj<</Filter/FlateDecode/Length " + stream.size() + ">>stream\n")
                .getBytes(UTF_8));
        out.write(stream.toByteArray());
        out.write("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".getBytes(UTF_8));
        return out.toByteArray();
    }

    @Test
    void rtf_losesNoTextBeforeItsFirstParagraphMark() {
        String row = "\\trowd\\cellx3000\\cellx6000 \\intbl Zoraida Quispe\\cell \\intbl A205123456\\cell \\row";
        for (String rtf : List.of(
                "{\\rtf1\\ansi " + row + "}",
                "{\\rtf1 Zoraida Quispe, A205123456}",
                "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}{\\b Zoraida Quispe} A205123456}",
                "{\\rtf1\\ansi\\deff0{\\colortbl;}\n" + row + "\\pard\\par}")) {
            assertThat(outcome(rtf.getBytes(UTF_8))).as(rtf).contains("Zoraida Quispe", "A205123456");
        }
    }

    @Test
    void slides_areNumbered_andTheirNotesToo() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XMLSlideShow show = new XMLSlideShow()) {
            for (int i = 1; i <= 3; i++) {
                XSLFSlide slide = show.createSlide();
                slide.createTextBox().setText("Text " + i);
                XSLFTableRow row = slide.createTable().addRow();
                row.addCell().setText("Zoraida");
                row.addCell().setText("A20512345" + i);
                if (i != 1) {
                    for (XSLFTextShape shape : show.getNotesSlide(slide).getPlaceholders()) {
                        if (shape.getTextType() == Placeholder.BODY) {
                            shape.setText("Note " + i);
                        }
                    }
                }
            }
            show.write(out);
        }

        assertThat(Extracted.shown(Extracted.file(out.toByteArray())))
                .contains(
                        "LINE slide 1 > paragraph 1: Text 1",
                        "ROW slide 1 > table 2 > row 1: Zoraida|A205123451",
                        "LINE slide 2 > paragraph 1: Text 2",
                        "ROW slide 2 > table 3 > row 1: Zoraida|A205123452",
                        "LINE slide 2 > notes > paragraph 2: Note 2",
                        "LINE slide 3 > paragraph 1: Text 3",
                        "LINE slide 3 > notes > paragraph 2: Note 3");
    }

    @Test
    void rtfTables_areRows() throws Exception {
        String layout = "\\trowd\\cellx3000\\cellx6000";
        Document document = Extracted.file("{\\rtf1\\ansi Before\\par " + layout
                + "\\intbl Name\\cell A-Number\\cell " + layout + "\\row "
                + "\\intbl Zoraida\\par Quispe\\cell {\\b A205123456}\\cell \\row "
                + layout + "\\intbl\\uc2 Jane Roe\\cell\\cell\\row \\pard Behind\\par {\\*\\x\\bin5 \\cell}"
                + layout + "\\intbl cut\\cell short}");

        assertThat(Extracted.shown(document))
                .containsExactly(
                        "LINE paragraph 1: Before",
                        "ROW table 1 > row 1: Name|A-Number",
                        "ROW table 1 > row 2: Zoraida Quispe|A205123456",
                        "ROW table 1 > row 3: Jane Roe|",
                        "LINE paragraph 9: Behind",
                        "ROW table 2 > row 1: cut|short");
        assertThat(document.block(1).headings()).containsExactly("Name", "A-Number");
    }

    @Test
    void pdfLoops_end() throws Exception {
        assertThat(outcome(pdf(
                        "/Names<</EmbeddedFiles<</Kids[1 0 R]>>>>", "BT /F1 9 Tf 9 9 Td (hello there) Tj ET /X Do")))
                .contains("hello there");
        assertThat(outcome(pdf("/AcroForm<</Fields[7 0 R]>>", "q ".repeat(1_000_000))))
                .isNotBlank();
        assertThat(outcome(pdf("", "BT /F1 9 Tf (" + "(".repeat(1_000_000)))).isNotBlank();
    }

    @Test
    void bytesBehindEveryMagicNumber_areReadOrSkipped() {
        String[] magic = {
            "%PDF-1.7\n",
            "PK\u0003\u0004",
            "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1",
            "{\\rtf1",
            "SQLite format 3\0",
            "Rar!\u001A\u0007\0",
            "Rar!\u001A\u0007\u0001\0",
            "7z\u00BC\u00AF'\u001C",
            "(\u00B5/\u00FD",
            "\u00FD7zXZ\0",
            "BZh91AY&SY",
            "\u001F\u008B\b\0",
            "\u0004\"M\u0018",
            "\u001F\u009D\u0090",
            "WARC/1.0\r\n",
            "070701",
            "!<arch>\n",
            "x\u009F>\"",
            "\u00FF\u0006\0\0sNaPpY",
            "]\0\0\u0080\0\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\0"
        };
        java.util.Random random = new java.util.Random(3);
        for (String start : magic) {
            for (int i = 0; i < 5; i++) {
                byte[] bytes = new byte[20_000];
                random.nextBytes(bytes);
                byte[] head = start.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                System.arraycopy(head, 0, bytes, 0, head.length);
                assertThat(outcome(bytes)).isNotBlank();
            }
        }
    }

    @Test
    void nothingIsLeftOnTheDisk() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<String> before = names(temporary);
        outcome(docx(word("", "Zoraida Quispe"), Map.of()));
        outcome(odf("", "Zoraida Quispe"));
        outcome(epub("", "Zoraida Quispe"));
        outcome(pdf("", "BT /F1 9 Tf 9 9 Td (Zoraida Quispe) Tj ET"));

        assertThat(names(temporary).stream().filter(n -> !before.contains(n) && !n.startsWith("sqlite-")))
                .isEmpty();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.matches("(apache-tika|poi|pdfbox|imageio|mime4j).*"))
                    .toList();
        }
    }
}
