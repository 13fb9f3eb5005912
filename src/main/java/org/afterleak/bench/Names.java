package org.afterleak.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Small things done to words of names. */
final class Names {
    private Names() {}

    static String joined(List<Namelet> words) {
        return words.stream().map(w -> w.latin).collect(Collectors.joining(" "));
    }

    /** The first letter as a capital. */
    static String capital(String word) {
        if (word.isEmpty()) {
            return word;
        }
        int end = word.offsetByCodePoints(0, 1);
        return word.substring(0, end).toUpperCase(Locale.ROOT) + word.substring(end);
    }
}
