package org.afterleak.suppression;

import java.time.Instant;
import java.util.Set;

/**
 * A page on which a feature stood alone. Host, content and records are compared and nothing else: they may be tags.
 *
 * @param site where the page was
 * @param content what it was
 * @param at when it was seen
 * @param companions other records on the page, in other places than this one
 */
record LoneHit(String site, String content, Instant at, Set<String> companions) {
    LoneHit {
        companions = Set.copyOf(companions);
    }
}
