package org.afterleak.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Bytes of a key or a passphrase. They are wiped on {@link #close}, compared in constant time, never printed, and read
 * in one way only, {@link #exposeKeyBytes}, so that {@code grep exposeKeyBytes} lists every place that sees a key.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] bytes;
    private volatile boolean closed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes a copy; the caller wipes its own. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** Takes the array itself, which from now on belongs to this object. */
    public static SecretBytes owning(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /** Fresh random bytes from the platform's strong generator. */
    public static SecretBytes random(int length) {
        return new SecretBytes(Randoms.bytes(length));
    }

    public int length() {
        return bytes.length;
    }

    /**
     * Hands the bytes themselves to {@code use} and returns what it returns. The array is valid during the call only:
     * a user that keeps it will find it zeroed after {@link #close}.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public <T> T exposeKeyBytes(Function<byte[], T> use) {
        if (closed) {
            throw new IllegalStateException("this key was wiped");
        }
        return use.apply(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + " bytes]";
    }

    /** Overwrites the bytes with zeros. Idempotent. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }
}
