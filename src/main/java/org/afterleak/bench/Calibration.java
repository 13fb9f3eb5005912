package org.afterleak.bench;

import java.util.ArrayList;
import java.util.List;

/** Matches by their bits, and how many of them were right: whether the bits mean what they say. Not thread-safe. */
final class Calibration {
    private static final double[] EDGES = {0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30};

    private final long[] all = new long[EDGES.length + 1];
    private final long[] right = new long[EDGES.length + 1];
    private final double[] odds = new double[EDGES.length + 1];

    void add(double bits, boolean isRight) {
        int bin = 0;
        while (bin < EDGES.length && bits >= EDGES[bin]) {
            bin++;
        }
        all[bin]++;
        right[bin] += isRight ? 1 : 0;
        odds[bin] += 1 / (1 + Math.pow(2, -bits));
    }

    void add(Calibration other) {
        for (int i = 0; i < all.length; i++) {
            all[i] += other.all[i];
            right[i] += other.right[i];
            odds[i] += other.odds[i];
        }
    }

    /** The bins that hold anything, lowest bits first. */
    List<AccuracyResult.Bin> bins() {
        List<AccuracyResult.Bin> bins = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (all[i] > 0) {
                bins.add(new AccuracyResult.Bin(
                        i == 0 ? Double.NEGATIVE_INFINITY : EDGES[i - 1],
                        i == EDGES.length ? Double.POSITIVE_INFINITY : EDGES[i],
                        odds[i] / all[i],
                        new Interval(right[i], all[i])));
            }
        }
        return bins;
    }
}
