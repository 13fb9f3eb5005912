package org.afterleak.identifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The canonical forms of dates of birth: {@code yyyy-mm-dd}. Read are all usual orders, months in letters in some sixty
 * languages and in Roman numerals, ordinals (3rd, 1er, 3º), two-digit years, compact forms (19850423, 23APR85), digits
 * of any script, and years of the Buddhist, Persian and Islamic calendars.
 *
 * <p>03/04/1985 can be read in two ways and has two canonical forms. A two-digit year is read as each year from 1920 to
 * 2030 that ends in it.
 */
public final class Dates {
    /** A date written in words has at most so many tokens ("the 23rd of the April of 1985" has one too many). */
    public static final int MAX_TOKENS = 7;

    /** One piece of writing is never read as more dates than this. */
    public static final int MAX_READINGS = 8;

    /** Spreadsheets count days from here, if what they hold is a date that lost its format. */
    private static final LocalDate SPREADSHEET_EPOCH = LocalDate.of(1899, 12, 30);

    private static final int MAX_CHARS = 64;

    private static final Set<String> WEEKDAYS =
            Set.copyOf(List.of(("monday tuesday wednesday thursday friday saturday sunday"
                            + " lunes martes miercoles jueves viernes sabado domingo lundi mardi mercredi jeudi vendredi samedi dimanche"
                            + " segunda terca quarta quinta sexta montag dienstag mittwoch donnerstag freitag samstag sonntag"
                            + " lunedi martedi mercoledi giovedi venerdi domenica")
                    .split(" ", -1)));

    private Dates() {}

    /** Whether a folded word is the name of a month or of a day of the week, or begins one. */
    public static boolean isDateWord(String foldedWord) {
        return MonthNames.startsOne(foldedWord) || WEEKDAYS.contains(foldedWord);
    }

    /** One reading of tokens as a date. Prints nothing of it. */
    public static final class Reading {
        private final String iso;
        private final int tokens;

        Reading(String iso, int tokens) {
            this.iso = iso;
            this.tokens = tokens;
        }

        /** {@code yyyy-mm-dd}. */
        public String iso() {
            return iso;
        }

        /** How many tokens it is written in, 1 to {@link #MAX_TOKENS}. */
        public int tokens() {
            return tokens;
        }
    }

    /**
     * Every reading of a cell's value as a date between 1850 and 2100, sorted; empty where there is none. A word or two
     * may stand before it ("Tue, 23 April 1985") and anything after it. A number of five digits alone is a
     * spreadsheet's day count.
     */
    public static List<String> canonical(CharSequence raw) {
        CharSequence bounded = raw.length() > MAX_CHARS ? raw.subSequence(0, MAX_CHARS) : raw;
        List<String> tokens = Names.tokens(bounded);
        List<Reading> readings = List.of();
        for (int from = 0; from < Math.min(3, tokens.size()) && readings.isEmpty(); from++) {
            readings = readings(tokens, from);
        }
        if (readings.isEmpty() && !tokens.isEmpty() && isAlone(tokens)) {
            return ofDayCount(DateWords.number(tokens.get(0)));
        }
        return isoOf(readings);
    }

    /** Every reading of three folded tokens that stand together as a date. */
    public static List<String> ofTokens(String a, String b, String c) {
        List<Reading> readings = new ArrayList<>(readings(List.of(a, b, c), 0));
        readings.removeIf(reading -> reading.tokens() != 3);
        return isoOf(readings);
    }

    /**
     * Every reading of the tokens ({@link Names#tokens}) from a place on, at most {@link #MAX_READINGS}, sorted; empty
     * where no date starts there. Looks at most {@link #MAX_TOKENS} tokens ahead; most tokens are refused at a glance.
     */
    public static List<Reading> readings(List<String> tokens, int from) {
        if (!DateWords.mayStart(tokens.get(from))) {
            return List.of();
        }
        DateWords words = DateWords.read(tokens, from, MAX_TOKENS);
        TreeMap<String, Integer> found = new TreeMap<>();
        if (words.size() == 3) {
            int used = words.tokensOf(3);
            for (String iso : DateOrders.ofThree(words)) {
                found.put(iso, used);
            }
        }
        if (found.isEmpty() && words.size() >= 1 && words.tokensOf(1) == 1) {
            for (String iso : DateOrders.ofDigits(words.number(0), words.digits(0))) {
                found.put(iso, 1);
            }
        }
        List<Reading> readings = new ArrayList<>(found.size());
        found.forEach((iso, used) -> readings.add(new Reading(iso, used)));
        return readings.size() > MAX_READINGS ? readings.subList(0, MAX_READINGS) : readings;
    }

    /** "31160", or "31160.0" as a spreadsheet's own number is written. */
    private static boolean isAlone(List<String> tokens) {
        return tokens.get(0).length() == 5
                && (tokens.size() == 1
                        || (tokens.size() == 2 && tokens.get(1).chars().allMatch(c -> c == '0')));
    }

    private static List<String> ofDayCount(int days) {
        LocalDate date = days < 0 ? LocalDate.EPOCH : SPREADSHEET_EPOCH.plusDays(days);
        return days > 0 && DateOrders.isPlausibleBirth(date.getYear()) ? List.of(date.toString()) : List.of();
    }

    private static List<String> isoOf(List<Reading> readings) {
        TreeSet<String> dates = new TreeSet<>();
        readings.forEach(reading -> dates.add(reading.iso()));
        return new ArrayList<>(dates);
    }
}
