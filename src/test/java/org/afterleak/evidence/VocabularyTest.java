package org.afterleak.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final Path NAMES = Path.of("../shared/data/freq");

    @Test
    void words_areLowerCaseLettersAndNotTooShort() {
        assertThat(Vocabulary.headings()).hasSizeGreaterThan(100);
        assertThat(Vocabulary.prose()).hasSizeGreaterThan(100);
        for (String word : Vocabulary.WORDS) {
            assertThat(word).isEqualTo(word.toLowerCase(Locale.ROOT)).matches("\\p{Ll}+");
            assertThat(word.length() >= 3 || word.equals("id")).as(word).isTrue();
        }
    }

    @Test
    void words_areNoMonthsParticlesOrEverydayNames() {
        assertThat(Vocabulary.WORDS)
                .doesNotContain(
                        "may", "june", "august", "mayo", "mai", "del", "van", "von", "bin", "los", "las", "will",
                        "mark", "grace", "hope", "page", "case", "son", "han");
    }

    /** No word is a given name or a surname in the countries' name lists, but two that are there by mistake. */
    @Test
    void words_areInNoListOfNames() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(NAMES), "reference data is not there");
        Set<String> names = new HashSet<>();
        for (String file : List.of(
                "common-forenames-by-country.csv",
                "common-surnames-by-country.csv",
                "us_new-top-firstNames.csv",
                "us_new-top-surnames.csv")) {
            List<String> lines = Files.readAllLines(NAMES.resolve(file));
            List<String> heading = List.of(lines.get(0).replace("\"", "").split(",", -1));
            List<Integer> columns = new ArrayList<>();
            for (String column : List.of("Localized Name", "Romanized Name", "name")) {
                if (heading.contains(column)) {
                    columns.add(heading.indexOf(column));
                }
            }
            assertThat(columns).as(file).isNotEmpty();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.replace("\"", "").split(",", -1);
                for (int column : columns) {
                    if (column < cells.length) {
                        names.addAll(
                                List.of(cells[column].toLowerCase(Locale.ROOT).split("[\\s'-]+")));
                    }
                }
            }
        }
        assertThat(names.size()).isGreaterThan(3_000);
        Set<String> both = new TreeSet<>(Vocabulary.WORDS);
        both.retainAll(names);
        assertThat(both).isEmpty();
    }
}
