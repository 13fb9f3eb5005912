package org.afterleak.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What {@link PairBench} found out.
 *
 * @param rows first all pairs, then each group of them
 * @param names how many different first names were sealed
 */
public record PairResult(List<Row> rows, long pairs, long names, Duration took) {
    public PairResult {
        rows = List.copyOf(rows);
    }

    /**
     * One group of pairs.
     *
     * @param group {@code all}, or column and value
     * @param matcher what Afterleak answered
     * @param rivals what others over the plaintext answered
     */
    public record Row(String group, Answers matcher, Map<PairRival, Answers> rivals) {
        public Row {
            rivals = Map.copyOf(rivals);
        }
    }

    /** Answers beside the truth. */
    public record Answers(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
        /** The share of the yeses that are right. */
        public Interval precision() {
            return new Interval(truePositives, truePositives + falsePositives);
        }

        /** The share of the same people that were found. */
        public Interval recall() {
            return new Interval(truePositives, truePositives + falseNegatives);
        }

        /** The harmonic mean of both; 0 where nothing was right. */
        public double f1() {
            long wrong = falsePositives + falseNegatives;
            return truePositives == 0 ? 0 : 2.0 * truePositives / (2.0 * truePositives + wrong);
        }

        public long pairs() {
            return truePositives + falsePositives + falseNegatives + trueNegatives;
        }

        Answers plus(boolean same, boolean yes) {
            return new Answers(
                    truePositives + (same && yes ? 1 : 0),
                    falsePositives + (!same && yes ? 1 : 0),
                    falseNegatives + (same && !yes ? 1 : 0),
                    trueNegatives + (!same && !yes ? 1 : 0));
        }
    }
}
