package org.afterleak.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cyrillic and Greek names in Latin letters, as passports and other people write them. Written for the bench, which must
 * not ask the product how it romanises.
 */
final class Romanisation {
    private static final String CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";

    /** ICAO 9303, as Russian passports have it. */
    private static final String[] PASSPORT = {
        "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f",
        "kh", "ts", "ch", "sh", "shch", "ie", "y", "", "e", "iu", "ia"
    };

    /** As English newspapers write. */
    private static final String[] PRESS = {
        "a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f",
        "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"
    };

    /** As French papers write. */
    private static final String[] FRENCH = {
        "a", "b", "v", "g", "d", "e", "io", "j", "z", "i", "ï", "k", "l", "m", "n", "o", "p", "r", "s", "t", "ou", "f",
        "kh", "ts", "tch", "ch", "chtch", "", "y", "", "e", "iou", "ia"
    };

    /** As German papers write. */
    private static final String[] GERMAN = {
        "a", "b", "w", "g", "d", "e", "jo", "sch", "s", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f",
        "ch", "z", "tsch", "sch", "schtsch", "", "y", "", "e", "ju", "ja"
    };

    private static final String GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω";
    private static final String[] GREEK_LATIN = {
        "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f",
        "ch", "ps", "o"
    };
    private static final String[] GREEK_OLD = {
        "a", "b", "g", "d", "e", "z", "e", "th", "i", "c", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "ph",
        "h", "ps", "o"
    };

    private Romanisation() {}

    static boolean isCyrillic(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC);
    }

    static boolean isGreek(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.GREEK);
    }

    /** The spelling of passports; the text itself where it is neither Cyrillic nor Greek. */
    static String passport(String text) {
        return isCyrillic(text)
                ? map(text, CYRILLIC, PASSPORT)
                : isGreek(text) ? map(digraphs(text), GREEK, GREEK_LATIN) : text;
    }

    /** A word in that script, with its spellings. */
    static Namelet namelet(String original) {
        List<String> spellings = new ArrayList<>(List.of(passport(original)));
        if (isCyrillic(original)) {
            spellings.add(map(original, CYRILLIC, PRESS));
            spellings.add(map(original, CYRILLIC, FRENCH));
            spellings.add(map(original, CYRILLIC, GERMAN));
        } else {
            spellings.add(map(digraphs(original), GREEK, GREEK_OLD));
        }
        return new Namelet(spellings.stream().distinct().toList(), original, false);
    }

    /** ου, αυ, ευ and accents, which are not letter by letter. */
    private static String digraphs(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replace('ά', 'α')
                .replace('έ', 'ε')
                .replace('ή', 'η')
                .replace('ί', 'ι')
                .replace('ϊ', 'ι')
                .replace('ΐ', 'ι')
                .replace('ό', 'ο')
                .replace('ύ', 'υ')
                .replace('ώ', 'ω');
        return plain.replace("ου", "ou").replace("αυ", "af").replace("ευ", "ef").replace("γγ", "ng");
    }

    private static String map(String text, String from, String[] to) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            int at = from.indexOf(c);
            out.append(at < 0 ? String.valueOf(c) : to[at]);
        }
        return Names.capital(out.toString());
    }
}
