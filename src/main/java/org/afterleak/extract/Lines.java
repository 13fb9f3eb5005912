package org.afterleak.extract;

import java.util.Arrays;

/**
 * A window of lines of a text, in arrays: where each begins and ends, and how often each delimiter stands in it. A line
 * here is a logical one: a quoted cell may hold line ends, as RFC 4180 has it, if it looks like a cell. No object per line.
 */
final class Lines {
    static final int TAB = 0;
    static final int BAR = 1;
    static final int SEMICOLON = 2;
    static final int COMMA = 3;

    /** Two spaces or more between words, as columns of fixed width have them. */
    static final int GAP = 4;

    static final int DELIMITERS = 5;
    private static final byte[] DELIMITER_BYTES = {'\t', '|', ';', ','};

    /** Lines in a window, at most. */
    private static final int WINDOW = 4096;

    /** A quoted cell goes over at most so many lines and bytes: more than that is a quote that nobody closed. */
    private static final int MAX_QUOTED_LINES = 100;

    private static final int MAX_QUOTED_BYTES = 1 << 16;

    private static final byte PLAIN = 0;
    private static final byte LINE_END = 6;
    private static final byte SPACE = 7;
    private static final byte QUOTE = 8;
    private static final byte CONTROL = 9;
    private static final byte[] CLASSES = classes();

    private final byte[] text;
    private final int to;
    private final int capacity;
    private int at;
    private int nextNumber;
    private int nextRow = 1;
    private long quoteBudget;

    int count;

    /** First byte of the line that is no white space; where it is blank, its end. */
    final int[] starts;

    /** First byte of the line, white space or not. */
    final int[] begins;

    /** Just behind the last byte that is no white space. */
    final int[] ends;

    /** 1-based number of the line in the text. */
    final int[] numbers;

    /** 1-based number of the row if the text is opened as a table: a line within a quoted cell does not count. */
    final int[] rows;

    final int[][] counts;

    /** Commas with a space or the line's end behind. */
    final int[] looseCommas;

    /** The line has characters that have to be cleaned or, quoted, unquoted. */
    final boolean[] controls;

    final boolean[] quotes;

    /** The line holds line ends, in a quoted cell. */
    final boolean[] folded;

    /** Whether the window ends with the text. */
    boolean last;

