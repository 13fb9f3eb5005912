package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.afterleak.document.DocumentSink;

/** Makes passages of what a worker tells of a document. What the worker says is as hostile as the document. */
final class BoxedDocument implements DocumentSink {
    /** A paragraph longer than this is prose, whatever it is; lines are for lists. */
    private static final int LONG_PARAGRAPH = 300;

    private final Passages out;
    private final TableRows rows;
    private boolean empty = true;

    BoxedDocument(Passages out) {
        this.out = out;
        this.rows = new TableRows(out);
    }

    boolean isEmpty() {
        return empty;
    }

    @Override
    public void table(String locator) {
        rows.table(locator);
    }

    @Override
    public void row(int number, List<String> cells) {
        empty = false;
        rows.row(number, cells);
    }

    @Override
    public void lines(String locator, String text) {
        rows.end();
        empty = false;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        PlainText.read(utf8, 0, utf8.length, locator, out);
    }

    @Override
    public void paragraphs(String locator) {
        rows.end();
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
        rows.end();
    }
}
