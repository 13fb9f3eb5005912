package org.afterleak.match;

import java.util.List;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;

/** Hears what each stage lets through; this one does not listen. {@link Explainer} writes it down. */
class Trace {
    static final Trace NONE = new Trace();

    /** The words of a run of passages, and what the lexicon has for each. */
    void words(Tokens tokens, Lexicon lexicon) {}

    /** All ways in which a word beside a listed one may be a listed one. */
    void near(Tokens tokens, int token, List<Vocabulary.Alternative> alternatives) {}

    /** Pairs that are held against the prefilter. */
    void pairs(int count) {}

    /** A pair that the prefilter let through, and the records that have it. */
    void pair(List<Candidate> found) {}

    /** A number or an address, whether the prefilter let it through, and the records that have it. */
    void number(int passage, int start, int end, Feature.Type type, boolean passes, List<Candidate> found) {}

    /** The best evidence of each record, before that which others outdo is left out. */
    void weighed(List<Evidence> best) {}

    /** One record's score. */
    void scored(Scorer.Scored scored) {}

    /** Whether reasons are wanted for records that are not reported, too. */
    boolean wantsReasons() {
        return false;
    }
}
