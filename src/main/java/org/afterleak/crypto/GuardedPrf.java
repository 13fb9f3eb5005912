package org.afterleak.crypto;

/**
 * The decision key's one operation: HMAC-SHA-256 of a feature. It is asked for survivors of the fast filters only, a
 * handful per page, so an implementation may be slow and may count: a passphrase envelope in this process, a PKCS#11
 * token, a remote service with a quota. Implementations are thread-safe.
 */
public interface GuardedPrf {
    /**
     * The 32 bytes of HMAC-SHA-256(guarded key, domain || value).
     *
     * @param domain the kind of feature, so that equal bytes of two kinds give unrelated outputs
     * @param value the feature's canonical bytes; not kept
     */
    byte[] evaluate(byte domain, byte[] value);
}
