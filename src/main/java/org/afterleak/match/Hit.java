package org.afterleak.match;

import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;

/**
 * A record of the watchlist named by a feature in the text: a fact, not yet evidence.
 *
 * @param candidate the record
 * @param type the kind of feature
 * @param passage number of the passage
 * @param start first byte of the span in the document's text
 * @param end just behind its last byte
 * @param bits how rare the feature is as written: -log2 of the chance that a value of its shape equals a given one; 0 for
 *     names, whose rarity the record knows
 * @param marked whether the text marks the number as an identifier (A-, No., ID)
 */
record Hit(Candidate candidate, Feature.Type type, int passage, int start, int end, double bits, boolean marked) {
    /** The same in another passage. */
    Hit in(int other) {
        return new Hit(candidate, type, other, start, end, bits, marked);
    }

    Kind kind() {
        return switch (type) {
            case EMAIL -> Kind.EMAIL;
            case PHONE -> Kind.PHONE;
            case ID -> Kind.ID;
            case NAME_PAIR, NAME_INITIAL, IDENTITY -> Kind.NAME;
        };
    }
}
