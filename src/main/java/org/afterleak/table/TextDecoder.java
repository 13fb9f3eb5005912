package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Characters out of bytes of an unsure character set, without ever losing an ASCII character. In order: a byte order mark
 * decides; then a regular pattern of NULs (UTF-16 without a mark); then, at the first byte that is not ASCII, UTF-8 wherever
 * the text from there on is valid; then what was declared, if the text can be in it; then what ICU's detector makes of its
 * words ({@link CharsetGuess}); else windows-1252. Where text is UTF-8 but for some bytes, those bytes alone are read as
 * windows-1252, so one bad byte costs nothing. What was declared and cannot be true is not believed: a text without NULs
 * that is said to be UTF-16, a set that does not hold ASCII, one in which the bytes are no text.
 *
 * <p>The first 256 KiB from the first byte on that is not ASCII decide, however the bytes come.
 */
public final class TextDecoder {
    private static final int HEAD = 8192;
    private static final int BLOCK = 1 << 16;

    /** Bytes that the set is decided by. */
    private static final int SAMPLE = 1 << 18;

    private static final String ASCII_PROBE = "Aa0@, ;\t\n\"'<>-";
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private TextDecoder() {}

    /**
     * Reads a stream to its end. The caller closes the stream; the reader itself holds nothing.
     *
     * @param declared what the sender says it is, null if nothing
     */
    public static Reader reader(InputStream in, @Nullable Charset declared) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        return new LenientReader(head, in, plan(head, declared), declared);
    }

    /**
     * The whole text as UTF-8: the array itself where it is valid UTF-8 without a byte order mark, else a new one.
     *
     * @param declared what the sender says it is, null if nothing
     */
    public static byte[] toUtf8(byte[] bytes, @Nullable Charset declared) {
        Plan plan = plan(bytes, declared);
        if (plan.charset().equals(UTF_8) && Utf8.check(bytes, bytes.length, false) != Utf8.INVALID) {
            return plan.skip() == 0 ? bytes : Arrays.copyOfRange(bytes, plan.skip(), bytes.length);
        }
        StringBuilder text = new StringBuilder(bytes.length);
        try (Reader reader = new LenientReader(bytes, null, plan, declared)) {
            char[] block = new char[8192];
            for (int n = reader.read(block); n >= 0; n = reader.read(block)) {
                text.append(block, 0, n);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be read", e);
        }
        return text.toString().getBytes(UTF_8);
    }

    /**
     * The set of that name, as {@code Content-Type} gives it, or the larger one that is meant by it (WHATWG Encoding Standard,
     * section 4.2: who says Latin-1 or ASCII means windows-1252); null for an unknown one.
     */
    public static @Nullable Charset charset(@Nullable String name) {
        // Asking for a set that nobody knows makes Java load its rarer ones anew, each time.
        if (name == null || name.isBlank()) {
            return null;
        }
        try {
            Charset set = Charset.forName(name.strip());
            String meant = MEANT.get(set.name());
            return meant == null || !Charset.isSupported(meant) ? set : Charset.forName(meant);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static final Map<String, String> MEANT = Map.of(
            "ISO-8859-1", "windows-1252",
            "US-ASCII", "windows-1252",
            "ISO-8859-9", "windows-1254",
            "TIS-620", "x-windows-874",
            "GB2312", "GB18030",
            "GBK", "GB18030",
            "Shift_JIS", "windows-31j",
            "EUC-KR", "x-windows-949",
            "Big5", "Big5-HKSCS");

    /** Whether the bytes look like UTF-16 or UTF-32, by their mark or their NULs. */
    static boolean wide(byte[] head) {
        return !plan(head, null).charset().equals(UTF_8);
    }

    /**
     * What to read a text as.
     *
     * @param charset the set; UTF-8 means "UTF-8 where valid, {@code fallback} elsewhere"
     * @param skip bytes of the byte order mark
     * @param fallback for bytes that are no UTF-8
     * @param decided whether the text's own bytes have no say any more
     */
    private record Plan(Charset charset, int skip, Charset fallback, boolean decided) {}

    private static Plan plan(byte[] head, @Nullable Charset declared) {
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new Plan(UTF_8, 3, WINDOWS_1252, true);
        }
        if (starts(head, 0xFF, 0xFE, 0, 0) || starts(head, 0, 0, 0xFE, 0xFF)) {
            return new Plan(Charset.forName(head[0] == 0 ? "UTF-32BE" : "UTF-32LE"), 4, WINDOWS_1252, true);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return new Plan(StandardCharsets.UTF_16BE, 2, WINDOWS_1252, true);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return new Plan(StandardCharsets.UTF_16LE, 2, WINDOWS_1252, true);
        }
        int pairs = Math.min(head.length, HEAD) / 2;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < pairs; i++) {
            even += head[2 * i] == 0 ? 1 : 0;
            odd += head[2 * i + 1] == 0 ? 1 : 0;
        }
        // Text of the Latin scripts in UTF-16 has a NUL in every second byte; of others, in its spaces and digits.
        boolean says16 = declared != null && declared.name().startsWith("UTF-16");
        double enough = pairs * (says16 ? 0.05 : 0.4);
        if (pairs > 1 && odd > enough && odd > even * 8) {
            return new Plan(StandardCharsets.UTF_16LE, 0, WINDOWS_1252, true);
        }
        if (pairs > 1 && even > enough && even > odd * 8) {
            return new Plan(StandardCharsets.UTF_16BE, 0, WINDOWS_1252, true);
        }
        if (declared != null && isEscaped(declared)) {
            return new Plan(declared, 0, WINDOWS_1252, true);
        }
        return new Plan(UTF_8, 0, WINDOWS_1252, false);
    }

    /** Whether all of its bytes are ASCII's, some of them behind escapes: nothing shows that it is no ASCII. */
    private static boolean isEscaped(Charset set) {
        return set.name().startsWith("ISO-2022-") || set.name().startsWith("x-ISO-2022-");
    }

    /** What a text is read as whose first byte that is not ASCII is the sample's first. */
    private static Plan plan(byte[] bytes, int from, int to, @Nullable Charset declared) {
        Charset said = declared != null && !declared.equals(UTF_8) && holdsAscii(declared) ? declared : null;
        if (CharsetGuess.isMostlyUtf8(bytes, from, to)) {
            boolean single =
                    said != null && said.canEncode() && said.newEncoder().maxBytesPerChar() == 1f;
            return new Plan(UTF_8, 0, said != null && single ? said : WINDOWS_1252, true);
        }
        if (said != null && CharsetGuess.decodes(said, bytes, from, to)) {
            return new Plan(said, 0, WINDOWS_1252, true);
        }
        Charset guess = CharsetGuess.of(bytes, from, to);
        return new Plan(guess == null ? UTF_8 : guess, 0, WINDOWS_1252, true);
    }

    private static boolean starts(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsAscii(Charset set) {
        return new String(ASCII_PROBE.getBytes(StandardCharsets.US_ASCII), set).equals(ASCII_PROBE);
    }

    /** Decodes block by block; what UTF-8 cannot explain is read in the fallback set. */
    private static final class LenientReader extends Reader {
        private final @Nullable InputStream in;
        private final @Nullable Charset declared;
        private CharsetDecoder decoder;
        private Charset fallback;
        private boolean decided;

        /** Bytes before that place in the buffer are ASCII. */
        private int looked;

        private ByteBuffer bytes;
        private boolean ended;
        private boolean flushed;
        private String pending = "";

        LenientReader(byte[] head, @Nullable InputStream in, Plan plan, @Nullable Charset declared) {
            this.in = in;
            this.ended = in == null;
            this.declared = declared;
            this.bytes = ByteBuffer.wrap(head, plan.skip(), head.length - plan.skip());
            this.fallback = plan.fallback();
            this.decoder = decoder(plan.charset());
            this.decided = plan.decided();
        }

        private static CharsetDecoder decoder(Charset charset) {
            CodingErrorAction onError = charset.equals(UTF_8) ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
            return charset.newDecoder().onMalformedInput(onError).onUnmappableCharacter(onError);
        }

        /** Up to the first byte that is not ASCII all sets agree; there it is decided, by what follows. */
        private void decide() throws IOException {
            int first = Math.max(bytes.position(), looked);
            while (first < bytes.limit() && bytes.get(first) >= 0) {
                first++;
            }
            looked = first;
            int ascii = first - bytes.position();
            if (first == bytes.limit()) {
                return;
            }
            while (bytes.remaining() - ascii < SAMPLE && !ended) {
                fill();
            }
            int from = bytes.position() + ascii;
            int to = Math.min(bytes.limit(), from + SAMPLE);
            Plan plan = plan(bytes.array(), from, to, declared);
            decoder = decoder(plan.charset());
            fallback = plan.fallback();
            decided = true;
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            CharBuffer out = CharBuffer.wrap(into, from, length);
            while (out.position() == from) {
                if (!pending.isEmpty()) {
                    int n = Math.min(pending.length(), out.remaining());
                    out.put(pending, 0, n);
                    pending = pending.substring(n);
                    continue;
                }
                if (flushed) {
                    return -1;
                }
                if (!decided) {
                    decide();
                }
                CoderResult result = decoder.decode(bytes, out, ended);
                if (result.isError()) {
                    byte[] bad = new byte[Math.max(1, result.length())];
                    bytes.get(bad);
                    pending = new String(bad, fallback);
                } else if (result.isUnderflow() && ended) {
                    flushed = true;
                    decoder.flush(out);
                } else if (result.isUnderflow()) {
                    fill();
                } else if (out.position() == from) {
                    // Room for one unit only, and a surrogate pair comes next.
                    char[] pair = new char[2];
                    CharBuffer two = CharBuffer.wrap(pair);
                    decoder.decode(bytes, two, ended);
                    pending = new String(pair, 0, two.position());
                }
            }
            return out.position() - from;
        }

        private void fill() throws IOException {
            if (in == null) {
                return;
            }
            byte[] block = new byte[bytes.remaining() + BLOCK];
            int kept = bytes.remaining();
            bytes.get(block, 0, kept);
            int n = in.readNBytes(block, kept, BLOCK);
            ended = n < BLOCK;
            bytes = ByteBuffer.wrap(block, 0, kept + n);
            looked = 0;
        }

        @Override
        public void close() {}
    }
}
