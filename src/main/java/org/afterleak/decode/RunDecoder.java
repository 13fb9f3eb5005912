package org.afterleak.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;

/**
 * Decodes runs of letters and digits, over several lines perhaps, that may be Base64, Base32 or hexadecimal. A run is first
 * judged by its begin, so that an ordinary long word costs some look-ups.
 */
final class RunDecoder {
    /** Shorter runs are words. */
    static final int LEAST = 14;

    private static final int LEAST_HEX = 16;

    private static final int LEAST_BASE32 = 16;

    /** A shorter run that decodes to no text is not tried as compressed data without a header. */
    private static final int LEAST_DEFLATED = 32;

    /** So many runs of a text are tried as compressed data without a header. */
    private static final int MOST_DEFLATED = 20_000;

    /** Characters that tell enough of a long run. */
    private static final int HEAD = 64;

    static final byte HEX_DIGIT = 1;
    static final byte BASE32_DIGIT = 2;
    static final byte BASE64_DIGIT = 4;
    static final byte UPPER = 8;
    static final byte LOWER = 16;
    static final byte DIGIT = 32;

    /** Base64 digits other than letters and figures. */
    static final byte MARK = 64;

    static final byte[] KINDS = kinds();

    /** Values of Base64 digits. */
    private static final byte[] VALUES = values();

    private int deflatedTries;

    /** What a run says, and what it is compressed with. */
    static final class Result {
        final Encoding encoding;
        final byte[] bytes;
        final Compression compression;

