package org.afterleak.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** Rows out of one worksheet part (ECMA-376 part 1, 18.3.1), one at a time. */
final class SheetRows {
    private final Budget budget;
    private final TableLimits limits;
    private final SharedStrings shared;
    private final CellFormats formats;
    private final ZipParts parts;
    private final long total;
    private final StringBuilder text = new StringBuilder();

    private int row;
    private List<String> cells = new ArrayList<>();
    private @Nullable String fault;
    private int width = 8;

    // The cell at hand.
    private int column;
    private int style;
    private String type = "n";
    private boolean inValue;
    private int phonetic;

    SheetRows(Budget budget, SharedStrings shared, CellFormats formats, ZipParts parts, long total) {
        this.budget = budget;
        this.limits = budget.limits();
        this.shared = shared;
        this.formats = formats;
        this.parts = parts;
        this.total = total;
    }

    /** The row that is being read, 0 before the first. */
    int row() {
        return row;
    }

    <X extends Exception> void read(Xml xml, RowHandler<X> handler) throws IOException, TableException, X {
        boolean inCell = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.name()) {
                    case "row" -> startRow(xml);
                    case "c" -> {
                        inCell = true;
                        startCell(xml);
                    }
                    case "v", "t" -> inValue = inCell && phonetic == 0;
                    case "rPh" -> phonetic++;
                    default -> {}
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                switch (xml.name()) {
                    case "row" -> endRow(handler);
                    case "c" -> {
                        endCell();
                        inCell = false;
                    }
                    case "v", "t" -> inValue = false;
                    case "rPh" -> phonetic--;
                    case "sheetData" -> {
                        // What follows (links, validation, drawings) holds no cells.
                        xml.finish();
                        return;
                    }
                    default -> {}
                }
            } else if (inValue) {
                xml.text(text, limits.maxCellChars());
            }
        }
    }

    private void startRow(Xml xml) throws TableException {
        String number = xml.attribute("r");
        int next = number == null ? row + 1 : parse(number, Workbook.MAX_ROWS);
        if (next < 1 || next > Workbook.MAX_ROWS) {
            throw new TableException("workbook is damaged: a row number that no sheet has");
        }
        if (next <= row) {
            throw new TableException("workbook is damaged: a row that is out of order");
        }
        row = next;
        cells = new ArrayList<>(width);
        fault = null;
        column = -1;
    }

    private void startCell(Xml xml) throws TableException {
        budget.tick();
        column++;
        style = -1;
        type = "n";
        text.setLength(0);
        for (int i = 0; i < xml.attributes(); i++) {
            switch (xml.attributeName(i)) {
                case "r" -> column = column(xml.attributeValue(i));
                case "s" -> style = parse(xml.attributeValue(i), 1 << 20);
                case "t" -> type = xml.attributeValue(i);
                default -> {}
            }
        }
        if (column >= Workbook.MAX_COLUMNS) {
            throw new TableException("more than " + Workbook.MAX_COLUMNS + " columns");
        }
        if (column >= limits.maxColumns()) {
            fault = "more than " + limits.maxColumns() + " columns";
        }
    }

    private void endCell() {
        if (text.isEmpty() || fault != null) {
            return;
        }
        if (text.length() > limits.maxCellChars()) {
            fault = "a cell longer than " + limits.maxCellChars() + " characters";
            return;
        }
        String value = value(text.toString());
        if (value == null || value.isEmpty()) {
            return;
        }
        if (column < cells.size()) {
            // A cell twice, or out of order: no writer does so. Nothing is lost: the later one wins only over nothing.
            if (cells.get(column).isEmpty()) {
                cells.set(column, value);
            } else {
                fault = "workbook is damaged: a cell that is there twice";
            }
            return;
        }
        while (cells.size() < column) {
            cells.add("");
        }
        cells.add(value);
    }

    private @Nullable String value(String raw) {
        return switch (type) {
            case "s" -> {
                int index = parse(raw.strip(), Integer.MAX_VALUE);
                if (!shared.has(index)) {
                    fault = index < 0 || index >= shared.count()
                            ? "workbook is damaged: a shared string that is not there"
                            : "a cell longer than " + limits.maxCellChars() + " characters";
                    yield null;
                }
                yield shared.get(index);
            }
            case "str", "inlineStr" -> SharedStrings.unescape(raw);
            case "b" -> raw.strip().equals("0") ? "FALSE" : "TRUE";
            case "e" -> "";
            case "d" -> raw.endsWith("T00:00:00") ? raw.substring(0, raw.length() - 9) : raw;
            default -> formats.show(raw, style);
        };
    }

    private <X extends Exception> void endRow(RowHandler<X> handler) throws IOException, TableException, X {
        budget.row(cells.size());
        width = Math.max(8, cells.size());
        if ((row & 0x3FF) == 0) {
            handler.progress(parts.inflatedBytes(), total);
        }
        if (fault != null) {
            handler.unusable(row, fault);
        } else if (!cells.isEmpty()) {
            handler.row(row, cells);
        }
    }

    /** Zero-based column of a reference such as {@code AB12}; past every limit for one that is none. */
    private static int column(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && i < 8; i++) {
            char c = reference.charAt(i);
            int letter = c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' : -1;
            if (letter < 0) {
                return column == 0 ? Workbook.MAX_COLUMNS : column - 1;
            }
            column = column * 26 + letter + 1;
            if (column > Workbook.MAX_COLUMNS) {
                break;
            }
        }
        return Workbook.MAX_COLUMNS;
    }

    /** A number without sign, at most so big; -1 for anything else. */
    private static int parse(String digits, int most) {
        long value = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && value >= 0; i++) {
            int digit = digits.charAt(i) - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
            value = value > most ? -1 : value;
        }
        return (int) value;
    }
}
