package org.afterleak.finding;

import java.util.Locale;

/** What became of a finding. Whether a takedown is under way is a matter of its case, not of the finding. */
public enum FindingStatus {
    /** There when last looked at, and nobody has said otherwise. */
    OPEN,
    /** A person decided that it is no repost, or harmless. Observed again, with what was not judged, it is open again. */
    DISMISSED,
    /** No longer there when last looked at. Seen again, it is open again. */
    GONE;

    /** Lower-case name as outputs write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static FindingStatus of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
