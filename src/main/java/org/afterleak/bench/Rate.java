package org.afterleak.bench;

/**
 * How often something happens in a million places, with the 95 % confidence interval of a Poisson count in Byar's
 * approximation (Breslow and Day, "Statistical Methods in Cancer Research", vol. II, 1987), which holds for few events too.
 *
 * @param count how often it happened
 * @param places in so many places
 */
public record Rate(long count, long places) {
    private static final double Z = 1.959963984540054;
    private static final double MILLION = 1e6;

    /** Events per million places; 0 without places. */
    public double perMillion() {
        return scaled((double) count);
    }

    /** The interval's lower end, per million. */
    public double low() {
        double x = count;
        return count == 0 ? 0 : scaled(x * Math.pow(1 - 1 / (9 * x) - Z / (3 * Math.sqrt(x)), 3));
    }

    /** The interval's upper end, per million. */
    public double high() {
        double x = count + 1.0;
        return scaled(x * Math.pow(1 - 1 / (9 * x) + Z / (3 * Math.sqrt(x)), 3));
    }

    private double scaled(double events) {
        return places == 0 ? 0 : events * MILLION / places;
    }
}
