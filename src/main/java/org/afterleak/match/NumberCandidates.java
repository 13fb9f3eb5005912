package org.afterleak.match;

import java.util.Optional;
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

    /** Takes one proposal: the item of its fast tag, its span in tokens, its shape. */
    interface Sink {
        void propose(Feature.Type type, String canonical, int firstToken, int lastToken, boolean marked);
    }

    /** The digit that a word stands for, -1 for none. */
    interface DigitWords {
        int digit(int token);
    }

    private final DigitWords digitWords;
    private final StringBuilder run = new StringBuilder();
    private final StringBuilder misread = new StringBuilder();

    NumberCandidates(DigitWords digitWords) {
        this.digitWords = digitWords;
    }

    /** Proposes all readings that start at that token. */
    void propose(Tokens tokens, int first, Sink sink) {
        boolean prefix = isPrefix(tokens, first);
        if (!prefix && digitsIn(tokens, first) == 0) {
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
        Optional<String> id = IdNumbers.ofPlain(run);
        if (id.isPresent()) {
            sink.propose(Feature.Type.ID, id.get(), first, last, marked);
        }
        if (digitsOnly && digits >= Phones.MIN_DIGITS) {
            Optional<String> phone = Phones.ofDigits(run);
            if (phone.isPresent()) {
                sink.propose(Feature.Type.PHONE, phone.get(), first, last, marked);
            }
        }
        if (!digitsOnly && digits * 2 >= run.length()) {
            int ambiguous = 0;
            for (int i = 0; i < run.length(); i++) {
                ambiguous += AMBIGUOUS.indexOf(run.charAt(i) | 0x20) >= 0 ? 1 : 0;
            }
            for (int reading = 0; reading < 1 << Math.min(ambiguous, MOST_AMBIGUOUS); reading++) {
                proposeMisread(reading, first, last, sink);
            }
        }
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
            IdNumbers.ofPlain(misread).ifPresent(v -> sink.propose(Feature.Type.ID, v, first, last, true));
        }
    }

    /** Digits of a token, digits written as a word counted as one. */
    private int digitsIn(Tokens tokens, int token) {
        if (!tokens.hasDigit(token)) {
            return digitWords.digit(token) >= 0 ? 1 : 0;
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
                && tokens.size(token) <= 3
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
