package org.afterleak.table;

import java.io.IOException;

/**
 * Reads tables. See the package for what is read and what is not. Stateless: calls do not share anything; one call runs on
 * one thread.
 */
public final class TableReader {
    private TableReader() {}

    /**
     * Finds out what the source is and gives its rows to the handler, sheet by sheet.
     *
     * @param <X> what the handler may throw; it ends the reading
     * @return what the source was
     * @throws TableException not a table, or over a limit, or damaged from some row on: the rows before were handed over,
     *     so whoever stores them waits for the return
     * @throws IOException the file itself cannot be read
     */
    public static <X extends Exception> FileFormat read(TableSource source, TableLimits limits, RowHandler<X> handler)
            throws TableException, IOException, X {
        FileFormat format = FileFormat.detect(source);
        read(source, format, limits, handler);
        return format;
    }

    /**
     * The same where it is known already what the source is.
     *
     * @throws TableException as above, and for a format of which no rows can be read
     */
    public static <X extends Exception> void read(
            TableSource source, FileFormat format, TableLimits limits, RowHandler<X> handler)
            throws TableException, IOException, X {
        if (source.size() > limits.maxSourceBytes()) {
            throw new TableException("larger than " + ZipParts.size(limits.maxSourceBytes()));
        }
        Budget budget = new Budget(limits);
        switch (format) {
            case XLSX -> Workbook.read(source, budget, handler);
            case TEXT -> DelimitedText.read(source, budget, handler);
            case XLS, XLSB, ODS -> BoxedWorkbook.read(source, format, budget, handler);
            case JSON -> JsonRows.read(source, budget, handler);
            case EMPTY -> throw new TableException("file is empty");
            case ENCRYPTED_OFFICE ->
                throw new TableException("workbook is encrypted: remove its password and try again");
            case DAMAGED_ZIP -> {
                // Says what is wrong with it, and where a limit was, which.
                ZipParts.open(source, limits).close();
                throw new TableException("zip file is damaged");
            }
            default -> throw new TableException("not a table: " + format.label());
        }
    }
}
