package org.afterleak.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.afterleak.identifier.Kind;

/** Says in words what a record's evidence lacks for the next tier; the rules themselves are the {@link Scorer}'s. */
final class NextTier {
    private NextTier() {}

    /** What is missing, most telling first; empty for a confirmed record. */
    static List<String> missing(Scorer.Scored scored) {
        List<String> missing = new ArrayList<>();
        Evidence e = scored.evidence();
        Tier tier = scored.tier();
        if (scored.reported() && tier == Tier.CONFIRMED) {
            return missing;
        }
        if (!scored.reported()) {
            if (!e.hasExact() && e.name().tokens() < 2) {
                missing.add("one part of a name alone names nobody");
            }
            bits(scored, Scorer.POSSIBLE_BITS, "possible", missing);
        } else if (tier == Tier.POSSIBLE) {
            bits(scored, Scorer.PROBABLE_BITS, "probable", missing);
            if (scored.sum() >= Scorer.PROBABLE_BITS) {
                missing.add(supportFor(e) + " would make it probable");
            }
        } else {
            bits(scored, Scorer.CONFIRMED_BITS, "confirmed", missing);
        }
        if (tier != Tier.CONFIRMED) {
            missing.add(proofFor(e) + " would confirm, if the bits suffice");
        }
        int parts = e.name().isEmpty() ? 0 : e.name().missing();
        if (parts > 0) {
            missing.add(parts + (parts == 1 ? " part" : " parts") + " of the name not there");
        }
        for (Kind kind : e.against()) {
            missing.add("another "
                    + (kind == Kind.ID ? "ID number" : kind.label().replace('_', ' ')) + " stands beside it");
        }
        return missing;
    }

    private static void bits(Scorer.Scored scored, double needed, String tier, List<String> missing) {
        double lack = needed - scored.sum();
        if (lack > 0) {
            missing.add(String.format(Locale.ROOT, "%.1f bits short of %s", lack, tier));
        }
    }

    private static String supportFor(Evidence e) {
        if (e.hasExact()) {
            return "a part of the name, an attribute, or a word that marks the number as an identifier";
        }
        return e.name().isInFull()
                ? "an ID number, an address or an attribute"
                : "the whole name with attributes, or an ID number";
    }

    private static String proofFor(Evidence e) {
        if (e.hasExact()) {
            return e.name().tokensInFull() >= 2 ? "more of the name" : "two parts of the name, or two attributes,";
        }
        return e.name().isInFull()
                ? "an ID number or two attributes that agree"
                : "an ID number, or the whole name with two attributes,";
    }
}
