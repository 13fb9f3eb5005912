package org.afterleak.decode;

/** Takes what was decoded, in the order of the text. */
@FunctionalInterface
public interface DecodedSink {
    /** Takes one stretch; false ends the looking. */
    boolean decoded(Decoded decoded);
}
