package org.afterleak.crypto;

/** The key envelope cannot be read or opened: damaged, of another version, or the passphrase or key file is wrong. */
public final class EnvelopeException extends Exception {
    private static final long serialVersionUID = 1L;

    public EnvelopeException(String message) {
        super(message);
    }
}
