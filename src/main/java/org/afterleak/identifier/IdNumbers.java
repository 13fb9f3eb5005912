package org.afterleak.identifier;

import java.util.Locale;
import java.util.Optional;

/**
 * The canonical form of ID numbers: letters (upper case) and digits only. A number of digits alone, or of the letter A
 * and seven to nine digits (an alien registration number), loses the letter and its leading zeros and is padded to nine
 * digits, so that A12345678, A 012-345-678, 12345678.0 of a spreadsheet's own and 012345678 are one.
 *
 * <p>A value with fewer than five characters or four digits identifies nobody and has no canonical form (the limit that
 * exact-data-match engines set, for chance hits would be everywhere).
 */
public final class IdNumbers {
    /** Fewest digits of an ID number. */
    public static final int MIN_DIGITS = 4;

    /** Fewest letters and digits of an ID number. */
    public static final int MIN_CHARS = 5;

    /** Most letters and digits of an ID number: an IBAN has 34. */
    public static final int MAX_CHARS = 34;

    private static final int PADDED = 9;

    private IdNumbers() {}

    /** The canonical form of a cell's value, empty where it cannot identify. */
    public static Optional<String> canonical(CharSequence raw) {
        StringBuilder kept = new StringBuilder();
        String folded = Names.fold(raw).toUpperCase(Locale.ROOT);
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                kept.append((char) ('0' + digit));
            } else if (c >= 'A' && c <= 'Z') {
                kept.append((char) c);
            } else if (Character.isLetter(c)) {
                return Optional.empty();
            }
        }
        return ofPlain(kept);
    }

    /** The canonical form of a run that is upper-case ASCII letters and digits already. */
    public static Optional<String> ofPlain(CharSequence plain) {
        StringBuilder canonical = new StringBuilder(MAX_CHARS);
        return appendPlain(plain, canonical) ? Optional.of(canonical.toString()) : Optional.empty();
    }

    /** Appends what {@link #ofPlain} gives; for a text full of numbers, of which none needs an object of its own. */
    public static boolean appendPlain(CharSequence plain, StringBuilder canonical) {
        int n = plain.length();
        if (n < MIN_CHARS || n > MAX_CHARS) {
            return false;
        }
        int digits = 0;
        for (int i = 0; i < n; i++) {
            if (plain.charAt(i) <= '9') {
                digits++;
            }
        }
        if (digits < MIN_DIGITS) {
            return false;
        }
        boolean alien = digits == n - 1 && plain.charAt(0) == 'A' && digits >= 7 && digits <= PADDED;
        if (digits < n && !alien) {
            canonical.append(plain);
            return true;
        }
        int start = alien ? 1 : 0;
        while (start < n - 1 && plain.charAt(start) == '0') {
            start++;
        }
        for (int i = n - start; i < PADDED; i++) {
            canonical.append('0');
        }
        canonical.append(plain, start, n);
        return true;
    }
}
