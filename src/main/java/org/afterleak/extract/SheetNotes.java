package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * What people wrote beside the cells of an xlsx workbook: comments and their answers, text in shapes, diagrams and charts. The parts hold far more
 * of colours and coordinates than of text, so the text alone is taken.
 */
final class SheetNotes {
    private static final Pattern COMMENT =
            Pattern.compile("<(?:\\w+:)?(?:comment|threadedComment)\\b[^>]{0,1000}?\\bref=\"([A-Z]{1,3}[0-9]{1,7})\"");
    private static final Pattern TEXT = Pattern.compile("<(?:\\w+:)?(?:t|text|v)(?:\\s[^>]{0,200})?>([^<]{0,100000})<");
    private static final int MAX_BYTES = 16 << 20;

    private SheetNotes() {}

    /** The texts, each behind the cell that it belongs to where it belongs to one; empty where there is none. */
    static String of(byte[] xml) {
        String part = new String(xml, 0, Math.min(xml.length, MAX_BYTES), StandardCharsets.UTF_8);
        StringBuilder notes = new StringBuilder();
        Matcher comment = COMMENT.matcher(part);
        int from = 0;
        String cell = "";
        while (comment.find()) {
            texts(part, from, comment.start(), cell, notes);
            cell = comment.group(1);
            from = comment.end();
        }
        texts(part, from, part.length(), cell, notes);
        return notes.toString();
    }

    private static void texts(String part, int from, int to, String cell, StringBuilder notes) {
        Matcher text = TEXT.matcher(part).region(from, to);
        StringBuilder words = new StringBuilder();
        while (text.find()) {
            words.append(Parser.unescapeEntities(text.group(1), false));
            words.append(cell.isEmpty() ? "\n" : "");
        }
        String note = words.toString().strip();
        if (!note.isEmpty()) {
            notes.append(cell).append(cell.isEmpty() ? "" : ": ").append(note).append("\n\n");
        }
    }
}
