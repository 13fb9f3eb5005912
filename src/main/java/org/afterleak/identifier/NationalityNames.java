package org.afterleak.identifier;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables behind {@link Nationalities}, each read when it is first asked. */
final class NationalityNames {
    /** Of a country for which the list says nothing. */
    private static final int UNSAID_BITS = 8;

    private NationalityNames() {}

    static @Nullable String country(String phrase) {
        NameTable names = namesFor(phrase);
        String country = names.countries.get(phrase);
        int last = phrase.length() - 1;
        if (country == null && last > 1 && "人籍인".indexOf(phrase.charAt(last)) >= 0) {
            // Chinese, Japanese and Korean write "Honduras-person".
            country = names.countries.get(phrase.substring(0, last));
        }
        return country;
    }

    static int longestFrom(String token) {
        return token.isEmpty() ? 0 : namesFor(token).longest.getOrDefault(token, 0);
    }

    static @Nullable String code(String token) {
        return Codes.ALL.get(token);
    }

    /** The bits of a country, -1 where the canonical form is none. */
    static int bits(String canonical) {
        return isCountry(canonical) ? Codes.BITS.getOrDefault(canonical, UNSAID_BITS) : -1;
    }

    /** ISO 3166-1, and the code that its users have agreed on for Kosovo. */
    static boolean isCountry(String canonical) {
        return canonical.length() == 2 && (Codes.ALPHA_2.contains(canonical) || canonical.equals("xk"));
    }

    /** The names in the script of a phrase's first letter: a page in one script needs no other's names. */
    private static NameTable namesFor(String phrase) {
        return switch (NameScript.of(phrase)) {
            case LATIN -> Latin.NAMES;
            case ARABIC -> Arabic.NAMES;
            case CYRILLIC -> Cyrillic.NAMES;
            case EAST_ASIAN -> EastAsian.NAMES;
            case OTHER -> Others.NAMES;
        };
    }

    // One holder for each table: it is read when its script is first met.

    private static final class Latin {
        static final NameTable NAMES = new NameTable(NameScript.LATIN);
    }

    private static final class Cyrillic {
        static final NameTable NAMES = new NameTable(NameScript.CYRILLIC);
    }

    private static final class Arabic {
        static final NameTable NAMES = new NameTable(NameScript.ARABIC);
    }

    private static final class EastAsian {
        static final NameTable NAMES = new NameTable(NameScript.EAST_ASIAN);
    }

    private static final class Others {
        static final NameTable NAMES = new NameTable(NameScript.OTHER);
    }

    private static final class NameTable {
        final Map<String, String> countries;
        final Map<String, Integer> longest = new HashMap<>();

        NameTable(NameScript script) {
            countries = CountryNames.read(script);
            for (String phrase : countries.keySet()) {
                int tokens = 1;
                int first = phrase.length();
                for (int i = phrase.length() - 1; i > 0; i--) {
                    if (phrase.charAt(i) == ' ') {
                        tokens++;
                        first = i;
                    }
                }
                longest.merge(phrase.substring(0, first), tokens, Math::max);
            }
        }
    }

    private static final class Codes {
        static final Set<String> ALPHA_2 = Set.copyOf(Arrays.stream(Locale.getISOCountries())
                .map(c -> c.toLowerCase(Locale.ROOT))
                .toList());
        static final Map<String, String> ALL = new HashMap<>();
        static final Map<String, Integer> BITS = new HashMap<>();

        static {
            // ISO before the others: "DEN" is Denmark's in sport only, "ES" is Spain before all.
            for (String alpha2 : ALPHA_2) {
                ALL.put(alpha2, alpha2);
            }
            ALL.put("xk", "xk");
            for (String alpha2 : ALPHA_2) {
                ALL.putIfAbsent(Locale.of("", alpha2).getISO3Country().toLowerCase(Locale.ROOT), alpha2);
            }
            for (String line : Resources.lines("nationalities.txt")) {
                String[] head = line.substring(0, line.indexOf('=')).strip().split(" ", -1);
                for (String word : Arrays.asList(head).subList(1, head.length)) {
                    if (Character.isDigit(word.charAt(0))) {
                        BITS.put(head[0], Integer.parseInt(word));
                    } else {
                        ALL.putIfAbsent(word, head[0]);
                    }
                }
            }
        }
    }
}
