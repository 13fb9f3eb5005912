package org.afterleak.match;

import java.util.ArrayList;
import java.util.List;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Facilities;
import org.afterleak.identifier.NameKeys;
import org.afterleak.identifier.Nationalities;
import org.afterleak.watchlist.NameFeatures;
import org.jspecify.annotations.Nullable;

/**
 * The words around a hit that may belong to the same person: its row; its line, or with it the lines next to it in the
 * same block; a stretch of prose. In all readings. Holds text in the clear: it lives as long as one question.
 */
final class Context {
    private static final int NEIGHBOUR_LINES = 4;
    private static final int MOST_TOKENS = 400;

    /** Bytes before and behind a hit that are read for it: a passage may be a whole book in one line. */
    private static final int REACH = 1 << 11;

    /** Bytes of a passage whose hits share the words around them. */
    private static final int STRETCH = 256;

    /** The same for running text, in which only what stands near belongs together. */
    private static final int PROSE_REACH = 400;

    /** One word in the clear. */
    static final class Word {
        final String text;
        final int passage;
        final int stream;
        final int start;
        final int end;
        final int cell;

        /** Number of the phrase, which ends with its cell, or with punctuation. */
        final int phrase;

        final byte gap;
        final boolean capital;
        final Vocabulary.Word known;
        private @Nullable String key;
        private byte weak;

        Word(
                Vocabulary.Word known,
                String text,
                int passage,
                int stream,
                int start,
                int end,
                int cell,
                int phrase,
                byte gap,
                boolean capital) {
            this.known = known;
            this.text = text;
            this.passage = passage;
            this.stream = stream;
            this.start = start;
            this.end = end;
            this.cell = cell;
            this.phrase = phrase;
            this.gap = gap;
            this.capital = capital;
        }

        /** Whether a listed name may have a token with that key, or one that is left out of the filter. */
        boolean mayBeListed() {
            return !known.nothing;
        }

        /** Whether the word is so common in prose that a name is only looked for in it beside other parts. */
        boolean isWeak() {
            if (weak == 0) {
                boolean small = Lexicon.isShared(known) ? NameFeatures.isWeak(text) : known.isSmall(text);
                weak = (byte) (small ? 1 : -1);
            }
            return weak > 0;
        }

        /** Words of the longest name of a country or a people that begins with it; 0 for none. */
        int longestCountry() {
            return Lexicon.isShared(known) ? Nationalities.longestFrom(text) : known.longestCountry(text);
        }

        /** The key by which a listed token would be found that is written so. */
        String key() {
            String made = key;
            if (made == null) {
                // Alternatives begin with the word's own key, unless that passes no filter.
                boolean own = !known.alternatives.isEmpty() && known.alternatives.get(0).way == Way.SOUND;
                made = own ? known.alternatives.get(0).key : NameKeys.key(text);
                key = made;
            }
            return made;
        }

        boolean hasDigit() {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return "Word[" + text.length() + "]";
        }
    }

    /** The context of what was weighed and let go. */
    static final Context NONE = none(0);

    private final List<Word> words;
    private final int from;
    private final int to;

    private final Values values;
    private final int firstPassage;
    private final int lastPassage;
    private final boolean whole;

    private Context(
            List<Word> words,
            Facilities facilities,
            int from,
            int to,
            int firstPassage,
            int lastPassage,
            boolean whole) {
        this.words = words;
        this.values = new Values(words, facilities);
        this.from = from;
        this.to = to;
        this.firstPassage = firstPassage;
        this.lastPassage = lastPassage;
        this.whole = whole;
    }

    /** In reading order, one stream after the other. */
    List<Word> words() {
        return words;
    }

    /** What the words say besides names and numbers. */
    Values values() {
        return values;
    }

    /** Number of the first passage that was looked at. */
    int firstPassage() {
        return firstPassage;
    }

    /** Number of the last one. */
    int lastPassage() {
        return lastPassage;
    }

    /** Whether all of these passages was looked at. */
    boolean isWhole() {
        return whole;
    }

    /** Whether what stands at these bytes was looked at. */
    boolean holds(int start, int end) {
        return start >= from && end <= to;
    }

