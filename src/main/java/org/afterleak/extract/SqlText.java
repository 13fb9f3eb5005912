package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text of SQL, and what can be read from there: words, names in any quotation marks, values with doubled or escaped
 * ones. Whoever reads sets an end, and pays for what was read in vain.
 */
final class SqlText {
    static final int MAX_CELLS = 4_096;
    private static final int MAX_COMMENT_BYTES = 1 << 12;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME = 60;

    final byte[] text;

    /** The place, and the end that is not read over. */
    int at;

    int to;

    /** Bytes that may still be read in vain: what looks like a statement and is none is read twice. */
    long vain;

    /** Whether a backslash in a string escapes, as in MySQL; elsewhere it is a character as any other. */
    boolean escapes;

    /** The cells that were read, a tab between two. */
    final Utf8Text row = new Utf8Text(256);

    SqlText(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.vain = 2L * (to - from) + (1 << 20);
    }

    boolean startsWith(int place, String word) {
        for (int i = 0; i < word.length(); i++) {
            int b = place + i < to ? text[place + i] : 0;
            if (b != word.charAt(i) && b - 32 != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int skipWhite(int place) {
        int i = place;
        while (i < to && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r')) {
            i++;
        }
        return i;
    }

    void passOver(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (word(words[i])) {
                i = -1;
            }
        }
    }

    /** A list of names in parentheses; null where it is none. */
    @Nullable
    List<String> names() {
        List<String> names = new ArrayList<>();
        at++;
        while (at < to && names.size() < MAX_CELLS) {
            space();
            String name = name();
            if (name.isEmpty()) {
                return null;
            }
            names.add(name);
            byte next = peek();
            at++;
            if (next == ')') {
                space();
                return names;
            }
            if (next != ',') {
                return null;
            }
        }
        return null;
    }

    /** One name, with or without quotation marks; empty where none stands. */
    String name() {
        if (at >= to) {
            return "";
        }
        byte open = text[at];
        int start = at;
        if (isQuote(open)) {
            escapes |= open == '`';
            byte close = open == '[' ? (byte) ']' : open;
            at++;
            while (at < to && text[at] != close && text[at] != '\n') {
                at++;
            }
            if (at >= to || text[at] != close) {
                return "";
            }
            at++;
            return shown(start + 1, at - 1);
        }
        while (at < to && isNameByte(text[at])) {
            at++;
        }
        return shown(start, at);
    }

    /** As it is shown in a locator or as a heading. */
    private String shown(int from, int end) {
        if (from >= end) {
            return "";
        }
        String name = new String(text, from, end - from, StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < name.length() && i < MAX_NAME; i++) {
            char c = name.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) || c == '"' || c == '>' ? ' ' : c);
        }
        String clean = shown.toString().strip();
        return clean.isEmpty() ? "unnamed" : clean;
    }

    static boolean isQuote(byte b) {
        return b == '`' || b == '"' || b == '[';
    }

    private static boolean isNameByte(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z'
                || b >= '0' && b <= '9'
                || b == '_'
                || b == '$'
                || b == '#'
                || b < 0;
    }

    byte peek() {
        space();
        return at < to ? text[at] : 0;
    }

    /** Takes a word in any case, and the white space behind it. */
    boolean word(String word) {
        int end = at + word.length();
        if (!startsWith(at, word) || end < to && isNameByte(text[end])) {
            return false;
        }
        at = end;
        space();
        return true;
    }

    /** Passes over white space and comments. */
    void space() {
        while (at < to) {
            byte b = text[at];
            byte next = at + 1 < to ? text[at + 1] : 0;
            if (b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\f') {
                at++;
            } else if (b == '-' && next == '-') {
                while (at < to && text[at] != '\n') {
                    at++;
                }
            } else if (b == '/' && next == '*') {
                int close = at + 2;
                int most = Math.min(to - 1, at + MAX_COMMENT_BYTES);
                while (close < most && (text[close] != '*' || text[close + 1] != '/')) {
                    close++;
                }
                if (close >= most) {
                    vain -= close - at;
                    return;
                }
                at = close + 2;
            } else {
                return;
            }
        }
    }

