package org.afterleak.extract;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into passages: rows where lines have columns, paragraphs where lines are wrapped prose, lines elsewhere.
 * Empty lines end a block. Works on bytes, window by window.
 */
final class PlainText {
    /** A line longer than this is read as prose, whatever it is: its neighbours are too far to belong to it. */
    private static final int LONG_LINE = 300;

    /** Lines at the end of a window that wait for the next one, so that what begins there is seen whole. */
    private static final int LOOKAHEAD = 64;

    /** How a text is laid out, and what its passages are called. */
    enum Layout {
        /** Lines end where its writer ended them, or where a margin was. */
        WRITTEN,
        /** Text out of markup: each line is whole, and counted if it is not blank. */
        FLOW
    }

    private final byte[] text;
    private final int from;
    private final int to;
    private final Lines lines;
    private final TextColumns columns;
    private final Passages out;
    private final Layout layout;
    private final String locator;
    private final String unit;

    /** Made for the first line that looks like a statement. */
    private @Nullable SqlRows sql;

    private int flowNumber;
    private boolean blockOpen;
    private boolean spreadsheet;
    private boolean seenText;

    private PlainText(
            byte[] text, int from, int to, int number, Layout layout, String locator, String unit, Passages out) {
        this.text = text;
        this.lines = new Lines(text, from, to, 1);
        this.columns = new TextColumns(text, lines);
        this.from = from;
        this.to = to;
        this.out = out;
        this.layout = layout;
        this.locator = locator;
        this.unit = unit;
        this.flowNumber = number;
    }

    /**
     * Reads valid UTF-8.
     *
     * @param locator where the text stands in its document, empty for all of it
     * @return whether there were rows of SQL statements: their strings are undone already
     */
    static boolean read(byte[] text, int from, int to, String locator, Passages out) {
        PlainText plain = new PlainText(text, from, to, 0, Layout.WRITTEN, locator, "line", out);
        plain.read();
        return plain.sql != null && plain.sql.any();
    }

    /**
     * Reads a run of text out of markup.
     *
     * @param number of the last line before it
     * @param unit what a line is called
     * @return number of its last line
     */
    static int readFlow(byte[] text, int from, int to, int number, String locator, String unit, Passages out) {
        PlainText flow = new PlainText(text, from, to, number, Layout.FLOW, locator, unit, out);
        flow.read();
        return flow.flowNumber;
    }

    private void read() {
        int done = 0;
        while (lines.next(done) && !out.full()) {
            done = window(lines.last ? lines.count : lines.count - LOOKAHEAD);
        }
    }

    /** Reads the window's lines up to that one; returns the first that is left. */
    private int window(int limit) {
        int line = 0;
        int plain = 0;
        if (columns.running()) {
            line = rows(0, limit, 0);
            plain = line;
        }
        while (line < limit) {
            if (lines.blank(line)) {
                line++;
                continue;
            }
            if (!seenText && separatorHint(line)) {
                line++;
                plain = line;
                continue;
            }
            SqlRows statements = statements(line);
            if (statements != null) {
                plain(plain, line);
                plain = line;
                int next = statements(statements, line);
                if (next >= 0) {
                    line = next;
                    plain = next;
                    continue;
                }
            }
            if (columns.begin(line)) {
                plain(plain, line);
                spreadsheet |= !seenText && layout == Layout.WRITTEN;
                seenText = true;
                out.block(locator, spreadsheet ? "row" : unit, columns.headings());
                blockOpen = false;
                line = rows(line, limit, line + 1);
                plain = line;
            } else {
                seenText = true;
                line++;
            }
        }
        plain(plain, line);
        return line;
    }

    /** The reader of SQL if a statement with rows begins at that line. */
    private @Nullable SqlRows statements(int line) {
        int first = text[lines.starts[line]] | 0x20;
        if (first != 'i' && first != 'r' && first != 'c') {
            return null;
        }
        if (sql == null) {
            sql = new SqlRows(text, from, to, locator, out);
        }
        return sql.begins(lines.starts[line]) ? sql : null;
    }

