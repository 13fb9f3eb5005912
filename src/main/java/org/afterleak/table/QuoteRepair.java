package org.afterleak.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * Makes delimited text fit for a strict parser, so that one bad line never takes the rest of the file with it. A quote
 * that opens a cell counts only if it is closed properly: before a delimiter or a line end, within the limits. One that is
 * not becomes a space; a bare quote within a quoted cell becomes an apostrophe. NULs become spaces, spaces before an
 * opening quote go. A row over the limit is cut, and its number noted. All else passes as it is.
 */
final class QuoteRepair extends Reader {
    /** A quoted cell goes over at most so many lines: more than that is a quote that nobody closed. */
    static final int MAX_LINES = 100;

    /** So many broken quotes in one row and the rest of them are taken as text: keeps the search linear. */
    private static final int MAX_BROKEN = 8;

    private static final int BLOCK = 1 << 15;

    private final Reader in;
    private final char delimiter;
    private final int maxQuoted;
    private final int maxRow;
    private final Queue<Integer> cutRows = new ArrayDeque<>();

    private char[] buffer = new char[2 * BLOCK];
    private int position;
    private int limit;
    private boolean ended;

    private boolean atCellStart = true;
    private int quotedUntil = -1;
    private int row = 1;
    private int rowChars;
    private int broken;
    private boolean cutting;
    private boolean lastWasReturn;

    /**
     * @param maxQuoted characters of one quoted cell
     * @param maxRow characters of one row; the rest of a longer one is left out
     */
    QuoteRepair(Reader in, char delimiter, int maxQuoted, int maxRow) {
        this.in = in;
        this.delimiter = delimiter;
        this.maxQuoted = maxQuoted;
        this.maxRow = maxRow;
    }

    /** Whether this row was cut; asked once per row, in order, after the row was read. */
    boolean wasCut(int number) {
        while (!cutRows.isEmpty() && cutRows.peek() < number) {
            cutRows.remove();
        }
        return !cutRows.isEmpty() && cutRows.peek() == number;
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        int out = from;
        int end = from + length;
        while (out < end) {
            if (position == limit && !more()) {
                break;
            }
            if (quotedUntil >= 0) {
                int n = Math.min(quotedUntil - position, end - out);
                n = copyQuoted(into, out, n);
                out += n;
                if (position == quotedUntil) {
                    quotedUntil = -1;
                }
                continue;
            }
            char c = buffer[position];
            if (atCellStart && (c == '"' || c == ' ')) {
                openCell();
                continue;
            }
            atCellStart = false;
            out = copyPlain(into, out, end);
        }
        return out == from && length > 0 ? -1 : out - from;
    }

    /** Copies up to and with the next delimiter or line end. */
    private int copyPlain(char[] into, int from, int end) {
        int out = from;
        while (out < end && position < limit) {
            char c = buffer[position++];
            if (c == '\n' || c == '\r') {
                endLine(c);
                into[out++] = c;
                atCellStart = true;
                return out;
            }
            lastWasReturn = false;
            if (++rowChars > maxRow) {
                cut();
                continue;
            }
            into[out++] = c == 0 ? ' ' : c;
            if (c == delimiter) {
                atCellStart = true;
                return out;
            }
        }
        return out;
    }

    private int copyQuoted(char[] into, int out, int n) {
        int copied = 0;
        for (int i = 0; i < n; i++) {
            char c = buffer[position++];
            if (++rowChars > maxRow && !cutting) {
                // The cell is within its limit, the row is not: nothing more of it, but the quote has to be closed.
                cut();
                into[out + copied++] = '"';
            } else if (!cutting) {
                into[out + copied++] = c == 0 ? ' ' : c;
            }
        }
        lastWasReturn = false;
        return copied;
    }

    private void cut() {
        if (!cutting) {
            cutting = true;
            cutRows.add(row);
        }
    }

    private void endLine(char c) {
        if (c == '\n' && lastWasReturn) {
            lastWasReturn = false;
            return;
        }
        lastWasReturn = c == '\r';
        row++;
        rowChars = 0;
        broken = 0;
        cutting = false;
    }

    /** At the start of a cell, on a space or a quote: finds out what the quote is, and sets how to go on. */
    private void openCell() throws IOException {
        int spaces = 0;
        while (available(spaces + 1) && buffer[position + spaces] == ' ' && spaces < 64) {
            spaces++;
        }
        if (!available(spaces + 1) || buffer[position + spaces] != '"') {
            atCellStart = false;
            return;
        }
        int close = broken < MAX_BROKEN ? findClose(spaces + 1) : -1;
        atCellStart = false;
        if (close < 0) {
            broken++;
            buffer[position + spaces] = ' ';
            return;
        }
        position += spaces;
        quotedUntil = position + close - spaces + 1;
    }

    /** Offset from the position of the quote that closes the cell, -1 if none does; bare quotes on the way are mended. */
    private int findClose(int from) throws IOException {
        int lines = 0;
        int bare = -1;
        int i = from;
        while (available(i + 1) && i - from <= maxQuoted) {
            char c = buffer[position + i];
            if (c == '"') {
                if (available(i + 2) && buffer[position + i + 1] == '"') {
                    i += 2;
                    continue;
                }
                if (endsCell(i + 1)) {
                    if (bare >= 0) {
                        mend(from, i);
                    }
                    return i;
                }
                if (lines > 0) {
                    return -1;
                }
                bare = i;
            } else if (c == '\n' || c == '\r') {
                if (bare >= 0 || ++lines > MAX_LINES) {
                    return -1;
                }
            }
            i++;
        }
        return -1;
    }

    private boolean endsCell(int from) throws IOException {
        int i = from;
        while (available(i + 1) && buffer[position + i] == ' ' && i - from < 64) {
            i++;
        }
        if (!available(i + 1)) {
            return true;
        }
        char c = buffer[position + i];
        return c == delimiter || c == '\n' || c == '\r';
    }

    private void mend(int from, int close) {
        for (int i = from; i < close; i++) {
            if (buffer[position + i] == '"') {
                if (buffer[position + i + 1] == '"' && i + 1 < close) {
                    i++;
                } else {
                    buffer[position + i] = '\'';
                }
            }
        }
    }

    /** Whether so many characters stand from the position on; reads more where needed. */
    private boolean available(int count) throws IOException {
        while (limit - position < count) {
            if (!more()) {
                return false;
            }
        }
        return true;
    }

    private boolean more() throws IOException {
        if (ended) {
            return false;
        }
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            quotedUntil = quotedUntil < 0 ? -1 : quotedUntil - position;
            position = 0;
        }
        if (buffer.length - limit < BLOCK) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int n = in.read(buffer, limit, buffer.length - limit);
        if (n < 0) {
            ended = true;
            return false;
        }
        limit += n;
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
