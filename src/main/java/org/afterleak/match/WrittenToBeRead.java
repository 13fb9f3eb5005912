package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.extract.Document;
import org.afterleak.identifier.Emails;
import org.afterleak.identifier.IdNumbers;
import org.afterleak.identifier.MachineReadableZone;
import org.afterleak.identifier.Phones;
import org.afterleak.watchlist.Feature;

/**
 * Numbers and addresses that are no runs of digits and no words around an at sign: e-mail addresses written for people
 * ({@code jane [at] example [dot] org}), the machine-readable zones of passports and cards, telephone numbers after a plus
 * whose national number is short. A glance at the bytes decides where to read; most texts have none of them. Stateless.
 */
final class WrittenToBeRead {
    /** Bytes around what stands for an at sign that are read. */
    private static final int ADDRESS_REACH = 320;

    /** Bytes behind a bare "at" in which a "dot" must stand. */
    private static final int DOT_REACH = 80;

    /** Bytes of a telephone number as it is written, at most. */
    private static final int MOST_PHONE_BYTES = 32;

    private static final byte[] SOBAKA = "собака".getBytes(StandardCharsets.UTF_8);

    private static final String[] DOT_WORDS = {"dot", "punto", "point", "punkt", "ponto", "nokta"};

    /** Bytes with which something begins that is looked at. */
    private static final boolean[] BEGINS = new boolean[256];

    static {
        for (int b : new int[] {'+', '@', 'a', 'A', SOBAKA[0] & 0xFF}) {
            BEGINS[b] = true;
        }
    }

    private WrittenToBeRead() {}

    /** Takes one proposal: its span in bytes of the document's text. */
    interface Sink {
        void propose(Feature.Type type, String canonical, int passage, int start, int end);
    }

    /** Proposes what stands in some passages. */
    static void propose(Document document, int firstPassage, int lastPassage, Sink sink) {
        for (int passage = firstPassage; passage < lastPassage; passage++) {
            readPassage(document, passage, sink);
            if (mayBeZone(document, passage)) {
                readZone(document, passage, sink);
            }
        }
    }

