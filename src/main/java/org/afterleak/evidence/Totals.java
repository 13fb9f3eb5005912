package org.afterleak.evidence;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a page holds, in numbers.
 *
 * @param passages rows, lines and paragraphs of the page
 * @param rows table rows among them
 * @param matchedPassages passages in which data of a watched record stands
 * @param records watched records found, each a person
 * @param byTier records of each tier, by its label; tiers without a record are left out
 * @param kinds labels of the kinds of data seen of them, sorted
 * @param columns column headings of the tables with a match, every word masked but the public vocabulary
 */
public record Totals(
        int passages,
        int rows,
        int matchedPassages,
        int records,
        SortedMap<String, Integer> byTier,
        List<String> kinds,
        List<String> columns) {
    public Totals {
        byTier = Collections.unmodifiableSortedMap(new TreeMap<>(byTier));
        kinds = List.copyOf(kinds);
        columns = List.copyOf(columns);
    }

    /** {@link #kinds} as a reader says them: "name", "ID number". */
    public List<String> kindsInWords() {
        return kinds.stream().map(Totals::inWords).toList();
    }

    static String inWords(String label) {
        return switch (label) {
            case "name" -> "name";
            case "given_name" -> "given name";
            case "family_name" -> "family name";
            case "id" -> "ID number";
            case "id:a-number" -> "A-number";
            case "email" -> "e-mail address";
            case "phone" -> "phone number";
            case "date_of_birth" -> "date of birth";
            default -> label.replace('_', ' ');
        };
    }
}
