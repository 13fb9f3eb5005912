package org.afterleak.extract;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * One table of a page: gives its rows as cells, and says which cells hold too much to be one (a post, a list, another
 * table) and are read as text by themselves.
 */
final class MarkupTable {
    private static final int SAMPLE_ROWS = 12;

    /** A cell with more text than that is a text. */
    private static final int MAX_CELL_CHARS = 1_000;

    /** A cell with more lines than that is a text. */
    private static final int MAX_CELL_BREAKS = 10;

    /** Cells that stand for several rows are repeated within these limits, so that each row is whole. */
    private static final int MAX_SPAN_ROWS = 100;

    private static final int MAX_SPAN_COLUMNS = 200;
    private static final int MAX_SPAN_CHARS = 200;

    final Element element;
    final String locator;

    /** The number of its last row. */
    int rows;

    /** Whether its passages need a block anew: at first, and after other text came between. */
    boolean blockWaits = true;

    /** Cells whose text is in the last row, in order, and how many of them were asked for. */
    private final List<Element> given = new ArrayList<>();

    private int asked;
    private String[] spanText = {};
    private int[] spanRows = {};
    private int widestSpan;
    private int columns;
    private boolean form;
    private List<String> headings = List.of();

    MarkupTable(Element element, int number, int rowsBefore) {
        this.element = element;
        this.locator = "table " + number;
        this.rows = rowsBefore;
        sample();
    }

    List<String> headings() {
        return headings;
    }

    /** Whether it has several columns; else it only puts text in its place. */
    boolean hasColumns() {
        return columns > 1;
    }

    /** Whether it is a form: labels on the left, and one person's data in several rows. */
    boolean isForm() {
        return form;
    }

    /** Whether the cell's text is in the last row; else it is to be read by itself. Asked in the order of the cells. */
    boolean isInRow(Element cell) {
        boolean found = asked < given.size() && given.get(asked) == cell;
        asked += found ? 1 : 0;
        return found;
    }

    /** Looks at the first rows: how many columns, which headings. */
    private void sample() {
        List<List<String>> sample = new ArrayList<>();
        boolean allHeads = false;
        int labelled = 0;
        for (Element row = nextRow(element, null);
                row != null && sample.size() < SAMPLE_ROWS;
                row = nextRow(element, row)) {
            List<String> cells = new ArrayList<>();
            int heads = 0;
            int count = 0;
            for (Element cell = row.firstElementChild(); cell != null; cell = cell.nextElementSibling()) {
                if (isCell(cell)) {
                    String text = cellText(cell);
                    cells.add(text == null ? "" : text);
                    heads += cell.normalName().equals("th") ? 1 : 0;
                    count++;
                }
            }
            columns = Math.max(columns, count);
            allHeads |= sample.isEmpty() && count > 0 && heads == count;
            labelled += count > 1
                            && heads == 1
                            && row.firstElementChild() != null
                            && row.firstElementChild().normalName().equals("th")
                    ? 1
                    : 0;
            sample.add(cells);
        }
        if (sample.isEmpty()) {
            return;
        }
        List<String> second = sample.size() > 1 ? sample.get(1) : List.of();
        form = columns == 2 && !allHeads && (labelled > sample.size() / 2 || Headings.areForm(firstColumn(sample)));
        if (!form) {
            headings = allHeads ? List.copyOf(sample.get(0)) : Headings.of(sample.get(0), second);
        }
    }

    private static List<String> firstColumn(List<List<String>> sample) {
        return sample.stream().map(cells -> cells.isEmpty() ? "" : cells.get(0)).toList();
    }

    /** The row behind that one, the first for null; through {@code thead}, {@code tbody} and {@code tfoot}. */
    private static @Nullable Element nextRow(Element table, @Nullable Element row) {
        Element at = row == null ? table.firstElementChild() : row.nextElementSibling();
        Element parent = row == null ? table : row.parent();
        while (true) {
            while (at != null) {
                if (at.normalName().equals("tr")) {
                    return at;
                }
                Element first = parent == table && isSection(at) ? at.firstElementChild() : null;
                if (first != null) {
                    parent = at;
                    at = first;
                } else {
                    at = at.nextElementSibling();
                }
            }
            if (parent == table || parent == null) {
                return null;
            }
            at = parent.nextElementSibling();
            parent = table;
        }
    }

    private static boolean isSection(Element element) {
        String name = element.normalName();
        return name.equals("tbody") || name.equals("thead") || name.equals("tfoot");
    }

    static boolean isCell(Element element) {
        String name = element.normalName();
        return name.equals("td") || name.equals("th");
    }

