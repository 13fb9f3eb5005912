package org.afterleak.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.text.StringEscapeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Undoes escapes: single characters that are written in a longer way within a text that is otherwise as it is. The decoders of
 * libraries give up at the first escape that is none; people's texts are full of those, so each is undone by itself here, and
 * what is none is kept.
 */
final class Escapes {
    /** Text without an escape on either side that is taken along, and between two that belong together. */
    private static final int AROUND = 256;

    /** A string in quotation marks of at least so many bytes is a text by itself. */
    private static final int LEAST_LITERAL = 80;

    private static final int MOST_NAME = 12;

    /** So many more marks that are no escapes than those that are make another kind of text. */
    private static final int MOST_REFUSED = 8;

    private final byte[] text;
    private final int from;
    private final int to;

    /** Before that place everything was given away; and by encoding, was tried in vain. */
    private int given;

    private final int[] tried = new int[Encoding.values().length];

    private byte[] out = new byte[256];
    private int length;

    // What the escapes of the stretch at hand stood for.
    private int count;
    private int lineEnds;
    private int letters;
    private int wide;
    private int softBreaks;
    private int refused;

    Escapes(byte[] text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.given = from;
        Arrays.fill(tried, from);
    }

    /**
     * Whether quoted-printable may stand at an equals sign: most are those of addresses of pages and of settings, with a word
     * or a number behind.
     */
    static boolean mayBeQuoted(byte[] text, int at, int to) {
        if (at + 2 >= to) {
            return true;
        }
        byte first = text[at + 1];
        if (first == ' ' || first == '\t' || first == '\n' || first == '\r') {
            return true;
        }
        return isCapitalHex(first) && isCapitalHex(text[at + 2]) && !isNumber(text, at, to);
    }

    /** Whether two figures behind an equals sign are the first of a number, as in {@code id=214}. */
    private static boolean isNumber(byte[] text, int at, int to) {
        if (at + 3 >= to || !isFigure(text[at + 3]) || text[at + 1] > '9') {
            return false;
        }
        if (text[at + 1] < '8') {
            return true;
        }
        // Not of ASCII, as the second byte of a letter: a number has a name in front.
        boolean behindOctet = at >= 3 && text[at - 3] == '=';
        return isFigure(text[at + 2]) && !behindOctet && at > 0 && isNameByte(text[at - 1]);
    }

    private static boolean isFigure(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isCapitalHex(byte b) {
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'F';
    }

    /** The stretch around an escape at that place; null where there is none, or it was given before. */
    @Nullable
    Decoded at(int place) {
        if (place < given) {
            return null;
        }
        Encoding encoding = switch (text[place]) {
            case '%' -> Encoding.PERCENT;
            case '&' -> Encoding.REFERENCES;
            case '\\' -> Encoding.ESCAPES;
            default -> Encoding.QUOTED_PRINTABLE;
        };
        if (place < tried[encoding.ordinal()]) {
            return null;
        }
        length = 0;
        if (undo(encoding, place) == 0) {
            return null;
        }
        int start = begin(place, Math.max(given, tried[encoding.ordinal()]));
        int end = to;
        if (encoding == Encoding.ESCAPES) {
            int quote = openingQuote(place, start);
            int close = quote < 0 ? -1 : closingQuote(place, text[quote]);
            if (close - quote > LEAST_LITERAL) {
                start = quote + 1;
                end = close;
            }
        }
        Decoded decoded = stretch(encoding, start, end, end < to);
        if (decoded == null) {
            tried[encoding.ordinal()] = Math.max(place + 1, stretchEnd);
        } else {
            given = decoded.end();
        }
        return decoded;
    }

    /** Where the lines begin that are taken along: those near, up to an empty one, and not in the middle of a word. */
    private int begin(int place, int least) {
        int most = Math.max(least, place - AROUND);
        int start = place;
        int line = -1;
        while (start > most) {
            if (text[start - 1] == '\n') {
                line = start;
                if (start - 1 > most && text[start - 2] == '\n') {
                    return line;
                }
            }
            start--;
        }
        if (start == from || text[start - 1] == '\n') {
            return start;
        }
        if (line >= 0) {
            return line;
        }
        while (start < place && text[start] > ' ') {
            start++;
        }
        return start;
    }

    private int openingQuote(int place, int start) {
        for (int i = place - 1; i >= start; i--) {
            if ((text[i] == '"' || text[i] == '\'' || text[i] == '`') && (i == from || text[i - 1] != '\\')) {
                return i;
            }
        }
        return -1;
    }

    private int noQuote = -1;

    private int closingQuote(int place, byte quote) {
        if (place < noQuote) {
            return -1;
        }
        for (int i = place; i < to && text[i] != '\n'; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == quote) {
                return i;
            }
            noQuote = i;
        }
        return -1;
    }

    private int stretchEnd;

