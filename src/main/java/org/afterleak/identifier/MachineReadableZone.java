package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the machine-readable zone of a travel document says (ICAO Doc 9303, parts 4 to 7): passports (two lines of 44
 * characters), cards (three of 30 or two of 36) and visas, as text recognition and forms give them: in lower case, with
 * spaces at the ends, « for the filler, the fillers at the end of the names cut off, all lines in one.
 *
 * <p>A zone is one where the date of birth is a date and one check digit at least holds; each part says of its own
 * whether it does. Nothing here prints what it holds.
 */
public final class MachineReadableZone {
    /** Whoever looks for a zone hands over so many lines at most. */
    public static final int MAX_LINES = 3;

    /** A line of more characters is no zone. */
    public static final int MAX_LINE_CHARS = 128;

    private static final int MAX_NAMES = 8;

    private final List<Part> parts;
    private final int lines;

    private MachineReadableZone(List<Part> parts, int lines) {
        this.parts = List.copyOf(parts);
        this.lines = lines;
    }

    /** A piece of the zone, and where it stands in the lines that were given. */
    public static final class Part {
        private final Kind kind;
        private final List<String> values;
        private final int line;
        private final int start;
        private final int end;
        private final CheckResult check;

        private Part(Kind kind, List<String> values, int line, int start, int end, CheckResult check) {
            this.kind = kind;
            this.values = List.copyOf(values);
            this.line = line;
            this.start = start;
            this.end = end;
            this.check = check;
        }

        /** ID, FAMILY_NAME, GIVEN_NAME, NATIONALITY or DATE_OF_BIRTH. */
        public Kind kind() {
            return kind;
        }

        /**
         * Canonical values: one number ({@link IdNumbers}), the tokens of a name in their order, one nationality
         * ({@link Nationalities}), or the date's readings ({@link Dates}).
         */
        public List<String> values() {
            return values;
        }

        /** Number of the line that it stands in, from 0. */
        public int line() {
            return line;
        }

        /** First char of the line that belongs to it. */
        public int start() {
            return start;
        }

        /** First char of the line that does not any more. */
        public int end() {
            return end;
        }

        public CheckResult check() {
            return check;
        }
    }

    /** What was read, at most one part of each kind but two numbers (document, personal). */
    public List<Part> parts() {
        return parts;
    }

    /** How many of the given lines it takes. */
    public int lines() {
        return lines;
    }

