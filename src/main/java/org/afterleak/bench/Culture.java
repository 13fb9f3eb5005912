package org.afterleak.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One culture's names and how it composes them. Filled once, by the reader of the stock. */
final class Culture {
    /** Shares of people who bear a rare name: the hundred commonest cover about so much less than all. */
    private static final double RARE_FAMILIES = 0.4;

    private static final double RARE_GIVENS = 0.2;

    private static final String PARTS = "GFMPS";

    int share;
    private List<String> forms = List.of();
    private boolean familyFirst;
    private final List<String> countries = new ArrayList<>();
    private List<Namelet> women = List.of();
    private List<Namelet> men = List.of();
    private List<Namelet> families = List.of();
    private List<Namelet> stems = List.of();
    private List<Namelet> ends = List.of();
    private List<Namelet> gendered = List.of();
    private String tail = "none";
    private @Nullable Markov markov;
    private @Nullable Markov rareWomen;
    private @Nullable Markov rareMen;

    void set(String word, String value) {
        switch (word) {
            case "share" -> share = Integer.parseInt(value);
            case "forms" -> forms = List.of(value.split("\\|", -1));
            case "order" -> familyFirst = value.equals("family-first");
            case "countries" -> readCountries(value);
            case "women" -> women = namelets(value);
            case "men" -> men = namelets(value);
            case "families" -> families = namelets(value);
            case "stems" -> stems = namelets(value);
            case "ends" -> ends = namelets(value);
            case "gendered" -> gendered = namelets(value);
            case "tail" -> {
                tail = value;
                if (!value.equals("none") && !value.equals("arabic")) {
                    boolean own = value.equals("markov");
                    markov = new Markov(families.stream()
                            .map(f -> f.original == null || own ? f.latin : f.original)
                            .toList());
                    rareWomen = new Markov(women.stream().map(n -> n.latin).toList());
                    rareMen = new Markov(men.stream().map(n -> n.latin).toList());
                }
            }
            default -> throw new IllegalStateException("names.txt: a line that begins with no known word");
        }
    }

    private static List<Namelet> namelets(String value) {
        return Stream.of(value.split(" ", -1))
                .map(t -> Romanisation.isCyrillic(t) && t.indexOf('=') < 0 || Romanisation.isGreek(t)
                        ? Romanisation.namelet(t)
                        : Namelet.parse(t, false))
                .toList();
    }

    /** Each country as often as it weighs. */
    private void readCountries(String value) {
        for (String country : value.split(", ", -1)) {
            int blank = country.lastIndexOf(' ');
            for (int n = Integer.parseInt(country.substring(blank + 1)); n > 0; n--) {
                countries.add(country.substring(0, blank));
            }
        }
    }

    Stream<String> givens() {
        return Stream.concat(women.stream(), men.stream()).map(n -> n.latin);
    }

    Stream<String> families() {
        return families.stream().map(n -> n.latin);
    }

    NameStock.Composed compose(SplittableRandom random) {
        boolean woman = random.nextBoolean();
        String form = forms.get(random.nextInt(forms.size()));
        int slash = form.indexOf('/');
        List<Namelet> given = words(form.substring(0, slash), woman, random);
        List<Namelet> family = words(form.substring(slash + 1), woman, random);
        return new NameStock.Composed(given, family, countries.get(random.nextInt(countries.size())), familyFirst);
    }

    private List<Namelet> words(String side, boolean woman, SplittableRandom random) {
        List<Namelet> words = new ArrayList<>();
        for (String item : side.strip().split(" ", -1)) {
            if (item.isEmpty()) {
                continue;
            }
            Namelet word = item.charAt(0) == '\''
                    ? Namelet.parse(item.substring(1), true)
                    : item.length() == 1 ? part(item.charAt(0), woman, random) : glued(item, woman, random);
            // Nobody is called Ana Ana; a father may well have his son's name.
            if (item.equals("M") || words.stream().noneMatch(w -> w.latin.equals(word.latin))) {
                words.add(word);
            }
        }
        return words;
    }

    /** {@code F-F}, {@code O'~F}. */
    private Namelet glued(String item, boolean woman, SplittableRandom random) {
        int tilde = item.indexOf('~');
        StringBuilder out = new StringBuilder(tilde < 0 ? "" : item.substring(0, tilde));
        for (char c : item.substring(tilde + 1).toCharArray()) {
            out.append(PARTS.indexOf(c) < 0 ? String.valueOf(c) : part(c, woman, random).latin);
        }
        return Namelet.of(out.toString());
    }

