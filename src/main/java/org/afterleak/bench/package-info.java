/**
 * How well the matcher tells people apart, measured: {@link org.afterleak.bench.AccuracyBench} seals a list of synthetic
 * people, writes reposts of it in some forty shapes and as many evasions, and innocent pages beside them, sends all of it
 * through the real extractor and matcher, and counts; {@link org.afterleak.bench.PairBench} does the same with labelled
 * pairs of names that others made, beside a plaintext rival.
 *
 * <p>Nothing here takes a table from the product: folding, confusables, spellings, pet names and translations are written
 * down a second time, from general knowledge, so that the bench can fail. Everything follows from a seed, whatever the
 * number of threads. The people do not exist, which is why this package alone may show names and numbers: in the passages
 * of misses, on demand. The plaintext list stays in memory; what is sealed on disk is deleted at the end.
 */
@NullMarked
package org.afterleak.bench;

import org.jspecify.annotations.NullMarked;
