package org.afterleak.match;

import org.afterleak.identifier.IdNumbers;
import org.afterleak.identifier.Phones;
import org.afterleak.watchlist.Feature;

/**
 * Runs of tokens that may be one ID number or one telephone number: a token with digits, or several of them with small
 * gaps between (A 205-123-456, 205.123.456, (202) 555-0143, 2 0 5 1 2 3 4 5 6), a short word of letters before them
 * included; digits written as words; letters that a scanner reads for digits. Every reading is proposed; the filter
 * decides.
 */
final class NumberCandidates {
    /** Characters of a word before a number that may be a part of it. */
    static final int MOST_PREFIX = 3;

    private static final int MOST_GROUPS = 6;

    /** Groups of a number whose groups are single digits. */
    private static final int MOST_SINGLES = 20;

    /** Letters that are read for digits, or drawn for them, and the digits: some letters stand for two. */
    private static final String LETTERS = "oqdilzsbgt";

    private static final String DIGITS = "0001125867";

    /** What letters that stand for two digits stand for besides. */
    private static final String AMBIGUOUS = "bgq";

    private static final String OTHERWISE = "699";

    /** Ambiguous letters of one number of which every reading is tried. */
    private static final int MOST_AMBIGUOUS = 4;

    /** Letters of a misread number that are its own, those before it not counted. */
    private static final int MOST_OWN_LETTERS = 2;

    /** Takes one proposal: its canonical form, which is only lent, its span in tokens, its shape. */
    interface Sink {
        void propose(Feature.Type type, CharSequence canonical, int firstToken, int lastToken, boolean marked);
    }

    /** The digit that a word stands for, -1 for none. */
    interface DigitWords {
        int digit(int token);
    }

    private final DigitWords digitWords;
    private final StringBuilder run = new StringBuilder();
    private final StringBuilder misread = new StringBuilder();
    private final StringBuilder canonical = new StringBuilder();

    NumberCandidates(DigitWords digitWords) {
        this.digitWords = digitWords;
    }

    /** Proposes all readings that start at that token. */
    void propose(Tokens tokens, int first, Sink sink) {
        boolean prefix = isPrefix(tokens, first);
        if (!prefix && digitsIn(tokens, first) == 0 || !isLongEnough(tokens, first)) {
            return;
        }
        run.setLength(0);
        boolean digitsOnly = true;
        boolean singles = true;
        int digits = 0;
        for (int last = first; last < tokens.count && last < first + (singles ? MOST_SINGLES : MOST_GROUPS); last++) {
            int here = digitsIn(tokens, last);
            if (last > first && (!tokens.follows(last) || tokens.gaps[last] > Tokens.GAP_PHRASE || here == 0)) {
                return;
            }
            if (run.length() + tokens.size(last) > IdNumbers.MAX_CHARS) {
                return;
            }
            int size = append(tokens, last);
            if (size < 0) {
                return;
            }
            digits += here;
            digitsOnly &= here == size;
            singles &= size == 1 || prefix && last == first;
            if (digits >= IdNumbers.MIN_DIGITS) {
                proposeRun(tokens, first, last, digits, digitsOnly, sink);
            }
        }
    }

    /** Whether the run that begins there has digits enough for a number: most that is said in figures is short. */
    private boolean isLongEnough(Tokens tokens, int first) {
        int digits = digitsIn(tokens, first);
        for (int i = first + 1; i < tokens.count && i < first + MOST_SINGLES && digits < IdNumbers.MIN_DIGITS; i++) {
            int here = digitsIn(tokens, i);
            if (here == 0 || !tokens.follows(i) || tokens.gaps[i] > Tokens.GAP_PHRASE) {
                return false;
            }
            digits += here;
        }
        return digits >= IdNumbers.MIN_DIGITS;
    }

    /** Appends a token in upper case; its characters, -1 for what stands in no number. */
    private int append(Tokens tokens, int token) {
        if (!tokens.hasDigit(token)) {
            int digit = digitWords.digit(token);
            if (digit >= 0) {
                run.append((char) ('0' + digit));
                return 1;
            }
        }
        for (int i = tokens.foldedFrom[token]; i < tokens.foldedTo[token]; i++) {
            int c = tokens.folded[i];
            if (c < 0) {
                return -1;
            }
            run.append((char) (c >= '0' && c <= '9' ? c : c - 0x20));
        }
        return tokens.size(token);
    }

