package org.afterleak.evidence;

import java.util.List;

/**
 * One passage of a page with its words masked.
 *
 * @param locator where it stands, as a person would say it, masked
 * @param role why it is shown
 * @param cells the cells of a row; one for any other passage
 */
public record RedactedPassage(String locator, Role role, List<List<Run>> cells) {
    /** Why a passage is in the rendering. */
    public enum Role {
        /** The column headings of a table. */
        HEADING,
        /** One of the first of its block, for the shape of it. */
        START,
        /** Next to a match. */
        CONTEXT,
        /** Data of a watched record stands in it. */
        MATCH
    }

    public RedactedPassage {
        cells = cells.stream().map(List::copyOf).toList();
    }
}
