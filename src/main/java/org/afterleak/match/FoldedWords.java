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
    private static final int SLOTS = 1 << 14;

    /** A longer word is folded each time. */
    private static final int MOST_BYTES = 64;

    /** Bytes of a run of such characters that are a token: as many characters as a token has. */
    private static final int MOST_RUN = 3 * Names.MAX_TOKEN_CHARS;

    private final @Nullable Word[] slots = new Word[SLOTS];

    /** The word in those bytes of UTF-8. */
    Word of(byte[] text, int start, int end) {
        if (end - start > MOST_BYTES) {
            int traits = traitsOfRun(text, start, end);
            if (traits >= 0) {
                return new Word(Arrays.copyOfRange(text, start, Math.min(end, start + MOST_RUN)), traits);
            }
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

    /**
     * The traits of a run of Han and kana characters, which fold to themselves; -1 where there are others. Scripts without
     * spaces have long runs of them, none of which comes a second time.
     */
    private static int traitsOfRun(byte[] text, int start, int end) {
        if ((end - start) % 3 != 0) {
            return -1;
        }
        int traits = 0;
        for (int i = start; i < end; i += 3) {
            int c = (text[i] & 0x0F) << 12 | (text[i + 1] & 0x3F) << 6 | text[i + 2] & 0x3F;
            boolean three = (text[i] & 0xF0) == 0xE0;
            boolean han = c >= 0x4E00 && c < 0x9FC0;
            boolean kana = c >= 0x3041 && c <= 0x3096 || c >= 0x30A1 && c <= 0x30FA || c == 0x30FC;
            if (!three || !han && !kana) {
                return -1;
            }
            traits |= han ? Tokens.IDEOGRAPHS : 0;
        }
        return traits;
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

        /** A run of characters that fold to themselves. */
        Word(byte[] run, int traits) {
            this.traits = traits;
            parts = new byte[][] {run};
            seen = new byte[] {Tokens.FOLDED | Tokens.LETTER | Tokens.CAPITAL};
        }

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
