package org.afterleak.extract;

import java.util.Arrays;

/** Characters collected as UTF-8; lone surrogates become U+FFFD. It holds a document's text: it never prints itself. */
final class Utf8Text {
    private byte[] bytes;
    private int length;

    Utf8Text(int expected) {
        bytes = new byte[Math.max(64, expected)];
    }

    /** Not a copy; only the first {@link #length} bytes count. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void clear() {
        length = 0;
    }

    /** Cuts back to that length. */
    void cut(int to) {
        length = to;
    }

    /** The last byte, 0 where there is none. */
    byte last() {
        return length == 0 ? 0 : bytes[length - 1];
    }

    void append(byte b) {
        ensure(1);
        bytes[length++] = b;
    }

    void append(byte[] from, int start, int end) {
        ensure(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    void append(String text) {
        append(text, 0, text.length());
    }

    void append(String text, int from, int to) {
        // Room for ASCII; what is wider makes its own.
        ensure(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (length == bytes.length) {
                    ensure(to - i);
                }
                bytes[length++] = (byte) c;
            } else {
                i += appendWide(text, i, to);
            }
        }
    }

    /** Appends the character at that place, of two units perhaps; returns how many units beyond the first. */
    private int appendWide(String text, int i, int to) {
        char c = text.charAt(i);
        ensure(4);
        if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | c >> 6);
            bytes[length++] = (byte) (0x80 | c & 0x3F);
            return 0;
        }
        if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
            int point = Character.toCodePoint(c, text.charAt(i + 1));
            bytes[length++] = (byte) (0xF0 | point >> 18);
            bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
            bytes[length++] = (byte) (0x80 | point & 0x3F);
            return 1;
        }
        char unit = Character.isSurrogate(c) ? '\uFFFD' : c;
        bytes[length++] = (byte) (0xE0 | unit >> 12);
        bytes[length++] = (byte) (0x80 | unit >> 6 & 0x3F);
        bytes[length++] = (byte) (0x80 | unit & 0x3F);
        return 0;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, length * 2));
        }
    }

    @Override
    public String toString() {
        return "Utf8Text[" + length + " bytes]";
    }
}
