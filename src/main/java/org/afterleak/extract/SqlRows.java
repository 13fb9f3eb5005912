package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows out of the statements of an SQL dump: each tuple of {@code INSERT INTO t (a, b) VALUES (..), (..);} and each line of a
 * {@code COPY t (a, b) FROM stdin;} block is a row, its columns are the headings, those of {@code CREATE TABLE} where the
 * statement names none. Nothing is executed or resolved. What is no such statement, or goes on otherwise than one, stays
 * text: the reader gives back the place where text goes on. Dialects differ, so it is read as tolerantly as can be: names in
 * any quotation marks, strings with doubled or escaped ones, functions around values.
 */
final class SqlRows {
    /** What stands before the values has at most so many bytes, and a tuple so many. */
    private static final int MAX_HEAD_BYTES = 1 << 16;

    private static final int MAX_TUPLE_BYTES = 1 << 20;
    private static final int MAX_COMMENT_BYTES = 1 << 12;
    private static final int MAX_CELLS = 4_096;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TABLES = 1_000;
    private static final int MAX_NAME = 60;

    /** Parts of a definition of a table that begin with these define no column. */
    private static final List<String> NO_COLUMNS = List.of(
            "PRIMARY", "KEY", "UNIQUE", "INDEX", "CONSTRAINT", "FOREIGN", "CHECK", "FULLTEXT", "SPATIAL", "EXCLUDE", "LIKE");

    private final byte[] text;
    private final String locator;
    private final Passages out;
    private final Utf8Text row = new Utf8Text(256);
    private final Map<String, List<String>> columnsOf = new HashMap<>();
    private final Map<String, Integer> rowsOf = new HashMap<>();

    /** Bytes that may still be read in vain: what looks like a statement and is none is read twice. */
    private long vain;

    private int at;
    private int to;
    private boolean copy;

    /** Whether a backslash in a string escapes, as in MySQL; elsewhere it is a character as any other. */
    private boolean escapes;

    private String blockTable = "";
    private List<String> blockColumns = List.of();
    private String openTable = "";
    private List<String> openColumns = List.of();

    /** @param to offset just behind the text's last byte */
    SqlRows(byte[] text, int from, int to, String locator, Passages out) {
        this.text = text;
        this.to = to;
        this.locator = locator;
        this.out = out;
        this.vain = 2L * (to - from) + (1 << 20);
    }

    /**
     * Whether a statement with rows begins at that place, the first of a line that is no white space; {@link #rows} reads them
     * then. A definition of a table is none, but its columns are remembered.
     */
    boolean begins(int place) {
        return place + 12 <= to && vain > 0 && mayBegin(place) && head(place);
    }

    private boolean mayBegin(int place) {
        return switch (text[place] | 0x20) {
            case 'i' -> startsWith(place, "INSERT");
            case 'r' -> startsWith(place, "REPLACE");
            case 'c' -> startsWith(place, "COPY ") || startsWith(place, "CREATE ");
            default -> false;
        };
    }

