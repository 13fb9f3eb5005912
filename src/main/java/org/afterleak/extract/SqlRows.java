package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    private static final int MAX_TABLES = 1_000;

    /** Parts of a definition of a table that begin with these define no column. */
    private static final List<String> NO_COLUMNS = List.of(
            "PRIMARY",
            "KEY",
            "UNIQUE",
            "INDEX",
            "CONSTRAINT",
            "FOREIGN",
            "CHECK",
            "FULLTEXT",
            "SPATIAL",
            "EXCLUDE",
            "LIKE");

    private final SqlText sql;
    private final String locator;
    private final Passages out;
    private final Map<String, List<String>> columnsOf = new HashMap<>();
    private final Map<String, Integer> rowsOf = new HashMap<>();

    private boolean copy;

    private String blockTable = "";
    private List<String> blockColumns = List.of();
    private String openTable = "";
    private List<String> openColumns = List.of();

    /** @param to offset just behind the text's last byte */
    SqlRows(byte[] text, int from, int to, String locator, Passages out) {
        this.sql = new SqlText(text, from, to);
        this.locator = locator;
        this.out = out;
    }

    /**
     * Whether a statement with rows begins at that place, the first of a line that is no white space; {@link #rows} reads them
     * then. A definition of a table is none, but its columns are remembered.
     */
    boolean begins(int place) {
        return place + 12 <= sql.to && sql.vain > 0 && mayBegin(place) && head(place);
    }

    private boolean mayBegin(int place) {
        return switch (sql.text[place] | 0x20) {
            case 'i' -> sql.startsWith(place, "INSERT");
            case 'r' -> sql.startsWith(place, "REPLACE");
            case 'c' -> sql.startsWith(place, "COPY ") || sql.startsWith(place, "CREATE ");
            default -> false;
        };
    }

    private boolean head(int place) {
        int end = sql.to;
        sql.at = place;
        openTable = "";
        sql.to = (int) Math.min(end, (long) place + MAX_HEAD_BYTES);
        boolean good = false;
        copy = sql.word("COPY");
        if (sql.word("CREATE")) {
            create();
        } else {
            good = copy ? copyHead() : insertHead();
        }
        sql.to = end;
        if (!good) {
            sql.vain -= sql.at - place;
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
            behind = sql.at;
            int next = sql.skipWhite(sql.at);
            if (out.full() || !begins(next)) {
                break;
            }
            rows = copy ? lines() : tuples();
        }
        return behind < 0 ? -1 : sql.behindLineEnd(behind);
    }

    /** Whether any rows were read so far. */
    boolean any() {
        return !rowsOf.isEmpty();
    }

    /** Notes that so many bytes have to be read once more. */
    void again(int bytes) {
        sql.vain -= bytes;
    }

    /** Whether a list of values comes; the cursor is then at its first parenthesis. */
    private boolean insertHead() {
        if (!sql.word("INSERT") && !sql.word("REPLACE")) {
            return false;
        }
        sql.escapes = false;
        // None of these changes what the values are.
        sql.passOver("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "OVERWRITE");
        if (sql.word("OR")) {
            sql.passOver("REPLACE", "IGNORE", "ROLLBACK", "ABORT", "FAIL");
        }
        sql.passOver("INTO", "TABLE");
        if (!table()) {
            return false;
        }
        List<String> columns = sql.peek() == '(' ? sql.names() : List.of();
        if (columns == null) {
            return false;
        }
        if (sql.word("OVERRIDING")) {
            sql.passOver("SYSTEM", "USER");
            sql.passOver("VALUE");
        }
        if (!sql.word("VALUES") && !sql.word("VALUE")) {
            return false;
        }
        openColumns = columns.isEmpty() ? columnsOf.getOrDefault(openTable, List.of()) : columns;
        return sql.peek() == '(';
    }

    private boolean copyHead() {
        if (!table()) {
            return false;
        }
        List<String> columns = sql.peek() == '(' ? sql.names() : List.of();
        if (columns == null || !sql.word("FROM") || !sql.word("STDIN")) {
            return false;
        }
        int options = sql.at;
        while (sql.at < sql.to && sql.text[sql.at] != '\n' && sql.text[sql.at] != '\r') {
            sql.at++;
        }
        String said =
                new String(sql.text, options, sql.at - options, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        openColumns = columns.isEmpty() ? columnsOf.getOrDefault(openTable, List.of()) : columns;
        sql.at = sql.behindLineEnd(sql.at);
        // What has quotation marks or another delimiter is read as any delimited text.
        return !said.contains("csv") && !said.contains("delimiter") && !said.contains("binary");
    }

    /** Remembers the columns of a table. */
    private void create() {
        sql.passOver("GLOBAL", "LOCAL", "TEMPORARY", "TEMP", "UNLOGGED", "EXTERNAL");
        if (!sql.word("TABLE")) {
            return;
        }
        sql.passOver("IF", "NOT", "EXISTS");
        if (!table() || sql.peek() != '(' || columnsOf.size() >= MAX_TABLES) {
            return;
        }
        sql.at++;
        List<String> columns = new ArrayList<>();
        while (sql.at < sql.to && columns.size() < SqlText.MAX_CELLS) {
            sql.space();
            boolean quoted = SqlText.isQuote(sql.peek());
            String column = sql.name();
            if (column.isEmpty()) {
                return;
            }
            if (quoted || !NO_COLUMNS.contains(column.toUpperCase(Locale.ROOT))) {
                columns.add(column);
            }
            sql.row.clear();
            if (!sql.raw()) {
                return;
            }
            if (sql.text[sql.at++] == ')') {
                columnsOf.put(openTable, List.copyOf(columns));
                return;
            }
        }
    }

    /** A name of one to four parts; the last is what the table is called. */
    private boolean table() {
        openTable = sql.name();
        for (int i = 0; i < 3 && sql.at < sql.to && sql.text[sql.at] == '.' && !openTable.isEmpty(); i++) {
            sql.at++;
            openTable = sql.name();
        }
        sql.space();
        return !openTable.isEmpty();
    }

    /** Reads tuples up to the first that is none; returns how many. */
    private int tuples() {
        int end = sql.to;
        int count = 0;
        int behind = sql.at;
        while (sql.peek() == '(' && !stops(count)) {
            int start = sql.at;
            sql.to = (int) Math.min(end, (long) start + MAX_TUPLE_BYTES);
            boolean whole = tuple();
            sql.to = end;
            if (!whole) {
                sql.vain -= sql.at - start;
                break;
            }
            give(count++);
            behind = sql.at;
            byte next = sql.peek();
            if (next == ';') {
                behind = ++sql.at;
                break;
            }
            if (next != ',') {
                break;
            }
            sql.at++;
        }
        sql.at = behind;
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
        out.add(PassageKind.ROW, number, sql.row);
    }

    private boolean tuple() {
        sql.row.clear();
        sql.at++;
        for (int cells = 1; cells <= SqlText.MAX_CELLS; cells++) {
            if (!sql.value()) {
                return false;
            }
            byte next = sql.text[sql.at++];
            if (next == ')') {
                return true;
            }
            sql.row.append((byte) '\t');
        }
        return false;
    }

    /** Reads the lines of a COPY block, up to its end mark or the first that has another number of cells. */
    private int lines() {
        int count = 0;
        int width = openColumns.size();
        while (sql.at < sql.to && !stops(count)) {
            int start = sql.at;
            if (sql.text[sql.at] == '\\' && sql.at + 1 < sql.to && sql.text[sql.at + 1] == '.') {
                sql.at = Math.min(sql.to, sql.at + 2);
                break;
            }
            int cells = line();
            width = width == 0 ? cells : width;
            if (cells != width || sql.row.isEmpty()) {
                sql.at = start;
                break;
            }
            give(count++);
            sql.at = sql.behindLineEnd(sql.at);
        }
        return count;
    }

    /** One line as a row; returns how many cells it has. */
    private int line() {
        int cells = 1;
        sql.row.clear();
        while (sql.at < sql.to && sql.text[sql.at] != '\n' && sql.text[sql.at] != '\r') {
            byte b = sql.text[sql.at++];
            if (b == '\t') {
                cells++;
                sql.row.append(b);
            } else if (b != '\\' || sql.at >= sql.to) {
                sql.row.append(b);
            } else {
                byte next = sql.text[sql.at++];
                if (next == '\n' || next == '\r') {
                    sql.at--;
                } else if (next != 'N') {
                    sql.put(next == 'n' || next == 'r' || next == 't' ? (byte) ' ' : next);
                }
            }
        }
        return cells;
    }
}
