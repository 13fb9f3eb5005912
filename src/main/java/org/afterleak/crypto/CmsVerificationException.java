package org.afterleak.crypto;

import java.security.GeneralSecurityException;

/** Why a signature does not count, as a {@link Reason} that code can act on and a sentence for people. */
public final class CmsVerificationException extends GeneralSecurityException {
    private static final long serialVersionUID = 1L;

    /** The first check that failed, in the order in which they are made. */
    public enum Reason {
        /** There are no bytes. */
        NO_SIGNATURE,
        /** Not a detached CMS signature of exactly one signer in its DER form, or over the size limit. */
        MALFORMED,
        /** The signer's certificate is not in the signature, or the signature binds another one. */
        NO_CERTIFICATE,
        /** A digest, key or signature algorithm that no longer counts, or a certificate that may not sign. */
        NOT_ALLOWED,
        /** The signature is over other bytes than these. */
        WRONG_CONTENT,
        /** The signature was not made with the certificate's key. */
        WRONG_KEY,
        /** The certificate was not valid at the time of signing that the signature claims. */
        EXPIRED_AT_SIGNING,
        /** Trust anchors were given and the certificate leads to none of them. */
        UNTRUSTED
    }

    private final Reason reason;

    CmsVerificationException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
