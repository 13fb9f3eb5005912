package org.afterleak.extract;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of one format was read.
 *
 * @param format its short name: {@code html}, {@code xlsx}, {@code 7z}
 * @param documents captures and parts of that format, those that were skipped too
 * @param bytes of them, decompressed or decoded
 * @param nanos time that they took, without the parts within them
 * @param skipped why documents of that format gave no text, and how many of each reason
 */
public record FormatUse(String format, int documents, long bytes, long nanos, SortedMap<String, Integer> skipped) {
    /** Both together. */
    public FormatUse plus(FormatUse other) {
        SortedMap<String, Integer> reasons = new TreeMap<>(skipped);
        other.skipped.forEach((why, count) -> reasons.merge(why, count, Integer::sum));
        return new FormatUse(format, documents + other.documents, bytes + other.bytes, nanos + other.nanos, reasons);
    }
}
