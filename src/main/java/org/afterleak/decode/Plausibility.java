package org.afterleak.decode;

/**
 * Whether bytes that something decoded to are text that somebody wrote, or a file of a known format. Nearly every word decodes
 * to something; nearly nothing of that is either.
 */
final class Plausibility {
    /** Fewer bytes say nothing. */
    static final int LEAST = 6;

    /** What is at least so long may have some flaws. */
    private static final int LONG = 64;

    /** So much of a text that ends in garbage is worth having. */
    private static final int LEAST_PREFIX = 48;

    private static final byte CONTROL = 1;
    private static final byte LETTER = 2;
    private static final byte DIGIT = 3;
    private static final byte SPACE = 4;
    private static final byte COMMON = 5;
    private static final byte RARE = 6;
    private static final byte[] CLASSES = classes();

    private Plausibility() {}

    private static byte[] classes() {
        byte[] classes = new byte[128];
        for (int c = 0; c < 128; c++) {
            classes[c] = c < ' ' || c == 0x7F
                    ? CONTROL
                    : Character.isLetter(c) ? LETTER : Character.isDigit(c) ? DIGIT : c == ' ' ? SPACE : RARE;
        }
        for (char c : ".,;:-_'\"()/@|+#&=<>{}[]!?*%".toCharArray()) {
            classes[c] = COMMON;
        }
        classes['\t'] = SPACE;
        classes['\n'] = SPACE;
        classes['\r'] = SPACE;
        classes['\f'] = SPACE;
        return classes;
    }

    /** Whether a text may have this byte at its start. */
    static boolean begins(byte b) {
        return b < 0 || CLASSES[b] != CONTROL;
    }

    /** How many of the first bytes are plausible text: all, a long prefix of them, or 0. */
    static int text(byte[] bytes, int length) {
        if (length < LEAST) {
            return 0;
        }
        if (isWide(bytes, length)) {
            return length;
        }
        int[] seen = new int[RARE + 1];
        int wide = 0;
        int broken = 0;
        int good = 0;
        int i = 0;
        while (i < length) {
            byte b = bytes[i];
            if (b >= 0) {
                byte kind = CLASSES[b];
                seen[kind]++;
                if (kind == CONTROL && (b == 0 || length < LONG || seen[CONTROL] * 50 > i)) {
                    break;
                }
                i++;
            } else {
                int size = sequence(bytes, i, length);
                if (size > 0) {
                    wide++;
                    i += size;
                } else {
                    // A character of an older set perhaps, as long as most are none.
                    broken++;
                    if (broken * 3 > i + 3 || length < LEAST * 2) {
                        break;
                    }
                    i++;
                }
            }
            if ((i & 0xFF) == 0) {
                good = isWritten(seen, wide, broken) ? i : good;
            }
        }
        if (i == length && isWritten(seen, wide, broken)) {
            return length;
        }
        if (i < length && i >= LEAST_PREFIX && isWritten(seen, wide, broken)) {
            return i;
        }
        return good >= LEAST_PREFIX ? good : 0;
    }

    private static boolean isWritten(int[] seen, int wide, int broken) {
        int all = seen[CONTROL] + seen[LETTER] + seen[DIGIT] + seen[SPACE] + seen[COMMON] + seen[RARE] + wide + broken;
        int words = seen[LETTER] + seen[DIGIT] + wide;
        if (all < 24) {
            // Chance reaches so far: no strange mark, and letters or digits mostly.
            return seen[RARE] == 0 && seen[COMMON] * 4 <= all && words * 10 >= all * 6 && broken * 6 <= words;
        }
        return (words + seen[SPACE] + broken) * 10 >= all * 6 && seen[RARE] * 10 <= all && broken * 2 <= all;
    }

    /** The length of the UTF-8 sequence at that place (RFC 3629), one cut by the end included; 0 where there is none. */
    private static int sequence(byte[] bytes, int at, int length) {
        int lead = bytes[at] & 0xFF;
        int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        for (int k = 1; k < size; k++) {
            if (at + k >= length) {
                return k;
            }
            if ((bytes[at + k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    /** UTF-16 of a script that has a NUL in every second byte, with a mark or without. */
    private static boolean isWide(byte[] bytes, int length) {
        int from = length > 2
                        && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                                || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                ? 2
                : 0;
        int pairs = (Math.min(length, 512) - from) / 2;
        int[] ascii = new int[2];
        for (int i = 0; i < pairs; i++) {
            byte first = bytes[from + 2 * i];
            byte second = bytes[from + 2 * i + 1];
            ascii[0] += second == 0 && first > 0 && CLASSES[first] != CONTROL ? 1 : 0;
            ascii[1] += first == 0 && second > 0 && CLASSES[second] != CONTROL ? 1 : 0;
        }
        return pairs >= LEAST && Math.max(ascii[0], ascii[1]) * 10 >= pairs * (from > 0 ? 1 : 6);
    }

    /** Whether there are some different characters in it: chance streams repeat one. */
    static boolean varied(byte[] bytes) {
        long low = 0;
        long high = 0;
        for (byte b : bytes) {
            if ((b & 0x40) == 0) {
                low |= 1L << b;
            } else {
                high |= 1L << b;
            }
        }
        return Long.bitCount(low) + Long.bitCount(high) >= 8;
    }

    /** Whether a file of a known format may begin so; the chance that anything does is one in some thousand. */
    static boolean magic(byte[] b, int length) {
        if (length < 8) {
            return false;
        }
        int first = (b[0] & 0xFF) << 8 | b[1] & 0xFF;
        int second = (b[2] & 0xFF) << 8 | b[3] & 0xFF;
        return switch (first) {
            case 0x1F8B -> b[2] == 8;
            case 0x504B -> second == 0x0304 || second == 0x0506;
            case 0x425A -> b[2] == 'h' && b[3] >= '1' && b[3] <= '9' && b[4] == 0x31;
            case 0xFD37 -> second == 0x7A58;
            case 0x28B5 -> second == 0x2FFD;
            case 0x377A -> second == 0xBCAF;
            case 0x5261 -> second == 0x7221;
            case 0x2550 -> second == 0x4446;
            case 0x5351 -> second == 0x4C69;
            case 0xD0CF -> second == 0x11E0;
            case 0x8950 -> second == 0x4E47;
            case 0xFFD8 -> b[2] == (byte) 0xFF;
            case 0x4749 -> second == 0x4638;
            case 0x4949 -> second == 0x2A00;
            case 0x4D4D -> second == 0x002A;
            case 0x5249 -> second == 0x4646;
            default ->
                length > 262 && b[257] == 'u' && b[258] == 's' && b[259] == 't' && b[260] == 'a' && b[261] == 'r';
        };
    }

    /** Whether a zlib stream may begin so (RFC 1950, section 2.2): one in some 500 of all pairs of bytes. */
    static boolean isZlib(byte[] b, int length) {
        return length > 8 && (b[0] & 0x8F) == 8 && (b[1] & 0x20) == 0 && ((b[0] & 0xFF) << 8 | b[1] & 0xFF) % 31 == 0;
    }
}
