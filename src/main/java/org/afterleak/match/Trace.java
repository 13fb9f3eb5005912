package org.afterleak.match;

import java.util.List;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;
import org.jspecify.annotations.Nullable;

/** Hears what each stage lets through; this one does not listen. {@link Explanation} writes it down. */
class Trace {
    static final Trace NONE = new Trace();

    void words(Tokens tokens, Lexicon.@Nullable Word[] words) {}

    void pairs(int count) {}

    void pair(Tokens tokens, int a, int b, List<Candidate> found) {}

    void number(int passage, int start, int end, Feature.Type type, boolean passes, List<Candidate> found) {}

    void scored(Scorer.Scored scored) {}
}
