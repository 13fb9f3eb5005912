package org.afterleak.identifier;

import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.UResourceBundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.TreeMap;

/**
 * Folded names of countries and their peoples, for each script: the words of {@code nationalities.txt} with their
 * endings, and the countries' names of the Unicode CLDR as ICU4J has them.
 *
 * <p>{@link WordTables} gathers them when the program is built.
 */
final class CountryNames {
    /** Where ICU4J keeps the names of regions; {@code NationalitiesTest} tells when that changes. */
    private static final String REGION_NAMES = "com/ibm/icu/impl/data/icudata/region";

    private static final Map<Character, List<String>> ENDINGS = Map.of(
            'S', List.of("", "s"),
            'O', List.of("o", "a", "os", "as"),
            'E', List.of("es", "esa", "eses", "esas"),
            'N', List.of("", "ne", "s", "nes"),
            'C', List.of("", "e", "s", "es"),
            'G', List.of("er", "erin", "ern", "erinnen", "isch", "ische", "ischer", "ischen", "isches"),
            'I', List.of("o", "a", "i", "e"),
            'R', List.of("ец", "ка", "цы", "ский", "ская", "ские"),
            'Y', List.of("", "ة", "ون", "ين"),
            'H', List.of("isch", "ische", "ischer", "ischen"));

    private CountryNames() {}

    /** Folded phrase to alpha-2 code. */
    static Map<String, String> read(NameScript script) {
        if (CountryNames.class.getResource(fileName(script)) == null) {
            return gather(script);
        }
        Map<String, String> countries = new HashMap<>(16_384);
        for (String line : Resources.lines(fileName(script))) {
            String code = line.substring(0, 2);
            for (int from = 3; from < line.length(); ) {
                int end = line.indexOf(';', from);
                end = end < 0 ? line.length() : end;
                countries.put(line.substring(from, end), code);
                from = end + 1;
            }
        }
        return countries;
    }

    /** The lines of the file that the build makes: code, equals sign, phrases with semicolons. */
    static List<String> lines(NameScript script) {
        Map<String, List<String>> phrases = new TreeMap<>();
        new TreeMap<>(gather(script))
                .forEach((phrase, code) ->
                        phrases.computeIfAbsent(code, c -> new ArrayList<>()).add(phrase));
        return phrases.entrySet().stream()
                .map(e -> e.getKey() + "=" + String.join(";", e.getValue()))
                .toList();
    }

    /** From ICU4J and the list. The list wins, then the first language. */
    static Map<String, String> gather(NameScript script) {
        Map<String, String> countries = new HashMap<>();
        for (String line : Resources.lines("nationalities.txt")) {
            int equals = line.indexOf('=');
            for (String word : line.substring(equals + 1).split(";", -1)) {
                for (String form : forms(word.strip())) {
                    add(countries, form, line.substring(0, 2), script, 3);
                }
            }
        }
        for (String language : languages(script)) {
            addRegions(countries, language, script);
        }
        return countries;
    }

    static String fileName(NameScript script) {
        return "country-names-" + script.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
    }

    private static List<String> languages(NameScript script) {
        String languages = switch (script) {
            case LATIN ->
                "en es fr pt de it nl tr pl ro sq hr hu cs sk sv da nb fi vi so sw id az uz ha yo ca lt lv et sl";
            case CYRILLIC -> "ru uk sr bg be kk ky mk mn tg";
            case ARABIC -> "ar fa ur ps ckb";
            case EAST_ASIAN -> "zh zh-Hant ja ko";
            case OTHER -> "am ti hi bn ne pa gu ta te ml si my th km lo el he hy ka";
        };
        return List.of(languages.split(" ", -1));
    }

    private static void addRegions(Map<String, String> countries, String language, NameScript script) {
        ULocale locale = ULocale.forLanguageTag(language);
        UResourceBundle bundle = UResourceBundle.getBundleInstance(REGION_NAMES, locale);
        if (!bundle.getULocale().getLanguage().equals(locale.getLanguage())) {
            return;
        }
        for (String table : List.of("Countries", "Countries%short", "Countries%variant")) {
            try {
                UResourceBundle names = bundle.get(table);
                for (int i = 0; i < names.getSize(); i++) {
                    UResourceBundle name = names.get(i);
                    // The regions of CLDR are more than countries: the world, Europe, the euro area.
                    String code = name.getKey().toLowerCase(Locale.ROOT);
                    if (name.getType() == UResourceBundle.STRING && NationalityNames.isCountry(code)) {
                        // Vietnamese "Nga" is Russia: a Latin word so short is others' too.
                        add(countries, name.getString(), code, script, 4);
                    }
                }
            } catch (MissingResourceException e) {
                // Few languages have short names and variants.
            }
        }
    }

    /** Latin names shorter than {@code least} characters are left out: "uk" is a code, prose holds it by chance. */
    private static void add(Map<String, String> countries, String name, String code, NameScript script, int least) {
        List<String> tokens = Names.tokens(name);
        String phrase = String.join(" ", tokens);
        boolean isLong = phrase.length() >= least || (!phrase.isEmpty() && phrase.charAt(0) >= 0x250);
        if (isLong && tokens.size() <= Nationalities.MAX_PHRASE_TOKENS && NameScript.of(phrase) == script) {
            countries.putIfAbsent(phrase, code);
        }
    }

    private static List<String> forms(String word) {
        int slash = word.indexOf('/');
        if (slash < 0) {
            return List.of(word);
        }
        List<String> forms = new ArrayList<>();
        String stem = word.substring(0, slash);
        char key = word.charAt(slash + 1);
        for (String ending : ENDINGS.getOrDefault(key, List.of(""))) {
            forms.add(stem + ending + word.substring(slash + 2));
            if (key == 'Y') {
                forms.add("ال" + stem + ending);
            }
        }
        return forms;
    }
}
