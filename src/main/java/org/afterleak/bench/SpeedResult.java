package org.afterleak.bench;

import java.time.Duration;
import java.util.Arrays;

/**
 * What {@link SpeedBench} measured, for one thread.
 *
 * @param records people on the list
 * @param pages files that were matched
 * @param bytes of text in them, in UTF-8
 * @param skipped files that could not be read as text
 * @param imported time of the import
 * @param all speed with every variant of names
 * @param exact speed with names as listed only
 * @param latency of one page, all pages
 * @param pasteLatency of pages of 4 to 6 kB; of none where there is no such page
 * @param memory what the open watchlist takes
 * @param found records that were reported at {@code probable}, a page at a time
 */
public record SpeedResult(
        long records,
        int pages,
        long bytes,
        int skipped,
        Duration imported,
        Speed all,
        Speed exact,
        Latency latency,
        Latency pasteLatency,
        Memory memory,
        long found) {
    /**
     * Megabytes (10^6 bytes of text) per second of the thread's processor time, over the rounds.
     *
     * @param pagesPerSecond at the median
     */
    public record Speed(double median, double least, double most, double pagesPerSecond) {
        static Speed of(long bytes, int pages, double[] seconds) {
            double[] sorted = seconds.clone();
            Arrays.sort(sorted);
            double median = sorted[sorted.length / 2];
            return new Speed(
                    bytes / 1e6 / median,
                    bytes / 1e6 / sorted[sorted.length - 1],
                    bytes / 1e6 / sorted[0],
                    pages / median);
        }
    }

    /** Microseconds in which one page is matched: half of the pages, and 99 of 100, take less. */
    public record Latency(int pages, double p50, double p99) {
        static Latency of(long[] nanos) {
            if (nanos.length == 0) {
                return new Latency(0, 0, 0);
            }
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            int last = sorted.length - 1;
            return new Latency(sorted.length, sorted[last / 2] / 1e3, sorted[(int) (last * 0.99)] / 1e3);
        }
    }

    /**
     * What an open watchlist takes, in bytes.
     *
     * @param openMilliseconds how long it took to open it
     * @param heap of heap, once it is open
     * @param matchersHeap of heap besides, after the rounds: what the two matchers remember, which is bounded whatever the
     *     list
     * @param mapped of its files that were touched by then and are resident; the system may take them back; -1 unknown
     * @param disk of its files
     * @param process of the whole process, with the corpus; -1 unknown
     */
    public record Memory(double openMilliseconds, long heap, long matchersHeap, long mapped, long disk, long process) {}

    /** Bytes for each record: heap and touched pages of the open watchlist. */
    public double residentPerRecord() {
        return (memory.heap() + Math.max(0, memory.mapped())) / (double) records;
    }

    /** Speed with every variant, as a share of the exact one. */
    public double variantsShare() {
        return all.median() / exact.median();
    }
}
