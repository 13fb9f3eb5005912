package org.afterleak.extract;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.afterleak.capture.Capture;
import org.afterleak.table.FileFormat;
import org.afterleak.table.TableSource;
import org.afterleak.table.TextDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Turns a capture into a {@link Document}: passages with locators, and outlinks. See the package for what is read. It
 * holds no state but its limits, and is safe to share between threads.
 */
public final class Extractor {
    private final ExtractLimits limits;

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
        FileFormat format = format(payload);
        Passages out = new Passages(limits, expectedBytes(format, payload));
        if (capture.truncation() != Capture.Truncation.NONE) {
            out.problem("the capture is cut (" + capture.truncation() + "): its end was left out");
        }
        try {
            read(payload, format, declared, capture.address(), out);
        } catch (RuntimeException | StackOverflowError e) {
            // A fault of a library, or of ours, on hostile input: this capture is skipped, the run goes on. What the
            // exception says may quote the input.
            throw new ExtractException("cannot be read as " + format.label(), e);
        }
        return out.build();
    }

    private static FileFormat format(byte[] payload) throws ExtractException {
        try {
            return FileFormat.detect(TableSource.of(payload));
        } catch (IOException | RuntimeException e) {
            throw new ExtractException("format cannot be told", e);
        }
    }

    private static int expectedBytes(FileFormat format, byte[] payload) {
        return format == FileFormat.TEXT ? payload.length + 64 : payload.length / 4;
    }

    private void read(byte[] payload, FileFormat format, MediaType declared, String address, Passages out)
            throws ExtractException {
        switch (format) {
            case EMPTY -> {}
            case XLSX, ENCRYPTED_OFFICE, DAMAGED_ZIP -> WorkbookSheets.read(payload, format, limits, out);
            case TEXT, JSON, HTML, XML -> {
                byte[] cut = payload;
                if (payload.length > limits.maxInputBytes()) {
                    out.problem("more than " + Passages.size(limits.maxInputBytes()) + ": the rest was left out");
                    cut = Arrays.copyOf(payload, limits.maxInputBytes());
                }
                Markup markup = Markup.of(cut, format, declared);
                byte[] text = TextDecoder.toUtf8(cut, charset(cut, markup, declared));
                text(text, format, markup, address, out);
            }
            default -> throw new ExtractException(format.label() + " is not supported");
        }
    }

    private static @Nullable Charset charset(byte[] payload, Markup markup, MediaType declared) {
        Charset sent = TextDecoder.charset(declared.charset());
        return sent == null && markup != Markup.NONE ? TextDecoder.charset(Markup.charset(payload)) : sent;
    }

    private static void text(byte[] text, FileFormat format, Markup markup, String address, Passages out) {
        switch (markup) {
            case HTML -> new MarkupReader(out, address, false).read(text);
            case XML -> new MarkupReader(out, address, true).read(text);
            case NONE -> {
                if (format == FileFormat.JSON) {
                    JsonValues.read(text, 0, text.length, "", out);
                } else {
                    PlainText.read(text, 0, text.length, "", out);
                }
            }
        }
    }
}
