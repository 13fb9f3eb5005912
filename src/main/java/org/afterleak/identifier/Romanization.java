package org.afterleak.identifier;

import com.ibm.icu.text.Transliterator;
import java.util.HashMap;
import java.util.Map;

/**
 * Latin letters for a token in another script, as passports and newspapers write them rather than as scholars do. Cyrillic
 * and Greek are small tables; the other scripts are ICU's, whose rules are loaded when the first token needs them.
 */
final class Romanization {
    private static final Map<Integer, String> LETTERS = letters();

    private Romanization() {}

    /** ICU's rules, loaded once and only if there is need. */
    private static final class Icu {
        static final Transliterator HAN = Transliterator.getInstance("Han-Latin/Names; Latin-ASCII");
        static final Transliterator ANY = Transliterator.getInstance("Any-Latin; Latin-ASCII");
    }

    /** The letters a to z of the token's romanisation; empty where there is none. */
    static String of(String foldedToken) {
        int first = foldedToken.codePointAt(0);
        Character.UnicodeScript script = Character.UnicodeScript.of(first);
        String latin = switch (script) {
            case CYRILLIC, GREEK -> byTable(foldedToken);
            case HAN -> Icu.HAN.transliterate(foldedToken);
            case LATIN -> foldedToken;
            default -> Icu.ANY.transliterate(foldedToken);
        };
        return lettersOnly(script == Character.UnicodeScript.LATIN ? latin : Names.fold(latin));
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
            case 'τ' -> n == 'ζ' ? "tz" : "";
            default -> "";
        };
    }

    private static Map<Integer, String> letters() {
        String table =
                "а a б b в v г g ґ g д d ђ dj е e є ie ж zh з z и i і i к k л l м m н n о o п p р r с s т t ћ c у u"
                        + " ф f х kh ц ts ч ch џ dj ш sh щ shch ъ _ ы y ь _ э e ю iu я ia ј j љ l њ n ѓ g ќ k ѕ z ә a ғ g қ k ң n"
                        + " ө o ұ u ү u һ h ҳ h ҷ j ӣ i ӯ u"
                        + " α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ kh ψ ps ω o";
        String[] cells = table.split(" ");
        Map<Integer, String> letters = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            letters.put(cells[i].codePointAt(0), cells[i + 1].equals("_") ? "" : cells[i + 1]);
        }
        return Map.copyOf(letters);
    }
}
