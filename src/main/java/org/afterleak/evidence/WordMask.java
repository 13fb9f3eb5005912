package org.afterleak.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * Masks text, denying by default: a word is whatever is not white space and not one of a few ASCII punctuation marks;
 * it is shown only if the {@link Vocabulary} has it, in the vocabulary's spelling. What is masked keeps a class of
 * length (short, medium, long), never its length; what holds a digit keeps not even that; a matched span neither.
 */
final class WordMask {
    static final String SHORT = "███";
    static final String MEDIUM = "██████";
    static final String LONG = "█████████";
    static final String NUMBER = "▒▒▒▒";
    static final String MATCHED = "▓▓▓▓▓▓";

    private static final String PUNCTUATION = ".,;:!?()[]{}/\\|@#&%+*=<>\"'-_~$^`";
    private static final int SHORT_MAX = 4;
    private static final int MEDIUM_MAX = 8;
    private static final int LONGEST_REPETITION = 3;

    /** A stretch of a text, in UTF-16 code units, with the labels of the kinds of data that stand there. */
    record Span(int start, int end, List<String> kinds) {}

    private final String text;
    private final int from;
    private final int to;
    private final boolean showVocabulary;
    private final List<Run> runs = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private char lastMark;
    private int repeated;

    private WordMask(String text, int from, int to, boolean showVocabulary) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.showVocabulary = showVocabulary;
    }

    /** The whole of a text without a match. */
    static String mask(String text, boolean showVocabulary) {
        StringBuilder out = new StringBuilder();
        for (Run run : mask(text, 0, text.length(), List.of(), showVocabulary)) {
            out.append(run.text());
        }
        return out.toString();
    }

    /** A column heading; its words may be joined by dashes or underscores: "E-mail" is the vocabulary's "email". */
    static String heading(String text) {
        String letters = text.strip().replace("-", "").replace("_", "");
        String shown = letters.isEmpty() ? "" : Vocabulary.shown(letters);
        return shown.isEmpty() ? mask(text, true) : shown;
    }

    /**
     * A stretch of a text.
     *
     * @param spans what matched, in order, not overlapping; words that a span touches belong to it whole
     * @param showVocabulary false masks every word, as rows of data are
     */
    static List<Run> mask(String text, int from, int to, List<Span> spans, boolean showVocabulary) {
        return new WordMask(text, from, to, showVocabulary).run(spans);
    }

    static boolean isWordCharacter(char c) {
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c) && PUNCTUATION.indexOf(c) < 0;
    }

    private List<Run> run(List<Span> spans) {
        int i = from;
        for (Span span : spans) {
            int start = Math.max(span.start(), i);
            int end = Math.min(span.end(), to);
            if (end <= start) {
                continue;
            }
            words(i, start);
            flush();
            runs.add(new Run(MATCHED, span.kinds()));
            i = end;
        }
        words(i, to);
        flush();
        return List.copyOf(runs);
    }

    private void words(int start, int end) {
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            if (!isWordCharacter(c)) {
                mark(PUNCTUATION.indexOf(c) < 0 ? ' ' : c);
                i++;
                continue;
            }
            int j = i;
            while (j < end && isWordCharacter(text.charAt(j))) {
                j++;
            }
            word(i, j);
            i = j;
        }
    }

    /** Repetitions are cut short: white space to one, punctuation to three. */
    private void mark(char mark) {
        repeated = mark == lastMark ? repeated + 1 : 1;
        lastMark = mark;
        if (repeated <= (mark == ' ' ? 1 : LONGEST_REPETITION)) {
            plain.append(mark);
        }
    }

    private void word(int start, int end) {
        lastMark = 0;
        // A part of a longer word may look like a word of the vocabulary ("and" of "Andrews").
        boolean cut = start > 0 && isWordCharacter(text.charAt(start - 1))
                || end < text.length() && isWordCharacter(text.charAt(end));
        if (text.substring(start, end).codePoints().anyMatch(WordMask::isNumeric)) {
            plain.append(NUMBER);
            return;
        }
        String shown = showVocabulary && !cut ? Vocabulary.shown(text.substring(start, end)) : "";
        if (!shown.isEmpty()) {
            plain.append(shown);
        } else {
            int length = end - start;
            plain.append(length <= SHORT_MAX ? SHORT : length <= MEDIUM_MAX ? MEDIUM : LONG);
        }
    }

    private static boolean isNumeric(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private void flush() {
        if (!plain.isEmpty()) {
            runs.add(new Run(plain.toString(), List.of()));
            plain.setLength(0);
            lastMark = 0;
        }
    }
}