    /** Rows of the SQL statements that begin at that line; returns the line behind them, -1 if there were none. */
    private int statements(SqlRows statements, int line) {
        int behind = statements.rows();
        if (behind < 0) {
            return -1;
        }
        seenText = true;
        blockOpen = false;
        if (!lines.beginsLine(behind)) {
            // What stands behind the last row on its line.
            int end = lines.endOfLine(behind);
            out.block(locator, unit);
            line(layout == Layout.FLOW ? ++flowNumber : lines.numberAt(line, behind), behind, end, true);
            behind = lines.nextLine(end);
        }
        int next = lines.lineAt(line, behind);
        if (next < 0) {
            statements.again(lines.jump(line, behind));
            return lines.count;
        }
        return next;
    }

    /** Excel's own first line, which says what the delimiter is and counts for nothing. */
    private boolean separatorHint(int line) {
        int at = lines.starts[line];
        boolean hint = lines.ends[line] - at <= 5
                && lines.ends[line] - at >= 4
                && text[at] == 's'
                && text[at + 1] == 'e'
                && text[at + 2] == 'p'
                && text[at + 3] == '=';
        if (hint) {
            lines.rowsBegin(line + 1);
        }
        return hint;
    }

    /** Reads rows up to that line, or to one where the table ends; from {@code free} on a statement of SQL ends it too. */
    private int rows(int from, int limit, int free) {
        int line = from;
        while (line < limit && columns.goesOn(line)) {
            if (!lines.blank(line)) {
                if (line >= free && statements(line) != null) {
                    break;
                }
                int number = spreadsheet ? lines.rows[line] : number(line);
                if (!lines.isBorder(line)) {
                    Utf8Text row = columns.row(line);
                    if (lines.controls[line]) {
                        out.add(PassageKind.ROW, number, row);
                    } else {
                        out.addClean(PassageKind.ROW, number, row.bytes(), 0, row.length());
                    }
                }
            }
            line++;
        }
        if (line < limit) {
            columns.end();
        }
        return line;
    }

    private int number(int line) {
        return layout == Layout.FLOW ? ++flowNumber : lines.numbers[line];
    }

    /** Lines that are no rows: blocks between empty ones, and between borders, which hold no text. */
    private void plain(int from, int to) {
        int line = from;
        while (line < to) {
            if (lines.blank(line) || lines.isBorder(line)) {
                blockOpen = false;
                line++;
                continue;
            }
            int end = line + 1;
            while (end < to && !lines.blank(end) && !lines.isBorder(end)) {
                end++;
            }
            block(line, end);
            line = end;
        }
    }

    private void block(int from, int to) {
        if (!blockOpen) {
            out.block(locator, unit);
            blockOpen = true;
        }
        if (Prose.isWrapped(text, lines, from, to)) {
            int number = number(from);
            out.add(PassageKind.PARAGRAPH, number, text, lines.starts[from], lines.ends[to - 1]);
            flowNumber += layout == Layout.FLOW ? to - from - 1 : 0;
            return;
        }
        for (int line = from; line < to; line++) {
            if (lines.folded[line]) {
                unfolded(line);
            } else {
                line(number(line), lines.starts[line], lines.ends[line], lines.controls[line]);
            }
        }
    }

    private void line(int number, int from, int to, boolean controls) {
        PassageKind kind = to - from > LONG_LINE ? PassageKind.PARAGRAPH : PassageKind.LINE;
        if (controls) {
            out.add(kind, number, text, from, to);
        } else {
            out.addClean(kind, number, text, from, to);
        }
    }

    /** Lines that were taken for one with a quoted cell, and are no row after all. */
    private void unfolded(int line) {
        int number = number(line);
        int from = lines.starts[line];
        for (int i = from; i <= lines.ends[line]; i++) {
            if (i == lines.ends[line] || text[i] == '\n' || text[i] == '\r') {
                if (i > from) {
                    line(number, from, i, true);
                }
                number += i < lines.ends[line] && (text[i] == '\n' || text[i + 1] != '\n') ? 1 : 0;
                from = i + 1;
            }
        }
    }
}
