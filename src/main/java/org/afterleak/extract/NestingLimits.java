package org.afterleak.extract;

import java.time.Duration;

/**
 * How much is read of the parts within one capture: members of an archive, attachments, what a decoder found in a text.
 * All parts of a capture, however deep, share this one budget; what is behind it is left out, and {@link
 * Document#problems} says so.
 *
 * @param maxDepth parts within parts. 10.
 * @param maxParts parts, all levels together. 50,000.
 * @param maxBytes bytes of all parts together, decompressed or decoded. 512 MiB.
 * @param maxRatio bytes of all parts to bytes of the capture, looked at from 64 MiB on. 200.
 * @param maxHeldBytes bytes of the parts that are open at one time, one within the other. 192 MiB.
 * @param maxTime from the first byte of the capture to the last one of its parts. 2 minutes.
 */
public record NestingLimits(
        int maxDepth, int maxParts, long maxBytes, int maxRatio, long maxHeldBytes, Duration maxTime) {

    public static final NestingLimits DEFAULT =
            new NestingLimits(10, 50_000, 512L << 20, 200, 192L << 20, Duration.ofMinutes(2));

    /** Bytes from which on the ratio is looked at: a small part may be as dense as it likes. */
    static final long RATIO_FROM_BYTES = 64L << 20;

    public NestingLimits {
        check("maxDepth", maxDepth, 100);
        check("maxParts", maxParts, 10_000_000);
        check("maxBytes", maxBytes, 64L << 30);
        check("maxRatio", maxRatio, 1_000_000);
        check("maxHeldBytes", maxHeldBytes, 4L << 30);
        if (maxTime.isNegative() || maxTime.isZero() || maxTime.toDays() > 1) {
            throw new IllegalArgumentException("maxTime must be more than nothing and at most a day: " + maxTime);
        }
    }

    private static void check(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be 1 to " + most + ": " + value);
        }
    }
}
