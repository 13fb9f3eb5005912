package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds runs of lines with the same columns in a text, and writes them as rows. The delimiter is what stands equally often
 * in several lines in a row; how many it takes depends on how usual it is in prose.
 */
final class TextColumns {
    private static final int NONE = -1;
    private static final int LOOK = 8;
    private static final int FORM_ROWS = 16;

    /** Prose between commas goes on for long; cells do not. */
    private static final int MAX_COMMA_CELL = 40;

    private final byte[] text;
    private final Lines lines;
    private final Utf8Text row = new Utf8Text(256);
    private final Utf8Text cell = new Utf8Text(64);

    private int delimiter = NONE;
    private int width;
    private boolean loose;
    private List<String> headings = List.of();

    TextColumns(byte[] text, Lines lines) {
        this.text = text;
        this.lines = lines;
    }

    /** Whether the last window ended within a table. */
    boolean running() {
        return delimiter != NONE;
    }

    void end() {
        delimiter = NONE;
    }

    List<String> headings() {
        return headings;
    }

    /** Whether a table begins at that line. */
    boolean begin(int line) {
        int best = NONE;
        int bestRows = 0;
        if (lines.isBorder(line)) {
            return false;
        }
        for (int d = 0; d < Lines.DELIMITERS; d++) {
            int count = lines.counts[d][line];
            if (count == 0) {
                continue;
            }
            int same = same(d, line);
            boolean better = same > bestRows || same == bestRows && count > lines.counts[Math.max(0, best)][line];
            if (better && enough(d, line, same)) {
                best = d;
                bestRows = same;
            }
        }
        if (best == NONE) {
            return false;
        }
        delimiter = best;
        width = lines.counts[best][line];
        loose = loose(line);
        if (width == 1 && Headings.areForm(firstColumn(line))) {
            delimiter = NONE;
            return false;
        }
        int second = following(line);
        headings = Headings.of(cells(line), second < 0 ? List.of() : cells(second));
        return true;
    }

    /** How many lines from that one on have as many delimiters, of those near. */
    private int same(int d, int line) {
        int rows = 1;
        for (int i = following(line); i >= 0 && rows < LOOK; i = following(i)) {
            if (lines.counts[d][i] != lines.counts[d][line] || d == Lines.COMMA && loose(i) != loose(line)) {
                break;
            }
            rows++;
        }
        return rows;
    }

