package org.afterleak.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Who signs: a private key and its certificates. Either made for a workspace ({@link #create}: ECDSA on P-256 with a
 * self-signed X.509 v3 certificate of ten years) or brought along as PKCS#12 ({@link #fromPkcs12}: RSA of 2048 bits or
 * more, or a NIST curve). Immutable, thread-safe, prints its certificate only. The platform keeps the private key in
 * objects that cannot be wiped: hold an identity only while signing.
 */
public final class SigningIdentity {
    /** Longest common name in characters (RFC 5280, ub-common-name). */
    public static final int MAX_COMMON_NAME = 64;

    private static final int MAX_PKCS12_BYTES = 1 << 20;
    private static final int YEARS = 10;
    private static final byte[] PROBE = "afterleak signing identity probe".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private SigningIdentity(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        this.key = key;
        this.chain = List.copyOf(chain);
        X509Certificate own = chain.get(0);
        if (!Certificates.isStrong(own.getPublicKey())) {
            throw new GeneralSecurityException(
                    "the signing key is too weak or of an unknown kind: RSA of 2048 bits or more, or P-256, P-384, P-521");
        }
        if (!Certificates.maySign(own)) {
            throw new GeneralSecurityException("the certificate's key usage does not allow signatures");
        }
        Signature probe = Signature.getInstance(algorithm());
        probe.initSign(key);
        probe.update(PROBE);
        byte[] signature = probe.sign();
        probe.initVerify(own.getPublicKey());
        probe.update(PROBE);
        if (!probe.verify(signature)) {
            throw new GeneralSecurityException("the private key and the certificate do not belong together");
        }
    }

    /**
     * A fresh identity: P-256, self-signed, valid from {@code now} for ten years, key usage digitalSignature and
     * contentCommitment, not a CA.
     *
     * @param commonName the subject's name, 1 to {@value #MAX_COMMON_NAME} characters without control characters
     */
    public static SigningIdentity create(String commonName, Instant now) throws GeneralSecurityException {
        if (commonName.isBlank()
                || commonName.length() > MAX_COMMON_NAME
                || commonName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a signing identity's name has 1 to " + MAX_COMMON_NAME + " characters and no control characters");
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
        // RFC 5280, 4.1.2.2: positive, at most 20 octets, and unguessable.
        BigInteger serial = new BigInteger(1, Randoms.bytes(16)).setBit(127);
        Instant end = now.atZone(ZoneOffset.UTC).plusYears(YEARS).toInstant();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name, serial, Date.from(now), Date.from(end), name, pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return new SigningIdentity(pair.getPrivate(), List.of(certificate));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException("the certificate could not be made", e);
        }
    }

    /**
     * The identity of a workspace, from the two files that {@code init} wrote.
     *
     * @param sealed what {@link #sealKey} gave
     * @param certificatePem what {@link #certificatePem} gave
     * @throws GeneralSecurityException if either was changed, or belongs to another key
     */
    public static SigningIdentity open(Sealer sealer, byte[] sealed, byte[] certificatePem)
            throws GeneralSecurityException {
        List<X509Certificate> chain = Certificates.readPem(certificatePem);
        byte[] pkcs8;
        try {
            pkcs8 = sealer.open(context(chain.get(0)), sealed);
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(
                    "the signing identity's key cannot be opened: it was changed, or belongs to another workspace or certificate");
        }
        try {
            String kind = chain.get(0).getPublicKey().getAlgorithm();
            PrivateKey key = KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new SigningIdentity(key, chain);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /**
     * The identity in a PKCS#12 file (RFC 7292), with the certificates of its chain that the file holds.
     *
     * @param pkcs12 the file's bytes, at most 1 MiB
     * @param password in UTF-8; stays the caller's
     * @throws GeneralSecurityException if the password is wrong, the file is none, or it does not hold exactly one key
     */
    public static SigningIdentity fromPkcs12(byte[] pkcs12, SecretBytes password) throws GeneralSecurityException {
        if (pkcs12.length > MAX_PKCS12_BYTES) {
            throw new GeneralSecurityException("PKCS#12 file is over 1 MiB");
        }
        char[] characters = password.exposeKeyBytes(SigningIdentity::decode);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(pkcs12), characters);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.size() != 1) {
                throw new GeneralSecurityException("PKCS#12 file holds " + keys.size() + " keys, expected one");
            }
            String alias = keys.get(0);
            Certificate[] certificates = store.getCertificateChain(alias);
            if (certificates == null
                    || certificates.length == 0
                    || !(store.getKey(alias, characters) instanceof PrivateKey key)) {
                throw new GeneralSecurityException("PKCS#12 file holds no private key with a certificate");
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : certificates) {
                chain.add((X509Certificate) certificate);
            }
            return new SigningIdentity(key, chain);
        } catch (IOException e) {
            // The platform says "keystore password was incorrect" and parse errors alike through IOException.
            throw new GeneralSecurityException("PKCS#12 file cannot be opened: wrong password, or not a PKCS#12 file");
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static char[] decode(byte[] utf8) {
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
        char[] characters = new char[decoded.remaining()];
        decoded.get(characters);
        Arrays.fill(decoded.array(), '\0');
        return characters;
    }

    /** The private key, encrypted; it opens only together with this identity's own certificate. */
    public byte[] sealKey(Sealer sealer) throws GeneralSecurityException {
        byte[] pkcs8 = key.getEncoded();
        if (pkcs8 == null) {
            throw new GeneralSecurityException("the private key cannot leave its store");
        }
        try {
            return sealer.seal(context(chain.get(0)), pkcs8);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static byte[] context(X509Certificate certificate) throws GeneralSecurityException {
        return ("signing-identity/v1/" + CertificateSummary.of(certificate).fingerprint())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The certificate and those of its chain, signer's first, in PEM (RFC 7468). Public. */
    public String certificatePem() throws GeneralSecurityException {
        return Certificates.toPem(chain);
    }

    /** The signer's own certificate. */
    public CertificateSummary certificate() throws GeneralSecurityException {
        return CertificateSummary.of(chain.get(0));
    }

    PrivateKey key() {
        return key;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    /** JCA name of the signature algorithm: SHA-256 with what the key is. */
    String algorithm() {
        return key instanceof ECKey ? "SHA256withECDSA" : "SHA256withRSA";
    }

    @Override
    public String toString() {
        return "SigningIdentity[" + chain.get(0).getSubjectX500Principal().getName() + "]";
    }
}
