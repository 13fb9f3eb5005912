package org.afterleak.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.afterleak.archive.ArchiveException;
import org.afterleak.archive.Archives;
import org.afterleak.archive.MemberHandler;
import org.afterleak.box.Box;
import org.afterleak.box.BoxLimits;
import org.afterleak.box.Tesseract;
import org.afterleak.capture.Capture;
import org.afterleak.capture.WarcCaptures;
import org.afterleak.capture.WarcException;
import org.afterleak.document.DocumentException;
import org.afterleak.table.FileFormat;
import org.afterleak.table.TableSource;
import org.afterleak.table.TextDecoder;
import org.jspecify.annotations.Nullable;

/** Reads one document, be it a capture or a part of one, by its format. Holds no state but its worker processes. */
final class FormatReader {
    /** Parts of a workbook that hold text of people's, and are no sheets. */
    private static final Pattern BESIDE_SHEETS = Pattern.compile(
            "xl/(comments[^/]*\\.xml|threadedComments/.*|drawings/[^/]*\\.xml|diagrams/data[^/]*\\.xml|charts/chart[^/]*\\.xml|embeddings/.*)");

    private static final int MAX_NOTES_BYTES = 16 << 20;

    private final Box box = new Box(BoxLimits.DEFAULT);

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
        FileFormat format = FileFormat.ofHead(head);
        return Archives.readsStream(format) || format == FileFormat.WARC ? format : null;
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
            case ENCRYPTED_OFFICE -> throw new ExtractException(format.label());
            case XLSX -> workbook(content, out);
            case PNG, JPEG, GIF, TIFF, WEBP, BMP -> image(content, format, out);
            case DAMAGED_ZIP -> damagedZip(content, out);
            case WARC -> warc(new ByteArrayInputStream(content), out);
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
            default -> {
                if (Box.reads(format.shortName())) {
                    boxed(content, format, out);
                    return;
                }
                if (!Archives.reads(format)) {
                    throw new ExtractException(format.label() + " is not supported");
                }
                archive(out, handler -> Archives.read(format, content, handler));
            }
        }
    }

    private void boxed(byte[] content, FileFormat format, Passages out) throws ExtractException {
        BoxedDocument document = new BoxedDocument(out);
        try {
            box.read(format.shortName(), content, out.timeLeft(), document);
            document.end();
        } catch (DocumentException e) {
            document.end();
            if (document.isEmpty()) {
                throw new ExtractException(String.valueOf(e.getMessage()));
            }
            out.problem(String.valueOf(e.getMessage()));
        }
    }

    private static void image(byte[] content, FileFormat format, Passages out) throws ExtractException {
        try {
            byte[] text = Tesseract.installed()
                    .orElseThrow(() -> new DocumentException("tesseract is not installed"))
                    .read(content, out.timeLeft());
            PlainText.read(text, 0, text.length, "", out);
        } catch (DocumentException e) {
            throw new ExtractException(format.label() + ": " + e.getMessage());
        }
    }

    /** The sheets; then what people wrote beside them. */
    private static void workbook(byte[] content, Passages out) throws ExtractException {
        WorkbookSheets.read(content, FileFormat.XLSX, out.limits(), out);
        try {
            archive(out, handler -> Archives.read(FileFormat.ZIP, content, new Selected(handler, BESIDE_SHEETS)));
        } catch (ExtractException e) {
            out.problem("comments: " + e.getMessage());
        }
    }

    /** Hands on members of some names only. */
    private record Selected(MemberHandler handler, Pattern names) implements MemberHandler {
        @Override
        public void member(String name, InputStream content) throws IOException {
            if (names.matcher(name).matches()) {
                handler.member(name, name.endsWith(".xml") ? notes(content) : content);
            }
        }

        private static InputStream notes(InputStream content) throws IOException {
            byte[] xml = content.readNBytes(MAX_NOTES_BYTES);
            return new ByteArrayInputStream(SheetNotes.of(xml).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void passOver(String reason) {}

        @Override
        public void problem(String sentence) {}

        @Override
        public boolean full() {
            return handler.full();
        }
    }

    /** What a workbook that is cut short still holds is read part by part, as any archive is. */
    private static void damagedZip(byte[] content, Passages out) throws ExtractException {
        archive(out, handler -> Archives.read(FileFormat.ZIP, content, handler));
        if (out.isEmpty()) {
            WorkbookSheets.read(content, FileFormat.DAMAGED_ZIP, out.limits(), out);
        }
    }

    @FunctionalInterface
    private interface Archive {
        void read(MemberHandler handler) throws ArchiveException;
    }

    private static void archive(Passages out, Archive archive) throws ExtractException {
        int[] members = {0};
        try {
            archive.read(new MemberHandler() {
                @Override
                public void member(String name, InputStream content) throws IOException {
                    members[0]++;
                    out.parts().read(name, content, "");
                }

                @Override
                public void passOver(String reason) {
                    members[0]++;
                    out.parts().passOver(reason);
                }

                @Override
                public void problem(String sentence) {
                    out.problem(sentence);
                }

                @Override
                public boolean full() {
                    return out.parts().full();
                }
            });
        } catch (ArchiveException e) {
            if (members[0] == 0) {
                throw new ExtractException(String.valueOf(e.getMessage()));
            }
            out.problem(String.valueOf(e.getMessage()));
        }
    }

    /** Reads an archive or a compressed stream off a stream, which it does not close. */
    void stream(InputStream in, FileFormat format, Passages out) throws ExtractException {
        if (format == FileFormat.WARC) {
            warc(in, out);
        } else {
            archive(out, handler -> Archives.read(format, in, handler));
        }
    }

    private static void warc(InputStream in, Passages out) throws ExtractException {
        int read = 0;
        // The stream is its owner's to close.
        try {
            WarcCaptures captures = WarcCaptures.open(in, out.limits().maxInputBytes());
            Optional<Capture> next = captures.next();
            while (next.isPresent() && !out.parts().full()) {
                Capture capture = next.get();
                read++;
                out.parts()
                        .read(
                                capture.address(),
                                capture.payload(),
                                capture.contentType().orElse(""));
                next = captures.next();
            }
            if (captures.unreadable() > 0) {
                out.problem(captures.unreadable() + " WARC records cannot be read");
            }
        } catch (WarcException e) {
            if (read == 0) {
                throw new ExtractException(String.valueOf(e.getMessage()));
            }
            out.problem(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ExtractException("WARC file cannot be read", e);
        }
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
                } else if (LdifEntries.are(text)) {
                    LdifEntries.read(text, out);
                } else if (!PlainText.read(text, 0, text.length, "", out)) {
                    EncodedParts.ofText(text, 0, text.length, out);
                    out.lookThrough(false);
                }
            }
        }
    }
}
