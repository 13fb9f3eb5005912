package org.afterleak.identifier;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The canonical form of names and of phrases (facilities, nationalities): a list of folded tokens.
 *
 * <p>Folding: compatibility decomposition (UAX 15, NFKD), combining marks and format characters dropped (but the vowel
 * signs of Indic and South-East Asian scripts and the voicing marks of kana, which spell the word), full lower case (root
 * locale), and the letters that Unicode does not decompose written out (ß ss, ø o, æ ae, ł l, đ d, ð d, þ th, ı i, œ oe,
 * ŋ n); Persian kaf and yeh become the Arabic ones. Apostrophes inside a word close up (O'Neil, oneil); every other character that is no letter and no digit
 * ends the token. A hyphen therefore parts two tokens.
 */
public final class Names {
    /** A name of more tokens is cut: no real one has them. */
    public static final int MAX_TOKENS = 12;

    /** A token of more characters is cut. */
    public static final int MAX_TOKEN_CHARS = 64;

    private Names() {}

    /** The folded tokens of a text, in their order; empty where there is no letter and no digit. */
    public static List<String> tokens(CharSequence text) {
        List<String> tokens = new ArrayList<>(4);
        StringBuilder token = new StringBuilder();
        String folded = fold(text);
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isLetterOrDigit(c) || !token.isEmpty() && isMark(c)) {
                if (token.length() < MAX_TOKEN_CHARS) {
                    token.appendCodePoint(c);
                }
            } else if (!isApostrophe(c) || token.isEmpty()) {
                flush(token, tokens);
            }
        }
        flush(token, tokens);
        return tokens;
    }

    /**
     * The folded tokens that can stand in a name: those without a digit, at most {@link #MAX_TOKENS}. A Chinese or Korean
     * name that has no space comes apart into surname and given name, where the surname is known.
     */
    public static List<String> nameTokens(CharSequence name) {
        List<String> tokens = new ArrayList<>(tokens(name));
        if (tokens.size() == 1 && tokens.get(0).charAt(0) >= 0x2E80) {
            tokens = new ArrayList<>(HanNames.tokens(tokens.get(0)));
        }
        tokens.removeIf(t -> t.codePoints().anyMatch(Character::isDigit));
        return tokens.size() > MAX_TOKENS ? new ArrayList<>(tokens.subList(0, MAX_TOKENS)) : tokens;
    }

    /** The folded tokens joined by single spaces: the canonical form of a facility, a nationality, an attribute. */
    public static String phrase(CharSequence text) {
        return String.join(" ", tokens(text));
    }

    private static void flush(StringBuilder token, List<String> tokens) {
        if (!token.isEmpty()) {
            tokens.add(token.toString());
            token.setLength(0);
        }
    }

    /** ASCII apostrophe, grave, acute, the typographic single quotes, modifier letters that serve as one, prime. */
    static boolean isApostrophe(int c) {
        return switch (c) {
            case '\'', '`', 0xB4, 0x2018, 0x2019, 0x201B, 0x02B9, 0x02BB, 0x02BC, 0x02BE, 0x02BF, 0x2032, 0xFF07 ->
                true;
            default -> false;
        };
    }

    /** Folds a text letter by letter; boundaries stay what they are. */
    static String fold(CharSequence text) {
        String lower;
        if (isAscii(text)) {
            return text.toString().toLowerCase(Locale.ROOT);
        }
        // Twice lower: some letters have a case only after decomposition (e.g. the Kelvin sign, mathematical capitals).
        lower = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        lower = Normalizer.normalize(lower, Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            i += Character.charCount(c);
            switch (Character.getType(c)) {
                case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
                    if (!spellsASound(c)) {
                        continue;
                    }
                }
                default -> {}
            }
            switch (c) {
                case 'ß' -> out.append("ss");
                case 'ø' -> out.append('o');
                case 'æ' -> out.append("ae");
                case 'œ' -> out.append("oe");
                case 'ł' -> out.append('l');
                case 'đ', 'ð', 'ɖ' -> out.append('d');
                case 'þ' -> out.append("th");
                case 'ı' -> out.append('i');
                case 'ŋ' -> out.append('n');
                case 'ħ' -> out.append('h');
                case 'ŧ' -> out.append('t');
                // Letters that only differ in how they are written, not in the name: tatweel, Persian kaf and yeh.
                case 'ـ' -> {}
                case 'ک' -> out.append('ك');
                case 'ی' -> out.append('ي');
                default -> out.appendCodePoint(c);
            }
        }
        // Hangul, kana and Indic vowel signs come together again; of other scripts no mark is left.
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    /** Marks without which a word of its script is another word: vowel signs of India's and its neighbours' scripts, kana. */
    private static boolean spellsASound(int mark) {
        return mark >= 0x0900 && mark < 0x1000
                || mark >= 0x1000 && mark < 0x10A0
                || mark >= 0x1780 && mark < 0x1800
                || mark == 0x3099
                || mark == 0x309A;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isAscii(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
