package org.afterleak.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way of writing a text otherwise, found within other text; and what is none of them. */
class EncodedTextTest {
    private static final String LIST = "Name,A-Number,Country\n"
            + "Zoraida Quispe Mamani,A205123456,Bolivia\n"
            + "Muñoz Peña José,A201234567,Honduras\n"
            + "Mohammed Al-Rashid,A204987650,Iraq\n";
    private static final String BEFORE = "Here is what I found, have a look (it is all in there):\n\n";
    private static final String BEHIND = "\n\nMore of it next week, if nobody minds.\n";

    private static List<Decoded> find(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        List<Decoded> found = new ArrayList<>();
        EncodedText.find(utf8, 0, utf8.length, found::add);
        return found;
    }

    private static List<String> shown(List<Decoded> found) {
        return found.stream()
                .map(one -> one.encoding().label() + ": "
                        + new String(one.compression().inflate(one.bytes(), 1 << 20), UTF_8))
                .toList();
    }

    private record Way(String name, Encoding encoding, String written) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hex(byte[] bytes, String before, String between) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            out.append(out.isEmpty() ? "" : between).append(before).append(String.format(Locale.ROOT, "%02x", b));
        }
        return out.toString();
    }

    private static String wrapped(String text, int width, String before, String behind) {
        return text.replaceAll("(.{" + width + "})(?=.)", before + "$1" + behind + "\n");
    }

    /** As {@code xxd} and {@code hexdump -C} print it. */
    private static String dump(byte[] bytes, boolean canonical) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            StringBuilder pairs = new StringBuilder();
            StringBuilder ascii = new StringBuilder();
            for (int i = at; i < Math.min(at + 16, bytes.length); i++) {
                pairs.append(String.format(Locale.ROOT, "%02x", bytes[i]));
                if (canonical) {
                    pairs.append(i % 16 == 7 ? "  " : " ");
                } else {
                    pairs.append(i % 2 == 1 ? " " : "");
                }
                ascii.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
            }
            out.append(
                    canonical
                            ? String.format(Locale.ROOT, "%08x  %-49s |%s|\n", at, pairs, ascii)
                            : String.format(
                                    Locale.ROOT,
                                    "%08x: %-40s  %s\n",
                                    at,
                                    pairs.toString().stripTrailing(),
                                    ascii));
        }
        return out.toString();
    }

    private static String escaped(String text, boolean all) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (all || c >= 0x80) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c == '\n' ? "\\n" : c == '"' ? "\\\"" : String.valueOf(c));
            }
        }
        return out.toString();
    }

    private static String quotedPrintable(String text) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (byte b : text.getBytes(UTF_8)) {
            String one = b < ' ' && b != '\n' || b == '='
                    ? String.format(Locale.ROOT, "=%02X", b)
                    : String.valueOf((char) b);
            if (b == '\n') {
                column = -1;
            } else if (column + one.length() > 24) {
                out.append("=\n");
                column = 0;
            }
            out.append(one);
            column += one.length();
        }
        return out.toString();
    }

    private static String rot13(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            out.append(letter ? (char) ((c | 0x20) < 'n' ? c + 13 : c - 13) : c);
        }
        return out.toString();
    }

    static List<Way> ways() throws IOException {
        byte[] utf8 = LIST.getBytes(UTF_8);
        String plain = base64(utf8);
        return List.of(
                new Way("base64", Encoding.BASE64, plain),
                new Way("base64 without padding", Encoding.BASE64, plain.replace("=", "")),
                new Way(
                        "base64, url-safe",
                        Encoding.BASE64,
                        Base64.getUrlEncoder().encodeToString(utf8)),
                new Way("base64, MIME", Encoding.BASE64, wrapped(plain, 76, "", "")),
                new Way("base64, wrapped at 64 with CRLF", Encoding.BASE64, wrapped(plain, 64, "", "\r")),
                new Way("base64, wrapped at 20", Encoding.BASE64, wrapped(plain, 20, "", "")),
                new Way("base64, quoted in a mail", Encoding.BASE64, wrapped(plain, 60, "> ", "")),
                new Way("base64, strings of a program", Encoding.BASE64, "x = " + wrapped(plain, 60, "\"", "\" +")),
                new Way("base64, data: URL", Encoding.BASE64, "data:text/csv;charset=utf-8;base64," + plain),
                new Way(
                        "base64, behind a path",
                        Encoding.BASE64,
                        "https://paste.example/raw/" + plain.replace("/", "_")),
                new Way("base64, UTF-16", Encoding.BASE64, base64(LIST.getBytes(UTF_16LE))),
                new Way("base64, Latin-1", Encoding.BASE64, base64(LIST.getBytes(ISO_8859_1))),
                new Way("base32", Encoding.BASE32, new Base32().encodeToString(utf8)),
                new Way("base32, wrapped", Encoding.BASE32, wrapped(new Base32().encodeToString(utf8), 64, "", "")),
                new Way(
                        "base32, small letters",
                        Encoding.BASE32,
                        new Base32().encodeToString(utf8).toLowerCase(Locale.ROOT)),
                new Way("hex", Encoding.HEX, HexFormat.of().formatHex(utf8)),
                new Way(
                        "hex, capitals",
                        Encoding.HEX,
                        HexFormat.of().withUpperCase().formatHex(utf8)),
                new Way("hex, wrapped", Encoding.HEX, wrapped(HexFormat.of().formatHex(utf8), 60, "", "")),
                new Way("hex, 0x", Encoding.HEX, "0x" + HexFormat.of().formatHex(utf8)),
                new Way("hex, bytea", Encoding.HEX, "'\\x" + HexFormat.of().formatHex(utf8) + "'"),
                new Way("hex, pairs", Encoding.HEX, hex(utf8, "", " ")),
                new Way("hex, pairs in lines", Encoding.HEX, wrapped(hex(utf8, "", " "), 48, "", "")),
                new Way("hex, colons", Encoding.HEX, hex(utf8, "", ":")),
                new Way("hex, array", Encoding.HEX, "{" + hex(utf8, "0x", ", ") + "}"),
                new Way("hex, xxd", Encoding.HEX, dump(utf8, false)),
                new Way("hex, hexdump -C", Encoding.HEX, dump(utf8, true)),
                new Way("hex escapes", Encoding.ESCAPES, hex(utf8, "\\x", "\\x").replace("\\x\\x", "\\x")),
                new Way(
                        "percent",
                        Encoding.PERCENT,
                        URLEncoder.encode(LIST, UTF_8).replace("+", "%20")),
                new Way("percent, all", Encoding.PERCENT, hex(utf8, "%", "")),
                new Way(
                        "percent, Latin-1",
                        Encoding.PERCENT,
                        URLEncoder.encode(LIST, ISO_8859_1).replace("+", "%20")),
                new Way("quoted-printable", Encoding.QUOTED_PRINTABLE, quotedPrintable(LIST)),
                new Way("unicode escapes, all", Encoding.ESCAPES, escaped(LIST, true)),
                new Way("JSON string", Encoding.ESCAPES, "{\"text\": \"" + escaped(LIST, false) + "\"}"),
                new Way(
                        "references, all",
                        Encoding.REFERENCES,
                        LIST.chars().mapToObj(c -> "&#" + c + ";").reduce("", String::concat)),
                new Way(
                        "references, hex",
                        Encoding.REFERENCES,
                        LIST.chars()
                                .mapToObj(c -> "&#x" + Integer.toHexString(c) + ";")
                                .reduce("", String::concat)),
                new Way("rot13", Encoding.ROT13, rot13(LIST.replace("Muñoz Peña José", "Elisabet Fenwicking"))));
    }

    private static byte[] deflated(byte[] bytes, boolean nowrap) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(9, nowrap))) {
            deflate.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void list_isFoundWithinOtherText(Way way) {
        check(way, BEFORE + way.written() + BEHIND);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void list_isFoundAlone(Way way) {
        check(way, way.written());
    }

    private static void check(Way way, String text) {
        List<Decoded> found = find(text);

        assertThat(found).as(way.name()).isNotEmpty();
        assertThat(found).extracting(Decoded::encoding).as(way.name()).contains(way.encoding());
        String all = String.join(
                "\n",
                found.stream()
                        .filter(one -> !one.asWritten())
                        .map(one -> read(one.bytes()))
                        .toList());
        for (String line : LIST.lines().toList()) {
            assertThat(all.contains(line) || all.contains(line.replace("Muñoz Peña José", "Elisabet Fenwicking")))
                    .as(way.name() + ": " + line + " in " + all)
                    .isTrue();
        }
        byte[] utf8 = text.getBytes(UTF_8);
        for (Decoded one : found) {
            assertThat(one.start()).isBetween(0, utf8.length);
            assertThat(one.end()).isBetween(one.start(), utf8.length);
        }
    }

    private static String read(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        return text.indexOf('\0') >= 0
                ? new String(bytes, UTF_16LE)
                : text.indexOf('\uFFFD') >= 0 ? new String(bytes, ISO_8859_1) : text;
    }

    @Test
    void compressedText_isFoundBelowBase64AndHex() throws Exception {
        byte[] zlib = deflated(LIST.getBytes(UTF_8), false);
        byte[] raw = deflated(LIST.getBytes(UTF_8), true);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(LIST.getBytes(UTF_8));
        }

        assertThat(shown(find(BEFORE + base64(zlib) + BEHIND))).containsExactly("base64: " + LIST);
        assertThat(shown(find(base64(raw)))).containsExactly("base64: " + LIST);
        assertThat(shown(find(HexFormat.of().formatHex(zlib)))).containsExactly("hex: " + LIST);
        assertThat(shown(find(hex(zlib, "", " ")))).containsExactly("hex: " + LIST);
        assertThat(find(base64(gzip.toByteArray()))).singleElement().satisfies(one -> {
            assertThat(one.bytes()).isEqualTo(gzip.toByteArray());
            assertThat(one.compression()).isEqualTo(Compression.NONE);
        });
        assertThat(find(base64(zlib)).get(0).compression()).isEqualTo(Compression.ZLIB);
        assertThat(find(base64(raw)).get(0).compression()).isEqualTo(Compression.DEFLATE);
    }

    @Test
    void eachLineOfItsOwn_isATextOfItsOwn() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lines.append(base64(("Zoraida Quispe A2051234" + (10 + i) + " Bolivia").getBytes(UTF_8)))
                    .append('\n');
        }

        List<String> found = shown(find(lines.toString()));

        assertThat(found).hasSize(20);
        assertThat(found.get(19)).isEqualTo("base64: Zoraida Quispe A205123429 Bolivia");
    }

    @Test
    void cellsOfATable_areEachFound() {
        String row = base64("Zoraida Quispe".getBytes(UTF_8)) + "\t" + base64("A205123456".getBytes(UTF_8)) + "\n";

        assertThat(shown(find(row.repeat(3)))).hasSize(6).contains("base64: Zoraida Quispe", "base64: A205123456");
    }

    @Test
    void escapesHereAndThere_areUndoneWithTheirLine() {
        assertThat(shown(find("id,name\n1,Mu\\u00f1oz Pe\\u00f1a,A205123456\n")))
                .containsExactly("escapes: id,name\n1,Muñoz Peña,A205123456");
        assertThat(shown(find("a@example.org wrote: Mu=C3=B1oz, A2051=\n23456\n")))
                .containsExactly("quoted-printable: a@example.org wrote: Muñoz, A205123456");
    }

    @Test
    void numbersInAddresses_areNoQuotedPrintable() {
        assertThat(find("GET /list?id=812345&page=95000&x=2140 HTTP/1.1\nGET /list?id=998877&page=8812\n"))
                .isEmpty();
        assertThat(shown(find("Nr =C3=892024, Mu=C3=B1oz =C2=A9=C2=A92026\n")))
                .containsExactly("quoted-printable: Nr É2024, Muñoz ©©2026");
    }

    @Test
    void base64InARequest_isFoundBehindItsPercentSigns() {
        String base64 = base64("??>>Zoraida Quispe Mamani, A205123456, Bolivia~~??".getBytes(UTF_8));
        List<Decoded> found = find(
                "GET /x?q=" + base64.replace("/", "%2F").replace("+", "%2B").replace("=", "%3D"));

        assertThat(found).anySatisfy(one -> {
            assertThat(one.encoding()).isEqualTo(Encoding.PERCENT);
            assertThat(new String(one.bytes(), UTF_8)).contains(base64);
        });
    }

    @Test
    void base64MovedByRot13_isMovedBack() {
        assertThat(find(rot13(base64(LIST.getBytes(UTF_8))))).singleElement().satisfies(one -> {
            assertThat(one.encoding()).isEqualTo(Encoding.ROT13);
            assertThat(new String(one.bytes(), UTF_8))
                    .isEqualTo(base64(LIST.getBytes(UTF_8)).replace("=", ""));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Donaudampfschifffahrtsgesellschaftskapitaen and internationalization and antidisestablishmentarianism",
                "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "md5 d41d8cd98f00b204e9800998ecf8427e and uuid 123e4567-e89b-12d3-a456-426614174000",
                "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 by A. Person",
                "mac 00:1b:44:11:3a:b7, 2001:0db8:85a3:0000:0000:8a2e:0370:7334",
                "getElementsByClassNameAndAttributeValue(HTMLTableRowElementImplementation)",
                "/usr/share/application/javascript/Controllers/UserProfileController/index",
                "2024-01-02 03:04:05, 2024-02-03 04:05:06, 12 34 56 78 90",
                "100, 200, 150, 220, 130, 99, 250, 180, 77, 34, 21, 198, 205",
                "1234567890123456789012345678901234567890",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "We saw 50% of A & B, and x = y \\ z; see page 3.",
                "El señor Pérez vive en Zaragoza y trabaja en el ayuntamiento de la ciudad desde hace años.",
                "Przetwarzanie danych osobowych jest zgodne z prawem i odbywa sie na podstawie zgody.",
                "Nguyen Van Thanh, Tran Thi Hoa, Pham Duc Long, Le Quang Vinh, Hoang Thi Thu Huong",
                "Grzegorz Brzęczyszczykiewicz, Szczepan Wójcik, Krzysztof Jędrzejczyk, Władysław Żółć",
                "Xhevahire Xhaferi, Qemal Qosja, Gjergj Gjoka, Njazi Ndreu, Ylli Zeqiri, Zef Zhuri"
            })
    void ordinaryText_isLeftAlone(String text) {
        assertThat(shown(find(text))).isEmpty();
        assertThat(shown(find((text + "\n").repeat(40)))).isEmpty();
    }

    @Test
    void nothing_isNothing() {
        assertThat(find("")).isEmpty();
        assertThat(find("QQ==")).isEmpty();
    }

    @Test
    void whoEnoughHas_isGivenNoMore() {
        byte[] text = (base64("Zoraida Quispe, A205123456".getBytes(UTF_8)) + "\n")
                .repeat(100)
                .getBytes(UTF_8);
        List<Decoded> found = new ArrayList<>();

        EncodedText.find(text, 0, text.length, one -> found.add(one) && found.size() < 3);

        assertThat(found).hasSize(3);
    }
}
