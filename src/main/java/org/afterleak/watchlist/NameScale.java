package org.afterleak.watchlist;

/**
 * How far the rarities of a name's tokens may be added up. They could be if tokens were independent; but a rare first name
 * and a rare surname of one people go together, so that namesakes are more frequent than the product of shares says. The
 * list itself tells how much: each name's bits are multiplied with the one factor under which the sum of all predicted
 * pairs of namesakes is the number of pairs that the list has.
 */
final class NameScale {
    /** The factor for lists too short to tell. */
    private static final double TYPICAL = 0.7;

    /** People in whom a list weighs as much as what is typical. */
    private static final double TYPICAL_PEOPLE = 500;

    private static final double LEAST = 0.35;
    private static final double MOST = 1;
    private static final int MOST_BITS = 160;
    private static final int ROUNDS = 40;

    private NameScale() {}

    /** Collects the names of a list. */
    static final class Observed {
        /** Names that are kept: from then on every second one by its tag, and so on, so that memory is bounded. */
        private static final int MOST_KEPT = 4_000_000;

        private LongCounts names = new LongCounts(1024);
        private int sampledBits;
        private final long[] histogram = new long[MOST_BITS + 1];
        private long people;

        /** Adds one person: a tag of the whole name, and the sum of its tokens' rarities. */
        void add(long name, int bits) {
            if (bits > 0) {
                if (isSampled(name)) {
                    names.increment(name);
                    if (names.size() > MOST_KEPT) {
                        halve();
                    }
                }
                histogram[Math.min(bits, MOST_BITS)]++;
                people++;
            }
        }

        private boolean isSampled(long name) {
            return sampledBits == 0 || name >>> 64 - sampledBits == 0;
        }

        private void halve() {
            sampledBits++;
            LongCounts fewer = new LongCounts(names.size() / 2);
            names.forEach((name, count) -> {
                if (isSampled(name)) {
                    fewer.add(name, count);
                }
            });
            names = fewer;
        }

        /** The factor, 0.35 to 1. */
        double scale() {
            double[] pairs = {0};
            names.forEach((name, count) -> pairs[0] += 0.5 * count * (count - 1));
            pairs[0] *= 1L << sampledBits;
            double low = LEAST;
            double high = MOST;
            for (int round = 0; round < ROUNDS; round++) {
                double middle = (low + high) / 2;
                // The larger the factor the fewer namesakes are predicted.
                if (predicted(middle) > pairs[0] + 0.5) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            double weight = people / (people + TYPICAL_PEOPLE);
            return weight * low + (1 - weight) * TYPICAL;
        }

        /** Share of the people who have a namesake on the list: that of strangers of the same kind whose name is on it. */
        double namesakes() {
            long[] shared = {0};
            names.forEach((name, count) -> shared[0] += count > 1 ? count : 0);
            return people == 0 ? 0 : Math.min(1, (double) (shared[0] << sampledBits) / people);
        }

        private double predicted(double scale) {
            double sum = 0;
            for (int bits = 0; bits <= MOST_BITS; bits++) {
                sum += histogram[bits] * Math.pow(2, -scale * bits);
            }
            return sum * (people - 1) / 2;
        }
    }
}
