package org.afterleak.watchlist;

import java.util.ArrayList;
import java.util.List;

/**
 * The prefilter over one set of fast tags: says no to all but about a thousandth of what is not on the watchlist, and
 * never says no to what is. Immutable once built, so thread-safe.
 *
 * <p>A member's tag is cut to {@code log2(n) + 10} bits for a set of n (rounded up to an even number), so that even with
 * the fast key each member hides among the thousandth of the universe that shares its cut tag. In memory the cut tags are
 * a one-word Bloom filter (four bits in one word of 64, 24 to 48 bits a member), one for each width in use.
 */
public final class TagFilter {
    private static final int BLUR_BITS = 10;
    private static final int BITS_PER_MEMBER = 24;

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

    /** One width's members. */
    private static final class Level {
        private final int width;
        private final int shift;
        private final long[] words;

        Level(int width, long members) {
            this.width = width;
            long bits = Math.max(1024, members * BITS_PER_MEMBER);
            int log2Words = Math.min(30, 64 - Long.numberOfLeadingZeros((bits + 63) / 64 - 1));
            this.words = new long[1 << log2Words];
            this.shift = 64 - log2Words;
        }

        void add(long blurred) {
            long h = mix(blurred);
            words[(int) (h >>> shift)] |= mask(h);
        }

        boolean mightContain(long tag) {
            long h = mix(tag >>> 64 - width);
            long mask = mask(h);
            return (words[(int) (h >>> shift)] & mask) == mask;
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

    /** Collects sets of cut tags, one call of {@link #set} for each, and builds the filter over all of them. */
    static final class Builder {
        private final List<long[]> sets = new ArrayList<>();
        private final List<Integer> widths = new ArrayList<>();

        void set(int width, long[] blurred) {
            if (blurred.length > 0) {
                sets.add(blurred);
                widths.add(width);
            }
        }

        TagFilter build() {
            List<Level> levels = new ArrayList<>();
            for (int width : widths.stream().distinct().sorted().toList()) {
                long members = 0;
                for (int i = 0; i < sets.size(); i++) {
                    members += widths.get(i) == width ? sets.get(i).length : 0;
                }
                Level level = new Level(width, members);
                for (int i = 0; i < sets.size(); i++) {
                    if (widths.get(i) == width) {
                        for (long blurred : sets.get(i)) {
                            level.add(blurred);
                        }
                    }
                }
                levels.add(level);
            }
            return new TagFilter(levels, false);
        }
    }
}
