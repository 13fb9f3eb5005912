package org.afterleak.document;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * The text of one page: lines from top to bottom, words that stand far apart on a line with three spaces between them, so
 * that a table's columns can be seen. A page set in columns of prose is read in the order in which it was written instead:
 * line by line across its columns it would make no sense.
 */
final class PdfPageText extends PDFTextStripper {
    /** A gap wider than so many of the font's spaces parts two columns. */
    private static final float WIDE = 2.2f;

    private static final String GAP = "   ";

    /** Words between two gaps, on average, from which on it is prose. */
    private static final double PROSE_WORDS = 4.5;

    private boolean lineBegins = true;
    private float lineEnd;
    private float spaceWidth;
    private int wordsInGapped;
    private int segmentsInGapped;
    private int gapsInLine;
    private int wordsInLine;

    PdfPageText() throws IOException {
        setLineSeparator("\n");
        setWordSeparator("");
        setParagraphEnd("");
        setPageEnd("\n");
        setAddMoreFormatting(false);
        setSuppressDuplicateOverlappingText(true);
    }

    /** The text of a page, numbered from 1. */
    String of(PDDocument document, int page) throws IOException {
        setStartPage(page);
        setEndPage(page);
        String sorted = text(document, true);
        boolean prose = segmentsInGapped > 0 && wordsInGapped / (double) segmentsInGapped > PROSE_WORDS;
        return prose ? text(document, false) : sorted;
    }

    private String text(PDDocument document, boolean byPosition) throws IOException {
        setSortByPosition(byPosition);
        wordsInGapped = 0;
        segmentsInGapped = 0;
        begin();
        return getText(document);
    }

    private void begin() {
        if (gapsInLine > 0) {
            wordsInGapped += wordsInLine;
            segmentsInGapped += gapsInLine + 1;
        }
        gapsInLine = 0;
        wordsInLine = 0;
        lineBegins = true;
    }

    @Override
    protected void writeLineSeparator() throws IOException {
        super.writeLineSeparator();
        begin();
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) throws IOException {
        if (positions.isEmpty()) {
            super.writeString(text, positions);
            return;
        }
        TextPosition first = positions.get(0);
        if (!lineBegins) {
            float gap = first.getXDirAdj() - lineEnd;
            float space = spaceWidth > 0 ? spaceWidth : first.getWidthOfSpace();
            boolean wide = space > 0 && gap > WIDE * space;
            super.writeString(wide ? GAP : " ");
            gapsInLine += wide ? 1 : 0;
        }
        super.writeString(text, positions);
        wordsInLine++;
        TextPosition last = positions.get(positions.size() - 1);
        lineEnd = last.getXDirAdj() + last.getWidthDirAdj();
        spaceWidth = last.getWidthOfSpace();
        lineBegins = false;
    }
}
