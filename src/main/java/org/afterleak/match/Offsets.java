package org.afterleak.match;

import java.util.HashMap;
import java.util.Map;
import org.afterleak.extract.Document;

/**
 * Tells places of one document, which are counted in bytes, as outputs count them: in UTF-16 code units. A passage may be
 * a whole book with a thousand places: its units are counted once, and noted every few thousand bytes. Not thread-safe.
 */
final class Offsets {
    private static final int STEP = 1 << 12;

    private final Document document;
    private final Map<Integer, int[]> counted = new HashMap<>();

    Offsets(Document document) {
        this.document = document;
    }

    /** The place of a span of bytes of the document's text. */
    Where where(int passage, int start, int end) {
        int passageStart = document.start(passage);
        int passageEnd = document.end(passage);
        int from = Math.clamp(start, passageStart, passageEnd);
        int first = units(passage, from);
        // A word broken at a line's end goes on in the next passage.
        int to = Math.clamp(end, from, passageEnd);
        int last = first + Context.utf16Length(document.text(), from, to);
        return new Where(passage, document.locator(passage), first, last);
    }

    private int units(int passage, int to) {
        int start = document.start(passage);
        int step = (to - start) / STEP;
        int noted = step == 0 ? 0 : counted.computeIfAbsent(passage, this::count)[step];
        return noted + Context.utf16Length(document.text(), start + step * STEP, to);
    }

    private int[] count(int passage) {
        int start = document.start(passage);
        int[] units = new int[(document.end(passage) - start) / STEP + 1];
        for (int i = 1; i < units.length; i++) {
            units[i] = units[i - 1] + Context.utf16Length(document.text(), start + (i - 1) * STEP, start + i * STEP);
        }
        return units;
    }
}
