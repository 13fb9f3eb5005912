package org.afterleak.extract;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.afterleak.decode.Compression;
import org.afterleak.decode.Decoded;
import org.afterleak.decode.DecodedSink;
import org.afterleak.decode.EncodedText;
import org.afterleak.table.FileFormat;
import org.afterleak.table.TextDecoder;
import org.jspecify.annotations.Nullable;

/**
 * What is written in a text in another alphabet becomes parts of the document. A text or a file of some size is a part of its
 * own; short texts, as the encoded cells of a table, are put back where they stand, so that a line is read as a whole: all
 * such lines of a text are one part.
 */
final class EncodedParts {
    /** A decoded text with more bytes is a part of its own. */
    private static final int MAX_INLINE = 1_000;

    /** Of a line, so many bytes before, between and behind the decoded texts are kept; */
    private static final int MAX_BETWEEN = 1_000;

    /** and of more, so many next to them. */
    private static final int NEAR = 200;

    /** Lines are given away as soon as they have so many bytes. */
    private static final int MAX_LINES_BYTES = 4 << 20;

    /** What words show although it is decoded is looked through again, so often at most. */
    private static final int MAX_ROUNDS = 4;

    private final byte[] text;
    private final int from;
    private final int to;
    private final IntFunction<String> where;
    private final Passages out;

    /** Lines with their decoded texts put in. */
    private final Utf8Text lines = new Utf8Text(0);

    private String step = "";

    /** How far the line at hand was copied, and where it ends; none is at hand below 0. */
    private int copied = -1;

    private int lineEnd;

    /** Text before that place was put into lines, and is not again. */
    private int given;

