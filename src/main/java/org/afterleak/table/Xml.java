package org.afterleak.table;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Pulls elements out of one part of a workbook. A document type declaration is refused, so no entity is ever declared,
 * expanded or fetched; nesting has a limit; what the parser says about its input is dropped.
 */
final class Xml implements AutoCloseable {
    private static final int MAX_DEPTH = 64;

    private final InputStream in;
    private final XMLStreamReader reader;
    private int depth;

    private Xml(InputStream in, XMLStreamReader reader) {
        this.in = in;
        this.reader = reader;
    }

    static Xml open(InputStream in) throws IOException, TableException {
        // A factory of its own: the names of a hostile document do not stay in a shared table.
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            return new Xml(in, factory.createXMLStreamReader(in));
        } catch (XMLStreamException | RuntimeException e) {
            in.close();
            throw damaged(e);
        }
    }

    /** Moves on; {@link XMLStreamConstants#END_DOCUMENT} at the end. */
    int next() throws IOException, TableException {
        try {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new TableException("workbook declares entities: refused");
            }
            if (event == XMLStreamConstants.START_ELEMENT && ++depth > MAX_DEPTH) {
                throw new TableException("workbook is damaged: elements nested more than " + MAX_DEPTH + " deep");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
            return event;
        } catch (XMLStreamException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Moves to the next element that starts; null at the end. */
    @Nullable
    String nextElement() throws IOException, TableException {
        for (int event = next(); event != XMLStreamConstants.END_DOCUMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                return name();
            }
        }
        return null;
    }

    /** Local name of the element that starts or ends here. */
    String name() {
        return reader.getLocalName();
    }

    int depth() {
        return depth;
    }

    /** The attribute of that local name without a namespace; null if there is none. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name) && namespace(i).isEmpty()) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** The attribute of that local name in the relationships namespace, transitional or strict. */
    @Nullable
    String relationship(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name) && namespace(i).endsWith("/relationships")) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    int attributes() {
        return reader.getAttributeCount();
    }

    String attributeName(int index) {
        return reader.getAttributeLocalName(index);
    }

    String attributeValue(int index) {
        return reader.getAttributeValue(index);
    }

    /** Adds this piece of text, at most until {@code into} has {@code most} characters and one more. */
    void text(StringBuilder into, int most) throws IOException, TableException {
        try {
            int length = Math.min(reader.getTextLength(), most + 1 - into.length());
            if (length > 0) {
                into.append(reader.getTextCharacters(), reader.getTextStart(), length);
            }
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Reads the rest of the part without looking at it, so that its checksum is checked. */
    void finish() throws IOException, TableException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private String namespace(int index) {
        String uri = reader.getAttributeNamespace(index);
        return uri == null ? "" : uri;
    }

    /** What a limit said stays; what the parser said goes, for it may quote the text. */
    private static TableException damaged(Exception e) throws IOException {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof ZipParts.LimitException limit) {
                return new TableException(String.valueOf(limit.getMessage()));
            }
            if (t instanceof TableException table) {
                return table;
            }
            if (t instanceof FileSystemException io) {
                throw io;
            }
        }
        return new TableException(
                "workbook is damaged: " + (e instanceof XMLStreamException ? "not XML" : "not readable"));
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            // Nothing is held but the stream, which is closed next.
        } finally {
            in.close();
        }
    }
}
