package org.afterleak.suppression;

import java.util.Locale;

/** Where something is held to be innocent. */
public enum Scope {
    /** At one address, whatever its content is. */
    PAGE,
    /** In one content, to the byte, at whatever address. */
    CONTENT,
    /** On one site: a host, with its port where that is not the usual one. */
    SITE,
    /** Wherever it is: only for records that are named. */
    EVERYWHERE;

    /** Lower-case name as outputs write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scope of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Scope of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
