package org.afterleak.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.afterleak.capture.Capture;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;

/** Whatever a page holds and wherever it matched: no word of it comes through but those of the vocabulary. */
class RedactionProperties {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Set<String> MASKS =
            Set.of("[…]", WordMask.SHORT, WordMask.MEDIUM, WordMask.LONG, WordMask.NUMBER, WordMask.MATCHED);

    @Property(tries = 300)
    void noWordOutsideOfTheVocabulary_everAppears(
            @ForAll("pages") List<Line> page, @ForAll("spans") List<int[]> spans) {
        Document.Builder b = Document.builder(100);
        for (int i = 0; i < page.size(); i++) {
            if (i % 4 == 0) {
                b.block("table " + i, "row", i % 8 == 0 ? List.of(page.get(i).text(), "Name") : List.of());
            }
            b.passage(page.get(i).kind(), i + 1, page.get(i).text());
        }
        List<Where> where = new ArrayList<>();
        for (int[] span : spans) {
            where.add(new Where(span[0] % page.size(), "", span[1], span[1] + span[2]));
        }
        RecordMatch record = new RecordMatch("r-a", "c", Tier.CONFIRMED, 9, List.of("id", "name"), List.of(), where);
        EvidenceRecord e = new Redactor(Samples.CLOCK, Samples.BY)
                .redact(
                        b.build(),
                        new DocumentMatch(List.of(record), List.of()),
                        Capture.ofFile("f", new byte[0], Samples.CAPTURED),
                        "s",
                        t -> false);
        for (RedactedPassage passage : e.rendering().passages()) {
            assertThat(passage.locator()).matches("table [0-9]+ > (row [0-9]+|headings)");
            for (List<Run> cell : passage.cells()) {
                for (Run run : cell) {
                    requireHarmless(run.text());
                }
            }
        }
        e.totals().columns().forEach(RedactionProperties::requireHarmless);
    }

    @Property(tries = 500)
    void maskedTexts_holdOnlyMasksVocabularyAndPunctuation(@ForAll String text) {
        requireHarmless(WordMask.mask(text, true));
        requireHarmless(WordMask.heading(text));
        assertThat(WordMask.mask(text, false)).doesNotContainPattern("[\\p{L}\\p{N}]");
    }

    @Property(tries = 300)
    void maskedLocators_holdOnlyStructure(@ForAll("pages") List<Line> lines) {
        for (Line line : lines) {
            String masked = LocatorMask.block("sheet \"" + line.text() + "\"");
            assertThat(masked).startsWith("sheet \"").endsWith("\"");
            requireHarmless(masked.substring(7));
        }
    }

    private static void requireHarmless(String text) {
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            assertThat(Vocabulary.WORDS).contains(word.group().toLowerCase(Locale.ROOT));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean known = c >= ' ' && c < 0x7f
                    || Character.isLetter(c)
                    || MASKS.stream().anyMatch(mask -> mask.indexOf(c) >= 0);
            assertThat(known).as("U+%04X", (int) c).isTrue();
        }
    }

    record Line(PassageKind kind, String text) {
        @Override
        public String toString() {
            return kind + ": " + text;
        }
    }

    @Provide
    Arbitrary<List<Line>> pages() {
        Arbitrary<String> words = Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12),
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(12),
                Arbitraries.strings().ofMinLength(0).ofMaxLength(8),
                Arbitraries.of(Vocabulary.WORDS),
                Arbitraries.of(Vocabulary.WORDS).map(w -> w + "ov"),
                Arbitraries.of("\t", "data\u200b", "ｎame", "O'Name", "A123-456-789", "@", "x@y.z"));
        Arbitrary<String> text = words.list().ofMinSize(1).ofMaxSize(14).map(list -> String.join(" ", list));
        return Combinators.combine(Arbitraries.of(PassageKind.class), text)
                .as(Line::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(16);
    }

    @Provide
    Arbitrary<List<int[]>> spans() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 15),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(1, 30))
                .as((passage, start, length) -> new int[] {passage, start, length})
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
