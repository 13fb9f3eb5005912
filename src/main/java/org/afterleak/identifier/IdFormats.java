package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose numbers an ID number can be: its shape and check digit against {@code id-formats.txt} and the user's own
 * formats. A check digit that holds tells a number from chance digits, one that fails speaks against a number whose
 * shape is its issuer's alone. Immutable. Canonical forms stay those of {@link IdNumbers}, whatever the format.
 */
public final class IdFormats {
    /** A user adds at most so many. */
    public static final int MAX_OWN = 200;

    /** Lost leading zeros that are put back to see whether a check digit holds. */
    private static final int MAX_LOST_ZEROS = 3;

    private static final int MAX_LABEL_CHARS = 40;
    private static final int OWN_BITS = 24;

    private final List<Format> formats;

    private IdFormats(List<Format> formats) {
        this.formats = List.copyOf(formats);
    }

    /** One issuer's numbers. */
    public static final class Format {
        private final String label;
        private final String issuer;
        private final IdShape shape;
        private final Optional<Predicate<String>> check;
        private final int bits;
        private final boolean own;

        private Format(String label, String issuer, String shape, String check, int bits, boolean own) {
            this.own = own;
            this.label = label;
            this.issuer = issuer;
            this.shape = IdShape.parse(shape);
            this.check = check.isEmpty() ? Optional.empty() : IdChecks.named(check);
            this.bits = bits;
            if (!check.isEmpty() && this.check.isEmpty()) {
                throw new IllegalArgumentException("no such check; there are " + IdChecks.names());
            }
        }

        /**
         * A format of the user's own.
         *
         * @param label its name in findings, at most 40 characters
         * @param shape see {@code id-formats.txt}
         * @param check name of its check, empty: none
         * @throws IllegalArgumentException on a shape or a check that cannot be followed, saying what to write
         */
        public static Format of(String label, String issuer, String shape, String check) {
            if (label.isBlank() || label.length() > MAX_LABEL_CHARS) {
                throw new IllegalArgumentException("a format's name has 1 to " + MAX_LABEL_CHARS + " characters");
            }
            return new Format(label.strip(), issuer.strip(), shape, check.strip(), OWN_BITS, true);
        }

        /** What people call the number: "A-number", "CURP". */
        public String label() {
            return label;
        }

        /** Whether it is the user's. */
        public boolean isOwn() {
            return own;
        }

        /** Who gives it out. */
        public String issuer() {
            return issuer;
        }

        /** How improbable a chance agreement of two people's numbers is: log2 of the numbers in use, rounded down. */
        public int bits() {
            return bits;
        }

        /** Whether letters and digits have this shape, whatever their check digit. */
        public boolean hasShape(String plain) {
            return shape.matches(plain);
        }

        /** The check on a number of this shape; ABSENT where there is none or the shape is another. */
        public CheckResult check(String plain) {
            if (check.isEmpty() || !shape.matches(plain)) {
                return CheckResult.ABSENT;
            }
            return check.get().test(plain) ? CheckResult.HOLDS : CheckResult.FAILS;
        }

        @Override
        public String toString() {
            return label + " (" + issuer + ")";
        }
    }

    /** A format that a number can be of, and whether its check digit holds. Prints nothing of the number. */
    public record Recognised(Format format, CheckResult check) {}

    /** Those of {@code id-formats.txt}. */
    public static IdFormats builtIn() {
        return BuiltIn.FORMATS;
    }

    /**
     * These and the user's own, which come first.
     *
     * @throws IllegalArgumentException on more than {@link #MAX_OWN}
     */
    public IdFormats with(List<Format> own) {
        if (own.size() > MAX_OWN) {
            throw new IllegalArgumentException("more than " + MAX_OWN + " ID formats");
        }
        List<Format> all = new ArrayList<>(own);
        all.addAll(formats);
        return new IdFormats(all);
    }

    /**
     * The formats of a number, canonical ({@link IdNumbers}) or as it was before its leading zeros went: first those
     * whose check holds, then those without one, last those whose check fails. A failing check counts only where the
     * number has letters: any nine digits fail the checks of most nine-digit numbers.
     */
    public List<Recognised> recognise(String plain) {
        if (plain.length() > IdNumbers.MAX_CHARS) {
            return List.of();
        }
        boolean isDigits = plain.chars().allMatch(c -> c >= '0' && c <= '9');
        List<Recognised> found = new ArrayList<>();
        for (Format format : formats) {
            CheckResult check = format.check(plain);
            if (isDigits && check != CheckResult.HOLDS && holdsPadded(format, plain)) {
                found.add(new Recognised(format, CheckResult.HOLDS));
            } else if (format.hasShape(plain) && !(isDigits && check == CheckResult.FAILS)) {
                found.add(new Recognised(format, check));
            }
        }
        found.sort(Comparator.comparing(r -> switch (r.check()) {
            case HOLDS -> 0;
            case ABSENT -> 1;
            case FAILS -> 2;
        }));
        return found;
    }

    private static boolean holdsPadded(Format format, String plain) {
        int lost = format.shape.longestDigits() - plain.length();
        return lost > 0
                && lost <= MAX_LOST_ZEROS
                && !plain.isEmpty()
                && format.check("0".repeat(lost) + plain) == CheckResult.HOLDS;
    }

    private static final class BuiltIn {
        static final IdFormats FORMATS = new IdFormats(Resources.lines("id-formats.txt").stream()
                .map(line -> line.split(" \\| ", -1))
                .map(f -> new Format(
                        f[0].strip(),
                        f[1].strip(),
                        f[2].strip(),
                        f[3].strip().equals("-") ? "" : f[3].strip(),
                        Integer.parseInt(f[4].strip()),
                        false))
                .toList());
    }
}