    private Namelet part(char part, boolean woman, SplittableRandom random) {
        return switch (part) {
            case 'G' -> given(woman, random);
            case 'M' -> given(false, random);
            case 'S' -> gendered.get(woman ? 0 : 1);
            case 'P' -> patronymic(given(false, random), woman);
            default -> family(woman, random);
        };
    }

    private Namelet given(boolean woman, SplittableRandom random) {
        List<Namelet> common = woman ? women : men;
        if (tail.equals("markov") && random.nextDouble() < RARE_GIVENS) {
            return Namelet.of(rareGivens(woman).word(random));
        }
        if (stems.isEmpty() || common.size() > 1 && random.nextInt(4) == 0) {
            return common.get(skewed(common.size(), random));
        }
        Namelet stem = stems.get(skewed(stems.size(), random));
        if (stem.original != null && random.nextInt(6) == 0) {
            return stem;
        }
        Namelet end = ends.get(skewed(ends.size(), random));
        List<String> spellings = new ArrayList<>();
        spellings.add(stem.latin + end.latin);
        end.otherSpellings.forEach(o -> spellings.add(stem.latin + o));
        stem.otherSpellings.forEach(o -> spellings.add(o + end.latin));
        if (stem.original != null) {
            spellings.add(stem.latin + "-" + end.latin);
        }
        String original = stem.original == null || end.original == null ? null : stem.original + end.original;
        return new Namelet(spellings.stream().distinct().toList(), original, false);
    }

    private Markov rareGivens(boolean woman) {
        Markov made = woman ? rareWomen : rareMen;
        if (made == null) {
            throw new IllegalStateException("names.txt: a tail before the names that it is made of");
        }
        return made;
    }

    private Namelet family(boolean woman, SplittableRandom random) {
        boolean rare = !tail.equals("none") && random.nextDouble() < RARE_FAMILIES;
        Markov letters = markov;
        Namelet family;
        if (!rare) {
            family = families.get(skewed(families.size(), random));
        } else if (letters == null) {
            family = ArabicRoots.family(random);
        } else {
            String made = letters.word(random);
            family = tail.equals("markov") ? Namelet.of(made) : Romanisation.namelet(made);
        }
        String original = family.original;
        return woman && original != null && tail.equals("cyrillic") ? Romanisation.namelet(feminine(original)) : family;
    }

    private static String feminine(String family) {
        if (family.endsWith("ов") || family.endsWith("ев") || family.endsWith("ёв") || family.endsWith("ин")) {
            return family + "а";
        }
        return family.endsWith("ский") ? family.substring(0, family.length() - 2) + "ая" : family;
    }

    private static Namelet patronymic(Namelet father, boolean woman) {
        String name = father.original == null ? father.latin : father.original;
        String stem = name.endsWith("й") || name.endsWith("ь") ? name.substring(0, name.length() - 1) : name;
        boolean soft = name.endsWith("й") || name.endsWith("ь");
        return Romanisation.namelet(stem + (soft ? "е" : "о") + (woman ? "вна" : "вич"));
    }

    /** An index with the weight 1 / (index + 4), by the inverse of its distribution, which is about logarithmic. */
    static int skewed(int size, SplittableRandom random) {
        double reach = Math.log((size + 4) / 4.0);
        return Math.min(size - 1, (int) (4 * Math.exp(random.nextDouble() * reach) - 4));
    }

    /** Words that have the letters of given ones in an order that is likely after them. */
    private static final class Markov {
        private static final int ORDER = 2;
        private static final int SHORTEST = 4;
        private static final int LONGEST = 11;

        private final Map<String, List<Character>> after = new HashMap<>();
        private final List<String> starts = new ArrayList<>();

        Markov(List<String> words) {
            for (String word : words) {
                String lower = word.toLowerCase(Locale.ROOT) + "\n";
                if (lower.length() > ORDER + 1) {
                    starts.add(lower.substring(0, ORDER));
                    for (int i = ORDER; i < lower.length(); i++) {
                        after.computeIfAbsent(lower.substring(i - ORDER, i), k -> new ArrayList<>())
                                .add(lower.charAt(i));
                    }
                }
            }
        }

        String word(SplittableRandom random) {
            StringBuilder word = new StringBuilder();
            for (int attempt = 0; attempt < 20; attempt++) {
                word.setLength(0);
                word.append(starts.get(random.nextInt(starts.size())));
                while (word.length() < LONGEST) {
                    List<Character> next = after.getOrDefault(word.substring(word.length() - ORDER), List.of('\n'));
                    char c = next.get(random.nextInt(next.size()));
                    if (c == '\n') {
                        break;
                    }
                    word.append(c);
                }
                if (word.length() >= SHORTEST && word.length() < LONGEST) {
                    break;
                }
            }
            return Names.capital(word.toString());
        }
    }
}
