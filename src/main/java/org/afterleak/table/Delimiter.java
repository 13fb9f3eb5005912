package org.afterleak.table;

import java.util.Arrays;

/** Which character separates the cells of a text: the one that gives most lines the same number of them. */
final class Delimiter {
    /** Stands for "one column": a character that is in no text (the unit separator). */
    static final char NONE = '\u001F';

    /** In order of preference: what is rarer in ordinary text first. */
    private static final char[] CANDIDATES = {'\t', ';', '|', ','};

    private static final int MAX_LINES = 500;

    private Delimiter() {}

    /** The delimiter that a head of some lines shows, {@link #NONE} if none does. */
    static char of(CharSequence head) {
        String sep = explicit(head);
        if (!sep.isEmpty()) {
            return sep.charAt(0);
        }
        int[][] counts = new int[CANDIDATES.length][MAX_LINES];
        int[] line = new int[CANDIDATES.length];
        int lines = 0;
        int commas = 0;
        int commasBeforeSpace = 0;
        boolean quoted = false;
        boolean cellStart = true;
        boolean blank = true;
        for (int i = 0; i <= head.length() && lines < MAX_LINES; i++) {
            char c = i < head.length() ? head.charAt(i) : '\n';
            if (quoted) {
                if (c == '"' && i + 1 < head.length() && head.charAt(i + 1) == '"') {
                    i++;
                } else {
                    quoted = i < head.length() && (c != '"' || !closes(head, i + 1));
                }
                continue;
            }
            if (c == '\n' || c == '\r') {
                // The last line of a head may be cut: it counts only if it is the only one.
                if (!blank && (i < head.length() || lines == 0)) {
                    for (int k = 0; k < line.length; k++) {
                        counts[k][lines] = line[k];
                    }
                    lines++;
                }
                line = new int[CANDIDATES.length];
                cellStart = true;
                blank = true;
                continue;
            }
            if (c == '"' && cellStart) {
                quoted = true;
                blank = false;
                continue;
            }
            int k = candidate(c);
            if (k >= 0) {
                line[k]++;
            }
            if (c == ',') {
                commas++;
                commasBeforeSpace += i + 1 < head.length() && head.charAt(i + 1) == ' ' ? 1 : 0;
            }
            blank &= Character.isWhitespace(c) && k < 0;
            cellStart = k >= 0 || (cellStart && c == ' ');
        }
        return best(counts, lines, commasBeforeSpace > commas * 0.95);
    }

    /** The delimiter of a first line {@code sep=;}, which Excel writes and hides; empty without one. */
    static String explicit(CharSequence head) {
        boolean has = head.length() > 4
                && head.charAt(3) == '='
                && (head.charAt(0) | 32) == 's'
                && (head.charAt(1) | 32) == 'e'
                && (head.charAt(2) | 32) == 'p'
                && (head.charAt(4) > 31 || head.charAt(4) == '\t')
                && head.charAt(4) != '"'
                && (head.length() == 5 || head.charAt(5) == '\n' || head.charAt(5) == '\r');
        return has ? head.subSequence(4, 5).toString() : "";
    }

    private static char best(int[][] counts, int lines, boolean commasInProse) {
        char best = NONE;
        double bestShare = 0;
        int bestColumns = 0;
        for (int k = 0; k < CANDIDATES.length; k++) {
            int mode = mode(counts[k], lines);
            if (mode == 0 || (CANDIDATES[k] == ',' && commasInProse && counts[k][0] == 0)) {
                continue;
            }
            int same = 0;
            for (int i = 0; i < lines; i++) {
                same += counts[k][i] == mode ? 1 : 0;
            }
            double share = (double) same / lines;
            if (share > bestShare || (share == bestShare && mode > bestColumns + 1)) {
                best = CANDIDATES[k];
                bestShare = share;
                bestColumns = mode;
            }
        }
        return best;
    }

    /** The commonest count above 0 if a third of the lines has it, the larger of two; else 0. */
    private static int mode(int[] counts, int lines) {
        int[] sorted = Arrays.copyOf(counts, lines);
        Arrays.sort(sorted);
        int mode = 0;
        int times = 0;
        for (int i = 0; i < lines; ) {
            int j = i;
            while (j < lines && sorted[j] == sorted[i]) {
                j++;
            }
            if (sorted[i] > 0 && j - i >= times) {
                mode = sorted[i];
                times = j - i;
            }
            i = j;
        }
        return times * 3 >= lines ? mode : 0;
    }

    private static int candidate(char c) {
        for (int k = 0; k < CANDIDATES.length; k++) {
            if (CANDIDATES[k] == c) {
                return k;
            }
        }
        return -1;
    }

    private static boolean closes(CharSequence head, int next) {
        return next >= head.length()
                || head.charAt(next) == '\n'
                || head.charAt(next) == '\r'
                || candidate(head.charAt(next)) >= 0;
    }
}