    /** Undoes escapes up to where none follows for a while, and from there to the line's end. */
    private @Nullable Decoded stretch(Encoding encoding, int start, int most, boolean whole) {
        length = 0;
        count = 0;
        lineEnds = 0;
        letters = 0;
        wide = 0;
        softBreaks = 0;
        refused = 0;
        byte mark = mark(encoding);
        int latest = start;
        int lineEnd = -1;
        int i = start;
        while (i < most) {
            byte b = text[i];
            if (b == mark) {
                int size = undo(encoding, i);
                if (size > 0) {
                    i += size;
                    latest = i;
                    lineEnd = -1;
                    continue;
                }
                if (++refused > count + MOST_REFUSED) {
                    break;
                }
            }
            if (!whole && count > 0) {
                if (b == '\n' && lineEnd < 0) {
                    lineEnd = length;
                    endOfLine = i;
                }
                if (i - latest > AROUND) {
                    if (lineEnd >= 0) {
                        i = endOfLine;
                        length = lineEnd;
                    }
                    break;
                }
            }
            put(b);
            i++;
        }
        if (i >= most && !whole && lineEnd >= 0) {
            i = endOfLine;
            length = lineEnd;
        }
        stretchEnd = i;
        return judged(encoding, start, i);
    }

    private int endOfLine;

    private static byte mark(Encoding encoding) {
        return (byte)
                switch (encoding) {
                    case PERCENT -> '%';
                    case REFERENCES -> '&';
                    case ESCAPES -> '\\';
                    default -> '=';
                };
    }

    private @Nullable Decoded judged(Encoding encoding, int start, int end) {
        boolean asWritten;
        switch (encoding) {
            // Octets of an older set are no letters to whoever takes them for UTF-8.
            case PERCENT, REFERENCES ->
                asWritten = lineEnds == 0
                        && wide == 0
                        && new String(out, 0, length, StandardCharsets.UTF_8).indexOf(0xFFFD) < 0;
            case QUOTED_PRINTABLE -> {
                // Addresses of pages have equals signs with figures behind them.
                boolean spaced = count >= 3 && refused == 0;
                if (refused > count || softBreaks + lineEnds + letters == 0 && !spaced) {
                    return null;
                }
                asWritten = false;
            }
            default -> {
                if (letters + wide == 0 && lineEnds < 2 && count < 3) {
                    return null;
                }
                // A document of its own has a structure that its quotation hides.
                boolean document = length > 0 && (out[0] == '{' || out[0] == '[' || out[0] == '<');
                asWritten = letters + wide + lineEnds == 0 && !document;
            }
        }
        byte[] bytes = Arrays.copyOf(out, length);
        int good = Plausibility.text(bytes, length);
        if (good == 0) {
            return null;
        }
        return new Decoded(
                encoding, start, end, good == length ? bytes : Arrays.copyOf(bytes, good), Compression.NONE, asWritten);
    }

    /** Undoes the escape at that place, if it is one; returns its length in the text, 0 where it is none. */
    private int undo(Encoding encoding, int at) {
        return switch (encoding) {
            case PERCENT -> percent(at);
            case REFERENCES -> reference(at);
            case ESCAPES -> escape(at);
            default -> quotedPrintable(at);
        };
    }

    private int percent(int at) {
        if (at + 1 < to && (text[at + 1] | 0x20) == 'u') {
            // What JavaScript's escape() writes.
            int unit = hex(at + 2, 4);
            return unit < 0 ? 0 : point(at, unit, 6, "%u");
        }
        int b = hex(at + 1, 2);
        if (b < 0) {
            return 0;
        }
        octet((byte) b, false);
        return 3;
    }

    private int quotedPrintable(int at) {
        int i = at + 1;
        while (i < to && (text[i] == ' ' || text[i] == '\t') && i - at < 80) {
            i++;
        }
        if (i < to && (text[i] == '\n' || text[i] == '\r')) {
            if (isPadding(at)) {
                return 0;
            }
            softBreaks++;
            count++;
            boolean both = text[i] == '\r' && i + 1 < to && text[i + 1] == '\n';
            return i - at + (both ? 2 : 1);
        }
        int b = hex(at + 1, 2);
        boolean written = b == '='
                || b == ' '
                || b == '\t'
                || b == '\n'
                || b == '\r'
                || b >= 0x80
                || count > 0 && b > ' ' && !isNameByte((byte) b);
        if (!written
                || isNumber(text, at, to)
                || (text[at + 1] | text[at + 2]) >= 'a' && (text[at + 1] >= 'a' || text[at + 2] >= 'a')) {
            return 0;
        }
        octet((byte) b, b >= 0x80);
        return 3;
    }

    /** Whether an equals sign ends Base64 rather than a line that goes on. */
    private boolean isPadding(int at) {
        if (at > from && text[at - 1] == '=') {
            return true;
        }
        int i = at;
        while (i > from && at - i < RunDecoder.LEAST && isNameByte(text[i - 1])) {
            i--;
        }
        return at - i == RunDecoder.LEAST;
    }

