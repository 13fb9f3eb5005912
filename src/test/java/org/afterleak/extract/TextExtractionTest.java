package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.afterleak.extract.Extracted.file;
import static org.afterleak.extract.Extracted.sent;
import static org.afterleak.extract.Extracted.shown;
import static org.afterleak.extract.Extracted.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextExtractionTest {
    private static final String PROSE = """
            The woman whose name is told here, Zoraida Quispe, came to the city of La Paz
            in the spring of that year, and stayed for as long as her brother, who was a
            carpenter, found work; then both of them went on to the coast, where nobody
            had heard of them.""";

    @Test
    void lines_areBlocksBetweenEmptyLines() throws Exception {
        Document document = file("Zoraida Quispe\nA205123456\n\n \nJohn Doe\r\nA205123457\r\n");

        assertThat(shown(document))
                .containsExactly(
                        "LINE line 1: Zoraida Quispe",
                        "LINE line 2: A205123456",
                        "LINE line 5: John Doe",
                        "LINE line 6: A205123457");
        assertThat(document.blockOf(0)).isEqualTo(document.blockOf(1)).isNotEqualTo(document.blockOf(2));
    }

    @Test
    void semicolonsOfEscapedLetters_delimitNothing() throws Exception {
        Document document = file("&#65;&#57;, &#82;&#97;&#104;&#117;&#108;\n&#65;&#57;, &#68;&#97;&#118;&#105;&#100;\n"
                + "&#65;&#57;, &#77;&#97;&#114;&#105;&#97;\n");

        assertThat(document.passageCount()).isEqualTo(3);
        assertThat(document.kind(0)).isEqualTo(PassageKind.LINE);
        assertThat(document.passageText(0)).isEqualTo("&#65;&#57;, &#82;&#97;&#104;&#117;&#108;");
        assertThat(file("a&amp;b;c;d\ne&amp;f;g;h\ni&amp;j;k;l\n").kind(0)).isEqualTo(PassageKind.ROW);
    }

    @Test
    void wrappedProse_isOneParagraphWithItsLineBreaks() throws Exception {
        Document document = file("A title\n\n" + PROSE + "\n");

        assertThat(document.kind(1)).isEqualTo(PassageKind.PARAGRAPH);
        assertThat(document.passageText(1)).isEqualTo(PROSE);
        assertThat(document.locator(1)).isEqualTo("line 3");
        assertThat(document.passageCount()).isEqualTo(2);
    }

    @Test
    void wrappedProse_withWindowsLineEnds_hasSingleNewlines() throws Exception {
        Document document = file(PROSE.replace("\n", "\r\n"));

        assertThat(document.passageText(0)).isEqualTo(PROSE);
    }

    @Test
    void linesOfPeople_areNoProse() throws Exception {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            list.append("quispe mamani zoraida noemi a205").append(123456 + i).append(" bolivia, detained in may\n");
        }

        Document document = file(list.toString());

        assertThat(document.passageCount()).isEqualTo(50);
        assertThat(document.kind(7)).isEqualTo(PassageKind.LINE);
    }

    @Test
    void csv_isRowsAsASpreadsheetCounts() throws Exception {
        Document document = file("""
                Last,First,A-Number
                "Quispe
                Mamani",Zoraida,A205123456
                "O""Neill, Jr.",Seán,A205123457

                Doe,,A205123458
                """);

        assertThat(shown(document))
                .containsExactly(
                        "ROW row 1: Last|First|A-Number",
                        "ROW row 2: Quispe Mamani|Zoraida|A205123456",
                        "ROW row 3: O\"Neill, Jr.|Seán|A205123457",
                        "ROW row 5: Doe||A205123458");
        assertThat(document.block(0).headings()).containsExactly("Last", "First", "A-Number");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void delimiters_areFoundOut(String delimiter) throws Exception {
        String csv = "Name,A-Number,Country\nZoraida Quispe,A205123456,Bolivia\nJohn Doe,A205123457,Mexico\n";

        Document document = file(csv.replace(",", delimiter));

        assertThat(shown(document))
                .containsExactly(
                        "ROW row 1: Name|A-Number|Country",
                        "ROW row 2: Zoraida Quispe|A205123456|Bolivia",
                        "ROW row 3: John Doe|A205123457|Mexico");
    }

    @Test
    void separatorHintOfExcel_isNoRowAndNotCounted() throws Exception {
        assertThat(shown(file("sep=;\nName;Id;Country\nZoraida;A205123456;Bolivia\n")))
                .containsExactly("ROW row 1: Name|Id|Country", "ROW row 2: Zoraida|A205123456|Bolivia");
    }

    @Test
    void csvWithoutHeadings_losesNoRow() throws Exception {
        Document document = file("Zoraida Quispe,A205123456\nJohn Doe,A205123457\nJane Roe,A205123458\n");

        assertThat(shown(document)).hasSize(3).first().isEqualTo("ROW row 1: Zoraida Quispe|A205123456");
        assertThat(document.block(0).headings()).isEmpty();
    }

    @Test
    void delimitedRun_betweenOtherText_isRowsWithLineNumbers() throws Exception {
        Document document = file("""
                Hello all, this is it.
                You know, what it is, don't you?

                Name,A-Number,Country
                "Quispe, Zoraida",A205123456,Bolivia
                John Doe,A205123457,Mexico

                Thanks, Bob
                """);

        assertThat(shown(document))
                .containsExactly(
                        "LINE line 1: Hello all, this is it.",
                        "LINE line 2: You know, what it is, don't you?",
                        "ROW line 4: Name|A-Number|Country",
                        "ROW line 5: Quispe, Zoraida|A205123456|Bolivia",
                        "ROW line 6: John Doe|A205123457|Mexico",
                        "LINE line 8: Thanks, Bob");
    }

    @Test
    void rowWithACellTooMany_staysInItsTable() throws Exception {
        assertThat(shown(file("a,b,c\n1,2,3\nDoe, John,2,3\n4,5,6\n7,8,9\n")))
                .hasSize(5)
                .allMatch(line -> line.startsWith("ROW row "));
    }

    @Test
    void proseWithCommas_isNotRows() throws Exception {
        Document document = file("""
                We went to the market, bought bread, and left.
                It rained, as always, so we ran.
                Then came Zoraida, our friend, with a car.

                I came, I saw, I left.
                She said, when asked, nothing.
                """);

        assertThat(shown(document)).hasSize(5).allMatch(line -> line.startsWith("LINE"));
    }

    @Test
    void columnsOfFixedWidth_areRows() throws Exception {
        Document document = file("""
                Name             A-Number    Country
                ---------------  ----------  -------
                Zoraida Quispe   A205123456  Bolivia
                John Doe         A205123457  Mexico
                """);

        assertThat(shown(document))
                .containsExactly(
                        "ROW row 1: Name|A-Number|Country",
                        "ROW row 3: Zoraida Quispe|A205123456|Bolivia",
                        "ROW row 4: John Doe|A205123457|Mexico");
    }

    @Test
    void tablesDrawnWithBars_areRowsWithoutTheirBorders() throws Exception {
        Document document = file("""
                +----------+------------+
                | Name     | A-Number   |
                +----------+------------+
                | Zoraida  | A205123456 |
                | John     | A205123457 |
                +----------+------------+
                """);

        assertThat(texts(document)).containsExactly("Name|A-Number", "Zoraida|A205123456", "John|A205123457");
        assertThat(document.kind(1)).isEqualTo(PassageKind.ROW);
    }

    @Test
    void form_isLinesOfOneBlock() throws Exception {
        Document document = file("Name:\tZoraida Quispe\nA-Number:\tA205123456\nCountry:\tBolivia\n");

        assertThat(shown(document)).hasSize(3).allMatch(line -> line.startsWith("LINE"));
        assertThat(document.blockCount()).isEqualTo(1);
    }

    @Test
    void controlCharacters_becomeSpaces() throws Exception {
        Document document = sent("text/plain", "Zo\0raida\u0007Quis\u0085pe\u007F x\n");

        assertThat(texts(document)).containsExactly("Zo raida Quis pe  x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain", "text/plain; charset=utf-16", "text/plain; charset=UTF-8", "text/plain; charset=\"\"",
                "text/plain; charset=ibm037", "text/plain; charset=no-such-set", "text/plain; charset=utf-7", ";;;=",
                "image/png", "application/octet-stream", "text/plain; charset=iso-2022-kr"
            })
    void ascii_isNeverLost_whateverTheSenderSays(String contentType) throws Exception {
        assertThat(texts(sent(contentType, "Zoraida Quispe A205123456\n")))
                .containsExactly("Zoraida Quispe A205123456");
    }

    @Test
    void characterSets_areHonouredWhereTheyCanBeTrue() throws Exception {
        String text = "Zoraida Noemí Quispe, A205123456\n";
        String russian = "Зораида Киспе\n";

        assertThat(texts(sent("text/plain; charset=iso-8859-1", text.getBytes(ISO_8859_1))))
                .containsExactly(text.strip());
        assertThat(texts(sent("text/plain; charset=utf-8", text.getBytes(ISO_8859_1))))
                .containsExactly(text.strip());
        assertThat(texts(sent("text/plain; charset=iso-8859-1", text.getBytes(UTF_8))))
                .containsExactly(text.strip());
        assertThat(texts(sent("text/plain", ("\uFEFF" + text).getBytes(UTF_8)))).containsExactly(text.strip());
        assertThat(texts(sent("text/plain", ("\uFEFF" + text).getBytes(UTF_16LE))))
                .containsExactly(text.strip());
        assertThat(texts(sent("text/plain", text.getBytes(UTF_16BE)))).containsExactly(text.strip());
        assertThat(texts(sent("text/plain; charset=windows-1251", russian.getBytes(Charset.forName("windows-1251")))))
                .containsExactly(russian.strip());
    }

    @Test
    void longLine_staysOnePassage() throws Exception {
        String line = "Zoraida Quispe A205123456 ".repeat(400_000).strip();

        Document document = file(line);

        assertThat(document.passageCount()).isEqualTo(1);
        assertThat(document.length()).isEqualTo(line.length());
    }

    @Test
    void emptyCapture_isAnEmptyDocument() throws Exception {
        assertThat(file("").passageCount()).isZero();
        assertThat(file("\n \t\n").passageCount()).isZero();
    }

    @Test
    void manyWindows_keepTheirNumbersAndBlocks() throws Exception {
        StringBuilder csv = new StringBuilder("Name,A-Number,Country\n");
        for (int i = 0; i < 20_000; i++) {
            csv.append("Person P")
                    .append(i)
                    .append(",A")
                    .append(200_000_000 + i)
                    .append(",Peru\n");
        }
        Document document = file(csv.toString());

        assertThat(document.passageCount()).isEqualTo(20_001);
        assertThat(document.blockCount()).isEqualTo(1);
        assertThat(document.locator(20_000)).isEqualTo("row 20001");
        assertThat(document.passageText(20_000)).isEqualTo("Person P19999\tA200019999\tPeru");
        Extracted.check(document);
    }

    @Test
    void naughtyStrings_areAllKept() throws Exception {
        Path list = Path.of("../shared/data/unicode/blns.txt");
        Assumptions.assumeTrue(Files.exists(list));
        String text = Files.readString(list);

        Document document = sent("text/plain", text);

        Extracted.check(document);
        String all = String.join("\n", texts(document));
        assertThat(text.lines().filter(line -> line.matches("[A-Za-z ]{4,}")).toList())
                .isNotEmpty()
                .allMatch(all::contains);
    }

    @Test
    void ldif_hasItsValuesInBase64PutBack_andItsLinesJoined() throws Exception {
        Document document = file("""
                version: 1
                # export
                dn:: Y249Sm9zw6kgUGXDsWEsZGM9ZXhhbXBsZQ==
                cn:: Sm9zw6kgUGXDsWE=
                description: a long one that goes
                  on
                uid: A205123456
                jpegPhoto:: /9j/AAECAw==
                broken:: !!!
                url:< file:///etc/passwd

                dn: cn=Jane Roe,dc=example
                cn;lang-en: Jane Roe
                """);

        assertThat(shown(document))
                .containsExactly(
                        "LINE line 1: version: 1",
                        "LINE line 2: # export",
                        "LINE line 3: dn: cn=José Peña,dc=example",
                        "LINE line 4: cn: José Peña",
                        "LINE line 5: description: a long one that goes on",
                        "LINE line 7: uid: A205123456",
                        "LINE line 8: jpegPhoto:: /9j/AAECAw==",
                        "LINE line 9: broken:: !!!",
                        "LINE line 10: url:< file:///etc/passwd",
                        "LINE line 12: dn: cn=Jane Roe,dc=example",
                        "LINE line 13: cn;lang-en: Jane Roe");
        assertThat(document.blockCount()).isEqualTo(2);
    }
}
