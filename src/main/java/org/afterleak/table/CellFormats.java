package org.afterleak.table;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * How a workbook shows its numbers (ECMA-376 part 1, 18.8.30), as far as it matters for who is meant: a date as {@code
 * yyyy-mm-dd}, an ID kept as a number with its leading zeros, prefix and dashes, any other number without an exponent, an
 * integer without a fraction. Thousands separators, currencies, rounding and colours are left out.
 */
final class CellFormats {
    private static final int MAX_FORMATS = 100_000;
    private static final int MAX_CODE = 255;
    private static final double MAX_SERIAL = 2_958_466;

    /** What one cell style does. */
    private enum Shape {
        NUMBER,
        DATE,
        DATE_TIME,
        TIME,
        MASK
    }

    private record Format(Shape shape, String mask) {
        static final Format NUMBER = new Format(Shape.NUMBER, "");
    }

    private final List<Format> styles;
    private final boolean from1904;

    private CellFormats(List<Format> styles, boolean from1904) {
        this.styles = styles;
        this.from1904 = from1904;
    }

    /**
     * @param in the part, null if the workbook has none
     * @param from1904 whether day 0 is 1904-01-01, as in workbooks of old Macs
     */
    static CellFormats read(@Nullable InputStream in, boolean from1904) throws IOException, TableException {
        List<Format> styles = new ArrayList<>();
        if (in == null) {
            return new CellFormats(styles, from1904);
        }
        Map<Integer, Format> custom = new HashMap<>();
        try (Xml xml = Xml.open(in)) {
            boolean cellStyles = false;
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.name()) {
                        case "numFmt" -> {
                            String code = xml.attribute("formatCode");
                            if (code != null && code.length() <= MAX_CODE && custom.size() < MAX_FORMATS) {
                                custom.put(number(xml.attribute("numFmtId"), -1), format(code));
                            }
                        }
                        case "cellXfs" -> cellStyles = true;
                        case "xf" -> {
                            if (cellStyles && styles.size() < MAX_FORMATS) {
                                int id = number(xml.attribute("numFmtId"), 0);
                                Format own = custom.get(id);
                                styles.add(own == null ? builtIn(id) : own);
                            }
                        }
                        default -> {}
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT && xml.name().equals("cellXfs")) {
                    cellStyles = false;
                }
            }
        }
        return new CellFormats(styles, from1904);
    }

    /** A number cell's text as the sheet shows it; {@code style} is negative for none. What is no number stays as it is. */
    String show(String raw, int style) {
        Format format = style >= 0 && style < styles.size() ? styles.get(style) : Format.NUMBER;
        if (format.shape() == Shape.NUMBER) {
            return plain(raw);
        }
        double value;
        try {
            value = Double.parseDouble(raw);
        } catch (NumberFormatException e) {
            return raw;
        }
        if (format.shape() == Shape.MASK) {
            String digits = plain(raw);
            return value < 0 || digits.indexOf('.') >= 0 ? digits : masked(digits, format.mask());
        }
        return value >= 0 && value < MAX_SERIAL ? date(value, format.shape()) : plain(raw);
    }

    private String date(double serial, Shape shape) {
        long day = (long) Math.floor(serial);
        long seconds = Math.round((serial - day) * 86_400);
        if (seconds == 86_400) {
            day++;
            seconds = 0;
        }
        if (shape == Shape.TIME) {
            return LocalTime.ofSecondOfDay(seconds)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        }
        LocalDate date;
        if (from1904) {
            date = LocalDate.of(1904, 1, 1).plusDays(day);
        } else {
            // Day 60 is 1900-02-29, which never was: kept for compatibility with Lotus 1-2-3.
            date = LocalDate.of(1899, 12, 31).plusDays(day > 60 ? day - 1 : day);
        }
        return shape == Shape.DATE || seconds == 0
                ? date.toString()
                : LocalDateTime.of(date, LocalTime.ofSecondOfDay(seconds)).toString();
    }

    /** A number without exponent, 15 significant digits as Excel keeps them; anything else as it is. */
    static String plain(String raw) {
        int length = raw.length();
        boolean digits = length > 0 && length <= 15;
        for (int i = 0; digits && i < length; i++) {
            digits = raw.charAt(i) >= '0' && raw.charAt(i) <= '9';
        }
        if (digits) {
            return raw;
        }
        if (length > 64) {
            return raw;
        }
        try {
            BigDecimal value = new BigDecimal(raw.strip());
            if (Math.abs((long) value.scale()) > 400 || Math.abs((long) value.precision() - value.scale()) > 30) {
                return raw;
            }
            // An integer that another program wrote with more digits than Excel has is an ID: none of them is dropped.
            boolean exact = value.scale() <= 0 && raw.indexOf('E') < 0 && raw.indexOf('e') < 0;
            BigDecimal kept = exact ? value : value.round(new MathContext(15));
            String text = (kept.signum() == 0 ? BigDecimal.ZERO : kept.stripTrailingZeros()).toPlainString();
            return text;
        } catch (ArithmeticException | NumberFormatException e) {
            return raw;
        }
    }

    /** Puts digits into the places of a mask such as {@code "A"000-000-000}, from the right. */
    private static String masked(String digits, String mask) {
        StringBuilder reversed = new StringBuilder();
        int next = digits.length() - 1;
        int places = 0;
        for (int i = 0; i < mask.length(); i++) {
            places += mask.charAt(i) == '0' || mask.charAt(i) == '#' ? 1 : 0;
        }
        for (int i = mask.length() - 1; i >= 0; i--) {
            char c = mask.charAt(i);
            if (c == '0' || c == '#') {
                places--;
                if (next >= 0) {
                    reversed.append(digits.charAt(next--));
                } else if (c == '0') {
                    reversed.append('0');
                }
                while (places == 0 && next >= 0) {
                    reversed.append(digits.charAt(next--));
                }
            } else {
                reversed.append(c == '\u0001' ? '0' : c == '\u0002' ? '#' : c);
            }
        }
        return reversed.reverse().toString().strip();
    }

    private static Format builtIn(int id) {
        // ECMA-376 part 1, 18.8.30: 27 to 36 and 50 to 58 are dates of East Asian locales.
        if (id >= 14 && id <= 17 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 58) {
            return new Format(Shape.DATE, "");
        }
        if (id == 22) {
            return new Format(Shape.DATE_TIME, "");
        }
        boolean time = id >= 18 && id <= 21 || id >= 32 && id <= 35 || id >= 45 && id <= 47;
        return time ? new Format(Shape.TIME, "") : Format.NUMBER;
    }

    /** What a format code says of positive numbers: its first section. */
    private static Format format(String code) {
        StringBuilder mask = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        boolean simple = true;
        int zeros = 0;
        int literals = 0;
        boolean general = code.toLowerCase(Locale.ROOT).startsWith("general");
        for (int i = 0; i < code.length() && code.charAt(i) != ';'; i++) {
            char c = code.charAt(i);
            switch (c) {
                case '"' -> {
                    int end = code.indexOf('"', i + 1);
                    end = end < 0 ? code.length() : end;
                    for (int k = i + 1; k < end; k++) {
                        literals += literal(mask, code.charAt(k));
                    }
                    i = end;
                }
                case '\\', '!' -> {
                    if (i + 1 < code.length()) {
                        literals += literal(mask, code.charAt(++i));
                    }
                }
                case '_', '*' -> i++;
                case '[' -> {
                    int end = code.indexOf(']', i);
                    end = end < 0 ? code.length() : end;
                    String inside = code.substring(i + 1, end).toLowerCase(Locale.ROOT);
                    if (!inside.isEmpty() && inside.replaceAll("[hms]", "").isEmpty()) {
                        letters.append(inside);
                    }
                    i = end;
                }
                case '0' -> {
                    zeros++;
                    mask.append('0');
                }
                case '#' -> mask.append('#');
                case '-', ' ', '(', ')', '/' -> literals += literal(mask, c);
                default -> {
                    simple = false;
                    letters.append(Character.toLowerCase(c));
                }
            }
        }
        if (!general && zeros == 0 && mask.indexOf("#") < 0 || !general && dates(letters) && zeros == 0) {
            boolean date = letters.indexOf("y") >= 0 || letters.indexOf("d") >= 0 || letters.indexOf("e") >= 0;
            boolean time = letters.indexOf("h") >= 0 || letters.indexOf("s") >= 0;
            if (date || letters.indexOf("m") >= 0 && !time) {
                return new Format(time ? Shape.DATE_TIME : Shape.DATE, "");
            }
            if (time) {
                return new Format(Shape.TIME, "");
            }
        }
        boolean useful = simple && (zeros > 1 || (literals > 0 && mask.chars().anyMatch(m -> m == '0' || m == '#')));
        return useful ? new Format(Shape.MASK, mask.toString()) : Format.NUMBER;
    }

    private static boolean dates(StringBuilder letters) {
        return letters.indexOf("y") >= 0 || letters.indexOf("d") >= 0 || letters.indexOf("h") >= 0;
    }

    private static int literal(StringBuilder mask, char c) {
        mask.append(c == '0' ? '\u0001' : c == '#' ? '\u0002' : c);
        return c == ' ' ? 0 : 1;
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