    /** Appends a value; the cursor is then at the comma or the parenthesis behind it. False where none comes. */
    boolean value() {
        space();
        int start = row.length();
        boolean read = raw();
        int end = row.length();
        while (end > start && row.bytes()[end - 1] == ' ') {
            end--;
        }
        row.cut(end);
        byte[] cell = row.bytes();
        if (end - start == 4
                && (cell[start] | 0x20) == 'n'
                && (cell[start + 1] | 0x20) == 'u'
                && (cell[start + 2] | 0x20) == 'l'
                && (cell[start + 3] | 0x20) == 'l') {
            row.cut(start);
        }
        return read;
    }

    /** Appends what stands up to the next comma or parenthesis that is within no other, strings as what they say. */
    boolean raw() {
        int depth = 0;
        while (at < to) {
            byte b = text[at];
            if (b == '\'' || b == '"') {
                if (!string(b)) {
                    return false;
                }
                continue;
            }
            if (depth == 0 && (b == ',' || b == ')')) {
                return true;
            }
            if (b == ';' || b == '(' && ++depth > MAX_DEPTH) {
                return false;
            }
            depth -= b == ')' ? 1 : 0;
            boolean prefix =
                    at + 1 < to && text[at + 1] == '\'' && isPrefix(b) && (at == 0 || !isNameByte(text[at - 1]));
            if (!prefix) {
                put(b);
            }
            at++;
        }
        return false;
    }

    /** The letter before a string that says how it is written: national, escaped, of bits or of bytes. */
    private static boolean isPrefix(byte b) {
        int small = b | 0x20;
        return small == 'n' || small == 'e' || small == 'x' || small == 'b';
    }

    private boolean string(byte quote) {
        boolean escaped = escapes || at > 0 && (text[at - 1] | 0x20) == 'e';
        at++;
        while (at < to) {
            byte b = text[at];
            if (b == '\\' && at + 1 < to) {
                byte next = text[at + 1];
                if (escaped || next == quote && !closes(at + 2)) {
                    put(next == 'n' || next == 'r' || next == 't' || next == '0' || next == 'Z' ? (byte) ' ' : next);
                    at += 2;
                    continue;
                }
            }
            at++;
            if (b == quote) {
                if (at >= to || text[at] != quote) {
                    return true;
                }
                at++;
            }
            put(b);
        }
        return false;
    }

    /** Whether another value, or the tuple's end, comes behind what may be a string's end. */
    private boolean closes(int place) {
        int i = skipBlanks(place);
        byte b = i < to ? text[i] : 0;
        if (b == ')') {
            i = skipBlanks(i + 1);
            return i >= to || text[i] == ',' || text[i] == ';' || text[i] == '\n' || text[i] == '\r';
        }
        if (b != ',') {
            return false;
        }
        i = skipBlanks(i + 1);
        b = i < to ? text[i] : 0;
        return b == '\''
                || b == '"'
                || b == '-'
                || b >= '0' && b <= '9'
                || startsWith(i, "NULL")
                || startsWith(i, "N'");
    }

    private int skipBlanks(int place) {
        int i = place;
        while (i < to && text[i] == ' ' && i - place < 16) {
            i++;
        }
        return i;
    }

    void put(byte b) {
        row.append(b == '\t' || b == '\n' || b == '\r' ? (byte) ' ' : b);
    }

    /** Behind blanks and a line end, if there is nothing else; else the place itself. */
    int behindLineEnd(int place) {
        int i = place;
        while (i < to && (text[i] == ' ' || text[i] == '\t')) {
            i++;
        }
        if (i >= to) {
            return to;
        }
        if (text[i] == '\r' && i + 1 < to && text[i + 1] == '\n') {
            return i + 2;
        }
        return text[i] == '\n' || text[i] == '\r' ? i + 1 : place;
    }
}
