package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every input: only the declared exception, a sound document, and no word lost. */
class ExtractionLawsTest {
    private static final String[] TYPES = {
        "text/plain", "text/html; charset=utf-16", "application/json", "text/csv; charset=windows-1252", "", "image/png"
    };

    private static final String[] SEEDS = {
        "<!doctype html><html><head><title>t</title><base href='/x'></head><body><table><tr><th>Name<th>Id<tr><td>Zo<td>A1"
                + "</table><pre>a,b,c\n1,2,3\n</pre><!-- c --><script>var x='\\u00e9'</script><a href='y#z' title='t'>l</a></body>",
        "Hello, all.\n\nName,Id,Country\n\"Quispe, Zo\",A205123456,Bolivia\nDoe,A205123457,\"Me\nxico\"\n\nBye, Bob\n",
        "{\"people\":[{\"name\":\"Zo\",\"id\":[1,2,{\"x\":null}]},[\"a\",\"b\"]],\"k 1\":\"\\ud83d\"}\n{\"a\":1}\n",
        "<?xml version='1.0'?><r><p a='b' c='d'><n>x</n><m>y</m></p><![CDATA[ z ]]></r>",
        "| a | b |\n|---|---|\n| c | d |\n\nName   Id     Country\nZo     A1     Bolivia\nJo     A2     Mexico\n"
    };

    private static final String SIGNS = "<>\"',;|\n\t\0{}[]&\\/-= ";

    private static final ExtractLimits LIMITS =
            new ExtractLimits(1 << 18, 1 << 16, 500, 40, 20, Duration.ofSeconds(20));

    private static void read(String type, byte[] bytes) {
        try {
            Extracted.check(Extracted.sent(type, bytes, LIMITS));
        } catch (ExtractException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200);
        }
    }

    @Property(tries = 500)
    void anyBytes_giveADocumentOrTheDeclaredException(@ForAll @Size(max = 300) byte[] bytes, @ForAll Random random) {
        read(TYPES[random.nextInt(TYPES.length)], bytes);
    }

    @Property(tries = 1_000)
    void mutatedDocuments_giveADocumentOrTheDeclaredException(@ForAll Random random) {
        read(TYPES[random.nextInt(TYPES.length)], mutated(SEEDS[random.nextInt(SEEDS.length)].getBytes(UTF_8), random));
    }

    @Property(tries = 150)
    void mutatedWorkbooks_giveADocumentOrTheDeclaredException(@ForAll Random random) throws IOException {
        read("", mutated(FormatsTest.workbook(), random));
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int n = random.nextInt(8); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
                case 2 -> Arrays.fill(bytes, at, to, bytes[at]);
                case 3 -> System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - (to - at) + 1), to - at);
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - random.nextInt(20)));
            }
        }
        return bytes;
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "W",
                        "W",
                        "W",
                        " ",
                        " ",
                        "\n",
                        "\n",
                        "\n\n",
                        ",",
                        ", ",
                        ";",
                        "\t",
                        "|",
                        "\"",
                        "  ",
                        "\r\n",
                        ".",
                        "W,W,W\n",
                        "W|W\n",
                        "\"W\nW\",W\n",
                        "W  W  W\n")
                .list()
                .ofMaxSize(120);
    }

    @Property(tries = 1_000)
    void text_losesNoWord(@ForAll("pieces") List<String> pieces) throws ExtractException {
        List<String> words = new ArrayList<>();
        String text = numbered(String.join("", pieces), words);

        Document document = Extracted.sent("text/plain", text.getBytes(UTF_8));

        Extracted.check(document);
        assertThat(words(document)).isEqualTo(String.join("", words));
    }

    @Provide
    Arbitrary<List<String>> markup() {
        return Arbitraries.of(
                        "W ",
                        "W ",
                        "W ",
                        "<p>",
                        "</p>",
                        "<div>",
                        "</div>",
                        "<table>",
                        "</table>",
                        "<tr>",
                        "<td>",
                        "<th>W</th>",
                        "</td>",
                        "<tr><td>W<td>W",
                        "<pre>",
                        "</pre>",
                        "<ul><li>",
                        "</ul>",
                        "<b>",
                        "</b>",
                        "<br>",
                        "<span>W</span>",
                        "<!-- W -->",
                        "<i title='W'>",
                        "</i>",
                        "<div hidden>",
                        "<dl><dt>W<dd>",
                        "<h1>",
                        "</h1>",
                        "<td rowspan=3>",
                        "<tbody>",
                        "<a href=x>",
                        "<textarea>W\n</textarea>",
                        "<template>",
                        "</template>",
                        "\n",
                        "<script>W;</script>",
                        "<input value=W>",
                        "<hr>")
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 1_000)
    void markup_losesNoWord(@ForAll("markup") List<String> pieces) throws ExtractException {
        List<String> words = new ArrayList<>();
        String text = numbered("<!doctype html><body>" + String.join("", pieces), words);

        Document document = Extracted.sent("text/html", text.getBytes(UTF_8));

        Extracted.check(document);
        assertThat(words).allMatch(words(document)::contains);
    }

    @Property(tries = 1_000)
    void markupInPieces_losesNoWord(
            @ForAll("markup") List<String> pieces, @ForAll @IntRange(min = 2, max = 9) int tags) {
        List<String> words = new ArrayList<>();
        byte[] text = numbered(String.join("", pieces), words).getBytes(UTF_8);
        Passages out = new Passages(ExtractLimits.DEFAULT, new FormatReader(), text.length);

        new MarkupReader(out, "", false, tags).read(text);

        Document document = out.build();
        Extracted.check(document);
        assertThat(words).allMatch(words(document)::contains);
    }

    /** Puts a word of its own in the place of each W. */
    private static String numbered(String text, List<String> words) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 'W') {
                String word = "w" + words.size() + "x";
                words.add(word);
                out.append(word);
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /** All letters and digits of a document, in order. */
    private static String words(Document document) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < document.passageCount(); i++) {
            words.append(document.passageText(i).replaceAll("[^a-z0-9]+", ""));
        }
        return words.toString();
    }
}
