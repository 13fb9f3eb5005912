package org.afterleak.match;

/**
 * A span of a document that belongs to a match, without its text.
 *
 * @param passage number of the passage in its document
 * @param locator the passage as a person would say it
 * @param start first UTF-16 code unit of the span in the passage's text
 * @param end just behind the last one
 */
public record Where(int passage, String locator, int start, int end) {}
