package org.afterleak.identifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Digits written as words ("one two double three", "uno dos tres"), as numbers are when they are to be read and not to
 * be found; English, Spanish, French, Portuguese, German, Italian, Russian, Turkish, and Arabic in both scripts.
 */
public final class NumberWords {
    /** Fewest digits of a number in words: fewer is prose ("one or two"). */
    public static final int MIN_DIGITS = 5;

    private static final String[] WORDS = {
        "zero oh o nought naught nil cero null ноль нуль sifir sifr صفر",
        "one uno una un une um uma eins ein один одна bir wahid wahed واحد",
        "two dos deux dois duas zwei zwo due два две iki ithnan itnan ithnayn tnein اثنان اثنين",
        "three tres trois drei tre три uc thalatha talata tlata ثلاثة ثلاث",
        "four cuatro quatre quatro vier quattro четыре dort arbaa arba اربعة اربع",
        "five cinco cinq funf fuenf cinque пять bes khamsa khamse hamsa خمسة خمس",
        "six seis sechs sei meia шесть alti sitta sitte ستة ست",
        "seven siete sept sete sieben sette семь yedi sabaa saba سبعة سبع",
        "eight ocho huit oito acht otto восемь sekiz thamaniya tamanya ثمانية ثمان",
        "nine niner nueve neuf nove neun девять dokuz tisaa tisa تسعة تسع"
    };
    private static final Map<String, Integer> DIGITS = digits();
    private static final Map<String, Integer> TIMES = Map.of(
            "double", 2, "triple", 3, "treble", 3, "doble", 2, "duplo", 2, "doppel", 2, "doppio", 2, "quadruple", 4);

    private NumberWords() {}

    /** Digits that were written as words. Prints nothing of them. */
    public static final class Run {
        private final String digits;
        private final int tokens;

        private Run(String digits, int tokens) {
            this.digits = digits;
            this.tokens = tokens;
        }

        /** ASCII digits, {@link #MIN_DIGITS} to {@link IdNumbers#MAX_CHARS}. */
        public String digits() {
            return digits;
        }

        /** How many tokens they take. */
        public int tokens() {
            return tokens;
        }
    }

    /** The digit that a folded token ({@link Names#tokens}) says, -1 where it says none. */
    public static int digit(String foldedToken) {
        return DIGITS.getOrDefault(foldedToken, -1);
    }

    /** Whether a number in words can start with this token. */
    public static boolean mayStart(String foldedToken) {
        return DIGITS.containsKey(foldedToken) || TIMES.containsKey(foldedToken);
    }

    /**
     * The number in words that starts at a token: words, single digits among them, and "double" or "triple" before
     * either. Empty where there are fewer than {@link #MIN_DIGITS} digits or no word at all; cut after the most that an
     * ID number has.
     */
    public static Optional<Run> read(List<String> tokens, int from) {
        if (!mayStart(tokens.get(from))) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder();
        int t = from;
        int end = from;
        while (t < tokens.size() && digits.length() < IdNumbers.MAX_CHARS) {
            int times = TIMES.getOrDefault(tokens.get(t), 1);
            int at = times == 1 ? t : t + 1;
            int digit = at < tokens.size() ? wordOrDigit(tokens.get(at)) : -1;
            if (digit < 0) {
                break;
            }
            digits.repeat('0' + digit, Math.min(times, IdNumbers.MAX_CHARS - digits.length()));
            t = at + 1;
            end = t;
        }
        return digits.length() < MIN_DIGITS ? Optional.empty() : Optional.of(new Run(digits.toString(), end - from));
    }

    private static int wordOrDigit(String token) {
        return token.codePointCount(0, token.length()) == 1 && Character.isDigit(token.codePointAt(0))
                ? DateWords.number(token)
                : digit(token);
    }

    private static Map<String, Integer> digits() {
        Map<String, Integer> digits = new HashMap<>();
        for (int digit = 0; digit < WORDS.length; digit++) {
            for (String word : Names.tokens(WORDS[digit])) {
                digits.putIfAbsent(word, digit);
            }
        }
        return Map.copyOf(digits);
    }
}
