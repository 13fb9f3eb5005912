package org.afterleak.identifier;

import com.ibm.icu.text.Transliterator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Latin letters for a token in another script, as passports and newspapers write them rather than as scholars do. Cyrillic
 * and Greek are small tables; the other scripts are ICU's, whose rules are loaded when the first token needs them.
 */
final class Romanization {
    private static final Map<Integer, String> LETTERS = letters();

    private Romanization() {}

    /** ICU's rules, loaded once and only if there is need. */
    private static final class Icu {
        static final Transliterator HAN = Transliterator.getInstance("Han-Latin/Names");
        static final Map<Integer, String> HAN_READINGS = new ConcurrentHashMap<>();
        static final Transliterator ARMENIAN = Transliterator.getInstance("Armenian-Latin/BGN");
        static final Transliterator GEORGIAN = Transliterator.getInstance("Georgian-Latin/BGN");
        static final Transliterator ANY = Transliterator.getInstance("Any-Latin");
    }

    /**
     * The letters a to z of the token's romanisation, empty where there is none. Three letters that have no one spelling
     * are capitals: G (g or h), H (h or kh), C (ts).
     */
    static String of(String foldedToken) {
        Character.UnicodeScript script = Character.UnicodeScript.of(foldedToken.codePointAt(0));
        return switch (script) {
            case CYRILLIC, GREEK -> byTable(foldedToken);
            case LATIN -> lettersOnly(foldedToken);
            case HAN -> han(foldedToken);
            case ARMENIAN -> lettersOnly(Names.fold(Icu.ARMENIAN.transliterate(foldedToken)));
            case GEORGIAN -> lettersOnly(Names.fold(Icu.GEORGIAN.transliterate(foldedToken)));
            case HANGUL -> korean(lettersOnly(Names.fold(Icu.ANY.transliterate(foldedToken))));
            case DEVANAGARI, BENGALI, GURMUKHI, GUJARATI, ORIYA, TAMIL, TELUGU, KANNADA, MALAYALAM, SINHALA ->
                indic(foldedToken);
            default -> lettersOnly(Names.fold(Icu.ANY.transliterate(foldedToken)));
        };
    }

    /** Whether the token is in a script that this class reads. */
    static boolean isFor(String foldedToken) {
        return !AbjadReader.reads(foldedToken.codePointAt(0));
    }

    /** Character by character, in the reading that it has in names; ICU takes its time over these, so each is asked once. */
    private static String han(String token) {
        String japanese = HanNames.japaneseReading(token);
        if (japanese != null) {
            return japanese;
        }
        StringBuilder out = new StringBuilder(token.length() * 4);
        token.codePoints()
                .forEach(c -> out.append(Icu.HAN_READINGS.computeIfAbsent(
                        c, x -> lettersOnly(Names.fold(Icu.HAN.transliterate(Character.toString(x)))))));
        return out.toString();
    }

    /** As names are written: initial g as k and l as r, final consonants voiceless. */
    private static String korean(String latin) {
        if (latin.length() < 2) {
            return latin;
        }
        char first = latin.charAt(0);
        char last = latin.charAt(latin.length() - 1);
        boolean voiced = last == 'g' && !latin.endsWith("ng") || last == 'b';
        return (first == 'g' ? 'k' : first == 'l' ? 'r' : first)
                + latin.substring(1, latin.length() - 1)
                + (voiced ? last == 'g' ? 'k' : 'p' : last);
    }

    /** Without the vowel that a last letter only has on paper. */
    private static String indic(String token) {
        // Singh is written with a nasal mark and h.
        String spelt = token.replace("\u0902\u0939", "\u0919").replace("\u0982\u09B9", "\u0999");
        String latin = Icu.ANY.transliterate(spelt).replace("c", "ch").replace("\u1E45", "ng");
        latin = lettersOnly(Names.fold(latin));
        boolean bareLetter = Character.getType(token.charAt(token.length() - 1)) == Character.OTHER_LETTER;
        return bareLetter && latin.length() > 2 && latin.endsWith("a") ? latin.substring(0, latin.length() - 1) : latin;
    }

    static String lettersOnly(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= 'a' && text.charAt(i) <= 'z') {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> out.append((char) c));
        return out.toString();
    }

    private static String byTable(String token) {
        StringBuilder out = new StringBuilder(token.length() + 8);
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            char n = i + 1 < token.length() ? token.charAt(i + 1) : ' ';
            String pair = i + 1 < token.length() ? pair(c, n, i == 0) : "";
            if (!pair.isEmpty()) {
                out.append(pair);
                i++;
            } else if (i == 0 && (c == 'ю' || c == 'я')) {
                out.append(c == 'ю' ? "yu" : "ya");
            } else {
                out.append(LETTERS.getOrDefault((int) c, ""));
            }
        }
        return out.toString();
    }

    /** Two letters that stand for one sound. */
    private static String pair(char c, char n, boolean first) {
        return switch (c) {
            case 'μ' -> n == 'π' ? first ? "b" : "mp" : "";
            case 'ν' -> n == 'τ' ? first ? "d" : "nt" : "";
            case 'γ' -> n == 'κ' ? "g" : n == 'γ' ? "ng" : "";
            case 'ο' -> n == 'υ' ? "u" : "";
            case 'α' -> n == 'υ' ? "av" : "";
            case 'ε' -> n == 'υ' ? "ev" : "";
            case 'д' -> n == 'з' ? "dz" : "";
            case 'ч' -> n == 'ж' ? "zh" : "";
            case 'ц' -> n == 'з' ? "zh" : "";
            case 'τ' -> n == 'ζ' ? "tz" : "";
            default -> "";
        };
    }

    private static Map<Integer, String> letters() {
        String table =
                "а a б b в v г G ґ g д d ђ dj е e є ie ж zh з z и i і i к k л l м m н n о o п p р r с s т t ћ c у u"
                        + " ф f х H ц C ч ch џ dj ш sh щ shch ъ _ ы y ь _ э e ю iu я ia ј j љ l њ n ѓ g ќ k ѕ z ә a ғ g қ k ң n"
                        + " ө o ұ u ү u һ h ҳ h ҷ j ӣ i ӯ u"
                        + " α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ H ψ ps ω o";
        String[] cells = table.split(" ");
        Map<Integer, String> letters = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            letters.put(cells[i].codePointAt(0), cells[i + 1].equals("_") ? "" : cells[i + 1]);
        }
        return Map.copyOf(letters);
    }
}
