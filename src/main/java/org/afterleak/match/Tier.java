package org.afterleak.match;

import java.util.Locale;

/** How sure a match is; the order is the order of certainty. */
public enum Tier {
    POSSIBLE,
    PROBABLE,
    CONFIRMED;

    /** Lower-case name as outputs write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Tier of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    public boolean atLeast(Tier other) {
        return compareTo(other) >= 0;
    }
}
