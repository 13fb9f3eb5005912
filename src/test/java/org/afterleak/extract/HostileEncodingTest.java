package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoded text by those who mean harm: each bound is kept, and told. */
class HostileEncodingTest {
    /** Far more than it takes; what is quadratic takes hours. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Document inTime(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return assertTimeoutPreemptively(PATIENCE, () -> {
            Document document = Extracted.sent("text/plain", bytes);
            Extracted.check(document);
            return document;
        });
    }

    private static byte[] zlib(byte[] bytes, int level) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(level))) {
            deflate.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static Document nested(int depth) throws IOException {
        byte[] text = "Zoraida Quispe, A205123456, and some more words to begin with".getBytes(UTF_8);
        for (int i = 0; i < depth; i++) {
            text = Base64.getEncoder().encode(zlib(text, 9));
        }
        return inTime(new String(text, UTF_8));
    }

    @Test
    void encodingsOfOneAnother_endAtTheDepth() throws Exception {
        assertThat(nested(40).problems()).anySatisfy(problem -> assertThat(problem).contains("nested deeper than"));
    }

    @Test
    void hundredsOfEncodingsOfOneAnother_endAtSomeLimit() throws Exception {
        assertThat(nested(300).problems()).isNotEmpty();
    }

    @Test
    void base64OfBase64_isReadAsDeepAsPartsAre() {
        byte[] text = "Zoraida Quispe, A205123456".getBytes(UTF_8);
        for (int i = 0; i < 8; i++) {
            text = Base64.getEncoder().encode(text);
        }
        Document document = inTime(new String(text, UTF_8));

        assertThat(Extracted.texts(document)).contains("Zoraida Quispe, A205123456");
        assertThat(document.problems()).isEmpty();
    }

    @Test
    void fiftyMegabytesOfBase64OfZeros_sayNothing() {
        Document document = inTime("A".repeat(50_000_000));

        assertThat(document.passageCount()).isEqualTo(1);
    }

    @Test
    void fiftyMegabytesOfBase64OfText_areReadWithinTheLimits() {
        Document document = inTime(Base64.getEncoder().encodeToString("Zoraida Quispe\n".repeat(2_500_000).getBytes(UTF_8)));

        assertThat(document.length()).isLessThanOrEqualTo(ExtractLimits.DEFAULT.maxTextBytes());
        assertThat(document.problems()).isNotEmpty();
    }

    @Test
    void deflateBombBelowBase64_endsAtTheLimit() throws Exception {
        byte[] words = new byte[300 << 20];
        Arrays.fill(words, (byte) 'a');
        byte[] line = "Zoraida Quispe went away\n".getBytes(UTF_8);
        for (int i = 0; i + line.length < words.length; i += line.length) {
            System.arraycopy(line, 0, words, i, line.length);
        }
        byte[] bomb = zlib(words, 9);
        words = null;

        Document document = inTime("Look: " + Base64.getEncoder().encodeToString(bomb));

        assertThat(document.length()).isLessThanOrEqualTo(ExtractLimits.DEFAULT.maxTextBytes());
        assertThat(document.problems()).anySatisfy(problem -> assertThat(problem).contains("the rest was left out"));
    }

    @Test
    void gzipBombBelowBase64_endsAtTheLimit() throws Exception {
        byte[] bomb = gzip(new byte[200 << 20]);

        Document document = inTime(Base64.getEncoder().encodeToString(bomb));

        assertThat(document.problems()).isNotEmpty();
    }

    @Test
    void millionTinyCandidates_areReadOrTold() {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            byte[] words = ("Zo " + random.nextInt(1_000_000) + " Qu").getBytes(UTF_8);
            text.append(Base64.getEncoder().encodeToString(words)).append(i % 3 == 0 ? "\n" : " ");
        }
        Document document = inTime(text.toString());

        assertThat(document.length()).isGreaterThan(text.length());
    }

    @Test
    void millionTinyDocuments_endAtTheNumberOfParts() {
        String one = Base64.getEncoder().encodeToString("{\"name\":\"Zoraida Quispe\",\"id\":\"A205123456\"}".getBytes(UTF_8));

        Document document = inTime((one + " ").repeat(200_000));

        assertThat(document.problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%41",
                "%u0041",
                "%",
                "&#65;",
                "&amp;",
                "&",
                "\\u0041",
                "\\n",
                "\\",
                "\"\\",
                "'a\\\"b",
                "=41",
                "=C3",
                "=\n",
                "41 ",
                "0x41,",
                "41:",
                "65, ",
                "00000000  41 41 41 41  |AAAA|\n",
                "QUFB",
                "QUFB\n",
                "QUFBQUFBQUFBQUFBQUFB\n",
                "QUFBQUFBQUFBQUFBQUFB=\n",
                "QUFBQUFBQUFBQUFBQUFB QUFBQUFBQUFBQUFBQUFB\n",
                "/QUFBQUFBQUFBQUFB",
                "eJwLcgEA",
                "GEZDGNBV",
                "5a6f7261",
                "ebg13 ",
                "nopqrstuvwxyz",
                "Mbenvqn Dhvfcr\n",
                "a%41b&#65;c\\u0041d=41\n",
                "data:,a",
                "H4sIAAAAAAAA"
            })
    void repeatedCandidates_takeLinearTime(String text) {
        inTime(text.repeat(200_000 / text.length()));
        inTime("x" + text.repeat(200_000 / text.length()) + "y");
    }

    @Test
    void ofRandomDigits_nothingIsReadButThemselves() {
        Random random = new Random(1);
        byte[] noise = new byte[3_000_000];
        random.nextBytes(noise);

        Document document = inTime(Base64.getMimeEncoder().encodeToString(noise));

        assertThat(document.length()).isLessThan(noise.length * 4 / 3 + 200_000);
    }

    @Test
    void millionTagsDeep_withEncodedText_isRead() throws Exception {
        String base64 = Base64.getEncoder().encodeToString("Zoraida Quispe, A205123456".getBytes(UTF_8));

        Document document = assertTimeoutPreemptively(
                PATIENCE, () -> Extracted.sent("text/html", "<html><body>" + "<div>".repeat(1_000_000) + base64));

        assertThat(String.join("\n", Extracted.texts(document))).contains("Zoraida Quispe, A205123456");
    }
}
