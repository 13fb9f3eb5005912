package org.afterleak.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.afterleak.crypto.KeyRing;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.SealedFixture;
import org.afterleak.watchlist.Watchlist;

/** What holds of the matcher whatever the text. */
class MatcherLawTest {
    private static final String LISTED = "Zoraida Quispe\t205123456";

    private static KeyRing keys;
    private static Watchlist watchlist;
    private static Matcher matcher;

    @BeforeContainer
    static void open() throws Exception {
        keys = SealedFixture.keys();
        watchlist = SealedFixture.watchlist(
                Path.of("target", "matcher-law-" + System.nanoTime()),
                keys,
                List.of(Kind.NAME, Kind.ID, Kind.NATIONALITY),
                List.of(
                        List.of("Zoraida Quispe", "A205123456", "Bolivia"),
                        List.of("Tesfaye Gebremariam", "012345678", "Eritrea"),
                        List.of("王小明", "990001115", "China")));
        matcher = new Matcher(watchlist);
    }

    @AfterContainer
    static void close() {
        watchlist.close();
        keys.close();
    }

    @Property(tries = 500)
    void aListedRow_isFoundBehindWhateverText(@ForAll("texts") List<String> texts, @ForAll PassageKind kind) {
        Document.Builder builder = builder(texts, kind);
        builder.passage(PassageKind.ROW, texts.size() + 1, LISTED);

        assertThat(matcher.match(builder.build(), Tier.CONFIRMED).records()).isNotEmpty();
    }

    @Property(tries = 300)
    void matches_doNotDependOnWhatWasMatchedBefore(@ForAll("texts") List<String> texts, @ForAll PassageKind kind) {
        Document document = builder(texts, kind).build();

        DocumentMatch before = matcher.match(document, Tier.POSSIBLE);
        assertThat(before).isEqualTo(new Matcher(watchlist).match(document, Tier.POSSIBLE));
    }

    @Property(tries = 200)
    void anExplanation_isNeverAnException(@ForAll("texts") List<String> texts, @ForAll PassageKind kind) {
        Document document = builder(texts, kind).build();

        Explanation explained = matcher.explain(document);
        assertThat(explained.candidates().stream()
                        .filter(c -> c.tier().isPresent())
                        .count())
                .isEqualTo(Math.min(
                        20, matcher.match(document, Tier.POSSIBLE).records().size()));
    }

    private static Document.Builder builder(List<String> texts, PassageKind kind) {
        Document.Builder builder = Document.builder(256).block("", "line", List.of());
        for (int i = 0; i < texts.size(); i++) {
            builder.passage(kind, i + 1, texts.get(i));
        }
        return builder;
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(60);
        Arbitrary<String> letters = Arbitraries.strings()
                .withChars("aeizqZQ01234567895 \t\n-.'@&;#%+$\u0301\u200b\u202e\u00ad\u0430\u0456王小明\ud835\udc00\ufeff")
                .ofMaxLength(60);
        Arbitrary<String> words = Arbitraries.of(
                        "Zoraida",
                        "quispe",
                        "Q u i s p e",
                        "&#90;oraida",
                        "205",
                        "123",
                        "456",
                        "A#",
                        "Tesfaye",
                        "王小明",
                        "epsiuq",
                        "z0r4ida",
                        "Bolivia",
                        "\u202e",
                        "-\n",
                        "\t",
                        ",",
                        "two",
                        "zero",
                        "five",
                        "Qui",
                        "spe")
                .list()
                .ofMaxSize(12)
                .map(w -> String.join(" ", w));
        return Arbitraries.oneOf(any, letters, words).list().ofMaxSize(5);
    }
}
