package org.afterleak.document;

import java.io.IOException;

/** Reads documents by their format. Stateless. */
public final class Documents {
    private Documents() {}

    /** Whether documents of that format are read here; {@code format} is a short name: {@code pdf}, {@code docx}. */
    public static boolean reads(String format) {
        return switch (format) {
            case "pdf", "mail", "mbox", "sqlite", "rar", "zstd", "odf", "ods" -> true;
            default -> OfficeDocuments.reads(format);
        };
    }

    /**
     * Reads one document.
     *
     * @throws DocumentException it gives nothing, or cannot be read any further: what was told before stands
     */
    public static void read(String format, byte[] content, DocumentSink sink) throws DocumentException {
        try {
            switch (format) {
                case "pdf" -> PdfDocuments.read(content, sink);
                case "mail" -> MailDocuments.message(content, sink);
                case "mbox" -> MailDocuments.mailbox(content, sink);
                case "sqlite" -> SqliteFiles.read(content, sink);
                case "rar" -> RarArchives.read(content, sink);
                case "odf", "ods" -> OpenDocuments.read(content, sink);
                case "zstd" -> ZstdStreams.read(content, sink);
                default -> OfficeDocuments.read(format, content, sink);
            }
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            // A parser's words may quote the document: its class says enough.
            throw new DocumentException(
                    "cannot be read as " + format + " (" + e.getClass().getSimpleName() + ")");
        }
    }
}
