package org.afterleak.watchlist;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * The prefilter over one set of fast tags: says no to all but about a thousandth of what is not on the watchlist, and
 * never says no to what is. Immutable once built, so thread-safe.
 *
 * <p>A member's tag is cut to {@code log2(n) + 10} bits for a set of n (rounded up to an even number), so that even with
 * the fast key each member hides among the thousandth of the universe that shares its cut tag. The cut tags are kept as a
 * one-word Bloom filter (four bits in one word of 64; 32 bits a member, 24 of a large set), one for each width in use.
 */
public final class TagFilter {
    private static final int BLUR_BITS = 10;
    private static final int BITS_PER_MEMBER = 32;

    /** From so many members on there are fewer bits for each: what passes by chance is little beside what is listed. */
    private static final long LARGE = 1 << 21;

    private static final int BITS_PER_MEMBER_OF_LARGE = 24;
    private static final int MOST_WORDS = 1 << 30;

    /** Lets everything through: the prefilter switched off. */
    public static final TagFilter ALL = new TagFilter(List.of(), true);

    private final Level[] levels;
    private final boolean all;

    private TagFilter(List<Level> levels, boolean all) {
        this.levels = levels.toArray(new Level[0]);
        this.all = all;
    }

    /** Bits that the tags of a set of that size are cut to. */
    static int width(long members) {
        int log2 = 64 - Long.numberOfLeadingZeros(Math.max(1, members) - 1);
        return Math.min(62, (log2 + BLUR_BITS + 1) / 2 * 2);
    }

    static long blur(long tag, int width) {
        return tag >>> 64 - width;
    }

    /** A filter with room for sets of those sizes and widths. */
    static TagFilter empty(List<TagSets.Extent> sets) {
        List<Level> levels = new ArrayList<>();
        for (int width :
                sets.stream().map(TagSets.Extent::width).distinct().sorted().toList()) {
            long members = sets.stream()
                    .filter(s -> s.width() == width)
                    .mapToLong(TagSets.Extent::members)
                    .sum();
            levels.add(new Level(width, members));
        }
        return new TagFilter(levels, false);
    }

    /** Adds a tag that was cut to that width. */
    void add(int width, long cut) {
        for (Level level : levels) {
            if (level.width == width) {
                level.add(cut);
            }
        }
    }

    void write(SealedChunks.Writer out) throws IOException {
        out.put((byte) levels.length);
        for (Level level : levels) {
            out.put((byte) level.width);
            out.put(level.words.length, Integer.BYTES);
            out.put(level.words);
        }
    }

    static TagFilter read(SealedChunks.Reader in) throws IOException, GeneralSecurityException {
        List<Level> levels = new ArrayList<>();
        for (int count = in.get(); count > 0; count--) {
            int width = in.get();
            long[] words = new long[Math.toIntExact(in.get(Integer.BYTES))];
            in.get(words);
            levels.add(new Level(width, words));
        }
        return new TagFilter(levels, false);
    }

    /** Whether the tag may be a member's. */
    public boolean mightContain(long tag) {
        for (Level level : levels) {
            if (level.mightContain(tag)) {
                return true;
            }
        }
        return all;
    }

    /** Whether there is no member at all. */
    public boolean isEmpty() {
        return levels.length == 0 && !all;
    }

    /** Bytes of memory that the filter takes. */
    long bytes() {
        long bytes = 0;
        for (Level level : levels) {
            bytes += (long) level.words.length * Long.BYTES;
        }
        return bytes;
    }

    /** One width's members. */
    private static final class Level {
        private static final int LEAST_WORDS = 16;

        private final int width;
        private final long[] words;

        Level(int width, long members) {
            long bits = members * (members < LARGE ? BITS_PER_MEMBER : BITS_PER_MEMBER_OF_LARGE);
            this.width = width;
            this.words = new long[Math.clamp((bits + 63) / 64, LEAST_WORDS, MOST_WORDS)];
        }

        Level(int width, long[] words) {
            this.width = width;
            this.words = words;
        }

        void add(long blurred) {
            long h = mix(blurred);
            words[word(h)] |= mask(h);
        }

        boolean mightContain(long tag) {
            long h = mix(tag >>> 64 - width);
            long mask = mask(h);
            return (words[word(h)] & mask) == mask;
        }

        /** A word chosen by the hash's high bits (Lemire, "Fast random integer generation in an interval", 2019). */
        private int word(long h) {
            return (int) ((h >>> 32) * words.length >>> 32);
        }

        /** Four bits chosen by the hash's low 24. */
        private static long mask(long h) {
            return 1L << h | 1L << (h >>> 6) | 1L << (h >>> 12) | 1L << (h >>> 18);
        }

        /** Spreads a cut tag over 64 bits; any bijection that mixes well does (here that of SplitMix64, Steele 2014). */
        private static long mix(long z) {
            z += 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }
    }
}
