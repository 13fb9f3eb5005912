package org.afterleak.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningIdentityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private static KeyRing ring(int fill) {
        byte[] root = new byte[KeyRing.ROOT_BYTES];
        java.util.Arrays.fill(root, (byte) fill);
        return new KeyRing(SecretBytes.owning(root));
    }

    private static SecretBytes password(String text) {
        return SecretBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void createdIdentity_isValidForTenYearsFromNow() throws Exception {
        CertificateSummary certificate =
                SigningIdentity.create("Example Watch", NOW).certificate();
        assertThat(certificate.subject()).isEqualTo("CN=Example Watch");
        assertThat(certificate.notBefore()).isEqualTo(NOW);
        assertThat(certificate.notAfter()).isEqualTo(Instant.parse("2036-03-01T12:00:00Z"));
    }

    @Test
    void createdCertificate_isAP256SigningCertificateInTheEyesOfOpenssl(@TempDir Path folder) throws Exception {
        OpenSsl openssl = OpenSsl.in(folder);
        SigningIdentity identity = SigningIdentity.create("Example Watch", NOW);
        Files.writeString(folder.resolve("c.pem"), identity.certificatePem());
        String text = openssl.start("x509", "-in", "c.pem", "-noout", "-text", "-fingerprint", "-sha256")
                .output();
        assertThat(text)
                .contains("Version: 3 (0x2)", "prime256v1", "ecdsa-with-SHA256")
                .contains("X509v3 Key Usage: critical", "Digital Signature, Non Repudiation")
                .contains("CA:FALSE", "X509v3 Subject Key Identifier");
        assertThat(text.replace(":", "").toLowerCase(java.util.Locale.ROOT))
                .contains(identity.certificate().fingerprint());
    }

    @Test
    void identity_opensAgainFromItsTwoFiles() throws Exception {
        SigningIdentity identity = SigningIdentity.create("Example Watch", NOW);
        try (KeyRing ring = ring(1)) {
            Sealer sealer = ring.sealer(Purpose.SIGNING_IDENTITY);
            byte[] pem = identity.certificatePem().getBytes(StandardCharsets.US_ASCII);
            SigningIdentity opened = SigningIdentity.open(sealer, identity.sealKey(sealer), pem);
            byte[] signature = new CmsSigner(opened, Clock.fixed(NOW, ZoneOffset.UTC)).signDetached(CONTENT);
            assertThat(CmsVerifier.trusting(java.util.List.of(pem))
                            .verifyDetached(CONTENT, signature)
                            .certificate())
                    .isEqualTo(identity.certificate());
        }
    }

    @Test
    void identity_ofAnotherWorkspaceOrCertificate_doesNotOpen() throws Exception {
        SigningIdentity one = SigningIdentity.create("One", NOW);
        SigningIdentity two = SigningIdentity.create("Two", NOW);
        try (KeyRing ring = ring(1);
                KeyRing other = ring(2)) {
            byte[] sealed = one.sealKey(ring.sealer(Purpose.SIGNING_IDENTITY));
            byte[] pemOne = one.certificatePem().getBytes(StandardCharsets.US_ASCII);
            byte[] pemTwo = two.certificatePem().getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> SigningIdentity.open(other.sealer(Purpose.SIGNING_IDENTITY), sealed, pemOne))
                    .isInstanceOf(GeneralSecurityException.class)
                    .hasMessageContaining("cannot be opened");
            assertThatThrownBy(() -> SigningIdentity.open(ring.sealer(Purpose.SIGNING_IDENTITY), sealed, pemTwo))
                    .isInstanceOf(GeneralSecurityException.class);
            sealed[sealed.length / 2] ^= 1;
            assertThatThrownBy(() -> SigningIdentity.open(ring.sealer(Purpose.SIGNING_IDENTITY), sealed, pemOne))
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void sealedKey_holdsNothingOfThePrivateKey() throws Exception {
        SigningIdentity identity = SigningIdentity.create("Example Watch", NOW);
        try (KeyRing ring = ring(1)) {
            String sealed =
                    new String(identity.sealKey(ring.sealer(Purpose.SIGNING_IDENTITY)), StandardCharsets.ISO_8859_1);
            byte[] pkcs8 = identity.key().getEncoded();
            for (int i = 0; i + 8 <= pkcs8.length; i++) {
                assertThat(sealed).doesNotContain(new String(pkcs8, i, 8, StandardCharsets.ISO_8859_1));
            }
            assertThat(identity.toString()).isEqualTo("SigningIdentity[CN=Example Watch]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000b"})
    void create_withANameThatIsNone_isRefused(String name) {
        assertThatThrownBy(() -> SigningIdentity.create(name, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void create_withANameOver64Characters_isRefused() throws Exception {
        assertThat(SigningIdentity.create("n".repeat(64), NOW).certificate().subject())
                .hasSize(67);
        assertThatThrownBy(() -> SigningIdentity.create("n".repeat(65), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec"})
    void pkcs12_ofOpenssl_signs(String kind, @TempDir Path folder) throws Exception {
        byte[] pkcs12 = pkcs12(folder, kind);
        SigningIdentity identity = SigningIdentity.fromPkcs12(pkcs12, password("päss wörd"));
        CmsSigner signer = new CmsSigner(identity, Clock.fixed(Instant.now(), ZoneOffset.UTC));
        CmsVerifier.Signed signed = CmsVerifier.withoutAnchors().verifyDetached(CONTENT, signer.signDetached(CONTENT));
        assertThat(signed.certificate().subject()).contains("CN=Brought Along");
        assertThat(signed.anchored()).isFalse();
    }

    @Test
    void pkcs12_withAWrongPassword_isRefusedWithoutSayingEither(@TempDir Path folder) throws Exception {
        byte[] pkcs12 = pkcs12(folder, "ec");
        assertThatThrownBy(() -> SigningIdentity.fromPkcs12(pkcs12, password("hunter2-wrong")))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("PKCS#12 file cannot be opened: wrong password, or not a PKCS#12 file")
                .hasNoCause();
    }

    @Test
    void pkcs12_withAWeakKey_isRefused(@TempDir Path folder) throws Exception {
        byte[] pkcs12 = pkcs12(folder, "rsa:1024");
        assertThatThrownBy(() -> SigningIdentity.fromPkcs12(pkcs12, password("päss wörd")))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("too weak");
    }

    @Test
    void pkcs12_thatIsNone_isRefused() {
        for (byte[] bytes : new byte[][] {new byte[0], {1, 2, 3}, new byte[2 << 20]}) {
            assertThatThrownBy(() -> SigningIdentity.fromPkcs12(bytes, password("x")))
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void pem_thatIsNone_isRefusedWithoutQuotingIt() {
        String secret = "not-a-certificate-but-a-secret";
        String hidden = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        for (String pem :
                new String[] {secret, "-----BEGIN CERTIFICATE-----\n" + hidden + "\n-----END CERTIFICATE-----\n", ""}) {
            assertThatThrownBy(() -> CertificateSummary.ofPem(pem.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(GeneralSecurityException.class)
                    .hasMessageNotContaining(secret)
                    .hasMessageNotContaining(hidden)
                    .hasNoCause();
        }
    }

    private static byte[] pkcs12(Path folder, String kind) throws Exception {
        OpenSsl openssl = OpenSsl.in(folder);
        if (kind.equals("ec")) {
            openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "k.pem");
        } else {
            openssl.run("genrsa", "-out", "k.pem", kind.substring(4));
        }
        openssl.run(
                "req", "-x509", "-new", "-key", "k.pem", "-subj", "/CN=Brought Along", "-days", "30", "-out", "c.pem");
        openssl.run(
                "pkcs12", "-export", "-inkey", "k.pem", "-in", "c.pem", "-passout", "pass:päss wörd", "-out", "k.p12");
        return Files.readAllBytes(folder.resolve("k.p12"));
    }
}
