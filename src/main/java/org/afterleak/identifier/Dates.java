package org.afterleak.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The canonical forms of dates: {@code yyyy-mm-dd}. 03/04/1985 can be read in two ways and has two canonical forms; a
 * two-digit year has none.
 */
public final class Dates {
    private static final Map<String, Integer> MONTHS = months();

    private Dates() {}

    /** Every reading of a value as a date between 1850 and 2100, sorted; empty where there is none. */
    public static List<String> canonical(CharSequence raw) {
        List<String> tokens = Names.tokens(raw);
        return tokens.size() < 3 ? compact(tokens) : ofTokens(tokens.get(0), tokens.get(1), tokens.get(2));
    }

    /** Every reading of three folded tokens that stand together as a date. */
    public static List<String> ofTokens(String a, String b, String c) {
        TreeSet<String> readings = new TreeSet<>();
        int x = number(a);
        int y = number(b);
        int z = number(c);
        if (a.length() == 4 && x > 0) {
            add(readings, x, month(b, y), z);
        } else if (c.length() == 4 && z > 0) {
            add(readings, z, month(b, y), x);
            add(readings, z, month(a, x), y);
        }
        return new ArrayList<>(readings);
    }

    private static List<String> compact(List<String> tokens) {
        if (tokens.size() == 1 && tokens.get(0).length() == 8 && number(tokens.get(0)) > 0) {
            String t = tokens.get(0);
            TreeSet<String> readings = new TreeSet<>();
            add(readings, number(t.substring(0, 4)), number(t.substring(4, 6)), number(t.substring(6)));
            return new ArrayList<>(readings);
        }
        return List.of();
    }

    private static int month(String token, int number) {
        return number > 0 ? number : MONTHS.getOrDefault(token, -1);
    }

    private static void add(TreeSet<String> readings, int year, int month, int day) {
        if (year < 1850 || year > 2100 || month < 1 || day < 1) {
            return;
        }
        try {
            readings.add(LocalDate.of(year, month, day).toString());
        } catch (DateTimeException e) {
            // The thirtieth of February is no reading.
        }
    }

    private static int number(String token) {
        if (token.isEmpty() || token.length() > 8) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < token.length(); i++) {
            int digit = Character.digit(token.charAt(i), 10);
            if (digit < 0) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new java.util.HashMap<>();
        for (String language : List.of("en", "es", "fr", "pt", "de", "it", "nl")) {
            java.text.DateFormatSymbols symbols =
                    java.text.DateFormatSymbols.getInstance(java.util.Locale.forLanguageTag(language));
            for (int i = 0; i < 12; i++) {
                for (String name : List.of(symbols.getMonths()[i], symbols.getShortMonths()[i])) {
                    months.put(Names.phrase(name), i + 1);
                }
            }
        }
        return Map.copyOf(months);
    }
}
