package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;

/**
 * Further readings of a passage in which a disguise is undone: entities that were escaped twice, marks in place of
 * letters, letters spaced out, words broken at a line's end, text turned round, letters of another script that look Latin,
 * names in scripts without spaces. A reading becomes a stream of tokens whose spans are of the text as it is written.
 *
 * <p>Only a passage that has a {@linkplain Tokens trait} of a disguise is read again, and of it only what is near a place
 * that reads differently: ordinary text pays for the noticing alone. All of it is linear in the text. Not thread-safe.
 */
final class Readings {
    /** Characters around a change that are read with it. */
    private static final int AROUND = 200;

    /** Characters of one piece of a long passage. */
    private static final int PIECE = 1 << 16;

    /** Fewest single characters that are taken for one word spaced out. */
    private static final int SPACED_RUN = 4;

    /** Most letters without a boundary for which every boundary is tried. */
    private static final int MOST_SPLIT = 28;

    private static final int MOST_SPLIT_RUNS = 8;
    private static final int ENTITY_ROUNDS = 3;
    static final int MOST_ENTITY = 10;

    /** Maps the bytes of a reading to those of the document. */
    static final class Source {
        private final int[] from;
        private final int[] to;

        private Source(int[] from, int[] to) {
            this.from = from;
            this.to = to;
        }

        int from(int index) {
            return from[index];
        }

        int to(int index) {
            return to[index];
        }
    }

    /** Characters of a number with its letter behind it that is read from back to front. */
    static final int MIN_BACKWARDS_DIGITS = 8;

    /** Characters around a mark in which a number would have its digits. */
    static final int NUMBER_REACH = 24;

    private static final int NUMBER_DIGITS = 4;

    /** Says whether a folded word may be a part of a name, in whatever way. */
    interface NameParts {
        boolean mayHave(String word);
    }

    private final NameParts names;
    private int splitRuns;
    private boolean cut;

    Readings(NameParts names) {
        this.names = names;
    }

    /** Appends the readings of one stretch of a passage to the tokens. */
    void append(Document document, int passage, int from, int to, int traits, Tokens tokens) {
        byte[] text = document.text();
        splitRuns = 0;
        for (int at = from; at < to; ) {
            int end = to - at <= PIECE ? to : pieceEnd(text, at + PIECE, to);
            MappedText plain = MappedText.of(text, at, end);
            if (end == to && (traits & Tokens.HYPHEN_END) != 0) {
                appendNext(document, passage, to, plain);
            }
            MappedText undone = undo(plain, traits, tokens, passage);
            if (traits != Tokens.GLUE || mayHoldAny(undone)) {
                emitChanged(undone, passage, tokens);
            }
            if ((traits & Tokens.REVERSED) != 0) {
                emit(undone.reversed(), 0, undone.length(), passage, tokens);
            }
            at = end == to ? to : pieceStart(text, at, end);
        }
        if ((traits & Tokens.ANGLES) != 0) {
            ZoneReadings.append(text, from, to, passage, tokens);
        }
        if ((traits & Tokens.IDEOGRAPHS) != 0) {
            Ideographs.append(text, from, to, passage, tokens, names);
        }
    }

    /** Whether a word with so many digits around it may be of a name, or of a number. */
    boolean mayHold(String word, int digits) {
        return digits >= NUMBER_DIGITS || names.mayHave(word);
    }

