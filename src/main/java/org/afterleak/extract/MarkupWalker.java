package org.afterleak.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Walks the tree of a page, without recursion, and gives its text away in reading order. */
final class MarkupWalker {
    /** What does not end a line. An element that nobody knows does neither. */
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frameset",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "link",
            "main",
            "menu",
            "meta",
            "nav",
            "noframes",
            "noscript",
            "ol",
            "optgroup",
            "option",
            "p",
            "pre",
            "section",
            "select",
            "summary",
            "table",
            "tbody",
            "td",
            "template",
            "textarea",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "ul",
            "xmp",
            "br",
            "listing",
            "plaintext");

    /** What stands apart from its neighbours, with an empty line on both sides. */
    private static final Set<String> SECTIONS = Set.of(
            "article",
            "aside",
            "blockquote",
            "body",
            "dl",
            "fieldset",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "main",
            "nav",
            "ol",
            "section",
            "select",
            "table",
            "template",
            "ul");

    private static final Set<String> PREFORMATTED = Set.of("pre", "textarea", "xmp", "listing", "plaintext");

    private final Passages out;
    private final boolean xml;
    private final MarkupExtras extras;
    private final Flow flow = new Flow();
    private final Utf8Text line = new Utf8Text(256);
    private final Utf8Text preformatted = new Utf8Text(0);
    private final Deque<MarkupTable> tables = new ArrayDeque<>();
    private final Deque<Element> hidden = new ArrayDeque<>();

    private int flowNumber;
    private int tableNumber;
    private int preformattedNumber;
    private int elementNumber;
    private boolean elementBlock;
    private int resumedRows;
    private boolean resumed;

    /** The element whose text was given away already. */
    private @Nullable Element muted;

    private @Nullable Element preformattedElement;
    /** Whether the cell at hand holds nothing but the text that was given away with its row. */
    private boolean cellIsPlain;

    private int steps;

    MarkupWalker(Passages out, String address, boolean xml) {
        this.out = out;
        this.xml = xml;
        this.extras = new MarkupExtras(out, address);
    }

    /** Walks one piece of the page; {@code inTable} if it begins in the table that the last one ended in. */
    void piece(Node root, boolean inTable) {
        resumed = inTable;
        muted = null;
        preformattedElement = null;
        hidden.clear();
        Node node = root;
        while ((++steps & 0xFFF) != 0 || !out.full()) {
            Node next = enter(node) ? node.firstChild() : null;
            while (next == null) {
                leave(node);
                if (node == root) {
                    endOfPiece();
                    return;
                }
                next = node.nextSibling();
                if (next == null) {
                    Node parent = node.parentNode();
                    if (parent == null) {
                        endOfPiece();
                        return;
                    }
                    node = parent;
                } else if (standApart(node, next)) {
                    flow.space();
                }
            }
            node = next;
        }
        endOfPiece();
    }

    private void endOfPiece() {
        flush();
        tables.clear();
    }

    /** Gives away what was collected aside: attributes, comments, scripts. */
    void end() {
        extras.end();
    }

    /** Whether to go on with what is in the node. */
    private boolean enter(Node node) {
        if (node instanceof TextNode text) {
            text(text);
        } else if (node instanceof Element element) {
            return element(element);
        } else if (node instanceof Comment comment) {
            extras.comment(comment.getData());
        } else if (node instanceof DataNode data && node.parentNode() instanceof Element parent) {
            extras.data(parent, data.getWholeData());
        }
        return true;
    }

    private void text(TextNode node) {
        if (muted != null) {
            return;
        }
        String text = node.getWholeText();
        if (preformattedElement != null) {
            preformatted.append(text);
        } else if (node instanceof CDataNode) {
            flow.gap();
            flow.append(text);
            flow.gap();
        } else if (TextDumps.keepsLines(node, text)) {
            flow.lineBreak();
            flow.appendLines(text);
        } else {
            flow.append(text);
        }
    }

    private boolean element(Element element) {
        String name = element.normalName();
        if (element.attributesSize() > 0) {
            extras.element(element, name, xml);
        }
        if (xml) {
            return xmlElement(element);
        }
        if (preformattedElement != null) {
            if (!isInline(name) && !preformatted.isEmpty() && preformatted.last() != '\n') {
                preformatted.append((byte) (MarkupTable.isCell(element) ? '\t' : '\n'));
            }
            if (name.equals("input")) {
                preformatted.append(" " + visibleValue(element) + " ");
            }
            return true;
        }
        if (muted != null || isInline(name) && !name.equals("input")) {
            return true;
        }
        if (isHidden(element, name)) {
            flush();
            hidden.push(element);
        }
        if (PREFORMATTED.contains(name)) {
            flush();
            preformatted.clear();
            preformattedElement = element;
            return true;
        }
        switch (name) {
            case "input" -> flow.append(" " + visibleValue(element) + " ");
            case "table" -> table(element);
            case "tr" -> row(element);
            case "td", "th" -> {
                cellIsPlain = false;
                cell(element);
                return !cellIsPlain;
            }
            default -> boundary(name);
        }
        return true;
    }

    private void leave(Node node) {
        if (!(node instanceof Element element)) {
            return;
        }
        if (element == muted) {
            muted = null;
        }
        if (element == preformattedElement) {
            preformattedElement = null;
            PlainText.read(
                    preformatted.bytes(), 0, preformatted.length(), "preformatted text " + ++preformattedNumber, out);
            otherText();
        }
        if (muted == null && preformattedElement == null) {
            String name = element.normalName();
            if (xml) {
                flow.lineBreak();
            } else if (!isInline(name)) {
                boundary(name);
            }
            if (!tables.isEmpty() && tables.getFirst().element == element) {
                flush();
                resumedRows = tables.pop().rows;
            }
        }
        if (element == hidden.peek()) {
            flush();
            hidden.pop();
        }
    }

    private void boundary(String name) {
        if (SECTIONS.contains(name)) {
            flow.gap();
        } else {
            flow.lineBreak();
        }
    }

    private void table(Element element) {
        flush();
        boolean goesOn = resumed;
        resumed = false;
        tableNumber += goesOn ? 0 : 1;
        tables.push(new MarkupTable(element, tableNumber, goesOn ? resumedRows : 0));
    }

    private void row(Element element) {
        if (tables.isEmpty()) {
            flow.lineBreak();
            return;
        }
        MarkupTable table = tables.getFirst();
        List<String> cells = table.row(element);
        if (cells.isEmpty()) {
            flow.lineBreak();
            return;
        }
        flush();
        if (table.blockWaits) {
            out.block(table.locator, "row", table.headings());
            table.blockWaits = false;
        }
        line.clear();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                line.append((byte) '\t');
            }
            line.append(cells.get(i));
        }
        out.add(table.isForm() ? PassageKind.LINE : PassageKind.ROW, table.rows, line);
    }

    private void cell(Element element) {
        if (!tables.isEmpty() && tables.getFirst().isInRow(element)) {
            muted = element;
            cellIsPlain = element.childNodeSize() == 1 && element.firstChild() instanceof TextNode;
        } else {
            flow.lineBreak();
        }
    }

    /** An element of leaves is a row of them; all others put their text in lines. */
    private boolean xmlElement(Element element) {
        if (muted != null) {
            return true;
        }
        List<String> cells = new ArrayList<>();
        MarkupExtras.values(element, cells);
        boolean leaves = leaves(element, cells);
        if (cells.size() > 1) {
            flush();
            if (!elementBlock) {
                out.block("", "element");
                elementBlock = true;
            }
            out.add(PassageKind.ROW, ++elementNumber, String.join("\t", cells));
            muted = leaves ? element : null;
        }
        flow.lineBreak();
        return true;
    }

    private static boolean leaves(Element element, List<String> cells) {
        int attributes = cells.size();
        int children = 0;
        for (Node node = element.firstChild(); node != null; node = node.nextSibling()) {
            if (node instanceof Element child) {
                String text = child.firstElementChild() == null ? MarkupTable.cellText(child) : null;
                if (text == null || ++children > 1_000) {
                    cells.subList(attributes, cells.size()).clear();
                    return false;
                }
                MarkupExtras.values(child, cells);
                cells.add(text);
            } else if (node instanceof TextNode text && !text.isBlank()) {
                cells.subList(attributes, cells.size()).clear();
                return false;
            }
        }
        return children > 0;
    }

    private void flush() {
        if (!flow.isEmpty()) {
            Utf8Text text = flow.text();
            String locator = hidden.isEmpty() ? "" : "hidden text";
            flowNumber = PlainText.readFlow(text.bytes(), 0, text.length(), flowNumber, locator, "paragraph", out);
            flow.clear();
            otherText();
        }
    }

    private void otherText() {
        elementBlock = false;
        for (MarkupTable table : tables) {
            table.blockWaits = true;
        }
    }

    private static boolean isHidden(Element element, String name) {
        if (name.equals("template") || name.equals("noscript")) {
            return true;
        }
        if (element.attributesSize() == 0) {
            return false;
        }
        if (element.hasAttr("hidden")) {
            return true;
        }
        String style = element.attr("style");
        if (style.isEmpty()) {
            return false;
        }
        String plain = style.toLowerCase(Locale.ROOT).replace(" ", "");
        return plain.contains("display:none") || plain.contains("visibility:hidden");
    }

    static boolean isInline(String name) {
        return !BLOCKS.contains(name);
    }

    /** What the user of a form would see in a field; empty for buttons, passwords and fields that do not show. */
    static String visibleValue(Element input) {
        String type = input.attributesSize() == 0 ? "" : input.attr("type").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "hidden", "password", "submit", "reset", "button", "checkbox", "radio", "image", "file" -> "";
            default -> input.attr("value");
        };
    }

    /** Neighbours that a style sheet sets apart, most often: a word does not go on from one to the other. */
    static boolean standApart(Node left, Node right) {
        if (left instanceof Element one && right instanceof Element other) {
            String name = one.normalName();
            return name.equals(other.normalName()) && (name.equals("span") || name.equals("a") || name.equals("label"));
        }
        return false;
    }
}
