package org.afterleak.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * OpenDocument files (ISO/IEC 26300), part by part as they come: sheets with their names and rows as a person counts them,
 * hidden ones too; paragraphs, tables, headers and footers, notes and comments; properties; pictures and embedded objects as
 * parts. The usual reader wants a file on a disk.
 */
final class OpenDocuments {
    private static final int MAX_PARTS = 20_000;
    private static final int MAX_PART_BYTES = 64 << 20;
    private static final int MAX_XML_BYTES = 256 << 20;
    private static final int MAX_COLUMNS = 16_384;
    private static final int MAX_REPEATED = 1_024;
    private static final int MAX_CELL = 1 << 20;

    private final DocumentSink sink;
    private boolean any;

    private OpenDocuments(DocumentSink sink) {
        this.sink = sink;
    }

    static void read(byte[] content, DocumentSink sink) throws IOException, DocumentException {
        OpenDocuments reader = new OpenDocuments(sink);
        if (isEncrypted(content)) {
            throw new DocumentException("encrypted document (remove its password)");
        }
        int parts = 0;
        long inflated = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null && !sink.full(); entry = zip.getNextEntry()) {
                if (++parts > MAX_PARTS) {
                    sink.problem("more than " + MAX_PARTS + " parts: the rest was left out");
                    break;
                }
                String name = entry.getName();
                if (entry.isDirectory() || name.startsWith("Thumbnails/") || name.startsWith("Configurations")) {
                    continue;
                }
                byte[] part = zip.readNBytes(name.endsWith(".xml") ? MAX_XML_BYTES : MAX_PART_BYTES);
                inflated += part.length;
                if (inflated > 2L * MAX_XML_BYTES) {
                    sink.problem("decompresses to more than 512 MiB: the rest was left out");
                    break;
                }
                if (!name.equals("META-INF/manifest.xml")) {
                    reader.part(name, part);
                }
            }
        } catch (ZipException e) {
            if (!reader.any) {
                throw e;
            }
            sink.problem("damaged from some place on: the rest was left out");
        }
        if (!reader.any) {
            throw new DocumentException("OpenDocument file is damaged");
        }
    }

    /** The manifest, the last part, says so: its directory is asked for it. */
    private static boolean isEncrypted(byte[] content) throws IOException {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get()) {
            ZipArchiveEntry manifest = zip.getEntry("META-INF/manifest.xml");
            if (manifest == null) {
                return false;
            }
            try (InputStream in = zip.getInputStream(manifest)) {
                return new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8).contains("encryption-data");
            }
        }
    }

    private void part(String name, byte[] content) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        String place = name.equals(file) ? "" : name.substring(0, name.length() - file.length() - 1);
        switch (file) {
            case "content.xml" -> xml(content, place);
            case "styles.xml" -> xml(content, place.isEmpty() ? "header and footer" : place + " > header and footer");
            case "meta.xml" -> xml(content, place.isEmpty() ? "properties" : place + " > properties");
            case "settings.xml", "manifest.rdf", "mimetype", "layout-cache" -> {}
            default -> {
                if (content.length > 0 && !file.endsWith(".xml")) {
                    sink.part(name, "", content);
                }
            }
        }
    }

    private void xml(byte[] content, String place) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        Body body = new Body(place);
        try (InputStream in = new ByteArrayInputStream(content)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext() && !sink.full()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> body.start(xml);
                    case XMLStreamConstants.END_ELEMENT -> body.end(xml.getLocalName());
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        body.text(xml.getText());
                    default -> {}
                }
            }
        } catch (XMLStreamException | IOException | RuntimeException e) {
            if (any) {
                sink.problem("a part is damaged from some place on: the rest of it was left out");
            }
        }
        body.finish();
    }

    /** One part's text: paragraphs, and tables of the outermost level. */
    private final class Body {
        private final String place;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder cell = new StringBuilder();
        private final List<String> cells = new ArrayList<>();
        private final List<String> comments = new ArrayList<>();
        private int tableDepth;
        private int tables;
        private int row;
        private int repeatedRows;
        private int repeatedCells;
        private @Nullable String value;
        private int annotationDepth;
        private final boolean metadata;
        private boolean inBody;
        private String field = "";
        private int paragraph;
        private boolean told;

        Body(String place) {
            this.place = place;
            this.metadata = place.endsWith("properties");
            this.inBody = metadata || place.endsWith("footer");
        }

        void start(XMLStreamReader xml) {
            String name = xml.getLocalName();
            switch (name) {
                case "body" -> inBody = true;
                case "table" -> {
                    if (tableDepth++ == 0) {
                        flush();
                        tables++;
                        row = 0;
                        String own = attribute(xml, "name");
                        sink.table(within(own.isEmpty() ? "table " + tables : "sheet \"" + own + "\""));
                        told = false;
                    }
                }
                case "table-row" -> {
                    if (tableDepth == 1) {
                        repeatedRows = repeated(xml, "number-rows-repeated", Integer.MAX_VALUE);
                        cells.clear();
                    }
                }
                case "table-cell", "covered-table-cell" -> {
                    if (tableDepth == 1) {
                        repeatedCells = repeated(xml, "number-columns-repeated", MAX_COLUMNS);
                        String kind = attribute(xml, "value-type");
                        value = kind.equals("date") ? attribute(xml, "date-value") : attribute(xml, "value");
                        cell.setLength(0);
                    }
                }
                case "annotation" -> {
                    annotationDepth++;
                    if (tableDepth == 0) {
                        flush();
                    }
                }
                case "p", "h" -> {
                    if (tableDepth == 0 && annotationDepth == 0) {
                        flush();
                    }
                    if (target().length() > 0) {
                        target().append(' ');
                    }
                }
                case "s", "tab", "line-break" ->
                    target().append(name.equals("line-break") && tableDepth == 0 ? '\n' : ' ');
                case "a" -> {
                    String href = attribute(xml, "href");
                    if (href.startsWith("mailto:") || href.startsWith("http")) {
                        target().append(' ').append(href).append(' ');
                    }
                }
                default -> {
                    if (metadata) {
                        String own = attribute(xml, "name");
                        field = own.isEmpty() ? name : own;
                        text.setLength(0);
                    }
                }
            }
        }

        private StringBuilder target() {
            return annotationDepth == 0 && tableDepth > 0 ? cell : text;
        }

        void text(String characters) {
            if (inBody && target().length() < MAX_CELL) {
                target().append(characters);
            }
        }

        void end(String name) {
            switch (name) {
                case "table" -> tableDepth--;
                case "table-row" -> {
                    if (tableDepth == 1) {
                        rowEnds();
                    }
                }
                case "table-cell", "covered-table-cell" -> {
                    if (tableDepth == 1) {
                        cellEnds();
                    }
                }
                case "annotation" -> {
                    annotationDepth--;
                    String comment = text.toString().strip();
                    text.setLength(0);
                    if (!comment.isEmpty() && comments.size() < 100_000) {
                        comments.add(comment);
                    }
                }
                case "p", "h", "note" -> {
                    if (tableDepth == 0 && annotationDepth == 0) {
                        flush();
                    }
                }
                default -> {
                    if (metadata
                            && name.matches(
                                    "title|creator|initial-creator|subject|description|keyword|user-defined|printed-by")) {
                        String words = text.toString().strip();
                        text.setLength(0);
                        if (!words.isEmpty()) {
                            paragraph(field + ": " + words);
                        }
                    }
                }
            }
        }

        private void cellEnds() {
            String shown = cell.toString().strip();
            if (shown.isEmpty() && value != null) {
                shown = value;
            }
            int times = shown.isEmpty() ? repeatedCells : Math.min(repeatedCells, MAX_REPEATED);
            for (int i = 0; i < times && cells.size() < MAX_COLUMNS; i++) {
                cells.add(shown);
            }
            cell.setLength(0);
            value = null;
        }

        private void rowEnds() {
            int last = cells.size();
            while (last > 0 && cells.get(last - 1).isEmpty()) {
                last--;
            }
            if (last > 0) {
                any = true;
                List<String> filled = List.copyOf(cells.subList(0, last));
                for (int i = 0; i < Math.min(repeatedRows, MAX_REPEATED); i++) {
                    sink.row(row + 1 + i, filled);
                }
            }
            row += Math.min(repeatedRows, Integer.MAX_VALUE - row - 1);
        }

        private void flush() {
            String words = text.toString().strip();
            text.setLength(0);
            if (!words.isEmpty() && !metadata) {
                paragraph(words);
            }
        }

        private void paragraph(String words) {
            any = true;
            if (!told) {
                sink.paragraphs(place);
                paragraph = 0;
                told = true;
            }
            sink.paragraph(++paragraph, words);
        }

        void finish() {
            flush();
            if (!comments.isEmpty()) {
                sink.paragraphs(within("comments"));
                int number = 0;
                for (String comment : comments) {
                    any = true;
                    sink.paragraph(++number, comment);
                }
            }
        }

        private String within(String locator) {
            return place.isEmpty() ? locator : place + " > " + locator;
        }
    }

    private static int repeated(XMLStreamReader xml, String name, int most) {
        String times = attribute(xml, name);
        try {
            return times.isEmpty() ? 1 : Math.max(1, Math.min(most, Integer.parseInt(times)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** By its local name: the old formats have other namespaces. */
    private static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }
}
