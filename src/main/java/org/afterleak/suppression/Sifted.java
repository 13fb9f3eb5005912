package org.afterleak.suppression;

import java.util.List;
import org.afterleak.match.DocumentMatch;

/**
 * What is left of a match.
 *
 * @param kept what is to be told
 * @param suppressed records held back because a person judged them innocent
 * @param quarantined records held back because what they rest on is everywhere
 * @param problems what could not be asked, and so held nothing back
 */
public record Sifted(DocumentMatch kept, int suppressed, int quarantined, List<String> problems) {
    public Sifted {
        problems = List.copyOf(problems);
    }

    /** All of it. */
    public static Sifted all(DocumentMatch match) {
        return new Sifted(match, 0, 0, List.of());
    }
}
