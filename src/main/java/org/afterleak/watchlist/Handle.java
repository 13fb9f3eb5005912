package org.afterleak.watchlist;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import org.afterleak.crypto.RandomBytes;

/** A record's opaque name: 80 random bits, written {@code r-} and 16 letters of base32 (RFC 4648, section 6). */
public final class Handle implements Comparable<Handle> {
    static final int BYTES = 10;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String PREFIX = "r-";
    private static final int CHARS = BYTES * 8 / 5;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    /** Its first eight bytes and its last two: many are remembered. */
    private final long head;

    private final short tail;

    private Handle(byte[] bytes) {
        this.head = (long) LONG.get(bytes, 0);
        this.tail = (short) SHORT.get(bytes, Long.BYTES);
    }

    static Handle random(RandomBytes random) {
        return new Handle(random.bytes(BYTES));
    }

    static Handle of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a handle has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Handle(bytes);
    }

    /** Reads what {@link #toString} wrote; empty for anything else. */
    public static Optional<Handle> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(PREFIX) || lower.length() != PREFIX.length() + CHARS) {
            return Optional.empty();
        }
        byte[] bytes = new byte[BYTES];
        long buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = PREFIX.length(); i < lower.length(); i++) {
            int value = ALPHABET.indexOf(lower.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            buffer = buffer << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >>> bits);
            }
        }
        return Optional.of(new Handle(bytes));
    }

    byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        LONG.set(bytes, 0, head);
        SHORT.set(bytes, Long.BYTES, tail);
        return bytes;
    }

    @Override
    public int compareTo(Handle other) {
        int heads = Long.compareUnsigned(head, other.head);
        return heads != 0 ? heads : Short.compareUnsigned(tail, other.tail);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Handle that && head == that.head && tail == that.tail;
    }

    @Override
    public int hashCode() {
        // Random bits as they are.
        return (int) head;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(PREFIX);
        long buffer = 0;
        int bits = 0;
        for (byte b : bytes()) {
            buffer = buffer << 8 | (b & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(ALPHABET.charAt((int) (buffer >>> bits) & 31));
            }
        }
        return out.toString();
    }
}
