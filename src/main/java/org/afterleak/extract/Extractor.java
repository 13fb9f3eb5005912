package org.afterleak.extract;

import org.afterleak.capture.Capture;
import org.afterleak.table.FileFormat;

/**
 * Turns a capture into a {@link Document}: passages with locators, and outlinks. See the package for what is read. It
 * holds no state but its limits, and is safe to share between threads.
 */
public final class Extractor {
    private final ExtractLimits limits;
    private final FormatReader reader = new FormatReader();

    /** With {@link ExtractLimits#DEFAULT}. */
    public Extractor() {
        this(ExtractLimits.DEFAULT);
    }

    public Extractor(ExtractLimits limits) {
        this.limits = limits;
    }

    public ExtractLimits limits() {
        return limits;
    }

    /**
     * Reads a capture. An empty payload gives a document without passages.
     *
     * @return the document; what a limit or a fault left out of it is told by {@link Document#problems}
     * @throws ExtractException the capture gives no text at all; the message says why in some words of ours, fit for a
     *     {@code skipped} row
     */
    public Document extract(Capture capture) throws ExtractException {
        byte[] payload = capture.payload();
        MediaType declared = MediaType.of(capture.contentType().orElse(""));
        FileFormat format = FormatReader.format(payload);
        Passages out = new Passages(limits, reader, expectedBytes(format, payload));
        if (capture.truncation() != Capture.Truncation.NONE) {
            out.problem("the capture is cut (" + capture.truncation() + "): its end was left out");
        }
        try {
            out.parts().capture(payload, format, declared, capture.address());
        } catch (ExtractException e) {
            throw e.with(out.parts().formats());
        } catch (RuntimeException | StackOverflowError e) {
            // A fault of a library, or of ours, on hostile input: this capture is skipped, the run goes on. What the
            // exception says may quote the input.
            throw new ExtractException("cannot be read as " + format.label(), e)
                    .with(out.parts().formats());
        } catch (OutOfMemoryError e) {
            // The heap is whole again once what was read of this one is let go.
            throw new ExtractException("needs more memory than there is")
                    .with(out.parts().formats());
        }
        return out.build();
    }

    private static int expectedBytes(FileFormat format, byte[] payload) {
        return format == FileFormat.TEXT ? payload.length + 64 : payload.length / 4;
    }
}
