package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The canonical forms of telephone numbers. Neither a list nor a page says which country its numbers belong to, so a
 * number's form is its last nine digits: the same with its country code, with its trunk zero and with neither.
 *
 * <p>Where national numbers are shorter than nine digits (Honduras, Guatemala, El Salvador, Norway ...) those nine hold a
 * piece of the country code, and only where it was written. Such a number therefore has a second form, the national
 * number ({@link #forms}); two spellings agree when they share a form.
 */
public final class Phones {
    /** Fewest digits of a number that identifies. */
    public static final int MIN_DIGITS = 7;

    /** Most digits of a number (ITU-T E.164: 15, and an international prefix before them). */
    public static final int MAX_DIGITS = 18;

    /** A cell's value is read as at most so many numbers. */
    public static final int MAX_NUMBERS = 3;

    /** And so has at most so many forms. */
    public static final int MAX_FORMS = 2 * MAX_NUMBERS;

    private static final int KEPT = 9;
    private static final int MAX_CHARS = 120;

    private static final Pattern BETWEEN_NUMBERS = Pattern.compile("[/;,|\\n\\r]|\\b(?:or|and|y|o|et|ou|und|oder)\\b");
    private static final Pattern EXTENSION = Pattern.compile(
            "(?<=[0-9)])[ .,]{0,3}(?:extension|extn|ext|x|int|anexo|poste|app|доб)[ .:#]{0,3}[0-9]{1,6}$");
    private static final Pattern LABEL = Pattern.compile(
            "^(?:tel|telephone|telefono|telefon|tlf|phone|ph|cell|cel|celular|movil|mobile|mob|whatsapp|wa|home|work|fax)"
                    + "[ .:#-]{0,4}(?=[+(0-9])");

    private Phones() {}

    /** The canonical form of a cell's value, empty where it is no telephone number. An extension is dropped. */
    public static Optional<String> canonical(CharSequence raw) {
        return raw.length() > MAX_CHARS ? Optional.empty() : digits(plain(raw)).flatMap(Phones::ofDigits);
    }

    /**
     * All forms of a cell's value: of each of up to {@link #MAX_NUMBERS} numbers in it ("202-555-0143 / 202-555-0144")
     * the last nine digits and, where it is shorter, the national number. Empty where there is no number.
     */
    public static List<String> forms(CharSequence raw) {
        if (raw.length() > MAX_CHARS) {
            return List.of();
        }
        Set<String> forms = new LinkedHashSet<>();
        String[] numbers = BETWEEN_NUMBERS.split(Names.fold(raw), MAX_NUMBERS + 1);
        for (int i = 0; i < Math.min(numbers.length, MAX_NUMBERS); i++) {
            String plain = plain(numbers[i]);
            digits(plain).ifPresent(d -> forms.addAll(formsOfDigits(d, isInternational(plain))));
        }
        if (forms.isEmpty()) {
            canonical(raw).ifPresent(forms::add);
        }
        return List.copyOf(forms);
    }

    /**
     * The forms of a run of ASCII digits that stands in a text, one or two; empty where it is no number.
     *
     * @param international whether a plus or an international prefix stands before it; without, a country code is seen
     *     only where the rest is a valid number of that country
     */
    public static List<String> formsOfDigits(CharSequence digits, boolean international) {
        Optional<String> lastNine = ofDigits(digits);
        if (lastNine.isEmpty()) {
            return List.of();
        }
        List<String> forms = new ArrayList<>(2);
        forms.add(lastNine.get());
        PhonePlans.shortNational(digits, international)
                .filter(national -> !forms.contains(national))
                .ifPresent(forms::add);
        return forms;
    }

    /** The canonical form of a run of ASCII digits. */
    public static Optional<String> ofDigits(CharSequence digits) {
        StringBuilder canonical = new StringBuilder(KEPT);
        return appendDigits(digits, canonical) ? Optional.of(canonical.toString()) : Optional.empty();
    }

    /** Appends what {@link #ofDigits} gives; for a text full of numbers, of which none needs an object of its own. */
    public static boolean appendDigits(CharSequence digits, StringBuilder canonical) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        int n = digits.length() - start;
        if (n < MIN_DIGITS || digits.length() > MAX_DIGITS) {
            return false;
        }
        canonical.append(digits, digits.length() - Math.min(n, KEPT), digits.length());
        return true;
    }

    /**
     * Whether a number can be one that is in use: a valid one of its country where the country is said, else 7 to 15
     * digits that are not all the same. For weighing evidence; forms do not depend on it.
     */
    public static boolean isPlausible(CharSequence raw) {
        if (raw.length() > MAX_CHARS) {
            return false;
        }
        String plain = plain(raw);
        Optional<String> digits = digits(plain);
        if (digits.isEmpty() || digits.get().length() < MIN_DIGITS) {
            return false;
        }
        return isInternational(plain)
                ? PhonePlans.isValid(digits.get())
                : digits.get().length() <= 15 && digits.get().chars().distinct().count() > 2;
    }

    private static boolean isInternational(String plain) {
        return plain.startsWith("+") || plain.startsWith("(+") || plain.startsWith("00") || plain.startsWith("011");
    }

    /** Folded, without a word before the number or an extension behind it. */
    private static String plain(CharSequence raw) {
        String folded = Names.fold(raw).strip();
        Matcher label = LABEL.matcher(folded);
        String number = label.find() ? folded.substring(label.end()) : folded;
        Matcher extension = EXTENSION.matcher(number);
        return extension.find() ? number.substring(0, extension.start()) : number;
    }

    private static Optional<String> digits(String plain) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < plain.length(); ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                digits.append((char) ('0' + digit));
            } else if (Character.isLetter(c)) {
                return Optional.empty();
            }
        }
        return Optional.of(digits.toString());
    }
}
