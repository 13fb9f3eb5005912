package org.afterleak.decode;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Text with its letters moved by thirteen places. It is told by how often each letter stands in it: of two letters thirteen
 * places apart one is common in European languages and in names written in Latin letters, and the other is not.
 */
final class Rot13 {
    /** What a running sum of {@link #gain}, of which half is forgotten every eight letters, seldom reaches elsewhere. */
    static final int ENOUGH = 28;

    /**
     * Evidence for rot13 in quarters of a bit by letter, from a to z: the logarithm of how much more often the letter that it
     * would stand for is used than itself, in the mean of English and Spanish.
     */
    private static final byte[] GAINS = {
        -2, 8, -2, -10, -4, 8, 7, 0, -9, 5, -2, -5, -9, 2, -8, 2, 10, 4, -8, -7, 0, 9, -5, 2, 5, 9
    };

    private static final byte[] GAIN = gains();

    private static final int LEAST_LETTERS = 20;

    /** Quarters of a bit: one chance in some hundred million. */
    private static final int LEAST_GAIN = 100;

    /** Different letters. */
    private static final int LEAST_KINDS = 8;

    /** A line longer than that is looked at in pieces. */
    private static final int PIECE = 256;

    /** Pieces without evidence that end a stretch. */
    private static final int MOST_DOUBT = 2;

    private final byte[] text;
    private final int to;
    private int done;

    Rot13(byte[] text, int from, int to) {
        this.text = text;
        this.to = to;
        this.done = from;
    }

    private static byte[] gains() {
        byte[] gains = new byte[256];
        for (int i = 0; i < 26; i++) {
            gains['a' + i] = GAINS[i];
            gains['A' + i] = GAINS[i];
        }
        return gains;
    }

    /** How much a byte speaks for rot13, in quarters of a bit; negative against it. */
    static int gain(byte b) {
        return GAIN[b & 0xFF];
    }

    /** The stretch around that place, null where there is none, or it was given before. */
    @Nullable
    Decoded at(int place) {
        if (place < done) {
            return null;
        }
        int start = place;
        for (int doubt = 0; start > done && doubt < MOST_DOUBT; ) {
            int before = pieceStart(start);
            doubt = gain(before, start) > 0 ? 0 : doubt + 1;
            start = before;
        }
        int end = place;
        for (int doubt = 0; end < to && doubt < MOST_DOUBT; ) {
            int after = pieceEnd(end);
            doubt = gain(end, after) > 0 ? 0 : doubt + 1;
            end = after;
        }
        while (start < end && gain(start, pieceEnd(start)) <= 0) {
            start = pieceEnd(start);
        }
        int looked = end;
        while (end > start && gain(pieceStart(end), end) <= 0) {
            end = Math.max(start, pieceStart(end));
        }
        done = Math.max(looked, place + 1);
        if (!isMoved(start, end)) {
            return null;
        }
        byte[] moved = new byte[end - start];
        for (int i = start; i < end; i++) {
            moved[i - start] = moved(text[i]);
        }
        return new Decoded(Encoding.ROT13, start, end, moved, Compression.NONE, false);
    }

    /** The stretches of a text that is too short for samples. */
    void everywhere(Consumer<Decoded> sink) {
        for (int i = done; i < to; i = Math.max(done, pieceEnd(i))) {
            Decoded found = gain(i, pieceEnd(i)) > 0 ? at(i) : null;
            if (found != null) {
                sink.accept(found);
            }
        }
    }

    /** Whether the words of nothing but letters speak for it; numbers in hexadecimal have letters of their own. */
    private boolean isMoved(int start, int end) {
        int letters = 0;
        int gain = 0;
        int kinds = 0;
        int i = start;
        while (i < end) {
            int word = i;
            int sum = 0;
            boolean figures = false;
            int seen = 0;
            while (i < end && (isLetter(text[i]) || text[i] >= '0' && text[i] <= '9')) {
                sum += gain(text[i]);
                figures |= !isLetter(text[i]);
                seen |= 1 << text[i];
                i++;
            }
            if (!figures) {
                letters += i - word;
                gain += sum;
                kinds |= seen;
            }
            i++;
        }
        return letters >= LEAST_LETTERS
                && gain >= LEAST_GAIN
                && gain >= letters
                && Integer.bitCount(kinds) >= LEAST_KINDS;
    }

    private static boolean isLetter(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    static byte moved(byte b) {
        int lower = b | 0x20;
        return b < 0 || lower < 'a' || lower > 'z' ? b : (byte) (lower < 'n' ? b + 13 : b - 13);
    }

    private int gain(int from, int end) {
        int gain = 0;
        for (int i = from; i < end; i++) {
            gain += gain(text[i]);
        }
        return gain;
    }

    private int pieceStart(int end) {
        int i = end - 1;
        int least = Math.max(done, end - PIECE);
        while (i > least && text[i - 1] != '\n') {
            i--;
        }
        return Math.max(i, done);
    }

    private int pieceEnd(int start) {
        int i = start;
        int most = Math.min(to, start + PIECE);
        while (i < most && text[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, to);
    }
}
