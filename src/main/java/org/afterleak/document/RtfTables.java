package org.afterleak.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of RTF's tables. The parser tells each cell as a paragraph, and nothing of rows; so before it reads, the begin of each
 * row ({@code \trowd}) and of a paragraph in one ({@code \intbl}), each cell's end and each row's end are marked by a character of the private use area, and the
 * paragraphs that come out are put together again.
 */
final class RtfTables implements DocumentSink {
    private static final char CELL = '\uE000';
    private static final char ROW = '\uE001';
    private static final char BEGIN = '\uE002';

    private static final int MAX_CELLS = 1_000;
    private static final int MAX_CELL_CHARS = 1 << 16;

    private final DocumentSink sink;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean inRow;
    private boolean inTable;
    private int tables;
    private int rows;
    private String region = "";

    RtfTables(DocumentSink sink) {
        this.sink = sink;
    }

    /** The document with its marks. */
    static byte[] marked(byte[] rtf) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(rtf.length + 1_024);
        int written = 0;
        int i = 0;
        while (i + 1 < rtf.length) {
            if (rtf[i] != '\\') {
                i++;
                continue;
            }
            int end = i + 1;
            while (end < rtf.length && (rtf[end] | 0x20) >= 'a' && (rtf[end] | 0x20) <= 'z') {
                end++;
            }
            if (end == i + 1) {
                i += 2;
                continue;
            }
            char mark = mark(rtf, i + 1, end);
            if (mark != 0) {
                out.write(rtf, written, i - written);
                byte[] group = ("{\\uc1\\u" + (short) mark + "?}").getBytes(StandardCharsets.US_ASCII);
                out.write(group, 0, group.length);
                written = i;
            }
            i = end + binary(rtf, i + 1, end);
        }
        if (written == 0) {
            return rtf;
        }
        out.write(rtf, written, rtf.length - written);
        return out.toByteArray();
    }

    private static char mark(byte[] rtf, int from, int end) {
        return is(rtf, from, end, "cell")
                ? CELL
                : is(rtf, from, end, "row")
                        ? ROW
                        : is(rtf, from, end, "trowd") || is(rtf, from, end, "intbl") ? BEGIN : (char) 0;
    }

    private static boolean is(byte[] rtf, int from, int end, String word) {
        if (end - from != word.length()) {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (rtf[i] != word.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /** Bytes behind a word that are no text of RTF: those of {@code \bin}. */
    private static int binary(byte[] rtf, int from, int end) {
        if (!is(rtf, from, end, "bin")) {
            return 0;
        }
        long count = 0;
        int i = end;
        while (i < rtf.length && rtf[i] >= '0' && rtf[i] <= '9' && i - end < 9) {
            count = count * 10 + rtf[i++] - '0';
        }
        return (int) Math.min(rtf.length - end, i - end + count);
    }

    @Override
    public void paragraph(int number, String text) {
        StringBuilder outside = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case BEGIN -> inRow = true;
                case CELL -> {
                    if (!inRow) {
                        // A row may be laid out as the one before it, without saying so.
                        cell.append(outside);
                        outside.setLength(0);
                        inRow = true;
                    }
                    cellEnds();
                }
                case ROW -> rowEnds();
                default -> {
                    if (!inRow) {
                        outside.append(c);
                    } else if (cell.length() < MAX_CELL_CHARS) {
                        cell.append(c);
                    } else {
                        // Nothing of a cell that goes on and on is lost.
                        cellEnds();
                        cell.append(c);
                    }
                }
            }
        }
        if (inRow && !cell.isEmpty()) {
            cell.append(' ');
        }
        String rest = outside.toString().strip();
        if (!rest.isEmpty()) {
            if (inTable) {
                sink.paragraphs(region);
                inTable = false;
            }
            sink.paragraph(number, rest);
        }
    }

    private void cellEnds() {
        cells.add(cell.toString().strip());
        cell.setLength(0);
        if (cells.size() >= MAX_CELLS) {
            rowEnds();
            inRow = true;
        }
    }

    private void rowEnds() {
        inRow = false;
        if (!cell.isEmpty()) {
            cells.add(cell.toString().strip());
            cell.setLength(0);
        }
        if (cells.stream().anyMatch(c -> !c.isEmpty())) {
            if (!inTable) {
                sink.table((region.isEmpty() ? "" : region + " > ") + "table " + ++tables);
                inTable = true;
                rows = 0;
            }
            sink.row(++rows, List.copyOf(cells));
        }
        cells.clear();
    }

    /** Gives what a document that is cut short holds of a row. */
    void end() {
        rowEnds();
    }

    @Override
    public void paragraphs(String locator) {
        region = locator;
        inTable = false;
        sink.paragraphs(locator);
    }

    @Override
    public void table(String locator) {
        sink.table(locator);
    }

    @Override
    public void row(int number, List<String> more) {
        sink.row(number, more);
    }

    @Override
    public void lines(String locator, String text) {
        sink.lines(locator, text);
    }

    @Override
    public void part(String name, String contentType, byte[] content) {
        sink.part(name, contentType, content);
    }

    @Override
    public void problem(String sentence) {
        sink.problem(sentence);
    }

    @Override
    public boolean full() {
        return sink.full();
    }
}
