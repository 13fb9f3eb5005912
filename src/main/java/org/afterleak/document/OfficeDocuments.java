package org.afterleak.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.TNEFParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.OPCPackageWrapper;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** What offices write, through Tika's parsers, without its detection: the format is known. */
final class OfficeDocuments {
    private static final int MAX_EMBEDDED_BYTES = 64 << 20;

    private OfficeDocuments() {}

    static boolean reads(String format) {
        return switch (format) {
            case "docx", "pptx", "xlsb", "ole2", "xls", "old-excel", "rtf", "epub", "tnef", "encrypted-office" -> true;
            default -> false;
        };
    }

    static void read(String format, byte[] content, DocumentSink sink) throws IOException, DocumentException {
        Metadata metadata = new Metadata();
        type(format).ifKnown(metadata);
        ParseContext context = new ParseContext();
        context.set(OfficeParserConfig.class, config());
        context.set(EmbeddedDocumentExtractor.class, new Embedded(sink));
        RtfTables tables = new RtfTables(sink);
        InputStream opened = stream(format, content);
        SlideOrder order = opened instanceof TikaInputStream in
                        && in.getOpenContainer() instanceof OPCPackageWrapper office
                        && format.equals("pptx")
                ? SlideOrder.of(office.getOPCPackage())
                : SlideOrder.counted();
        XhtmlEvents events = new XhtmlEvents(
                format.equals("rtf") ? tables : sink, format.equals("xls") || format.equals("xlsb"), order);
        try (InputStream in = opened) {
            parser(format).parse(in, events, metadata, context);
        } catch (EncryptedDocumentException e) {
            throw new DocumentException("encrypted document (remove its password)");
        } catch (TikaException | SAXException e) {
            if (isEncryption(e)) {
                throw new DocumentException("encrypted document (remove its password)");
            }
            if (events.isEmpty()) {
                throw new DocumentException("cannot be read as " + format);
            }
            sink.problem("damaged from some place on: the rest was left out");
        } finally {
            events.end();
            tables.end();
            properties(metadata, sink);
        }
    }

    /** An OOXML package is opened here, in memory: Tika would put it into a file first. */
    private static InputStream stream(String format, byte[] content) throws IOException, DocumentException {
        if (!type(format).isKnown()) {
            return new ByteArrayInputStream(
                    format.equals("rtf") ? RtfTables.marked(RtfHeader.marked(content)) : content);
        }
        TikaInputStream in = TikaInputStream.get(content);
        try {
            in.setOpenContainer(new OPCPackageWrapper(OPCPackage.open(new ByteArrayInputStream(content))));
        } catch (OpenXML4JException e) {
            throw new DocumentException("cannot be read as " + format);
        }
        return in;
    }

    private static boolean isEncryption(Throwable e) {
        Throwable cause = e;
        for (int i = 0; cause != null && i < 10; i++) {
            String name = cause.getClass().getSimpleName();
            if (name.contains("Encrypted") || name.contains("Password")) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static Parser parser(String format) throws DocumentException {
        return switch (format) {
            case "docx", "pptx", "xlsb" -> new OOXMLParser();
            case "ole2", "xls", "encrypted-office" -> new OfficeParser();
            case "old-excel" -> new OldExcelParser();
            case "rtf" -> new RTFParser();
            case "tnef" -> new TNEFParser();
            case "epub" -> {
                EpubParser parser = new EpubParser();
                parser.setStreaming(true);
                yield parser;
            }
            default -> throw new DocumentException(format + " is not supported");
        };
    }

    private record Type(String name) {
        boolean isKnown() {
            return !name.isEmpty();
        }

        void ifKnown(Metadata metadata) {
            if (isKnown()) {
                metadata.set(Metadata.CONTENT_TYPE, name);
            }
        }
    }

    private static Type type(String format) {
        return new Type(
                switch (format) {
                    case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                    case "pptx" -> "application/vnd.openxmlformats-officedocument.presentationml.presentation";
                    case "xlsb" -> "application/vnd.ms-excel.sheet.binary.macroenabled.12";
                    default -> "";
                });
    }

    private static OfficeParserConfig config() {
        OfficeParserConfig config = new OfficeParserConfig();
        config.setUseSAXDocxExtractor(true);
        config.setUseSAXPptxExtractor(true);
        config.setIncludeDeletedContent(true);
        config.setIncludeMoveFromContent(true);
        config.setIncludeHeadersAndFooters(true);
        config.setIncludeShapeBasedContent(true);
        config.setIncludeSlideNotes(true);
        config.setIncludeMissingRows(true);
        config.setExtractMacros(false);
        return config;
    }

    /** Title, author, key words and the like: people stand in them too. */
    private static void properties(Metadata metadata, DocumentSink sink) {
        Set<String> told = new TreeSet<>();
        for (String name : metadata.names()) {
            if (isText(name)) {
                for (String value : metadata.getValues(name)) {
                    String label = name.substring(name.lastIndexOf(':') + 1);
                    if (!value.isBlank()) {
                        told.add(label + ": " + value);
                    }
                }
            }
        }
        if (!told.isEmpty()) {
            sink.paragraphs("properties");
            int number = 0;
            for (String line : told) {
                sink.paragraph(++number, line);
            }
        }
    }

    private static boolean isText(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("x-tika") || lower.contains("date") || lower.contains("count") || lower.contains("type")) {
            return false;
        }
        return lower.contains("title")
                || lower.contains("creator")
                || lower.contains("author")
                || lower.contains("subject")
                || lower.contains("description")
                || lower.contains("keyword")
                || lower.contains("comment")
                || lower.contains("contributor")
                || lower.contains("manager")
                || lower.contains("company")
                || lower.startsWith("custom:")
                || lower.startsWith("message");
    }

    /** Hands embedded documents on as parts instead of reading them here. */
    private static final class Embedded implements EmbeddedDocumentExtractor {
        private final DocumentSink sink;
        private int number;

        Embedded(DocumentSink sink) {
            this.sink = sink;
        }

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return !sink.full();
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
                throws IOException {
            number++;
            byte[] content = stream.readNBytes(MAX_EMBEDDED_BYTES);
            if (content.length == 0) {
                return;
            }
            String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
            if (name != null && name.toLowerCase(Locale.ROOT).contains("thumbnail")) {
                return;
            }
            String type = metadata.get(Metadata.CONTENT_TYPE);
            sink.part(
                    name == null || name.isBlank() ? "attachment " + number : name, type == null ? "" : type, content);
        }
    }
}
