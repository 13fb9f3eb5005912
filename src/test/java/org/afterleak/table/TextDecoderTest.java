package org.afterleak.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
    private static String decode(byte[] bytes, String declared) {
        return new String(TextDecoder.toUtf8(bytes, TextDecoder.charset(declared)), UTF_8);
    }

    @Test
    void declaredSet_isUsed_whereTheTextIsNotUtf8() {
        assertThat(decode("Łódź".getBytes(Charset.forName("windows-1250")), "windows-1250"))
                .isEqualTo("Łódź");
        assertThat(decode("ПЕТРЁВ".getBytes(Charset.forName("windows-1251")), "windows-1251"))
                .isEqualTo("ПЕТРЁВ");
        assertThat(decode("山田".getBytes(Charset.forName("Shift_JIS")), "Shift_JIS"))
                .isEqualTo("山田");
        assertThat(decode("“José”".getBytes(Charset.forName("windows-1252")), "iso-8859-1"))
                .isEqualTo("“José”");
    }

    @Test
    void lies_areNotBelieved() {
        assertThat(decode("José A123456789".getBytes(UTF_8), "iso-8859-1")).isEqualTo("José A123456789");
        assertThat(decode("José A123456789".getBytes(UTF_8), "utf-16")).isEqualTo("José A123456789");
        assertThat(decode("José A123456789".getBytes(ISO_8859_1), "utf-8")).isEqualTo("José A123456789");
        assertThat(decode("A123456789 Ada".getBytes(UTF_8), "IBM037")).isEqualTo("A123456789 Ada");
        assertThat(decode("A123456789 Ada".getBytes(UTF_8), "no-such-set")).isEqualTo("A123456789 Ada");
        assertThat(decode("A123456789 Ada".getBytes(UTF_16LE), "utf-8")).isEqualTo("A123456789 Ada");
    }

    @Test
    void validUtf8_isNotCopied() {
        byte[] bytes = "Łódź A123456789".getBytes(UTF_8);
        assertThat(TextDecoder.toUtf8(bytes, null)).isSameAs(bytes);
    }

    @Property(tries = 300)
    void ascii_isNeverLost(@ForAll byte[] bytes) throws IOException {
        StringBuilder ascii = new StringBuilder();
        for (byte b : bytes) {
            if (b > 0) {
                ascii.append((char) b);
            }
        }
        if (TextDecoder.wide(bytes)) {
            return;
        }
        String read = new String(TextDecoder.toUtf8(bytes, null), UTF_8);
        assertThat(read.replaceAll("[^\\x01-\\x7F]", "")).isEqualTo(ascii.toString());
    }

    @Property(tries = 200)
    void readerAndWholeText_agree(@ForAll @StringLength(max = 3000) String text) throws IOException {
        byte[] bytes = (text + "é").getBytes(UTF_8);
        StringWriter streamed = new StringWriter();
        try (Reader reader = TextDecoder.reader(new ByteArrayInputStream(bytes), null)) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                streamed.write(c);
            }
        }
        assertThat(streamed.toString()).isEqualTo(new String(TextDecoder.toUtf8(bytes, null), UTF_8));
    }
}
