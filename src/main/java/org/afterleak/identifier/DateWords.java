package org.afterleak.identifier;

import java.util.List;
import java.util.Set;

/**
 * The numbers and months at the start of a list of tokens, at most three of them. A token may hold several (23apr1985,
 * 1985年4月23日); what only joins them (of, de, 3rd's "rd") is passed over. Anything else ends the reading.
 */
final class DateWords {
    private static final int MOST = 3;

    /** Longest run of digits that is read: yyyymmdd. */
    private static final int MAX_DIGITS = 8;

    private static final Set<String> JOINING = Set.of(
            "of", "the", "de", "del", "do", "da", "di", "d", "den", "der", "le", "el", "year", "ano", "anno", "thang",
            "nam", "ngay", "г", "года", "من", "عام", "سنة");

    /** What stands behind the number of a day, month or year within its token. */
    private static final Set<String> BEHIND_NUMBER = Set.of(
            "st",
            "nd",
            "rd",
            "th",
            "o",
            "a",
            "ro",
            "do",
            "er",
            "ere",
            "e",
            "eme",
            "te",
            "ten",
            "de",
            "ste",
            "го",
            "й",
            "年",
            "月",
            "日",
            Names.fold("년"),
            Names.fold("월"),
            Names.fold("일"));

    private final int[] number = new int[MOST];
    private final int[] digits = new int[MOST];
    private final int[] months = new int[MOST];
    private final int[] usedTokens = new int[MOST];
    private int size;

    private DateWords() {}

    /** Whether a date can start with this token: with a digit or a month's name. */
    static boolean mayStart(String token) {
        return !token.isEmpty() && (Character.isDigit(token.codePointAt(0)) || MonthNames.startsOne(token));
    }

    static DateWords read(List<String> tokens, int from, int maxTokens) {
        DateWords words = new DateWords();
        int end = Math.min(tokens.size(), from + maxTokens);
        for (int t = from; t < end && words.size < MOST; ) {
            String token = tokens.get(t);
            int used = words.month(tokens, t, end);
            if (used == 0 && t > from && JOINING.contains(token)) {
                used = 1;
            }
            if (used == 0 && words.split(token, t - from + 1)) {
                used = 1;
            }
            if (used == 0) {
                break;
            }
            t += used;
            if (words.size > 0 && !JOINING.contains(token)) {
                words.usedTokens[words.size - 1] = t - from;
            }
        }
        return words;
    }

    /** How many numbers and months there are, 0 to 3. */
    int size() {
        return size;
    }

    /** The number at a place, -1 where there is a month. */
    int number(int i) {
        return number[i];
    }

    /** How many digits the number at a place is written with, 0 for a month. */
    int digits(int i) {
        return digits[i];
    }

    /** The months that the word at a place can be, bit 1 for January; 0 for a number. */
    int months(int i) {
        return months[i];
    }

    /** How many tokens the first n numbers and months take. */
    int tokensOf(int n) {
        return usedTokens[n - 1];
    }

    /** The number that a token is, in digits of any script; -1 where it is none or too long. */
    static int number(String token) {
        int value = token.isEmpty() || token.length() > 2 * MAX_DIGITS ? -1 : 0;
        int count = 0;
        for (int i = 0; i < token.length() && value >= 0; ) {
            int c = token.codePointAt(i);
            i += Character.charCount(c);
            int digit = Character.digit(c, 10);
            value = digit < 0 || ++count > MAX_DIGITS ? -1 : value * 10 + digit;
        }
        return value;
    }

    private int month(List<String> tokens, int at, int end) {
        int mask = at + 1 < end ? MonthNames.months(tokens.get(at) + " " + tokens.get(at + 1)) : 0;
        int used = mask == 0 ? 1 : 2;
        if (mask == 0) {
            mask = MonthNames.months(tokens.get(at));
        }
        if (mask == 0) {
            return 0;
        }
        put(-1, 0, mask, 0);
        return used;
    }

    /** Reads a token of digits and letters; {@code false} where it holds what is neither number, month nor joins them. */
    private boolean split(String token, int usedSoFar) {
        int before = size;
        for (int i = 0; i < token.length() && size < MOST; ) {
            boolean isDigit = Character.isDigit(token.codePointAt(i));
            int end = endOfRun(token, i, isDigit);
            String run = token.substring(i, end);
            if (isDigit) {
                int value = number(run);
                if (value < 0) {
                    size = before;
                    return false;
                }
                put(value, run.codePointCount(0, run.length()), 0, usedSoFar);
            } else if (MonthNames.months(run) != 0) {
                put(-1, 0, MonthNames.months(run), usedSoFar);
            } else if (i == 0 || !BEHIND_NUMBER.contains(run)) {
                size = before;
                return false;
            }
            i = end;
            if (size == MOST && i < token.length() && !mayFollow(token.substring(i))) {
                size = before;
                return false;
            }
        }
        return size > before;
    }

    /** An ordinal's ending, or the time of day in an ISO 8601 time stamp. */
    private static boolean mayFollow(String rest) {
        return BEHIND_NUMBER.contains(rest)
                || (rest.length() > 1 && rest.charAt(0) == 't' && Character.isDigit(rest.charAt(1)));
    }

    private static int endOfRun(String token, int from, boolean isDigit) {
        int i = from;
        while (i < token.length()) {
            int c = token.codePointAt(i);
            if (Character.isDigit(c) != isDigit) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    private void put(int value, int digitCount, int monthMask, int used) {
        if (size < MOST) {
            number[size] = value;
            digits[size] = digitCount;
            months[size] = monthMask;
            usedTokens[size] = used;
            size++;
        }
    }
}
