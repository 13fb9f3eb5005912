package org.afterleak.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The few words that a redacted rendering shows: function words and column headings that name nobody. */
final class Vocabulary {
    private static final Map<String, Set<String>> SECTIONS = read();

    /** Words of column headings and function words: for headings, titles and prose. */
    static final Set<String> WORDS = union();

    private Vocabulary() {}

    static Set<String> headings() {
        return SECTIONS.getOrDefault("headings", Set.of());
    }

    static Set<String> prose() {
        return SECTIONS.getOrDefault("prose", Set.of());
    }

    /**
     * The word in the vocabulary's own spelling, in one of three cases (lower, Capitalised, UPPER), or empty. Nothing
     * of the page's own spelling passes through.
     */
    static String shown(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (!WORDS.contains(lower)) {
            return "";
        }
        if (!Character.isUpperCase(word.charAt(0))) {
            return lower;
        }
        if (Character.isUpperCase(word.charAt(word.length() - 1))) {
            return lower.toUpperCase(Locale.ROOT);
        }
        return lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    }

    private static Set<String> union() {
        Set<String> all = new HashSet<>();
        SECTIONS.values().forEach(all::addAll);
        return Set.copyOf(all);
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> sections = new HashMap<>();
        try (InputStream in = Vocabulary.class.getResourceAsStream("vocabulary.txt")) {
            if (in == null) {
                throw new IllegalStateException("vocabulary.txt is missing from this build");
            }
            Set<String> section = new HashSet<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("[")) {
                    section = sections.computeIfAbsent(line.substring(1, line.indexOf(']')), s -> new HashSet<>());
                } else if (!line.startsWith("#")) {
                    for (String word : line.strip().split("\\s+", -1)) {
                        if (!word.isEmpty()) {
                            section.add(word);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sections;
    }
}
