package org.afterleak.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a text for stretches that are written in another alphabet. Eight bytes at a time are passed over unless they
 * show one of these: eight letters or digits in a row, within a run of them or not; a mark that escapes begin with; now and
 * then, whether hexadecimal pairs stand there, and whether the letters are those of rot13. What is then found costs time in
 * proportion to its length, and none of the text is tried twice in the same way.
 */
// Branches cost more here than what they would save.
@SuppressWarnings("ShortCircuitBoolean")
public final class EncodedText {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long HIGH = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long PERCENTS = '%' * ONES;
    private static final long AMPERSANDS = '&' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long EQUALS = '=' * ONES;

    /** Added to a byte below 0x80, it shows in the high bit whether it is a figure or above. */
    private static final long FROM_FIGURES = (0x80 - '0') * ONES;

    private static final long FROM_SMALL_LETTERS = (0x80 - 'a') * ONES;

    private static final long FIGURES = '0' * ONES;
    private static final long HALVES = 0xF0F0F0F0F0F0F0F0L;
    private static final long FROM_G = (0x80 - 'g') * ONES;
    private static final long SPACES = ' ' * ONES;
    private static final long XS = 'x' * ONES;

    private static final int BLOCK = 32;

    /** A text of fewer bytes is looked through for rot13 as a whole. */
    private static final int SHORT = 512;

    /** Lines of one run, at least so long but for the last, with nothing else in them but marks of quotation. */
    private static final int LEAST_LINE = 16;

    /** Places in a run at which an encoding may begin behind a prefix. */
    private static final int MOST_STARTS = 4;

    private final byte[] text;
    private final int to;
    private final DecodedSink sink;
    private final RunDecoder runs = new RunDecoder();
    private final Escapes escapes;
    private final HexPairs pairs;
    private final Rot13 rot13;

    private boolean stopped;

    /**
     * Whether every eight bytes are looked at for runs. Half of them show every run of 23 digits and every second of the
     * shorter ones, which come in numbers: as soon as any run says something, the text is looked through anew.
     */
    private boolean dense;

    private boolean restarts;

    /** The run buffer: digits of one run without what stands between its lines. */
    private byte[] run = new byte[256];

    private int runLength;

    /** Where each line of a run begins in the buffer. */
    private int[] lineStarts = new int[16];

    private int[] lineOffsets = new int[16];
    private int lineCount;

    private EncodedText(byte[] text, int from, int to, DecodedSink sink) {
        this.text = text;
        this.to = to;
        this.sink = sink;
        this.escapes = new Escapes(text, from, to);
        this.pairs = new HexPairs(text, from, to);
        this.rot13 = new Rot13(text, from, to);
    }

    /**
     * Looks through valid UTF-8.
     *
     * @param from offset of the first byte to look at
     * @param to offset just behind the last one
     */
    public static void find(byte[] utf8, int from, int to, DecodedSink sink) {
        new EncodedText(utf8, from, to, sink).find(from);
    }

    private void find(int from) {
        int i = from;
        int rot = 0;
        while (i + BLOCK <= to && !stopped) {
            long a = (long) LONG.get(text, i);
            long b = (long) LONG.get(text, i + 8);
            long c = (long) LONG.get(text, i + 16);
            long d = (long) LONG.get(text, i + 24);
            boolean run = dense
                    ? isRun(a) | isRun(b) | isRun(c) | isRun(d)
                    : isRun(b) && !isFigures(b) | isRun(d) && !isFigures(d);
            int next = i + BLOCK;
            if (run | (marks(a) | marks(b) | marks(c) | marks(d)) != 0) {
                next = Math.max(next, words(i, i + BLOCK));
                if (restarts) {
                    restarts = false;
                    looked = -1;
                    i = from;
                    continue;
                }
            }
            rot += Rot13.gain((byte) a) + Rot13.gain((byte) b) + Rot13.gain((byte) c) + Rot13.gain((byte) d);
            rot += Rot13.gain((byte) (a >>> 32)) + Rot13.gain((byte) (b >>> 32));
            rot += Rot13.gain((byte) (c >>> 32)) + Rot13.gain((byte) (d >>> 32));
            if (rot > Rot13.ENOUGH) {
                give(rot13.at(i));
                rot = 0;
            }
            rot >>= 1;
            if (mayBePairs(c) && pairs.seem(i + 16)) {
                give(pairs.at(i + 16));
            }
            i = next;
        }
        dense = true;
        while (i + 8 <= to && !stopped) {
            i = Math.max(words(i, i + 8), i + 8);
        }
        if (!stopped) {
            marked(i, to);
            if (to - from < SHORT) {
                // Too little to notice it by samples.
                rot13.everywhere(this::give);
            }
        }
    }

