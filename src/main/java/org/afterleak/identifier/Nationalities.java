package org.afterleak.identifier;

import com.ibm.icu.util.Region;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of nationalities, citizenships and countries of birth: the lower-case ISO 3166-1 alpha-2 code, so
 * that Honduran, hondureña, Honduras, República de Honduras, HND and HN are all {@code hn}. What names no country
 * (stateless, a people, a tribe) keeps its folded phrase.
 *
 * <p>Names of countries come from the Unicode CLDR (through ICU4J) in some forty languages, names of peoples from
 * {@code nationalities.txt} in seven. A word that two countries share is the more populous one's (Congolese,
 * Dominican). Everything is read when it is first needed, and names in a script when a phrase in that script is asked
 * for.
 */
public final class Nationalities {
    /** A name of a country has at most so many tokens. */
    public static final int MAX_PHRASE_TOKENS = 7;

    /** A value names at most so many countries: more is a list of countries. */
    public static final int MAX_READINGS = 3;

    private static final int MAX_PHRASE_CHARS = 80;

    /** Values of more tokens are prose. */
    private static final int MAX_VALUE_TOKENS = 24;

    private static final int OTHER_BITS = 6;

    private Nationalities() {}

    /**
     * The canonical form of a cell's value: the one country that it names, else its folded phrase; empty where there
     * is no letter and no digit. A value that names two countries keeps its phrase here; {@link #readings} gives both.
     */
    public static Optional<String> canonical(CharSequence raw) {
        List<String> readings = readings(raw);
        if (readings.size() == 1) {
            return Optional.of(readings.get(0));
        }
        String phrase = Names.phrase(raw);
        return phrase.isEmpty() ? Optional.empty() : Optional.of(phrase);
    }

    /**
     * The countries that a cell's value names, in their order ("Mexico / USA", "Kurdish (Iraq)"), else its folded
     * phrase alone; at most {@link #MAX_READINGS}.
     */
    public static List<String> readings(CharSequence raw) {
        List<String> tokens = Names.tokens(raw);
        if (tokens.isEmpty()) {
            return List.of();
        }
        String phrase = String.join(" ", tokens);
        String whole = ofPhrase(phrase);
        if (whole == null && phrase.length() == 3 && isNumber(phrase)) {
            whole = ofNumber(phrase);
        }
        if (whole != null) {
            return List.of(whole);
        }
        Set<String> found = tokens.size() > MAX_VALUE_TOKENS ? Set.of() : within(tokens);
        return found.isEmpty() || found.size() > MAX_READINGS ? List.of(phrase) : List.copyOf(found);
    }

    /**
     * The country that a phrase ({@link Names#phrase}) names, by its name, its people's name or a code; {@code null}
     * where it names none. A code is a word of prose as well (in, no, me, can): ask {@link #isCode}.
     */
    public static @Nullable String ofPhrase(String foldedPhrase) {
        if (foldedPhrase.isEmpty() || foldedPhrase.length() > MAX_PHRASE_CHARS) {
            return null;
        }
        String country = NationalityNames.country(foldedPhrase);
        return country != null ? country : NationalityNames.code(foldedPhrase);
    }

    /**
     * Whether the phrase names a country only as a code of two to five letters (alpha-2, alpha-3, sport, vehicles,
     * offices), which counts in a cell of its own or beside a word for nationality, and not within prose.
     */
    public static boolean isCode(String foldedPhrase) {
        return NationalityNames.code(foldedPhrase) != null && NationalityNames.country(foldedPhrase) == null;
    }

    /**
     * How many tokens the longest name that starts with this token has, 0 where none starts with it: with it most
     * places of a text need no further look. Codes count as one token.
     */
    public static int longestFrom(String foldedToken) {
        int longest = NationalityNames.longestFrom(foldedToken);
        return longest == 0 && NationalityNames.code(foldedToken) != null ? 1 : longest;
    }

    /**
     * How rare a nationality is at least among the people of a leaked list, 2 to 10 bits: -log2 of its share of the
     * world's migrants (United Nations migrant stock, orders of magnitude), less two, since a list is one region's and
     * its people come from few countries. A value that names no country has 6.
     */
    public static int bits(String canonical) {
        int bits = NationalityNames.bits(canonical);
        return bits < 0 ? OTHER_BITS : bits;
    }

    /** The countries named in a value; codes count where there is nothing but countries in it ("MEX/USA"). */
    private static Set<String> within(List<String> tokens) {
        Set<String> named = new LinkedHashSet<>();
        Set<String> withCodes = new LinkedHashSet<>();
        boolean nothingElse = true;
        for (int i = 0; i < tokens.size(); ) {
            int used = 0;
            int longest = Math.min(NationalityNames.longestFrom(tokens.get(i)), tokens.size() - i);
            for (int n = longest; n > 0 && used == 0; n--) {
                String country = NationalityNames.country(String.join(" ", tokens.subList(i, i + n)));
                if (country != null) {
                    named.add(country);
                    withCodes.add(country);
                    used = n;
                }
            }
            String code = used == 0 ? NationalityNames.code(tokens.get(i)) : null;
            if (code != null) {
                withCodes.add(code);
            } else if (used == 0) {
                nothingElse = false;
            }
            i += Math.max(1, used);
        }
        return nothingElse ? withCodes : named;
    }

    private static boolean isNumber(String phrase) {
        return phrase.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static @Nullable String ofNumber(String digits) {
        try {
            Region region = Region.getInstance(Integer.parseInt(digits));
            return region.getType() == Region.RegionType.TERRITORY
                    ? region.toString().toLowerCase(Locale.ROOT)
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
