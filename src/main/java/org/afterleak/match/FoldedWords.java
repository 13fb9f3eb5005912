package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.afterleak.identifier.Names;
import org.jspecify.annotations.Nullable;

/**
 * What words that are not plain ASCII come to when they are folded as the import folds them: remembered, as texts repeat
 * their words and folding takes a microsecond. Bounded; not thread-safe.
 */
final class FoldedWords {
    private static final int SLOTS = 1 << 11;

    /** A longer word is folded each time. */
    private static final int MOST_BYTES = 64;

    private final @Nullable Word[] slots = new Word[SLOTS];

    /** The word in those bytes of UTF-8. */
    Word of(byte[] text, int start, int end) {
        if (end - start > MOST_BYTES) {
            return new Word(new String(text, start, end - start, StandardCharsets.UTF_8));
        }
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = (hash ^ text[i]) * 0x01000193;
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        Word known = slots[slot];
        if (known == null || !Arrays.equals(known.raw, 0, known.raw.length, text, start, end)) {
            known = new Word(new String(text, start, end - start, StandardCharsets.UTF_8));
            known.raw = Arrays.copyOfRange(text, start, end);
            slots[slot] = known;
        }
        return known;
    }

    /** A word that is not plain ASCII, folded. */
    static final class Word {
        private static final byte[] NONE = {};

        private byte[] raw = NONE;
        /** Traits of the word, as {@link Tokens} has them. */
        final int traits;

        /** The tokens that it comes to, in UTF-8. */
        final byte[][] parts;

        /** Their flags. */
        final byte[] seen;

        Word(String text) {
            boolean backwards = text.length() >= Tokens.MIN_REVERSED && Readings.isBackwards(text);
            traits = Readings.traitsOf(text) | (backwards ? Tokens.REVERSED : 0);
            boolean capital = text.codePoints().anyMatch(Character::isUpperCase);
            List<String> tokens = Names.tokens(Readings.unmixed(text));
            parts = new byte[tokens.size()][];
            seen = new byte[tokens.size()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = tokens.get(i).getBytes(StandardCharsets.UTF_8);
                byte flags = Tokens.FOLDED;
                boolean other = false;
                for (byte b : parts[i]) {
                    flags |= b >= '0' && b <= '9' ? Tokens.DIGIT : Tokens.LETTER;
                    other |= b < 0;
                }
                seen[i] = (byte) (flags | (capital || other ? Tokens.CAPITAL : 0));
            }
        }
    }
}
