package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many spellings meet, and how few other names: measured on others' data, where it is at hand. */
class NameRecallTest {
    private static final Path NAMES = Path.of("../shared/data/names");
    private static final Path FREQUENCIES = Path.of("../shared/data/freq");

    @ParameterizedTest
    @CsvSource({"arabic,0.60", "hebrew,0.60", "russian,0.78", "korean,0.24", "chinese,0.21", "katakana,0.24"})
    void transliterations_meet(String script, double least) throws IOException {
        List<String[]> pairs = new ArrayList<>();
        for (String line : lines(NAMES.resolve("translit_wd/wd_" + script + "_dev16.tsv"))) {
            String[] cells = line.split("\t");
            pairs.add(new String[] {cells[0], cells[1].replace(" ", "")});
        }
        assertThat(share(pairs)).isGreaterThan(least);
    }

    @Test
    void nicknames_meetTheirNames() throws IOException {
        List<String[]> pairs = new ArrayList<>();
        for (String line : lines(NAMES.resolve("nicknames_en.csv"))) {
            String[] cells = line.split(",");
            if (cells.length == 3 && !cells[0].equals("name1")) {
                pairs.add(new String[] {cells[0], cells[2]});
            }
        }
        assertThat(share(pairs)).isGreaterThan(0.40);
    }

    @ParameterizedTest
    @CsvSource({"Forename,common-forenames-by-country.csv,11,0.85", "Surname,common-surnames-by-country.csv,5,0.80"})
    void localNames_meetTheirRomanisations(String what, String file, int column, double least) throws IOException {
        List<String[]> pairs = new ArrayList<>();
        for (String line : lines(FREQUENCIES.resolve(file))) {
            String[] cells = line.split(",");
            boolean simple =
                    what.equals("Forename") && cells.length == 12 || what.equals("Surname") && cells.length >= 6;
            int local = what.equals("Forename") ? 10 : 4;
            if (simple && !cells[local].isEmpty() && isCyrillicOrGreek(cells[local])) {
                pairs.add(new String[] {cells[local], cells[column]});
            }
        }
        assertThat(pairs.size()).isGreaterThan(40);
        assertThat(share(pairs)).isGreaterThan(least);
    }

    @ParameterizedTest
    @CsvSource({"us_new-top-firstNames.csv,1000", "us_new-top-surnames.csv,2000"})
    void otherNames_rarelyShareAKey(String file, double leastOdds) throws IOException {
        Map<String, Map<String, Double>> byKey = new HashMap<>();
        double sum = 0;
        for (String line : lines(FREQUENCIES.resolve(file))) {
            String[] cells = line.replace("\"", "").split(",");
            if (!cells[1].equals("name")) {
                double weight = Double.parseDouble(cells[2]);
                sum += weight;
                String token = Names.nameTokens(cells[1]).get(0);
                byKey.computeIfAbsent(NameKeys.key(token), k -> new HashMap<>()).merge(token, weight, Double::sum);
            }
        }
        double chance = 0;
        for (Map<String, Double> names : byKey.values()) {
            double all = names.values().stream().mapToDouble(w -> w).sum();
            chance +=
                    all * all - names.values().stream().mapToDouble(w -> w * w).sum();
        }
        assertThat(sum * sum / chance).isGreaterThan(leastOdds);
    }

    private static boolean isCyrillicOrGreek(String text) {
        Character.UnicodeScript script = Character.UnicodeScript.of(text.codePointAt(0));
        return script == Character.UnicodeScript.CYRILLIC || script == Character.UnicodeScript.GREEK;
    }

    /** The share of pairs of single tokens where the keys of one hold the key of the other, both ways. */
    private static double share(List<String[]> pairs) {
        int all = 0;
        int met = 0;
        for (String[] pair : pairs) {
            List<String> one = Names.nameTokens(pair[0]);
            List<String> two = Names.nameTokens(pair[1]);
            if (one.size() == 1 && two.size() == 1) {
                all += 2;
                met += (meets(one.get(0), two.get(0)) ? 1 : 0) + (meets(two.get(0), one.get(0)) ? 1 : 0);
            }
        }
        return (double) met / all;
    }

    private static boolean meets(String inText, String listed) {
        String key = NameKeys.key(listed);
        return NameKeys.keys(inText).stream().anyMatch(k -> k.key().equals(key));
    }

    private static List<String> lines(Path file) throws IOException {
        Assumptions.assumeTrue(Files.isReadable(file), "reference data is not at hand");
        return Files.readAllLines(file);
    }
}
