package org.afterleak.bench;

/**
 * A share with its 95 % confidence interval after Wilson ("Probable Inference, the Law of Succession, and Statistical
 * Inference", 1927): it holds near 0 and 1 too, where the textbook's interval does not.
 *
 * @param hits how many
 * @param trials of how many; 0 gives the interval from 0 to 1
 */
public record Interval(long hits, long trials) {
    private static final double Z = 1.959963984540054;

    /** The share itself; 0 without trials. */
    public double share() {
        return trials == 0 ? 0 : (double) hits / trials;
    }

    /** The interval's lower end. */
    public double low() {
        return trials == 0 || hits == 0 ? 0 : Math.max(0, middle() - reach());
    }

    /** The interval's upper end. */
    public double high() {
        return trials == 0 || hits == trials ? 1 : Math.min(1, middle() + reach());
    }

    private double middle() {
        return (share() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
    }

    private double reach() {
        double p = share();
        double n = trials;
        return Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
    }
}
