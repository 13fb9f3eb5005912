package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The canonical forms of the names of facilities: folded words, abbreviations written out in English, Spanish, French,
 * German, Italian and Portuguese ("Stewart Det. Ctr" is "stewart detention center"), prepositions dropped.
 *
 * <p>A record keeps up to {@link #MAX_FORMS} forms ({@link #forms}); a phrase of a page has one ({@link #canonical}) and
 * agrees when it is one of them. Immutable.
 */
public final class Facilities {
    /** A record keeps at most so many forms of one facility. */
    public static final int MAX_FORMS = 4;

    /** A name of more tokens is cut, and no form has more. */
    public static final int MAX_TOKENS = 12;

    /** A workspace may have so many aliases at most. */
    public static final int MAX_ALIASES = 10_000;

    private static final int MAX_CHARS = 256;
    private static final int MAX_READ = 1024;
    private static final int MIN_ACRONYM = 3;
    private static final Facilities PLAIN = new Facilities(Map.of());

    private final Map<String, String> aliases;

    private Facilities(Map<String, String> aliases) {
        this.aliases = aliases;
    }

    /** Without aliases. */
    public static Facilities plain() {
        return PLAIN;
    }

    /**
     * With names that a user has declared to be one place's: another name to the name. An alias of an alias is followed;
     * one that leads back to itself, and one without a letter or digit, is passed over.
     *
     * @throws IllegalArgumentException on more than {@link #MAX_ALIASES}
     */
    public static Facilities withAliases(Map<String, String> nameOfAlias) {
        if (nameOfAlias.size() > MAX_ALIASES) {
            throw new IllegalArgumentException("more than " + MAX_ALIASES + " facility aliases");
        }
        Map<String, String> direct = new HashMap<>();
        nameOfAlias.forEach((alias, name) -> {
            String from = expanded(alias);
            String to = expanded(name);
            if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
                direct.put(from, to);
            }
        });
        Map<String, String> resolved = new HashMap<>();
        for (String alias : direct.keySet()) {
            Set<String> seen = new HashSet<>();
            String name = alias;
            while (direct.containsKey(name) && seen.add(name)) {
                name = direct.getOrDefault(name, name);
            }
            if (!direct.containsKey(name)) {
                resolved.put(alias, name);
            }
        }
        return new Facilities(Map.copyOf(resolved));
    }

    /** The one form of a phrase, which need not be folded; empty where nothing is left. Idempotent. */
    public String canonical(CharSequence phrase) {
        String expanded = expanded(phrase);
        return aliases.getOrDefault(expanded, expanded);
    }

    /** A phrase of a page that is read word by word: of many phrases that begin alike, each costs its last word. */
    public Phrase phrase() {
        return new Phrase();
    }

    /** Gives what {@link Facilities#canonical} gives of the words so far. Reused; not thread-safe. */
    public final class Phrase {
        private final StringBuilder words = new StringBuilder();
        private int count;
        private boolean full;
        private boolean distinctive;

        private Phrase() {}

        /** Begins a new phrase. */
        public void clear() {
            words.setLength(0);
            count = 0;
            full = false;
            distinctive = false;
        }

        /** Adds a word, folded as {@link Names#tokens} does. */
        public void append(String foldedWord) {
            for (String word : Words.MEANING.getOrDefault(foldedWord, List.of(foldedWord))) {
                full |= count == MAX_TOKENS || words.length() + word.length() >= MAX_CHARS;
                if (full) {
                    return;
                }
                words.append(count++ == 0 ? "" : " ").append(word);
                distinctive |= isDistinctive(word);
            }
        }

        /** The one form of the words so far; empty where nothing is left. */
        public String canonical() {
            String expanded = words.toString();
            return aliases.isEmpty() ? expanded : aliases.getOrDefault(expanded, expanded);
        }

        /** Whether no word so far tells which place it is. */
        public boolean isGeneric() {
            return aliases.isEmpty() ? !distinctive : Facilities.isGeneric(canonical());
        }
    }

    /**
     * The forms of a cell's value that a record keeps, at most {@link #MAX_FORMS}: the whole; what stands before a
     * bracket, comma or dash; that without the words that say what a facility is, where a distinctive word is left
     * ("stewart"); the initials of the whole, where they are three or more. Each is a fixed point of {@link #canonical}.
     */
    public List<String> forms(CharSequence raw) {
        String value = raw.toString();
        Set<String> forms = new LinkedHashSet<>();
        String whole = canonical(value);
        String alone = canonical(main(value));
        if (alone.isEmpty()) {
            alone = whole;
        }
        forms.add(whole);
        forms.add(alone);
        List<String> tokens = List.of(alone.split(" ", -1));
        forms.add(canonical(core(tokens)));
        forms.add(canonical(acronym(tokens)));
        forms.remove("");
        return List.copyOf(forms);
    }

    /** Whether every word only says what the place is or where in a country; such a phrase is hardly evidence. */
    public static boolean isGeneric(String canonical) {
        return core(List.of(canonical.split(" ", -1))).isEmpty();
    }

    /** Whether a folded word only says what a place is: center, jail, carcel. */
    public static boolean isOfPlaces(String foldedWord) {
        return Words.GENERIC.contains(foldedWord);
    }

    /** The words that tell which place it is, empty where none does. */
    private static String core(List<String> tokens) {
        List<String> kept = new ArrayList<>();
        boolean distinctive = false;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            boolean isWeak = Words.WEAK.contains(token);
            if (Words.GENERIC.contains(token) && !(isWeak && i + 1 < tokens.size())) {
                continue;
            }
            kept.add(token);
            distinctive |= isDistinctive(token);
        }
        return distinctive ? String.join(" ", kept) : "";
    }

    private static boolean isDistinctive(String token) {
        return token.length() > 2 && !Words.WEAK.contains(token) && !Words.GENERIC.contains(token) && !isNumber(token);
    }

    private static boolean isNumber(String token) {
        return token.codePoints().allMatch(Character::isDigit);
    }

    private static String acronym(List<String> tokens) {
        StringBuilder initials = new StringBuilder();
        for (String token : tokens) {
            int first = token.isEmpty() ? ' ' : token.codePointAt(0);
            if (!Character.isLetter(first)) {
                return "";
            }
            initials.appendCodePoint(first);
        }
        return initials.codePointCount(0, initials.length()) < MIN_ACRONYM ? "" : initials.toString();
    }

    private static String main(String value) {
        int end = value.length();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isDash = (c == '-' || c == '–' || c == '—') && i > 0 && value.charAt(i - 1) == ' ';
            if (c == '(' || c == '[' || c == ',' || c == ';' || c == '/' || isDash) {
                end = i;
                break;
            }
        }
        return value.substring(0, end);
    }

    private static String expanded(CharSequence phrase) {
        // Twice bounded: what is read, and what is left of it, for some letters fold to several.
        CharSequence bounded = phrase.length() > MAX_READ ? phrase.subSequence(0, MAX_READ) : phrase;
        Phrase read = PLAIN.phrase();
        Names.tokens(bounded).forEach(read::append);
        return read.words.toString();
    }

    /** {@code facility-words.txt}, read when it is first needed. */
    private static final class Words {
        static final Map<String, List<String>> MEANING = new HashMap<>();
        static final Set<String> GENERIC = new HashSet<>();
        static final Set<String> WEAK = new HashSet<>();

        static {
            for (String line : Resources.lines("facility-words.txt")) {
                if (line.startsWith("generic:")) {
                    GENERIC.addAll(Names.tokens(line.substring("generic:".length())));
                } else if (line.startsWith("weak:")) {
                    WEAK.addAll(Names.tokens(line.substring("weak:".length())));
                } else {
                    int equals = line.indexOf('=');
                    MEANING.putIfAbsent(
                            Names.phrase(line.substring(0, equals)), Names.tokens(line.substring(equals + 1)));
                }
            }
        }
    }
}
