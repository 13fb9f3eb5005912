package org.afterleak.crypto;

/** The guarded key in this process's memory. */
final class LocalGuardedPrf implements GuardedPrf {
    private final ThreadLocal<Prf> prf;

    LocalGuardedPrf(SecretBytes key) {
        this.prf = ThreadLocal.withInitial(() -> new Prf(key));
    }

    @Override
    public byte[] evaluate(byte domain, byte[] value) {
        return prf.get().evaluate(domain, value);
    }
}
