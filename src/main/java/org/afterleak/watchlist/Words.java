package org.afterleak.watchlist;

import org.afterleak.crypto.FastTags;
import org.afterleak.identifier.NameKeys;
import org.jspecify.annotations.Nullable;

/**
 * What the import needs to know of the words that names are made of, remembered: names of a list are made of few words, and
 * a word's key and tags take longer than all the rest of a record. One word of many is kept at each place, so that memory
 * is bounded. In the clear, so it lives as long as one import. Not thread-safe.
 */
final class Words {
    private static final int PLACES = 1 << 16;

    private final FastTags tags;
    private final @Nullable Word[] places = new Word[PLACES];

    Words(FastTags tags) {
        this.tags = tags;
    }

    /** One folded word, in the clear. */
    static final class Word {
        final String text;
        final String key;
        final long keyTag;
        final long wordTag;

        /** Its initial; null where it begins with nothing that is used as one. */
        final @Nullable String initial;

        final long initialTag;

        /** Share of people who are expected to have a name of that key, and one that is written so. */
        final double keyPrior;

        final double textPrior;

        /** Whether it is so common in prose that it may not start a pair. */
        final boolean weak;

        /** Whether its absence says nothing: a particle, a title, an initial. */
        final boolean optional;

        private Word(String text, FastTags tags) {
            this.text = text;
            this.key = NameKeys.key(text);
            this.keyTag = tags.token(key);
            this.wordTag = tags.word(text);
            this.initial = NameFeatures.initial(text);
            this.initialTag = initial == null ? 0 : tags.initial(initial);
            this.keyPrior = NameRarity.keyPrior(key);
            this.textPrior = NameRarity.textPrior(text);
            this.weak = NameFeatures.isWeak(text);
            this.optional = NameFeatures.isOptional(text);
        }

        @Override
        public String toString() {
            return "Word";
        }
    }

    Word of(String text) {
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        Word kept = places[place];
        if (kept == null || !kept.text.equals(text)) {
            kept = new Word(text, tags);
            places[place] = kept;
        }
        return kept;
    }
}
