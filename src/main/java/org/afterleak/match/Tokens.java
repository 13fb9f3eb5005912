package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.afterleak.extract.Document;
import org.afterleak.identifier.Names;

/**
 * The word and number tokens of a run of passages, in arrays: no object per token. A token is a run of ASCII letters and
 * digits, of bytes of other scripts, and of apostrophes inside it. Plain ASCII tokens stay where they are in the text;
 * all others are folded, which may give several tokens with the same span. Reused from run to run; not thread-safe.
 */
final class Tokens {
    /** The token has a letter. */
    static final byte LETTER = 1;

    /** The token has an ASCII digit. */
    static final byte DIGIT = 2;

    /** The token's bytes are in {@link #folded}, not in the text. */
    static final byte FOLDED = 4;

    private static final byte[] CLASSES = classes();
    private static final byte APOSTROPHE = 8;
    private static final byte OTHER_SCRIPT = 16;

    int count;
    int[] starts = new int[1024];
    int[] ends = new int[1024];
    int[] passages = new int[1024];
    byte[] flags = new byte[1024];

    /** Where the token's folded bytes begin, lower-cased ASCII included; 16 bytes of room behind the last one. */
    int[] foldedFrom = new int[1024];

    int[] foldedTo = new int[1024];
    byte[] folded = new byte[8192];
    int foldedLength;

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 0; c < 256; c++) {
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                classes[c] = LETTER;
            } else if (c >= '0' && c <= '9') {
                classes[c] = DIGIT;
            } else if (c == '\'') {
                classes[c] = APOSTROPHE;
            } else if (c >= 0x80) {
                classes[c] = OTHER_SCRIPT;
            }
        }
        return classes;
    }

    /** Reads passages {@code first} to {@code last} (exclusive) of a document. */
    void read(Document document, int first, int last) {
        count = 0;
        foldedLength = 0;
        byte[] text = document.text();
        for (int passage = first; passage < last; passage++) {
            read(text, document.start(passage), document.end(passage), passage);
        }
    }

    private void read(byte[] text, int from, int to, int passage) {
        int at = from;
        while (at < to) {
            byte kind = CLASSES[text[at] & 0xFF];
            if ((kind & (LETTER | DIGIT | OTHER_SCRIPT)) == 0) {
                at++;
                continue;
            }
            int start = at;
            int seen = kind;
            at++;
            while (at < to) {
                kind = CLASSES[text[at] & 0xFF];
                if (kind == 0) {
                    break;
                }
                seen |= kind;
                at++;
            }
            if ((seen & (APOSTROPHE | OTHER_SCRIPT)) == 0) {
                addAscii(text, start, at, passage, (byte) seen);
            } else {
                addFolded(text, start, at, passage);
            }
        }
    }

    private void addAscii(byte[] text, int start, int end, int passage, byte seen) {
        int size = end - start;
        ensure(size);
        int at = foldedLength;
        for (int i = start; i < end; i++) {
            // Setting this bit lowers ASCII letters and leaves digits as they are.
            folded[at++] = (byte) (text[i] | 0x20);
        }
        add(start, end, passage, seen, foldedLength, at);
        foldedLength = at;
    }

    /** The slow path: what is not plain ASCII is folded as the import folds it, and may come apart. */
    private void addFolded(byte[] text, int start, int end, int passage) {
        List<String> parts = Names.tokens(new String(text, start, end - start, StandardCharsets.UTF_8));
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            ensure(bytes.length);
            System.arraycopy(bytes, 0, folded, foldedLength, bytes.length);
            byte seen = FOLDED;
            for (byte b : bytes) {
                seen |= b >= '0' && b <= '9' ? DIGIT : LETTER;
            }
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
            flags = Arrays.copyOf(flags, more);
            foldedFrom = Arrays.copyOf(foldedFrom, more);
            foldedTo = Arrays.copyOf(foldedTo, more);
        }
        starts[count] = start;
        ends[count] = end;
        passages[count] = passage;
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

    boolean isWord(int token) {
        return (flags[token] & DIGIT) == 0;
    }

    boolean hasDigit(int token) {
        return (flags[token] & DIGIT) != 0;
    }

    boolean isDigits(int token) {
        return (flags[token] & (DIGIT | LETTER)) == DIGIT;
    }

    /** The folded token as a string; only for survivors. */
    String text(int token) {
        return new String(folded, foldedFrom[token], foldedTo[token] - foldedFrom[token], StandardCharsets.UTF_8);
    }

    int size(int token) {
        return foldedTo[token] - foldedFrom[token];
    }
}
