package org.afterleak.crypto;

import org.bouncycastle.crypto.macs.SipHash;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * SipHash-2-4 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012) under one 128-bit key: a pseudo-random
 * function of short byte strings with 64 bits of output, for tags that are verified often and are never searched for. An
 * order of magnitude faster than HMAC-SHA-256. Not thread-safe: one instance per thread.
 */
public final class ShortPrf {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 16;

    private final SipHash sip = new SipHash();

    /** A function keyed with the first {@link #KEY_BYTES} bytes of an output of another one; the caller wipes its array. */
    public ShortPrf(byte[] key) {
        sip.init(new KeyParameter(key, 0, KEY_BYTES));
    }

    /** The 64 bits of output for {@code domain} followed by {@code input}. */
    public long evaluate(byte domain, byte[] input) {
        sip.update(domain);
        sip.update(input, 0, input.length);
        return sip.doFinal();
    }
}
