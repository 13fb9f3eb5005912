package org.afterleak.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as hexadecimal digits with something between them ({@code 5a 6f 72}, {@code 5a:6f}, {@code 0x5a, 0x6f}), as programs
 * print memory (an offset in front, groups of several bytes, the same as text behind), or as decimal numbers
 * ({@code 90, 111, 114}).
 */
final class HexPairs {
    /** Fewer bytes are a date, a hardware address or the like. */
    private static final int LEAST_BYTES = 10;

    private static final int MOST_GROUP = 16;

    /** Bytes on a line of a dump, by far the most usual one, and twice it. */
    private static final int DUMP_LINE = 16;

    private static final byte DIGIT = 1;
    private static final byte BETWEEN = 2;
    private static final byte[] KINDS = kinds();

    private final byte[] text;
    private final int to;
    private int done;
    private byte[] bytes = new byte[256];
    private int length;

    HexPairs(byte[] text, int from, int to) {
        this.text = text;
        this.to = to;
        this.done = from;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (char c : "0123456789abcdefABCDEF".toCharArray()) {
            kinds[c] = DIGIT;
        }
        for (char c : " \t:,;-xX\\[]{}()".toCharArray()) {
            kinds[c] = BETWEEN;
        }
        return kinds;
    }

    /** Whether the eight bytes there may be a part of such a stretch. */
    boolean seem(int at) {
        int between = 0;
        for (int i = at; i < at + 8; i++) {
            byte kind = KINDS[text[i] & 0xFF];
            if (kind == 0) {
                return false;
            }
            between += kind == BETWEEN ? 1 : 0;
        }
        return at >= done && between > 0 && between < 7;
    }

    /** The stretch that holds this place, null where there is none. */
    @Nullable
    Decoded at(int place) {
        if (place < done) {
            return null;
        }
        int start = place;
        while (start > done && KINDS[text[start - 1] & 0xFF] != 0) {
            start--;
        }
        Decoded hex = lines(start, true);
        Decoded found = hex == null ? lines(start, false) : hex;
        done = Math.max(done, Math.max(stop, place + 1));
        return found;
    }

    /** Where reading a line, or lines, came to an end. */
    private int stop;

    private int lineEnd;

    private @Nullable Decoded lines(int start, boolean hex) {
        length = 0;
        int at = start;
        int end = start;
        while (at < to) {
            int before = length;
            if (!(hex ? hexLine(at) : decimalLine(at)) || length == before) {
                length = before;
                stop = Math.max(lineEnd, at);
                break;
            }
            end = stop;
            at = nextLine(lineEnd);
            if (at < 0) {
                break;
            }
        }
        if (length < LEAST_BYTES) {
            return null;
        }
        boolean file = Plausibility.magic(bytes, length);
        int good = file ? length : Plausibility.text(bytes, length);
        if (good == 0) {
            if (!Plausibility.isZlib(bytes, length)) {
                return null;
            }
            byte[] all = Arrays.copyOf(bytes, length);
            byte[] head = Compression.ZLIB.inflate(all, 512);
            return head.length >= 16 && Plausibility.text(head, head.length) == head.length
                    ? new Decoded(Encoding.HEX, start, end, all, Compression.ZLIB, false)
                    : null;
        }
        return new Decoded(Encoding.HEX, start, end, Arrays.copyOf(bytes, good), Compression.NONE, false);
    }

    /** Where the next line begins if nothing but white space is left of this one; else -1. */
    private int nextLine(int end) {
        int i = end;
        if (i >= to || text[i] != '\n' && text[i] != '\r') {
            return -1;
        }
        i++;
        return i < to && text[i - 1] == '\r' && text[i] == '\n' ? i + 1 : i;
    }

    /** Reads the bytes of a line; false where it holds something else, unless that stands behind enough of them. */
    private boolean hexLine(int begin) {
        int i = begin;
        int before = length;
        boolean dump = false;
        boolean first = true;
        int firstDigits = 0;
        while (true) {
            int gap = i;
            while (i < to && KINDS[text[i] & 0xFF] == BETWEEN) {
                i++;
            }
            int read = length - before;
            boolean wide = i - gap >= 2 && blank(gap, i);
            if (wide && read > 0 && (i - gap > 2 || dump && read % DUMP_LINE == 0)) {
                return end(gap, i, true);
            }
            if (i + 2 < to && text[i] == '0' && (text[i + 1] | 0x20) == 'x' && KINDS[text[i + 2] & 0xFF] == DIGIT) {
                i += 2;
            }
            int token = i;
            while (i < to && KINDS[text[i] & 0xFF] == DIGIT) {
                i++;
            }
            int digits = i - token;
            boolean ends = i >= to || text[i] == '\n' || text[i] == '\r';
            if (digits == 0) {
                return end(token, token, ends || read >= 8 && i > gap);
            }
            if (first) {
                first = false;
                firstDigits = digits;
                if (offset(token, i, begin)) {
                    dump = true;
                    continue;
                }
            }
            if ((digits & 1) != 0 || digits > MOST_GROUP || !ends && KINDS[text[i] & 0xFF] != BETWEEN) {
                // A word begins like that, or it is no hexadecimal at all.
                return end(token, token, read >= 8 && i > gap);
            }
            if (digits == 2 && firstDigits > 4 && length > before && !dump) {
                // The first one was an offset: 000020 5a 6f.
                length = before;
                dump = true;
                firstDigits = 2;
            }
            for (int k = token; k < i; k += 2) {
                put((byte) (Character.digit(text[k], 16) << 4 | Character.digit(text[k + 1], 16)));
            }
            if (ends) {
                return end(i, i, true);
            }
        }
    }

    /** Whether the first digits of a line say where in memory it is: a colon behind, or a wide gap. */
    private boolean offset(int token, int end, int begin) {
        if (end - token < 4 || end + 2 >= to || token - begin > 8) {
            return false;
        }
        boolean colon = text[end] == ':' && (text[end + 1] == ' ' || text[end + 1] == '\t');
        return colon || text[end] == ' ' && text[end + 1] == ' ' && end - token >= 6 || text[end] == '\t';
    }

    private boolean blank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] != ' ' && text[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private boolean end(int at, int look, boolean good) {
        stop = at;
        int i = look;
        while (i < to && text[i] != '\n' && text[i] != '\r' && i - look < 256) {
            i++;
        }
        lineEnd = i;
        return good;
    }

    /** Reads numbers of one to three figures, as {@code String.fromCharCode} takes them. */
    private boolean decimalLine(int begin) {
        int i = begin;
        while (true) {
            while (i < to && KINDS[text[i] & 0xFF] == BETWEEN && text[i] != 'x') {
                i++;
            }
            int token = i;
            int value = 0;
            while (i < to && text[i] >= '0' && text[i] <= '9' && i - token < 4) {
                value = value * 10 + text[i] - '0';
                i++;
            }
            if (i == token) {
                return end(i, i, true);
            }
            if (value > 255 || value < 9 || i < to && KINDS[text[i] & 0xFF] == DIGIT) {
                return end(token, token, false);
            }
            put((byte) value);
        }
    }

    private void put(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = b;
    }
}
