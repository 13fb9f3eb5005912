package org.afterleak.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.afterleak.crypto.CmsVerificationException.Reason;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CmsVerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] CONTENT = "the exact bytes\r\n".getBytes(StandardCharsets.UTF_8);
    private static final Path DATA = Path.of("../shared/data/cms");

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private static Reason reason(CmsVerifier verifier, byte[] content, byte[] signature) {
        return catchThrowableOfType(CmsVerificationException.class, () -> verifier.verifyDetached(content, signature))
                .reason();
    }

    @Test
    void signature_isVerifiedWithItsTimeAndCertificate() throws Exception {
        SigningIdentity identity = SigningIdentity.create("Example Watch", NOW);
        byte[] signature = new CmsSigner(identity, at(NOW.plusSeconds(60))).signDetached(CONTENT);
        CmsVerifier.Signed signed = CmsVerifier.withoutAnchors().verifyDetached(CONTENT, signature);
        assertThat(signed).isEqualTo(new CmsVerifier.Signed(identity.certificate(), NOW.plusSeconds(60), false));
    }

    @Test
    void signature_withAnyOneByteChanged_neverVerifies() throws Exception {
        SigningIdentity identity = SigningIdentity.create("Example Watch", NOW);
        byte[] signature = new CmsSigner(identity, at(NOW)).signDetached(CONTENT);
        CmsVerifier verifier = CmsVerifier.withoutAnchors();
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < signature.length; i++) {
            for (int bit : new int[] {0x01, 0x20, 0x80}) {
                byte[] changed = signature.clone();
                changed[i] ^= (byte) bit;
                try {
                    verifier.verifyDetached(CONTENT, changed);
                    accepted.add(i + "^" + Integer.toHexString(bit));
                } catch (CmsVerificationException e) {
                    assertThat(e.reason()).isNotNull();
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void signature_cutOrExtended_isMalformed() throws Exception {
        byte[] signature = new CmsSigner(SigningIdentity.create("Example Watch", NOW), at(NOW)).signDetached(CONTENT);
        CmsVerifier verifier = CmsVerifier.withoutAnchors();
        for (int length = 1; length < signature.length; length += 7) {
            assertThat(reason(verifier, CONTENT, Arrays.copyOf(signature, length)))
                    .isEqualTo(Reason.MALFORMED);
        }
        assertThat(reason(verifier, CONTENT, Arrays.copyOf(signature, signature.length + 1)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reason(verifier, CONTENT, new byte[0])).isEqualTo(Reason.NO_SIGNATURE);
        assertThat(reason(verifier, CONTENT, new byte[CmsVerifier.MAX_SIGNATURE_BYTES + 1]))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void otherContent_isNamedAsSuch() throws Exception {
        byte[] signature = new CmsSigner(SigningIdentity.create("Example Watch", NOW), at(NOW)).signDetached(CONTENT);
        assertThat(reason(CmsVerifier.withoutAnchors(), "other".getBytes(StandardCharsets.UTF_8), signature))
                .isEqualTo(Reason.WRONG_CONTENT);
    }

    @Test
    void anchors_decideWhoIsTrusted() throws Exception {
        SigningIdentity identity = SigningIdentity.create("Example Watch", NOW);
        SigningIdentity stranger = SigningIdentity.create("Example Watch", NOW);
        byte[] signature = new CmsSigner(identity, at(NOW)).signDetached(CONTENT);
        byte[] own = identity.certificatePem().getBytes(StandardCharsets.US_ASCII);
        byte[] other = stranger.certificatePem().getBytes(StandardCharsets.US_ASCII);
        assertThat(CmsVerifier.trusting(List.of(other, own))
                        .verifyDetached(CONTENT, signature)
                        .anchored())
                .isTrue();
        assertThat(reason(CmsVerifier.trusting(List.of(other)), CONTENT, signature))
                .isEqualTo(Reason.UNTRUSTED);
    }

    @Test
    void signer_outsideItsCertificatesValidity_refusesToSign() throws Exception {
        SigningIdentity identity = SigningIdentity.create("Example Watch", NOW);
        assertThatThrownBy(() -> new CmsSigner(identity, at(NOW.minusSeconds(1))).signDetached(CONTENT))
                .hasMessageContaining("not valid now");
    }

    @Test
    void signature_isAcceptedByOpenssl(@TempDir Path folder) throws Exception {
        OpenSsl openssl = OpenSsl.in(folder);
        SigningIdentity identity = SigningIdentity.create("Example Watch", NOW);
        Files.write(folder.resolve("s.p7s"), new CmsSigner(identity, at(NOW)).signDetached(CONTENT));
        Files.write(folder.resolve("content"), CONTENT);
        Files.writeString(folder.resolve("c.pem"), identity.certificatePem());
        openssl.run(
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "s.p7s",
                "-content",
                "content",
                "-CAfile",
                "c.pem",
                "-attime",
                Long.toString(NOW.getEpochSecond()),
                "-out",
                "out");
        openssl.run(
                "cms",
                "-verify",
                "-cades",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "s.p7s",
                "-content",
                "content",
                "-CAfile",
                "c.pem",
                "-no_check_time",
                "-out",
                "out");
        assertThat(folder.resolve("out")).hasBinaryContent(CONTENT);
        Files.write(folder.resolve("content"), "changed".getBytes(StandardCharsets.UTF_8));
        assertThat(openssl.start(
                                "cms",
                                "-verify",
                                "-binary",
                                "-inform",
                                "DER",
                                "-in",
                                "s.p7s",
                                "-content",
                                "content",
                                "-CAfile",
                                "c.pem",
                                "-no_check_time",
                                "-out",
                                "out")
                        .exit())
                .isNotZero();
    }

    /** A CA, a signer under it, and a signature of openssl's making: nothing of ours on the signing side. */
    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec"})
    void signatureOfOpenssl_underACa_isVerifiedAndAnchored(String kind, @TempDir Path folder) throws Exception {
        OpenSsl openssl = OpenSsl.in(folder);
        ca(openssl, folder, kind);
        openssl.run(
                "cms",
                "-sign",
                "-cades",
                "-binary",
                "-md",
                "sha256",
                "-in",
                "content",
                "-signer",
                "c.pem",
                "-inkey",
                "k.pem",
                "-certfile",
                "ca.pem",
                "-outform",
                "DER",
                "-out",
                "s.p7s",
                "-nosmimecap");
        byte[] signature = Files.readAllBytes(folder.resolve("s.p7s"));
        // openssl binds the signer's certificate only, so one that is not bound travels along: refused.
        assertThat(reason(CmsVerifier.withoutAnchors(), CONTENT, signature)).isEqualTo(Reason.NO_CERTIFICATE);

        openssl.run(
                "cms",
                "-sign",
                "-cades",
                "-binary",
                "-md",
                "sha256",
                "-in",
                "content",
                "-signer",
                "c.pem",
                "-inkey",
                "k.pem",
                "-outform",
                "DER",
                "-out",
                "s.p7s",
                "-nosmimecap");
        signature = Files.readAllBytes(folder.resolve("s.p7s"));
        byte[] ca = Files.readAllBytes(folder.resolve("ca.pem"));
        CmsVerifier.Signed signed = CmsVerifier.trusting(List.of(ca)).verifyDetached(CONTENT, signature);
        assertThat(signed.anchored()).isTrue();
        assertThat(signed.certificate().subject()).isEqualTo("CN=Signer");
    }

    @Test
    void identityUnderACa_bindsItsChainAndLeadsToTheCa(@TempDir Path folder) throws Exception {
        OpenSsl openssl = OpenSsl.in(folder);
        ca(openssl, folder, "ec");
        openssl.run(
                "pkcs12",
                "-export",
                "-inkey",
                "k.pem",
                "-in",
                "c.pem",
                "-certfile",
                "ca.pem",
                "-passout",
                "pass:test",
                "-out",
                "k.p12");
        SigningIdentity identity = SigningIdentity.fromPkcs12(
                Files.readAllBytes(folder.resolve("k.p12")),
                SecretBytes.copyOf("test".getBytes(StandardCharsets.UTF_8)));
        byte[] signature = new CmsSigner(identity, at(Instant.now())).signDetached(CONTENT);
        byte[] ca = Files.readAllBytes(folder.resolve("ca.pem"));
        assertThat(CmsVerifier.trusting(List.of(ca))
                        .verifyDetached(CONTENT, signature)
                        .anchored())
                .isTrue();
        // Every certificate that travels along is bound: none has a byte that may change.
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 0x01;
            assertThatThrownBy(() -> CmsVerifier.withoutAnchors().verifyDetached(CONTENT, changed))
                    .isInstanceOf(CmsVerificationException.class);
        }
    }

    @Test
    void signatureAfterItsCertificateExpired_isNamedAsSuch(@TempDir Path folder) throws Exception {
        OpenSsl openssl = OpenSsl.in(folder);
        Files.write(folder.resolve("content"), CONTENT);
        // "openssl ca" is the one command that gives a certificate dates of the past.
        openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "k.pem");
        openssl.run("req", "-new", "-key", "k.pem", "-subj", "/CN=Old", "-out", "c.csr");
        Files.writeString(folder.resolve("index"), "");
        Files.writeString(folder.resolve("ca.cnf"), """
                [ca]
                default_ca = d
                [d]
                database = index
                new_certs_dir = .
                rand_serial = yes
                default_md = sha256
                policy = p
                [p]
                commonName = supplied
                """);
        openssl.run(
                "ca",
                "-batch",
                "-config",
                "ca.cnf",
                "-selfsign",
                "-keyfile",
                "k.pem",
                "-in",
                "c.csr",
                "-startdate",
                "20200101000000Z",
                "-enddate",
                "20210101000000Z",
                "-notext",
                "-out",
                "c.pem");
        openssl.run(
                "cms",
                "-sign",
                "-cades",
                "-binary",
                "-in",
                "content",
                "-signer",
                "c.pem",
                "-inkey",
                "k.pem",
                "-outform",
                "DER",
                "-out",
                "s.p7s",
                "-nosmimecap");
        assertThat(reason(CmsVerifier.withoutAnchors(), CONTENT, Files.readAllBytes(folder.resolve("s.p7s"))))
                .isEqualTo(Reason.EXPIRED_AT_SIGNING);
    }

    @Test
    void signatureWithSha1_isNotAllowed(@TempDir Path folder) throws Exception {
        OpenSsl openssl = OpenSsl.in(folder);
        ca(openssl, folder, "rsa");
        openssl.run(
                "cms",
                "-sign",
                "-binary",
                "-md",
                "sha1",
                "-in",
                "content",
                "-signer",
                "c.pem",
                "-inkey",
                "k.pem",
                "-outform",
                "DER",
                "-out",
                "s.p7s",
                "-nosmimecap");
        assertThat(reason(CmsVerifier.withoutAnchors(), CONTENT, Files.readAllBytes(folder.resolve("s.p7s"))))
                .isIn(Reason.NOT_ALLOWED, Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"testPKCS17Sig-v2.xml.p7m", "testPKCS17Sig-v4.xml.p7m", "Test1.txt.tsd", "testCERT.pem"})
    void filesOfOthers_thatAreNoDetachedSignature_areMalformed(String name) throws Exception {
        Assumptions.assumeTrue(Files.exists(DATA.resolve(name)), "reference data is not there");
        assertThat(reason(CmsVerifier.withoutAnchors(), CONTENT, Files.readAllBytes(DATA.resolve(name))))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void deeplyNestedDer_isMalformedAndNotAStackOverflow() {
        for (int outer : new int[] {0x30, 0x31, 0xa0, 0x24}) {
            ByteArrayOutputStream indefinite = new ByteArrayOutputStream();
            for (int i = 0; i < CmsVerifier.MAX_SIGNATURE_BYTES / 2; i++) {
                indefinite.write(outer);
                indefinite.write(0x80);
            }
            assertThat(reason(CmsVerifier.withoutAnchors(), CONTENT, indefinite.toByteArray()))
                    .isEqualTo(Reason.MALFORMED);
            byte[] definite = new byte[0];
            for (int i = 0; i < 4_000; i++) {
                ByteArrayOutputStream wrapped = new ByteArrayOutputStream();
                wrapped.write(outer);
                wrapped.write(0x83);
                wrapped.write(definite.length >> 16);
                wrapped.write(definite.length >> 8);
                wrapped.write(definite.length);
                wrapped.writeBytes(definite);
                definite = wrapped.toByteArray();
            }
            assertThat(reason(CmsVerifier.withoutAnchors(), CONTENT, definite)).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void randomBytesAndRandomlyDamagedSignatures_onlyEverFailAsDeclared() throws Exception {
        byte[] signature = new CmsSigner(SigningIdentity.create("Example Watch", NOW), at(NOW)).signDetached(CONTENT);
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = signature.clone();
            for (int j = 0; j <= random.nextInt(6); j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(damaged, signature)) {
                assertThatThrownBy(() -> CmsVerifier.withoutAnchors().verifyDetached(CONTENT, damaged))
                        .isInstanceOf(CmsVerificationException.class);
            }
        }
    }

    private static void ca(OpenSsl openssl, Path folder, String kind) throws Exception {
        Files.write(folder.resolve("content"), CONTENT);
        for (String key : List.of("ca-k.pem", "k.pem")) {
            if (kind.equals("ec")) {
                openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key);
            } else {
                openssl.run("genrsa", "-out", key, "2048");
            }
        }
        openssl.run("req", "-x509", "-new", "-key", "ca-k.pem", "-subj", "/CN=CA", "-days", "30", "-out", "ca.pem");
        openssl.run("req", "-new", "-key", "k.pem", "-subj", "/CN=Signer", "-out", "c.csr");
        openssl.run(
                "x509",
                "-req",
                "-in",
                "c.csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca-k.pem",
                "-CAcreateserial",
                "-days",
                "20",
                "-out",
                "c.pem");
    }
}
