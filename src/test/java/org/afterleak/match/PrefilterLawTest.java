package org.afterleak.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

/** The prefilters only save work: with them and without, a document gives the same matches. */
class PrefilterLawTest {
    private static final List<Kind> KINDS = List.of(Kind.NAME, Kind.ID, Kind.NATIONALITY, Kind.EMAIL, Kind.PHONE);

    private static final String[] WORDS = {
        "Zoraida",
        "QUISPE",
        "mamani",
        "Noemí",
        "de",
        "la",
        "Souza",
        "An",
        "To",
        "O'Neill",
        "Seán",
        "J.",
        "Tesfaye",
        "Gebremariam",
        "王小明",
        "李",
        "A205123456",
        "205-123-456",
        "A# 012 345 678",
        "12345678",
        "998877665",
        "zoraida@example.org",
        "(202) 555-0143",
        "+1 202 555 0199",
        "Bolivia",
        "Eritrea",
        "the",
        "held",
        "list",
        "2026",
        "1985-04-23",
        "x",
        "-",
        ",",
        ".",
        "\t",
        "\t",
        "\n",
        "'",
        "\u200b",
        "𝒜",
        "order 7",
        "99 000 111 222"
    };

    private static Path folder;
    private static KeyRing keys;
    private static Watchlist watchlist;
    private static Matcher filtered;
    private static Matcher unfiltered;

    @BeforeContainer
    static void open() throws Exception {
        folder = Path.of("target", "prefilter-law-" + System.nanoTime());
        keys = SealedFixture.keys();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "Quispe Mamani, Zoraida Noemí", "A205123456", "Bolivia", "zoraida@example.org", "+12025550143"));
        rows.add(List.of("Tesfaye Gebremariam", "012345678", "Eritrea", "", ""));
        rows.add(List.of("Seán O’Neill", "A 998-877-665", "Ireland", "", "+1 202 555 0199"));
        rows.add(List.of("de Souza", "990001112", "Brazil", "", ""));
        rows.add(List.of("An To", "990001113", "Vietnam", "", ""));
        rows.add(List.of("de la", "990001114", "Nowhere", "", ""));
        rows.add(List.of("李 王小明", "990001115", "China", "", ""));
        rows.add(List.of("J. Souza", "990001116", "Brazil", "", ""));
        watchlist = SealedFixture.watchlist(folder, keys, KINDS, rows);
        filtered = new Matcher(watchlist);
        unfiltered = Matcher.withoutPrefilter(watchlist);
    }

    @AfterContainer
    static void close() {
        watchlist.close();
        keys.close();
    }

    @Property(tries = 400)
    void matches_areTheSameWithAndWithoutPrefilters(@ForAll("documents") Document document) {
        assertThat(told(filtered, document)).isEqualTo(told(unfiltered, document));
        assertThat(filtered.hits(document)).isEqualTo(unfiltered.hits(document));
    }

    /**
     * What is told of each record, but its bits: what is weighed and not told, which prefilters spare, has a small share in
     * the odds of the page.
     */
    private static Map<String, List<Object>> told(Matcher matcher, Document document) {
        return matcher.match(document, Tier.POSSIBLE).records().stream()
                .collect(Collectors.toMap(RecordMatch::record, r -> List.of(r.tier(), r.fields(), r.where())));
    }

    @Provide
    Arbitrary<Document> documents() {
        Arbitrary<String> passage =
                Arbitraries.of(WORDS).list().ofMinSize(0).ofMaxSize(14).map(w -> String.join(" ", w));
        Arbitrary<PassageKind> kind = Arbitraries.of(PassageKind.class);
        return passage.list().ofMinSize(0).ofMaxSize(8).flatMap(passages -> kind.map(k -> document(passages, k)));
    }

    private static Document document(List<String> passages, PassageKind kind) {
        Document.Builder builder = Document.builder(256).block("", "line", List.of());
        for (int i = 0; i < passages.size(); i++) {
            builder.passage(kind, i + 1, passages.get(i));
        }
        return builder.build();
    }
}
