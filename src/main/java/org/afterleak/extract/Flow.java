package org.afterleak.extract;

/**
 * Text out of markup as it would stand on a screen: white space collapsed, line breaks where blocks end. Empty lines
 * separate what does not belong together.
 */
final class Flow {
    private final Utf8Text text = new Utf8Text(1024);
    private boolean spaceWaits;
    private int breaks;

    /** Appends text with its white space collapsed to single spaces. */
    void append(String words) {
        int from = -1;
        int length = words.length();
        for (int i = 0; i < length; i++) {
            char c = words.charAt(i);
            boolean white = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00A0';
            if (white && from >= 0) {
                put(words, from, i);
                from = -1;
                spaceWaits = true;
            } else if (white) {
                spaceWaits = true;
            } else if (from < 0) {
                from = i;
            }
        }
        if (from >= 0) {
            put(words, from, length);
        }
    }

    private void put(String words, int from, int to) {
        if (breaks > 0) {
            if (!text.isEmpty()) {
                text.append((byte) '\n');
                if (breaks > 1) {
                    text.append((byte) '\n');
                }
            }
        } else if (spaceWaits && !text.isEmpty()) {
            text.append((byte) ' ');
        }
        breaks = 0;
        spaceWaits = false;
        text.append(words, from, to);
    }

    /** Appends text with its line ends and spaces kept. */
    void appendLines(String lines) {
        int from = 0;
        for (int i = 0; i <= lines.length(); i++) {
            if (i == lines.length() || lines.charAt(i) == '\n') {
                if (i > from) {
                    put(lines, from, i);
                }
                if (i < lines.length()) {
                    if (breaks > 0 || from == i) {
                        breaks = 2;
                    } else {
                        lineBreak();
                    }
                }
                from = i + 1;
            }
        }
    }

    void space() {
        spaceWaits = true;
    }

    void lineBreak() {
        breaks = Math.max(breaks, 1);
    }

    /** What follows stands apart. */
    void gap() {
        breaks = 2;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    Utf8Text text() {
        return text;
    }

    void clear() {
        text.clear();
        breaks = 0;
        spaceWaits = false;
    }
}
