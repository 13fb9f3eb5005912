package org.afterleak.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipTypes;
import org.apache.poi.xslf.usermodel.XSLFRelation;

/**
 * Which number a slide has in its presentation (ECMA-376, part 1, section 19.2.1.34). The parser tells slides in the order of
 * the names of their relations, which is another one as soon as there are ten, or somebody moved one.
 */
final class SlideOrder {
    private static final int MAX_SLIDES = 10_000;

    /** Relations in the order that the parser goes through, and in that of the presentation. */
    private final List<String> told;

    private final List<String> shown;

    private SlideOrder(List<String> told, List<String> shown) {
        this.told = told;
        this.shown = shown;
    }

    /** Of any other document, or a presentation that does not say it: slides are counted. */
    static SlideOrder counted() {
        return new SlideOrder(List.of(), List.of());
    }

    static SlideOrder of(OPCPackage presentation) {
        List<String> told = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        try {
            PackageRelationship main = presentation
                    .getRelationshipsByType(PackageRelationshipTypes.CORE_DOCUMENT)
                    .getRelationship(0);
            PackagePart part = main == null ? null : presentation.getPart(main);
            if (part == null) {
                return counted();
            }
            for (PackageRelationship slide : part.getRelationshipsByType(XSLFRelation.SLIDE.getRelation())) {
                told.add(slide.getId());
            }
            try (InputStream in = part.getInputStream()) {
                read(in, shown);
            }
        } catch (IOException | XMLStreamException | OpenXML4JException | RuntimeException e) {
            return counted();
        }
        return new SlideOrder(told, shown);
    }

    private static void read(InputStream in, List<String> shown) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        try {
            while (xml.hasNext() && shown.size() < MAX_SLIDES) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("sldId")) {
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        // The other attribute of that name has no namespace.
                        String namespace = xml.getAttributeNamespace(i);
                        if (xml.getAttributeLocalName(i).equals("id") && namespace != null && !namespace.isEmpty()) {
                            shown.add(xml.getAttributeValue(i));
                        }
                    }
                }
            }
        } finally {
            xml.close();
        }
    }

    /** The number of the slide that is told as the so-manieth, from 1. */
    int number(int counted) {
        int at = counted > 0 && counted <= told.size() ? shown.indexOf(told.get(counted - 1)) : -1;
        return at < 0 ? counted : at + 1;
    }
}
