package org.afterleak.table;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The character set of a text that does not say it, or does not say it truly, by how its letters follow each other: ICU's
 * detector, given the words that are not ASCII alone. A list's headings, numbers and remarks in English would outvote them
 * otherwise.
 */
final class CharsetGuess {
    /** ICU looks at no more. */
    private static final int MOST_WORDS = 8_000;

    /** Fewer bytes that are not ASCII tell nothing. */
    private static final int LEAST_HIGH = 8;

    /** Confidence, in percent, as ICU counts it; below it most are accidents. */
    private static final int LEAST_WIDE = 30;

    private static final int LEAST_LATIN = 18;
    private static final int LEAST_OTHER = 15;

    /** As ICU calls them, and as they are read: each set by the larger one that is meant in practice. */
    private static final Map<String, String> SETS = Map.ofEntries(
            Map.entry("Shift_JIS", "windows-31j"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("Big5", "Big5-HKSCS"),
            Map.entry("EUC-KR", "x-windows-949"),
            Map.entry("EUC-JP", "EUC-JP"),
            Map.entry("ISO-8859-2", "ISO-8859-2"),
            Map.entry("windows-1250", "windows-1250"),
            Map.entry("ISO-8859-5", "ISO-8859-5"),
            Map.entry("windows-1251", "windows-1251"),
            Map.entry("KOI8-R", "KOI8-R"),
            Map.entry("ISO-8859-6", "ISO-8859-6"),
            Map.entry("windows-1256", "windows-1256"),
            Map.entry("ISO-8859-7", "ISO-8859-7"),
            Map.entry("windows-1253", "windows-1253"),
            Map.entry("ISO-8859-8", "windows-1255"),
            Map.entry("ISO-8859-8-I", "windows-1255"),
            Map.entry("windows-1255", "windows-1255"),
            Map.entry("ISO-8859-9", "windows-1254"),
            Map.entry("windows-1254", "windows-1254"));

    /** Sets that have the same letters at different places, so that the detector takes one for the other. */
    private static final Map<String, String> SISTERS = Map.of(
            "ISO-8859-2", "windows-1250",
            "windows-1250", "ISO-8859-2",
            "ISO-8859-7", "windows-1253",
            "windows-1253", "ISO-8859-7");

    private CharsetGuess() {}

    /**
     * The set that a text is in.
     *
     * @param sample not valid UTF-8
     * @return null where nothing speaks for a set other than windows-1252
     */
    static @Nullable Charset of(byte[] sample, int from, int to) {
        byte[] words = words(sample, from, to);
        int high = 0;
        for (byte b : words) {
            high += b < 0 ? 1 : 0;
        }
        if (high < LEAST_HIGH) {
            return null;
        }
        CharsetDetector detector = new CharsetDetector();
        detector.setText(words);
        CharsetMatch best = null;
        for (CharsetMatch match : detector.detectAll()) {
            boolean named = SETS.containsKey(match.getName()) || isLatin1(match.getName());
            if (named && (best == null || match.getConfidence() > best.getConfidence())) {
                best = match;
            }
        }
        if (best == null || isLatin1(best.getName()) || best.getConfidence() < least(best.getName())) {
            return null;
        }
        Charset set = set(best.getName());
        String sister = SISTERS.get(best.getName());
        return set != null && sister != null ? better(set, Charset.forName(sister), words) : set;
    }

    private static boolean isLatin1(String name) {
        return name.equals("ISO-8859-1") || name.equals("windows-1252");
    }

    private static @Nullable Charset set(String name) {
        String known = SETS.get(name);
        return known != null && Charset.isSupported(known) ? Charset.forName(known) : null;
    }

    private static int least(String name) {
        return switch (name) {
            case "Shift_JIS", "GB18030", "Big5", "EUC-KR", "EUC-JP" -> LEAST_WIDE;
            case "ISO-8859-2", "windows-1250", "ISO-8859-9", "windows-1254" -> LEAST_LATIN;
            default -> LEAST_OTHER;
        };
    }

    /** Whichever of two makes more letters of the words. */
    private static Charset better(Charset one, Charset other, byte[] words) {
        return letters(one, words) >= letters(other, words) ? one : other;
    }

    private static long letters(Charset set, byte[] words) {
        return new String(words, set).codePoints().filter(Character::isLetter).count();
    }

    /**
     * Words that hold a byte that is not ASCII, one space between two. Behind such a byte any of the second half of ASCII may be
     * the rest of a character.
     */
    private static byte[] words(byte[] sample, int from, int to) {
        byte[] words = new byte[MOST_WORDS];
        int length = 0;
        int i = from;
        while (i < to && length < MOST_WORDS) {
            int start = i;
            boolean high = false;
            while (i < to && (sample[i] < 0 || isLetter(sample[i]) || high && sample[i] >= '@' && sample[i - 1] < 0)) {
                high |= sample[i] < 0;
                i++;
            }
            if (high) {
                int size = Math.min(i - start, MOST_WORDS - length);
                System.arraycopy(sample, start, words, length, size);
                length += size;
                if (length < MOST_WORDS) {
                    words[length++] = ' ';
                }
            }
            i += i == start ? 1 : 0;
        }
        return Arrays.copyOf(words, length);
    }

    private static boolean isLetter(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    /** Whether the bytes are text in that set, but for a few; a character that the sample's end cuts counts for it. */
    static boolean decodes(Charset set, byte[] sample, int from, int to) {
        CharsetDecoder decoder = set.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(sample, from, to - from);
        CharBuffer out = CharBuffer.allocate(4_096);
        int high = 0;
        for (int i = from; i < to; i++) {
            high += sample[i] < 0 ? 1 : 0;
        }
        int wrong = 0;
        while (wrong <= high / 50) {
            CoderResult result = decoder.decode(in, out, false);
            out.clear();
            if (result.isUnderflow()) {
                return true;
            }
            if (result.isError()) {
                wrong++;
                in.position(in.position() + result.length());
                decoder.reset();
            }
        }
        return false;
    }

    /** Whether most of what is not ASCII is well-formed UTF-8: some bytes of an older set were put into it. */
    static boolean isMostlyUtf8(byte[] sample, int from, int to) {
        int good = 0;
        int bad = 0;
        int i = from;
        while (i < to) {
            if (sample[i] >= 0) {
                i++;
                continue;
            }
            int size = Utf8.sequence(sample, i, to);
            good += size > 0 ? 1 : 0;
            bad += size > 0 ? 0 : 1;
            i += Math.max(1, size);
        }
        return good >= bad;
    }
}
