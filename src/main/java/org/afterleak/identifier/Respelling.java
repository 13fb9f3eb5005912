package org.afterleak.identifier;

import java.util.List;

/**
 * Orthographies that give letters other sounds than most: a token that looks like one of theirs is read as its letters are
 * meant there. Read on the text's side only, so that no key at rest depends on it.
 */
final class Respelling {
    private static final List<String> SLAVIC_ENDINGS =
            List.of("wa", "wna", "wskij", "wsky", "witsch", "wicz", "ow", "ew");

    private Respelling() {}

    /** The other spelling of a token of the letters a to z, or one in Arabic script; empty where there is none. */
    static String of(String token) {
        if (AbjadReader.reads(token.codePointAt(0))) {
            // Rahmatullah, Habibollah in one word: the name of God is written with a letter that is not said twice.
            return token.length() > 6 && token.endsWith("الله") ? token.substring(0, token.length() - 4) + "اله" : "";
        }
        String spelt = isSomali(token) ? somali(token) : token;
        if (SLAVIC_ENDINGS.stream().anyMatch(spelt::endsWith)) {
            spelt = spelt.replace('w', 'v');
        }
        // Mikael, Michael.
        spelt = spelt.replace("kael", "chael");
        return spelt.equals(token) ? "" : spelt;
    }

    /**
     * Whether a token shows the Somali alphabet of 1972: x for h, c for ayn, long vowels doubled. A c at the beginning
     * alone is every language's.
     */
    private static boolean isSomali(String token) {
        if (token.startsWith("cabd") || token.indexOf('x') >= 0) {
            return true;
        }
        boolean ayn = token.indexOf('c') >= 0 && token.indexOf("ch") < 0 && token.indexOf("ck") < 0;
        return ayn && hasLongVowel(token);
    }

    private static boolean hasLongVowel(String token) {
        for (int i = 1; i < token.length(); i++) {
            if (token.charAt(i) == token.charAt(i - 1) && isVowel(token.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String somali(String token) {
        StringBuilder out = new StringBuilder(token.length());
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            char next = i + 1 < token.length() ? token.charAt(i + 1) : ' ';
            boolean afterVowel = i > 0 && isVowel(token.charAt(i - 1));
            boolean ayn = c == 'c' && (isVowel(next) || afterVowel);
            boolean repeated = isVowel(c) && !out.isEmpty() && out.charAt(out.length() - 1) == c;
            if (c == 'x') {
                out.append('h');
            } else if (!ayn && !repeated) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isVowel(char c) {
        return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
    }
}
