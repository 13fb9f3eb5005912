package org.afterleak.extract;

import java.util.List;

/** Rows of tables, one after the other: each table's first row waits for the second, as together they tell whether it holds headings. */
final class TableRows {
    private final Passages out;
    private final Utf8Text row = new Utf8Text(256);
    private String locator = "";
    private List<String> first = List.of();
    private int firstNumber;
    private boolean begun = true;

    TableRows(Passages out) {
        this.out = out;
    }

    /** The rows that follow are those of another table. */
    void table(String newLocator) {
        end();
        locator = newLocator;
        first = List.of();
        begun = false;
    }

    /** Takes a row that is not blank. */
    void row(int number, List<String> cells) {
        if (!begun && first.isEmpty()) {
            first = cells;
            firstNumber = number;
            return;
        }
        begin(cells);
        add(number, cells);
    }

    /** The table is over, if there was one. */
    void end() {
        begin(List.of());
    }

    private void begin(List<String> second) {
        if (!begun && !first.isEmpty()) {
            begun = true;
            out.block(locator, "row", Headings.of(first, second));
            add(firstNumber, first);
        }
    }

    private void add(int number, List<String> cells) {
        row.clear();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                row.append((byte) '\t');
            }
            cell(cells.get(i));
        }
        out.add(PassageKind.ROW, number, row);
    }

    private void cell(String cell) {
        int from = row.length();
        row.append(cell);
        if (cell.indexOf('\t') >= 0) {
            for (int i = from; i < row.length(); i++) {
                row.bytes()[i] = row.bytes()[i] == '\t' ? (byte) ' ' : row.bytes()[i];
            }
        }
    }
}
