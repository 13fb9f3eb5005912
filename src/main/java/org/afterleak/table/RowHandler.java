package org.afterleak.table;

import java.io.IOException;
import java.util.List;

/**
 * Takes the rows of a table one by one, in order, on the reader's thread.
 *
 * @param <X> what the handler may throw, beside IOException, to end the reading; both come out of {@link TableReader#read}
 *     as they are
 */
public interface RowHandler<X extends Exception> {
    /**
     * A sheet begins. Delimited text and JSON are one sheet with an empty name.
     *
     * @return false to pass over the sheet; it is not even decompressed then
     */
    boolean sheet(String name) throws IOException, X;

    /**
     * A row that is not blank.
     *
     * @param number as a spreadsheet counts it, from 1; 0 for the keys of JSON objects
     * @param cells never null, empty where there is no value; as many as there are up to the last one with a value, so
     *     rows differ in length. The list is the handler's to keep.
     */
    void row(int number, List<String> cells) throws IOException, X;

    /**
     * A row that cannot be read; the reading goes on with the next.
     *
     * @param reason why, without any of the row's content
     */
    void unusable(int number, String reason) throws IOException, X;

    /**
     * How far the reading is, now and then: bytes of the file for text, bytes of decompressed sheets for a workbook.
     * The total may be less than what is done where a file lies about its size.
     */
    default void progress(long doneBytes, long totalBytes) throws IOException, X {}
}
