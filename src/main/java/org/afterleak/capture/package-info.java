/**
 * What was fetched or read, exactly as received, in memory: {@link org.afterleak.capture.Capture}. The word is WARC's
 * (ISO 28500, "capture event"): one exchange at one instant. {@link org.afterleak.capture.WarcCaptures} reads those that
 * somebody else kept. Nothing is written to a disk by this package.
 */
@NullMarked
package org.afterleak.capture;

import org.jspecify.annotations.NullMarked;
