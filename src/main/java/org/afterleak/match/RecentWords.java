package org.afterleak.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.afterleak.match.Vocabulary.Word;
import org.jspecify.annotations.Nullable;

/**
 * One thread's front of the {@link Vocabulary}: the words that it saw last, each as four numbers in a row (the word itself in
 * two, its tag, its {@link WordBits}), so that a token costs one look into memory, and those of many tokens are waited for
 * together. The words themselves are touched for the few tokens that may be of a name. Not thread-safe.
 */
final class RecentWords {
    /** Numbers of a slot. */
    private static final int STRIDE = 4;

    private static final int SECOND = 1;
    private static final int TAG = 2;
    private static final int BITS = 3;

    /** Numbers before the first slot, so that none lies across two lines of the cache where the array begins a page. */
    private static final int OFFSET = 6;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** For each size, which bytes of the first and of the second eight are the word's. */
    private static final long[] FIRST_BYTES = new long[Vocabulary.PACKED + 1];

    private static final long[] SECOND_BYTES = new long[Vocabulary.PACKED + 1];

    static {
        for (int size = 0; size <= Vocabulary.PACKED; size++) {
            FIRST_BYTES[size] = size >= Long.BYTES ? -1L : (1L << size * 8) - 1;
            SECOND_BYTES[size] = size <= Long.BYTES ? 0 : (1L << (size - Long.BYTES) * 8) - 1;
        }
    }

    private final Vocabulary vocabulary;
    private final Vocabulary.Maker maker;
    private final int shift;
    private final long[] numbers;
    private final @Nullable Word[] words;

    /** Keeps two to the power of {@code slotBits} words. */
    RecentWords(Vocabulary vocabulary, Vocabulary.Maker maker, int slotBits) {
        this.vocabulary = vocabulary;
        this.maker = maker;
        this.shift = Long.SIZE - slotBits;
        this.numbers = new long[OFFSET + (STRIDE << slotBits)];
        this.words = new Word[1 << slotBits];
    }

    /** The first eight bytes of a word of so many, behind which there are {@link Vocabulary#PACKED} more. */
    static long first(byte[] folded, int from, int size) {
        return (long) LONGS.get(folded, from) & FIRST_BYTES[size];
    }

    /** Its further bytes and its size. */
    static long second(byte[] folded, int from, int size) {
        return (long) LONGS.get(folded, from + Long.BYTES) & SECOND_BYTES[size] | (long) size << 56;
    }

    /** The word in those bytes, behind which there are {@link Vocabulary#PACKED} more; made where it is not known. */
    Word word(byte[] folded, int from, int size) {
        if (size > Vocabulary.PACKED) {
            return vocabulary.word(folded, from, size, maker);
        }
        long first = first(folded, from, size);
        long second = second(folded, from, size);
        int slot = slot(first, second);
        int at = OFFSET + slot * STRIDE;
        Word known = words[slot];
        return numbers[at] == first && numbers[at + SECOND] == second && known != null
                ? known
                : remembered(folded, from, size, slot);
    }

    /** The bits and tags of the tokens from {@code first} on; those of long ones and of figures are left to the other. */
    void read(Tokens tokens, int first, int[] bits, long[] tags, IntFunction<Word> other) {
        for (int i = first; i < tokens.count; i++) {
            int from = tokens.foldedFrom[i];
            int size = tokens.foldedTo[i] - from;
            if (size > Vocabulary.PACKED || tokens.isDigits(i)) {
                Word word = other.apply(i);
                bits[i] = word.bits;
                tags[i] = word.tag;
                continue;
            }
            long one = first(tokens.folded, from, size);
            long two = second(tokens.folded, from, size);
            int slot = slot(one, two);
            int at = OFFSET + slot * STRIDE;
            if (numbers[at] != one || numbers[at + SECOND] != two) {
                remembered(tokens.folded, from, size, slot);
            }
            tags[i] = numbers[at + TAG];
            bits[i] = (int) numbers[at + BITS];
        }
    }

    /** Adds to a word's bits what was found out about it. */
    void learn(Word word, int more) {
        // Two threads may add at once: what one of them loses is found out again.
        word.bits |= more;
        int slot = slot(word.first(), word.second());
        if (words[slot] == word) {
            numbers[OFFSET + slot * STRIDE + BITS] |= more;
        }
    }

    private Word remembered(byte[] folded, int from, int size, int slot) {
        Word word = vocabulary.word(folded, from, size, maker);
        int at = OFFSET + slot * STRIDE;
        numbers[at] = word.first();
        numbers[at + SECOND] = word.second();
        numbers[at + TAG] = word.tag;
        numbers[at + BITS] = word.bits;
        words[slot] = word;
        return word;
    }

    private int slot(long first, long second) {
        return (int) ((first ^ second * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L >>> shift);
    }

    /** Counts, never text. */
    @Override
    public String toString() {
        return "RecentWords[" + Arrays.stream(words).filter(w -> w != null).count() + "]";
    }
}
