package org.afterleak.crypto;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 198-1) under one key: a pseudo-random function of byte strings. Not thread-safe: one
 * instance per thread.
 */
public final class Prf {
    /** Bytes of an output. */
    public static final int BYTES = 32;

    private final Mac mac;

    public Prf(SecretBytes key) {
        this.mac = key.exposeKeyBytes(Prf::mac);
    }

    /** A function keyed with an output of another one; the caller wipes its array. */
    public Prf(byte[] key) {
        this.mac = mac(key);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The 32 bytes of output for {@code input}. */
    public byte[] evaluate(byte[] input) {
        return mac.doFinal(input);
    }

    /** The 32 bytes of output for {@code domain} followed by {@code input}. */
    public byte[] evaluate(byte domain, byte[] input) {
        mac.update(domain);
        return mac.doFinal(input);
    }

    /** The first {@code bytes} bytes of the output, in lower-case hex. */
    public String evaluateHex(byte[] input, int bytes) {
        return HexFormat.of().formatHex(mac.doFinal(input), 0, bytes);
    }
}
