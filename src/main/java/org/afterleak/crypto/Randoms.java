package org.afterleak.crypto;

import java.security.SecureRandom;

/** Random bytes for keys, handles, nonces and padding, from {@link SecureRandom}. */
public final class Randoms {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Randoms() {}

    public static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Overwrites {@code target} from {@code from} (inclusive) to {@code to} (exclusive) with random bytes. */
    public static void fill(byte[] target, int from, int to) {
        byte[] bytes = bytes(to - from);
        System.arraycopy(bytes, 0, target, from, bytes.length);
    }
}
