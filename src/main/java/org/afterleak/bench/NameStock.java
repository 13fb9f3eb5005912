package org.afterleak.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The names of {@code names.txt} and the ways that cultures compose them, as unevenly spread as real ones: the n-th of a
 * culture's names is borne in proportion to 1 / (n + 4), and a good part of the names is of a rare kind, made from its
 * culture's letters: the commonest hundred names of a country cover about half of its people. Immutable.
 */
public final class NameStock {
    private static final String RESOURCE = "names.txt";

    private final List<Culture> cultures;
    private final Map<String, List<String>> nicknames;
    private final Map<String, Country> countries;
    private final int shares;

    private NameStock(List<Culture> cultures, Map<String, List<String>> nicknames, Map<String, Country> countries) {
        this.cultures = List.copyOf(cultures);
        this.nicknames = Map.copyOf(nicknames);
        this.countries = Map.copyOf(countries);
        this.shares = cultures.stream().mapToInt(c -> c.share).sum();
    }

    /**
     * What a country and its people are called.
     *
     * @param code ISO 3166-1 alpha-2
     * @param name in capitals, as lists have it
     */
    record Country(String code, String name, String english, String spanish) {}

    /** A whole name and where its bearer is from. Immutable. */
    public static final class Composed {
        final List<Namelet> given;
        final List<Namelet> family;
        final String country;
        final boolean familyFirst;

        Composed(List<Namelet> given, List<Namelet> family, String country, boolean familyFirst) {
            this.given = List.copyOf(given);
            this.family = List.copyOf(family);
            this.country = country;
            this.familyFirst = familyFirst;
        }

        /** Given names, separated by blanks. */
        public String given() {
            return Names.joined(given);
        }

        /** Family names, separated by blanks; empty for somebody of one name only. */
        public String family() {
            return Names.joined(family);
        }

        /** Country of citizenship in capitals. */
        public String country() {
            return country;
        }

        /** Nothing of the name. */
        @Override
        public String toString() {
            return "Composed";
        }
    }

    /** Reads the stock. */
    public static NameStock read() {
        try (InputStream in = NameStock.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NameStock parse(String text) {
        List<Culture> cultures = new ArrayList<>();
        Map<String, List<String>> nicknames = new HashMap<>();
        Map<String, Country> countries = new HashMap<>();
        Culture current = new Culture();
        for (String line : text.split("\n", -1)) {
            int blank = line.indexOf(' ');
            if (blank < 0 || line.startsWith("#")) {
                continue;
            }
            String word = line.substring(0, blank);
            String value = line.substring(blank + 1).strip();
            switch (word) {
                case "culture" -> {
                    current = new Culture();
                    cultures.add(current);
                }
                case "nick" -> {
                    for (String entry : value.split(" ", -1)) {
                        String[] sides = entry.split("=", 2);
                        nicknames.put(sides[0], List.of(sides[1].split(",", -1)));
                    }
                }
                case "country" -> {
                    for (String entry : value.replace('_', '\u0001').split(" ", -1)) {
                        String[] parts = entry.replace('\u0001', ' ').split("[=:]", 4);
                        countries.put(parts[1], new Country(parts[0], parts[1], parts[2], parts[3]));
                    }
                }
                default -> current.set(word, value);
            }
        }
        return new NameStock(cultures, nicknames, countries);
    }

    /** A name of any culture. */
    public Composed compose(SplittableRandom random) {
        int at = random.nextInt(shares);
        for (Culture culture : cultures) {
            at -= culture.share;
            if (at < 0) {
                return culture.compose(random);
            }
        }
        throw new IllegalStateException("the shares do not add up");
    }

    /** Pet names of a given name, in the script of the name; empty where the stock has none. */
    List<String> nicknames(Namelet given) {
        String original = given.original;
        if (original != null && nicknames.containsKey(original)) {
            return nicknames.getOrDefault(original, List.of()).stream()
                    .map(Romanisation::passport)
                    .toList();
        }
        return nicknames.getOrDefault(given.latin, List.of());
    }

    /** What is known of a country by the name that lists give it. */
    Country country(String name) {
        return Optional.ofNullable(countries.get(name))
                .orElseThrow(() -> new IllegalStateException("names.txt has no country line for " + name));
    }

    /** All given names of all cultures in their usual spelling, each once. */
    public List<String> givens() {
        return cultures.stream().flatMap(Culture::givens).distinct().toList();
    }

    /** All family names of all cultures in their usual spelling, each once; the rare ones are made, and not listed. */
    public List<String> families() {
        return cultures.stream().flatMap(Culture::families).distinct().toList();
    }
}
