package org.afterleak.match;

import org.afterleak.extract.Document;

/**
 * A span of a document that belongs to a match, without its text.
 *
 * @param passage number of the passage in its document
 * @param locator the passage as a person would say it
 * @param start first UTF-16 code unit of the span in the passage's text
 * @param end just behind the last one
 */
public record Where(int passage, String locator, int start, int end) {
    /** The place of a span of bytes of a document's text. */
    static Where of(Document document, int passage, int start, int end) {
        byte[] text = document.text();
        int passageStart = document.start(passage);
        int passageEnd = document.end(passage);
        int from = Math.clamp(start, passageStart, passageEnd);
        int first = Context.utf16Length(text, passageStart, from);
        // A word broken at a line's end goes on in the next passage.
        int last = first + Context.utf16Length(text, from, Math.clamp(end, from, passageEnd));
        return new Where(passage, document.locator(passage), first, last);
    }
}
