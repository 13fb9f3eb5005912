package org.afterleak.extract;

/** Tells prose that was wrapped at a margin from lines that stand by themselves. */
final class Prose {
    private static final int MIN_MARGIN = 40;
    private static final int MAX_MARGIN = 400;

    /** More lines than that are no paragraph, but a list whose lines happen to be of one length. */
    private static final int MAX_LINES = 500;

    private Prose() {}

    /**
     * Whether lines without an empty one between them are one running text: nearly every line is so long that the first
     * word of the next had no room, and many begin in the middle of a sentence.
     */
    static boolean isWrapped(byte[] text, Lines lines, int from, int to) {
        int count = to - from;
        if (count < 2 || count > MAX_LINES) {
            return false;
        }
        int margin = 0;
        for (int line = from; line < to; line++) {
            margin = Math.max(margin, lines.length(line));
        }
        if (margin < MIN_MARGIN || margin > MAX_MARGIN) {
            return false;
        }
        int full = 0;
        int midSentence = 0;
        int withNumbers = 0;
        for (int line = from; line < to; line++) {
            if (line + 1 < to) {
                int wanted = lines.length(line) + 1 + firstWord(text, lines, line + 1);
                full += wanted >= margin - 2 ? 1 : 0;
            }
            if (line > from) {
                midSentence += midSentence(text[lines.starts[line]]) ? 1 : 0;
            }
        }
        int joints = count - 1;
        if (full * 10 < joints * 8 || midSentence * 10 < joints * 3) {
            return false;
        }
        for (int line = from; line < to; line++) {
            withNumbers += hasLongNumber(text, lines.starts[line], lines.ends[line]) ? 1 : 0;
        }
        return withNumbers * 2 <= count;
    }

    /** Lower case, or of a script that the first byte does not tell. */
    static boolean midSentence(byte first) {
        return first >= 'a' && first <= 'z' || first < 0;
    }

    private static int firstWord(byte[] text, Lines lines, int line) {
        int i = lines.starts[line];
        while (i < lines.ends[line] && text[i] != ' ' && text[i] != '\t') {
            i++;
        }
        return i - lines.starts[line];
    }

    /** A number of six digits or more, as lists of people have them. */
    private static boolean hasLongNumber(byte[] text, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits = text[i] >= '0' && text[i] <= '9' ? digits + 1 : 0;
            if (digits == 6) {
                return true;
            }
        }
        return false;
    }
}
