package org.afterleak.match;

import java.util.ArrayList;
import java.util.List;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;

/**
 * The tokens around a hit that may belong to the same person: its row; its line, or with it the lines next to it in the
 * same block; a stretch of prose. Holds text in the clear: it lives as long as one question.
 */
final class Context {
    private static final int NEIGHBOUR_LINES = 4;
    private static final int PROSE_TOKENS = 40;
    private static final int MOST_TOKENS = 160;

    /** One token in the clear. */
    static final class Word {
        final String text;
        final int passage;
        final int start;
        final int end;
        final int cell;

        Word(String text, int passage, int start, int end, int cell) {
            this.text = text;
            this.passage = passage;
            this.start = start;
            this.end = end;
            this.cell = cell;
        }

        @Override
        public String toString() {
            return "Word[" + text.length() + "]";
        }
    }

    private final List<Word> words;

    private Context(List<Word> words) {
        this.words = words;
    }

    List<Word> words() {
        return words;
    }

    /** The passage of the hit alone, or in prose what is near it. */
    static Context of(Document document, Tokens scratch, int passage, int start, int end) {
        return read(document, scratch, passage, passage + 1, start, end);
    }

    /** The hit's passage and its neighbours in the same block; for lines only, empty where there is none. */
    static Context around(Document document, Tokens scratch, int passage, int start, int end) {
        if (document.kind(passage) != PassageKind.LINE) {
            return new Context(List.of());
        }
        int first = passage;
        int last = passage + 1;
        int block = document.blockOf(passage);
        while (first > 0 && passage - first < NEIGHBOUR_LINES && document.blockOf(first - 1) == block) {
            first--;
        }
        while (last < document.passageCount() && last - passage <= NEIGHBOUR_LINES && document.blockOf(last) == block) {
            last++;
        }
        return last - first == 1 ? new Context(List.of()) : read(document, scratch, first, last, start, end);
    }

    private static Context read(Document document, Tokens scratch, int first, int last, int start, int end) {
        boolean prose = last - first == 1 && document.kind(first) == PassageKind.PARAGRAPH;
        scratch.read(document, first, last);
        int from = 0;
        int to = scratch.count;
        int reach = prose ? PROSE_TOKENS : MOST_TOKENS;
        int hitFirst = 0;
        while (hitFirst < scratch.count && scratch.ends[hitFirst] <= start) {
            hitFirst++;
        }
        int hitLast = hitFirst;
        while (hitLast < scratch.count && scratch.starts[hitLast] < end) {
            hitLast++;
        }
        from = Math.max(from, hitFirst - reach);
        to = Math.min(to, hitLast + reach);
        List<Word> words = new ArrayList<>(to - from);
        byte[] text = document.text();
        int cell = 0;
        int at = from < to ? scratch.starts[from] : 0;
        for (int i = from; i < to; i++) {
            for (; at < scratch.starts[i]; at++) {
                if (text[at] == '\t' || text[at] == '\n') {
                    cell++;
                }
            }
            words.add(new Word(scratch.text(i), scratch.passages[i], scratch.starts[i], scratch.ends[i], cell));
        }
        return new Context(words);
    }

    /** UTF-16 code units between two byte offsets of a text. */
    static int utf16Length(byte[] text, int from, int to) {
        int units = 0;
        for (int i = from; i < to; i++) {
            int b = text[i] & 0xFF;
            // Continuation bytes count nothing; a lead byte of four stands for a surrogate pair.
            units += b >= 0xF0 ? 2 : (b & 0xC0) == 0x80 ? 0 : 1;
        }
        return units;
    }
}
