package org.afterleak.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One word of a name: its usual spelling, other spellings of it in Latin letters, and the original script where that is
 * another one. Immutable.
 */
final class Namelet {
    final String latin;
    final List<String> otherSpellings;
    final @Nullable String original;

    /** Whether it is a small word (bin, de la, Jr.), which carries little. */
    final boolean small;

    Namelet(List<String> spellings, @Nullable String original, boolean small) {
        this.latin = spellings.get(0);
        this.otherSpellings = List.copyOf(spellings.subList(1, spellings.size()));
        this.original = original;
        this.small = small;
    }

    /** The same word with other letters, as a typing error or an evasion leaves it. */
    static Namelet of(String latin) {
        return new Namelet(List.of(latin), null, false);
    }

    /** Reads {@code Muhammad,Mohamed=...}; an underscore stands for a blank. */
    static Namelet parse(String text, boolean small) {
        int equals = text.indexOf('=');
        String latin = (equals < 0 ? text : text.substring(0, equals)).replace('_', ' ');
        return new Namelet(List.of(latin.split(",", -1)), equals < 0 ? null : text.substring(equals + 1), small);
    }

    /** Nothing of the name. */
    @Override
    public String toString() {
        return "Namelet";
    }
}
