package org.afterleak.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) under one key, a random 96-bit nonce before each ciphertext. What is sealed gives its
 * length away and nothing else. At most 2^32 messages per key (SP 800-38D, 8.3). Thread-safe.
 */
public final class Sealer {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** Bytes that sealing adds: nonce and tag. */
    public static final int OVERHEAD = NONCE_BYTES + TAG_BITS / 8;

    /** For keys that are used once: to find a cipher takes longer than to use it. */
    private static final ThreadLocal<Cipher> ONCE = ThreadLocal.withInitial(() -> {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    });

    private final SecretBytes key;

    public Sealer(SecretBytes key) {
        this.key = key;
    }

    /**
     * Encrypts and authenticates.
     *
     * @param context what the bytes belong to; authenticated, not stored: {@link #open} must be given the same
     * @return nonce, ciphertext, tag
     */
    public byte[] seal(byte[] context, byte[] plaintext) {
        try {
            byte[] nonce = Randoms.bytes(NONCE_BYTES);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0);
            cipher.updateAAD(context);
            byte[] out = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plaintext.length));
            cipher.doFinal(plaintext, 0, plaintext.length, out, NONCE_BYTES);
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws GeneralSecurityException if one bit of it, or of the context, or the key is another
     */
    public byte[] open(byte[] context, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < OVERHEAD) {
            throw new GeneralSecurityException("sealed bytes are too short");
        }
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, 0);
        cipher.updateAAD(context);
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    /**
     * Encrypts under a key that is used for this one message and never again, so that no nonce need be kept: ciphertext
     * and tag, 16 bytes more than the plaintext.
     *
     * @param key 32 bytes that nothing else is ever sealed with
     */
    public static byte[] sealOnce(byte[] key, byte[] plaintext) {
        try {
            return once(Cipher.ENCRYPT_MODE, key).doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /**
     * Decrypts what {@link #sealOnce} made.
     *
     * @throws GeneralSecurityException if one bit of it or of the key is another
     */
    public static byte[] openOnce(byte[] key, byte[] sealed) throws GeneralSecurityException {
        return once(Cipher.DECRYPT_MODE, key).doFinal(sealed);
    }

    private static Cipher once(int mode, byte[] key) throws GeneralSecurityException {
        Cipher cipher = ONCE.get();
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]));
        return cipher;
    }

    private Cipher cipher(int mode, byte[] nonce, int offset) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        GCMParameterSpec spec = new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES);
        GeneralSecurityException failure = key.exposeKeyBytes(bytes -> {
            try {
                cipher.init(mode, new SecretKeySpec(bytes, "AES"), spec);
                return null;
            } catch (GeneralSecurityException e) {
                return e;
            }
        });
        if (failure != null) {
            throw failure;
        }
        return cipher;
    }
}