    /** Eight figures and letters or marks of that range, and not small letters alone, as the middle of a word has. */
    private static boolean isRun(long x) {
        long low = x & ~HIGH;
        return ((low + FROM_FIGURES) & ~x & HIGH) == HIGH & ((low + FROM_SMALL_LETTERS) & HIGH) != HIGH;
    }

    private static boolean isFigures(long x) {
        return ((x ^ FIGURES) & HALVES) == 0;
    }

    /** High bits where marks that escapes begin with stand, and perhaps above them. */
    private static long marks(long x) {
        // A byte of ASCII minus one has its high bit set if it was zero, or something was borrowed from it.
        return ((x ^ PERCENTS) - ONES | (x ^ AMPERSANDS) - ONES | (x ^ BACKSLASHES) - ONES | (x ^ EQUALS) - ONES)
                & ~x
                & HIGH;
    }

    /** No letters but the hexadecimal ones and x, nearly. */
    private static boolean mayBePairs(long x) {
        long small = x | SPACES;
        long others = (small & ~HIGH) + FROM_G & HIGH;
        return (others & ~((small ^ XS) - ONES) | x & HIGH) == 0;
    }

    /** Looks at eight bytes at a time; returns where to go on. */
    private int words(int from, int end) {
        int i = from;
        while (i < end && i + 8 <= to && !stopped && !restarts) {
            long x = (long) LONG.get(text, i);
            if (isRun(x)) {
                int next = run(i);
                if (next > i) {
                    i = next;
                    continue;
                }
            }
            if (marks(x) != 0) {
                marked(i, i + 8);
            }
            i += 8;
        }
        return i;
    }

    private void marked(int from, int end) {
        for (int i = from; i < end && !stopped; i++) {
            byte b = text[i];
            if (b == '%' || b == '&' || b == '\\' || b == '=' && Escapes.mayBeQuoted(text, i, to)) {
                give(escapes.at(i));
            }
        }
    }

    private void give(@Nullable Decoded decoded) {
        if (decoded != null && !stopped) {
            stopped = !sink.decoded(decoded);
        }
    }

    private int looked = -1;

    /** Reads the run that holds this place; returns where to go on. */
    private int run(int at) {
        if (at < looked) {
            return looked;
        }
        int start = at;
        int least = Math.max(looked, 0);
        while (start > least && isDigit(text[start - 1])) {
            start--;
        }
        int end = at;
        while (end < to && isDigit(text[end])) {
            end++;
        }
        if (end == at) {
            return at;
        }
        looked = end;
        if (end - start < RunDecoder.LEAST) {
            return end;
        }
        collect(start, end);
        int next = tryRun(start);
        if (restarts) {
            return end;
        }
        looked = Math.max(looked, next);
        return next;
    }

    private static boolean isDigit(byte b) {
        return b >= 0 && (RunDecoder.KINDS[b] & RunDecoder.BASE64_DIGIT) != 0;
    }

    /** Takes the run and, where it fills its line, the lines behind it that are of nothing else. */
    private void collect(int start, int end) {
        runLength = 0;
        lineCount = 0;
        line(start, end);
        int width = end - start;
        int at = end;
        while (width >= LEAST_LINE) {
            int next = nextLine(at);
            if (next < 0) {
                return;
            }
            int stop = next;
            while (stop < to && isDigit(text[stop])) {
                stop++;
            }
            int length = stop - next;
            boolean whole = lineEnds(stop);
            // The first line may begin with a word in front; from the second on all have one width, but for the last.
            if (length == 0 || !whole || lineCount > 1 && length > width) {
                return;
            }
            line(next, stop);
            boolean last = lineCount > 2 && length < width || stop < to && text[stop] == '=';
            if (last) {
                return;
            }
            width = length;
            at = stop;
        }
    }

    private void line(int start, int end) {
        if (lineCount == lineStarts.length) {
            lineStarts = Arrays.copyOf(lineStarts, lineCount * 2);
            lineOffsets = Arrays.copyOf(lineOffsets, lineCount * 2);
        }
        lineStarts[lineCount] = runLength;
        lineOffsets[lineCount] = start;
        lineCount++;
        int size = end - start;
        if (runLength + size > run.length) {
            run = Arrays.copyOf(run, Math.max(runLength + size, (int)
                    Math.min(Integer.MAX_VALUE - 64, run.length * 2L)));
        }
        System.arraycopy(text, start, run, runLength, size);
        runLength += size;
    }

