package org.afterleak.match;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What each stage let through and what it did not, for one document: why a record was found, and why it was not. It holds
 * no text, neither the document's nor a record's: whoever has the document may cut out what the {@linkplain Where places}
 * say. Lists are bounded, and the counts beside them say how many there were.
 *
 * @param read what was read
 * @param words the words that are like a part of a listed name, in reading order, each once
 * @param wordCount how many different such words there are
 * @param pairs pairs of words that were held against the list
 * @param numbers runs of digits, those on the list first
 * @param numberCounts how many of them there are
 * @param page how the page counted as a whole; null where nothing on it named a record
 * @param candidates the records that were weighed, surest first, found or not
 * @param candidateCount how many were weighed
 * @param notes what was cut short and why, as {@link DocumentMatch#notes}
 */
public record Explanation(
        Read read,
        List<Word> words,
        long wordCount,
        Stage pairs,
        List<NumberRun> numbers,
        Stage numberCounts,
        @Nullable Page page,
        List<Weighed> candidates,
        long candidateCount,
        List<String> notes) {
    public Explanation {
        words = List.copyOf(words);
        numbers = List.copyOf(numbers);
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }

    /** The same with other words for the places. */
    public Explanation withPlaces(UnaryOperator<Where> shown) {
        return new Explanation(
                read,
                words.stream()
                        .map(w -> new Word(shown.apply(w.where()), w.times(), w.ways()))
                        .toList(),
                wordCount,
                pairs,
                numbers.stream()
                        .map(n -> new NumberRun(shown.apply(n.where()), n.field(), n.passed(), n.records()))
                        .toList(),
                numberCounts,
                page,
                candidates.stream()
                        .map(c -> new Weighed(
                                c.record(),
                                c.campaign(),
                                c.tier(),
                                c.bits(),
                                c.because(),
                                c.missing(),
                                c.where().stream().map(shown).toList()))
                        .toList(),
                candidateCount,
                notes);
    }

    /**
     * What was read of the document.
     *
     * @param passages its passages
     * @param tokens words and numbers as they are written
     * @param readings further readings of a piece of it, in which a disguise is undone
     * @param undone for each kind of disguise that was looked into, in how many places
     */
    public record Read(long passages, long tokens, long readings, Map<String, Integer> undone) {
        public Read {
            undone = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(undone));
        }
    }

    /**
     * A word that is like a part of a listed name. One word in a thousand is so by chance.
     *
     * @param where the first place where it stands
     * @param times how often it stands in the document, all readings together
     * @param ways in which ways it is like one, surest first
     */
    public record Word(Where where, int times, List<String> ways) {
        public Word {
            ways = List.copyOf(ways);
        }
    }

    /**
     * How many came into a stage and how many came out.
     *
     * @param tried what was held against the list
     * @param passed what the prefilter let through: all that is on the list, and one in a thousand others
     * @param found what is on the list
     */
    public record Stage(long tried, long passed, long found) {}

    /**
     * A run of digits or an address.
     *
     * @param field label of its kind
     * @param passed whether the prefilter let it through
     * @param records how many records have it
     */
    public record NumberRun(Where where, String field, boolean passed, int records) {}

    /**
     * How the page counted as a whole.
     *
     * @param places how many people it may speak of
     * @param share how many of these are taken to be watched, from 0 to 1
     * @param bits what that adds to each record's bits
     * @param coherent whether so many places agree with one campaign that chance is out of the question
     */
    public record Page(int places, double share, double bits, boolean coherent) {}

    /**
     * A record that was weighed.
     *
     * @param tier empty where the evidence is too little to report it at any tier
     * @param bits as in {@link RecordMatch#bits}
     * @param because the evidence in words, each with its bits
     * @param missing what is missing for the next tier
     * @param where the spans that the evidence rests on
     */
    public record Weighed(
            String record,
            String campaign,
            Optional<Tier> tier,
            double bits,
            List<String> because,
            List<String> missing,
            List<Where> where) {
        public Weighed {
            because = List.copyOf(because);
            missing = List.copyOf(missing);
            where = List.copyOf(where);
        }
    }
}