    private boolean startsWith(int place, String word) {
        for (int i = 0; i < word.length(); i++) {
            int b = place + i < to ? text[place + i] : 0;
            if (b != word.charAt(i) && b - 32 != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean head(int place) {
        int end = to;
        at = place;
        openTable = "";
        to = (int) Math.min(end, (long) place + MAX_HEAD_BYTES);
        boolean good = false;
        copy = word("COPY");
        if (word("CREATE")) {
            create();
        } else {
            good = copy ? copyHead() : insertHead();
        }
        to = end;
        if (!good) {
            vain -= at - place;
        }
        return good;
    }

    /**
     * Reads the rows of the statement that was found to begin, and of those right behind it.
     *
     * @return where the text goes on behind the last row; -1 where there is none
     */
    int rows() {
        int behind = -1;
        blockTable = "";
        int rows = copy ? lines() : tuples();
        while (rows > 0) {
            behind = at;
            int next = skipWhite(at);
            if (out.full() || !begins(next)) {
                break;
            }
            rows = copy ? lines() : tuples();
        }
        return behind < 0 ? -1 : behindLineEnd(behind);
    }

    /** Whether any rows were read so far. */
    boolean any() {
        return !rowsOf.isEmpty();
    }

    /** Notes that so many bytes have to be read once more. */
    void again(int bytes) {
        vain -= bytes;
    }

    private int skipWhite(int place) {
        int i = place;
        while (i < to && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r')) {
            i++;
        }
        return i;
    }

    /** Whether a list of values comes; the cursor is then at its first parenthesis. */
    private boolean insertHead() {
        if (!word("INSERT") && !word("REPLACE")) {
            return false;
        }
        escapes = false;
        // None of these changes what the values are.
        passOver("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "OVERWRITE");
        if (word("OR")) {
            passOver("REPLACE", "IGNORE", "ROLLBACK", "ABORT", "FAIL");
        }
        passOver("INTO", "TABLE");
        if (!table()) {
            return false;
        }
        List<String> columns = peek() == '(' ? names() : List.of();
        if (columns == null) {
            return false;
        }
        if (word("OVERRIDING")) {
            passOver("SYSTEM", "USER");
            passOver("VALUE");
        }
        if (!word("VALUES") && !word("VALUE")) {
            return false;
        }
        openColumns = columns.isEmpty() ? columnsOf.getOrDefault(openTable, List.of()) : columns;
        return peek() == '(';
    }

    private void passOver(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (word(words[i])) {
                i = -1;
            }
        }
    }

    private boolean copyHead() {
        if (!table()) {
            return false;
        }
        List<String> columns = peek() == '(' ? names() : List.of();
        if (columns == null || !word("FROM") || !word("STDIN")) {
            return false;
        }
        int options = at;
        while (at < to && text[at] != '\n' && text[at] != '\r') {
            at++;
        }
        String said = new String(text, options, at - options, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        openColumns = columns.isEmpty() ? columnsOf.getOrDefault(openTable, List.of()) : columns;
        at = behindLineEnd(at);
        // What has quotation marks or another delimiter is read as any delimited text.
        return !said.contains("csv") && !said.contains("delimiter") && !said.contains("binary");
    }

    /** Remembers the columns of a table. */
    private void create() {
        passOver("GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED", "EXTERNAL");
        if (!word("TABLE")) {
            return;
        }
        passOver("IF", "NOT", "EXISTS");
        if (!table() || peek() != '(' || columnsOf.size() >= MAX_TABLES) {
            return;
        }
        at++;
        List<String> columns = new ArrayList<>();
        while (at < to && columns.size() < MAX_CELLS) {
            space();
            boolean quoted = isQuote(peek());
            String column = name();
            if (column.isEmpty()) {
                return;
            }
            if (quoted || !NO_COLUMNS.contains(column.toUpperCase(Locale.ROOT))) {
                columns.add(column);
            }
            row.clear();
            if (!raw()) {
                return;
            }
            if (text[at++] == ')') {
                columnsOf.put(openTable, List.copyOf(columns));
                return;
            }
        }
    }

    /** A name of one to four parts; the last is what the table is called. */
    private boolean table() {
        openTable = name();
        for (int i = 0; i < 3 && at < to && text[at] == '.' && !openTable.isEmpty(); i++) {
            at++;
            openTable = name();
        }
        space();
        return !openTable.isEmpty();
    }

    /** A list of names in parentheses; null where it is none. */
    private @Nullable List<String> names() {
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
    private String name() {
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

    private static boolean isQuote(byte b) {
        return b == '`' || b == '"' || b == '[';
    }

    private static boolean isNameByte(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z' || b >= '0' && b <= '9' || b == '_' || b == '$' || b == '#' || b < 0;
    }

    private byte peek() {
        space();
        return at < to ? text[at] : 0;
    }

    /** Takes a word in any case, and the white space behind it. */
    private boolean word(String word) {
        int end = at + word.length();
        if (!startsWith(at, word) || end < to && isNameByte(text[end])) {
            return false;
        }
        at = end;
        space();
        return true;
    }

    /** Passes over white space and comments. */
    private void space() {
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

    /** Reads tuples up to the first that is none; returns how many. */
    private int tuples() {
        int end = to;
        int count = 0;
        int behind = at;
        while (peek() == '(' && !stops(count)) {
            int start = at;
            to = (int) Math.min(end, (long) start + MAX_TUPLE_BYTES);
            boolean whole = tuple();
            to = end;
            if (!whole) {
                vain -= at - start;
                break;
            }
            give(count++);
            behind = at;
            byte next = peek();
            if (next == ';') {
                behind = ++at;
                break;
            }
            if (next != ',') {
                break;
            }
            at++;
        }
        at = behind;
        return count;
    }

    private boolean stops(int count) {
        return (count & 0xFF) == 0xFF && out.full();
    }

    private void give(int count) {
        if (count == 0 && (!openTable.equals(blockTable) || !openColumns.equals(blockColumns))) {
            blockTable = openTable;
            blockColumns = openColumns;
            String own = "table \"" + openTable + "\"";
            out.block(locator.isEmpty() ? own : locator + Document.STEP + own, "row", openColumns);
        }
        int number = 1;
        if (rowsOf.size() < MAX_TABLES || rowsOf.containsKey(openTable)) {
            number = rowsOf.merge(openTable, 1, Integer::sum);
        }
        out.add(PassageKind.ROW, number, row);
    }

    private boolean tuple() {
        row.clear();
        at++;
        for (int cells = 1; cells <= MAX_CELLS; cells++) {
            if (!value()) {
                return false;
            }
            byte next = text[at++];
            if (next == ')') {
                return true;
            }
            row.append((byte) '\t');
        }
        return false;
    }

    /** Appends a value; the cursor is then at the comma or the parenthesis behind it. False where none comes. */
    private boolean value() {
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
    private boolean raw() {
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
            boolean prefix = at + 1 < to && text[at + 1] == '\'' && isPrefix(b) && (at == 0 || !isNameByte(text[at - 1]));
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
        return b == '\'' || b == '"' || b == '-' || b >= '0' && b <= '9' || startsWith(i, "NULL") || startsWith(i, "N'");
    }

    private int skipBlanks(int place) {
        int i = place;
        while (i < to && text[i] == ' ' && i - place < 16) {
            i++;
        }
        return i;
    }

    private void put(byte b) {
        row.append(b == '\t' || b == '\n' || b == '\r' ? (byte) ' ' : b);
    }

    /** Reads the lines of a COPY block, up to its end mark or the first that has another number of cells. */
    private int lines() {
        int count = 0;
        int width = openColumns.size();
        while (at < to && !stops(count)) {
            int start = at;
            if (text[at] == '\\' && at + 1 < to && text[at + 1] == '.') {
                at = Math.min(to, at + 2);
                break;
            }
            int cells = line();
            width = width == 0 ? cells : width;
            if (cells != width || row.isEmpty()) {
                at = start;
                break;
            }
            give(count++);
            at = behindLineEnd(at);
        }
        return count;
    }

    /** One line as a row; returns how many cells it has. */
    private int line() {
        int cells = 1;
        row.clear();
        while (at < to && text[at] != '\n' && text[at] != '\r') {
            byte b = text[at++];
            if (b == '\t') {
                cells++;
                row.append(b);
            } else if (b != '\\' || at >= to) {
                row.append(b);
            } else {
                byte next = text[at++];
                if (next == '\n' || next == '\r') {
                    at--;
                } else if (next != 'N') {
                    put(next == 'n' || next == 'r' || next == 't' ? (byte) ' ' : next);
                }
            }
        }
        return cells;
    }

    /** Behind blanks and a line end, if there is nothing else; else the place itself. */
    private int behindLineEnd(int place) {
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
