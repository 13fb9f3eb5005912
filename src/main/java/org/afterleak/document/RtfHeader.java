package org.afterleak.document;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Marks where an RTF document's header ends (RTF 1.9.1, "Contents of an RTF File"). The parser takes all for the header, and
 * drops it, up to the first paragraph mark or reset; a document that begins with a row of a table, or has no paragraph mark,
 * would lose that text.
 */
final class RtfHeader {
    /** Groups that belong to the header. */
    private static final Set<String> HEADER_GROUPS = Set.of(
            "fonttbl",
            "colortbl",
            "stylesheet",
            "info",
            "generator",
            "filetbl",
            "listtable",
            "listoverridetable",
            "revtbl",
            "rsidtbl",
            "latentstyles",
            "themedata",
            "colorschememapping",
            "datastore",
            "xmlnstbl",
            "mmathPr",
            "pgptbl",
            "upr",
            "docvar");

    private static final Set<String> BODY_WORDS = Set.of("trowd", "intbl", "par", "pard", "plain", "sectd", "cell");

    private RtfHeader() {}

    /** The document with a reset of the paragraph where its text begins; itself where no such place is found. */
    static byte[] marked(byte[] rtf) {
        int at = bodyStart(rtf);
        if (at < 0) {
            return rtf;
        }
        byte[] mark = "\\pard ".getBytes(StandardCharsets.US_ASCII);
        byte[] marked = new byte[rtf.length + mark.length];
        System.arraycopy(rtf, 0, marked, 0, at);
        System.arraycopy(mark, 0, marked, at, mark.length);
        System.arraycopy(rtf, at, marked, at + mark.length, rtf.length - at);
        return marked;
    }

    private static int bodyStart(byte[] rtf) {
        int i = rtf.length > 1 && rtf[0] == '{' ? 1 : rtf.length;
        while (i < rtf.length) {
            switch (rtf[i]) {
                case '{' -> {
                    String word = word(rtf, i + 1);
                    if (!word.equals("*") && !HEADER_GROUPS.contains(word)) {
                        return i;
                    }
                    i = groupEnd(rtf, i);
                }
                case '\\' -> {
                    String word = word(rtf, i);
                    if (word.isEmpty() || BODY_WORDS.contains(word)) {
                        return i;
                    }
                    i = wordEnd(rtf, i + 1);
                }
                case '}' -> {
                    return -1;
                }
                case '\r', '\n', 0 -> i++;
                default -> {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Name of the control word that begins there; "*" for an ignorable group; empty for none. */
    private static String word(byte[] rtf, int from) {
        int at = from;
        while (at < rtf.length && (rtf[at] == '\r' || rtf[at] == '\n')) {
            at++;
        }
        if (at + 1 >= rtf.length || rtf[at] != '\\') {
            return "";
        }
        if (rtf[at + 1] == '*') {
            return "*";
        }
        int end = at + 1;
        while (end < rtf.length && Character.isLetter(rtf[end] & 0x7F) && rtf[end] > 0 && end - at < 33) {
            end++;
        }
        return new String(rtf, at + 1, end - at - 1, StandardCharsets.ISO_8859_1);
    }

    private static int wordEnd(byte[] rtf, int from) {
        int at = from;
        while (at < rtf.length && (rtf[at] >= 'a' && rtf[at] <= 'z' || rtf[at] >= 'A' && rtf[at] <= 'Z')) {
            at++;
        }
        while (at < rtf.length && (rtf[at] == '-' || rtf[at] >= '0' && rtf[at] <= '9')) {
            at++;
        }
        return at < rtf.length && rtf[at] == ' ' ? at + 1 : at;
    }

    private static int groupEnd(byte[] rtf, int from) {
        int depth = 0;
        for (int at = from; at < rtf.length; at++) {
            if (rtf[at] == '\\') {
                at++;
            } else if (rtf[at] == '{') {
                depth++;
            } else if (rtf[at] == '}' && --depth == 0) {
                return at + 1;
            }
        }
        return rtf.length;
    }
}
