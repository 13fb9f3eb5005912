package org.afterleak.watchlist;

import java.util.regex.Pattern;

/** Undoes what lists do to names: a space that got lost between two words, digits typed or drawn for letters. */
final class NameRepair {
    /** A small letter and a capital behind it, three letters on both sides: two words. */
    private static final Pattern LOST_SPACE = Pattern.compile("(?<=\\p{L}\\p{L}\\p{Ll})(?=\\p{Lu}\\p{Ll}\\p{Ll})");

    /** Prefixes whose names go on with a capital: McDonald, MacArthur, DeLeon, FitzGerald. */
    private static final Pattern PREFIX = Pattern.compile("(?i)(mac|fitz|van|von|del|des|dos|las|los)$");

    private static final Pattern MIXED = Pattern.compile("\\p{L}*(?:\\p{L}[0-9]|[0-9]\\p{L})[\\p{L}0-9]*");
    private static final String DRAWN = "oizeasgtbg";

    private NameRepair() {}

    /** The name as it was meant. */
    static String repaired(String name) {
        boolean joined = false;
        boolean digit = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            digit |= c >= '0' && c <= '9';
            joined |= Character.isSurrogate(c)
                    || i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
        }
        // Nearly no name needs the patterns, and they take longer than its folding.
        String spaced = joined ? lostSpaces(name) : name;
        return digit ? drawnLetters(spaced) : spaced;
    }

    private static String lostSpaces(String name) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        var places = LOST_SPACE.matcher(name);
        while (places.find()) {
            out.append(name, from, places.start());
            if (!PREFIX.matcher(out).find()) {
                out.append(' ');
            }
            from = places.start();
        }
        return from == 0 ? name : out.append(name, from, name.length()).toString();
    }

    private static String drawnLetters(String name) {
        return MIXED.matcher(name).replaceAll(mixed -> {
            String word = mixed.group();
            long digits = word.chars().filter(c -> c >= '0' && c <= '9').count();
            if (digits * 2 > word.length() || word.length() < 3) {
                return java.util.regex.Matcher.quoteReplacement(word);
            }
            StringBuilder letters = new StringBuilder();
            word.chars().forEach(c -> letters.append(c >= '0' && c <= '9' ? DRAWN.charAt(c - '0') : (char) c));
            return java.util.regex.Matcher.quoteReplacement(letters.toString());
        });
    }
}