    private void proposeRun(Tokens tokens, int first, int last, int digits, boolean digitsOnly, Sink sink) {
        boolean marked = isMarked(tokens, first) || !digitsOnly;
        proposeId(run, first, last, marked, sink);
        if (digitsOnly && digits >= Phones.MIN_DIGITS) {
            canonical.setLength(0);
            if (Phones.appendDigits(run, canonical)) {
                sink.propose(Feature.Type.PHONE, canonical, first, last, marked);
            }
        }
        if (!digitsOnly && digits * 2 >= run.length() && mayBeMisread(run)) {
            int ambiguous = 0;
            for (int i = 0; i < run.length(); i++) {
                ambiguous += AMBIGUOUS.indexOf(run.charAt(i) | 0x20) >= 0 ? 1 : 0;
            }
            for (int reading = 0; reading < 1 << Math.min(ambiguous, MOST_AMBIGUOUS); reading++) {
                proposeMisread(reading, first, last, sink);
            }
        }
    }

    /**
     * Whether there are letters, and nearly all behind the first ones may be digits that were read for them: a checksum has
     * others, and is no number whatever of it was misread.
     */
    private static boolean mayBeMisread(StringBuilder run) {
        int others = 0;
        int letters = 0;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (c > '9') {
                letters++;
                others += i >= MOST_PREFIX && LETTERS.indexOf(c | 0x20) < 0 ? 1 : 0;
            }
        }
        return letters > 0 && others <= MOST_OWN_LETTERS;
    }

    /** Proposes the number as it was before letters were read for digits, in one of the readings of ambiguous letters. */
    private void proposeMisread(int reading, int first, int last, Sink sink) {
        misread.setLength(0);
        int ambiguous = 0;
        for (int i = 0; i < run.length(); i++) {
            int c = run.charAt(i) | 0x20;
            int other = AMBIGUOUS.indexOf(c);
            boolean otherwise = other >= 0 && (reading >> ambiguous & 1) != 0;
            ambiguous += other >= 0 && ambiguous < MOST_AMBIGUOUS ? 1 : 0;
            int letter = LETTERS.indexOf(c);
            misread.append(otherwise ? OTHERWISE.charAt(other) : letter < 0 ? run.charAt(i) : DIGITS.charAt(letter));
        }
        if (misread.compareTo(run) != 0) {
            proposeId(misread, first, last, true, sink);
        }
    }

    private void proposeId(StringBuilder plain, int first, int last, boolean marked, Sink sink) {
        canonical.setLength(0);
        if (IdNumbers.appendPlain(plain, canonical)) {
            sink.propose(Feature.Type.ID, canonical, first, last, marked);
        }
    }

    /** Digits of a token, digits written as a word counted as one. */
    private int digitsIn(Tokens tokens, int token) {
        if (!tokens.hasDigit(token)) {
            return digitWords.digit(token) >= 0 ? 1 : 0;
        }
        if (tokens.isDigits(token)) {
            return tokens.size(token);
        }
        int digits = 0;
        for (int i = tokens.foldedFrom[token]; i < tokens.foldedTo[token]; i++) {
            digits += tokens.folded[i] >= '0' && tokens.folded[i] <= '9' ? 1 : 0;
        }
        return digits;
    }

    /** One to three letters right before a number may be a part of it. */
    private boolean isPrefix(Tokens tokens, int token) {
        return tokens.isWord(token)
                && tokens.size(token) <= MOST_PREFIX
                && token + 1 < tokens.count
                && tokens.follows(token + 1)
                && digitsIn(tokens, token + 1) > 0
                && tokens.gaps[token + 1] <= Tokens.GAP_PHRASE;
    }

    /** Whether the word before the number says that it is an identifier: A, No, ID, number and their kin. */
    private static boolean isMarked(Tokens tokens, int first) {
        int before = first - 1;
        if (before < 0 || !tokens.follows(first) || tokens.hasDigit(before) || tokens.gaps[first] > Tokens.GAP_PHRASE) {
            return false;
        }
        return switch (tokens.text(before)) {
            case "a",
                    "id",
                    "no",
                    "nr",
                    "num",
                    "number",
                    "numero",
                    "alien",
                    "anumber",
                    "nº",
                    "document",
                    "dni",
                    "passport" -> true;
            default -> false;
        };
    }
}
