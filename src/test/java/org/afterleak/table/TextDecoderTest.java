package org.afterleak.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(
                    "ru", "Иванов Сергей,Петрова Анна,Сидоренко Олег,Кузнецова Ольга,Соколов Дмитрий,Егорова Татьяна"),
            Map.entry("el", "Παπαδόπουλος Γεώργιος,Αντωνίου Μαρία,Νικολάου Δημήτρης,Ιωάννου Ελένη,Χριστοδούλου Άννα"),
            Map.entry("ar", "محمد الرشيد,أحمد حسن علي,فاطمة الزهراء,عبد الله خالد,يوسف إبراهيم,زينب محمود"),
            Map.entry("he", "כהן דוד,לוי שרה,מזרחי יוסף,פרץ רחל,ביטון משה,אברהם מרים"),
            Map.entry("tr", "Öztürk Ayşe,Yıldız Çağlar,Şahin İbrahim,Güneş Gülşen,Kılıç Özgür,Çelik Işıl"),
            Map.entry("pl", "Wiśniewski Łukasz,Wójcik Małgorzata,Kamiński Paweł,Zieliński Stanisław,Dąbrowska Bożena"),
            Map.entry("cs", "Dvořák Jiří,Procházková Kateřina,Černý Tomáš,Veselý Ondřej,Růžička Miloš,Šťastná Zdeňka"),
            Map.entry("zh", "王小明,李伟,张丽华,刘建国,陈秀英,杨志强,黄晓东,赵敏,周建军,吴海燕"),
            Map.entry("zh-Hant", "陳志明,林美玲,黃國華,張淑芬,李建宏,王雅婷,吳宗翰,劉怡君,蔡佩珊,楊俊傑"),
            Map.entry("ja", "山田太郎,佐藤花子,鈴木一郎,高橋美咲,田中健太,渡辺さくら,伊藤ヒロシ,中村由美子"),
            Map.entry("ko", "김철수,이영희,박민준,최서연,정지훈,강하은,조현우,윤지민"),
            Map.entry("es", "Muñoz Peña José,García López María,Núñez Ibáñez Ángel,Rodríguez Zúñiga Begoña"),
            Map.entry("fr", "Lefèvre François,Bérénice Noël,Gérard Hélène,Béatrice Crépeau"),
            Map.entry("de", "Müller Jürgen,Köhler Björn,Größner Käthe,Weiß Dörte"));

    private static String list(String language) {
        StringBuilder list = new StringBuilder("Name,A-Number,Country\n");
        int number = 205_123_450;
        for (String name : String.valueOf(NAMES.get(language)).split(",")) {
            list.append(name).append(",A").append(number++).append(",held at the county jail since May\n");
        }
        return list.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "ru, windows-1251",
        "ru, KOI8-R",
        "ru, ISO-8859-5",
        "el, windows-1253",
        "el, ISO-8859-7",
        "ar, windows-1256",
        "ar, ISO-8859-6",
        "he, windows-1255",
        "tr, windows-1254",
        "pl, windows-1250",
        "pl, ISO-8859-2",
        "cs, windows-1250",
        "cs, ISO-8859-2",
        "zh, GBK",
        "zh-Hant, Big5",
        "ja, Shift_JIS",
        "ja, EUC-JP",
        "ko, EUC-KR",
        "es, windows-1252",
        "fr, ISO-8859-1",
        "de, windows-1252"
    })
    void setThatNobodySays_isFound_howeverTheBytesCome(String language, String set) throws IOException {
        String list = list(language);
        byte[] bytes = list.getBytes(Charset.forName(set));

        assertThat(decode(bytes, null)).isEqualTo(list);
        // Behind much English; the bytes one by one; and said to be what it cannot be.
        String far = "an English line, of some length\n".repeat(10_000);
        byte[] behind = (far + list).getBytes(Charset.forName(set));
        assertThat(decode(behind, null).substring(far.length())).isEqualTo(list);
        assertThat(streamed(new OneByOne(behind)).substring(far.length())).isEqualTo(list);
        assertThat(decode(bytes, "utf-8")).isEqualTo(list);
        assertThat(decode(bytes, "EUC-TW")).isEqualTo(list);
    }

    /** Gives a byte at a time, as a slow connection does. */
    private static final class OneByOne extends FilterInputStream {
        OneByOne(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(1, length));
        }
    }

    private static String streamed(InputStream in) throws IOException {
        StringWriter streamed = new StringWriter();
        try (Reader reader = TextDecoder.reader(in, null)) {
            reader.transferTo(streamed);
        }
        return streamed.toString();
    }

    @Test
    void someBytesOfAnOlderSet_inUtf8_costNothing() {
        byte[] utf8 = "Muñoz Peña, García López, Иванов\n".repeat(20).getBytes(UTF_8);
        byte[] mixed = Arrays.copyOf(utf8, utf8.length + 3);
        mixed[utf8.length] = 'M';
        mixed[utf8.length + 1] = (byte) 0xFC;
        mixed[utf8.length + 2] = 'l';

        assertThat(decode(mixed, null)).isEqualTo(new String(utf8, UTF_8) + "Mül");
    }

    @Property(tries = 200)
    void wholeTextAndStream_agree_onAnyBytes(@ForAll @Size(max = 400) byte[] bytes) throws IOException {
        assertThat(streamed(new OneByOne(bytes))).isEqualTo(new String(TextDecoder.toUtf8(bytes, null), UTF_8));
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
