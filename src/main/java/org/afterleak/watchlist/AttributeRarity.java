package org.afterleak.watchlist;

import org.afterleak.identifier.Kind;

/**
 * How rare an attribute's value is, in bits: -log2 of the share of people who have it, estimated from the list itself with
 * a prior of a few hundred other people among whom it has the share that its kind has on the whole. Whole bits, 0 to 15.
 */
final class AttributeRarity {
    /** Weight of the prior, in people. */
    private static final double PRIOR_PEOPLE = 200;

    private AttributeRarity() {}

    /**
     * Rarity of a value.
     *
     * @param others how many of the other people seen have it
     * @param seen how many other people were seen
     */
    static int bits(Kind kind, long others, long seen) {
        double prior = Math.pow(2, -priorBits(kind));
        double share = (others + PRIOR_PEOPLE * prior) / (seen + PRIOR_PEOPLE);
        return Math.clamp(Math.round(-Math.log(share) / Math.log(2)), 0, 15);
    }

    /** A date of birth: 70 years of days, unevenly; some 60 nationalities and facilities that matter; a short code. */
    private static int priorBits(Kind kind) {
        return switch (kind) {
            case DATE_OF_BIRTH -> 13;
            case NATIONALITY -> 5;
            case FACILITY -> 6;
            default -> 3;
        };
    }
}
