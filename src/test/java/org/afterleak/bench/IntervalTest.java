package org.afterleak.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    /** Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I. */
    @Test
    void wilson_givesNewcombesFigures() {
        assertInterval(81, 263, 0.2553, 0.3662);
        assertInterval(15, 148, 0.0624, 0.1605);
        assertInterval(0, 20, 0.0, 0.1611);
        assertInterval(1, 29, 0.0061, 0.1718);
    }

    private static void assertInterval(long hits, long trials, double low, double high) {
        Interval interval = new Interval(hits, trials);
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void nothingTried_saysNothing() {
        assertThat(new Interval(0, 0).low()).isZero();
        assertThat(new Interval(0, 0).high()).isEqualTo(1);
    }

    /** The exact Poisson limits are in every table: 10 events, 4.80 to 18.39; 0 events, up to 3.69. */
    @Test
    void byar_isNearTheExactPoissonLimits() {
        Rate ten = new Rate(10, 1_000_000);
        assertThat(ten.low()).isCloseTo(4.80, within(0.03));
        assertThat(ten.high()).isCloseTo(18.39, within(0.03));
        assertThat(new Rate(0, 1_000_000).high()).isCloseTo(3.69, within(0.1));
        assertThat(new Rate(0, 0).perMillion()).isZero();
    }
}
