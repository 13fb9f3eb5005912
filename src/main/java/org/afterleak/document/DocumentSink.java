package org.afterleak.document;

import java.util.List;

/** Takes what a document holds, in reading order. Names of sheets and files are the document's own text. */
public interface DocumentSink {
    /**
     * Rows of a table follow.
     *
     * @param locator where it is: {@code sheet "PII"}, {@code table 2}, {@code page 3 > table 1}
     */
    void table(String locator);

    /**
     * A row that is not blank.
     *
     * @param number 1-based, as a person would count it
     */
    void row(int number, List<String> cells);

    /**
     * A run of text whose lines mean what they look like: columns stand apart by spaces.
     *
     * @param locator where it is: {@code page 3}; empty for the document's own text
     */
    void lines(String locator, String text);

    /**
     * Paragraphs follow, each told by {@link #paragraph}.
     *
     * @param locator where they are: {@code slide 2}, {@code comments}; empty for the document's own text
     */
    void paragraphs(String locator);

    /** One paragraph, not blank; numbered from 1 in its run. */
    void paragraph(int number, String text);

    /**
     * A document within the document.
     *
     * @param name as a locator says it
     * @param contentType what the document says it is, empty where it does not
     */
    void part(String name, String contentType, byte[] content);

    /** What could not be read, in a sentence without any of the document's text. */
    void problem(String sentence);

    /** Whether nothing more is taken. */
    boolean full();
}
