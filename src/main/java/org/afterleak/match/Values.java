package org.afterleak.match;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.afterleak.identifier.Dates;
import org.afterleak.identifier.Facilities;
import org.afterleak.identifier.Nationalities;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a context say besides names and numbers: nationalities, dates, and phrases that may be a facility or
 * any other attribute, each in its canonical form and read once for all records that are held against it.
 */
final class Values {
    private static final int MOST_PHRASE_WORDS = 8;

    /** A date that lies further back than this year is taken for somebody's birth. */
    private static final int LAST_YEAR_OF_BIRTH = 2010;

    private static final int FIRST_YEAR_OF_BIRTH = 1915;

    /** One value and the words that it stands in, by their numbers in the context. */
    static final class Value {
        final String canonical;
        final int first;
        final int last;

        /** Whether it fills its cell, so that it can hardly be anything else. */
        final boolean alone;

        Value(String canonical, int first, int last, boolean alone) {
            this.canonical = canonical;
            this.first = first;
            this.last = last;
            this.alone = alone;
        }

        @Override
        public String toString() {
            return "Value[" + first + ".." + last + "]";
        }
    }

    private final List<Context.Word> words;
    private final Facilities facilities;
    private @Nullable List<Value> nationalities;
    private @Nullable List<Value> dates;
    private @Nullable List<Value> places;
    private @Nullable List<Value> phrases;
    private @Nullable List<Value> names;
    private @Nullable BitSet ofNationalities;

    Values(List<Context.Word> words, Facilities facilities) {
        this.words = words;
        this.facilities = facilities;
    }

