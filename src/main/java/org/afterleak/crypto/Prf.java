package org.afterleak.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 198-1) under one key: a pseudo-random function of byte strings. Not thread-safe: one
 * instance per thread.
 *
 * <p>On the platform's SHA-256 and not on its {@code Mac}: most keys here are used once or twice, each a record's or a
 * feature's own, and to look up and key a {@code Mac} takes several times as long as the four blocks that are hashed.
 */
public final class Prf {
    /** Bytes of an output. */
    public static final int BYTES = 32;

    /** Bytes of a block of SHA-256. */
    private static final int BLOCK = 64;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Digests::sha256);

    /** A hash of its own where the key lives long; one for all of a thread's where it is used once or twice. */
    private final @Nullable MessageDigest own;

    private final byte[] innerPad = new byte[BLOCK];
    private final byte[] outerPad = new byte[BLOCK];
    private final byte[] innerHash = new byte[BYTES];

    public Prf(SecretBytes key) {
        own = Digests.sha256();
        key.exposeKeyBytes(bytes -> {
            pad(bytes);
            return null;
        });
    }

    /** A function keyed with an output of another one; the caller wipes its array. */
    public Prf(byte[] key) {
        own = null;
        pad(key);
    }

    private void pad(byte[] key) {
        byte[] block = key.length > BLOCK ? Digests.sha256().digest(key) : key;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i < block.length ? block[i] : 0;
            innerPad[i] = (byte) (b ^ 0x36);
            outerPad[i] = (byte) (b ^ 0x5c);
        }
    }

    /** The 32 bytes of output for {@code input}. */
    public byte[] evaluate(byte[] input) {
        MessageDigest sha256 = own == null ? SHA256.get() : own;
        sha256.update(innerPad, 0, BLOCK);
        return finish(sha256, input);
    }

    /** The 32 bytes of output for {@code domain} followed by {@code input}. */
    public byte[] evaluate(byte domain, byte[] input) {
        MessageDigest sha256 = own == null ? SHA256.get() : own;
        sha256.update(innerPad, 0, BLOCK);
        sha256.update(domain);
        return finish(sha256, input);
    }

    /** The first {@code bytes} bytes of the output, in lower-case hex. */
    public String evaluateHex(byte[] input, int bytes) {
        return HexFormat.of().formatHex(evaluate(input), 0, bytes);
    }

    private byte[] finish(MessageDigest sha256, byte[] input) {
        try {
            sha256.update(input, 0, input.length);
            sha256.digest(innerHash, 0, BYTES);
            sha256.update(outerPad, 0, BLOCK);
            sha256.update(innerHash, 0, BYTES);
            byte[] out = new byte[BYTES];
            sha256.digest(out, 0, BYTES);
            return out;
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }
}
