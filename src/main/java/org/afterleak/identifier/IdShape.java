package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of an ID number's letters and digits, in a language of its own rather than in regular expressions, whose
 * cost one can write out of bounds: {@code 9} a digit, {@code A} a letter, {@code *} either, {@code [A-F3]} one of these,
 * {@code 'AB'} these, <code>{2,4}</code> so many times, {@code /} or {@code |} between alternatives. Matching takes time
 * in proportion to the shape and the number, whatever they are.
 */
final class IdShape {
    /** A shape has at most so many characters. */
    static final int MAX_CHARS = 200;

    private static final long DIGITS = (1L << 10) - 1;
    private static final long LETTERS = (1L << 36) - 1 & ~DIGITS;

    private final List<Alternative> alternatives;

    private IdShape(List<Alternative> alternatives) {
        this.alternatives = alternatives;
    }

    /** Some characters, and how many of them. */
    private record Atom(long characters, int min, int max) {}

    private record Alternative(List<Atom> atoms, int min, int max, boolean digitsOnly) {}

    /** @throws IllegalArgumentException saying at which character it cannot be followed */
    static IdShape parse(String shape) {
        if (shape.length() > MAX_CHARS) {
            throw new IllegalArgumentException("a shape has at most " + MAX_CHARS + " characters");
        }
        List<Alternative> alternatives = new ArrayList<>();
        Parser parser = new Parser(shape);
        do {
            alternatives.add(parser.alternative());
        } while (parser.more());
        return new IdShape(List.copyOf(alternatives));
    }

    /** Whether upper-case letters and digits have this shape. */
    boolean matches(String plain) {
        for (Alternative alternative : alternatives) {
            if (plain.length() >= alternative.min()
                    && plain.length() <= alternative.max()
                    && matches(alternative, plain)) {
                return true;
            }
        }
        return false;
    }

    /** Longest number of digits alone, 0 where there is none. */
    int longestDigits() {
        return alternatives.stream()
                .filter(Alternative::digitsOnly)
                .mapToInt(Alternative::max)
                .max()
                .orElse(0);
    }

    private static boolean matches(Alternative alternative, String plain) {
        // Bit i: the atoms so far can have taken the first i characters.
        long reached = 1;
        for (Atom atom : alternative.atoms()) {
            long after = atom.min() == 0 ? reached : 0;
            for (int n = 1; n <= atom.max() && reached != 0; n++) {
                reached = advanced(reached, atom.characters(), plain);
                if (n >= atom.min()) {
                    after |= reached;
                }
            }
            reached = after;
        }
        return (reached >> plain.length() & 1) == 1;
    }

    private static long advanced(long reached, long characters, String plain) {
        long next = 0;
        for (long left = reached; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            int v = i < plain.length() ? CheckDigits.value(plain.charAt(i), 36) : -1;
            if (v >= 0 && (characters >> v & 1) == 1) {
                next |= 1L << i + 1;
            }
        }
        return next;
    }

    private static final class Parser {
        private final String shape;
        private int at;

        Parser(String shape) {
            this.shape = shape;
        }

        boolean more() {
            return at < shape.length();
        }

        Alternative alternative() {
            List<Atom> atoms = new ArrayList<>();
            int min = 0;
            int max = 0;
            long all = 0;
            while (at < shape.length()) {
                char c = shape.charAt(at++);
                if (c == '/' || c == '|') {
                    break;
                }
                if (c == '\'') {
                    literal(atoms);
                } else if (c != ' ') {
                    atoms.add(atom(c));
                }
            }
            for (Atom atom : atoms) {
                min += atom.min();
                max += atom.max();
                all |= atom.characters();
            }
            if (atoms.isEmpty() || max > IdNumbers.MAX_CHARS) {
                throw error("an alternative takes 1 to " + IdNumbers.MAX_CHARS + " characters");
            }
            return new Alternative(List.copyOf(atoms), min, max, (all & LETTERS) == 0);
        }

        private Atom atom(char c) {
            long characters = switch (c) {
                case '9' -> DIGITS;
                case 'A' -> LETTERS;
                case '*' -> DIGITS | LETTERS;
                case '[' -> set();
                default -> throw error("only 9, A, *, [...], '...', {...} and / mean something");
            };
            if (at >= shape.length() || shape.charAt(at) != '{') {
                return new Atom(characters, 1, 1);
            }
            at++;
            int min = count();
            int max = min;
            if (at < shape.length() && shape.charAt(at) == ',') {
                at++;
                max = count();
            }
            expect('}');
            if (max < 1 || max < min || max > IdNumbers.MAX_CHARS) {
                throw error("so many times is 1 to " + IdNumbers.MAX_CHARS + ", the smaller number first");
            }
            return new Atom(characters, min, max);
        }

        private void literal(List<Atom> atoms) {
            while (at < shape.length() && shape.charAt(at) != '\'') {
                atoms.add(new Atom(1L << value(), 1, 1));
            }
            expect('\'');
        }

        private long set() {
            long characters = 0;
            while (at < shape.length() && shape.charAt(at) != ']') {
                int first = value();
                int last = first;
                if (at < shape.length() && shape.charAt(at) == '-') {
                    at++;
                    last = value();
                }
                for (int v = first; v <= last; v++) {
                    characters |= 1L << v;
                }
            }
            expect(']');
            if (characters == 0) {
                throw error("brackets hold at least one character");
            }
            return characters;
        }

        private int value() {
            int v = at < shape.length() ? CheckDigits.value(shape.charAt(at), 36) : -1;
            if (v < 0) {
                throw error("an upper-case letter or a digit must stand here");
            }
            at++;
            return v;
        }

        private int count() {
            int start = at;
            int count = 0;
            while (at < shape.length() && at < start + 2 && CheckDigits.value(shape.charAt(at), 10) >= 0) {
                count = count * 10 + shape.charAt(at++) - '0';
            }
            if (at == start) {
                throw error("a number must stand here");
            }
            return count;
        }

        private void expect(char c) {
            if (at >= shape.length() || shape.charAt(at) != c) {
                throw error(c + " must stand here");
            }
            at++;
        }

        private IllegalArgumentException error(String problem) {
            return new IllegalArgumentException("shape, character " + at + ": " + problem);
        }
    }
}
