package org.afterleak.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakSearchTest {
    private final LeakSearch search = new LeakSearch(Planted.spellings());

    private boolean finds(byte[] bytes) {
        return !search.in("test", bytes).isEmpty();
    }

    private boolean finds(String text) {
        return finds(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyIdentifierOfEverybody_isFoundAsItStandsInTheList() {
        for (Planted.Person person : Planted.LISTED) {
            for (String identifier : new String[] {
                person.given(),
                person.family(),
                person.id(),
                person.email(),
                person.phone(),
                person.nationality(),
                person.facility()
            }) {
                assertThat(finds("... " + identifier + " ...")).as(person.key()).isTrue();
                assertThat(finds(identifier.toUpperCase(Locale.ROOT)))
                        .as(person.key())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "ISO-8859-1"})
    void name_isFoundInAnyEncodingAndCase(String charset) {
        String name = Planted.p(3).family();
        assertThat(finds("zephyrKVISTAD".getBytes(Charset.forName(charset)))).isTrue();
        for (String spelling : new String[] {name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)}) {
            byte[] bytes = (" >" + spelling + "< ").getBytes(Charset.forName(charset));
            assertThat(finds(bytes)).isTrue();
            assertThat(finds(HexFormat.of().formatHex(bytes))).isTrue();
            assertThat(finds(HexFormat.of().withUpperCase().formatHex(bytes))).isTrue();
        }
    }

    @Test
    void base64_isFoundAtEveryAlignmentInEitherAlphabet() {
        for (int before = 0; before < 7; before++) {
            for (int after = 0; after < 4; after++) {
                byte[] bytes = ("x".repeat(before) + Planted.p(3).family() + "?".repeat(after))
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(finds(Base64.getEncoder().encode(bytes))).isTrue();
                assertThat(finds(Base64.getUrlEncoder().withoutPadding().encode(bytes)))
                        .isTrue();
                byte[] digits = ("x".repeat(before) + Planted.p(1).digits() + "?".repeat(after))
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(finds(Base64.getEncoder().encode(digits))).isTrue();
            }
        }
    }

    @Test
    void escapes_areFound() {
        String name = Planted.p(3).family();
        assertThat(finds(URLEncoder.encode(name, StandardCharsets.UTF_8))).isTrue();
        assertThat(finds(URLEncoder.encode(Planted.p(1).email(), StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(finds("Z\\u00e9phyrkvistad")).isTrue();
        assertThat(finds("Z\\u00E9phyrkvistad")).isTrue();
        assertThat(finds("Z&#233;phyrkvistad")).isTrue();
        assertThat(finds("Z&#xE9;phyrkvistad")).isTrue();
        StringBuilder all = new StringBuilder();
        for (byte b : Planted.p(1).family().getBytes(StandardCharsets.UTF_8)) {
            all.append(String.format(Locale.ROOT, "%%%02X", b));
        }
        assertThat(finds(all.toString())).isTrue();
        assertThat(finds(all.toString().replace("%", "%25"))).isTrue();
    }

    @Test
    void compressed_isFoundWhereverItBegins_oneInsideAnother() throws IOException {
        byte[] plain = ("a,b\n" + Planted.p(1).name()).getBytes(StandardCharsets.UTF_8);
        byte[] nested = inMiddle(zip(inMiddle(gzip(inMiddle(deflate(plain))))));
        assertThat(finds(inMiddle(gzip(plain)))).isTrue();
        assertThat(finds(inMiddle(zip(plain)))).isTrue();
        assertThat(finds(inMiddle(deflate(plain)))).isTrue();
        assertThat(finds(nested)).isTrue();
        assertThat(finds(Base64.getEncoder().encode(zip(plain)))).isTrue();
        assertThat(finds(Base64.getUrlEncoder().encode(gzip(plain)))).isTrue();
        assertThat(finds(Arrays.copyOf(
                        gzip(new String(plain, StandardCharsets.UTF_8)
                                .repeat(3000)
                                .getBytes(StandardCharsets.UTF_8)),
                        200)))
                .as("cut off")
                .isTrue();
    }

    @Test
    void noise_isNoLeak() {
        byte[] noise = new byte[4 << 20];
        new Random(20260101).nextBytes(noise);
        assertThat(search.in("noise", noise)).isEmpty();
        assertThat(search.in("noise", Base64.getEncoder().encode(noise))).isEmpty();
    }

    @Test
    void report_quotesNothing() {
        LeakSearch own = new LeakSearch(Map.of("key", Set.of("Quenthriselwick")));
        assertThat(own.in("file", "x Quenthriselwick".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("file: key in UTF-8 at byte 2");
    }

    private static byte[] inMiddle(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("0123456789".repeat(10).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        out.writeBytes("trailer".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(9))) {
            deflated.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("inner/x.csv"));
            zip.write(bytes);
            zip.closeEntry();
        }
        return out.toByteArray();
    }
}
