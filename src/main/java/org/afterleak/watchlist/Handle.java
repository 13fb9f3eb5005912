package org.afterleak.watchlist;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.afterleak.crypto.RandomBytes;

/** A record's opaque name: 80 random bits, written {@code r-} and 16 letters of base32 (RFC 4648, section 6). */
public final class Handle implements Comparable<Handle> {
    static final int BYTES = 10;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String PREFIX = "r-";
    private static final int CHARS = BYTES * 8 / 5;

    private final byte[] bytes;

    private Handle(byte[] bytes) {
        this.bytes = bytes;
    }

    static Handle random(RandomBytes random) {
        return new Handle(random.bytes(BYTES));
    }

    static Handle of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a handle has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Handle(bytes.clone());
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
        return bytes.clone();
    }

    @Override
    public int compareTo(Handle other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Handle that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(PREFIX);
        long buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
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
