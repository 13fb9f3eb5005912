/**
 * The text of a capture with its structure, and what the capture points to.
 *
 * <pre>{@code
 * Extractor extractor = new Extractor();
 * try {
 *     Document document = extractor.extract(capture);
 *     document.problems().forEach(...);          // what a limit or a fault left out
 * } catch (ExtractException e) {
 *     skipped(capture, e.getMessage());          // "PDF is encrypted (remove its password)"
 * }
 * }</pre>
 *
 * <p>The content decides what a capture is: first its magic number, then its {@code Content-Type}, then how its text
 * looks. Read are
 *
 * <ul>
 *   <li>plain text in any character set, cut into lines, running prose and tables: delimited text (comma, semicolon, tab,
 *       bar) may begin and end anywhere in it, columns may stand apart by spaces; statements of SQL dumps are rows;
 *   <li>HTML: tables, lists, paragraphs; preformatted text as plain text; and what a browser does not show (attributes,
 *       comments, scripts, hidden parts) in blocks of their own;
 *   <li>XML: elements of nothing but leaves, and their attributes, as rows;
 *   <li>JSON and JSON Lines: objects as rows;
 *   <li>xlsx workbooks: every sheet, every row;
 *   <li>archives and compressed streams, through {@code org.afterleak.archive}: each member as a part;
 *   <li>PDF, office documents, mail, books, SQLite files and more, in the worker processes of {@code org.afterleak.box};
 *   <li>WARC files, each WARC record as a part; images, where Tesseract is installed.
 * </ul>
 *
 * <p>A document within a document (a member of an archive, an attachment, a decoded text) is a <em>part</em>: it is read as
 * a capture is, its passages stand in the same document, and their locators begin with the steps that lead to it. All parts
 * of a capture share one budget ({@link org.afterleak.extract.NestingLimits}).
 *
 * <p>Anything else is an {@link org.afterleak.extract.ExtractException} that names the format. Nothing else is ever thrown
 * for a capture's sake, however hostile; every dimension has a limit ({@link org.afterleak.extract.ExtractLimits}), and
 * what a limit cuts is told in {@link org.afterleak.extract.Document#problems}.
 *
 * <p>Text within text is decoded ({@link org.afterleak.decode}): what it says is a part, of a locator like {@code base64 at
 * 1,200 > zlib > row 3}, or {@code table 1 > row 5 > hex > line 1} where the text around it has a structure.
 *
 * <p>It never fetches, never runs a script or a macro, writes nothing to a disk, and keeps nothing between two captures but
 * idle worker processes, which hold no document.
 */
@NullMarked
package org.afterleak.extract;

import org.jspecify.annotations.NullMarked;
