package org.afterleak.table;

import org.jspecify.annotations.Nullable;

/**
 * A table that cannot be read, or not any further. The message says why and where in our own words: it never holds a cell,
 * nor what a parser said about one.
 */
public final class TableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final @Nullable String sheet;
    private final int row;

    public TableException(String reason) {
        this(reason, null, 0);
    }

    /**
     * @param sheet name of the sheet, null where there is none or it does not matter
     * @param row 1-based row, 0 where it is not known
     */
    public TableException(String reason, @Nullable String sheet, int row) {
        super(message(reason, sheet, row));
        this.reason = reason;
        this.sheet = sheet;
        this.row = row;
    }

    /** Why, without where. */
    public String reason() {
        return reason;
    }

    public @Nullable String sheet() {
        return sheet;
    }

    /** 1-based row, 0 where it is not known. */
    public int row() {
        return row;
    }

    /** The same with its place, unless it knows one already. */
    TableException at(@Nullable String inSheet, int atRow) {
        return sheet == null && row == 0 ? new TableException(reason, inSheet, atRow) : this;
    }

    private static String message(String reason, @Nullable String sheet, int row) {
        StringBuilder where = new StringBuilder();
        if (sheet != null && !sheet.isEmpty()) {
            where.append("sheet \"").append(sheet).append('"');
        }
        if (row > 0) {
            where.append(where.isEmpty() ? "" : ", ").append("row ").append(row);
        }
        return where.isEmpty() ? reason : where + ": " + reason;
    }
}
