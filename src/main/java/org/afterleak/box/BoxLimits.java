package org.afterleak.box;

import java.time.Duration;

/**
 * What a worker may use.
 *
 * @param heapMegabytes its heap; a document that needs more ends it. 512.
 * @param maxOutBytes bytes that one document may give, text and parts together. 256 MiB.
 * @param maxDocuments documents after which a worker is replaced, so that what libraries keep does not add up. 2,000.
 * @param idle how long it waits for a document before it ends. One minute.
 */
public record BoxLimits(int heapMegabytes, long maxOutBytes, int maxDocuments, Duration idle) {
    public static final BoxLimits DEFAULT = new BoxLimits(512, 256L << 20, 2_000, Duration.ofMinutes(1));

    public BoxLimits {
        if (heapMegabytes < 16 || heapMegabytes > 65_536) {
            throw new IllegalArgumentException("heapMegabytes must be 16 to 65,536: " + heapMegabytes);
        }
        if (maxOutBytes < 1 || maxDocuments < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
