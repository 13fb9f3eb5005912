package org.afterleak.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.afterleak.crypto.CmsVerificationException.Reason;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Checks detached CMS signatures (RFC 5652) offline, as {@link CmsSigner} makes them and as {@code openssl cms -sign
 * -cades} does: one signer, SHA-2, ECDSA or RSA, signingTime and signingCertificateV2 (RFC 5035) present, every
 * certificate that travels along bound by it, DER. With trust anchors the certificate's path is validated too (RFC 5280)
 * as of the signing time; revocation is not looked up. Immutable, thread-safe.
 */
public final class CmsVerifier {
    /** Largest signature in bytes. */
    public static final int MAX_SIGNATURE_BYTES = 256 * 1024;

    private static final int MAX_CERTIFICATES = 20;
    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);
    private static final Set<ASN1ObjectIdentifier> SIGNATURES = Set.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512,
            PKCSObjectIdentifiers.rsaEncryption,
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption);

    private final Set<X509Certificate> anchors;

    private CmsVerifier(Set<X509Certificate> anchors) {
        this.anchors = Set.copyOf(anchors);
    }

    /**
     * What a good signature says.
     *
     * @param certificate the signer's
     * @param signedAt the signing time as the signer claims it
     * @param anchored whether the certificate leads to a given trust anchor; false where none was given
     */
    public record Signed(CertificateSummary certificate, Instant signedAt, boolean anchored) {}

    /** Checks signatures, and reports who signed as not anchored. */
    public static CmsVerifier withoutAnchors() {
        return new CmsVerifier(Set.of());
    }

    /**
     * Demands that the signer's certificate is one of these, or leads to one of them.
     *
     * @param pems PEM files of one or more certificates each, at most 1 MiB a file
     * @throws GeneralSecurityException if one holds no certificate
     */
    public static CmsVerifier trusting(Collection<byte[]> pems) throws GeneralSecurityException {
        Set<X509Certificate> anchors = new HashSet<>();
        for (byte[] pem : pems) {
            anchors.addAll(Certificates.readPem(pem));
        }
        return new CmsVerifier(anchors);
    }

    /**
     * Returns who signed {@code content} and when; no exception means that the signature holds.
     *
     * @param signature DER, at most {@value #MAX_SIGNATURE_BYTES} bytes
     * @throws CmsVerificationException naming the first check that fails
     */
    public Signed verifyDetached(byte[] content, byte[] signature) throws CmsVerificationException {
        try {
            return verify(content, signature);
        } catch (RuntimeException e) {
            // Bouncy Castle reads lazily: what is malformed may show at any step, and as any unchecked exception.
            throw failure(Reason.MALFORMED, "the signature cannot be read");
        }
    }

    private Signed verify(byte[] content, byte[] signature) throws CmsVerificationException {
        // 1. There is a signature, it is one that we know how to read, and nothing hides beside it.
        if (signature.length == 0) {
            throw failure(Reason.NO_SIGNATURE, "there is no signature");
        }
        CMSSignedData data = parse(content, signature);
        SignerInformation signer = onlySigner(data);

        // 2. The certificate that it names travels with it, and is the one that the signer bound.
        List<X509Certificate> certificates = certificates(data);
        X509Certificate own = own(data, signer, certificates);
        requireBound(signer, own, certificates);

        // 3. Algorithms and key are strong enough, and the certificate may be used for signatures.
        requireAllowed(data, signer, own);

        // 4. The signature is over these bytes and by that key.
        requireSigned(content, signer, own);

        // 5. The certificate was valid when the signer says it signed.
        Instant signedAt = signingTime(signer);
        CertificateSummary summary = summary(own);
        if (!summary.isValidAt(signedAt)) {
            throw failure(
                    Reason.EXPIRED_AT_SIGNING,
                    "signed at " + signedAt + ", but the certificate is valid from " + summary.notBefore() + " to "
                            + summary.notAfter());
        }

        // 6. Where the verifier was told whom to trust, the certificate leads there.
        if (!anchors.isEmpty()) {
            requireAnchored(own, certificates, signedAt, summary);
        }
        return new Signed(summary, signedAt, !anchors.isEmpty());
    }

    private static CMSSignedData parse(byte[] content, byte[] der) throws CmsVerificationException {
        if (der.length > MAX_SIGNATURE_BYTES) {
            throw failure(Reason.MALFORMED, "the signature is over " + MAX_SIGNATURE_BYTES + " bytes");
        }
        try {
            CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), der);
            SignedData fields = SignedData.getInstance(data.toASN1Structure().getContent());
            if (fields.getEncapContentInfo().getContent() != null) {
                throw failure(Reason.MALFORMED, "the signature carries content of its own, expected a detached one");
            }
            // RFC 5652, 5.1: version 1 is what a detached id-data signature by issuer and serial number has. A second
            // encoding of the same values would be a place to hide bytes in, so there is only the one.
            if (!data.toASN1Structure().getContentType().equals(CMSObjectIdentifiers.signedData)
                    || !fields.getEncapContentInfo().getContentType().equals(CMSObjectIdentifiers.data)
                    || !fields.getVersion().hasValue(1)
                    || fields.getCRLs() != null
                    || !Arrays.equals(data.toASN1Structure().getEncoded(ASN1Encoding.DER), der)) {
                throw failure(
                        Reason.MALFORMED, "the signature is not in the one form that is accepted (DER, version 1)");
            }
            return data;
        } catch (CMSException | IOException | RuntimeException e) {
            throw failure(Reason.MALFORMED, "the signature is not a CMS signedData structure");
        }
    }

    private static SignerInformation onlySigner(CMSSignedData data) throws CmsVerificationException {
        try {
            Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
            if (signers.size() != 1) {
                throw failure(Reason.MALFORMED, "the signature has " + signers.size() + " signers, expected one");
            }
            SignerInformation signer = signers.iterator().next();
            if (signer.getVersion() != 1
                    || signer.getUnsignedAttributes() != null
                    || !CMSAttributes.contentType.equals(
                            attribute(signer, CMSAttributes.contentType).getAttrType())) {
                throw failure(Reason.MALFORMED, "the signer is not in the one form that is accepted");
            }
            return signer;
        } catch (RuntimeException e) {
            throw failure(Reason.MALFORMED, "the signer cannot be read");
        }
    }

    private static List<X509Certificate> certificates(CMSSignedData data) throws CmsVerificationException {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (X509CertificateHolder holder : data.getCertificates().getMatches(null)) {
                if (found.size() == MAX_CERTIFICATES) {
                    throw failure(Reason.MALFORMED, "the signature carries over " + MAX_CERTIFICATES + " certificates");
                }
                found.add(Certificates.readDer(holder.getEncoded()));
            }
            ASN1Set carried =
                    SignedData.getInstance(data.toASN1Structure().getContent()).getCertificates();
            if (carried != null && carried.size() != found.size()) {
                throw failure(Reason.MALFORMED, "the signature carries certificates of an unknown form");
            }
        } catch (CmsVerificationException e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw failure(Reason.MALFORMED, "a certificate in the signature cannot be read");
        }
        return found;
    }

    private static X509Certificate own(CMSSignedData data, SignerInformation signer, List<X509Certificate> all)
            throws CmsVerificationException {
        try {
            @SuppressWarnings("unchecked") // The selector of a signer matches certificates by declaration.
            Collection<X509CertificateHolder> matching = data.getCertificates().getMatches(signer.getSID());
            if (matching.size() == 1) {
                byte[] encoded = matching.iterator().next().getEncoded();
                for (X509Certificate certificate : all) {
                    // Names match whatever their case (RFC 5280, 7.1); here they are to be the same bytes.
                    if (Arrays.equals(certificate.getEncoded(), encoded)
                            && Arrays.equals(
                                    certificate.getIssuerX500Principal().getEncoded(),
                                    signer.getSID().getIssuer().getEncoded())) {
                        return certificate;
                    }
                }
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw failure(Reason.MALFORMED, "a certificate in the signature cannot be read");
        }
        throw failure(Reason.NO_CERTIFICATE, "the signer's certificate is not in the signature");
    }

    /** RFC 5035, section 3: the first identifier is the signer's certificate, the others are all that may be used. */
    private static void requireBound(SignerInformation signer, X509Certificate own, List<X509Certificate> all)
            throws CmsVerificationException {
        Set<String> bound = new HashSet<>();
        String first = "";
        try {
            SigningCertificateV2 attribute =
                    SigningCertificateV2.getInstance(attribute(signer, PKCSObjectIdentifiers.id_aa_signingCertificateV2)
                            .getAttrValues()
                            .getObjectAt(0));
            for (ESSCertIDv2 id : attribute.getCerts()) {
                if (!id.getHashAlgorithm().getAlgorithm().equals(NISTObjectIdentifiers.id_sha256)) {
                    throw failure(
                            Reason.NOT_ALLOWED, "the signature binds its certificate with another digest than SHA-256");
                }
                String hash = HexFormat.of().formatHex(id.getCertHash());
                first = first.isEmpty() ? hash : first;
                bound.add(hash);
            }
            if (!first.equals(Digests.sha256Hex(own.getEncoded()))) {
                throw failure(Reason.NO_CERTIFICATE, "the signature binds another certificate than the one it carries");
            }
            for (X509Certificate certificate : all) {
                if (!bound.contains(Digests.sha256Hex(certificate.getEncoded()))) {
                    throw failure(Reason.NO_CERTIFICATE, "the signature carries a certificate that it does not bind");
                }
            }
        } catch (CmsVerificationException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw failure(Reason.MALFORMED, "the signature does not bind its certificate (signingCertificateV2)");
        }
    }

    private static void requireAllowed(CMSSignedData data, SignerInformation signer, X509Certificate own)
            throws CmsVerificationException {
        AlgorithmIdentifier digest = signer.getDigestAlgorithmID();
        if (!DIGESTS.contains(digest.getAlgorithm())) {
            throw failure(Reason.NOT_ALLOWED, "the signature's digest is not SHA-256, SHA-384 or SHA-512");
        }
        // RFC 5652, 5.1: digestAlgorithms repeats the signers'; what it says beside that would be unsigned.
        Set<AlgorithmIdentifier> announced = data.getDigestAlgorithmIDs();
        if (announced.size() != 1 || !announced.contains(digest)) {
            throw failure(Reason.MALFORMED, "the signature announces another digest than it uses");
        }
        if (!SIGNATURES.contains(
                signer.toASN1Structure().getDigestEncryptionAlgorithm().getAlgorithm())) {
            throw failure(Reason.NOT_ALLOWED, "the signature's algorithm is not ECDSA or RSA with SHA-2");
        }
        if (!Certificates.isStrong(own.getPublicKey())) {
            throw failure(Reason.NOT_ALLOWED, "the signer's key is too weak or of an unknown kind");
        }
        if (!Certificates.maySign(own)) {
            throw failure(Reason.NOT_ALLOWED, "the signer's certificate may not be used for signatures");
        }
    }

    private static void requireSigned(byte[] content, SignerInformation signer, X509Certificate own)
            throws CmsVerificationException {
        try {
            byte[] stated = ((org.bouncycastle.asn1.ASN1OctetString) attribute(signer, CMSAttributes.messageDigest)
                            .getAttrValues()
                            .getObjectAt(0))
                    .getOctets();
            if (!Arrays.equals(stated, digestOf(content, signer.getDigestAlgorithmID()))) {
                throw failure(Reason.WRONG_CONTENT, "the signature is over other bytes than these");
            }
            // Without the certificate Bouncy Castle leaves its validity to us: step 5 says more than it would.
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(own.getPublicKey()))) {
                throw failure(Reason.WRONG_KEY, "the signature was not made with the certificate's key");
            }
        } catch (CmsVerificationException e) {
            throw e;
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            throw failure(Reason.WRONG_KEY, "the signature does not hold under the certificate's key");
        }
    }

    private static byte[] digestOf(byte[] content, AlgorithmIdentifier algorithm) {
        if (algorithm.getAlgorithm().equals(NISTObjectIdentifiers.id_sha512)) {
            return Digests.sha512().digest(content);
        }
        if (algorithm.getAlgorithm().equals(NISTObjectIdentifiers.id_sha384)) {
            return Digests.sha384().digest(content);
        }
        return Digests.sha256().digest(content);
    }

    private static Instant signingTime(SignerInformation signer) throws CmsVerificationException {
        try {
            return Time.getInstance(attribute(signer, CMSAttributes.signingTime)
                            .getAttrValues()
                            .getObjectAt(0))
                    .getDate()
                    .toInstant();
        } catch (RuntimeException e) {
            throw failure(Reason.MALFORMED, "the signature says no signing time");
        }
    }

    private void requireAnchored(
            X509Certificate own, List<X509Certificate> carried, Instant at, CertificateSummary summary)
            throws CmsVerificationException {
        if (anchors.contains(own)) {
            return;
        }
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(own);
            Set<TrustAnchor> trusted = new HashSet<>();
            anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(carried)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (GeneralSecurityException e) {
            throw failure(
                    Reason.UNTRUSTED,
                    "the signer's certificate sha256:" + summary.fingerprint() + " leads to none of the trusted ones");
        }
    }

    private static CertificateSummary summary(X509Certificate certificate) throws CmsVerificationException {
        try {
            return CertificateSummary.of(certificate);
        } catch (GeneralSecurityException e) {
            throw failure(Reason.MALFORMED, "a certificate in the signature cannot be read");
        }
    }

    /** The one signed attribute of that type; RFC 5652, 5.3 allows each once, with one value. */
    private static Attribute attribute(SignerInformation signer, ASN1ObjectIdentifier type) {
        Attribute found = null;
        for (ASN1Encodable each : signer.toASN1Structure().getAuthenticatedAttributes()) {
            Attribute attribute = Attribute.getInstance(each);
            if (attribute.getAttrType().equals(type)) {
                if (found != null || attribute.getAttrValues().size() != 1) {
                    throw new IllegalArgumentException("attribute is there twice");
                }
                found = attribute;
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("attribute is missing");
        }
        return found;
    }

    private static CmsVerificationException failure(Reason reason, String message) {
        return new CmsVerificationException(reason, message);
    }
}
