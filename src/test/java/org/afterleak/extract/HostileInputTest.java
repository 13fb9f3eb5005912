package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.afterleak.extract.Extracted.SMALL;
import static org.afterleak.extract.Extracted.html;
import static org.afterleak.extract.Extracted.sent;
import static org.afterleak.extract.Extracted.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
    /** Far more than it takes; what is quadratic takes hours. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Document inTime(String contentType, String text) {
        return assertTimeoutPreemptively(PATIENCE, () -> {
            Document document = sent(contentType, text);
            Extracted.check(document);
            return document;
        });
    }

    @Test
    void millionNestedElements_areReadToTheirEnd() {
        Document document = inTime("text/html", "<html><body>" + "<div>".repeat(1_000_000) + "Zoraida Quispe");

        assertThat(texts(document)).containsExactly("Zoraida Quispe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>",
                "<p><i>x",
                "<table><tr><td>a<td>",
                "<table><tr><td>a<td>b</table>x",
                "<table>x",
                "<ul><li>x",
                "<font><p>",
                "<select><option value=1>",
                "<i title=a data-b=c alt=d>x",
                "<td>",
                "</p>x",
                "<svg><g>",
                "<template>x",
                "<tr><td rowspan=9999>ab<td colspan=9999>",
                "<script>\\u00e9</script>",
                "<!--x-->",
                "<pre>x</pre>",
                "<textarea>",
                "<a href=x>y",
                "<base href=/x>",
                "<input value=x>",
                "&#xD800;&amp",
                "<frameset><frame>",
                "<form><p hidden>",
                "<h1><a>"
            })
    void repeatedMarkup_takesLinearTime(String markup) {
        inTime("text/html", "<html><body>" + markup.repeat(600_000 / markup.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "\"",
                "\"\n",
                "a,\"b\n",
                "\"a,\"b,\"c\n",
                ",,,,,,,,,,,\n",
                "\n",
                "a\n",
                "a\n\n",
                " ",
                "\t",
                "  a  b\n",
                "|",
                "| a |\n|--|\n",
                "sep=,\n",
                "xx\0",
                "\r",
                "\u0085",
                "[",
                "{\"a\":",
                "{\"a\":1}\n{",
                "[1,",
                "{\"a\":{\"b\":1},",
                "\"\",\"\"\n",
                "a, b, c\n",
                "\u00e9",
                "x;y\n\n\n"
            })
    void repeatedText_takesLinearTime(String text) {
        inTime("text/plain", text.repeat(600_000 / text.length()));
    }

    @Test
    void elementWithManyAttributes_costsNoMoreThanItsLength() {
        StringBuilder element = new StringBuilder("<html><i");
        for (int i = 0; i < 200_000; i++) {
            element.append(" data-a").append(i).append("=1");
        }
        inTime("text/html", element + ">Zoraida</i></html>");
    }

    @Test
    void pageOfOneLine_isRead() {
        String line = "Zoraida Quispe A205123456 ".repeat(400_000);

        Document document = inTime("text/html", "<html><p>" + line);

        assertThat(document.passageCount()).isEqualTo(1);
        assertThat(document.length()).isEqualTo(line.length() - 1);
    }

    @Test
    void hundredThousandTables_areAllRead() {
        Document document =
                inTime("text/html", "<html>" + "<table><tr><td>Zoraida<td>A205123456</table>".repeat(100_000));

        assertThat(document.passageCount()).isEqualTo(100_000);
        assertThat(document.locator(99_999)).isEqualTo("table 100000 > row 1");
    }

    @Test
    void deepJson_isReadAsText() {
        Document document = inTime("application/json", "{\"a\":".repeat(10_000) + "\"Zoraida\"" + "}".repeat(10_000));

        assertThat(String.join("", texts(document))).contains("Zoraida");
        assertThat(document.problems()).isEmpty();
    }

    @Test
    void inputOverTheLimit_isCutAndToldSo() throws Exception {
        Document document = sent("text/plain", "Zoraida Quispe\n".repeat(10_000).getBytes(UTF_8), SMALL);

        assertThat(document.length()).isLessThanOrEqualTo(SMALL.maxTextBytes());
        assertThat(document.problems()).contains("more than 64 KiB: the rest was left out");
    }

    @Test
    void textOverTheLimit_isCutBetweenTwoCharacters() throws Exception {
        ExtractLimits limits = new ExtractLimits(1 << 16, 1_000, 100, 50, 10, Duration.ofSeconds(20));

        Document document = sent("text/plain", ("x" + "é".repeat(2_000)).getBytes(UTF_8), limits);

        Extracted.check(document);
        assertThat(document.length()).isBetween(990, 1_000);
        assertThat(document.problems()).containsExactly("more than 1000 bytes of text: the rest was left out");
    }

    @Test
    void passagesOverTheLimit_areJoinedAndNotLost() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            lines.append("Person Number").append(i).append('\n');
        }
        Document document = sent("text/plain", lines.toString().getBytes(UTF_8), SMALL);

        Extracted.check(document);
        assertThat(document.passageCount()).isEqualTo(101);
        assertThat(document.passageText(100)).startsWith("Person Number100\n").endsWith("Person Number999");
        assertThat(document.kind(100)).isEqualTo(PassageKind.PARAGRAPH);
        assertThat(document.problems()).containsExactly("more than 100 passages: the rest was read as running text");
    }

    @Test
    void outlinksOverTheLimit_areLeftOutAndToldSo() throws Exception {
        StringBuilder links = new StringBuilder("<html>");
        for (int i = 0; i < 20; i++) {
            links.append("<a href='/").append(i).append("'>x</a>");
        }
        Document document = sent("text/html", links.toString().getBytes(UTF_8), SMALL);

        assertThat(document.outlinks()).hasSize(10);
        assertThat(document.problems()).containsExactly("more than 10 outlinks: the rest was left out");
    }

    @Test
    void timeOverTheLimit_endsTheReadingAndIsToldSo() throws Exception {
        ExtractLimits hurried = new ExtractLimits(64 << 20, 64 << 20, 1_000_000, 256, 10, Duration.ofNanos(1));

        Document document = sent("text/plain", "Zoraida\n".repeat(100_000).getBytes(UTF_8), hurried);

        assertThat(document.passageCount()).isLessThan(100_000);
        assertThat(document.problems()).hasSize(1).first().asString().contains("took longer than");
    }

    @Test
    void limits_areChecked() {
        assertThatThrownBy(() -> new ExtractLimits(0, 1, 1, 1, 1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxInputBytes");
        assertThatThrownBy(() -> new ExtractLimits(1, 1, 1, 1, 1, Duration.ZERO))
                .hasMessageContaining("maxTime");
    }

    @Test
    void whiteSpaceBetweenColumns_ofAnyLength_isOneTab() throws Exception {
        assertThat(texts(html("<pre>Name    Id\nZoraida" + " ".repeat(100_000) + "A205123456\n</pre>")))
                .hasSize(2);
    }
}
