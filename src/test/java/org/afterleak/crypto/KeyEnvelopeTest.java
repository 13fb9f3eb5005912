package org.afterleak.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

class KeyEnvelopeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static SecretBytes secret(String text) {
        return SecretBytes.owning(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String fingerprint(KeyRing ring) {
        return ring.prf(Purpose.FINDING_TAG).evaluateHex(new byte[0], 32);
    }

    @Test
    void aPassphraseEnvelope_opensWithItsPassphrase_andWithNoOther() throws Exception {
        KeyEnvelope envelope = KeyEnvelope.forPassphrase(secret("correct horse"), NOW);
        byte[] json = envelope.toJson();

        try (KeyRing first = envelope.open(secret("correct horse"));
                KeyRing second = KeyEnvelope.parse(json).open(secret("correct horse"))) {
            assertThat(fingerprint(second)).isEqualTo(fingerprint(first));
        }
        assertThatThrownBy(() -> KeyEnvelope.parse(json).open(secret("correct horse ")))
                .isInstanceOf(EnvelopeException.class)
                .hasMessageContaining("wrong passphrase");
        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains("\"memory_kib\" : 65536", "\"passes\" : 3", "\"lanes\" : 4");
    }

    @Test
    void aKeyFileEnvelope_opensWithItsFile_andWithNoOther() throws Exception {
        byte[] file = KeyEnvelope.newKeyFile();
        KeyEnvelope envelope = KeyEnvelope.parse(KeyEnvelope.forKeyFile(KeyEnvelope.readKeyFile(file), "/keys/one", NOW)
                .toJson());

        assertThat(envelope.wantsPassphrase()).isFalse();
        assertThat(envelope.keyFile()).contains("/keys/one");
        envelope.open(KeyEnvelope.readKeyFile(file)).close();
        assertThatThrownBy(() -> envelope.open(KeyEnvelope.readKeyFile(KeyEnvelope.newKeyFile())))
                .isInstanceOf(EnvelopeException.class)
                .hasMessageContaining("wrong key file");
        assertThatThrownBy(() -> KeyEnvelope.readKeyFile("something else".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(EnvelopeException.class);
    }

    @Test
    void everyChangedWord_failsToOpen() throws Exception {
        byte[] file = KeyEnvelope.newKeyFile();
        String json = new String(
                KeyEnvelope.forKeyFile(KeyEnvelope.readKeyFile(file), "/k", NOW).toJson(), StandardCharsets.UTF_8);
        for (String[] change : new String[][] {
            {"afterleak-key/1", "afterleak-key/2"},
            {"\"key-file\"", "\"passphrase\""},
            {"2026-01-02", "2026-01-03"},
            {"\"salt\" : \"", "\"salt\" : \"AAAA"},
            {"\"sealed_root_key\" : \"", "\"sealed_root_key\" : \"AAAA"}
        }) {
            String changed = json.replace(change[0], change[1]);
            assertThat(changed).isNotEqualTo(json);
            assertThatThrownBy(() -> KeyEnvelope.parse(changed.getBytes(StandardCharsets.UTF_8))
                            .open(KeyEnvelope.readKeyFile(file)))
                    .as(change[0])
                    .isInstanceOf(EnvelopeException.class);
        }
    }

    @Test
    void anEnvelopeThatAsksForTooMuchMemory_isRefusedBeforeAnyIsTaken() {
        String json = new String(KeyEnvelope.forPassphrase(secret("p"), NOW).toJson(), StandardCharsets.UTF_8)
                .replace("65536", "2000000000");
        assertThatThrownBy(() -> KeyEnvelope.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EnvelopeException.class)
                .hasMessageContaining("out of bounds");
        assertThatThrownBy(() -> KeyEnvelope.parse("{".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EnvelopeException.class);
        assertThatThrownBy(() -> KeyEnvelope.parse(new byte[0])).isInstanceOf(EnvelopeException.class);
    }

    /** RFC 9106, section 5.3: Argon2id test vector. */
    @Test
    void argon2id_givesTheVectorOfItsStandard() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(HexFormat.of().parseHex("02".repeat(16)))
                .withSecret(HexFormat.of().parseHex("03".repeat(8)))
                .withAdditional(HexFormat.of().parseHex("04".repeat(12)))
                .build());
        byte[] tag = new byte[32];
        generator.generateBytes(HexFormat.of().parseHex("01".repeat(32)), tag);

        assertThat(HexFormat.of().formatHex(tag))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void noKeyIsPrinted() throws Exception {
        SecretBytes key = SecretBytes.owning("supersecretsupersecretsupersecre".getBytes(StandardCharsets.US_ASCII));
        String encoded = Base64.getEncoder().encodeToString("supersecret".getBytes(StandardCharsets.US_ASCII));
        try (KeyRing ring = new KeyRing(key)) {
            assertThat(key + " " + ring + " " + ring.subkey(Purpose.GUARDED)).doesNotContain("supersecret", encoded);
        }
        assertThat(key).hasToString("SecretBytes[32 bytes]");
    }

    @Test
    void closing_wipesTheKeyAndItsSubkeys() {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) 7);
        KeyRing ring = new KeyRing(SecretBytes.owning(bytes));
        SecretBytes subkey = ring.subkey(Purpose.GUARDED);
        ring.close();

        assertThat(bytes).containsOnly(0);
        assertThatThrownBy(() -> subkey.exposeKeyBytes(b -> b.length)).isInstanceOf(IllegalStateException.class);
    }
}
