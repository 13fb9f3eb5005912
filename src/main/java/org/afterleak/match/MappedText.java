package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text made from a stretch of a document, each of whose characters knows which bytes it stands for. It holds text in the
 * clear: it lives as long as one reading of a passage.
 */
final class MappedText {
    private char[] chars;
    private int[] from;
    private int[] to;
    private boolean[] changed;
    private int length;

    MappedText(int expected) {
        int size = Math.max(16, expected);
        chars = new char[size];
        from = new int[size];
        to = new int[size];
        changed = new boolean[size];
    }

    /** The characters of UTF-8 bytes, as they are. */
    static MappedText of(byte[] utf8, int start, int end) {
        MappedText mapped = new MappedText(end - start);
        mapped.append(utf8, start, end);
        return mapped;
    }

    /** Appends the characters of UTF-8 bytes. */
    final void append(byte[] utf8, int start, int end) {
        int at = start;
        while (at < end) {
            int b = utf8[at] & 0xFF;
            int size = b < 0x80 ? 1 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
            int next = Math.min(end, at + size);
            if (size == 1) {
                put((char) b, at, next, false);
            } else {
                String character = new String(utf8, at, next - at, StandardCharsets.UTF_8);
                for (int i = 0; i < character.length(); i++) {
                    put(character.charAt(i), at, next, false);
                }
            }
            at = next;
        }
    }

    /** Appends a character that stands for these bytes. */
    void put(char c, int fromByte, int toByte, boolean isChanged) {
        if (length == chars.length) {
            int more = length * 2;
            chars = Arrays.copyOf(chars, more);
            from = Arrays.copyOf(from, more);
            to = Arrays.copyOf(to, more);
            changed = Arrays.copyOf(changed, more);
        }
        chars[length] = c;
        from[length] = fromByte;
        to[length] = toByte;
        changed[length++] = isChanged;
    }

    /** Appends text that stands for the other text's characters {@code first} to {@code last} (exclusive). */
    void put(CharSequence text, MappedText other, int first, int last) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i), other.from[first], other.to[last - 1], true);
        }
    }

    /** Appends the other text's character. */
    void copy(MappedText other, int index) {
        put(other.chars[index], other.from[index], other.to[index], other.changed[index]);
    }

    /** Appends the other text's character, and notes that it stands elsewhere now. */
    void move(MappedText other, int index) {
        put(other.chars[index], other.from[index], other.to[index], true);
    }

    /** Notes that something was left out before the next character to come. */
    void cut() {
        if (length > 0) {
            changed[length - 1] = true;
        }
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return chars[index];
    }

    String substring(int first, int last) {
        return new String(chars, first, last - first);
    }

    int from(int index) {
        return from[index];
    }

    int to(int index) {
        return to[index];
    }

    boolean isChanged(int index) {
        return changed[index];
    }

    /** The back-to-front text; surrogate pairs stay pairs. */
    MappedText reversed() {
        MappedText out = new MappedText(length);
        for (int i = length - 1; i >= 0; i--) {
            if (i > 0 && Character.isLowSurrogate(chars[i]) && Character.isHighSurrogate(chars[i - 1])) {
                out.move(this, i - 1);
                out.move(this, i);
                i--;
            } else {
                out.move(this, i);
            }
        }
        return out;
    }

    /** Counts, never text. */
    @Override
    public String toString() {
        return "MappedText[" + length + "]";
    }
}
