package org.afterleak.bench;

import java.util.List;
import java.util.SplittableRandom;

/** Rare Arabic family names, made as the language makes nouns: three consonants in a pattern. */
final class ArabicRoots {
    private static final String[] LATIN = {
        "b", "t", "j", "h", "d", "r", "z", "s", "sh", "f", "q", "k", "l", "m", "n", "gh", "kh"
    };
    private static final String ARABIC = "بتجحدرزسشفقكلمنغخ";

    private ArabicRoots() {}

    static Namelet family(SplittableRandom random) {
        int x = random.nextInt(LATIN.length);
        int y = random.nextInt(LATIN.length);
        int z = random.nextInt(LATIN.length);
        String a = LATIN[x];
        String b = LATIN[y];
        String c = LATIN[z];
        char p = ARABIC.charAt(x);
        char q = ARABIC.charAt(y);
        char r = ARABIC.charAt(z);
        return switch (random.nextInt(4)) {
            case 0 -> namelet(a + "a" + b + "i" + c, a + "a" + b + "e" + c, "" + p + 'ا' + q + r);
            case 1 -> namelet(a + "a" + b + b + "a" + c, a + "a" + b + "a" + c, "" + p + q + 'ا' + r);
            case 2 -> namelet(a + "a" + b + "i" + c, a + "a" + b + "ee" + c, "" + p + q + 'ي' + r);
            default ->
                new Namelet(
                        List.of(
                                "al-" + Names.capital(a + "a" + b + "a" + c + "i"),
                                "el-" + Names.capital(a + "a" + b + "a" + c + "y"),
                                "Al" + a + "a" + b + "a" + c + "i"),
                        "ال" + p + q + r + 'ي',
                        false);
        };
    }

    private static Namelet namelet(String latin, String other, String original) {
        return new Namelet(List.of(Names.capital(latin), Names.capital(other)), original, false);
    }
}