        private Result(Encoding encoding, byte[] bytes, Compression compression) {
            this.encoding = encoding;
            this.bytes = bytes;
            this.compression = compression;
        }
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < 128; c++) {
            boolean upper = c >= 'A' && c <= 'Z';
            boolean lower = c >= 'a' && c <= 'z';
            boolean digit = c >= '0' && c <= '9';
            int kind = upper ? UPPER : lower ? LOWER : digit ? DIGIT : 0;
            if (digit || (c | 0x20) >= 'a' && (c | 0x20) <= 'f' && (upper || lower)) {
                kind |= HEX_DIGIT;
            }
            if (upper || lower || c >= '2' && c <= '7') {
                kind |= BASE32_DIGIT;
            }
            if (upper || lower || digit) {
                kind |= BASE64_DIGIT;
            }
            if (c == '+' || c == '/' || c == '-' || c == '_') {
                kind |= BASE64_DIGIT | MARK;
            }
            kinds[c] = (byte) kind;
        }
        return kinds;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < digits.length(); i++) {
            values[digits.charAt(i)] = (byte) i;
        }
        values['-'] = 62;
        values['_'] = 63;
        return values;
    }

    /**
     * Tries the digits of a run, without padding or line ends.
     *
     * @param run digits of Base64
     * @return null where it says nothing
     */
    @Nullable
    Result decode(byte[] run, int from, int to) {
        int all = 0xFF;
        int any = 0;
        int head = Math.min(to, from + HEAD);
        for (int i = from; i < head; i++) {
            int kind = KINDS[run[i] & 0xFF];
            all &= kind;
            any |= kind;
        }
        for (int i = head; i < to && (all & (HEX_DIGIT | BASE32_DIGIT)) != 0; i++) {
            all &= KINDS[run[i] & 0xFF];
        }
        if ((all & HEX_DIGIT) != 0) {
            Result hex = hex(run, from, to);
            if (hex != null) {
                return hex;
            }
        }
        boolean bothCases = (any & (UPPER | LOWER)) == (UPPER | LOWER);
        if ((all & BASE32_DIGIT) != 0 && !bothCases && to - from >= LEAST_BASE32) {
            Result base32 = decoded(Encoding.BASE32, run, from, to);
            if (base32 != null) {
                return base32;
            }
        }
        // Base64 of text without both capitals and small letters is as good as impossible.
        if (!bothCases) {
            return null;
        }
        Result base64 = base64(run, from, to);
        return base64 == null && to - from >= LEAST_DEFLATED ? moved(run, from, to) : base64;
    }

    /** Base64 that was moved by rot13 in turn: what it says is the Base64. */
    private @Nullable Result moved(byte[] run, int from, int to) {
        byte[] moved = new byte[to - from];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = Rot13.moved(run[from + i]);
        }
        int look = Math.min(moved.length - 3, HEAD);
        for (int i = 0; i < look; i += 4) {
            if (!showsText(moved, i)) {
                return null;
            }
        }
        return base64(moved, 0, moved.length) == null ? null : new Result(Encoding.ROT13, moved, Compression.NONE);
    }

    /** Whether the first byte of four digits is ASCII that shows, a line end or tab, or of a UTF-8 sequence. */
    private static boolean showsText(byte[] run, int at) {
        int b = VALUES[run[at]] << 2 | VALUES[run[at + 1]] >> 4;
        return b >= 0x20 && b != 0x7F || b == '\n' || b == '\t' || b == '\r';
    }

    private @Nullable Result hex(byte[] run, int from, int to) {
        int end = from + (to - from & ~1);
        if (end - from < LEAST_HEX
                || !Plausibility.begins((byte) hexAt(run, from))
                        && !maybeFile(hexAt(run, from), hexAt(run, from + 2))) {
            return null;
        }
        return decoded(Encoding.HEX, run, from, end);
    }

    private static int hexAt(byte[] run, int at) {
        return Character.digit(run[at], 16) << 4 | Character.digit(run[at + 1], 16);
    }

    private @Nullable Result base64(byte[] run, int from, int to) {
        int end = (to - from) % 4 == 1 ? to - 1 : to;
        if (end - from < LEAST) {
            return null;
        }
        boolean text = true;
        int look = Math.min(end - 3, from + HEAD);
        for (int i = from; i < look && text; i += 4) {
            text = showsText(run, i);
        }
        int first = VALUES[run[from]] << 2 | VALUES[run[from + 1]] >> 4;
        int second = (VALUES[run[from + 1]] & 15) << 4 | VALUES[run[from + 2]] >> 2;
        if (!text
                && !maybeFile(first, second)
                && !wide(first, second)
                && (end - from < LEAST_DEFLATED || !maybeDeflated(first))) {
            return null;
        }
        return decoded(Encoding.BASE64, run, from, end);
    }

    private static boolean wide(int first, int second) {
        return first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF || first == 0 || second == 0;
    }

    private static boolean maybeFile(int first, int second) {
        return switch (first) {
            case 0x1F -> second == 0x8B;
            case 0x28 -> second == 0xB5;
            case 0xFD -> second == '7';
            case 0xD0 -> second == 0xCF;
            case 0x89 -> second == 'P';
            case 0xFF -> second == 0xD8 || second == 0xFE;
            default -> (first & 0x8F) == 8 && ((first << 8) + second) % 31 == 0;
        };
    }

    /** A block of raw deflate: of fixed or of dynamic codes. */
    private static boolean maybeDeflated(int first) {
        int type = first >> 1 & 3;
        return type == 1 || type == 2;
    }

    /** Decodes the begin first; the rest only if that is worth it. */
    private @Nullable Result decoded(Encoding encoding, byte[] run, int from, int to) {
        if (to - from > 4 * HEAD) {
            byte[] head = bytes(encoding, run, from, from + 4 * HEAD);
            if (judge(head, to - from) == null) {
                return null;
            }
        }
        byte[] bytes = bytes(encoding, run, from, to);
        Judgement judgement = judge(bytes, to - from);
        if (judgement == null) {
            return null;
        }
        byte[] good = judgement.length == bytes.length ? bytes : Arrays.copyOf(bytes, judgement.length);
        return new Result(encoding, good, judgement.compression);
    }

    private record Judgement(int length, Compression compression) {}

    private @Nullable Judgement judge(byte[] bytes, int digits) {
        int length = bytes.length;
        if (Plausibility.magic(bytes, length)) {
            return new Judgement(length, Compression.NONE);
        }
        int text = Plausibility.text(bytes, length);
        if (text > 0) {
            return new Judgement(text, Compression.NONE);
        }
        if (Plausibility.isZlib(bytes, length) && holdsText(bytes, Compression.ZLIB)) {
            return new Judgement(length, Compression.ZLIB);
        }
        if (digits >= LEAST_DEFLATED
                && length > 0
                && maybeDeflated(bytes[0] & 0xFF)
                && ++deflatedTries <= MOST_DEFLATED
                && holdsText(bytes, Compression.DEFLATE)) {
            return new Judgement(length, Compression.DEFLATE);
        }
        return null;
    }

    private static boolean holdsText(byte[] bytes, Compression compression) {
        byte[] head = compression.inflate(bytes, 512);
        return head.length >= 16
                && (Plausibility.magic(head, head.length)
                        || Plausibility.text(head, head.length) == head.length && Plausibility.varied(head));
    }

    private static byte[] bytes(Encoding encoding, byte[] run, int from, int to) {
        byte[] digits = Arrays.copyOfRange(run, from, to);
        return switch (encoding) {
            case HEX -> HexFormat.of().parseHex(new String(digits, StandardCharsets.US_ASCII));
            case BASE32 -> Base32.builder().get().decode(digits);
            default -> {
                for (int i = 0; i < digits.length; i++) {
                    digits[i] = digits[i] == '-' ? (byte) '+' : digits[i] == '_' ? (byte) '/' : digits[i];
                }
                yield Base64.getDecoder().decode(digits);
            }
        };
    }
}
