package org.afterleak.identifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What no rule of spelling gives: other romanisations of one name ({@code spellings.txt}) and diminutives ({@code
 * nicknames.txt}), as keys. Both are read when they are first needed.
 */
final class NameVariants {
    /** Keys of so many letters or more lead to variants by themselves: misspelt or other spellings of a known name. */
    private static final int TELLING_KEY = 4;

    private static final Map<String, List<String>> SPELLINGS = new HashMap<>();
    private static final Map<String, List<String>> NICKNAMES = new HashMap<>();

    static {
        for (String line : lines("spellings.txt")) {
            String[] names = line.split(" ");
            for (String name : names) {
                link(SPELLINGS, name, names);
            }
        }
        for (String line : lines("nicknames.txt")) {
            String[] parts = line.split(":");
            String[] formal = parts[0].strip().split(" ");
            String[] short_ = parts[1].strip().split(" ");
            for (String name : formal) {
                link(NICKNAMES, name, short_);
            }
            for (String name : short_) {
                link(NICKNAMES, name, formal);
            }
        }
    }

    private NameVariants() {}

    static List<String> spellings(String token, String key) {
        return of(SPELLINGS, token, key);
    }

    static List<String> nicknames(String token, String key) {
        return of(NICKNAMES, token, key);
    }

    private static List<String> of(Map<String, List<String>> variants, String token, String key) {
        List<String> found = variants.get(token);
        if (found == null && key.length() >= TELLING_KEY) {
            found = variants.get("=" + key);
        }
        return found == null ? List.of() : found;
    }

    private static void link(Map<String, List<String>> variants, String name, String[] others) {
        String own = NameKeys.key(name);
        Set<String> keys = new LinkedHashSet<>(variants.getOrDefault(name, List.of()));
        for (String other : others) {
            keys.add(NameKeys.key(other));
        }
        keys.remove(own);
        variants.put(name, List.copyOf(keys));
        if (own.length() >= TELLING_KEY) {
            Set<String> all = new LinkedHashSet<>(variants.getOrDefault("=" + own, List.of()));
            all.addAll(keys);
            variants.put("=" + own, List.copyOf(all));
        }
    }

    /** The lines of a resource of this package, without comments and empty ones. */
    static List<String> lines(String resource) {
        List<String> lines = new ArrayList<>();
        try (InputStream in = NameVariants.class.getResourceAsStream(resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    lines.add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