    /** The next line that holds text; at most two empty ones and some borders are between; -1 if there is none. */
    private int following(int line) {
        int blanks = 0;
        for (int i = line + 1; i < lines.count; i++) {
            if (lines.blank(i)) {
                if (++blanks > 2) {
                    return -1;
                }
            } else if (!lines.isBorder(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean enough(int d, int line, int rows) {
        int count = lines.counts[d][line];
        return switch (d) {
            case Lines.TAB, Lines.BAR -> rows >= 3 || rows == 2 && count >= 2;
            case Lines.SEMICOLON ->
                (rows >= 3 || rows == 2 && count >= 2)
                        && !(count == 1 && text[lines.ends[line] - 1] == ';')
                        && references(line) * 2 <= count;
            case Lines.COMMA -> commas(line, rows, count);
            default -> rows >= 3 && (count >= 2 || aligned(line)) && !endsSentence(line);
        };
    }

    /** Semicolons that end a character reference, which text that was escaped twice is full of. */
    private int references(int line) {
        int references = 0;
        int name = -1;
        for (int i = lines.starts[line]; i < lines.ends[line]; i++) {
            byte b = text[i];
            boolean inName = b >= '0' && b <= '9' || (b | 0x20) >= 'a' && (b | 0x20) <= 'z' || b == '#';
            references += b == ';' && name >= 0 && i > name + 1 ? 1 : 0;
            name = b == '&' ? i : inName ? name : -1;
        }
        return references;
    }

    private boolean commas(int line, int rows, int count) {
        if (lines.length(line) > (count + 1) * MAX_COMMA_CELL && lines.folded[line] == lines.quotes[line]) {
            return false;
        }
        return loose(line) ? rows >= 5 && count >= 2 && beginWhole(line) : rows >= 3 || rows == 2 && count >= 2;
    }

    /** Commas as prose has them, each with a space behind. */
    private boolean loose(int line) {
        return lines.looseCommas[line] * 2 > lines.counts[Lines.COMMA][line];
    }

    /** Whether neither this line nor the next four begin in the middle of a sentence, or end one. */
    private boolean beginWhole(int line) {
        int at = line;
        for (int k = 0; k < 5 && at >= 0; k++) {
            byte last = text[lines.ends[at] - 1];
            if (Prose.midSentence(text[lines.starts[at]]) || last == '.' || last == '?' || last == '!') {
                return false;
            }
            at = following(at);
        }
        return true;
    }

    /** Whether the second column begins at the same place in three lines. */
    private boolean aligned(int line) {
        int place = gap(line);
        int second = following(line);
        int third = second < 0 ? -1 : following(second);
        return third >= 0 && gap(second) == place && gap(third) == place;
    }

    /** Where the first gap of a line ends, counted from the line's begin. */
    private int gap(int line) {
        for (int i = lines.starts[line]; i + 1 < lines.ends[line]; i++) {
            if (text[i] == ' ' && text[i + 1] == ' ') {
                int end = i;
                while (text[end] == ' ') {
                    end++;
                }
                return end - lines.begins[line];
            }
        }
        return -1;
    }

    /** Two spaces behind a full stop are an old typist's habit. */
    private boolean endsSentence(int line) {
        for (int i = lines.starts[line] + 1; i + 1 < lines.ends[line]; i++) {
            if (text[i] == ' ' && text[i + 1] == ' ') {
                byte before = text[i - 1];
                return before == '.' || before == '?' || before == '!';
            }
        }
        return false;
    }

    private List<String> firstColumn(int line) {
        List<String> first = new ArrayList<>();
        for (int i = line; i >= 0 && first.size() < FORM_ROWS && lines.counts[delimiter][i] > 0; i = following(i)) {
            List<String> cells = cells(i);
            first.add(cells.isEmpty() ? "" : cells.get(0));
        }
        return first;
    }

    private List<String> cells(int line) {
        if (lines.length(line) > 4096) {
            return List.of();
        }
        Utf8Text written = row(line);
        String whole = new String(written.bytes(), 0, written.length(), StandardCharsets.UTF_8);
        List<String> cells = new ArrayList<>();
        for (String one : whole.split("\t", -1)) {
            cells.add(one.strip());
        }
        return cells;
    }

    /** Whether the table at hand goes on with that line. */
    boolean goesOn(int line) {
        if (lines.blank(line)) {
            int next = following(line);
            return next >= 0 && delimiter != Lines.GAP && fits(next);
        }
        if (lines.isBorder(line) || fits(line)) {
            return true;
        }
        if (lines.counts[delimiter][line] == 0 || delimiter == Lines.COMMA && loose(line) != loose) {
            return false;
        }
        // A row with a cell too many or too few, if the table goes on behind it.
        int next = following(line);
        for (int k = 0; k < 3 && next >= 0; k++) {
            if (fits(next)) {
                return true;
            }
            next = following(next);
        }
        return false;
    }

    private boolean fits(int line) {
        return lines.counts[delimiter][line] == width && (delimiter != Lines.COMMA || loose(line) == loose);
    }

    /** Writes a line as a row, one tab between two cells; the result is good until the next call. */
    Utf8Text row(int line) {
        row.clear();
        int from = lines.starts[line];
        int to = lines.ends[line];
        if (delimiter == Lines.TAB) {
            // An empty first cell is not white space.
            from = lines.begins[line];
        }
        if (delimiter == Lines.GAP) {
            gaps(from, to);
        } else if (delimiter == Lines.BAR) {
            bars(from, to);
        } else if (lines.quotes[line]) {
            quoted(from, to, Lines.delimiter(delimiter));
        } else {
            row.append(text, from, to);
            if (delimiter != Lines.TAB) {
                byte separator = Lines.delimiter(delimiter);
                byte[] bytes = row.bytes();
                for (int i = 0; i < row.length(); i++) {
                    bytes[i] = bytes[i] == separator ? (byte) '\t' : bytes[i] == '\t' ? (byte) ' ' : bytes[i];
                }
            }
        }
        return row;
    }

    private void gaps(int from, int to) {
        int i = from;
        while (i < to) {
            byte b = text[i];
            if (b == ' ' && text[i + 1] == ' ') {
                row.append((byte) '\t');
                while (text[i] == ' ') {
                    i++;
                }
            } else {
                row.append(b == '\t' ? (byte) ' ' : b);
                i++;
            }
        }
    }

    /** Cells between bars, without the spaces around them and the bars at both ends. */
    private void bars(int from, int to) {
        int start = text[from] == '|' ? from + 1 : from;
        int end = to - start > 0 && text[to - 1] == '|' ? to - 1 : to;
        cell.clear();
        for (int i = start; i <= end; i++) {
            if (i < end && text[i] != '|') {
                if (text[i] != ' ' && text[i] != '\t' || !cell.isEmpty()) {
                    cell.append(text[i] == '\t' ? (byte) ' ' : text[i]);
                }
                continue;
            }
            while (cell.last() == ' ') {
                cell.cut(cell.length() - 1);
            }
            row.append(cell.bytes(), 0, cell.length());
            cell.clear();
            if (i < end) {
                row.append((byte) '\t');
            }
        }
    }

    /** Cells in quotes as RFC 4180 has them; a quote that opens or closes none is text. */
    private void quoted(int from, int to, byte separator) {
        int i = from;
        boolean cellStart = true;
        while (i < to) {
            byte b = text[i];
            if (b == separator) {
                row.append((byte) '\t');
                cellStart = true;
                i++;
                continue;
            }
            if (b == '"' && cellStart) {
                int close = close(i + 1, to, separator);
                if (close >= 0) {
                    unquote(i + 1, close);
                    i = close + 1;
                    cellStart = false;
                    continue;
                }
            }
            cellStart &= b == ' ';
            row.append(b == '\t' ? (byte) ' ' : b);
            i++;
        }
    }

    private int close(int from, int to, byte separator) {
        for (int i = from; i < to; i++) {
            if (text[i] != '"') {
                continue;
            }
            if (i + 1 < to && text[i + 1] == '"') {
                i++;
                continue;
            }
            int k = i + 1;
            while (k < to && text[k] == ' ') {
                k++;
            }
            if (k == to || text[k] == separator) {
                return i;
            }
        }
        return -1;
    }

    private void unquote(int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = text[i];
            row.append(b == '\t' || b == '\n' || b == '\r' ? (byte) ' ' : b);
            i += b == '"' && i + 1 < to && text[i + 1] == '"' ? 1 : 0;
        }
    }
}
