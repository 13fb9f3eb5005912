package org.afterleak.crypto;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The keys of one workspace, derived from its root key with HKDF-SHA-256 (RFC 5869), one subkey per {@link Purpose}.
 * Thread-safe. {@link #close} wipes all of them.
 */
public final class KeyRing implements AutoCloseable {
    /** Length of the root key in bytes. */
    public static final int ROOT_BYTES = 32;

    private final SecretBytes root;
    private final Map<Purpose, SecretBytes> subkeys = new EnumMap<>(Purpose.class);

    /** Takes over the root key: closing this ring wipes it. */
    public KeyRing(SecretBytes root) {
        if (root.length() != ROOT_BYTES) {
            throw new IllegalArgumentException("a root key has " + ROOT_BYTES + " bytes, not " + root.length());
        }
        this.root = root;
    }

    /** The subkey for that purpose, derived at its first use; it belongs to this ring. */
    public synchronized SecretBytes subkey(Purpose purpose) {
        return subkeys.computeIfAbsent(purpose, this::derive);
    }

    /** Authenticated encryption under that purpose's subkey. */
    public Sealer sealer(Purpose purpose) {
        return new Sealer(subkey(purpose));
    }

    /** HMAC-SHA-256 under that purpose's subkey. */
    public Prf prf(Purpose purpose) {
        return new Prf(subkey(purpose));
    }

    /** The guarded key, here in this process; elsewhere it may live behind a token or a remote service. */
    public GuardedPrf guarded() {
        return new LocalGuardedPrf(subkey(Purpose.GUARDED));
    }

    private SecretBytes derive(Purpose purpose) {
        return root.exposeKeyBytes(rootBytes -> {
            HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
            byte[] info = ("afterleak/v1/" + purpose.label()).getBytes(StandardCharsets.US_ASCII);
            hkdf.init(new HKDFParameters(rootBytes, null, info));
            byte[] out = new byte[purpose.bytes()];
            hkdf.generateBytes(out, 0, out.length);
            return SecretBytes.owning(out);
        });
    }

    @Override
    public synchronized void close() {
        subkeys.values().forEach(SecretBytes::close);
        subkeys.clear();
        root.close();
    }

    @Override
    public String toString() {
        return "KeyRing[sealed]";
    }
}
