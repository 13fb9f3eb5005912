package org.afterleak.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Unkeyed digests (FIPS 180-4). Of public bytes and whole payloads only: an identifier gets a tag, never a digest. */
public final class Digests {
    private Digests() {}

    /** SHA-256 of the bytes, 64 lower-case hex digits. */
    public static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** A fresh SHA-256 for streaming use. */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** A fresh SHA-384 for streaming use. */
    static MessageDigest sha384() {
        return digest("SHA-384");
    }

    /** A fresh SHA-512 for streaming use. */
    public static MessageDigest sha512() {
        return digest("SHA-512");
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform must have it (java.security.MessageDigest, "every implementation ... is required").
            throw new IllegalStateException(e);
        }
    }
}
