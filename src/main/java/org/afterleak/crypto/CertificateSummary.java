package org.afterleak.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * What a reader needs to know of a certificate (RFC 5280).
 *
 * @param subject distinguished name as RFC 2253 writes it; control characters are escaped
 * @param fingerprint SHA-256 of the DER encoding, 64 lower-case hex digits, as {@code openssl x509 -fingerprint -sha256}
 *     computes it
 * @param notBefore first instant of its validity
 * @param notAfter last instant of its validity
 */
public record CertificateSummary(String subject, String fingerprint, Instant notBefore, Instant notAfter) {
    static CertificateSummary of(X509Certificate certificate) throws GeneralSecurityException {
        return new CertificateSummary(
                certificate.getSubjectX500Principal().getName(),
                Digests.sha256Hex(certificate.getEncoded()),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /**
     * The first certificate of a PEM file.
     *
     * @throws GeneralSecurityException if it holds none
     */
    public static CertificateSummary ofPem(byte[] pem) throws GeneralSecurityException {
        return of(Certificates.readPem(pem).get(0));
    }

    boolean isValidAt(Instant instant) {
        return !instant.isBefore(notBefore) && !instant.isAfter(notAfter);
    }
}
