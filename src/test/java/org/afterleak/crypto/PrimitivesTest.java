package org.afterleak.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PrimitivesTest {
    private static final Path WYCHEPROOF = Path.of("../shared/data/crypto/wycheproof");
    private static final HexFormat HEX = HexFormat.of();

    private static KeyRing ring() {
        return new KeyRing(SecretBytes.owning(new byte[32]));
    }

    /** RFC 4231, test cases 1 and 2. */
    @Test
    void prf_isHmacSha256() {
        assertThat(new Prf(HEX.parseHex("0b".repeat(20)))
                        .evaluateHex("Hi There".getBytes(StandardCharsets.US_ASCII), 32))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(new Prf("Jefe".getBytes(StandardCharsets.US_ASCII))
                        .evaluateHex("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII), 32))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void prf_isThePlatformsMac_forKeysAndInputsOfAllLengths() throws Exception {
        java.util.SplittableRandom random = new java.util.SplittableRandom(1);
        for (int keyBytes : new int[] {1, 16, 32, 63, 64, 65, 200}) {
            byte[] key = new byte[keyBytes];
            random.nextBytes(key);
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
            Prf once = new Prf(key);
            Prf kept = new Prf(SecretBytes.copyOf(key));
            for (int n = 0; n < 130; n++) {
                byte[] input = new byte[n];
                random.nextBytes(input);
                assertThat(once.evaluate(input)).isEqualTo(mac.doFinal(input));
                mac.update((byte) 7);
                assertThat(kept.evaluate((byte) 7, input)).isEqualTo(mac.doFinal(input));
            }
        }
    }

    @Test
    void shortPrf_isSipHash_forInputsOfAllLengths() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(2);
        for (int n = 0; n < 80; n++) {
            byte[] key = new byte[ShortPrf.KEY_BYTES];
            byte[] input = new byte[n];
            random.nextBytes(key);
            random.nextBytes(input);
            org.bouncycastle.crypto.macs.SipHash sip = new org.bouncycastle.crypto.macs.SipHash();
            sip.init(new org.bouncycastle.crypto.params.KeyParameter(key));
            sip.update((byte) (n * 3));
            sip.update(input, 0, n);
            assertThat(new ShortPrf(key).evaluate((byte) (n * 3), input)).isEqualTo(sip.doFinal());
        }
    }

    @Test
    void sealer_agreesWithWycheproof() throws Exception {
        assumeThat(WYCHEPROOF).as("reference data of others").exists();
        JsonNode file = new JsonMapper().readTree(Files.readAllBytes(WYCHEPROOF.resolve("aes_gcm_test.json")));
        int tested = 0;
        for (JsonNode group : file.path("testGroups")) {
            if (group.path("keySize").asInt() != 256
                    || group.path("ivSize").asInt() != 96
                    || group.path("tagSize").asInt() != 128) {
                continue;
            }
            for (JsonNode test : group.path("tests")) {
                Sealer sealer = new Sealer(
                        SecretBytes.owning(HEX.parseHex(test.path("key").asString())));
                byte[] sealed = HEX.parseHex(test.path("iv").asString()
                        + test.path("ct").asString()
                        + test.path("tag").asString());
                byte[] context = HEX.parseHex(test.path("aad").asString());
                if (test.path("result").asString().equals("valid")) {
                    assertThat(HEX.formatHex(sealer.open(context, sealed)))
                            .isEqualTo(test.path("msg").asString());
                } else {
                    assertThatThrownBy(() -> sealer.open(context, sealed)).isInstanceOf(GeneralSecurityException.class);
                }
                tested++;
            }
        }
        assertThat(tested).isGreaterThan(30);
    }

    @Test
    void sealedBytes_openOnlyWholeAndInTheirContext() throws Exception {
        Sealer sealer = ring().sealer(Purpose.FINDING);
        byte[] context = {1};
        byte[] sealed = sealer.seal(context, new byte[] {5, 6, 7});

        assertThat(sealer.open(context, sealed)).containsExactly(5, 6, 7);
        assertThat(sealer.seal(context, new byte[] {5, 6, 7})).isNotEqualTo(sealed);
        assertThatThrownBy(() -> sealer.open(new byte[] {2}, sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> sealer.open(context, Arrays.copyOf(sealed, sealed.length - 1)))
                .isInstanceOf(GeneralSecurityException.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] bad = sealed.clone();
            bad[i] ^= 1;
            assertThatThrownBy(() -> sealer.open(context, bad)).isInstanceOf(GeneralSecurityException.class);
        }
        byte[] once = Sealer.sealOnce(new byte[32], new byte[] {9});
        assertThat(Sealer.openOnce(new byte[32], once)).containsExactly(9);
    }

    @Test
    void noTwoPurposes_shareAKey() {
        try (KeyRing ring = ring()) {
            Set<String> keys = new HashSet<>();
            for (Purpose purpose : Purpose.values()) {
                keys.add(ring.subkey(purpose).exposeKeyBytes(b -> HEX.formatHex(b, 0, 16)));
            }
            assertThat(keys).hasSize(Purpose.values().length);
        }
    }

    /** FIPS 197, appendix B gives AES-128 on one block; here a tag is the first eight bytes of one. */
    @Test
    void aFastTag_isOneBlockOfAes() throws Exception {
        try (KeyRing ring = ring()) {
            FastTags tags = new FastTags(ring);
            byte[] block = new byte[16];
            block[0] = 'a';
            block[1] = 'b';
            block[15] = 2;
            byte[] key = ring.subkey(Purpose.FAST_TOKEN).exposeKeyBytes(byte[]::clone);
            javax.crypto.Cipher aes = javax.crypto.Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(javax.crypto.Cipher.ENCRYPT_MODE, new javax.crypto.spec.SecretKeySpec(key, "AES"));
            long expected = java.nio.ByteBuffer.wrap(aes.doFinal(block))
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getLong();

            assertThat(tags.token("ab")).isEqualTo(expected);
        }
    }

    @Test
    void fastTags_areTheSameAloneAndInABatch_andTellLongTokensApart() {
        try (KeyRing ring = ring()) {
            FastTags tags = new FastTags(ring);
            String[] items = {
                "a", "fifteencharacte", "sixteencharacter", "sixteencharactes", "x".repeat(64), "x".repeat(65)
            };
            byte[] blocks = new byte[items.length * FastTags.BLOCK];
            long[] batch = new long[items.length];
            for (int i = 0; i < items.length; i++) {
                byte[] bytes = items[i].getBytes(StandardCharsets.UTF_8);
                tags.putBlock(blocks, i, bytes, 0, bytes.length);
            }
            tags.tokenTags(blocks, items.length, batch);

            Set<Long> distinct = new HashSet<>();
            for (int i = 0; i < items.length; i++) {
                assertThat(batch[i]).isEqualTo(tags.token(items[i]));
                distinct.add(batch[i]);
            }
            assertThat(distinct).hasSize(items.length);
            assertThat(tags.pair(1, 2)).isEqualTo(tags.pair(2, 1)).isNotEqualTo(tags.pair(1, 3));
        }
    }
}
