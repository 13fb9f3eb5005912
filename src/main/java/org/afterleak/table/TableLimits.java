package org.afterleak.table;

import java.time.Duration;

/**
 * How much of a table is read before it is refused. A row over {@code maxCellChars}, {@code maxRowChars} or {@code
 * maxColumns} is unusable and the next one is read; every other limit ends the reading with a {@link TableException}.
 *
 * @param maxSourceBytes size of the file as it is stored
 * @param maxInflatedBytes all parts of a workbook together, decompressed; checked against what the parts declare before
 *     and against what they give while reading
 * @param maxRatio decompressed to compressed size of one part, looked at from 16 MiB on
 * @param maxSharedBytes all shared strings of a workbook together, in UTF-8
 * @param maxRows rows of one sheet (a workbook's sheet never has more than 1,048,576)
 * @param maxColumns columns of one row, at most 16,384
 * @param maxCells cells of all rows together, empty ones before a filled one counted
 * @param maxCellChars UTF-16 code units of one cell
 * @param maxRowChars UTF-16 code units of one line of delimited text or JSON
 * @param maxTime from the first byte to the last
 */
public record TableLimits(
        long maxSourceBytes,
        long maxInflatedBytes,
        int maxRatio,
        int maxSharedBytes,
        int maxRows,
        int maxColumns,
        long maxCells,
        int maxCellChars,
        int maxRowChars,
        Duration maxTime) {

    /** For a list that its owner imports: 64 GiB, 100 million rows, a cell as Excel allows it, a day. */
    public static final TableLimits IMPORT = new TableLimits(
            64L << 30,
            16L << 30,
            200,
            512 << 20,
            100_000_000,
            Workbook.MAX_COLUMNS,
            10_000_000_000L,
            32_767,
            1 << 20,
            Duration.ofDays(1));

    /** For what a crawler brings: 64 MiB as sent, 512 MiB decompressed, a million rows, one minute. */
    public static final TableLimits CAPTURE = new TableLimits(
            64L << 20,
            512L << 20,
            200,
            128 << 20,
            1_048_576,
            Workbook.MAX_COLUMNS,
            100_000_000L,
            1 << 20,
            4 << 20,
            Duration.ofMinutes(1));

    public TableLimits {
        if (maxColumns < 1 || maxColumns > Workbook.MAX_COLUMNS) {
            throw new IllegalArgumentException("maxColumns must be 1 to " + Workbook.MAX_COLUMNS + ": " + maxColumns);
        }
        if (maxRowChars < 1 || maxRowChars > 64 << 20) {
            throw new IllegalArgumentException("maxRowChars must be 1 to 64 Mi: " + maxRowChars);
        }
    }
}
