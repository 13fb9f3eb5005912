package org.afterleak.extract;

import java.time.Duration;

/**
 * How much of a capture is read. None of these limits fails a capture: what is behind one is left out, and
 * {@link Document#problems} says so. Times are not exact: a limit in time is looked at between pieces of work that take a
 * second at most.
 *
 * @param maxInputBytes bytes of the payload, or of one part in it; the rest of a text is left out, a larger workbook is refused. 64 MiB.
 * @param maxTextBytes bytes of text (UTF-8) in the document. 64 MiB.
 * @param maxPassages passages; what follows is kept as running prose in pieces of 64 KiB, so that nothing is lost but the
 *     structure. 1,000,000.
 * @param maxDepth nesting of HTML elements and JSON values; HTML elements further down are taken as siblings, JSON further
 *     down as plain text. 256.
 * @param maxOutlinks outlinks. 5,000.
 * @param maxTime from the first byte of a capture, or of a part in it, to its last. 30 seconds.
 * @param nesting how much is read of the parts within a capture
 */
public record ExtractLimits(
        int maxInputBytes,
        int maxTextBytes,
        int maxPassages,
        int maxDepth,
        int maxOutlinks,
        Duration maxTime,
        NestingLimits nesting) {

    /** The largest size in bytes that can be asked for: 512 MiB. */
    private static final int MOST_BYTES = 512 << 20;

    public static final ExtractLimits DEFAULT =
            new ExtractLimits(64 << 20, 64 << 20, 1_000_000, 256, 5_000, Duration.ofSeconds(30));

    /** With {@link NestingLimits#DEFAULT}. */
    public ExtractLimits(
            int maxInputBytes, int maxTextBytes, int maxPassages, int maxDepth, int maxOutlinks, Duration maxTime) {
        this(maxInputBytes, maxTextBytes, maxPassages, maxDepth, maxOutlinks, maxTime, NestingLimits.DEFAULT);
    }

    public ExtractLimits {
        check("maxInputBytes", maxInputBytes, MOST_BYTES);
        check("maxTextBytes", maxTextBytes, MOST_BYTES);
        check("maxPassages", maxPassages, 10_000_000);
        check("maxDepth", maxDepth, 1_000);
        if (maxOutlinks < 0) {
            throw new IllegalArgumentException("maxOutlinks must not be negative: " + maxOutlinks);
        }
        if (maxTime.isNegative() || maxTime.isZero() || maxTime.toDays() > 1) {
            throw new IllegalArgumentException("maxTime must be more than nothing and at most a day: " + maxTime);
        }
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be 1 to " + most + ": " + value);
        }
    }
}
