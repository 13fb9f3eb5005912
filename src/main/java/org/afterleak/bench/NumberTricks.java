package org.afterleak.bench;

import java.util.SplittableRandom;

/** What can be done to an ID number. */
final class NumberTricks {
    private static final String[] ENGLISH = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };
    private static final String[] SPANISH = {
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"
    };
    private static final String[] FRENCH = {
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"
    };
    private static final String MISREAD_FROM = "0158269";
    private static final String[] MISREAD_TO = {"OoQD", "lI|", "S", "B", "Z", "b", "g"};
    private static final String[] SEPARATORS = {"-", " ", ".", "/", "–", "\u00A0", "_", "·"};
    private static final int[] SCRIPTS = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50};

    private NumberTricks() {}

    static String digits(String id) {
        return id.replaceAll("[^0-9]", "");
    }

    static String words(String id, int language) {
        String[] words = language == 0 ? ENGLISH : language == 1 ? SPANISH : FRENCH;
        StringBuilder out = new StringBuilder(id.startsWith("A") ? "A" : "");
        String digits = digits(id);
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            out.append(out.isEmpty() ? "" : " ").append(words[c - '0']);
        }
        return out.toString();
    }

    static String otherScript(String id, SplittableRandom random) {
        int zero = SCRIPTS[random.nextInt(SCRIPTS.length)];
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            out.append((char) (c >= '0' && c <= '9' ? zero + c - '0' : c));
        }
        return out.toString();
    }

    static String separated(String id, SplittableRandom random) {
        String digits = digits(id);
        String separator = SEPARATORS[random.nextInt(SEPARATORS.length)];
        String grouped = digits.substring(0, 3) + separator + digits.substring(3, 6) + separator + digits.substring(6);
        return switch (random.nextInt(4)) {
            case 0 -> "A" + grouped;
            case 1 -> "A " + grouped;
            case 2 -> "A" + separator + grouped;
            default -> "A#" + grouped;
        };
    }

    /** A third of the digits that a scanner misreads, at least one; false letters among digits. */
    static String misread(String id, SplittableRandom random) {
        StringBuilder out = new StringBuilder(id);
        int left = 1 + random.nextInt(2);
        for (int attempt = 0; attempt < 40 && left > 0; attempt++) {
            int at = 1 + random.nextInt(id.length() - 1);
            int digit = MISREAD_FROM.indexOf(out.charAt(at));
            if (digit >= 0) {
                out.setCharAt(at, MISREAD_TO[digit].charAt(random.nextInt(MISREAD_TO[digit].length())));
                left--;
            }
        }
        return out.toString();
    }

    static boolean isOfEightDigits(String id) {
        return id.startsWith("A0");
    }
}
