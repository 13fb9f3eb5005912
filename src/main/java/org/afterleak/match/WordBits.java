package org.afterleak.match;

import org.afterleak.watchlist.NameFeatures;

/**
 * What is known of a token in the bits of one number, so that most tokens of a text are passed over by a number in an array
 * and nothing else in memory is touched. The lower bits are the word's, whatever text it is in; the upper ones the token's
 * where it stands.
 */
final class WordBits {
    /** It may start a pair. */
    static final int STRONG = 1;

    /** It is nothing to the matcher by itself. */
    static final int NOTHING = 2;

    static final int LISTED = 4;
    static final int WEAK = 8;
    static final int INITIAL = 16;

    /** A digit as a word. */
    static final int FIGURE = 32;

    /** It is like one listed token only, whose tag is all that a pair takes. */
    static final int SOLE = 64;

    /** It is known that the word is like no listed one in any way of writing. */
    static final int NO_NEAR = 128;

    /** It is known that the word is not several listed ones without a space. */
    static final int NO_PARTS = 256;

    static final int CAPITAL = 1 << 16;
    static final int DIGIT = 1 << 17;

    /** More than a byte. */
    static final int LONG = 1 << 18;

    /** Written as names are there: with a capital, or where nothing has one. */
    static final int WRITTEN = 1 << 19;

    /** It may be a part of a name there, and is like a listed one. */
    static final int NAME = 1 << 20;

    /** It looks like a part of a name, and is like no listed one by itself. */
    static final int UNKNOWN = 1 << 21;

    /** Digits alone. */
    static final int NUMBER = 1 << 22;

    private WordBits() {}

    /**
     * The bits of a token where it stands. A word may be part of a name as it is listed, or with a capital, or where nothing
     * has one. A small word of running text that only sounds like a listed name is none; most pairs of such would have to be
     * looked up.
     *
     * @param capitals whether any word of the stream has a capital
     * @param anyCase whether words of any case may be names there
     */
    static int at(int word, byte flags, int size, boolean capitals, boolean anyCase) {
        boolean capital = (flags & Tokens.CAPITAL) != 0;
        boolean digit = (flags & Tokens.DIGIT) != 0;
        int seen = word | (capital ? CAPITAL : 0) | (digit ? DIGIT : 0) | (size > 1 ? LONG : 0);
        if (capital || digit || !capitals) {
            // Where a digit stands for a letter, it may be the capital.
            seen |= WRITTEN;
        }
        if ((word & NOTHING) != 0) {
            boolean unknown = capital && !digit && size >= NameFeatures.MIN_TYPO_CHARS;
            return seen | (unknown ? UNKNOWN : 0) | (digit && (flags & Tokens.LETTER) == 0 ? NUMBER : 0);
        }
        boolean asListed = (word & (LISTED | WEAK)) == LISTED;
        return seen | (capital || digit || anyCase || asListed || (word & INITIAL) != 0 ? NAME : 0);
    }
}
