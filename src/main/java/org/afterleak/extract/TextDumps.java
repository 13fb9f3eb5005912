package org.afterleak.extract;

import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Finds text in markup whose line ends mean something although its element is none for preformatted text. */
final class TextDumps {
    private static final int MIN_LINES = 4;
    private static final int LOOK_LINES = 20;

    private TextDumps() {}

    /** Whether a style keeps the lines, or they look like those of a list. */
    static boolean keepsLines(TextNode node, String text) {
        int first = text.indexOf('\n');
        if (first < 0 || text.length() < 2 * MIN_LINES) {
            return false;
        }
        return node.parent() instanceof Element parent && isStyled(parent) || looksListed(text);
    }

    private static boolean isStyled(Element element) {
        String name = element.normalName();
        if (name.equals("code") || name.equals("samp")) {
            return true;
        }
        return element.attributesSize() > 0
                && element.attr("style")
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", "")
                        .contains("white-space:pre");
    }

    /** Several lines, and most with a number, an address or columns in it. */
    private static boolean looksListed(String text) {
        int lines = 0;
        int listed = 0;
        int from = 0;
        while (from < text.length() && lines < LOOK_LINES) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            int seen = look(text, from, end);
            lines += seen >= 0 ? 1 : 0;
            listed += seen > 0 ? 1 : 0;
            from = end + 1;
        }
        return lines >= MIN_LINES && listed * 10 >= lines * 7;
    }

    /** 1 for a line of a list, 0 for any other, -1 for an empty one. */
    private static int look(String text, int from, int to) {
        int digits = 0;
        boolean blank = true;
        int most = Math.min(to, from + 500);
        for (int i = from; i < most; i++) {
            char c = text.charAt(i);
            if (c == '@' || c == '\t' && !blank || c == '|' || c == ';') {
                return 1;
            }
            digits += c >= '0' && c <= '9' ? 1 : 0;
            blank &= c <= ' ';
        }
        return blank ? -1 : digits >= 6 ? 1 : 0;
    }
}
