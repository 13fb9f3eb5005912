package org.afterleak.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.afterleak.extract.Document;
import org.jspecify.annotations.Nullable;

/**
 * The word and number tokens of a run of passages, in arrays: no object per token. A token is a run of ASCII letters and
 * digits, of bytes of other scripts, and of apostrophes inside it. Plain ASCII tokens stay where they are in the text;
 * all others are folded, which may give several tokens with the same span.
 *
 * <p>Tokens come in <em>streams</em>: the passage as it is written is one, and each further {@linkplain Readings reading}
 * of it, in which a disguise is undone, another; tokens of one stream follow each other. Spans always are of the text as
 * it is written. Reused from run to run; not thread-safe.
 */
final class Tokens {
    /** The token has a letter. */
    static final byte LETTER = 1;

    /** The token has an ASCII digit. */
    static final byte DIGIT = 2;

    /** The token was folded on the slow path. */
    static final byte FOLDED = 4;

    /** The token has a capital letter, or is of a script that has none. */
    static final byte CAPITAL = 8;

    /** What stands between a token and the one before it in its stream: nothing that is seen, or a hyphen. */
    static final byte GAP_NONE = 0;

    /** One space. */
    static final byte GAP_SPACE = 1;

    /** A few characters of punctuation without a space. */
    static final byte GAP_MARKS = 2;

    /** Punctuation with a space, or several spaces: the end of a phrase. */
    static final byte GAP_PHRASE = 3;

    /** A tab or a line end: another cell, another line. Also before the first token of a stream. */
    static final byte GAP_CELL = 4;

    /** More than that. */
    static final byte GAP_WIDE = 5;

    /** Traits of a passage that call for further readings. */
    static final int AMPERSAND = 1;

    static final int GLUE = 2;
    static final int SINGLES = 4;
    static final int HYPHEN_END = 8;
    static final int REVERSED = 16;
    static final int ESCAPE = 32;
    static final int ANGLES = 64;
    static final int IDEOGRAPHS = 128;
    static final int LOOKALIKE = 256;

    /** What the traits are called, from the lowest bit on; null for what is only told with others. */
    private static final @Nullable String[] TRAITS = {
        "entities escaped twice",
        "marks for letters",
        "letters spaced out",
        "words broken at a line's end",
        "text turned round",
        "percent-encoding",
        null,
        "names without spaces",
        "letters of another script",
        "words joined"
    };

    private static final int JOINED = 9;

    private static final int MOST_GAP = 6;

    /** Characters of a word with marks in it; longer ones are read again in any case. */
    private static final int MOST_GLUED = 40;

    private static final int SINGLES_RUN = 4;

    /** Characters of a word whose last letter alone is a capital, from which its text is read backwards. */
    static final int MIN_REVERSED = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWER = 0x2020202020202020L;
    private static final byte[] CLASSES = classes();
    private static final byte UPPER = 8;
    private static final byte APOSTROPHE = 16;
    private static final byte OTHER_SCRIPT = 32;
    private static final byte MARK = 64;

    int count;
    int[] starts = new int[1024];
    int[] ends = new int[1024];
    int[] passages = new int[1024];
    int[] streams = new int[1024];
    byte[] flags = new byte[1024];
    byte[] gaps = new byte[1024];

    /** Where the token's folded bytes begin, lower-cased ASCII included; 16 bytes of room behind the last one. */
    int[] foldedFrom = new int[1024];

    int[] foldedTo = new int[1024];
    byte[] folded = new byte[8192];
    int foldedLength;

    /** Whether texts without capitals at the beginning of words are read from back to front as well. */
    boolean backwardsToo;

    /** Words that begin with a capital and do not end with one. */
    int capitalised;

    /** Further readings, and the tokens in them. */
    int readingCount;

    int tokensOfReadings;

    private final int[] undone = new int[TRAITS.length];
    private int stream;
    private int traits;
    private int singles;
    private final FoldedWords foldedWords = new FoldedWords();
    private final char[] glued = new char[2 * MOST_GLUED];
    private int previousEnd;
    private final ByteMasks masks = new ByteMasks();
    private final Readings readings;

