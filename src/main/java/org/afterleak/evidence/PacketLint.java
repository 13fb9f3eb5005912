package org.afterleak.evidence;

/**
 * The last look at a packet before it is signed: each of its files is matched against the watchlist. The pipeline
 * supplies it. A packet with one file that holds a watched identifier is refused.
 */
@FunctionalInterface
public interface PacketLint {
    /**
     * Whether that file holds a watched identifier, in its name or its bytes; in doubt, true.
     *
     * @param file path inside the bag, e.g. {@code data/report.html}
     * @param bytes the file's bytes, not a copy; not to be changed or kept
     */
    boolean holdsIdentifier(String file, byte[] bytes);
}
