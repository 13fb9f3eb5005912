package org.afterleak.match;

import java.util.Optional;
import org.afterleak.extract.Document;
import org.afterleak.identifier.IdNumbers;
import org.afterleak.identifier.Phones;
import org.afterleak.watchlist.Feature;

/**
 * Runs of tokens that may be one ID number or one telephone number: a token with digits, or up to six of them with single
 * separators between (A 205-123-456, 205.123.456, (202) 555-0143), a short word of letters before them included. Every
 * reading is proposed; the filter decides.
 */
final class NumberCandidates {
    private static final int MOST_GROUPS = 6;
    private static final int MOST_GAP = 2;

    /** Takes one proposal: the item of its fast tag, its span in tokens, its shape. */
    interface Sink {
        void propose(Feature.Type type, String canonical, int firstToken, int lastToken, boolean marked);
    }

    private final StringBuilder run = new StringBuilder();

    /** Proposes all readings that start at that token. */
    void propose(Document document, Tokens tokens, int first, boolean phones, Sink sink) {
        byte[] text = document.text();
        boolean prefix = isPrefix(tokens, first);
        if (!prefix && !tokens.hasDigit(first)) {
            return;
        }
        run.setLength(0);
        boolean digitsOnly = true;
        int digits = 0;
        for (int last = first; last < tokens.count && last < first + MOST_GROUPS; last++) {
            if (last > first) {
                if (tokens.passages[last] != tokens.passages[first]
                        || !joins(text, tokens.ends[last - 1], tokens.starts[last])
                        || !tokens.hasDigit(last)) {
                    return;
                }
            }
            int size = tokens.size(last);
            if (run.length() + size > IdNumbers.MAX_CHARS) {
                return;
            }
            for (int i = tokens.foldedFrom[last]; i < tokens.foldedTo[last]; i++) {
                int c = tokens.folded[i];
                if (c < 0) {
                    return;
                }
                boolean digit = c >= '0' && c <= '9';
                digits += digit ? 1 : 0;
                digitsOnly &= digit;
                run.append((char) (digit ? c : c - 0x20));
            }
            if (digits >= IdNumbers.MIN_DIGITS) {
                boolean marked = isMarked(text, tokens, first) || !digitsOnly;
                Optional<String> id = IdNumbers.ofPlain(run);
                if (id.isPresent()) {
                    sink.propose(Feature.Type.ID, id.get(), first, last, marked);
                }
                if (phones && digitsOnly && digits >= Phones.MIN_DIGITS) {
                    Optional<String> phone = Phones.ofDigits(run);
                    if (phone.isPresent()) {
                        sink.propose(Feature.Type.PHONE, phone.get(), first, last, marked);
                    }
                }
            }
        }
    }

    /** One to three letters right before a number may be a part of it. */
    private static boolean isPrefix(Tokens tokens, int token) {
        return tokens.isWord(token)
                && tokens.size(token) <= 3
                && token + 1 < tokens.count
                && tokens.hasDigit(token + 1)
                && tokens.starts[token + 1] - tokens.ends[token] <= MOST_GAP;
    }

    /** Whether the bytes between two groups are one or two separators of numbers. */
    private static boolean joins(byte[] text, int from, int to) {
        if (to - from > MOST_GAP || to < from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            switch (text[i]) {
                case ' ', '-', '.', '/', '(', ')', '#', '+' -> {}
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the word before the number says that it is an identifier: A, No, ID, number and their kin. */
    private static boolean isMarked(byte[] text, Tokens tokens, int first) {
        int before = first - 1;
        if (before < 0 || tokens.passages[before] != tokens.passages[first] || tokens.hasDigit(before)) {
            return false;
        }
        int gap = tokens.starts[first] - tokens.ends[before];
        if (gap > 4) {
            return false;
        }
        for (int i = tokens.ends[before]; i < tokens.starts[first]; i++) {
            if (text[i] == '\t') {
                return false;
            }
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