    /**
     * The passage of the hit alone, or in running text what is near it: the same for all hits that begin in the same
     * {@link #STRETCH} of a passage.
     */
    static Context of(
            Document document,
            Tokens scratch,
            Lexicon lexicon,
            Facilities facilities,
            int passage,
            int start,
            int end,
            boolean prose) {
        int reach = prose ? PROSE_REACH : REACH;
        int first = start / STRETCH * STRETCH;
        int last = Math.max(first + STRETCH, end);
        return read(document, scratch, lexicon, facilities, passage, passage + 1, first, last, reach);
    }

    /** What hits have in common that are about the same words: the same number, the same context. */
    static long numberOf(int passage, int start) {
        return (long) passage << Integer.SIZE | start / STRETCH;
    }

    /** Whether a passage is too long to be one place. */
    static boolean isLong(Document document, int passage) {
        return document.end(passage) - document.start(passage) > 2 * REACH;
    }

    /** The hit's passage and its neighbours in the same block; for lines only, empty where there is none. */
    static Context around(
            Document document,
            Tokens scratch,
            Lexicon lexicon,
            Facilities facilities,
            int passage,
            int start,
            int end) {
        if (document.kind(passage) != PassageKind.LINE) {
            return none(passage);
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
        return last - first == 1
                ? none(passage)
                : read(document, scratch, lexicon, facilities, first, last, start, end, REACH);
    }

    private static Context none(int passage) {
        return new Context(List.of(), Facilities.plain(), 0, 0, passage, passage, false);
    }

    private static Context read(
            Document document,
            Tokens scratch,
            Lexicon lexicon,
            Facilities facilities,
            int first,
            int last,
            int start,
            int end,
            int reach) {
        int from = boundary(document.text(), document.start(first), start - reach, -1);
        int to = boundary(document.text(), document.end(last - 1), end + reach, 1);
        scratch.read(document, first, last, from, to);
        lexicon.addSplits(scratch);
        List<Word> words = new ArrayList<>();
        for (int streamFrom = 0; streamFrom < scratch.count; ) {
            int streamTo = streamFrom + 1;
            while (streamTo < scratch.count && scratch.streams[streamTo] == scratch.streams[streamFrom]) {
                streamTo++;
            }
            addNear(scratch, lexicon, streamFrom, streamTo, start, end, words);
            streamFrom = streamTo;
        }
        boolean all = from == document.start(first) && to == document.end(last - 1) && scratch.count <= MOST_TOKENS;
        return new Context(words, facilities, from, to, first, last - 1, all);
    }

    /** Adds the words of one stream that are not too many words from the hit. */
    private static void addNear(
            Tokens tokens, Lexicon lexicon, int from, int to, int start, int end, List<Word> words) {
        int first = from;
        int last = to;
        for (int i = from; i < to; i++) {
            if (tokens.ends[i] <= start) {
                first = Math.max(first, i + 1 - MOST_TOKENS);
            }
            if (tokens.starts[i] >= end) {
                last = Math.min(last, i + MOST_TOKENS);
                break;
            }
        }
        int cell = 0;
        int phrase = 0;
        for (int i = from; i < last; i++) {
            cell += tokens.gaps[i] == Tokens.GAP_CELL ? 1 : 0;
            phrase += tokens.gaps[i] >= Tokens.GAP_PHRASE ? 1 : 0;
            if (i >= first) {
                words.add(new Word(
                        lexicon.entry(tokens, i),
                        tokens.text(i),
                        tokens.passages[i],
                        tokens.streams[i],
                        tokens.starts[i],
                        tokens.ends[i],
                        cell,
                        phrase,
                        tokens.gaps[i],
                        tokens.isCapital(i)));
            }
        }
    }

    /** The nearest white space outwards from a byte, within the bounds. */
    private static int boundary(byte[] text, int bound, int wanted, int step) {
        if (step < 0 ? wanted <= bound : wanted >= bound) {
            return bound;
        }
        int at = wanted;
        while (at != bound && Math.abs(at - wanted) < 256) {
            byte b = text[step < 0 ? at : at - 1];
            if (b == ' ' || b == '\t' || b == '\n') {
                return at;
            }
            at += step;
        }
        while (at != bound && (text[at] & 0xC0) == 0x80) {
            at += step;
        }
        return at;
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
