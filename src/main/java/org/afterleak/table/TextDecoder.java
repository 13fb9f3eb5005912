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
import org.jspecify.annotations.Nullable;

/**
 * Characters out of bytes of an unsure character set, without ever losing an ASCII character. In order: a byte order mark
 * decides; then a regular pattern of NULs (UTF-16 without a mark); then UTF-8 wherever it is valid; then what was
 * declared; else windows-1252. Where text is UTF-8 but for some bytes, those bytes alone are read as windows-1252, so one
 * bad byte costs nothing. What was declared and cannot be true is not believed: a text without NULs that is said to be
 * UTF-16, a set that does not hold ASCII.
 */
public final class TextDecoder {
    private static final int HEAD = 8192;
    private static final int BLOCK = 1 << 16;
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
        Plan plan = plan(head, head.length == HEAD, declared);
        return new LenientReader(head, plan.skip(), in, plan.charset(), plan.fallback());
    }

    /**
     * The whole text as UTF-8: the array itself where it is valid UTF-8 without a byte order mark, else a new one.
     *
     * @param declared what the sender says it is, null if nothing
     */
    public static byte[] toUtf8(byte[] bytes, @Nullable Charset declared) {
        Plan plan = plan(bytes, false, declared);
        if (plan.charset().equals(UTF_8) && Utf8.check(bytes, bytes.length, false) != Utf8.INVALID) {
            return plan.skip() == 0 ? bytes : Arrays.copyOfRange(bytes, plan.skip(), bytes.length);
        }
        StringBuilder text = new StringBuilder(bytes.length);
        try (Reader reader =
                new LenientReader(bytes, plan.skip(), InputStream.nullInputStream(), plan.charset(), plan.fallback())) {
            char[] block = new char[8192];
            for (int n = reader.read(block); n >= 0; n = reader.read(block)) {
                text.append(block, 0, n);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be read", e);
        }
        return text.toString().getBytes(UTF_8);
    }

    /** The set of that name, as {@code Content-Type} gives it; null for an unknown one. */
    public static @Nullable Charset charset(@Nullable String name) {
        // Asking for a set that nobody knows makes Java load its rarer ones anew, each time.
        if (name == null || name.isBlank()) {
            return null;
        }
        try {
            Charset set = Charset.forName(name.strip());
            // WHATWG Encoding Standard, section 4.2: who says Latin-1 or ASCII means windows-1252.
            return set.equals(StandardCharsets.ISO_8859_1) || set.equals(StandardCharsets.US_ASCII)
                    ? WINDOWS_1252
                    : set;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether the bytes look like UTF-16 or UTF-32, by their mark or their NULs. */
    static boolean wide(byte[] head) {
        return !plan(head, true, null).charset().equals(UTF_8);
    }

    /**
     * What to read a text as.
     *
     * @param charset the set; UTF-8 means "UTF-8 where valid, {@code fallback} elsewhere"
     * @param skip bytes of the byte order mark
     */
    private record Plan(Charset charset, int skip, Charset fallback) {}

    private static Plan plan(byte[] head, boolean cut, @Nullable Charset declared) {
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new Plan(UTF_8, 3, WINDOWS_1252);
        }
        if (starts(head, 0xFF, 0xFE, 0, 0) || starts(head, 0, 0, 0xFE, 0xFF)) {
            return new Plan(Charset.forName(head[0] == 0 ? "UTF-32BE" : "UTF-32LE"), 4, WINDOWS_1252);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return new Plan(StandardCharsets.UTF_16BE, 2, WINDOWS_1252);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return new Plan(StandardCharsets.UTF_16LE, 2, WINDOWS_1252);
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
            return new Plan(StandardCharsets.UTF_16LE, 0, WINDOWS_1252);
        }
        if (pairs > 1 && even > enough && even > odd * 8) {
            return new Plan(StandardCharsets.UTF_16BE, 0, WINDOWS_1252);
        }
        if (declared == null || declared.equals(UTF_8) || !holdsAscii(declared)) {
            return new Plan(UTF_8, 0, WINDOWS_1252);
        }
        boolean single = declared.canEncode() && declared.newEncoder().maxBytesPerChar() == 1f;
        return switch (Utf8.check(head, head.length, cut)) {
            case Utf8.MULTIBYTE -> new Plan(UTF_8, 0, single ? declared : WINDOWS_1252);
            case Utf8.ASCII -> single ? new Plan(UTF_8, 0, declared) : new Plan(declared, 0, WINDOWS_1252);
            default -> new Plan(declared, 0, WINDOWS_1252);
        };
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
        private final InputStream in;
        private final CharsetDecoder decoder;
        private final Charset fallback;
        private ByteBuffer bytes;
        private boolean ended;
        private boolean flushed;
        private String pending = "";

        LenientReader(byte[] head, int skip, InputStream in, Charset charset, Charset fallback) {
            this.in = in;
            this.bytes = ByteBuffer.wrap(head, skip, head.length - skip);
            this.fallback = fallback;
            CodingErrorAction onError = charset.equals(UTF_8) ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
            this.decoder = charset.newDecoder().onMalformedInput(onError).onUnmappableCharacter(onError);
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
            byte[] block = new byte[bytes.remaining() + BLOCK];
            int kept = bytes.remaining();
            bytes.get(block, 0, kept);
            int n = in.readNBytes(block, kept, BLOCK);
            ended = n < BLOCK;
            bytes = ByteBuffer.wrap(block, 0, kept + n);
        }

        @Override
        public void close() {}
    }
}