    /** Tokens of which marks that stand for letters are read only where these names may have the word. */
    Tokens(Readings.NameParts names) {
        readings = new Readings(names);
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 0; c < 256; c++) {
            if (c >= 'A' && c <= 'Z') {
                classes[c] = LETTER | UPPER;
            } else if (c >= 'a' && c <= 'z') {
                classes[c] = LETTER;
            } else if (c >= '0' && c <= '9') {
                classes[c] = DIGIT;
            } else if (c == '\'') {
                classes[c] = APOSTROPHE;
            } else if (c >= 0x80) {
                classes[c] = OTHER_SCRIPT;
            } else if (c == '&' || c == '@' || c == '$' || c == '!' || c == '|' || c == '%' || c == '<' || c == '('
                    || c == '[' || c == '{') {
                classes[c] = MARK;
            }
        }
        return classes;
    }

    /** Reads passages {@code first} to {@code last} (exclusive) of a document, in all their readings. */
    void read(Document document, int first, int last) {
        clear();
        for (int passage = first; passage < last; passage++) {
            readPassage(document, passage, document.start(passage), document.end(passage));
        }
    }

    /** Reads what lies between two bytes of passages {@code first} to {@code last} (exclusive), in all readings. */
    void read(Document document, int first, int last, int from, int to) {
        clear();
        for (int passage = first; passage < last; passage++) {
            int start = Math.max(from, document.start(passage));
            int end = Math.min(to, document.end(passage));
            if (start < end) {
                readPassage(document, passage, start, end);
            }
        }
        if (backwardsToo && capitalised == 0) {
            readReversed(document, first, last, from, to);
        }
    }

    /** Adds the reading from back to front of what lies between two bytes of passages. */
    void readReversed(Document document, int first, int last, int from, int to) {
        for (int passage = first; passage < last; passage++) {
            int start = Math.max(from, document.start(passage));
            int end = Math.min(to, document.end(passage));
            if (start < end) {
                int streamBefore = stream;
                int countBefore = count;
                readings.appendReversed(document, passage, start, end, this);
                noteReadings(streamBefore, countBefore, REVERSED);
            }
        }
    }

    /** Whether a reading was cut short since the last time this was asked. */
    boolean wasCut() {
        return readings.wasCut();
    }

    private void noteReadings(int streamBefore, int countBefore, int seen) {
        readingCount += stream - streamBefore;
        tokensOfReadings += count - countBefore;
        for (int trait = 0; trait < TRAITS.length && stream > streamBefore; trait++) {
            undone[trait] += seen >> trait & 1;
        }
    }

    /** For each disguise that was looked into, in how many passages; joined words by how many. */
    Map<String, Integer> undone() {
        Map<String, Integer> told = new LinkedHashMap<>();
        for (int trait = 0; trait < TRAITS.length; trait++) {
            String name = TRAITS[trait];
            if (name != null && undone[trait] > 0) {
                told.put(name, undone[trait]);
            }
        }
        return told;
    }

    void clear() {
        capitalised = 0;
        count = 0;
        foldedLength = 0;
        stream = 0;
        readingCount = 0;
        tokensOfReadings = 0;
        Arrays.fill(undone, 0);
    }

    private void readPassage(Document document, int passage, int from, int to) {
        traits = 0;
        readStream(document.text(), from, to, passage, null);
        if (to > from && document.text()[to - 1] == '-') {
            traits |= HYPHEN_END;
        }
        if (traits != 0) {
            int streamBefore = stream;
            int countBefore = count;
            int seen = traits;
            readings.append(document, passage, from, to, seen, this);
            noteReadings(streamBefore, countBefore, seen);
        }
    }

    /**
     * Reads a stretch of UTF-8 as a stream of its own.
     *
     * @param source where each byte comes from in the document's text; null where the bytes are the document's own
     */
    void readStream(byte[] text, int from, int to, int passage, Readings.@Nullable Source source) {
        stream++;
        singles = 0;
        previousEnd = -1;
        int before = count;
        int start = -1;
        int seen = 0;
        for (int base = from; base < to; base += ByteMasks.WIDTH) {
            int size = Math.min(ByteMasks.WIDTH, to - base);
            masks.read(text, base, size);
            long inTokens = masks.letters | masks.digits | masks.others;
            for (long marks = source == null ? masks.marks : 0; marks != 0; marks &= marks - 1) {
                noteMark(text, from, base + Long.numberOfTrailingZeros(marks), to);
            }
            int at = 0;
            while (at < size) {
                if (start < 0) {
                    long left = inTokens >>> at;
                    if (left == 0) {
                        break;
                    }
                    at += Long.numberOfTrailingZeros(left);
                    start = base + at;
                }
                int run = Math.min(Long.numberOfTrailingZeros(~(inTokens >>> at)), size - at);
                if (run > 0) {
                    long those = -1L >>> ByteMasks.WIDTH - run << at;
                    seen |= ((masks.letters & those) != 0 ? LETTER : 0)
                            | ((masks.digits & those) != 0 ? DIGIT : 0)
                            | ((masks.uppers & those) != 0 ? UPPER : 0)
                            | ((masks.others & those) != 0 ? FOLDED : 0);
                    at += run;
                }
                if (at < size || base + size == to) {
                    addToken(text, start, base + at, passage, seen);
                    start = -1;
                    seen = 0;
                }
            }
        }
        if (source != null) {
            for (int i = before; i < count; i++) {
                int a = source.from(starts[i] - from);
                int b = source.from(ends[i] - 1 - from);
                int end = Math.max(source.to(starts[i] - from), source.to(ends[i] - 1 - from));
                starts[i] = Math.min(a, b);
                ends[i] = end;
            }
        }
    }

    private void addToken(byte[] text, int from, int end, int passage, int seen) {
        int start = from;
        int stop = end;
        boolean plain = (seen & FOLDED) == 0;
        if (!plain) {
            // Apostrophes around a word are quotation marks.
            while (start < stop && text[start] == '\'') {
                start++;
            }
            if (start == stop) {
                return;
            }
            int last = end;
            while (text[last - 1] == '\'') {
                last--;
            }
            plain = isPlain(text, start, last);
            stop = plain ? last : end;
        }
        byte gap = previousEnd < 0 ? GAP_CELL : gap(text, previousEnd, start);
        boolean capital = (seen & UPPER) != 0;
        if (plain) {
            addAscii(text, start, stop, passage, (byte) (seen & (LETTER | DIGIT) | (capital ? CAPITAL : 0)), gap);
            noteShape(text, start, stop, seen, gap);
        } else {
            int first = count;
            addFolded(text, start, stop, passage, capital);
            for (int i = first; i < count; i++) {
                gaps[i] = i == first ? gap : GAP_MARKS;
            }
        }
        previousEnd = end;
    }

    /** Notes what in the shape of a plain token speaks of a disguise. */
    private void noteShape(byte[] text, int start, int end, int seen, byte gap) {
        if (end - start == 1) {
            singles = gap <= GAP_PHRASE ? singles + 1 : 1;
            if (singles >= SINGLES_RUN) {
                traits |= SINGLES;
            }
        } else {
            singles = 0;
            boolean lastUpper = (CLASSES[text[end - 1] & 0xFF] & UPPER) != 0;
            capitalised += (seen & UPPER) != 0 && !lastUpper ? 1 : 0;
            if (lastUpper && end - start >= MIN_REVERSED && isBackwards(text, start, end)
                    || (seen & (LETTER | DIGIT)) == (LETTER | DIGIT) && isNumberBackwards(text, start, end)) {
                traits |= REVERSED;
            }
        }
    }

    /** Whether it is seven digits or more and the letter A: A-numbers begin with it, and no number in use ends so. */
    private static boolean isNumberBackwards(byte[] text, int start, int end) {
        if (end - start < Readings.MIN_BACKWARDS_DIGITS || (text[end - 1] | 0x20) != 'a') {
            return false;
        }
        for (int i = start; i < end - 1; i++) {
            if ((CLASSES[text[i] & 0xFF] & DIGIT) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word's only capital is its last letter. */
    private static boolean isBackwards(byte[] text, int start, int end) {
        for (int i = start; i < end - 1; i++) {
            if ((CLASSES[text[i] & 0xFF] & (UPPER | DIGIT)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Notes a mark that may stand for a letter, or be part of an escape. */
    private void noteMark(byte[] text, int from, int at, int to) {
        byte next = at + 1 < to ? text[at + 1] : 0;
        int after = CLASSES[next & 0xFF];
        switch (text[at]) {
            case '&' -> traits |= next == '#' || isEntity(text, at + 1, to) ? AMPERSAND : 0;
            case '%' -> traits |= isHex(next) && at + 2 < to && isHex(text[at + 2]) ? ESCAPE : 0;
            case '<' -> traits |= next == '<' ? ANGLES : 0;
            case '\n' -> traits |= at > from && text[at - 1] == '-' ? HYPHEN_END : 0;
            case '@', '$', '!', '|', '(', '[', '{' -> {
                boolean glued = (after & (LETTER | DIGIT)) != 0
                        && at > from
                        && (CLASSES[text[at - 1] & 0xFF] & (LETTER | DIGIT)) != 0;
                boolean trailing = text[at] == '|' && at > from + 2 && text[at - 1] >= '0' && text[at - 1] <= '9';
                boolean leading = (text[at] == '@' || text[at] == '$') && (after & LETTER) != 0;
                traits |= leading || trailing || glued && mayBeLetter(text, from, at, to) ? GLUE : 0;
            }
            default -> {}
        }
    }

    /**
     * Whether a mark between letters or digits may be one, so that its passage is worth reading again: program text is full
     * of marks that are none.
     */
    private boolean mayBeLetter(byte[] text, int from, int at, int to) {
        int start = at;
        while (start > from && at - start < MOST_GLUED && isGlued(text[start - 1])) {
            start--;
        }
        int end = at + 1;
        while (end < to && end - at < MOST_GLUED && isGlued(text[end])) {
            end++;
        }
        if (Readings.mark((char) text[start]) != 0
                || Readings.mark((char) text[end - 1]) != 0
                || start > from && text[start - 1] < 0
                || end < to && text[end] < 0
                || end - start > MOST_GLUED) {
            return true;
        }
        for (int i = start; i < end; i++) {
            char letter = Readings.mark((char) text[i]);
            glued[i - start] = letter != 0 ? letter : (char) (text[i] | 0x20);
        }
        return readings.mayHold(new String(glued, 0, end - start), digitsAround(text, start, end, from, to));
    }

    private static boolean isGlued(byte b) {
        return b >= 0 && ((CLASSES[b] & (LETTER | DIGIT)) != 0 || Readings.mark((char) b) != 0);
    }

    private static int digitsAround(byte[] text, int start, int end, int from, int to) {
        int digits = 0;
        int last = Math.min(to, end + Readings.NUMBER_REACH);
        for (int i = Math.max(from, start - Readings.NUMBER_REACH); i < last; i++) {
            digits += text[i] >= '0' && text[i] <= '9' ? 1 : 0;
        }
        return digits;
    }

    /** Whether letters and digits stand there, and a semicolon right behind them. */
    private static boolean isEntity(byte[] text, int from, int to) {
        int end = from;
        int most = Math.min(to, from + Readings.MOST_ENTITY);
        while (end < most && (CLASSES[text[end] & 0xFF] & (LETTER | DIGIT)) != 0) {
            end++;
        }
        return end > from + 1 && end < to && text[end] == ';';
    }

    private static boolean isHex(byte b) {
        return b >= '0' && b <= '9' || (b | 0x20) >= 'a' && (b | 0x20) <= 'f';
    }

    private static byte gap(byte[] text, int from, int to) {
        if (to - from == 1) {
            byte mark = text[from];
            return mark == ' '
                    ? GAP_SPACE
                    : mark == '-' ? GAP_NONE : mark == '\t' || mark == '\n' ? GAP_CELL : GAP_MARKS;
        }
        if (to == from) {
            return GAP_NONE;
        }
        int most = Math.min(to, from + MOST_GAP + 1);
        for (int i = from; i < most; i++) {
            if (text[i] == '\t' || text[i] == '\n') {
                return GAP_CELL;
            }
        }
        if (to - from > MOST_GAP) {
            for (int i = most; i < to; i++) {
                if (text[i] == '\t' || text[i] == '\n') {
                    return GAP_CELL;
                }
            }
            return GAP_WIDE;
        }
        for (int i = from; i < to; i++) {
            if (text[i] == ' ') {
                // A full stop behind an initial ends no phrase.
                return to - from == 2 && text[from] == '.' ? GAP_MARKS : GAP_PHRASE;
            }
        }
        return GAP_MARKS;
    }

    private void addAscii(byte[] text, int start, int end, int passage, byte seen, byte gap) {
        int size = end - start;
        ensure(size);
        int at = foldedLength;
        if (size <= 2 * Long.BYTES && start + 2 * Long.BYTES <= text.length) {
            // Setting this bit lowers ASCII letters and leaves digits as they are; bytes behind the token do not count.
            LONGS.set(folded, at, (long) LONGS.get(text, start) | LOWER);
            LONGS.set(folded, at + Long.BYTES, (long) LONGS.get(text, start + Long.BYTES) | LOWER);
        } else {
            for (int i = 0; i < size; i++) {
                folded[at + i] = (byte) (text[start + i] | 0x20);
            }
        }
        add(start, end, passage, seen, at, at + size);
        gaps[count - 1] = gap;
        foldedLength = at + size;
    }

    private static boolean isPlain(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] < 0 || text[i] == '\'') {
                return false;
            }
        }
        return true;
    }

    /** The slow path: what is not plain ASCII is folded as the import folds it, and may come apart. */
    private void addFolded(byte[] text, int start, int end, int passage, boolean capital) {
        FoldedWords.Word word = foldedWords.of(text, start, end);
        traits |= word.traits;
        for (int part = 0; part < word.parts.length; part++) {
            byte[] bytes = word.parts[part];
            ensure(bytes.length);
            System.arraycopy(bytes, 0, folded, foldedLength, bytes.length);
            if (bytes.length == 1) {
                // Letters between marks that are not ASCII.
                singles++;
                traits |= singles >= SINGLES_RUN ? SINGLES : 0;
            } else {
                singles = 0;
            }
            byte seen = (byte) (word.seen[part] | (capital ? CAPITAL : 0));
            add(start, end, passage, seen, foldedLength, foldedLength + bytes.length);
            foldedLength += bytes.length;
        }
    }

    private void add(int start, int end, int passage, byte seen, int from, int to) {
        if (count == starts.length) {
            int more = count * 2;
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
            passages = Arrays.copyOf(passages, more);
            streams = Arrays.copyOf(streams, more);
            flags = Arrays.copyOf(flags, more);
            gaps = Arrays.copyOf(gaps, more);
            foldedFrom = Arrays.copyOf(foldedFrom, more);
            foldedTo = Arrays.copyOf(foldedTo, more);
        }
        starts[count] = start;
        ends[count] = end;
        streams[count] = stream;
        passages[count] = passage;
        streams[count] = stream;
        flags[count] = seen;
        foldedFrom[count] = from;
        foldedTo[count] = to;
        count++;
    }

    private void ensure(int more) {
        if (foldedLength + more + 16 > folded.length) {
            folded = Arrays.copyOf(folded, Math.max(folded.length * 2, foldedLength + more + 16));
        }
    }

    /** Begins a further stream, to which tokens are copied. */
    void beginStream() {
        stream++;
        readingCount++;
        undone[JOINED]++;
    }

    /** Copies some characters of a token to the stream that was begun. */
    void copy(int token, int fromByte, int toByte, boolean firstOfStream) {
        byte gap = firstOfStream ? GAP_CELL : fromByte > 0 ? GAP_SPACE : gaps[token];
        int from = foldedFrom[token];
        add(starts[token], ends[token], passages[token], flags[token], from + fromByte, from + toByte);
        gaps[count - 1] = gap;
        tokensOfReadings++;
    }

    /** Copies two tokens that follow each other as one to the stream that was begun. */
    void copyJoined(int token, boolean firstOfStream) {
        int size = size(token) + size(token + 1);
        ensure(size);
        System.arraycopy(folded, foldedFrom[token], folded, foldedLength, size(token));
        System.arraycopy(folded, foldedFrom[token + 1], folded, foldedLength + size(token), size(token + 1));
        add(starts[token], ends[token + 1], passages[token], flags[token], foldedLength, foldedLength + size);
        foldedLength += size;
        gaps[count - 1] = firstOfStream ? GAP_CELL : gaps[token];
    }

    /** Whether the folded token is ASCII letters. */
    boolean isAsciiWord(int token) {
        for (int i = foldedFrom[token]; i < foldedTo[token]; i++) {
            if (folded[i] < 'a' || folded[i] > 'z') {
                return false;
            }
        }
        return true;
    }

    boolean isWord(int token) {
        return (flags[token] & DIGIT) == 0;
    }

    boolean hasDigit(int token) {
        return (flags[token] & DIGIT) != 0;
    }

    /** Whether the token has digits and no letter. */
    boolean isDigits(int token) {
        return (flags[token] & (DIGIT | LETTER)) == DIGIT;
    }

    boolean isCapital(int token) {
        return (flags[token] & CAPITAL) != 0;
    }

    /** Whether a token stands in one stream with the one before it. */
    boolean follows(int token) {
        return token > 0 && streams[token] == streams[token - 1];
    }

    /** The folded token as a string; only for survivors. */
    String text(int token) {
        return new String(folded, foldedFrom[token], foldedTo[token] - foldedFrom[token], StandardCharsets.UTF_8);
    }

    int size(int token) {
        return foldedTo[token] - foldedFrom[token];
    }
}
