package org.afterleak.identifier;

import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.UResourceBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * <p>To gather and fold them takes half a second at the start of a program, to read what the build has gathered a tenth
 * of that; so the build runs {@link #main} after the compiler, and only where its files are missing (classes that an
 * editor has compiled) they are gathered at run time.
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

    /** Writes the files of all scripts into the folder that is the only argument, if they are not there already. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (NameScript script : NameScript.values()) {
            Path file = folder.resolve(fileName(script));
            if (!isOlder(file, folder)) {
                continue;
            }
            Map<String, List<String>> phrases = new TreeMap<>();
            new TreeMap<>(gather(script))
                    .forEach((phrase, code) -> phrases.computeIfAbsent(code, c -> new ArrayList<>())
                            .add(phrase));
            StringBuilder text = new StringBuilder();
            phrases.forEach((code, names) -> text.append(code)
                    .append('=')
                    .append(String.join(";", names))
                    .append('\n'));
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
    }

    private static boolean isOlder(Path file, Path folder) throws IOException {
        if (Files.notExists(file)) {
            return true;
        }
        for (String source : List.of("CountryNames.class", "Names.class", "nationalities.txt")) {
            if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(folder.resolve(source))) < 0) {
                return true;
            }
        }
        return false;
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

    private static String fileName(NameScript script) {
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