    /** Where the run's next line begins, behind marks of quotation; -1 where this line has more in it. */
    private int nextLine(int end) {
        int i = end;
        while (i < to && isWrapping(text[i])) {
            i++;
        }
        if (i == to || text[i] != '\n' && text[i] != '\r') {
            return -1;
        }
        i += text[i] == '\r' && i + 1 < to && text[i + 1] == '\n' ? 2 : 1;
        while (i < to && (isWrapping(text[i]) || text[i] == '>')) {
            i++;
        }
        return i < to && isDigit(text[i]) ? i : -1;
    }

    private boolean lineEnds(int end) {
        int i = end;
        while (i < to && (isWrapping(text[i]) || text[i] == '=')) {
            i++;
        }
        return i == to || text[i] == '\n' || text[i] == '\r';
    }

    /** What programs and people put around the lines of a long string. */
    private static boolean isWrapping(byte b) {
        return b == ' ' || b == '\t' || b == '"' || b == '\'' || b == '+' || b == ',' || b == ';' || b == '\\';
    }

    /** Tries what was collected; returns where to go on. */
    private int tryRun(int start) {
        int firstEnd = lineCount > 1 ? lineStarts[1] : runLength;
        if (lineCount > 1) {
            Decoded whole = attempt(0, runLength, start, endOf(lineCount - 1));
            if (becomesDense(whole)) {
                return start;
            }
            if (whole != null && !isList(whole)) {
                give(whole);
                return whole.end();
            }
        }
        if (lineCount > 2) {
            // Not one text over several lines: each line is one. The others come up in their turn.
            int last = 0;
            for (int line = 0; line < lineCount && !stopped; line++) {
                int end = line + 1 < lineCount ? lineStarts[line + 1] : runLength;
                Decoded one = starts(lineStarts[line], end, lineOffsets[line]);
                if (becomesDense(one)) {
                    return start;
                }
                give(one);
                last = endOf(line);
            }
            return last;
        }
        Decoded one = starts(0, firstEnd, start);
        if (!becomesDense(one)) {
            give(one);
        }
        return start + firstEnd;
    }

    private boolean becomesDense(@Nullable Decoded decoded) {
        if (decoded == null || dense) {
            return false;
        }
        dense = true;
        restarts = true;
        return true;
    }

    private int endOf(int line) {
        int length = (line + 1 < lineCount ? lineStarts[line + 1] : runLength) - lineStarts[line];
        return lineOffsets[line] + length;
    }

    /** Whether each line is a text by itself: joined, their words would stick together. */
    private boolean isList(Decoded whole) {
        if (whole.compression() != Compression.NONE || Plausibility.magic(whole.bytes(), whole.bytes().length)) {
            return false;
        }
        for (byte b : whole.bytes()) {
            if (b == '\n' || b == '\r') {
                return false;
            }
        }
        for (int line = 0; line < Math.min(lineCount, 8); line++) {
            int end = line + 1 < lineCount ? lineStarts[line + 1] : runLength;
            if (attempt(lineStarts[line], end, lineOffsets[line], endOf(line)) == null) {
                return false;
            }
        }
        return true;
    }

    /** Tries a run from its begin, and behind the first marks in it. */
    private @Nullable Decoded starts(int from, int end, int offset) {
        int begin = from;
        for (int k = 0; k < MOST_STARTS; k++) {
            Decoded decoded = attempt(begin, end, offset + begin - from, offset + end - from);
            if (decoded != null) {
                return decoded;
            }
            int next = begin;
            boolean prefixed =
                    run[begin] == 'x' || run[begin] == '0' && begin + 1 < end && (run[begin + 1] | 0x20) == 'x';
            if (prefixed) {
                begin += run[begin] == 'x' ? 1 : 2;
                continue;
            }
            while (next < end && (RunDecoder.KINDS[run[next]] & RunDecoder.MARK) == 0) {
                next++;
            }
            begin = next + 1;
            if (end - begin < RunDecoder.LEAST) {
                return null;
            }
        }
        return null;
    }

    private @Nullable Decoded attempt(int from, int end, int offset, int offsetEnd) {
        if (end - from < RunDecoder.LEAST) {
            return null;
        }
        RunDecoder.Result result = runs.decode(run, from, end);
        return result == null
                ? null
                : new Decoded(
                        result.encoding,
                        offset,
                        offsetEnd,
                        result.bytes,
                        result.compression,
                        result.encoding == Encoding.ROT13);
    }
}
