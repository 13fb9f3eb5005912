package org.afterleak.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Common names of many cultures and the way each composes them, from {@code names.txt}. Names are as unevenly spread as
 * real ones: the n-th is borne in proportion to 1 / (n + 4).
 */
final class NameStock {
    private final List<Culture> cultures;
    private final int shares;

    private NameStock(List<Culture> cultures) {
        this.cultures = List.copyOf(cultures);
        this.shares = cultures.stream().mapToInt(c -> c.share).sum();
    }

    /** A name and a country that goes with it. */
    record Composed(String given, String family, String country) {
        @Override
        public String toString() {
            return "Composed";
        }
    }

    /** One culture's names. */
    private static final class Culture {
        int share;
        int[] given = {1, 1};
        int[] family = {1, 1};
        final List<String> countries = new ArrayList<>();
        List<String> women = List.of();
        List<String> men = List.of();
        List<String> families = List.of();

        Composed compose(Random random) {
            List<String> givens = random.nextBoolean() ? women : men;
            return new Composed(
                    some(givens, given, random),
                    some(families, family, random),
                    countries.get(random.nextInt(countries.size())));
        }

        /** Several names, none twice. */
        private static String some(List<String> names, int[] range, Random random) {
            int count = range[0] + random.nextInt(range[1] - range[0] + 1);
            List<String> chosen = new ArrayList<>();
            while (chosen.size() < count) {
                String name = names.get(skewed(names.size(), random));
                if (!chosen.contains(name)) {
                    chosen.add(name);
                }
            }
            return String.join(" ", chosen);
        }

        /** An index with the weight 1 / (index + 4), by the inverse of its distribution, which is about logarithmic. */
        private static int skewed(int size, Random random) {
            double reach = Math.log((size + 4) / 4.0);
            return Math.min(size - 1, (int) (4 * Math.exp(random.nextDouble() * reach) - 4));
        }
    }

    static NameStock read() {
        try (InputStream in = NameStock.class.getResourceAsStream("names.txt")) {
            if (in == null) {
                throw new IllegalStateException("names.txt is not on the class path");
            }
            List<Culture> cultures = new ArrayList<>();
            Culture current = new Culture();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                int blank = line.indexOf(' ');
                if (blank < 0 || line.startsWith("#")) {
                    continue;
                }
                String value = line.substring(blank + 1).strip();
                switch (line.substring(0, blank)) {
                    case "culture" -> {
                        current = new Culture();
                        cultures.add(current);
                    }
                    case "share" -> current.share = Integer.parseInt(value);
                    case "given" -> current.given = range(value);
                    case "family" -> current.family = range(value);
                    case "countries" -> readCountries(value, current.countries);
                    case "women" -> current.women = List.of(value.split(" ", -1));
                    case "men" -> current.men = List.of(value.split(" ", -1));
                    case "families" -> current.families = List.of(value.split(" ", -1));
                    default -> throw new IllegalStateException("names.txt: a line that begins with no known word");
                }
            }
            return new NameStock(cultures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] range(String value) {
        String[] ends = value.split(" ", 2);
        return new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[1])};
    }

    /** Each country as often as it weighs. */
    private static void readCountries(String value, List<String> into) {
        for (String country : value.split(", ", -1)) {
            int blank = country.lastIndexOf(' ');
            for (int n = Integer.parseInt(country.substring(blank + 1)); n > 0; n--) {
                into.add(country.substring(0, blank));
            }
        }
    }

    /** A name of any culture. */
    Composed compose(Random random) {
        int at = random.nextInt(shares);
        for (Culture culture : cultures) {
            at -= culture.share;
            if (at < 0) {
                return culture.compose(random);
            }
        }
        throw new IllegalStateException("the shares do not add up");
    }

    /** All given names of all cultures, each once. */
    List<String> givens() {
        return cultures.stream()
                .flatMap(c -> java.util.stream.Stream.concat(c.women.stream(), c.men.stream()))
                .distinct()
                .toList();
    }

    /** All family names of all cultures, each once. */
    List<String> families() {
        return cultures.stream().flatMap(c -> c.families.stream()).distinct().toList();
    }
}
