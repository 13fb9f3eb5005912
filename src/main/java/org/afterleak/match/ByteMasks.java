package org.afterleak.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The classes of 64 bytes of UTF-8 at a time, one bit a byte and eight bytes an operation ("SIMD within a register",
 * Lamport 1975): a table look-up for each byte would take six times as long. Bit {@code i} of a mask stands for byte
 * {@code base + i}. Reused; not thread-safe.
 */
final class ByteMasks {
    /** Bytes of one step. */
    static final int WIDTH = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    /** Gathers the high bit of each byte into the highest byte. */
    private static final long GATHER = 0x0002040810204081L;

    /** ASCII letters. */
    long letters;

    /** ASCII capitals. */
    long uppers;

    /** ASCII digits. */
    long digits;

    /** Bytes of characters that are not ASCII, and apostrophes. */
    long others;

    /** ASCII characters that are none of these, and no space, full stop or comma. */
    long marks;

    /** Classes of up to {@link #WIDTH} bytes; bits behind the last byte are 0. */
    void read(byte[] text, int base, int count) {
        letters = 0;
        uppers = 0;
        digits = 0;
        others = 0;
        marks = 0;
        int i = 0;
        for (; i + Long.BYTES <= count; i += Long.BYTES) {
            add((long) LONGS.get(text, base + i), i, HIGH);
        }
        if (i < count) {
            long rest = 0;
            for (int k = 0; k < count - i; k++) {
                rest |= (text[base + i + k] & 0xFFL) << k * 8;
            }
            add(rest, i, HIGH >>> (Long.BYTES - (count - i)) * 8);
        }
    }

    /** Adds eight bytes, of which those count whose high bit is in {@code which}. */
    private void add(long bytes, int at, long which) {
        long high = bytes & HIGH;
        long ascii = ~high & which;
        long low = bytes & ~HIGH;
        long lower = low | 0x20 * ONES;
        // A sum's high bit tells whether a byte reaches a bound: none carries over, as each is below 0x80.
        long letter = lower + (0x80 - 'a') * ONES & ~(lower + (0x80 - 'z' - 1) * ONES) & ascii;
        long digit = low + (0x80 - '0') * ONES & ~(low + (0x80 - '9' - 1) * ONES) & ascii;
        letters |= gather(letter) << at;
        digits |= gather(digit) << at;
        long rest = ascii & ~letter & ~digit;
        if ((letter | high) != 0) {
            uppers |= gather(low + (0x80 - 'A') * ONES & ~(low + (0x80 - 'Z' - 1) * ONES) & ascii) << at;
        }
        if ((rest | high) != 0) {
            long apostrophe = equal(low, '\'') & rest;
            others |= gather(high & which | apostrophe) << at;
            marks |= gather(rest & ~apostrophe & ~equal(low, ' ') & ~equal(low, '.') & ~equal(low, ',')) << at;
        }
    }

    private static long equal(long low, int c) {
        return ~((low ^ c * ONES) + 0x7F * ONES) & HIGH;
    }

    private static long gather(long highBits) {
        return highBits * GATHER >>> 56;
    }
}
