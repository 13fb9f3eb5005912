package org.afterleak.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.chrono.HijrahDate;
import java.util.Set;
import java.util.TreeSet;

/** Year, month and day in the orders in which they are written. */
final class DateOrders {
    private static final int FIRST_BIRTH = 1920;
    private static final int LAST_BIRTH = 2030;

    /** The Buddhist era of Thailand, Laos and Cambodia counts 543 years more. */
    private static final int BUDDHIST = 543;

    /** 1 Farvardin 1348 of the Persian calendar. */
    private static final LocalDate PERSIAN_1348 = LocalDate.of(1969, 3, 21);

    private DateOrders() {}

    static boolean isPlausibleBirth(int year) {
        return year >= FIRST_BIRTH && year <= LAST_BIRTH;
    }

    /** The readings of three numbers, one of which may be a month in letters. */
    static Set<String> ofThree(DateWords words) {
        Set<String> found = new TreeSet<>();
        if (words.months(1) != 0) {
            // 23 April 1985, 1985 April 23, 23 April 85
            inLetters(found, words, 2, 1, 0);
            inLetters(found, words, 0, 1, 2);
        } else if (words.months(0) != 0) {
            inLetters(found, words, 2, 0, 1);
        } else if (words.months(2) != 0) {
            inLetters(found, words, 0, 2, 1);
        } else {
            inDigits(found, words);
        }
        return found;
    }

    /** The readings of eight or six digits that stand alone. */
    static Set<String> ofDigits(int number, int digits) {
        Set<String> found = new TreeSet<>();
        if (digits == 8) {
            int last4 = number % 10_000;
            births(found, number / 10_000, last4 / 100, last4 % 100);
            births(found, last4, number / 10_000 % 100, number / 1_000_000);
            births(found, last4, number / 1_000_000, number / 10_000 % 100);
        } else if (digits == 6) {
            int a = number / 10_000;
            int b = number / 100 % 100;
            int c = number % 100;
            twoDigitYear(found, a, b, c);
            twoDigitYear(found, c, b, a);
            twoDigitYear(found, c, a, b);
        }
        return found;
    }

    /** The readings of a year of two digits, a month and a day. */
    static Set<String> ofShortYear(int year, int month, int day) {
        Set<String> found = new TreeSet<>();
        twoDigitYear(found, year, month, day);
        return found;
    }

    private static void inLetters(Set<String> found, DateWords words, int yearAt, int monthAt, int dayAt) {
        int mask = words.months(monthAt);
        for (int month = 1; month <= 12; month++) {
            if ((mask & 1 << month) != 0 && isDay(words, dayAt)) {
                if (words.digits(yearAt) == 4) {
                    add(found, words.number(yearAt), month, words.number(dayAt));
                } else if (words.digits(yearAt) == 2) {
                    twoDigitYear(found, words.number(yearAt), month, words.number(dayAt));
                }
            }
        }
    }

    private static void inDigits(Set<String> found, DateWords words) {
        int a = words.number(0);
        int b = words.number(1);
        int c = words.number(2);
        boolean firstIsYear = words.digits(0) == 4 && isDay(words, 1) && isDay(words, 2);
        boolean lastIsYear = words.digits(2) == 4 && isDay(words, 0) && isDay(words, 1);
        if (firstIsYear) {
            anyCalendar(found, a, b, c);
            if (found.isEmpty()) {
                anyCalendar(found, a, c, b);
            }
        } else if (lastIsYear) {
            anyCalendar(found, c, b, a);
            anyCalendar(found, c, a, b);
        } else if (isDay(words, 0) && isDay(words, 1) && isDay(words, 2)) {
            if (words.digits(2) == 2) {
                twoDigitYear(found, c, b, a);
                twoDigitYear(found, c, a, b);
            }
            if (words.digits(0) == 2) {
                twoDigitYear(found, a, b, c);
            }
        }
    }

    private static boolean isDay(DateWords words, int at) {
        return words.digits(at) == 1 || words.digits(at) == 2;
    }

    private static void twoDigitYear(Set<String> found, int year, int month, int day) {
        births(found, 1900 + year, month, day);
        births(found, 2000 + year, month, day);
    }

    private static void births(Set<String> found, int year, int month, int day) {
        if (isPlausibleBirth(year)) {
            add(found, year, month, day);
        }
    }

    private static void anyCalendar(Set<String> found, int year, int month, int day) {
        add(found, year, month, day);
        if (isPlausibleBirth(year - BUDDHIST)) {
            add(found, year - BUDDHIST, month, day);
        }
        if (year >= 1300 && year < 1500) {
            persian(found, year, month, day);
            islamic(found, year, month, day);
        }
    }

    /** The official calendar of Iran and, until 2021, of Afghanistan. */
    private static void persian(Set<String> found, int year, int month, int day) {
        int daysInMonth = month <= 6 ? 31 : month <= 11 || isPersianLeap(year) ? 30 : 29;
        if (month < 1 || month > 12 || day < 1 || day > daysInMonth || year > 1409) {
            return;
        }
        long days = 0;
        for (int y = 1348; y < year; y++) {
            days += isPersianLeap(y) ? 366 : 365;
        }
        for (int y = year; y < 1348; y++) {
            days -= isPersianLeap(y) ? 366 : 365;
        }
        days += Math.min(month - 1, 6) * 31L + Math.max(month - 7, 0) * 30L + day - 1;
        LocalDate date = PERSIAN_1348.plusDays(days);
        births(found, date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    /** The rule of 33 years, which agrees with the observed equinox from 1178 to 1633. */
    private static boolean isPersianLeap(int year) {
        return (25 * year + 11) % 33 < 8;
    }

    /** The Umm al-Qura calendar; where months start by sight it may be a day off. */
    private static void islamic(Set<String> found, int year, int month, int day) {
        try {
            LocalDate date = LocalDate.from(HijrahDate.of(year, month, day));
            births(found, date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        } catch (DateTimeException e) {
            // The thirtieth of a month of twenty-nine days is no reading.
        }
    }

    private static void add(Set<String> found, int year, int month, int day) {
        if (year < 1850 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) {
            return;
        }
        if (day <= 28 || day <= LocalDate.of(year, month, 1).lengthOfMonth()) {
            found.add(LocalDate.of(year, month, day).toString());
        }
    }
}
