package org.afterleak.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.jspecify.annotations.Nullable;

/**
 * PDF (ISO 32000), through PDFBox: the text of each page in reading order with its columns kept, annotations, form fields,
 * attachments, properties; the images of pages that have no text of their own.
 */
final class PdfDocuments {
    private static final int MAX_FIELDS = 100_000;
    private static final int MAX_ATTACHMENTS = 10_000;
    private static final int MAX_ATTACHMENT_BYTES = 64 << 20;
    private static final int MAX_DEPTH = 50;

    /** A page with fewer characters than this is a picture of one. */
    private static final int FEW_CHARACTERS = 20;

    private final PDDocument document;
    private final DocumentSink sink;
    private int attachments;

    private PdfDocuments(PDDocument document, DocumentSink sink) {
        this.document = document;
        this.sink = sink;
    }

    static void read(byte[] content, DocumentSink sink) throws IOException, DocumentException {
        PdfFonts.install();
        try (PDDocument document =
                Loader.loadPDF(new RandomAccessReadBuffer(content), IOUtils.createMemoryOnlyStreamCache())) {
            new PdfDocuments(document, sink).readAll();
        } catch (InvalidPasswordException e) {
            throw new DocumentException("PDF is encrypted (remove its password)");
        }
    }

    private void readAll() throws IOException {
        int count = document.getNumberOfPages();
        PdfPageText text = new PdfPageText();
        List<String> notes = new ArrayList<>();
        for (int number = 1; number <= count && !sink.full(); number++) {
            String locator = "page " + number;
            try {
                page(number, locator, text);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                sink.problem("page " + number + " cannot be read");
            }
            try {
                annotations(document.getPage(number - 1), locator, notes);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                sink.problem("annotations of page " + number + " cannot be read");
            }
        }
        tell("annotations", notes);
        tell("form", fields());
        tell("properties", properties());
        try {
            embeddedFiles();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            sink.problem("attachments cannot be read");
        }
    }

    private void page(int number, String locator, PdfPageText text) throws IOException {
        String words = text.of(document, number);
        if (!words.isBlank()) {
            sink.lines(locator, words);
        }
        if (words.strip().length() < FEW_CHARACTERS) {
            PdfImages.of(document.getPage(number - 1), locator, sink);
        }
    }

    private void tell(String locator, List<String> paragraphs) {
        if (!paragraphs.isEmpty()) {
            sink.paragraphs(locator);
            int number = 0;
            for (String paragraph : paragraphs) {
                sink.paragraph(++number, paragraph);
            }
        }
    }

    private void annotations(PDPage page, String locator, List<String> notes) throws IOException {
        for (PDAnnotation annotation : page.getAnnotations()) {
            if (notes.size() > MAX_FIELDS) {
                return;
            }
            add(notes, annotation.getContents());
            if (annotation instanceof PDAnnotationLink link && link.getAction() instanceof PDActionURI uri) {
                add(notes, uri.getURI());
            }
            if (annotation instanceof PDAnnotationFileAttachment attachment
                    && attachment.getFile() instanceof PDComplexFileSpecification file) {
                attachment(file, locator);
            }
        }
    }

    private static void add(List<String> lines, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            lines.add(text.strip());
        }
    }

    private List<String> fields() {
        List<String> lines = new ArrayList<>();
        try {
            PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
            if (form != null) {
                for (PDField field : form.getFieldTree()) {
                    String value = field.getValueAsString();
                    if (value != null && !value.isBlank() && lines.size() < MAX_FIELDS) {
                        lines.add(field.getFullyQualifiedName() + ": " + value);
                    }
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            sink.problem("form fields cannot be read");
        }
        return lines;
    }

    private List<String> properties() {
        List<String> lines = new ArrayList<>();
        try {
            PDDocumentInformation information = document.getDocumentInformation();
            for (String key : List.of("Title", "Author", "Subject", "Keywords")) {
                String value = information.getCustomMetadataValue(key);
                if (value != null && !value.isBlank()) {
                    lines.add(key + ": " + value);
                }
            }
        } catch (RuntimeException e) {
            sink.problem("properties cannot be read");
        }
        return lines;
    }

    private void embeddedFiles() throws IOException {
        PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
        PDEmbeddedFilesNameTreeNode files = names == null ? null : names.getEmbeddedFiles();
        if (files != null) {
            embeddedFiles(files, 0);
        }
    }

    private void embeddedFiles(PDNameTreeNode<PDComplexFileSpecification> node, int depth) throws IOException {
        Map<String, PDComplexFileSpecification> names = node.getNames();
        if (names != null) {
            for (PDComplexFileSpecification file : names.values()) {
                attachment(file, "");
            }
        }
        List<PDNameTreeNode<PDComplexFileSpecification>> kids = node.getKids();
        if (kids != null && depth < MAX_DEPTH) {
            for (PDNameTreeNode<PDComplexFileSpecification> kid : kids) {
                embeddedFiles(kid, depth + 1);
            }
        }
    }

    private void attachment(@Nullable PDComplexFileSpecification file, String place) throws IOException {
        if (file == null || sink.full() || ++attachments > MAX_ATTACHMENTS) {
            return;
        }
        PDEmbeddedFile embedded = first(
                file.getEmbeddedFileUnicode(),
                file.getEmbeddedFile(),
                file.getEmbeddedFileUnix(),
                file.getEmbeddedFileDos(),
                file.getEmbeddedFileMac());
        if (embedded == null || embedded.getCOSObject().getItem(COSName.LENGTH) == null) {
            return;
        }
        byte[] content;
        try (java.io.InputStream in = embedded.createInputStream()) {
            content = in.readNBytes(MAX_ATTACHMENT_BYTES);
        }
        String name = file.getFilename();
        String step = name == null || name.isBlank() ? "attachment " + attachments : name;
        String type = embedded.getSubtype();
        sink.part(place.isEmpty() ? step : place + ", " + step, type == null ? "" : type, content);
    }

    private static @Nullable PDEmbeddedFile first(@Nullable PDEmbeddedFile... all) {
        for (PDEmbeddedFile one : all) {
            if (one != null) {
                return one;
            }
        }
        return null;
    }
}
