package org.afterleak.identifier;

import java.util.Optional;

/**
 * The canonical form of telephone numbers: the last nine digits, so that a number is the same with its country code,
 * with its trunk zero and with neither.
 */
public final class Phones {
    /** Fewest digits of a number that identifies. */
    public static final int MIN_DIGITS = 7;

    /** Most digits of a number (ITU-T E.164: 15, and an international prefix before them). */
    public static final int MAX_DIGITS = 18;

    private static final int KEPT = 9;

    private Phones() {}

    /** The canonical form of a cell's value, empty where it is no telephone number. */
    public static Optional<String> canonical(CharSequence raw) {
        StringBuilder digits = new StringBuilder();
        String folded = Names.fold(raw);
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                digits.append((char) ('0' + digit));
            } else if (Character.isLetter(c)) {
                return Optional.empty();
            }
        }
        return ofDigits(digits);
    }

    /** The canonical form of a run of ASCII digits. */
    public static Optional<String> ofDigits(CharSequence digits) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        int n = digits.length() - start;
        if (n < MIN_DIGITS || digits.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        return Optional.of(digits.subSequence(digits.length() - Math.min(n, KEPT), digits.length())
                .toString());
    }
}
