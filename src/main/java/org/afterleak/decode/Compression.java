package org.afterleak.decode;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What decoded bytes are compressed with, of what has no file format around it. */
public enum Compression {
    NONE(""),
    /** RFC 1950. */
    ZLIB("zlib"),
    /** RFC 1951, without any header. */
    DEFLATE("deflate");

    private static final int BLOCK = 1 << 16;

    private final String label;

    Compression(String label) {
        this.label = label;
    }

    /** What it is called in a locator; empty for none. */
    public String label() {
        return label;
    }

    /**
     * Undoes it.
     *
     * @param most bytes to give at most; what is behind them, or behind a fault, is left out
     * @return the bytes up to a fault or the limit; none where it is no such stream
     */
    public byte[] inflate(byte[] bytes, int most) {
        if (this == NONE) {
            return bytes;
        }
        Inflater inflater = new Inflater(this == DEFLATE);
        byte[] out = new byte[Math.min(most, Math.max(512, Math.min(BLOCK, bytes.length * 4)))];
        int length = 0;
        try {
            inflater.setInput(bytes);
            while (length < most) {
                if (length == out.length) {
                    out = Arrays.copyOf(out, (int) Math.min(most, out.length * 2L));
                }
                int n = inflater.inflate(out, length, out.length - length);
                if (n == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                length += n;
            }
        } catch (DataFormatException e) {
            // What was written before the fault is good, and counted.
            length = (int) Math.min(out.length, inflater.getBytesWritten());
        } finally {
            inflater.end();
        }
        return length == out.length ? out : Arrays.copyOf(out, length);
    }
}