    /** The cells of a row up to the last that is not empty; none if they are all to be read as text. */
    List<String> row(Element row) {
        given.clear();
        asked = 0;
        rows++;
        List<String> cells = new ArrayList<>();
        int filled = 0;
        boolean texts = false;
        for (Element cell = row.firstElementChild(); cell != null; cell = cell.nextElementSibling()) {
            if (!isCell(cell)) {
                continue;
            }
            spans(cells);
            String text = hasColumns() ? cellText(cell) : null;
            if (text == null) {
                texts = true;
                cells.add("");
            } else {
                given.add(cell);
                filled += text.isEmpty() ? 0 : 1;
                remember(cell, cells.size(), text);
                cells.add(text);
            }
        }
        spans(cells);
        if (texts && filled < 2) {
            // One word beside a text, as an author beside a post: they belong together.
            given.clear();
            return List.of();
        }
        int last = cells.size();
        while (last > 0 && cells.get(last - 1).isEmpty()) {
            last--;
        }
        return cells.subList(0, last);
    }

    /** Puts in the cells of rows above that reach down to here. */
    private void spans(List<String> cells) {
        while (cells.size() < widestSpan && spanRows[cells.size()] > 0) {
            int column = cells.size();
            spanRows[column]--;
            cells.add(spanText[column]);
        }
    }

    private void remember(Element cell, int column, String text) {
        String span = cell.attributesSize() == 0 ? "" : cell.attr("rowspan");
        if (span.isEmpty() || column >= MAX_SPAN_COLUMNS || text.length() > MAX_SPAN_CHARS) {
            return;
        }
        int more = 0;
        for (int i = 0; i < span.length() && i < 4 && span.charAt(i) >= '0' && span.charAt(i) <= '9'; i++) {
            more = more * 10 + span.charAt(i) - '0';
        }
        if (more > 1) {
            if (spanRows.length == 0) {
                spanText = new String[MAX_SPAN_COLUMNS];
                spanRows = new int[MAX_SPAN_COLUMNS];
            }
            spanRows[column] = Math.min(more - 1, MAX_SPAN_ROWS);
            spanText[column] = text;
            widestSpan = Math.max(widestSpan, column + 1);
        }
    }

    /** The text of what is small enough for a cell, in one line; null for anything larger. */
    static @Nullable String cellText(Element cell) {
        if (cell.firstChild() instanceof TextNode only && only.nextSibling() == null) {
            String plain = plain(only.getWholeText());
            if (plain != null) {
                return plain;
            }
        }
        StringBuilder text = new StringBuilder();
        int breaks = 0;
        boolean preformatted = false;
        Node node = cell;
        while (true) {
            Node next = null;
            if (node instanceof TextNode words) {
                String whole = words.getWholeText();
                if (preformatted && whole.strip().indexOf('\n') >= 0) {
                    return null;
                }
                collapse(whole, text);
            } else if (node instanceof Element element && node != cell) {
                String name = element.normalName();
                switch (name) {
                    case "table", "textarea", "template" -> {
                        return null;
                    }
                    case "script", "style" -> {}
                    case "input" -> collapse(" " + MarkupWalker.visibleValue(element) + " ", text);
                    default -> {
                        if (!MarkupWalker.isInline(name)) {
                            space(text);
                            breaks++;
                            preformatted |= name.equals("pre");
                        }
                        next = element.firstChild();
                    }
                }
            } else if (node == cell) {
                next = cell.firstChild();
            }
            if (text.length() > MAX_CELL_CHARS || breaks > MAX_CELL_BREAKS) {
                return null;
            }
            while (next == null) {
                if (node == cell) {
                    return text.toString().strip();
                }
                next = node.nextSibling();
                if (next == null) {
                    node = node.parentNode();
                    if (node == null) {
                        return text.toString().strip();
                    }
                    if (node instanceof Element element && !MarkupWalker.isInline(element.normalName())) {
                        space(text);
                    }
                } else if (MarkupWalker.standApart(node, next)) {
                    space(text);
                }
            }
            node = next;
        }
    }

    /** The text of most cells: one that needs nothing done; null for any other. */
    private static @Nullable String plain(String whole) {
        int length = whole.length();
        if (length > MAX_CELL_CHARS) {
            return null;
        }
        boolean space = true;
        for (int i = 0; i < length; i++) {
            char c = whole.charAt(i);
            if (c < ' ' || c == '\u00A0' || c == ' ' && space) {
                return null;
            }
            space = c == ' ';
        }
        return space && length > 0 ? null : whole;
    }

    private static void space(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    private static void collapse(String words, StringBuilder text) {
        int most = Math.min(words.length(), 4 * MAX_CELL_CHARS);
        for (int i = 0; i < most; i++) {
            char c = words.charAt(i);
            if (c <= ' ' || c == '\u00A0') {
                space(text);
            } else {
                text.append(c);
            }
        }
        if (words.length() > most) {
            // Enough white space to hide in: it counts as text.
            text.setLength(MAX_CELL_CHARS + 1);
        }
    }
}
