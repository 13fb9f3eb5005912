package org.afterleak.match;

import org.afterleak.identifier.HanNames;

/**
 * Names in scripts that put no space between words: each place where a surname may begin, and both parts may be of a listed
 * name, is read as a name.
 */
final class Ideographs {
    private Ideographs() {}

    /** Appends a stream for each name that a stretch of a passage may hold. */
    static void append(byte[] text, int from, int to, int passage, Tokens tokens, Readings.NameParts names) {
        int at = from;
        while (at < to) {
            if (text[at] >= 0) {
                at++;
                continue;
            }
            int end = at;
            while (end < to && text[end] < 0) {
                end++;
            }
            MappedText run = MappedText.of(text, at, end);
            String whole = run.substring(0, run.length());
            for (HanNames.Span split : HanNames.split(whole)) {
                if (!names.mayHave(whole.substring(split.start(), split.middle()))
                        || !names.mayHave(whole.substring(split.middle(), split.end()))) {
                    continue;
                }
                MappedText name = new MappedText(8);
                for (int i = split.start(); i < split.middle(); i++) {
                    name.move(run, i);
                }
                name.put(" ", run, split.middle() - 1, split.middle());
                for (int i = split.middle(); i < split.end(); i++) {
                    name.move(run, i);
                }
                Readings.emit(name, 0, name.length(), passage, tokens);
            }
            at = end;
        }
    }
}
