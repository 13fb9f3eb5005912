package org.afterleak.extract;

import java.util.SortedMap;

/**
 * How much of one format was read.
 *
 * @param format its short name: {@code html}, {@code xlsx}, {@code 7z}
 * @param documents captures and parts of that format, those that were skipped too
 * @param bytes of them, decompressed or decoded
 * @param nanos time that they took, without the parts within them
 * @param skipped why documents of that format gave no text, and how many of each reason
 */
public record FormatUse(String format, int documents, long bytes, long nanos, SortedMap<String, Integer> skipped) {}
