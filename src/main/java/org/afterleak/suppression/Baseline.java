package org.afterleak.suppression;

import java.time.Duration;

/**
 * How often a lone hit may be seen before it says nothing any more.
 *
 * @param pages pages that have nothing to do with one another, from which on it is everywhere; 0: never
 * @param window within that time
 */
public record Baseline(int pages, Duration window) {
    /** Most pages that can be asked for: so many hits are kept of a feature. */
    public static final int MOST_PAGES = 50;

    public Baseline {
        if (pages < 0 || pages > MOST_PAGES || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a baseline has 0 to " + MOST_PAGES + " pages and a window");
        }
    }
}
