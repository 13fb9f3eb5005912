/**
 * Text, rows and parts out of documents whose formats are large and old enough to be dangerous: PDF, what offices write, mail,
 * e-books, SQLite files, RAR and Zstandard. They are read through PDFBox, Apache POI and Tika's parsers, mime4j, junrar and
 * aircompressor, all in memory.
 *
 * <p>Nothing here is called in the process that holds keys and records: {@code org.afterleak.box} runs it in one of its own.
 * No macro runs, no external entity or reference is followed, no program is started; a library that asks for a temporary file
 * gets none.
 *
 * <pre>{@code
 * Documents.read("pdf", bytes, sink);   // blocks, rows, runs of text, parts, in reading order
 * }</pre>
 */
@NullMarked
package org.afterleak.document;

import org.jspecify.annotations.NullMarked;
