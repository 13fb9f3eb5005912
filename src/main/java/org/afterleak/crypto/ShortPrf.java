package org.afterleak.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012) under one 128-bit key: a pseudo-random
 * function of short byte strings with 64 bits of output, for tags that are verified often and are never searched for. An
 * order of magnitude faster than HMAC-SHA-256, and read eight bytes at a time, twice as fast as a library that takes them
 * singly; a test holds it against that one. Thread-safe.
 */
public final class ShortPrf {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long k0;
    private final long k1;

    /** A function keyed with the first {@link #KEY_BYTES} bytes of an output of another one; the caller wipes its array. */
    public ShortPrf(byte[] key) {
        this.k0 = (long) LONGS.get(key, 0);
        this.k1 = (long) LONGS.get(key, Long.BYTES);
    }

    /** The 64 bits of output for {@code domain} followed by {@code input}. */
    public long evaluate(byte domain, byte[] input) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int length = input.length + 1;
        // Words of the message: the domain is its first byte, so that the input lies one byte later.
        int words = length / Long.BYTES;
        for (int w = 0; w <= words; w++) {
            long m = w < words ? word(domain, input, w) : last(domain, input, w, length);
            v3 ^= m;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= m;
        }
        v2 ^= 0xff;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long word(byte domain, byte[] input, int w) {
        if (w > 0) {
            return (long) LONGS.get(input, w * Long.BYTES - 1);
        }
        long m = domain & 0xFF;
        for (int i = 0; i < Long.BYTES - 1; i++) {
            m |= (input[i] & 0xFFL) << 8 * (i + 1);
        }
        return m;
    }

    /** What does not fill a word, and the length in the highest byte. */
    private static long last(byte domain, byte[] input, int w, int length) {
        long m = (long) length << 56;
        for (int at = w * Long.BYTES; at < length; at++) {
            byte b = at == 0 ? domain : input[at - 1];
            m |= (b & 0xFFL) << 8 * (at - w * Long.BYTES);
        }
        return m;
    }
}
