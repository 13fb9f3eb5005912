package org.afterleak.match;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Letters that look like Latin ones (UTS 39, confusables), and pictures of letters. A word that mixes Latin letters with
 * those of another script is a disguise: it is read as it looks.
 */
final class Lookalikes {
    /** Code point to the ASCII letters that it looks like; empty where it looks like none. Bounded by Unicode. */
    private static final Map<Integer, String> CACHE = new ConcurrentHashMap<>();

    private static final String SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL ";

    private Lookalikes() {}

    /** Loaded when the first letter that is not Latin has to be judged: ICU's data take some milliseconds. */
    private static final class Checker {
        static final SpoofChecker UTS39 = new SpoofChecker.Builder().build();
    }

    /** The ASCII letter or letters that a code point looks like; empty where it looks like none. */
    static String latin(int codePoint) {
        return CACHE.computeIfAbsent(codePoint, Lookalikes::look);
    }

    private static String look(int c) {
        int letter = pictured(c);
        if (letter != 0) {
            return Character.toString(letter);
        }
        int small = smallCapital(c);
        if (small != 0) {
            return Character.toString(small);
        }
        String skeleton = Checker.UTS39.getSkeleton(Character.toString(c));
        if (skeleton.equals("rn")) {
            return "m";
        }
        if (skeleton.equals("vv")) {
            return "w";
        }
        if (skeleton.equals("l") && Character.isUpperCase(c)) {
            return "i";
        }
        if (skeleton.length() != 1 || !isAsciiLetter(skeleton.charAt(0))) {
            // Many small letters have a skeleton only by way of their capital.
            int upper = Character.toUpperCase(c);
            if (upper != c && Character.isLetter(c)) {
                String capital = Checker.UTS39.getSkeleton(Character.toString(upper));
                return capital.length() == 1 && isAsciiLetter(capital.charAt(0))
                        ? capital.toLowerCase(java.util.Locale.ROOT)
                        : "";
            }
            return "";
        }
        return skeleton.toLowerCase(java.util.Locale.ROOT);
    }

    /** Letters in black squares and circles, and the letters of flags, which have no compatibility form. */
    static int pictured(int c) {
        if (c >= 0x1F150 && c <= 0x1F169) {
            return 'a' + c - 0x1F150;
        }
        if (c >= 0x1F170 && c <= 0x1F189) {
            return 'a' + c - 0x1F170;
        }
        return c >= 0x1F1E6 && c <= 0x1F1FF ? 'a' + c - 0x1F1E6 : 0;
    }

    /** Small capitals, phonetic letters that have no compatibility form: their names in Unicode say what they are. */
    private static int smallCapital(int c) {
        if (c < 0x250 || Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN) {
            return 0;
        }
        String name = Character.getName(c);
        boolean small = name != null && name.startsWith(SMALL_CAPITAL) && name.length() == SMALL_CAPITAL.length() + 1;
        return small ? name.charAt(SMALL_CAPITAL.length()) | 0x20 : 0;
    }

    static boolean isPicture(int c) {
        return pictured(c) != 0;
    }

    /** Whether the letter is of a script other than Latin. */
    static boolean isForeign(int c) {
        int script = UScript.getScript(c);
        return script != UScript.LATIN && script != UScript.COMMON && script != UScript.INHERITED;
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