    Lines(byte[] text, int from, int to, int firstNumber) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.nextNumber = firstNumber;
        this.quoteBudget = 2L * (to - from) + (1 << 20);
        // Markup gives many short texts.
        this.capacity = Math.min(WINDOW, to - from + 1);
        this.starts = new int[capacity];
        this.begins = new int[capacity];
        this.ends = new int[capacity];
        this.numbers = new int[capacity];
        this.rows = new int[capacity];
        this.looseCommas = new int[capacity];
        this.counts = new int[DELIMITERS][capacity];
        this.controls = new boolean[capacity];
        this.quotes = new boolean[capacity];
        this.folded = new boolean[capacity];
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 0; c < ' '; c++) {
            classes[c] = CONTROL;
        }
        for (int k = 0; k < DELIMITER_BYTES.length; k++) {
            classes[DELIMITER_BYTES[k]] = (byte) (k + 1);
        }
        classes[0x7F] = CONTROL;
        // The lead byte of the C1 controls, among others.
        classes[0xC2] = CONTROL;
        classes['\n'] = LINE_END;
        classes['\r'] = LINE_END;
        classes[' '] = SPACE;
        classes['"'] = QUOTE;
        return classes;
    }

    static byte delimiter(int which) {
        return DELIMITER_BYTES[which];
    }

    /** Rows are counted from that line on. */
    void rowsBegin(int line) {
        int before = line < count ? rows[line] - 1 : nextRow - 1;
        for (int i = line; i < count; i++) {
            rows[i] -= before;
        }
        nextRow -= before;
    }

    /** Fills the window anew, from behind its line {@code done}; false at the end of the text. */
    boolean next(int done) {
        if (count > 0 && done < count) {
            at = begins[done];
            nextNumber = numbers[done];
            nextRow = rows[done];
        }
        count = 0;
        while (count < capacity && at < to) {
            scan(count++);
        }
        last = at >= to;
        return count > 0;
    }

    /** The line behind that one that begins at that place, {@link #count} for the first behind the window; -1 if none does. */
    int lineAt(int line, int offset) {
        if (offset == at) {
            return count;
        }
        int found = Arrays.binarySearch(begins, line + 1, count, offset);
        return found < 0 ? -1 : found;
    }

    /** Number of the line at a place that lies in or behind that line. */
    int numberAt(int line, int offset) {
        int number = numbers[line];
        for (int i = begins[line]; i < offset; i++) {
            number += text[i] == '\n' || text[i] == '\r' && (i + 1 == to || text[i + 1] != '\n') ? 1 : 0;
        }
        return number;
    }

    /** Goes on at that place, the begin of a line behind that one; the window is done. Returns how much is read again. */
    int jump(int line, int offset) {
        int again = Math.max(0, at - offset);
        nextRow = rows[line] + numberAt(line, offset) - numbers[line];
        nextNumber = numberAt(line, offset);
        at = offset;
        return again;
    }

    /** Whether that place is the first of a line, or the text's end. */
    boolean beginsLine(int offset) {
        return offset >= to || text[offset - 1] == '\n' || text[offset - 1] == '\r';
    }

    /** Where the line ends that holds that place. */
    int endOfLine(int offset) {
        return lineEndFrom(offset);
    }

    /** The first place of the next line. */
    int nextLine(int lineEnd) {
        return afterLineEnd(lineEnd);
    }

    boolean blank(int line) {
        return starts[line] >= ends[line];
    }

    int length(int line) {
        return ends[line] - starts[line];
    }

    /** Reads one line into the window's place. */
    private void scan(int line) {
        int begin = at;
        int i = begin;
        while (i < to && (text[i] == ' ' || text[i] == '\t')) {
            i++;
        }
        int start = i;
        int tabs = 0;
        int bars = 0;
        int semicolons = 0;
        int commas = 0;
        int loose = 0;
        int gaps = 0;
        boolean control = false;
        boolean quote = false;
        scanning:
        while (i < to) {
            byte kind = CLASSES[text[i] & 0xFF];
            if (kind == PLAIN) {
                i++;
                continue;
            }
            if (kind == SPACE) {
                i++;
                if (i < to && text[i] == ' ') {
                    gaps++;
                    do {
                        i++;
                    } while (i < to && text[i] == ' ');
                }
                continue;
            }
            switch (kind) {
                case TAB + 1 -> tabs++;
                case BAR + 1 -> bars++;
                case SEMICOLON + 1 -> semicolons++;
                case COMMA + 1 -> {
                    commas++;
                    loose += i + 1 == to || text[i + 1] == ' ' || text[i + 1] == '\n' || text[i + 1] == '\r' ? 1 : 0;
                }
                case LINE_END -> {
                    break scanning;
                }
                case QUOTE -> quote = true;
                default -> control = true;
            }
            i++;
        }
        int lineEnd = i;
        int end = trim(start, lineEnd);
        // White space at the line's end delimits nothing.
        for (int k = end; k < lineEnd; k++) {
            tabs -= text[k] == '\t' ? 1 : 0;
        }
        gaps -= lineEnd - end > 1 && text[lineEnd - 1] == ' ' && text[lineEnd - 2] == ' ' ? 1 : 0;
        starts[line] = start;
        begins[line] = begin;
        ends[line] = end;
        numbers[line] = nextNumber++;
        rows[line] = nextRow++;
        counts[TAB][line] = tabs;
        counts[BAR][line] = bars;
        counts[SEMICOLON][line] = semicolons;
        counts[COMMA][line] = commas;
        counts[GAP][line] = Math.max(0, gaps);
        looseCommas[line] = loose;
        controls[line] = control;
        quotes[line] = quote;
        folded[line] = false;
        at = afterLineEnd(lineEnd);
        if (quote && (tabs + bars + semicolons + commas > 0 || text[start] == '"')) {
            scanQuoted(line, lineEnd);
        }
    }

    /** Counts again, leaving out what stands in quoted cells; takes the lines in if a cell goes over some. */
    private void scanQuoted(int line, int lineEnd) {
        int[] found = new int[DELIMITERS];
        int loose = 0;
        boolean cellStart = true;
        int i = starts[line];
        int end = lineEnd;
        boolean afterCell = false;
        while (i < end) {
            byte b = text[i];
            if (b == '"' && cellStart) {
                int close = close(i + 1, end);
                if (close < 0 && end == lineEnd && !folded[line]) {
                    int far = closeFar(i + 1, afterCell);
                    if (far >= 0) {
                        end = lineEndFrom(far);
                        fold(line, end);
                        close = far;
                    }
                }
                if (close >= 0) {
                    i = close + 1;
                    cellStart = false;
                    continue;
                }
            }
            int kind = CLASSES[b & 0xFF];
            if (kind >= 1 && kind <= DELIMITER_BYTES.length) {
                found[kind - 1]++;
                loose += b == ',' && (i + 1 == end || text[i + 1] == ' ') ? 1 : 0;
                cellStart = true;
                afterCell = true;
            } else if (b != ' ') {
                cellStart = false;
            }
            i++;
        }
        for (int k = 0; k < DELIMITER_BYTES.length; k++) {
            counts[k][line] = found[k];
        }
        looseCommas[line] = loose;
    }

    /** The quote that closes a cell within the line, -1 if none does. */
    private int close(int from, int end) {
        for (int i = from; i < end; i++) {
            if (text[i] == '"') {
                if (i + 1 < end && text[i + 1] == '"') {
                    i++;
                } else if (closes(i + 1, end)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Whether a quote before that place ends a cell. */
    private boolean closes(int next, int end) {
        int i = next;
        while (i < end && text[i] == ' ') {
            i++;
        }
        int kind = i < end ? CLASSES[text[i] & 0xFF] : LINE_END;
        return kind == LINE_END || kind >= 1 && kind <= DELIMITER_BYTES.length;
    }

    /** The quote on a later line that closes a cell; prose in quotation marks has no delimiter next to both of its. */
    private int closeFar(int from, boolean afterCell) {
        int lineEnds = 0;
        int most = (int) Math.min(Math.min(to, (long) from + MAX_QUOTED_BYTES), from + Math.max(0, quoteBudget));
        for (int i = from; i < most; i++) {
            byte b = text[i];
            if (b == '\n' && ++lineEnds > MAX_QUOTED_LINES) {
                break;
            }
            if (b == '"') {
                if (i + 1 < to && text[i + 1] == '"') {
                    i++;
                    continue;
                }
                quoteBudget -= i - from;
                boolean delimited = closes(i + 1, to);
                return delimited && (afterCell || (i + 1 < to && CLASSES[text[i + 1] & 0xFF] != LINE_END)) ? i : -1;
            }
        }
        quoteBudget -= most - from;
        return -1;
    }

    private int lineEndFrom(int from) {
        int i = from;
        while (i < to && text[i] != '\n' && text[i] != '\r') {
            i++;
        }
        return i;
    }

    private void fold(int line, int lineEnd) {
        folded[line] = true;
        controls[line] = true;
        for (int i = ends[line]; i < lineEnd; i++) {
            nextNumber += text[i] == '\n' || text[i] == '\r' && (i + 1 == to || text[i + 1] != '\n') ? 1 : 0;
        }
        ends[line] = trim(starts[line], lineEnd);
        at = afterLineEnd(lineEnd);
    }

    private int trim(int start, int lineEnd) {
        int end = lineEnd;
        while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    private int afterLineEnd(int lineEnd) {
        if (lineEnd >= to) {
            return to;
        }
        boolean both = text[lineEnd] == '\r' && lineEnd + 1 < to && text[lineEnd + 1] == '\n';
        return lineEnd + (both ? 2 : 1);
    }

    /** A line of nothing but what borders are drawn with: {@code +-----+}, {@code |---|:-:|}, {@code =====}. */
    boolean isBorder(int line) {
        if (blank(line) || length(line) > 10_000) {
            return false;
        }
        for (int i = starts[line]; i < ends[line]; i++) {
            byte b = text[i];
            if (b != '-' && b != '+' && b != '|' && b != '=' && b != ':' && b != ' ' && b != '_') {
                return false;
            }
        }
        return true;
    }
}