    /** Whether a zone may start with this line: a glance, to be taken before {@link #read}. */
    public static boolean mayStart(CharSequence line) {
        if (line.length() < 30 || line.length() > MAX_LINE_CHARS) {
            return false;
        }
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '<' || line.charAt(i) == '«') {
                return true;
            }
        }
        return false;
    }

    /** Reads the zone that starts with the first line; empty where there is none. Never throws. */
    public static Optional<MachineReadableZone> read(List<? extends CharSequence> lines) {
        List<ZoneLine> read = new ArrayList<>(MAX_LINES);
        for (int i = 0; i < Math.min(lines.size(), MAX_LINES); i++) {
            ZoneLine line = lines.get(i).length() > MAX_LINE_CHARS ? null : ZoneLine.of(lines.get(i), i);
            if (line == null) {
                break;
            }
            read.add(line);
        }
        if (read.isEmpty()) {
            return Optional.empty();
        }
        ZoneLine first = read.get(0);
        Optional<MachineReadableZone> found = Optional.empty();
        switch (first.length()) {
            case 90 -> found = card(first.part(0, 30), first.part(30, 60), first.part(60, 90), 1);
            case 88 -> found = twoLines(first.part(0, 44), first.part(44, 88), 44, 1);
            case 72 -> found = twoLines(first.part(0, 36), first.part(36, 72), 36, 1);
            default -> {}
        }
        if (found.isEmpty()
                && read.size() >= 3
                && first.length() == 30
                && read.get(1).length() == 30) {
            found = card(first, read.get(1), read.get(2).filledTo(30), 3);
        }
        for (int width : new int[] {44, 36}) {
            if (found.isEmpty() && read.size() >= 2 && read.get(1).length() == width) {
                found = twoLines(first.filledTo(width), read.get(1), width, 2);
            }
            if (found.isEmpty() && first.length() == width) {
                // The second line alone, which has all but the names.
                found = numbers(first, width, false, 2).map(parts -> new MachineReadableZone(parts, 1));
            }
        }
        return found;
    }

    /**
     * What one line says by itself: a whole zone that was written as one line, the line with the numbers, or that with the
     * names, which has no check digits and counts as one where a document's letter, a country's code, and names with two
     * fillers between are all of it. Empty for any other. Never throws.
     */
    public static List<Part> readLine(CharSequence line) {
        Optional<MachineReadableZone> zone = read(List.of(line));
        if (zone.isPresent()) {
            return zone.get().parts();
        }
        ZoneLine names = line.length() > MAX_LINE_CHARS ? null : ZoneLine.of(line, 0);
        if (names == null || names.length() < 10 || "PVIAC".indexOf(names.charAt(0)) < 0) {
            return List.of();
        }
        String text = names.text(5, names.length());
        int gap = text.indexOf("<<");
        boolean letters = names.text(0, names.length()).chars().allMatch(c -> c == '<' || c > '9');
        Part country = nationality(names, 2);
        if (!letters || gap < 1 || country.values.isEmpty() || !names.text(2, 5).matches("[A-Z]{3}|D<<")) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>(names(names, 5));
        // A surname alone may be any word between angles.
        boolean whole = parts.size() == 2 || names.length() >= 30;
        parts.add(country);
        return whole && parts.size() > 1 ? List.copyOf(parts) : List.of();
    }

    private static Optional<MachineReadableZone> twoLines(ZoneLine names, ZoneLine data, int width, int lines) {
        if (names.length() != width || "PVIACX".indexOf(names.charAt(0)) < 0) {
            return Optional.empty();
        }
        return numbers(data, width, names.charAt(0) == 'V', 1).map(parts -> {
            parts.addAll(names(names, 5));
            return new MachineReadableZone(parts, lines);
        });
    }

    /** Of the line with the numbers, if so many check digits hold at least. */
    private static Optional<List<Part>> numbers(ZoneLine data, int width, boolean isVisa, int holding) {
        List<Part> parts = new ArrayList<>();
        parts.add(number(data, 0, 9, data, 10, width == 36 && !isVisa ? 35 : 10));
        parts.add(nationality(data, 10));
        addBirth(parts, data, 13);
        if (width == 44 && !isVisa) {
            addPersonalNumber(parts, data);
        }
        return accepted(parts, data.check(21, 27), holding);
    }

    private static Optional<MachineReadableZone> card(ZoneLine first, ZoneLine second, ZoneLine third, int lines) {
        if (third.length() != 30 || "PVIACX".indexOf(first.charAt(0)) < 0) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        parts.add(number(first, 5, 14, first, 15, 30));
        addBirth(parts, second, 0);
        parts.add(nationality(second, 15));
        return accepted(parts, second.check(8, 14), 1).map(accepted -> {
            accepted.addAll(names(third, 0));
            return new MachineReadableZone(accepted, lines);
        });
    }

    private static Optional<List<Part>> accepted(List<Part> parts, CheckResult expiry, int holding) {
        boolean hasBirth = parts.stream().anyMatch(p -> p.kind == Kind.DATE_OF_BIRTH);
        long held = parts.stream().filter(p -> p.check == CheckResult.HOLDS).count()
                + (expiry == CheckResult.HOLDS ? 1 : 0);
        if (!hasBirth || held < holding) {
            return Optional.empty();
        }
        parts.removeIf(p -> p.values.isEmpty());
        return Optional.of(parts);
    }

    /** A number too long for its nine places goes on after the filler at its check digit's (Doc 9303-5, 4.2.2.1). */
    private static Part number(ZoneLine line, int from, int to, ZoneLine rest, int restFrom, int restTo) {
        String number = line.text(from, to);
        int end = to;
        CheckResult check = line.check(from, to);
        if (line.charAt(to) == '<' && !number.endsWith("<") && restTo > restFrom) {
            String more = rest.text(restFrom, restTo);
            int filler = more.indexOf('<');
            String whole = filler < 0 ? more : more.substring(0, filler);
            if (whole.length() > 1) {
                number += whole.substring(0, whole.length() - 1);
                end = restFrom + whole.length() - 1;
                check = CheckDigits.mrz(number) == whole.charAt(whole.length() - 1) - '0'
                        ? CheckResult.HOLDS
                        : CheckResult.FAILS;
            }
        }
        List<String> values =
                IdNumbers.canonical(number.replace("<", "")).stream().toList();
        return line.part(Kind.ID, values, from, end, check);
    }

    private static void addPersonalNumber(List<Part> parts, ZoneLine data) {
        String personal = data.text(28, 42).replace("<", "");
        IdNumbers.canonical(personal)
                .ifPresent(value -> parts.add(data.part(Kind.ID, List.of(value), 28, 42, data.check(28, 42))));
    }

    private static void addBirth(List<Part> parts, ZoneLine line, int from) {
        String digits = line.digits(from, from + 6);
        int number = DateWords.number(digits);
        if (number >= 0) {
            List<String> dates = List.copyOf(DateOrders.ofShortYear(number / 10_000, number / 100 % 100, number % 100));
            if (!dates.isEmpty()) {
                parts.add(line.part(Kind.DATE_OF_BIRTH, dates, from, from + 6, line.check(from, from + 6)));
            }
        }
    }

    private static Part nationality(ZoneLine line, int from) {
        String code = line.text(from, from + 3).replace("<", "").toLowerCase(Locale.ROOT);
        // Doc 9303-3, section 5: Germany has one letter, British nationals other than citizens their own codes.
        String country = switch (code) {
            case "d" -> "de";
            case "gbd", "gbn", "gbo", "gbp", "gbs" -> "gb";
            case "xxa" -> "stateless";
            case "xxb", "xxc" -> "refugee";
            case "rks", "xkx" -> "xk";
            default -> code;
        };
        List<String> values = Nationalities.canonical(country).stream().toList();
        return line.part(Kind.NATIONALITY, values, from, from + 3, CheckResult.ABSENT);
    }

    private static List<Part> names(ZoneLine line, int from) {
        String names = line.text(from, line.length());
        int gap = names.indexOf("<<");
        int familyEnd = gap < 0 ? names.length() : gap;
        List<Part> parts = new ArrayList<>();
        addName(parts, Kind.FAMILY_NAME, line, from, from + familyEnd);
        int givenEnd = names.length();
        while (givenEnd > familyEnd && names.charAt(givenEnd - 1) == '<') {
            givenEnd--;
        }
        if (givenEnd > familyEnd + 2) {
            addName(parts, Kind.GIVEN_NAME, line, from + familyEnd + 2, from + givenEnd);
        }
        return parts;
    }

    private static void addName(List<Part> parts, Kind kind, ZoneLine line, int from, int to) {
        List<String> tokens = Names.nameTokens(line.text(from, to).replace('<', ' '));
        if (!tokens.isEmpty()) {
            List<String> bounded = tokens.size() > MAX_NAMES ? tokens.subList(0, MAX_NAMES) : tokens;
            parts.add(line.part(kind, bounded, from, to, CheckResult.ABSENT));
        }
    }

    /** A line in the zone's alphabet, and where each of its characters stood in the text. */
    private static final class ZoneLine {
        private final String text;
        private final int[] at;
        private final int line;

        private ZoneLine(String text, int[] at, int line) {
            this.text = text;
            this.at = at;
            this.line = line;
        }

        /** {@code null} where a character is none of the zone's. */
        static @Nullable ZoneLine of(CharSequence raw, int line) {
            StringBuilder text = new StringBuilder(raw.length());
            int[] at = new int[2 * raw.length() + 1];
            int start = 0;
            int end = raw.length();
            while (start < end && Character.isWhitespace(raw.charAt(start))) {
                start++;
            }
            while (end > start && Character.isWhitespace(raw.charAt(end - 1))) {
                end--;
            }
            for (int i = start; i < end; i++) {
                char c = raw.charAt(i);
                char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
                if (c == '«') {
                    at[text.length()] = i;
                    text.append('<');
                    upper = '<';
                }
                if (upper != '<' && CheckDigits.value(upper, 36) < 0) {
                    return null;
                }
                at[text.length()] = i;
                text.append(upper);
            }
            at[text.length()] = end;
            return new ZoneLine(text.toString(), at, line);
        }

        int length() {
            return text.length();
        }

        char charAt(int i) {
            return text.charAt(i);
        }

        String text(int from, int to) {
            return text.substring(from, to);
        }

        /** Digits that text recognition took for letters are digits again. */
        String digits(int from, int to) {
            return text(from, to)
                    .replace('O', '0')
                    .replace('Q', '0')
                    .replace('D', '0')
                    .replace('I', '1')
                    .replace('Z', '2')
                    .replace('S', '5')
                    .replace('B', '8');
        }

        /** Whether the digit after these characters checks them. */
        CheckResult check(int from, int to) {
            String digit = digits(to, to + 1);
            int wanted = CheckDigits.mrz(text(from, to));
            int lenient = CheckDigits.mrz(digits(from, to));
            if (digit.charAt(0) == '<') {
                return CheckResult.ABSENT;
            }
            int found = digit.charAt(0) - '0';
            return found == wanted || found == lenient ? CheckResult.HOLDS : CheckResult.FAILS;
        }

        ZoneLine part(int from, int to) {
            return new ZoneLine(text(from, to), Arrays.copyOfRange(at, from, to + 1), line);
        }

        /** Names whose fillers were cut off; « may have stood for one filler or for two. */
        ZoneLine filledTo(int width) {
            if (length() == width || length() < 8) {
                return this;
            }
            if (length() > width) {
                boolean onlyFillers = text.substring(width).chars().allMatch(c -> c == '<');
                return onlyFillers ? part(0, width) : this;
            }
            int[] filled = Arrays.copyOf(at, width + 1);
            Arrays.fill(filled, length(), width + 1, at[length()]);
            return new ZoneLine(text + "<".repeat(width - length()), filled, line);
        }

        Part part(Kind kind, List<String> values, int from, int to, CheckResult check) {
            return new Part(kind, values, line, at[from], at[to], check);
        }
    }
}
