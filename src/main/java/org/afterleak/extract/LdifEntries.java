package org.afterleak.extract;

import java.util.Arrays;
import java.util.Base64;
import org.afterleak.table.TextDecoder;

/**
 * LDIF (RFC 2849), as directories of people are written out: one attribute a line, an empty line between two entries. Lines that
 * were folded are joined; values in Base64 ({@code cn:: ...}), as all with a letter beyond ASCII are, are put back as
 * text, and what is no text (a photo) becomes a part. An address in place of a value ({@code :<}) is never followed.
 */
final class LdifEntries {
    /** A value with more bytes stays as it is. */
    private static final int MAX_VALUE = 1 << 20;

    /** Lines that tell it from a mail's head or a form. */
    private static final int LOOK_LINES = 50;

    private static final int MAX_LOOK = 1 << 12;

    private final byte[] text;
    private final Passages out;
    private final Utf8Text line = new Utf8Text(256);
    private int at;
    private int number;

    private LdifEntries(byte[] text, Passages out) {
        this.text = text;
        this.out = out;
    }

    /** Whether the text's first line that is no comment is a version or a name, with an attribute behind it. */
    static boolean are(byte[] text) {
        int at = 0;
        boolean begun = false;
        for (int lines = 0; lines < LOOK_LINES && at < text.length; lines++) {
            int end = lineEnd(text, at, (int) Math.min(text.length, (long) at + MAX_LOOK));
            int length = end - at;
            boolean passed = length == 0 || text[at] == '#' || text[at] == ' ' || text[at] == '\r';
            if (!passed && !begun) {
                begun = startsWith(text, at, "dn:");
                if (!begun && !startsWith(text, at, "version: 1")) {
                    return false;
                }
            } else if (!passed) {
                return colon(text, at, end) > 0;
            }
            at = end + 1;
        }
        return false;
    }

    private static boolean startsWith(byte[] text, int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= text.length || (text[at + i] | 0x20) != (word.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** Where the colon behind an attribute's name is, with its options; -1 where there is none. */
    private static int colon(byte[] text, int from, int end) {
        int i = from;
        while (i < end && i - from < 256) {
            byte b = text[i];
            boolean name =
                    (b | 0x20) >= 'a' && (b | 0x20) <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '.' || b == ';';
            if (!name) {
                return b == ':' && i > from ? i : -1;
            }
            i++;
        }
        return -1;
    }

    private static int lineEnd(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Reads valid UTF-8. */
    static void read(byte[] text, Passages out) {
        new LdifEntries(text, out).read();
    }

    private void read() {
        boolean open = false;
        while (at < text.length && ((number & 0xFF) != 0 || !out.full())) {
            int first = ++number;
            unfold();
            if (line.isEmpty()) {
                open = false;
                continue;
            }
            if (!open) {
                out.block("", "line");
                open = true;
            }
            int colon = colon(line.bytes(), 0, line.length());
            boolean base64 = colon > 0 && colon + 1 < line.length() && line.bytes()[colon + 1] == ':';
            if (base64) {
                decode(colon, first);
            }
            out.add(line.length() > 300 ? PassageKind.PARAGRAPH : PassageKind.LINE, first, line);
        }
    }

    /** Takes a line and those that go on with it, each behind a single space. */
    private void unfold() {
        line.clear();
        take();
        while (at < text.length && text[at] == ' ' && !line.isEmpty()) {
            at++;
            number++;
            take();
        }
    }

    private void take() {
        int end = lineEnd(text, at, text.length);
        int stop = end > at && text[end - 1] == '\r' ? end - 1 : end;
        line.append(text, at, stop);
        at = Math.min(text.length, end + 1);
    }

    /** Puts what a value in Base64 says in its place; where it is none, or no text, the line stays as it is. */
    private void decode(int colon, int first) {
        int from = colon + 2;
        while (from < line.length() && line.bytes()[from] == ' ') {
            from++;
        }
        int length = line.length() - from;
        if (length == 0 || length > MAX_VALUE) {
            return;
        }
        byte[] value;
        try {
            value = Base64.getDecoder().decode(Arrays.copyOfRange(line.bytes(), from, line.length()));
        } catch (IllegalArgumentException e) {
            return;
        }
        byte[] written = TextDecoder.toUtf8(value, null);
        for (byte b : written) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                out.parts().laterBehind("line " + first + Document.STEP + "base64", value);
                return;
            }
        }
        line.cut(colon + 1);
        line.append((byte) ' ');
        for (byte b : written) {
            line.append(b == '\n' || b == '\r' ? (byte) ' ' : b);
        }
    }
}
