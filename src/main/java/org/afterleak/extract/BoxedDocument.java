package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.afterleak.document.DocumentSink;

/** Makes passages of what a worker tells of a document. What the worker says is as hostile as the document. */
final class BoxedDocument implements DocumentSink {
    /** A paragraph longer than this is prose, whatever it is; lines are for lists. */
    private static final int LONG_PARAGRAPH = 300;

    private final Passages out;
    private final Utf8Text row = new Utf8Text(256);
    private String table = "";
    private List<String> first = List.of();
    private int firstNumber;
    private boolean begun = true;
    private boolean empty = true;

    BoxedDocument(Passages out) {
        this.out = out;
    }

    boolean isEmpty() {
        return empty;
    }

    @Override
    public void table(String locator) {
        begin(List.of());
        table = locator;
        first = List.of();
        begun = false;
    }

    /** The first row waits for the second: together they tell whether it holds headings. */
    @Override
    public void row(int number, List<String> cells) {
        empty = false;
        if (!begun && first.isEmpty()) {
            first = cells;
            firstNumber = number;
            return;
        }
        begin(cells);
        add(number, cells);
    }

    private void begin(List<String> second) {
        if (!begun && !first.isEmpty()) {
            begun = true;
            out.block(table, "row", Headings.of(first, second));
            add(firstNumber, first);
        }
    }

    private void add(int number, List<String> cells) {
        row.clear();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                row.append((byte) '\t');
            }
            row.append(cells.get(i).replace('\t', ' '));
        }
        out.add(PassageKind.ROW, number, row);
    }

    @Override
    public void lines(String locator, String text) {
        begin(List.of());
        empty = false;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        PlainText.read(utf8, 0, utf8.length, locator, out);
    }

    @Override
    public void paragraphs(String locator) {
        begin(List.of());
        out.block(locator, "paragraph");
    }

    @Override
    public void paragraph(int number, String text) {
        empty = false;
        boolean prose = text.length() > LONG_PARAGRAPH || text.indexOf('\n') >= 0;
        out.add(prose ? PassageKind.PARAGRAPH : PassageKind.LINE, number, text);
    }

    @Override
    public void part(String name, String contentType, byte[] content) {
        empty = false;
        out.parts().later(name, content, contentType);
    }

    @Override
    public void problem(String sentence) {
        out.problem(sentence);
    }

    @Override
    public boolean full() {
        return out.full();
    }

    void end() {
        begin(List.of());
    }
}
