package org.afterleak.match;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.afterleak.identifier.Nationalities;
import org.afterleak.watchlist.NameFeatures;
import org.jspecify.annotations.Nullable;

/**
 * The words that the texts so far consisted of, each with what the watchlist says of it: running text repeats a few
 * thousand words, so what is costly to find out is found out once for all threads. A table that grows to a
 * bound, at which a new word takes the place of an older one; nothing in it outlives the matcher.
 *
 * <p>Thread-safe without locks: entries do not change but for what is derived from them, which comes out the same
 * whoever derives it.
 */
final class Vocabulary {
    /** Bytes up to which a word is compared as two numbers. */
    static final int PACKED = 15;

    private static final int LEAST_SLOT_BITS = 10;
    private static final int MOST_SLOT_BITS = 18;

    /** Slots that a word may be in. */
    private static final int WAYS = 4;

    private static final long LONG_WORD = 0xFFL << 56;

    /** One way to read a word as a listed name's token. */
    static final class Alternative {
        final String form;
        final String key;
        final long tag;
        final Way way;

        Alternative(String form, String key, long tag, Way way) {
            this.form = form;
            this.key = key;
            this.tag = tag;
            this.way = way;
        }

        @Override
        public String toString() {
            return "Alternative[" + way + "]";
        }
    }

    /** One word; most are none that a name is made with. */
    static final class Word {
        /** Listed tokens that the word is like by itself; further ones are {@link Lexicon#near}. */
        final List<Alternative> alternatives;

        /** Whether it may start a pair; a weak word only goes along with one that may. */
        final boolean strong;

        /** The letter, where the word is a single one; its tag as an initial. */
        final @Nullable String initial;

        final long initialTag;

        /** The digit that the word stands for, -1 for none. */
        final int digit;

        /** Whether a listed name has the word as it is written. */
        final boolean listed;

        /** Whether it is so common in prose that it is a part of a name only where it is written as one. */
        final boolean weak;

        /** Whether the word is nothing to the matcher: no part of a name, no digit. */
        final boolean nothing;

        /** The same as {@link WordBits}, to which is added what is found out later. */
        int bits;

        /** The tag of the only listed token that the word is like; 0 where there are none or several. */
        final long tag;

        private long first;
        private long second;
        private byte @Nullable [] bytes;

        /** Found out when first asked for. */
        @Nullable
        List<Alternative> near;

        volatile int @Nullable [] parts;

        private byte small;
        private byte longestCountry = -1;

        Word(
                List<Alternative> alternatives,
                boolean strong,
                @Nullable String initial,
                long initialTag,
                int digit,
                boolean listed,
                boolean weak) {
            this.alternatives = alternatives;
            this.strong = strong;
            this.initial = initial;
            this.initialTag = initialTag;
            this.digit = digit;
            this.listed = listed;
            this.weak = weak;
            this.nothing = alternatives.isEmpty() && digit < 0;
            this.bits = (strong ? WordBits.STRONG : 0)
                    | (nothing ? WordBits.NOTHING : 0)
                    | (listed ? WordBits.LISTED : 0)
                    | (weak ? WordBits.WEAK : 0)
                    | (initial != null ? WordBits.INITIAL : 0)
                    | (digit >= 0 ? WordBits.FIGURE : 0)
                    | (alternatives.size() == 1 ? WordBits.SOLE : 0);
            this.tag = alternatives.size() == 1 ? alternatives.get(0).tag : 0;
        }

        long first() {
            return first;
        }

        long second() {
            return second;
        }

        /** Whether the word, which is given, is so common in prose that a name is only looked for in it beside other parts. */
        boolean isSmall(String text) {
            if (small == 0) {
                small = (byte) (NameFeatures.isWeak(text) ? 1 : -1);
            }
            return small > 0;
        }

        /** Words of the longest name of a country or a people that begins with the word, which is given; 0 for none. */
        int longestCountry(String text) {
            if (longestCountry < 0) {
                longestCountry = (byte) Nationalities.longestFrom(text);
            }
            return longestCountry;
        }

        /** Whether the word has those bytes; short ones were compared as numbers. */
        private boolean isLong(byte[] folded, int from, int size) {
            byte[] own = bytes;
            return own == null || Arrays.equals(own, 0, own.length, folded, from, from + size);
        }

        @Override
        public String toString() {
            return "Word[" + alternatives + "]";
        }
    }

    /** Makes the entry of a word that is not in the table. */
    interface Maker {
        Word make(String text);
    }

    /** Where a word may be, and a part of its hash, so that others are passed over without being looked at. */
    private static final class Table {
        private final @Nullable Word[] slots;
        private final int[] marks;
        private final int shift;
        private int taken;

        Table(int bits) {
            slots = new Word[1 << bits];
            marks = new int[1 << bits];
            shift = Long.SIZE - bits;
        }

        int first(long hash) {
            return (int) (hash * 0xD6E8FEB86659FD93L >>> shift) & -WAYS;
        }

        void put(Word word, long hash) {
            int first = first(hash);
            int slot = first;
            while (slot < first + WAYS - 1 && marks[slot] != 0) {
                slot++;
            }
            if (marks[slot] != 0) {
                // All are taken: the one that goes is as good as drawn by lot.
                slot = first + (int) (hash >>> 40 & WAYS - 1);
            } else {
                taken++;
            }
            slots[slot] = word;
            marks[slot] = mark(hash);
        }

        /** Twice the table with the same words; itself where it is as large as it gets. */
        Table grown() {
            int bits = Long.SIZE - shift;
            if (bits == MOST_SLOT_BITS) {
                return this;
            }
            Table more = new Table(bits + 1);
            for (Word word : slots) {
                if (word != null) {
                    more.put(word, hash(word.first, word.second));
                }
            }
            return more;
        }
    }

    private volatile Table table = new Table(LEAST_SLOT_BITS);

    /** The word in those bytes, behind which there are {@link #PACKED} more; made where it is not known. */
    Word word(byte[] folded, int from, int size, Maker maker) {
        long a;
        long b;
        if (size <= PACKED) {
            a = RecentWords.first(folded, from, size);
            b = RecentWords.second(folded, from, size);
        } else {
            a = size;
            for (int i = from; i < from + size; i++) {
                a = (a ^ folded[i]) * 0x100000001B3L;
            }
            b = LONG_WORD;
        }
        long hash = hash(a, b);
        int mark = mark(hash);
        Table known = table;
        int first = known.first(hash);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (known.marks[slot] == mark) {
                Word word = known.slots[slot];
                if (word != null && word.first == a && word.second == b && word.isLong(folded, from, size)) {
                    return word;
                }
            }
        }
        Word word = maker.make(new String(folded, from, size, StandardCharsets.UTF_8));
        word.first = a;
        word.second = b;
        word.bytes = size > PACKED ? Arrays.copyOfRange(folded, from, from + size) : null;
        if (known.taken > known.slots.length / 2) {
            // Two threads may do so at once: what one of them added is asked again, no more.
            known = known.grown();
            table = known;
        }
        VarHandle.releaseFence();
        known.put(word, hash);
        return word;
    }

    private static long hash(long a, long b) {
        long hash = (a ^ b * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L;
        return hash ^ hash >>> 32;
    }

    private static int mark(long hash) {
        return (int) hash | 1;
    }
}