    /** Countries, by name, by the people's name, or by a code in a cell of its own. */
    List<Value> nationalities() {
        List<Value> found = nationalities;
        if (found == null) {
            found = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                int longest = words.get(i).hasDigit() ? 0 : words.get(i).longestCountry();
                for (int n = longest; n > 0; n--) {
                    String phrase = phrase(i, i + n - 1);
                    String country = phrase == null ? null : Nationalities.ofPhrase(phrase);
                    if (phrase != null && country != null) {
                        boolean alone = fillsCell(i, i + n - 1);
                        if (alone || !Nationalities.isCode(phrase) || isLabelled(i)) {
                            found.add(new Value(country, i, i + n - 1, alone && !Nationalities.isCode(phrase)));
                            break;
                        }
                    }
                }
            }
            nationalities = found;
        }
        return found;
    }

    /** Every reading of every date. */
    List<Value> dates() {
        List<Value> found = dates;
        if (found == null) {
            found = new ArrayList<>();
            List<String> texts = words.stream().map(w -> w.text).toList();
            for (int i = 0; i < words.size(); i++) {
                for (Dates.Reading reading : Dates.readings(texts, i)) {
                    int last = i + reading.tokens() - 1;
                    if (words.get(last).stream == words.get(i).stream && words.get(last).cell == words.get(i).cell) {
                        int year = Integer.parseInt(reading.iso(), 0, 4, 10);
                        boolean birth = year >= FIRST_YEAR_OF_BIRTH
                                && year <= LAST_YEAR_OF_BIRTH
                                && hasYear(i, last, reading.iso().substring(0, 4));
                        found.add(new Value(reading.iso(), i, last, birth));
                    }
                }
            }
            dates = found;
        }
        return found;
    }

    /** Whether the year is written in full. */
    private boolean hasYear(int first, int last, String year) {
        for (int i = first; i <= last; i++) {
            if (words.get(i).text.contains(year)) {
                return true;
            }
        }
        return false;
    }

    /** Phrases in the canonical form of facilities. */
    List<Value> places() {
        List<Value> found = places;
        if (found == null) {
            found = new ArrayList<>();
            Facilities.Phrase place = facilities.phrase();
            int first = -1;
            int next = -1;
            for (Value phrase : names()) {
                if (phrase.first != first || phrase.last < next) {
                    place.clear();
                    first = phrase.first;
                    next = first;
                }
                for (; next <= phrase.last; next++) {
                    place.append(words.get(next).text);
                }
                String canonical = place.canonical();
                if (!canonical.isEmpty() && (phrase.alone || canonical.length() > 2 && !place.isGeneric())) {
                    found.add(new Value(canonical, phrase.first, phrase.last, phrase.alone));
                }
            }
            places = found;
        }
        return found;
    }

    /**
     * Runs of words that may be the name of something: they fill their cell, or begin with a capital where the text has
     * any.
     */
    List<Value> names() {
        List<Value> found = names;
        if (found == null) {
            found = phrases(true);
            names = found;
        }
        return found;
    }

    /** All runs of words of one cell. */
    List<Value> phrases() {
        List<Value> found = phrases;
        if (found == null) {
            found = phrases(false);
            phrases = found;
        }
        return found;
    }

    private List<Value> phrases(boolean namesOnly) {
        List<Value> found = new ArrayList<>();
        Set<Integer> capitalised = new HashSet<>();
        words.stream().filter(w -> w.capital).forEach(w -> capitalised.add(w.stream));
        StringBuilder phrase = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            Context.Word begins = words.get(i);
            boolean name = begins.capital || !capitalised.contains(begins.stream);
            boolean starts = i == 0 || isOtherCell(i - 1, i);
            if (namesOnly && !name && !starts) {
                continue;
            }
            phrase.setLength(0);
            for (int last = i; last < words.size() && last - i < MOST_PHRASE_WORDS; last++) {
                if (last > i && isOtherCell(i, last)) {
                    break;
                }
                phrase.append(last == i ? "" : " ").append(words.get(last).text);
                boolean alone = starts && (last + 1 == words.size() || isOtherCell(last, last + 1));
                if (!namesOnly || name || alone) {
                    found.add(new Value(phrase.toString(), i, last, alone));
                }
            }
        }
        return found;
    }

    /** Whether a word is part of the name of a country. */
    boolean isOfNationality(int word) {
        BitSet of = ofNationalities;
        if (of == null) {
            of = new BitSet(words.size());
            for (Value value : nationalities()) {
                of.set(value.first, value.last + 1);
            }
            ofNationalities = of;
        }
        return of.get(word);
    }

    /** The words joined by spaces; null where they do not stand in one cell. */
    private @Nullable String phrase(int first, int last) {
        if (last >= words.size() || isOtherCell(first, last)) {
            return null;
        }
        if (first == last) {
            return words.get(first).text;
        }
        StringBuilder phrase = new StringBuilder(words.get(first).text);
        for (int i = first + 1; i <= last; i++) {
            phrase.append(' ').append(words.get(i).text);
        }
        return phrase.toString();
    }

    private boolean fillsCell(int first, int last) {
        boolean starts = first == 0 || isOtherCell(first - 1, first);
        return starts && (last + 1 == words.size() || isOtherCell(last, last + 1));
    }

    private boolean isOtherCell(int a, int b) {
        return words.get(a).phrase != words.get(b).phrase || words.get(a).stream != words.get(b).stream;
    }

    /** Whether the word before says that a country follows. */
    private boolean isLabelled(int i) {
        if (i == 0 || words.get(i - 1).stream != words.get(i).stream || words.get(i).gap == Tokens.GAP_CELL) {
            return false;
        }
        String before = words.get(i - 1).text;
        boolean of = i > 1 && !isOtherCell(i - 2, i) && (before.equals("of") || before.equals("de"));
        return switch (of ? words.get(i - 2).text : before) {
            case "nationality",
                    "national",
                    "nacional",
                    "ciudadano",
                    "ciudadana",
                    "citizenship",
                    "citizen",
                    "country",
                    "nacionalidad",
                    "pais",
                    "nationalite",
                    "pays",
                    "nacionalidade",
                    "staatsangehorigkeit",
                    "nat",
                    "coc",
                    "cob",
                    "origin" -> true;
            default -> false;
        };
    }
}
