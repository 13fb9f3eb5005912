package org.afterleak.crypto;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates between their encodings (RFC 7468 PEM, DER) and objects, and which keys are strong enough. */
final class Certificates {
    /** Most bytes of a PEM file, and most certificates in one. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_CERTIFICATES = 100;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 16384;

    private Certificates() {}

    static List<X509Certificate> readPem(byte[] pem) throws GeneralSecurityException {
        if (pem.length > MAX_BYTES) {
            throw new GeneralSecurityException("certificate file is over 1 MiB");
        }
        if (!new String(pem, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")) {
            throw new GeneralSecurityException("no certificate in PEM form");
        }
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                found.add((X509Certificate) certificate);
            }
        } catch (GeneralSecurityException e) {
            // The platform's message can quote the file: whoever named a wrong file may have named a secret one.
            throw new GeneralSecurityException("a certificate in the PEM file cannot be read");
        }
        if (found.isEmpty() || found.size() > MAX_CERTIFICATES) {
            throw new GeneralSecurityException(
                    "expected 1 to " + MAX_CERTIFICATES + " certificates, found " + found.size());
        }
        return List.copyOf(found);
    }

    static X509Certificate readDer(byte[] der) throws GeneralSecurityException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException("a certificate cannot be read");
        }
    }

    static String toPem(List<X509Certificate> chain) throws GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (X509Certificate certificate : chain) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(lines.encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString();
    }

    /** Whether signatures under that key count: ECDSA on a NIST curve of 256 bits or more, RSA of 2048 bits or more. */
    static boolean isStrong(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            return bits == 256 || bits == 384 || bits == 521;
        }
        return key instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= MIN_RSA_BITS
                && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
    }

    /** RFC 5280, 4.2.1.3: a certificate that names its uses must name signing among them. */
    static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[0] || usage[1];
    }
}
