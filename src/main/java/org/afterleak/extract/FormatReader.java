package org.afterleak.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.afterleak.table.FileFormat;
import org.afterleak.table.TableSource;
import org.afterleak.table.TextDecoder;
import org.jspecify.annotations.Nullable;

/** Reads one document, be it a capture or a part of one, by its format. Holds no state. */
final class FormatReader {

    /** What the document is, by its content. */
    static FileFormat format(byte[] content) throws ExtractException {
        try {
            return FileFormat.detect(TableSource.of(content));
        } catch (IOException | RuntimeException e) {
            throw new ExtractException("format cannot be told", e);
        }
    }

    /** The format, if documents of it are read off a stream without being held whole; null otherwise. */
    static @Nullable FileFormat streamed(byte[] head) {
        return null;
    }

    /**
     * Reads a document into passages, and the parts within it.
     *
     * @param declared what its sender says it is
     * @param address where it was fetched, for links; empty for a part
     * @throws ExtractException it gives no text
     */
    void read(byte[] content, FileFormat format, MediaType declared, String address, Passages out)
            throws ExtractException {
        switch (format) {
            case EMPTY -> {}
            case XLSX, ENCRYPTED_OFFICE, DAMAGED_ZIP -> WorkbookSheets.read(content, format, out.limits(), out);
            case TEXT, JSON, HTML, XML -> {
                byte[] cut = content;
                int most = out.limits().maxInputBytes();
                if (content.length > most) {
                    out.problem("more than " + Passages.size(most) + ": the rest was left out");
                    cut = Arrays.copyOf(content, most);
                }
                Markup markup = Markup.of(cut, format, declared);
                byte[] text = TextDecoder.toUtf8(cut, charset(cut, markup, declared));
                text(text, format, markup, address, out);
            }
            default -> throw new ExtractException(format.label() + " is not supported");
        }
    }

    /** Reads an archive or a compressed stream off a stream, which it does not close. */
    void stream(InputStream in, FileFormat format, Passages out) throws IOException, ExtractException {
        read(in.readNBytes(out.limits().maxInputBytes()), format, MediaType.of(""), "", out);
    }

    private static @Nullable Charset charset(byte[] content, Markup markup, MediaType declared) {
        Charset sent = TextDecoder.charset(declared.charset());
        return sent == null && markup != Markup.NONE ? TextDecoder.charset(Markup.charset(content)) : sent;
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
                    EncodedParts.ofText(text, 0, text.length, out);
                    out.lookThrough(false);
                }
            }
        }
    }
}
