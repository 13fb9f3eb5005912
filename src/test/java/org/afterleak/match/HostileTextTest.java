package org.afterleak.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages made to hurt: the matcher gets through them in bounded time and memory, and still finds what stands among it. */
class HostileTextTest {
    private static final String LISTED = "\tZoraida Quispe\t205123456\t";

    /** Four times the text may take that much more time; anything quadratic takes sixteen times as long. */
    private static final double MOST_GROWTH = 12;

    /** Below this the machine's own noise is larger than what is measured. */
    private static final double NOISE_SECONDS = 1;

    private static final int SMALL = 1 << 16;

    private static KeyRing keys;
    private static Watchlist watchlist;
    private static Matcher matcher;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        keys = SealedFixture.keys();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Zoraida Quispe", "A205123456"));
        for (int i = 0; i < 2_000; i++) {
            rows.add(List.of(listedName(i), "A30" + (1_000_000 + i * 7)));
        }
        watchlist = SealedFixture.watchlist(folder, keys, List.of(Kind.NAME, Kind.ID), rows);
        matcher = new Matcher(watchlist);
    }

    /** A name that no other number has. */
    private static String listedName(int i) {
        String syllables = "bakidomufelaniropesutivogazehu";
        StringBuilder name = new StringBuilder();
        for (int v = i + 4_000, n = 0; n < 4; v /= 15, n++) {
            name.append(syllables, v % 15 * 2, v % 15 * 2 + 2);
        }
        return "Ama" + name + " Von" + name.reverse();
    }

    @AfterAll
    static void close() {
        watchlist.close();
        keys.close();
    }

    private static DocumentMatch match(PassageKind kind, String text) {
        return matcher.match(
                Document.builder(64)
                        .block("", "row", List.of())
                        .passage(kind, 1, text)
                        .build(),
                Tier.POSSIBLE);
    }

    /** Seconds that it takes to find the listed person in the midst of that. */
    private static double secondsToFind(PassageKind kind, String noise) {
        long start = System.nanoTime();
        DocumentMatch found = match(kind, noise + LISTED + noise);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(found.tier()).contains(Tier.CONFIRMED);
        return seconds;
    }

    private static Arguments noise(String name, IntFunction<String> ofChars) {
        return Arguments.of(name, ofChars);
    }

    private static IntFunction<String> repeated(String piece) {
        return chars -> piece.repeat(chars / piece.length());
    }

    private static IntFunction<String> random(int from, int to, int wordChars) {
        return chars -> {
            Random random = new Random(7);
            StringBuilder text = new StringBuilder(chars);
            while (text.length() < chars) {
                text.append((char) (from + random.nextInt(to - from)));
                text.append(wordChars > 0 && random.nextInt(wordChars) == 0 ? " " : "");
            }
            return text.toString();
        };
    }

    static Stream<Arguments> noises() {
        return Stream.of(
                noise("one token", repeated("a")),
                noise("one token of letters with marks", repeated("é")),
                noise("one number", repeated("7")),
                noise("single digits", repeated("7 ")),
                noise("digits with hyphens", repeated("1-")),
                noise("the listed number", repeated("205123456 ")),
                noise("digits as words", repeated("two zero five one ")),
                noise("letters and digits alike", repeated("O0l1S5B8Z ")),
                noise("letters spaced out", repeated("q u i s p e  z o r a i d a  ")),
                noise("letters spaced out without gaps", repeated("q u i s p e ")),
                noise("combining marks", repeated("e\u0301\u0302\u0303")),
                noise("a storm on each word", repeated("quispe" + "\u0301".repeat(50) + " ")),
                noise("overrides", repeated("\u202e\u200b\u2066")),
                noise("overridden words", repeated("\u202eepsiuq adiaroz\u202c ")),
                noise("escaped ampersands", repeated("&amp;amp;")),
                noise("escaped letters", repeated("&amp;#81;uispe Zoraid&amp;#97; ")),
                noise("percent signs", repeated("%51uispe+Zoraid%61 ")),
                noise("Han", random(0x4E00, 0x9000, 0)),
                noise("one surname in Han", repeated("王")),
                noise("Hangul names", repeated("김민준")),
                noise("words backwards", repeated("epsiuq adiaroz ")),
                noise("apostrophes", repeated("a'")),
                noise("at signs", repeated("a.b@c.")),
                noise("marks for letters", repeated("z0r41d4 qu1$p3 ")),
                noise("mixed scripts", repeated("Zоrаidа ")),
                noise("Greek letters", repeated("ζοραιδα κυισπε ")),
                noise("flags", repeated("🇿🇴🇷🇦")),
                noise("half of the name", repeated("zoraida ")),
                noise("the whole name", repeated("Zoraida Quispe ")),
                noise("initials", repeated("Z. Quispe ")),
                noise("broken lines", repeated("Quis-\npe Zo-\nraida ")),
                noise("random words", random('a', 'z' + 1, 6)),
                noise("random words with capitals", random('A', 'z' + 1, 6)),
                noise("lone surrogates", repeated("\ud800 \udfff")),
                noise("white space", repeated("\t \n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noises")
    void fourTimesAsMuchOfIt_takesFourTimesAsLong_andHidesNobody(String name, IntFunction<String> noise) {
        for (PassageKind kind : List.of(PassageKind.ROW, PassageKind.PARAGRAPH)) {
            double quarter = secondsToFind(kind, noise.apply(SMALL));
            double whole = secondsToFind(kind, noise.apply(4 * SMALL));
            if (whole > NOISE_SECONDS && whole > MOST_GROWTH * quarter) {
                // Measured again, warm: the first one may have paid for a collection.
                quarter = secondsToFind(kind, noise.apply(SMALL));
                whole = secondsToFind(kind, noise.apply(4 * SMALL));
            }
            assertThat(whole).as(kind.toString()).isLessThan(Math.max(NOISE_SECONDS, MOST_GROWTH * quarter));
        }
    }

    @Test
    void aMegabyteOfTheWorst_isDoneInSeconds() {
        List<IntFunction<String>> worst = List.of(
                repeated("7 "),
                repeated("q u i s p e "),
                repeated("&amp;amp;"),
                random(0x4E00, 0x9000, 0),
                repeated("epsiuq adiaroz "));
        for (IntFunction<String> noise : worst) {
            assertThat(secondsToFind(PassageKind.PARAGRAPH, noise.apply(1 << 20)))
                    .isLessThan(60);
        }
    }

    @Test
    void aTokenOfTenMegabytes_isPassedOver() {
        assertThat(secondsToFind(PassageKind.ROW, "a".repeat(10_000_000))).isLessThan(10);
        assertThat(secondsToFind(PassageKind.ROW, "é".repeat(2_000_000))).isLessThan(10);
        assertThat(secondsToFind(PassageKind.PARAGRAPH, "7".repeat(1_000_000))).isLessThan(10);
    }

    @Test
    void aPageOfOneLine_isSearchedFromItsBeginningToItsEnd() {
        StringBuilder page = new StringBuilder(5_100_000);
        int people = 0;
        Random random = new Random(3);
        while (page.length() < 5_000_000) {
            if (people < 500 && page.length() >= people * 10_000) {
                page.append(listedName(people))
                        .append(" A30")
                        .append(1_000_000 + people * 7)
                        .append(", ");
                people++;
            }
            for (int i = random.nextInt(8) + 2; i > 0; i--) {
                page.append((char) ('a' + random.nextInt(26)));
            }
            page.append(' ');
        }
        for (PassageKind kind : PassageKind.values()) {
            DocumentMatch found = match(kind, page + LISTED);

            assertThat(found.records()).as(kind.toString()).hasSizeGreaterThanOrEqualTo(people + 1);
            assertThat(found.records().stream().filter(r -> r.tier() == Tier.CONFIRMED))
                    .hasSize(people + 1);
        }
    }

    @Test
    void aPageOfAHundredThousandListedNames_findsThemAll() {
        Document.Builder builder = Document.builder(4_000_000).block("", "row", List.of());
        for (int i = 0; i < 100_000; i++) {
            builder.passage(PassageKind.ROW, i + 1, listedName(i % 2_000) + "\tA30" + (1_000_000 + i % 2_000 * 7));
        }
        DocumentMatch found = matcher.match(builder.build(), Tier.PROBABLE);

        assertThat(found.records()).hasSize(2_000);
        assertThat(found.tier()).contains(Tier.CONFIRMED);
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
    void whatIsCutShort_isSaid() {
        Document.Builder builder = Document.builder(1 << 16).block("", "row", List.of());
        for (int i = 1; i <= 40; i++) {
            builder.passage(PassageKind.LINE, i * 2, "Zoraida Quispe");
        }
        assertThat(matcher.match(builder.build(), Tier.POSSIBLE).notes())
                .singleElement()
                .asString()
                .contains("16");
        assertThat(match(PassageKind.LINE, "q u i s p e z o r a i d a stop ".repeat(20))
                        .notes())
                .anyMatch(n -> n.contains("spaced out"));
        assertThat(match(PassageKind.ROW, LISTED).notes()).isEmpty();
    }

    @Test
    void aHyphenBeforeARow_doesNotTakeTheRowAway() {
        Document document = Document.builder(64)
                .block("", "line", List.of())
                .passage(PassageKind.PARAGRAPH, 1, "Zoraida Q u i s p e -\n")
                .passage(PassageKind.ROW, 2, LISTED)
                .build();

        assertThat(matcher.match(document, Tier.POSSIBLE).tier()).contains(Tier.CONFIRMED);
    }

    @Test
    void anEmptyDocument_hasNoMatch() {
        assertThat(match(PassageKind.ROW, "").records()).isEmpty();
        assertThat(matcher.match(Document.builder(0).build(), Tier.POSSIBLE).records())
                .isEmpty();
    }
}
