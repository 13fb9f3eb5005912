package org.afterleak.match;

import java.util.Arrays;
import java.util.List;
import org.afterleak.crypto.FastTags;
import org.afterleak.match.Vocabulary.Alternative;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of words that a run of passages may hold as parts of one name, in arrays, to be tagged in one batch. A pair of
 * two words that each are like one listed token only, as nearly all are, is kept without looking at the words: their tags
 * are enough, and what lies in memory elsewhere costs a hundred times what lies here. Reused; not thread-safe.
 */
final class NamePairs {
    int count;
    int[] firstTokens = new int[256];
    int[] secondTokens = new int[256];
    long[] tags = new long[256];
    private @Nullable Alternative[] firsts = new Alternative[256];
    private @Nullable Alternative[] seconds = new Alternative[256];
    private boolean[] initials = new boolean[256];
    private byte[] blocks = new byte[256 * FastTags.BLOCK];

    void clear() {
        count = 0;
    }

    /** Adds two words by the tags of the only token that each is like. */
    void add(int first, int second, long firstTag, long secondTag) {
        put(first, second, null, null, firstTag, secondTag);
    }

    /** Adds two words, each read in one way; those that the same token may be are no pair. */
    void add(int first, int second, List<Alternative> ones, List<Alternative> others) {
        for (Alternative one : ones) {
            for (Alternative other : others) {
                if (one.tag != other.tag) {
                    put(first, second, one, other, one.tag, other.tag);
                }
            }
        }
    }

    /** Adds one word that is all of a name, in all its readings. */
    void addAlone(int token, List<Alternative> ones) {
        for (Alternative one : ones) {
            put(token, token, one, one, one.tag, one.tag);
        }
    }

    /** Adds a word in all its readings, and a letter that may stand for another. */
    void addInitial(int token, int letter, List<Alternative> ones, long letterTag) {
        for (Alternative one : ones) {
            put(token, letter, one, null, one.tag, letterTag);
            initials[count - 1] = true;
        }
    }

    private void put(
            int first,
            int second,
            @Nullable Alternative one,
            @Nullable Alternative other,
            long firstTag,
            long secondTag) {
        if (count == firstTokens.length) {
            int more = count * 2;
            firstTokens = Arrays.copyOf(firstTokens, more);
            secondTokens = Arrays.copyOf(secondTokens, more);
            firsts = Arrays.copyOf(firsts, more);
            seconds = Arrays.copyOf(seconds, more);
            initials = Arrays.copyOf(initials, more);
            blocks = Arrays.copyOf(blocks, more * FastTags.BLOCK);
        }
        firstTokens[count] = first;
        secondTokens[count] = second;
        firsts[count] = one;
        seconds[count] = other;
        initials[count] = false;
        FastTags.putPair(blocks, count++, firstTag, secondTag);
    }

    /** Computes the fast tags of all. */
    void tag(FastTags tagger) {
        tags = tags.length < count ? new long[firstTokens.length] : tags;
        tagger.pairTags(blocks, count, tags);
    }

    /** How the pair's first word is read; {@code null} for the only way in which it can be. */
    @Nullable
    Alternative first(int pair) {
        return firsts[pair];
    }

    /** The same of the second word; {@code null} as well where it is an initial. */
    @Nullable
    Alternative second(int pair) {
        return seconds[pair];
    }

    /** Whether the second word is a letter that stands for another. */
    boolean hasInitial(int pair) {
        return initials[pair];
    }
}
