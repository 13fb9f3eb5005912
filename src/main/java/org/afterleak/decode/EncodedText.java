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
        int words = 0;
        while (i + 8 <= to && !stopped) {
            long x = (long) LONG.get(text, i);
            if ((((x & ~HIGH) + FROM_FIGURES) & ~x & HIGH) == HIGH) {
                int end = run(i);
                if (end > i) {
                    i = Math.max(end, i + 1);
                    continue;
                }
            }
            long marks = zero(x ^ PERCENTS) | zero(x ^ AMPERSANDS) | zero(x ^ BACKSLASHES) | zero(x ^ EQUALS);
            if (marks != 0) {
                marks(i, i + 8);
            }
            rot += Rot13.gain((byte) x) - (rot >> 4);
            rot += Rot13.gain((byte) (x >>> 32)) - (rot >> 4);
            if ((++words & 3) == 0) {
                if (pairs.seem(i)) {
                    give(pairs.at(i));
                }
                if (rot > Rot13.ENOUGH) {
                    give(rot13.at(i));
                    rot = 0;
                }
            }
            i += 8;
        }
        if (!stopped) {
            marks(i, to);
            if (words < 64) {
                // Too little to notice it by samples.
                rot13.everywhere(this::give);
            }
        }
    }

    /** A high bit in each byte that is zero; above the first such byte, in others perhaps. */
    private static long zero(long x) {
        return (x - ONES) & ~x & HIGH;
    }

    private void marks(int from, int end) {
        for (int i = from; i < end && !stopped; i++) {
            byte b = text[i];
            if (b == '%' || b == '&' || b == '\\' || b == '=') {
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
                give(starts(lineStarts[line], end, lineOffsets[line]));
                last = endOf(line);
            }
            return last;
        }
        give(starts(0, firstEnd, start));
        return start + firstEnd;
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
