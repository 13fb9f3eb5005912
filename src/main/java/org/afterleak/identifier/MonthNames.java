package org.afterleak.identifier;

import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.util.GregorianCalendar;
import com.ibm.icu.util.ULocale;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Folded names and abbreviations of the months of the Gregorian calendar, from the Unicode CLDR as ICU4J has them, and
 * Roman numerals. A word can be two months: <i>listopad</i> is October in Croatian and November in Polish.
 */
final class MonthNames {
    static final String FILE = "month-names.txt";

    private static final String LANGUAGES =
            "en es fr pt de it nl pl ro sq hr hu cs sk sl sv da nb fi et lv lt tr id ms sw so"
                    + " az uz ha yo ca ht ru uk sr bg be kk ky mk mn tg ar ar-SY ar-DZ ar-MA fa ur ps hi bn ne pa gu ta te ml si"
                    + " my th km lo el he hy ka am ti";
    private static final List<String> ROMAN =
            List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii");

    /** Spellings that are common and not in the locale data. */
    private static final Map<String, Integer> MORE =
            Map.of("sept", 9, "set", 9, "setiembre", 9, "jänner", 1, "june", 6);

    private MonthNames() {}

    /** The months that a phrase of one or two tokens names, bit 1 for January; 0 where it names none. */
    static int months(String phrase) {
        return Holder.MASKS.getOrDefault(phrase, 0);
    }

    /** Whether a month's name is this token or starts with it. */
    static boolean startsOne(String token) {
        return Holder.FIRST_TOKENS.contains(token);
    }

    /** The lines of the file that the build makes: mask and phrase. */
    static List<String> lines() {
        return gather().entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .toList();
    }

    static Map<String, Integer> gather() {
        Map<String, Integer> masks = new TreeMap<>();
        for (String language : LANGUAGES.split(" ", -1)) {
            DateFormatSymbols symbols =
                    new DateFormatSymbols(GregorianCalendar.class, ULocale.forLanguageTag(language));
            for (int context : List.of(DateFormatSymbols.FORMAT, DateFormatSymbols.STANDALONE)) {
                for (int width : List.of(DateFormatSymbols.WIDE, DateFormatSymbols.ABBREVIATED)) {
                    String[] names = symbols.getMonths(context, width);
                    for (int i = 0; i < 12; i++) {
                        add(masks, names[i], i + 1);
                    }
                }
            }
        }
        MORE.forEach((name, month) -> add(masks, name, month));
        for (int i = 0; i < ROMAN.size(); i++) {
            masks.merge(ROMAN.get(i), 1 << i + 1, (a, b) -> a | b);
        }
        return masks;
    }

    private static void add(Map<String, Integer> masks, String name, int month) {
        List<String> tokens = Names.tokens(name);
        String phrase = String.join(" ", tokens);
        boolean hasDigit = phrase.codePoints().anyMatch(Character::isDigit);
        boolean isTooShort = phrase.length() < 3 && (phrase.isEmpty() || phrase.charAt(0) < 0x530);
        if (!hasDigit && !isTooShort && tokens.size() <= 2) {
            masks.merge(phrase, 1 << month, (a, b) -> a | b);
        }
    }

    private static final class Holder {
        static final Map<String, Integer> MASKS = read();
        static final Set<String> FIRST_TOKENS = firstTokens();

        private static Map<String, Integer> read() {
            if (MonthNames.class.getResource(FILE) == null) {
                return gather();
            }
            Map<String, Integer> masks = new HashMap<>();
            for (String line : Resources.lines(FILE)) {
                int space = line.indexOf(' ');
                masks.put(line.substring(space + 1), Integer.parseInt(line.substring(0, space)));
            }
            return masks;
        }

        private static Set<String> firstTokens() {
            Set<String> tokens = new HashSet<>();
            for (String phrase : MASKS.keySet()) {
                int space = phrase.indexOf(' ');
                tokens.add(space < 0 ? phrase : phrase.substring(0, space));
            }
            return tokens;
        }
    }
}