    private static void readPassage(Document document, int passage, Sink sink) {
        byte[] text = document.text();
        int start = document.start(passage);
        int end = document.end(passage);
        int readTo = start;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (!BEGINS[b & 0xFF]) {
                continue;
            }
            if (b == '+') {
                readPhone(text, passage, i, end, sink);
            } else if (i >= readTo && isAt(text, start, i, end)) {
                int from = boundary(text, start, Math.max(readTo, i - ADDRESS_REACH));
                int to = boundary(text, start, Math.min(end, i + ADDRESS_REACH));
                readAddresses(text, passage, from, to, sink);
                readTo = Math.max(i + 1, to - ADDRESS_REACH);
            }
        }
    }

    /** Whether something that may be meant for an at sign begins there, which is none between two letters. */
    private static boolean isAt(byte[] text, int start, int i, int end) {
        byte b = text[i];
        if (b == '@') {
            return i + 1 < end && !Emails.isAddressChar(text[i + 1] & 0xFF)
                    || i > start && !Emails.isAddressChar(text[i - 1] & 0xFF);
        }
        if (i == start || isLetterOrDigit(text[i - 1])) {
            return false;
        }
        int second = i + 1 < end ? text[i + 1] : 0;
        if ((b | 0x20) == 'a' && (second | 0x20) != 't' && (second | 0x20) != 'r') {
            return false;
        }
        byte before = text[i - 1];
        boolean bracketed = before != ' ' && before != '\n' && before != '\t' && before != '"' && before != '\'';
        if (b == 'a' || b == 'A') {
            boolean word =
                    isWord(text, i, end, "at") || isWord(text, i, end, "arroba") || isWord(text, i, end, "arobase");
            return word && (bracketed || hasDot(text, i, Math.min(end, i + DOT_REACH), b == 'A'));
        }
        return b == SOBAKA[0] && startsWith(text, i, end, SOBAKA);
    }

    /** Whether a word for a dot follows, or for a capital "AT" a dot inside a word. */
    private static boolean hasDot(byte[] text, int from, int to, boolean capital) {
        for (int i = from + 1; i < to; i++) {
            if (capital && text[i - 1] == '.' && isLetterOrDigit(text[i])) {
                return true;
            }
            if (!isLetterOrDigit(text[i - 1])) {
                for (String word : DOT_WORDS) {
                    if (isWord(text, i, to, word)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isWord(byte[] text, int at, int end, String word) {
        int n = word.length();
        if (at + n > end || at + n < end && isLetterOrDigit(text[at + n])) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if ((text[at + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] text, int at, int end, byte[] wanted) {
        return at + wanted.length <= end
                && java.util.Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static boolean isLetterOrDigit(byte b) {
        return b < 0 || b >= '0' && b <= '9' || (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    /** The first byte of the character that holds that one. */
    private static int boundary(byte[] text, int start, int at) {
        int i = at;
        while (i > start && i < text.length && (text[i] & 0xC0) == 0x80) {
            i--;
        }
        return i;
    }

    private static void readAddresses(byte[] text, int passage, int from, int to, Sink sink) {
        String read = new String(text, from, to - from, StandardCharsets.UTF_8);
        for (Emails.Found found : Emails.find(read)) {
            int start = from + bytes(read, found.start());
            int end = from + bytes(read, found.end());
            sink.propose(Feature.Type.EMAIL, found.canonical(), passage, start, end);
        }
    }

    private static int bytes(String text, int chars) {
        return text.substring(0, chars).getBytes(StandardCharsets.UTF_8).length;
    }

    /** A number after a plus: the country code says how long the rest is, which nine digits from the end do not. */
    private static void readPhone(byte[] text, int passage, int plus, int end, Sink sink) {
        StringBuilder digits = new StringBuilder(Phones.MAX_DIGITS);
        int last = plus;
        for (int i = plus + 1; i < Math.min(end, plus + MOST_PHONE_BYTES); i++) {
            byte b = text[i];
            if (b >= '0' && b <= '9') {
                digits.append((char) b);
                last = i;
            } else if (b != ' ' && b != '-' && b != '.' && b != '(' && b != ')' && b != '/') {
                break;
            }
        }
        if (digits.length() < Phones.MIN_DIGITS || digits.length() > Phones.MAX_DIGITS) {
            return;
        }
        List<String> forms = Phones.formsOfDigits(digits, true);
        // The first form is what every run of digits is asked for.
        for (String form : forms.subList(Math.min(1, forms.size()), forms.size())) {
            sink.propose(Feature.Type.PHONE, form, passage, plus, last + 1);
        }
    }

    private static boolean mayBeZone(Document document, int passage) {
        int bytes = document.end(passage) - document.start(passage);
        if (bytes < 30 || bytes > MachineReadableZone.MAX_LINE_CHARS * 2) {
            return false;
        }
        byte[] text = document.text();
        for (int i = document.start(passage); i < document.end(passage); i++) {
            if (text[i] == '<'
                    || text[i] == (byte) 0xC2 && i + 1 < document.end(passage) && text[i + 1] == (byte) 0xAB) {
                return true;
            }
        }
        return false;
    }

    private static void readZone(Document document, int passage, Sink sink) {
        List<String> lines = new ArrayList<>(MachineReadableZone.MAX_LINES);
        for (int i = passage; i < document.passageCount() && i < passage + MachineReadableZone.MAX_LINES; i++) {
            if (document.end(i) - document.start(i) > MachineReadableZone.MAX_LINE_CHARS * 2) {
                break;
            }
            lines.add(document.passageText(i));
        }
        if (lines.isEmpty() || !MachineReadableZone.mayStart(lines.get(0))) {
            return;
        }
        MachineReadableZone.read(lines).ifPresent(zone -> {
            for (MachineReadableZone.Part part : zone.parts()) {
                if (part.kind().isId()) {
                    String line = lines.get(part.line());
                    int start = document.start(passage + part.line());
                    int from = start + bytes(line, part.start());
                    int to = start + bytes(line, part.end());
                    for (String value : part.values()) {
                        IdNumbers.canonical(value)
                                .ifPresent(v -> sink.propose(Feature.Type.ID, v, passage + part.line(), from, to));
                    }
                }
            }
        });
    }
}
