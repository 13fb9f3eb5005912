package org.afterleak.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Detached CMS signatures (RFC 5652) with SHA-256. The signed attributes are contentType, messageDigest, signingTime
 * (of the given clock: a claim, not a proof), cmsAlgorithmProtection (RFC 6211) and signingCertificateV2 (RFC 5035),
 * which binds every certificate that travels along, so that none of them can be exchanged. Thread-safe.
 */
public final class CmsSigner {
    private final SigningIdentity identity;
    private final Clock clock;

    public CmsSigner(SigningIdentity identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
    }

    /** The certificate that signatures are made under. */
    public CertificateSummary certificate() throws GeneralSecurityException {
        return identity.certificate();
    }

    /** The certificates that travel with each signature, signer's first, in PEM. */
    public String certificatePem() throws GeneralSecurityException {
        return identity.certificatePem();
    }

    /**
     * Signs the exact bytes of {@code content}.
     *
     * @return a ContentInfo of type signedData without the content, in DER; {@code openssl cms -verify -binary -inform
     *     DER} reads it
     * @throws GeneralSecurityException if the certificate is not valid at the clock's time, or the key fails
     */
    public byte[] signDetached(byte[] content) throws GeneralSecurityException {
        if (!identity.certificate().isValidAt(clock.instant())) {
            throw new GeneralSecurityException("the signing certificate is not valid now; it is valid from "
                    + identity.certificate().notBefore() + " to "
                    + identity.certificate().notAfter());
        }
        List<X509Certificate> chain = identity.chain();
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                            new JcaDigestCalculatorProviderBuilder().build())
                    .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes(chain)))
                    .build(new JcaContentSignerBuilder(identity.algorithm()).build(identity.key()), chain.get(0)));
            generator.addCertificates(new JcaCertStore(chain));
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded(ASN1Encoding.DER);
        } catch (CMSException | OperatorCreationException | IOException e) {
            throw new GeneralSecurityException("signing failed", e);
        }
    }

    private AttributeTable attributes(List<X509Certificate> chain) throws GeneralSecurityException {
        ESSCertIDv2[] ids = new ESSCertIDv2[chain.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = new ESSCertIDv2(Digests.sha256().digest(chain.get(i).getEncoded()));
        }
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(clock.instant())))));
        attributes.add(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(new SigningCertificateV2(ids))));
        return new AttributeTable(attributes);
    }
}