    private EncodedParts(byte[] text, int from, int to, IntFunction<String> where, Passages out) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.where = where;
        this.out = out;
    }

    /** Looks through the text of a whole document; a step says at which character of it, unless it is the first. */
    static void ofText(byte[] utf8, int from, int to, Passages out) {
        Characters characters = new Characters(utf8, from);
        scan(
                utf8,
                from,
                to,
                offset -> offset == from ? "" : String.format(Locale.ROOT, "at %,d", characters.before(offset) + 1),
                out);
    }

    /**
     * Looks through passages of a document.
     *
     * @param where the locator of the passage that holds an offset; a step begins with it
     */
    static void ofPassages(byte[] utf8, int from, int to, IntFunction<String> where, Passages out) {
        scan(utf8, from, to, where, out);
    }

    private static void scan(byte[] utf8, int from, int to, IntFunction<String> where, Passages out) {
        if (from == to || out.parts().full()) {
            return;
        }
        EncodedParts parts = new EncodedParts(utf8, from, to, where, out);
        EncodedText.find(utf8, from, to, parts::take);
        parts.endLine();
        parts.giveLines();
    }

    /** Counts characters as an editor does, on and on. */
    private static final class Characters {
        private final byte[] utf8;
        private int at;
        private int count;

        Characters(byte[] utf8, int from) {
            this.utf8 = utf8;
            this.at = from;
        }

        int before(int offset) {
            count += offset >= at ? between(at, offset) : -between(offset, at);
            at = offset;
            return count;
        }

        private int between(int from, int end) {
            int characters = 0;
            for (int i = from; i < end; i++) {
                characters += utf8[i] >= -64 ? 1 : 0;
            }
            return characters;
        }
    }

    private boolean take(Decoded decoded) {
        if (out.parts().full()) {
            return false;
        }
        if (decoded.asWritten()) {
            within(decoded, step(decoded), 1);
            return true;
        }
        byte[] inline = inline(decoded);
        if (inline == null) {
            give(decoded, step(decoded));
        } else {
            putIn(decoded, inline);
        }
        return true;
    }

    private String step(Decoded decoded) {
        String label = decoded.encoding().label();
        String place = where.apply(decoded.start());
        return place.isEmpty() ? label : place.startsWith("at ") ? label + " " + place : place + Document.STEP + label;
    }

    /** Looks through what a text says whose words can be read as they are written. */
    private void within(Decoded decoded, String outer, int round) {
        byte[] bytes = decoded.bytes();
        DecodedSink sink = inner -> {
            String step = outer + Document.STEP + inner.encoding().label();
            if (!inner.asWritten()) {
                give(inner, step);
            } else if (round < MAX_ROUNDS) {
                within(inner, step, round + 1);
            }
            return !out.parts().full();
        };
        EncodedText.find(bytes, 0, bytes.length, sink);
    }

    private void give(Decoded decoded, String step) {
        Compression compression = decoded.compression();
        byte[] bytes = decoded.bytes();
        if (compression != Compression.NONE) {
            int most = out.limits().maxInputBytes();
            bytes = compression.inflate(bytes, most);
            if (bytes.length == most) {
                out.problem("decoded text is more than " + Passages.size(most) + ": the rest was left out");
            }
            out.parts().laterBehind(step + Document.STEP + compression.label(), bytes);
        } else if (isKnown(bytes)) {
            out.parts().laterBehind(step, bytes);
        }
    }

    /** What a few bytes only seemed to be, and its reader does not know, is passed over in silence. */
    private static boolean isKnown(byte[] bytes) {
        try {
            return FormatReader.format(bytes) != FileFormat.BINARY;
        } catch (ExtractException e) {
            return false;
        }
    }

    /** The text in UTF-8 if it fits into a line; null where it does not, or has structure of its own. */
    private static byte @Nullable [] inline(Decoded decoded) {
        if (decoded.compression() != Compression.NONE || decoded.bytes().length > MAX_INLINE) {
            return null;
        }
        byte[] utf8 = TextDecoder.toUtf8(decoded.bytes(), null);
        for (byte b : utf8) {
            if (b == '\n' || b == '\r' || b == 0) {
                return null;
            }
        }
        return utf8.length == 0 || utf8[0] == '{' || utf8[0] == '[' || utf8[0] == '<' ? null : utf8;
    }

    /** Puts a short text in its place in the line. */
    private void putIn(Decoded decoded, byte[] utf8) {
        int start = decoded.start();
        if (copied < 0 || start > lineEnd) {
            endLine();
            if (step.isEmpty()) {
                step = step(decoded);
            }
            copied = lineStart(start);
            lineEnd = decoded.end();
            while (lineEnd < to && (text[lineEnd] != '\n' || lineEnd + 1 < to && text[lineEnd + 1] != '\n')) {
                lineEnd++;
            }
        } else if (start - copied > MAX_BETWEEN) {
            int far = start - NEAR;
            lines.append(text, copied, charStart(copied + NEAR));
            lines.append((byte) ' ');
            copied = charStart(far);
        }
        if (start > copied) {
            lines.append(text, copied, start);
        }
        lines.append(utf8, 0, utf8.length);
        copied = decoded.end();
        while (copied < to && text[copied] == '=') {
            copied++;
        }
    }

    /** Where the lines begin that are kept: an entry of several lines has its name in one and its number in another. */
    private int lineStart(int place) {
        int least = Math.max(Math.max(from, given), place - MAX_BETWEEN);
        int line = -1;
        int i = place;
        while (i > least) {
            if (text[i - 1] == '\n') {
                line = i;
                if (i - 1 > least && text[i - 2] == '\n') {
                    return i;
                }
            }
            i--;
        }
        return i == from || i == given ? i : line >= 0 ? line : charStart(place - NEAR);
    }

    /** The first byte from there on that begins a character. */
    private int charStart(int place) {
        int i = place;
        while (i < to && (text[i] & 0xC0) == 0x80) {
            i++;
        }
        return i;
    }

    private void endLine() {
        if (copied < 0) {
            return;
        }
        given = Math.max(
                copied, Math.min(lineEnd, lineEnd - copied > MAX_BETWEEN ? charStart(copied + NEAR) : lineEnd));
        lines.append(text, copied, given);
        lines.append((byte) '\n');
        lines.append((byte) '\n');
        copied = -1;
        if (lines.length() > MAX_LINES_BYTES) {
            giveLines();
        }
    }

    private void giveLines() {
        if (!lines.isEmpty()) {
            out.parts().laterBehind(step, Arrays.copyOf(lines.bytes(), lines.length()));
            lines.clear();
            step = "";
        }
    }
}
