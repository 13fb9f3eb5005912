package org.afterleak.evidence;

import java.util.List;

/**
 * The redacted rendering of a page: what surrounds the matches, with every word masked but a small public vocabulary.
 *
 * @param passages in reading order
 * @param matchesLeftOut passages with a match that the bounds left no room for
 * @param othersLeftOut passages without a match that are not shown
 * @param density number of passages with a match in each of up to {@value #MAX_BUCKETS} equal stretches of the page, in
 *     order
 */
public record Rendering(List<RedactedPassage> passages, int matchesLeftOut, int othersLeftOut, List<Integer> density) {
    /** Most stretches that a page's density is counted in. */
    public static final int MAX_BUCKETS = 120;

    public Rendering {
        passages = List.copyOf(passages);
        density = List.copyOf(density);
    }
}