    private int escape(int at) {
        if (at + 1 >= to) {
            return 0;
        }
        byte next = text[at + 1];
        return switch (next) {
            case 'n', 'r', 't' -> {
                lineEnds += next == 'r' ? 0 : 1;
                yield single((byte) (next == 't' ? '\t' : next == 'n' ? '\n' : '\r'));
            }
            case '"', '\'', '/', '\\', '`' -> single(next);
            case 'x' -> octet(hex(at + 2, 2));
            case 'u', 'U' -> unicode(at, next);
            default -> octet(octal(at + 1));
        };
    }

    private int single(byte b) {
        count++;
        put(b);
        return 2;
    }

    /** Puts a byte that four characters stand for, if they do. */
    private int octet(int b) {
        if (b < 0) {
            return 0;
        }
        octet((byte) b, true);
        return 4;
    }

    private int unicode(int at, byte u) {
        if (at + 2 < to && text[at + 2] == '{') {
            int digits = 0;
            while (digits < 7 && hex(at + 3 + digits, 1) >= 0) {
                digits++;
            }
            int close = at + 3 + digits;
            int c = digits == 0 ? -1 : hex(at + 3, digits);
            return c < 0 || close >= to || text[close] != '}' || c > Character.MAX_CODE_POINT
                    ? 0
                    : point(at, c, digits + 4, "");
        }
        int size = u == 'U' ? 8 : 4;
        int c = hex(at + 2, size);
        return c < 0 || c > Character.MAX_CODE_POINT ? 0 : point(at, c, size + 2, "\\u");
    }

    /** Puts a character; of two surrogates the second is looked for behind the first. */
    private int point(int at, int c, int size, String mark) {
        int whole = c;
        int taken = size;
        if (c >= 0xD800 && c < 0xDC00 && !mark.isEmpty()) {
            int next = at + size;
            boolean marked = next + 1 < to && text[next] == mark.charAt(0) && (text[next + 1] | 0x20) == 'u';
            int low = marked ? hex(next + 2, 4) : -1;
            if (low >= 0xDC00 && low < 0xE000) {
                whole = Character.toCodePoint((char) c, (char) low);
                taken += size;
            }
        }
        count++;
        lineEnds += whole == '\n' || whole == '\t' ? 1 : 0;
        letters += Character.isLetterOrDigit(whole) ? 1 : 0;
        wide += whole >= 0x80 && mark.equals("%u") ? 1 : 0;
        if (whole >= 0xD800 && whole < 0xE000) {
            whole = 0xFFFD;
        }
        put(Character.toString(whole).getBytes(StandardCharsets.UTF_8));
        return taken;
    }

    private int reference(int at) {
        int i = at + 1;
        boolean number = i < to && text[i] == '#';
        i += number ? 1 : 0;
        boolean hex = number && i < to && (text[i] | 0x20) == 'x';
        i += hex ? 1 : 0;
        int digits = i;
        while (i < to && i - digits < MOST_NAME && isNameByte(text[i])) {
            i++;
        }
        boolean closed = i < to && text[i] == ';';
        if (i == digits || !closed && !number) {
            return 0;
        }
        int size = i - at + (closed ? 1 : 0);
        if (number) {
            int c = 0;
            for (int k = digits; k < i; k++) {
                int digit = Character.digit(text[k], hex ? 16 : 10);
                if (digit < 0 || c > Character.MAX_CODE_POINT) {
                    return 0;
                }
                c = c * (hex ? 16 : 10) + digit;
            }
            return c == 0 || c > Character.MAX_CODE_POINT ? 0 : point(at, c, size, "");
        }
        String written = new String(text, at, size, StandardCharsets.ISO_8859_1);
        String character = StringEscapeUtils.unescapeHtml4(written);
        if (character.equals(written)) {
            return 0;
        }
        count++;
        put(character.getBytes(StandardCharsets.UTF_8));
        return size;
    }

    private static boolean isNameByte(byte b) {
        return b >= '0' && b <= '9' || (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    /** Puts a byte, of a character perhaps that has several. */
    private void octet(byte b, boolean news) {
        count++;
        lineEnds += b == '\n' || b == '\t' ? 1 : 0;
        letters += news && (b < 0 || Character.isLetterOrDigit(b)) ? 1 : 0;
        put(b);
    }

    /** The value of so many hexadecimal digits, -1 where others stand there. */
    private int hex(int at, int digits) {
        if (at + digits > to) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0 || text[i] < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int octal(int at) {
        if (at + 3 > to) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + 3; i++) {
            if (text[i] < '0' || text[i] > '7') {
                return -1;
            }
            value = value << 3 | text[i] - '0';
        }
        return value > 255 ? -1 : value;
    }

    private void put(byte b) {
        if (length == out.length) {
            out = Arrays.copyOf(out, length * 2);
        }
        out[length++] = b;
    }

    private void put(byte[] bytes) {
        for (byte b : bytes) {
            put(b);
        }
    }
}
