package org.afterleak.watchlist;

import java.util.Optional;
import org.afterleak.identifier.Kind;

/**
 * What pages call the fields of a person, in some thirty languages: the same words by which an import knows the columns of
 * a list ({@code headings.txt}). Stateless and thread-safe.
 */
public final class FieldLabels {
    private FieldLabels() {}

    /** What the heading of a column, or the label before a value, says is there; empty for one that is not known. */
    public static Optional<Kind> kindOf(String label) {
        return Headings.kindOf(label);
    }

    /**
     * Whether a folded word stands in some label: registration, booking, nombre, geburtsdatum. Said of a word that is
     * nobody's name as far as is known: some of these words are names as well.
     */
    public static boolean isWord(String foldedWord) {
        return Headings.isWord(foldedWord);
    }
}
