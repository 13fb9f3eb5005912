package org.afterleak.evidence;

import java.util.List;

/**
 * A stretch of redacted text.
 *
 * @param text masked text; holds no word of the page but those of the public vocabulary
 * @param kinds labels of the kinds of a watched record's data that stood here; empty where nothing matched
 */
public record Run(String text, List<String> kinds) {
    public Run {
        kinds = List.copyOf(kinds);
    }

    /** Whether data of a watched record stood here. */
    public boolean isMarked() {
        return !kinds.isEmpty();
    }
}
