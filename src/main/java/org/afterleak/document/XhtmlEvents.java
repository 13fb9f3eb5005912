package org.afterleak.document;

import java.util.ArrayList;
import java.util.List;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Turns the XHTML that Tika's parsers tell into tables and paragraphs. */
final class XhtmlEvents extends DefaultHandler {
    /** A cell or paragraph longer than this goes on in another one. */
    private static final int MAX_TEXT = 1 << 20;

    private static final String NOTES = " > notes";

    private final DocumentSink sink;
    private final boolean spreadsheet;
    private final SlideOrder order;
    private final StringBuilder text = new StringBuilder();
    private final List<String> cells = new ArrayList<>();
    private final List<String> regions = new ArrayList<>();
    private int tableDepth;
    private int tables;
    private int row;
    private int paragraph;
    private int slides;
    private String sheet = "";
    private String region = "";
    private boolean heading;
    private boolean regionTold;
    private boolean inBody;
    private boolean empty = true;

    /** With {@code spreadsheet}, a heading before a table is the name of its sheet. */
    XhtmlEvents(DocumentSink sink, boolean spreadsheet, SlideOrder order) {
        this.sink = sink;
        this.order = order;
        this.spreadsheet = spreadsheet;
    }

    boolean isEmpty() {
        return empty;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) {
        String element = localName.isEmpty() ? name : localName;
        switch (element) {
            case "body" -> inBody = true;
            case "table" -> {
                if (tableDepth++ == 0) {
                    paragraphEnds();
                    row = 0;
                    tables++;
                    sink.table(sheet.isEmpty() ? within("table " + tables) : "sheet \"" + sheet + "\"");
                    regionTold = false;
                }
            }
            case "tr" -> {
                if (tableDepth == 1) {
                    row++;
                    cells.clear();
                    text.setLength(0);
                }
            }
            case "td", "th" -> {
                if (tableDepth == 1) {
                    text.setLength(0);
                } else {
                    text.append(' ');
                }
            }
            case "br" -> text.append(tableDepth > 0 ? ' ' : '\n');
            case "h1" -> {
                paragraphEnds();
                heading = true;
            }
            case "div" -> division(attributes.getValue("class"));
            case "a" -> link(attributes.getValue("href"));
            default -> {
                if (isBlock(element)) {
                    paragraphEnds();
                }
            }
        }
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        String element = localName.isEmpty() ? name : localName;
        switch (element) {
            case "table" -> {
                if (--tableDepth == 0) {
                    sheet = "";
                    text.setLength(0);
                }
            }
            case "tr" -> rowEnds();
            case "td", "th" -> {
                if (tableDepth == 1) {
                    cells.add(text.toString().strip());
                    text.setLength(0);
                }
            }
            case "h1" -> {
                if (heading && spreadsheet) {
                    sheet = text.toString().strip();
                }
                paragraphEnds();
                heading = false;
            }
            case "div" -> {
                paragraphEnds();
                if (!regions.isEmpty()) {
                    String outer = regions.remove(regions.size() - 1);
                    if (outer.endsWith(NOTES) || outer.isEmpty() && isSlide(region)) {
                        // What comes behind a slide's own text, and in no part of its own, are its notes.
                        outer = "slide " + order.number(slides) + NOTES;
                    }
                    regionTold &= outer.equals(region);
                    region = outer;
                }
            }
            default -> {
                if (isBlock(element)) {
                    paragraphEnds();
                }
            }
        }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        if (!inBody) {
            return;
        }
        text.append(chars, start, length);
        if (text.length() > MAX_TEXT && tableDepth == 0) {
            paragraphEnds();
        } else if (text.length() > MAX_TEXT) {
            text.setLength(MAX_TEXT);
        }
    }

    @Override
    public void ignorableWhitespace(char[] chars, int start, int length) {
        text.append(' ');
    }

    private static boolean isBlock(String element) {
        return switch (element) {
            case "p",
                    "li",
                    "ul",
                    "ol",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "pre",
                    "blockquote",
                    "title",
                    "body",
                    "dt",
                    "dd" -> true;
            default -> false;
        };
    }

    private void division(String css) {
        paragraphEnds();
        regions.add(region);
        String name = css == null ? "" : css;
        if (name.equals("slide") || name.equals("slide-content")) {
            slides += name.equals("slide") || !isSlide(region) ? 1 : 0;
            enter("slide " + order.number(slides));
        } else if (name.contains("comment") || name.contains("annotation")) {
            enter("comments");
        } else if (name.contains("notes")) {
            enter("notes");
        } else if (name.equals("header") || name.equals("footer")) {
            enter(name);
        }
        sheet = "";
    }

    private static boolean isSlide(String region) {
        return region.startsWith("slide ") && !region.endsWith(NOTES);
    }

    private void enter(String newRegion) {
        region = newRegion;
        regionTold = false;
    }

    private String within(String locator) {
        return region.isEmpty() ? locator : region + " > " + locator;
    }

    /** A link's target is text too: an address may be written nowhere else. */
    private void link(String href) {
        if (href != null && inBody && (href.startsWith("mailto:") || href.startsWith("http"))) {
            text.append(' ').append(href).append(' ');
        }
    }

    private void rowEnds() {
        if (tableDepth != 1) {
            text.append(' ');
            return;
        }
        if (!text.toString().isBlank()) {
            cells.add(text.toString().strip());
        }
        text.setLength(0);
        if (cells.stream().anyMatch(c -> !c.isEmpty())) {
            empty = false;
            sink.row(row, List.copyOf(cells));
        }
        cells.clear();
    }

    private void paragraphEnds() {
        if (tableDepth > 0) {
            text.append(' ');
            return;
        }
        String words = text.toString().strip();
        text.setLength(0);
        if (words.isEmpty()) {
            return;
        }
        if (!regionTold) {
            sink.paragraphs(region);
            paragraph = 0;
            regionTold = true;
        }
        empty = false;
        sink.paragraph(++paragraph, words);
    }

    /** What is open at the end of a document that is cut short. */
    void end() {
        if (tableDepth > 0) {
            tableDepth = 1;
            rowEnds();
            tableDepth = 0;
        }
        paragraphEnds();
    }
}
