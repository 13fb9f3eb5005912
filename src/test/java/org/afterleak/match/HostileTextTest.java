package org.afterleak.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.afterleak.crypto.KeyRing;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.SealedFixture;
import org.afterleak.watchlist.Watchlist;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text made to be slow, large or wrong: no exception, and what is listed is still found. */
class HostileTextTest {
    private static final String LISTED = "\tZoraida Quispe\t205123456\t";

    private static KeyRing keys;
    private static Watchlist watchlist;
    private static Matcher matcher;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        keys = SealedFixture.keys();
        watchlist = SealedFixture.watchlist(
                folder, keys, List.of(Kind.NAME, Kind.ID), List.of(List.of("Zoraida Quispe", "A205123456")));
        matcher = new Matcher(watchlist);
    }

    @AfterAll
    static void close() {
        watchlist.close();
        keys.close();
    }

    private static DocumentMatch match(String text) {
        return matcher.match(
                Document.builder(text.length())
                        .block("", "row", List.of())
                        .passage(PassageKind.ROW, 1, text)
                        .build(),
                Tier.POSSIBLE);
    }

    private static void assertFoundBeside(String noise) {
        assertThat(match(noise + LISTED + noise).tier()).contains(Tier.CONFIRMED);
    }

    @Test
    void aTokenOfTenMegabytes_isPassedOver() {
        assertFoundBeside("a".repeat(10_000_000));
        assertFoundBeside("é".repeat(2_000_000));
    }

    @Test
    void aMillionDigitsInARow_arePassedOver() {
        assertFoundBeside("7".repeat(1_000_000));
        assertFoundBeside("7 ".repeat(200_000));
    }

    @Test
    void storms_ofMarksOverridesApostrophesAndAtSigns_arePassedOver() {
        assertFoundBeside("e\u0301\u0302\u0303".repeat(100_000) + " ");
        assertFoundBeside("\u202e\u200b\u2066".repeat(100_000) + " ");
        assertFoundBeside("'".repeat(1_000_000));
        assertFoundBeside("@".repeat(200_000));
        assertFoundBeside("\ud800 \udfff ");
    }

    @Test
    void aListedNameAHundredThousandTimes_isOneRecord() {
        Document.Builder builder = Document.builder(4_000_000).block("", "row", List.of());
        for (int i = 1; i <= 100_000; i++) {
            builder.passage(PassageKind.ROW, i, "Zoraida Quispe\t205123456");
        }
        DocumentMatch found = matcher.match(builder.build(), Tier.POSSIBLE);

        assertThat(found.records()).hasSize(1);
        assertThat(found.records().get(0).where()).hasSizeLessThan(100);
    }

    @Test
    void anEmptyDocument_hasNoMatch() {
        assertThat(match("").records()).isEmpty();
        assertThat(matcher.match(Document.builder(0).build(), Tier.POSSIBLE).records())
                .isEmpty();
    }
}
