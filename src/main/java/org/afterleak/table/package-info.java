/**
 * Rows out of workbooks and delimited text: streaming, bounded, in memory.
 *
 * <p>One front door for all of them. The content decides which one it is, never the name:
 *
 * <ul>
 *   <li>xlsx workbooks (ECMA-376, transitional and strict), every sheet, hidden ones too;
 *   <li>csv, tsv and other delimited text (RFC 4180 and what people make of it): the delimiter (comma, semicolon, tab,
 *       bar) and the character set are found out, broken quotes are repaired line by line;
 *   <li>xls, xlsb and ods workbooks, in a worker process of {@code org.afterleak.box};
 *   <li>JSON Lines, and a JSON document that holds an array of objects.
 * </ul>
 *
 * <pre>{@code
 * TableReader.read(TableSource.of(path), TableLimits.IMPORT, new RowHandler<RuntimeException>() {
 *     public boolean sheet(String name) { return true; }
 *     public void row(int number, List<String> cells) { ... }
 *     public void unusable(int number, String reason) { ... }
 * });
 * }</pre>
 *
 * <p>Rows are numbered as a spreadsheet numbers them, from 1, blank ones counted but not handed over. In delimited text a
 * quoted cell with line breaks is one row, as it is when a spreadsheet opens the file. In JSON Lines the number is the
 * line's, and the keys come first as row 0; in a JSON document it is the object's, from 1.
 *
 * <p>Every dimension has a limit ({@link org.afterleak.table.TableLimits}): a bad row is reported by
 * {@link org.afterleak.table.RowHandler#unusable} and the next one is read; what no row can be read from is a
 * {@link org.afterleak.table.TableException}. Neither ever quotes a cell. Nothing is ever written to disk: a workbook
 * is read by random access where it lies. External entities and DTDs are refused, macros and formulas never run (a
 * formula gives the value that was last computed).
 *
 * <p>Not read: encrypted workbooks (refused by name); comments, headers, pivot caches and drawings
 * of a workbook. SpreadsheetML is read with a streaming XML parser straight from the zip: readers that build a row before
 * anyone can look at its width give a hostile cell reference all the memory there is.
 */
@NullMarked
package org.afterleak.table;

import org.jspecify.annotations.NullMarked;
