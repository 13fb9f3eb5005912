package org.afterleak.watchlist;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which pairs of a name's tokens are features of its record, the same rule for both sides. Weak tokens (particles, single
 * letters) stand in every text: a pair with one points at nobody and costs a look-up on every page, so it is a feature
 * only of a name that has no better one.
 */
public final class NamePairs {
    /** Particles and articles of names in Latin script that stand in prose on every page. */
    private static final Set<String> PARTICLES = Set.of(
            "de", "del", "della", "delle", "der", "den", "des", "di", "da", "do", "dos", "das", "du", "la", "las", "le",
            "les", "lo", "los", "el", "al", "il", "y", "e", "i", "von", "van", "vom", "zu", "zum", "zur", "und", "of",
            "the", "and", "to", "in", "on", "for", "bin", "ben", "ibn", "bint", "abu", "abd", "ter", "ten", "te", "a",
            "o", "san", "st", "jr", "sr", "ii", "iii", "mr", "mrs", "ms", "dr");

    private NamePairs() {}

    /** Whether the token is so common in prose that it may not start a pair. */
    public static boolean isWeak(String token) {
        return token.length() == 1 && token.charAt(0) < 0x2E80 || PARTICLES.contains(token);
    }

    /**
     * Index pairs (i less than j) of the tokens that are features, in order: the pairs of strong tokens; where there is
     * none, those of a strong and a weak one; where there is none, those of weak ones.
     */
    static List<int[]> of(List<String> tokens) {
        for (int weakAllowed = 0; weakAllowed <= 2; weakAllowed++) {
            List<int[]> pairs = new ArrayList<>();
            for (int i = 0; i < tokens.size(); i++) {
                for (int j = i + 1; j < tokens.size(); j++) {
                    if ((isWeak(tokens.get(i)) ? 1 : 0) + (isWeak(tokens.get(j)) ? 1 : 0) == weakAllowed) {
                        pairs.add(new int[] {i, j});
                    }
                }
            }
            if (!pairs.isEmpty()) {
                return pairs;
            }
        }
        return List.of();
    }

    /** Which tokens the token filter must let through: the strong ones, and all of a name that has only weak ones. */
    static List<String> filtered(List<String> tokens) {
        List<String> strong = tokens.stream().filter(t -> !isWeak(t)).toList();
        return strong.isEmpty() ? tokens : strong;
    }

    /** All weak tokens of more than one letter. */
    public static Set<String> particles() {
        return PARTICLES;
    }
}
