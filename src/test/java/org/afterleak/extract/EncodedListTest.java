package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.afterleak.demo.SyntheticPerson;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same fifty people in each encoding, and in encodings of encodings: all of them are confirmed. */
class EncodedListTest {
    private static final byte[] CSV = FiftyPeople.csv().getBytes(UTF_8);

    private static FiftyPeople people;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        people = new FiftyPeople(folder);
    }

    @AfterAll
    static void close() {
        people.close();
    }

    private record Form(String name, String text, String within) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean nowrap) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(9, nowrap))) {
            deflate.write(bytes);
        }
        return out.toByteArray();
    }

    private static String pairs(byte[] bytes, String before, String behind) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            out.append(before).append(HexFormat.of().toHexDigits(b)).append(behind);
        }
        return out.toString();
    }

    private static String dump(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            byte[] line = Arrays.copyOfRange(bytes, at, Math.min(at + 16, bytes.length));
            String text = new String(line, US_ASCII).replaceAll("[^ -~]", ".");
            out.append(String.format(Locale.ROOT, "%08x  %-48s |%s|%n", at, pairs(line, "", " "), text));
        }
        return out.toString();
    }

    private static String moved(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            out.append(letter ? (char) ((c | 0x20) < 'n' ? c + 13 : c - 13) : c);
        }
        return out.toString();
    }

    private static String references(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append("&#").append(c).append(';'));
        return out.toString();
    }

    private static String units(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(String.format(Locale.ROOT, "\\u%04x", c)));
        return out.toString();
    }

    private static String quotedPrintable(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (byte b : bytes) {
            String one = b < ' ' && b != '\n' || b == '='
                    ? String.format(Locale.ROOT, "=%02X", b)
                    : String.valueOf((char) b);
            if (b != '\n' && column + one.length() > 20) {
                out.append("=\r\n");
                column = 0;
            }
            out.append(one);
            column = b == '\n' ? 0 : column + one.length();
        }
        return out.toString();
    }

    private static String rows(String format) {
        StringBuilder out = new StringBuilder();
        for (SyntheticPerson p : FiftyPeople.PEOPLE) {
            out.append(String.format(
                    Locale.ROOT,
                    format,
                    base64(p.name().getBytes(UTF_8)),
                    base64(p.aNumber().getBytes(UTF_8)),
                    p.aNumber(),
                    p.name()));
        }
        return out.toString();
    }

    static List<Form> forms() throws IOException {
        String plain = base64(CSV);
        String json = "{\"people\":["
                + String.join(
                        ",",
                        FiftyPeople.PEOPLE.stream()
                                .map(p -> "{\"name\":\"" + p.name() + "\",\"id\":\"" + p.aNumber() + "\"}")
                                .toList())
                + "]}";
        String html = "<html><body><table><tr><th>Name<th>A-Number"
                + String.join(
                        "",
                        FiftyPeople.PEOPLE.stream()
                                .map(p -> "<tr><td>" + p.name() + "<td>" + p.aNumber())
                                .toList())
                + "</table></body></html>";
        List<Form> forms = new ArrayList<>();
        forms.add(new Form("base64", plain, "base64"));
        forms.add(new Form("base64, MIME", Base64.getMimeEncoder().encodeToString(CSV), "base64"));
        forms.add(new Form(
                "base64, url-safe", Base64.getUrlEncoder().withoutPadding().encodeToString(CSV), "base64"));
        forms.add(new Form("base64, UTF-16", base64(FiftyPeople.csv().getBytes(UTF_16LE)), "base64"));
        forms.add(new Form("base64 of gzip", base64(gzip(CSV)), "base64 > gzip > row"));
        forms.add(new Form(
                "hex of gzip of base64",
                HexFormat.of().formatHex(gzip(base64(CSV).getBytes(UTF_8))),
                "hex > gzip > base64"));
        forms.add(new Form("base64 of zlib", base64(deflate(CSV, false)), "base64 > zlib"));
        forms.add(new Form("base64 of deflate", base64(deflate(CSV, true)), "base64 > deflate"));
        forms.add(new Form(
                "base64 of base64 of hex",
                base64(base64(HexFormat.of().formatHex(CSV).getBytes(UTF_8)).getBytes(UTF_8)),
                "base64 > base64 > hex"));
        forms.add(new Form("base64 of JSON", base64(json.getBytes(UTF_8)), "base64 > object"));
        forms.add(new Form("base64 of HTML", base64(html.getBytes(UTF_8)), "base64 > table 1"));
        forms.add(new Form("base32", new Base32().encodeToString(CSV), "base32"));
        forms.add(new Form("base32 of zlib", new Base32().encodeToString(deflate(CSV, false)), "base32 > zlib"));
        forms.add(new Form("hex", HexFormat.of().formatHex(CSV), "hex"));
        forms.add(new Form("hex of zlib", HexFormat.of().formatHex(deflate(CSV, false)), "hex > zlib"));
        forms.add(new Form("hex pairs", pairs(CSV, "", " "), "hex"));
        forms.add(new Form("hex array", "byte[] b = {" + pairs(CSV, "0x", ", ") + "};", "hex"));
        forms.add(new Form("hex dump", dump(CSV), "hex"));
        forms.add(new Form("hex escapes", "s = \"" + pairs(CSV, "\\x", "") + "\"", "escapes"));
        forms.add(new Form("percent", URLEncoder.encode(FiftyPeople.csv(), UTF_8), "percent-encoding"));
        forms.add(new Form("percent, all", pairs(CSV, "%", ""), "percent-encoding"));
        forms.add(new Form("quoted-printable", quotedPrintable(CSV), "quoted-printable"));
        forms.add(new Form("unicode escapes", units(FiftyPeople.csv()), "escapes"));
        forms.add(new Form("JSON in a string", "log: {\"m\":\"" + json.replace("\"", "\\\"") + "\"}", "escapes"));
        forms.add(new Form("references", references(FiftyPeople.csv()), "character references"));
        forms.add(new Form("rot13", moved(FiftyPeople.csv()), "rot13"));
        forms.add(new Form("rot13 of base64", moved(plain), "rot13 > base64"));
        forms.add(new Form("base64 of rot13", base64(moved(FiftyPeople.csv()).getBytes(UTF_8)), "base64 > rot13"));
        forms.add(new Form(
                "base64 behind percent signs", "q=" + URLEncoder.encode(base64(deflate(CSV, false)), UTF_8), "base64"));
        forms.add(new Form("cells in base64", "name,id\n" + rows("%1$s,%2$s%n"), "base64"));
        forms.add(new Form("names in base64", "name,id\n" + rows("%1$s,%3$s%n"), "base64"));
        forms.add(new Form("numbers in base64", "name;id\n" + rows("%4$s;%2$s%n"), "base64"));
        forms.add(new Form("a JSON value", "{\"file\":\"list.csv\",\"content\":\"" + plain + "\"}", "base64"));
        forms.add(new Form(
                "an HTML page's text",
                "<html><p>Here:<p>" + plain.replaceAll("(.{80})", "$1<br>") + "</html>",
                "base64"));
        forms.add(new Form(
                "preformatted text",
                "<html><p>Here:<pre>" + plain.replaceAll("(.{76})", "$1\n") + "</pre></html>",
                "base64"));
        forms.add(new Form("a comment", "<html><p>Here<!-- " + plain + " --></html>", "comments"));
        forms.add(
                new Form("a script", "<html><p>Here<script>var x = atob('" + plain + "');</script></html>", "script"));
        forms.add(new Form("a data attribute", "<html><p data-list='" + plain + "'>Here</html>", "attribute"));
        forms.add(new Form(
                "a data: URL", "<html><a href='data:text/csv;base64," + plain + "'>list</a></html>", "data: URL"));
        forms.add(new Form(
                "a data: URL in percents",
                "<html><a href='data:text/csv," + URLEncoder.encode(FiftyPeople.csv(), UTF_8) + "'>list</a></html>",
                "data: URL"));
        forms.add(new Form(
                "an embedded page",
                "<html><iframe src='data:text/html;charset=utf-8;base64," + base64(html.getBytes(UTF_8))
                        + "'></iframe></html>",
                "data: URL"));
        return forms;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void allFifty_areConfirmed(Form form) throws Exception {
        Document document = Extracted.file(form.text());

        Extracted.check(document);
        assertThat(people.confirmed(document)).isEqualTo(50);
        assertThat(document.problems()).isEmpty();
        assertThat(locators(document)).anySatisfy(locator -> assertThat(locator).contains(form.within()));
    }

    private static List<String> locators(Document document) {
        List<String> locators = new ArrayList<>();
        for (int i = 0; i < document.passageCount(); i++) {
            locators.add(document.locator(i));
        }
        return locators;
    }

    @Test
    void locator_leadsToThePlace() throws Exception {
        String before = "Señor, look at this:\n";
        Document document = Extracted.file(before + base64(gzip(CSV)) + "\n");

        String start = "base64 at " + (before.length() + 1) + " > gzip > ";
        assertThat(locators(document)).contains(start + "row 1", start + "row 51");
        assertThat(document.block(document.blockOf(document.passageCount() - 1)).headings())
                .containsExactly("Name", "A-Number", "Country of Citizenship");
    }

    @Test
    void locatorInAPage_leadsToThePassage() throws Exception {
        Document document = Extracted.html("<p>Hello<p>all of <b>you</b>: " + base64(CSV));

        assertThat(locators(document)).contains("paragraph 2 > base64 > row 3");
    }
}
