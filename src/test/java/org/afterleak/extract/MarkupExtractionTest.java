package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.afterleak.extract.Extracted.html;
import static org.afterleak.extract.Extracted.sent;
import static org.afterleak.extract.Extracted.shown;
import static org.afterleak.extract.Extracted.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkupExtractionTest {
    @Test
    void table_isRowsOfOneBlockWithHeadings() throws Exception {
        Document document = html("""
                <p>The list:</p>
                <table><thead><tr><th>Name</th><th>A-Number</th></tr></thead>
                <tr><td>Quispe, <b>Zor</b>aida</td><td> A205<br>123456 </td></tr>
                <tr><td>Doe&nbsp;John</td><td><span>A205123457</span></td></tr></table>
                <table><tr><td>1</td><td>2</td></tr></table>""");

        assertThat(shown(document))
                .containsExactly(
                        "LINE paragraph 1: The list:",
                        "ROW table 1 > row 1: Name|A-Number",
                        "ROW table 1 > row 2: Quispe, Zoraida|A205 123456",
                        "ROW table 1 > row 3: Doe John|A205123457",
                        "ROW table 2 > row 1: 1|2");
        assertThat(document.blockOf(1)).isEqualTo(document.blockOf(3));
        assertThat(document.block(1).headings()).containsExactly("Name", "A-Number");
    }

    @Test
    void firstRowOfCells_isHeadingsIfItLooksLikeThem() throws Exception {
        Document document = html("<table><tr><td>Nombre<td>Número A<tr><td>Zoraida<td>A205123456</table>");

        assertThat(document.block(0).headings()).containsExactly("Nombre", "Número A");
    }

    @Test
    void cellOverSeveralRows_isInEachOfThem() throws Exception {
        assertThat(texts(
                        html("<table><tr><td rowspan=2>Zoraida<td>A205123456<tr><td>A205123457<tr><td>x<td>y</table>")))
                .containsExactly("Zoraida|A205123456", "Zoraida|A205123457", "x|y");
    }

    @Test
    void forumTable_givesItsPostsAsText() throws Exception {
        String post = "Here is what I found today on a site that I do not name. ".repeat(30);
        Document document = html("<table><tr><td>bob<br>Member</td><td><p>" + post + "</p><pre>Zoraida;A205123456;BO\n"
                + "John;A205123457;MX\nJane;A205123458;MX</pre></td></tr></table>");

        assertThat(shown(document))
                .contains("LINE paragraph 1: bob", "LINE paragraph 2: Member")
                .contains("ROW preformatted text 1 > row 1: Zoraida|A205123456|BO")
                .anyMatch(line -> line.startsWith("PARAGRAPH paragraph 3: Here is"));
    }

    @Test
    void longCell_isTextAndLeavesItsRowWhole() throws Exception {
        Document document =
                html("<table><tr><td>Zoraida<td>A205123456<td>" + "long notes ".repeat(200) + "<td>Bolivia</table>");

        assertThat(shown(document).get(0)).isEqualTo("ROW table 1 > row 1: Zoraida|A205123456||Bolivia");
        assertThat(shown(document).get(1)).startsWith("PARAGRAPH paragraph 1: long notes");
    }

    @Test
    void nestedTables_haveNumbersInReadingOrder() throws Exception {
        Document document =
                html("<table><tr><td>left</td><td><table><tr><td>Zoraida</td><td>A205123456</td></tr></table>"
                        + "</td></tr></table><table><tr><td>a<td>b</table>");

        assertThat(shown(document))
                .containsExactly(
                        "LINE paragraph 1: left",
                        "ROW table 2 > row 1: Zoraida|A205123456",
                        "ROW table 3 > row 1: a|b");
    }

    @Test
    void layoutTableOfOneColumn_isText() throws Exception {
        assertThat(shown(html("<table><tr><td>Some prose<tr><td><h2>Title</h2>and more</table>")))
                .containsExactly(
                        "LINE paragraph 1: Some prose", "LINE paragraph 2: Title", "LINE paragraph 3: and more");
    }

    @Test
    void formInATable_isLinesOfOneBlock() throws Exception {
        Document document = html("<table><tr><th>Name<td>Zoraida Quispe<tr><th>A-Number<td>A205123456</table>");

        assertThat(shown(document))
                .containsExactly(
                        "LINE table 1 > row 1: Name|Zoraida Quispe", "LINE table 1 > row 2: A-Number|A205123456");
        assertThat(document.blockCount()).isEqualTo(1);
    }

    @Test
    void pasteInPreformattedText_isReadAsPlainText() throws Exception {
        Document document = html("""
                <div>Untitled paste</div><pre>enjoy

                name,id,country
                <span class=line>Zoraida Quispe,A205123456,Bolivia</span>
                John Doe,A205123457,Mexico
                </pre><textarea>Jane Roe
                A205123458</textarea>""");

        assertThat(shown(document))
                .containsExactly(
                        "LINE paragraph 1: Untitled paste",
                        "LINE preformatted text 1 > line 1: enjoy",
                        "ROW preformatted text 1 > line 3: name|id|country",
                        "ROW preformatted text 1 > line 4: Zoraida Quispe|A205123456|Bolivia",
                        "ROW preformatted text 1 > line 5: John Doe|A205123457|Mexico",
                        "LINE preformatted text 2 > line 1: Jane Roe",
                        "LINE preformatted text 2 > line 2: A205123458");
    }

    @Test
    void pasteInListItems_isRows() throws Exception {
        assertThat(shown(html("<ol><li><div>name,id,country</div></li><li><div>Zoraida,A205123456,Bolivia</div></li>"
                        + "<li><div>John,A205123457,Mexico</div></li></ol>")))
                .hasSize(3)
                .contains("ROW paragraph 2: Zoraida|A205123456|Bolivia");
    }

    @Test
    void dumpWithoutPreformatting_keepsItsLines() throws Exception {
        assertThat(texts(html("<div class=wrapped>Zoraida Quispe A205123456\nJohn Doe A205123457\nJane Roe A205123458\n"
                        + "Max Mustermann A205123459\n</div>")))
                .containsExactly(
                        "Zoraida Quispe A205123456",
                        "John Doe A205123457",
                        "Jane Roe A205123458",
                        "Max Mustermann A205123459");
    }

    @Test
    void proseInSourceLines_isOneParagraph() throws Exception {
        assertThat(texts(html("<p>Zoraida\nQuispe was\n   here.</p>"))).containsExactly("Zoraida Quispe was here.");
    }

    @Test
    void lineBreaks_listsAndDefinitions_areLinesOfTheirBlocks() throws Exception {
        Document document = html("<p>Zoraida<br>A205123456</p><ul><li>One<li>Two</ul><dl><dt>Name<dd>X</dl>");

        assertThat(texts(document)).containsExactly("Zoraida", "A205123456", "One", "Two", "Name", "X");
        assertThat(document.blockOf(0)).isEqualTo(document.blockOf(1)).isNotEqualTo(document.blockOf(2));
    }

    @Test
    void wordsInNeighbouringSpans_stayApart_butBoldLettersDoNot() throws Exception {
        assertThat(texts(html("<p><span>Zoraida</span><span>Quispe</span> <b>A</b>205123456</p>")))
                .containsExactly("Zoraida Quispe A205123456");
    }

    @Test
    void fieldsOfAForm_showTheirValues() throws Exception {
        assertThat(texts(html("<form><input value='Zoraida'><input name=last value='Quispe'>"
                        + "<input type=hidden value='A205123456'></form>")))
                .containsExactly("Zoraida Quispe", "A205123456");
    }

    @Test
    void whatABrowserDoesNotShow_isInBlocksOfItsOwn() throws Exception {
        Document document = html("""
                <img alt="Zoraida in the attribute"><p>visible</p>
                <!-- Zoraida in the comment -->
                <div style="display: none">Zoraida hidden</div><template><p>Zoraida in the template</p></template>
                <script>var x = "Zora\\u00efda in the script";</script>
                <script type="application/json">{"people":[{"name":"Zoraida in JSON","id":"A205123456"}]}</script>
                <style>p { color: red }</style><i data-name="Zoraida in data" title="title"></i>""");

        assertThat(shown(document))
                .containsExactly(
                        "LINE paragraph 1: visible",
                        "LINE hidden text > paragraph 2: Zoraida hidden",
                        "LINE hidden text > paragraph 3: Zoraida in the template",
                        "LINE attributes > attribute 1: Zoraida in the attribute",
                        "LINE attributes > attribute 2: Zoraida in data|title",
                        "LINE comments > line 1: Zoraida in the comment",
                        "LINE script > line 1: var x = \"Zoraïda in the script\";",
                        "ROW script data 1 > object 1: Zoraida in JSON|A205123456");
    }

    @Test
    void metaDescriptions_andMailAddresses_areAttributes() throws Exception {
        assertThat(texts(html("<meta name=description content='About Zoraida'><meta property='og:title' content='OG'>"
                        + "<a href='mailto:zoraida%2Bx@example.org'>mail</a>")))
                .contains("About Zoraida", "OG", "zoraida+x@example.org");
    }

    @Test
    void outlinks_areAbsoluteAndEachOnce() throws Exception {
        Document document = html("""
                <base href="/base/"><a href="x#one">1</a><a href="x#two">2</a><a href=" ../y?q=a b ">3</a>
                <a href="//other.example/z">4</a><a href="javascript:alert(1)">5</a><a href="mailto:a@example.org">6</a>
                <iframe src="HTTPS://frame.example/"></iframe><a href="#top">7</a><a href="data:text/html,x">8</a>
                <link rel="canonical" href="/canonical"><link rel="stylesheet" href="/style.css"><a href="http://[bad">9</a>
                <meta http-equiv="refresh" content="5; url='/next'"><table><tr><td><a href=/cell>c</a><td>d</table>""");

        assertThat(document.outlinks())
                .extracting(Outlink::url)
                .containsExactly(
                        "https://site.example/base/x",
                        "https://site.example/y?q=a%20b",
                        "https://other.example/z",
                        "https://frame.example/",
                        "https://site.example/canonical",
                        "https://site.example/next",
                        "https://site.example/cell");
    }

    @Test
    void linksOfAFile_areOutlinksOnlyIfAbsolute() throws Exception {
        Document document =
                Extracted.file("<html><body><a href='x'>1</a><a href='http://a.example/b#c'>2</a></body></html>");

        assertThat(document.outlinks()).extracting(Outlink::url).containsExactly("http://a.example/b");
    }

    @Test
    void charsetOfThePage_isHonouredBehindThatOfTheHeader() throws Exception {
        String page = "<html><head><meta charset=\"windows-1251\"></head><body>Киспе é</body></html>";
        byte[] bytes = page.replace("é", "").getBytes(java.nio.charset.Charset.forName("windows-1251"));

        assertThat(texts(sent("text/html", bytes))).containsExactly("Киспе");
        assertThat(texts(sent(
                        "text/html; charset=windows-1251",
                        page.replace("windows-1251", "koi8-r")
                                .replace("é", "")
                                .getBytes(java.nio.charset.Charset.forName("windows-1251")))))
                .containsExactly("Киспе");
        assertThat(texts(sent("text/html", page.getBytes(UTF_8)))).containsExactly("Киспе é");
        assertThat(texts(sent("text/html; charset=utf-8", "<p>Noemí</p>".getBytes(ISO_8859_1))))
                .containsExactly("Noemí");
    }

    @Test
    void contentDecides_whetherItIsAPage() throws Exception {
        assertThat(texts(sent("text/html", "Zoraida A205123456\nJohn A205123457\n")))
                .containsExactly("Zoraida A205123456", "John A205123457");
        assertThat(texts(sent("text/plain", "<!doctype html><html><body><p>Zo<b>rai</b>da</p></body></html>")))
                .containsExactly("Zoraida");
        assertThat(texts(sent("text/plain", "<zora> hi\n<bob> hello\n"))).containsExactly("<zora> hi", "<bob> hello");
        assertThat(texts(Extracted.file("Notes on HTML\n" + "x\n".repeat(600) + "a <table> is a table\n")))
                .contains("a <table> is a table");
    }

    @Test
    void pageInManyPieces_isReadWhole() throws Exception {
        StringBuilder rows = new StringBuilder();
        int count = 140_000;
        for (int i = 0; i < count; i++) {
            rows.append("<tr><td>P")
                    .append(i)
                    .append("<td>A")
                    .append(200_000_000 + i)
                    .append("\n");
        }
        Document document = html("<table><tr><th>Name<th>A-Number" + rows + "</table><p>end</p>");

        assertThat(document.passageCount()).isEqualTo(count + 2);
        assertThat(shown(document).get(count))
                .isEqualTo("ROW table 1 > row " + (count + 1) + ": P" + (count - 1) + "|A" + (200_000_000 + count - 1));
        Extracted.check(document);
    }

    @Test
    void pieceOfATable_isRows() throws Exception {
        assertThat(shown(sent("text/html", "\n<tr><td>Zoraida</td><td>A205123456</td></tr>")))
                .containsExactly("ROW table 1 > row 1: Zoraida|A205123456");
    }

    @Test
    void xml_isRowsOfLeavesAndOfAttributes() throws Exception {
        Document document = sent("application/xml", """
                <?xml version="1.0" encoding="utf-8"?>
                <people><person><name>Zoraida Quispe</name><id>A205123456</id></person>
                <person name="John Doe" id="A205123457"/><note>only &amp; text</note></people>""");

        assertThat(shown(document))
                .containsExactly(
                        "ROW element 1: Zoraida Quispe|A205123456",
                        "ROW element 2: John Doe|A205123457",
                        "LINE paragraph 1: only & text");
    }

    @Test
    void commentsAndFrames_thatHoldMarkup_areReadAsPages() throws Exception {
        Document document = html("""
                <p>Nothing here</p><!-- a remark -->
                <!-- old list: <table><tr><th>Name<th>A-Number</tr><tr><td>Zoraida Quispe<td>A205123456</tr></table> -->
                <!--[if lt IE 9]><script src="x.js"></script><![endif]-->
                <iframe srcdoc="&lt;table&gt;&lt;tr&gt;&lt;td&gt;Jane Roe&lt;td&gt;A205123457&lt;/table&gt;"></iframe>
                """);

        assertThat(shown(document))
                .containsSubsequence(
                        "LINE paragraph 1: Nothing here",
                        "LINE comments > line 1: a remark",
                        "LINE comment 2 > paragraph 1: old list:",
                        "ROW comment 2 > table 1 > row 2: Zoraida Quispe|A205123456",
                        "ROW frame 1 > table 1 > row 1: Jane Roe|A205123457");
        assertThat(shown(document)).noneMatch(line -> line.contains("<td>"));
        // Of very many the rest is text, and nothing is lost.
        Document many = html("<!-- <td>a --> ".repeat(600) + "<!-- <p>Zoraida Quispe -->");
        assertThat(shown(many)).anyMatch(line -> line.startsWith("LINE comments") && line.contains("Zoraida Quispe"));
        assertThat(many.problems()).isEmpty();
    }

    @Test
    void jsonInScripts_isRows_andCodeIsText() throws Exception {
        assertThat(shown(html("""
                <script>
                window.__DATA__ = {"people": [{"name": "Zora\\u00efda", "id": "A205123456"}]};
                self.push([1, "a text, and so on", {"name": "Jane Roe"}]); var small = {"a": 1}, code = {name: 'x'};
                </script>""")))
                .containsExactly(
                        "LINE script > line 2: window.__DATA__ =  ;",
                        "LINE script > line 3: self.push( ); var small = {\"a\": 1}, code = {name: 'x'};",
                        "ROW script data 1 > object 1: Zoraïda|A205123456",
                        "ROW script data 2 > object 1: Jane Roe",
                        "LINE script data 2 > object 2: 1",
                        "LINE script data 2 > object 3: a text, and so on");
    }

    @Test
    void scriptsFullOfBegunValues_takeTimeInProportion() throws Exception {
        for (String begun : List.of("=[\"", "=[", "=[1,", "({\"a\":", ",[[[[[[[[[[")) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Document document = html("<script>" + begun.repeat((2 << 20) / begun.length()) + "</script>");
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            assertThat(Duration.ofNanos(nanos)).as(begun).isLessThan(Duration.ofSeconds(8));
            assertThat(document.length()).isGreaterThan(2_000_000);
        }
    }
}
