package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;

/**
 * Reads HTML and XML with Jsoup. A document of many elements is parsed piece by piece, so that its tree never takes more
 * memory than a piece's: what a piece cuts apart (a table, preformatted text) is opened again at the start of the next.
 */
final class MarkupReader {
    /** A piece has at most so many tags, */
    private static final int PIECE_TAGS = 400_000;

    /** and so many bytes. */
    private static final int PIECE_BYTES = 16 << 20;

    /** How far back a good place to cut is looked for. */
    private static final int CUT_REACH = 1 << 20;

    /** Elements whose text loses its meaning when it is read outside of them. */
    private static final String[] REOPENED = {"pre", "textarea", "script", "style", "table", "title"};

    private final Passages out;
    private final boolean xml;
    private final int pieceTags;
    private final MarkupWalker walker;

    MarkupReader(Passages out, String address, boolean xml) {
        this(out, address, xml, PIECE_TAGS);
    }

    MarkupReader(Passages out, String address, boolean xml, int pieceTags) {
        this.out = out;
        this.xml = xml;
        this.pieceTags = pieceTags;
        this.walker = new MarkupWalker(out, address, xml);
    }

    /** Reads valid UTF-8. */
    void read(byte[] text) {
        int from = 0;
        String reopen = !xml && startsWithRow(text) ? "table" : "";
        while (from < text.length && !out.full()) {
            int to = cut(text, from);
            String piece = new String(text, from, to - from, StandardCharsets.UTF_8);
            walker.piece(
                    parse(reopen.isEmpty() ? piece : "<" + reopen + ">" + piece), from > 0 && reopen.equals("table"));
            reopen = to < text.length ? openAtEnd(text, from, to, reopen) : "";
            from = to;
        }
        walker.end();
    }

    /** Whether it is a piece of a table, as servers send them to scripts; a parser passes over such tags. */
    private static boolean startsWithRow(byte[] text) {
        int i = 0;
        while (i < text.length && text[i] >= 0 && text[i] <= ' ') {
            i++;
        }
        String start =
                new String(text, i, Math.min(7, text.length - i), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return start.matches("(?s)<(tr|td|th|tbody|thead)[\\s>].*");
    }

    private Node parse(String piece) {
        Parser parser = xml ? Parser.xmlParser() : Parser.htmlParser();
        parser.setMaxDepth(out.limits().maxDepth());
        return parser.parseInput(piece, "");
    }

    /** Where the piece ends that begins there: at a row, else at a tag, else anywhere between two characters. */
    private int cut(byte[] text, int from) {
        int most = (int) Math.min(text.length, (long) from + PIECE_BYTES);
        int tags = 0;
        int to = from;
        while (to < most && tags < pieceTags) {
            tags += text[to++] == '<' ? 1 : 0;
        }
        if (to == text.length) {
            return to;
        }
        int nearest = Math.max(from + 1, to - CUT_REACH);
        int tag = -1;
        for (int i = to - 1; i >= nearest; i--) {
            if (text[i] == '<') {
                if (i + 2 < to && (text[i + 1] | 0x20) == 't' && (text[i + 2] | 0x20) == 'r') {
                    return i;
                }
                tag = tag < 0 ? i : tag;
            }
        }
        if (tag > 0) {
            return tag;
        }
        while (to > nearest && (text[to] & 0xC0) == 0x80) {
            to--;
        }
        return to;
    }

    /** The element whose text goes on in the next piece, empty where there is none: looked for from the end. */
    private static String openAtEnd(byte[] text, int from, int to, String reopened) {
        int closed = 0;
        for (int i = to - 1; i >= from; i--) {
            if (text[i] != '<') {
                continue;
            }
            boolean end = i + 1 < to && text[i + 1] == '/';
            int which = reopenedAt(text, i + (end ? 2 : 1), to);
            if (which < 0) {
                continue;
            }
            if (end) {
                closed |= 1 << which;
            } else if ((closed & 1 << which) == 0) {
                return REOPENED[which];
            }
        }
        for (int which = 0; which < REOPENED.length; which++) {
            if (REOPENED[which].equals(reopened) && (closed & 1 << which) == 0) {
                return reopened;
            }
        }
        return "";
    }

    private static int reopenedAt(byte[] text, int at, int to) {
        int second = at + 1 < to ? text[at + 1] | 0x20 : 0;
        if (second != 'r' && second != 'e' && second != 'c' && second != 't' && second != 'a' && second != 'i') {
            // Rows and cells, above all.
            return -1;
        }
        int first = text[at] | 0x20;
        if (first != 'p' && first != 't' && first != 's' || second == 'r' && first == 't') {
            return -1;
        }
        for (int which = 0; which < REOPENED.length; which++) {
            String name = REOPENED[which];
            int k = 0;
            while (k < name.length() && at + k < to && (text[at + k] | 0x20) == name.charAt(k)) {
                k++;
            }
            if (k == name.length()) {
                return which;
            }
        }
        return -1;
    }
}