    /**
     * Whether a mark that was read as a letter made a word that may be of a name, or stands where a number may be. Most do
     * not: program text is full of marks between letters.
     */
    private boolean mayHoldAny(MappedText text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.isChanged(i)) {
                int from = i;
                int to = i + 1;
                while (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
                    from--;
                }
                while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
                    to++;
                }
                int digits = 0;
                int last = Math.min(text.length(), to + NUMBER_REACH);
                for (int k = Math.max(0, from - NUMBER_REACH); k < last; k++) {
                    digits += Character.isDigit(text.charAt(k)) ? 1 : 0;
                }
                String word = text.substring(from, to).toLowerCase(Locale.ROOT);
                if (word.codePoints().anyMatch(c -> c >= 0x80) || mayHold(word, digits)) {
                    return true;
                }
                i = to;
            }
        }
        return false;
    }

    /** Whether a word's only capital is its last letter. */
    static boolean isBackwards(String raw) {
        int[] shown = raw.codePoints().filter(Character::isLetterOrDigit).toArray();
        int last = shown.length - 1;
        if (last < 0) {
            return false;
        }
        long capitals = Arrays.stream(shown).filter(Character::isUpperCase).count();
        long letters = Arrays.stream(shown).filter(Character::isLetter).count();
        boolean word = Character.isUpperCase(shown[last]) && capitals == 1 && letters == shown.length;
        boolean number = (shown[last] | 0x20) == 'a' && letters == 1 && shown.length >= MIN_BACKWARDS_DIGITS;
        return word || number;
    }

    /** Appends the reading of a stretch of a passage from back to front. */
    void appendReversed(Document document, int passage, int from, int to, Tokens tokens) {
        byte[] text = document.text();
        for (int at = from; at < to; ) {
            int end = to - at <= PIECE ? to : pieceEnd(text, at + PIECE, to);
            MappedText piece = MappedText.of(text, at, end).reversed();
            emit(piece, 0, piece.length(), passage, tokens);
            at = end == to ? to : pieceStart(text, at, end);
        }
    }

    /** Whether some letters without a boundary were not tried with every one, since the last time this was asked. */
    boolean wasCut() {
        boolean was = cut;
        cut = false;
        return was;
    }

    /** What in the look of a token speaks of a disguise that one token alone cannot show. */
    static int traitsOf(String raw) {
        int traits = 0;
        boolean lookalike = true;
        boolean foreign = false;
        for (int i = 0; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) {
                lookalike &= !Character.isLetter(c);
                continue;
            }
            if (c == 0x202E || c == 0x202D || c >= 0x2066 && c <= 0x2069) {
                traits |= Tokens.REVERSED;
            } else if (Character.isIdeographic(c) || c >= 0xAC00 && c <= 0xD7A3) {
                traits |= Tokens.IDEOGRAPHS;
                lookalike = false;
            } else if (Character.isLetter(c)) {
                if (c >= 0x370 && c < 0x590 && !Lookalikes.latin(c).isEmpty()) {
                    foreign = true;
                } else {
                    lookalike = false;
                }
            } else if (Lookalikes.pictured(c) != 0) {
                foreign = true;
            } else if (Character.getType(c) == Character.FORMAT) {
                traits |= c == 0xAD ? Tokens.HYPHEN_END : 0;
            }
        }
        return traits | (foreign && lookalike ? Tokens.LOOKALIKE : 0);
    }

    /** A raw token with digits of all scripts as ASCII, and its words that mix scripts read as they look. */
    static String unmixed(String raw) {
        boolean latin = false;
        boolean other = false;
        boolean digits = false;
        for (int i = 0; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) {
                latin |= Character.isLetter(c);
            } else if (Character.isDigit(c)) {
                digits = true;
            } else if (Character.isLetter(c) && !isFiller(c)) {
                boolean decomposes = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
                                .charAt(0)
                        < 0x80;
                boolean isForeign = Lookalikes.isForeign(c);
                latin |= !isForeign;
                other |= isForeign || !decomposes && c >= 0x250;
            } else {
                other |= isFiller(c) || Lookalikes.pictured(c) != 0;
            }
        }
        if (!digits && !(latin && other) && !(other && raw.codePoints().anyMatch(Lookalikes::isPicture))) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0x80 && Character.isDigit(c)) {
                out.append((char) ('0' + Character.digit(c, 10)));
            } else if (c >= 0x80
                    && !isFiller(c)
                    && (other && latin && Character.isLetter(c) && needsLook(c) || Lookalikes.isPicture(c))) {
                String look = Lookalikes.latin(c);
                out.append(look.isEmpty() ? Character.toString(c) : look);
            } else if (!isFiller(c)) {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    private static boolean needsLook(int c) {
        return Lookalikes.isForeign(c)
                || c >= 0x250
                        && Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
                                        .charAt(0)
                                >= 0x80;
    }

    /** Letters that show nothing. */
    private static boolean isFiller(int c) {
        return c == 0x3164 || c == 0x115F || c == 0x1160 || c == 0xFFA0;
    }

    /** Where the next piece begins: what stands across the end of one stands whole in the next. */
    private static int pieceStart(byte[] text, int from, int end) {
        int start = Math.max(from + 1, end - AROUND);
        while (start > from + 1 && end - start < 2 * AROUND && text[start - 1] != ' ' && text[start - 1] != '\n') {
            start--;
        }
        while (start < end && (text[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }

    private static int pieceEnd(byte[] text, int wanted, int to) {
        int end = wanted;
        while (end < to && end < wanted + 4096 && text[end] != ' ' && text[end] != '\n' && text[end] != '\t') {
            end++;
        }
        while (end < to && (text[end] & 0xC0) == 0x80) {
            end++;
        }
        return end;
    }

    /** A word broken at the end of a line goes on in the next one. */
    private static void appendNext(Document document, int passage, int to, MappedText plain) {
        int next = passage + 1;
        if (to == document.end(passage)
                && document.kind(passage) != PassageKind.ROW
                && next < document.passageCount()
                && document.blockOf(next) == document.blockOf(passage)) {
            plain.put('\n', to, to + 1, false);
            int end = Math.min(document.end(next), document.start(next) + AROUND);
            plain.append(document.text(), document.start(next), end);
        }
    }

    private MappedText undo(MappedText plain, int traits, Tokens tokens, int passage) {
        MappedText text = plain;
        if ((traits & Tokens.AMPERSAND) != 0) {
            for (int round = 0; round < ENTITY_ROUNDS; round++) {
                MappedText decoded = decodeEntities(text);
                if (decoded.length() == text.length()) {
                    break;
                }
                text = decoded;
            }
        }
        if ((traits & Tokens.ESCAPE) != 0) {
            text = decodePercent(text);
        }
        if ((traits & (Tokens.HYPHEN_END | Tokens.GLUE | Tokens.LOOKALIKE | Tokens.AMPERSAND | Tokens.ESCAPE)) != 0) {
            text = letters(text);
        }
        return (traits & (Tokens.SINGLES | Tokens.AMPERSAND | Tokens.ESCAPE)) != 0
                ? closeUp(text, tokens, passage)
                : text;
    }

    /** Decodes percent-encoded bytes (RFC 3986, 2.1) where they are UTF-8, and the plus signs between words beside them. */
    private static MappedText decodePercent(MappedText text) {
        MappedText out = new MappedText(text.length());
        byte[] bytes = new byte[4];
        boolean any = false;
        for (int i = 0; i < text.length() && !any; i++) {
            any = hexAt(text, i) >= 0;
        }
        for (int i = 0; i < text.length(); i++) {
            int size = 0;
            int lead = hexAt(text, i);
            if (lead >= 0) {
                int wanted = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                while (size < wanted && hexAt(text, i + size * 3) >= 0) {
                    bytes[size] = (byte) hexAt(text, i + size * 3);
                    size++;
                }
            }
            String decoded = size == 0 ? "" : new String(bytes, 0, size, StandardCharsets.UTF_8);
            if (!decoded.isEmpty() && decoded.charAt(0) != 0xFFFD && decoded.charAt(0) >= ' ') {
                out.put(decoded, text, i, i + size * 3);
                i += size * 3 - 1;
            } else if (any && text.charAt(i) == '+') {
                out.put(" ", text, i, i + 1);
            } else {
                out.copy(text, i);
            }
        }
        return out;
    }

    private static int hexAt(MappedText text, int at) {
        if (at + 2 >= text.length() || text.charAt(at) != '%') {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Decodes character references (HTML, 13.5) that are left in the text, and those of letters by name. */
    private static MappedText decodeEntities(MappedText text) {
        MappedText out = new MappedText(text.length());
        for (int i = 0; i < text.length(); i++) {
            int end = text.charAt(i) == '&' ? entityEnd(text, i + 1) : -1;
            int c = end < 0 ? -1 : entity(text.substring(i + 1, end));
            if (c < 0) {
                out.copy(text, i);
            } else {
                out.put(Character.toString(c), text, i, end < text.length() && text.charAt(end) == ';' ? end + 1 : end);
                i = end < text.length() && text.charAt(end) == ';' ? end : end - 1;
            }
        }
        return out;
    }

    private static int entityEnd(MappedText text, int from) {
        int end = from;
        while (end < text.length()
                && end - from < MOST_ENTITY
                && (Character.isLetterOrDigit(text.charAt(end)) || end == from && text.charAt(end) == '#')) {
            end++;
        }
        boolean numeric = end > from && text.charAt(from) == '#';
        return end > from + 1 && (numeric || end < text.length() && text.charAt(end) == ';') ? end : -1;
    }

    private static int entity(String name) {
        try {
            if (name.charAt(0) == '#') {
                boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
                int c = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
                return Character.isDefined(c) && (c >= ' ' || c == '\t') && !(c >= 0xD800 && c < 0xE000) ? c : -1;
            }
        } catch (NumberFormatException e) {
            return -1;
        }
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            case "nbsp" -> ' ';
            case "shy" -> 0xAD;
            case "szlig" -> 0xDF;
            case "at", "commat" -> '@';
            default -> {
                String mark = name.substring(1);
                boolean letter = mark.equals("acute")
                        || mark.equals("grave")
                        || mark.equals("circ")
                        || mark.equals("uml")
                        || mark.equals("tilde")
                        || mark.equals("cedil")
                        || mark.equals("ring")
                        || mark.equals("slash")
                        || mark.equals("caron");
                // Marks are dropped by the folding anyway.
                yield letter ? name.charAt(0) : -1;
            }
        };
    }

    /** Marks that stand for letters, hyphens at a line's end, whole words of letters that look Latin. */
    private static MappedText letters(MappedText text) {
        MappedText out = new MappedText(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char before = i > 0 ? text.charAt(i - 1) : ' ';
            char after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if ((c == '-' || c == 0xAD || c == 0x2010) && Character.isLetter(before) && lineEnds(text, i + 1) > 0) {
                i += lineEnds(text, i + 1);
                out.cut();
                continue;
            }
            char letter = mark(c);
            boolean glued = isWord(before) && isWord(after);
            boolean leading = (c == '@' || c == '$') && Character.isLetter(after) && !isWord(before);
            boolean trailing = c == '$' && Character.isLetter(before) && i > 1 && isWord(text.charAt(i - 2))
                    || c == '|' && Character.isDigit(before);
            if (letter != 0 && (glued || leading || trailing)) {
                out.put(String.valueOf(letter), text, i, i + 1);
            } else if (c >= 0x370 && c < 0x590 && Character.isLetter(c)) {
                String look = Lookalikes.latin(c);
                if (look.isEmpty()) {
                    out.copy(text, i);
                } else {
                    out.put(look, text, i, i + 1);
                }
            } else {
                out.copy(text, i);
            }
        }
        return out;
    }

    /** How many characters from there are a line's end and white space around it, 0 where no line ends. */
    private static int lineEnds(MappedText text, int from) {
        int at = from;
        boolean line = false;
        while (at < text.length() && at - from < 8 && Character.isWhitespace(text.charAt(at))) {
            line |= text.charAt(at) == '\n';
            at++;
        }
        return line && at < text.length() && Character.isLetter(text.charAt(at)) ? at - from : 0;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || mark(c) != 0;
    }

    /** The letter that a mark is drawn for. */
    static char mark(char c) {
        return switch (c) {
            case '@' -> 'a';
            case '$' -> 's';
            case '!', '|' -> 'i';
            case '(', '[', '{', '<' -> 'c';
            case '€' -> 'e';
            case '£' -> 'l';
            default -> 0;
        };
    }

    /** Single characters with marks or spaces between become words; a wider gap than the usual one parts two words. */
    private MappedText closeUp(MappedText text, Tokens tokens, int passage) {
        MappedText out = new MappedText(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = isSingle(text, i) ? runEnd(text, i) : i;
            if (end <= i) {
                out.copy(text, i++);
                continue;
            }
            List<Integer> singles = singles(text, i, end);
            if (singles.size() < SPACED_RUN) {
                while (i < end) {
                    out.copy(text, i++);
                }
                continue;
            }
            String usual = usualGap(text, singles);
            int wordStart = out.length();
            boolean parted = false;
            for (int s = 0; s < singles.size(); s++) {
                if (s > 0 && !usual.equals(gap(text, singles, s))) {
                    out.put(" ", text, singles.get(s - 1) + 1, singles.get(s));
                    parted = true;
                }
                out.move(text, singles.get(s));
            }
            i = singles.get(singles.size() - 1) + 1;
            cut |= !parted && splitRuns == MOST_SPLIT_RUNS;
            if (!parted && splitRuns < MOST_SPLIT_RUNS) {
                splitRuns++;
                emitSplits(out, wordStart, out.length(), passage, tokens);
            }
        }
        return out;
    }

    private static boolean isSingle(MappedText text, int i) {
        return Character.isLetterOrDigit(text.charAt(i))
                && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)))
                && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)));
    }

    /** Just behind the last of the single characters that follow each other with no more than a few marks between. */
    private static int runEnd(MappedText text, int from) {
        int last = from;
        int at = from + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\t' || at - last > 5) {
                break;
            }
            if (Character.isLetterOrDigit(c)) {
                if (!isSingle(text, at)) {
                    break;
                }
                last = at;
            }
            at++;
        }
        return last + 1;
    }

    private static List<Integer> singles(MappedText text, int from, int end) {
        List<Integer> singles = new ArrayList<>();
        for (int i = from; i < end; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                singles.add(i);
            }
        }
        return singles;
    }

    /** What stands between most of the single characters. */
    private static String usualGap(MappedText text, List<Integer> singles) {
        Map<String, Integer> counts = new HashMap<>();
        String usual = "";
        for (int s = 1; s < singles.size(); s++) {
            String gap = gap(text, singles, s);
            if (counts.merge(gap, 1, Integer::sum) > counts.getOrDefault(usual, 0)) {
                usual = gap;
            }
        }
        return usual;
    }

    private static String gap(MappedText text, List<Integer> singles, int s) {
        return text.substring(singles.get(s - 1) + 1, singles.get(s));
    }

    /** Every way in which letters without a boundary may be two or three words. */
    private static void emitSplits(MappedText text, int from, int to, int passage, Tokens tokens) {
        int first = from;
        int last = to;
        while (first < last && !Character.isLetter(text.charAt(first))) {
            first++;
        }
        while (last > first && !Character.isLetter(text.charAt(last - 1))) {
            last--;
        }
        int size = last - first;
        if (size < 6 || size > MOST_SPLIT) {
            return;
        }
        for (int i = first + 2; i <= last - 2; i++) {
            emitParts(text, passage, tokens, first, i, last, last);
            for (int j = i + 3; j <= last - 3 && size <= MOST_SPLIT; j++) {
                emitParts(text, passage, tokens, first, i, j, last);
            }
        }
    }

    private static void emitParts(MappedText text, int passage, Tokens tokens, int a, int b, int c, int d) {
        MappedText words = new MappedText(d - a + 2);
        for (int i = a; i < d; i++) {
            if (i == b || i == c) {
                words.put(" ", text, i - 1, i);
            }
            words.move(text, i);
        }
        emit(words, 0, words.length(), passage, tokens);
    }

    /** Makes streams of what is near a change. */
    private static void emitChanged(MappedText text, int passage, Tokens tokens) {
        int at = 0;
        while (at < text.length()) {
            while (at < text.length() && !text.isChanged(at)) {
                at++;
            }
            if (at == text.length()) {
                return;
            }
            int from = wordStart(text, Math.max(0, at - AROUND));
            int last = at;
            while (at < text.length() && at - last <= 2 * AROUND) {
                last = text.isChanged(at) ? at : last;
                at++;
            }
            int to = wordEnd(text, Math.min(text.length(), last + 1 + AROUND));
            emit(text, from, to, passage, tokens);
            at = Math.max(at, to);
        }
    }

    private static int wordStart(MappedText text, int from) {
        int at = from;
        while (at > 0 && from - at < AROUND && !Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static int wordEnd(MappedText text, int to) {
        int at = to;
        while (at < text.length() && at - to < AROUND && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Makes one stream of a part of a text. */
    static void emit(MappedText text, int from, int to, int passage, Tokens tokens) {
        byte[] utf8 = new byte[(to - from) * 3 + 4];
        int[] sourceFrom = new int[utf8.length];
        int[] sourceTo = new int[utf8.length];
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int start = i;
            int codePoint = c;
            if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                codePoint = Character.toCodePoint(c, text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                codePoint = ' ';
            }
            byte[] bytes = codePoint < 0x80
                    ? new byte[] {(byte) codePoint}
                    : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            for (byte b : bytes) {
                utf8[length] = b;
                sourceFrom[length] = text.from(start);
                sourceTo[length++] = text.to(i);
            }
        }
        tokens.readStream(utf8, 0, length, passage, new Source(sourceFrom, sourceTo));
    }
}
