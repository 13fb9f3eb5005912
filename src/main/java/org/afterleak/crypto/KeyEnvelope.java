package org.afterleak.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The root key, locked: AES-256-GCM under a key made from a passphrase by Argon2id (RFC 9106, section 4, second
 * recommended option: 64 MiB, three passes, four lanes) or from a key file of 32 random bytes by HKDF-SHA-256. Kept as
 * one small JSON object; every word of it but the salt and the ciphertext is authenticated.
 */
public final class KeyEnvelope {
    private static final String FORMAT = "afterleak-key/1";
    private static final int SALT_BYTES = 16;
    private static final int LOCK_BYTES = 32;
    private static final JsonMapper JSON = new JsonMapper();

    /** RFC 9106's memory in KiB, passes and lanes. */
    private static final int MEMORY_KIB = 65_536;

    private static final int PASSES = 3;
    private static final int LANES = 4;

    // A stranger's envelope must not make us allocate what it likes.
    private static final int MAX_MEMORY_KIB = 1_048_576;
    private static final int MAX_PASSES = 16;
    private static final int MAX_LANES = 16;

    private static final String KEY_FILE_HEADER = "afterleak-key-file-1 ";

    private final String lock;
    private final String createdAt;
    private final int memoryKib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] sealed;
    private final @Nullable String keyFile;

    private KeyEnvelope(
            String lock,
            String createdAt,
            int memoryKib,
            int passes,
            int lanes,
            byte[] salt,
            byte[] sealed,
            @Nullable String keyFile) {
        this.lock = lock;
        this.createdAt = createdAt;
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.lanes = lanes;
        this.salt = salt;
        this.sealed = sealed;
        this.keyFile = keyFile;
    }

    /** Makes a fresh root key and locks it with a passphrase. */
    public static KeyEnvelope forPassphrase(SecretBytes passphrase, Instant now) {
        KeyEnvelope empty = new KeyEnvelope(
                "passphrase", now.toString(), MEMORY_KIB, PASSES, LANES, Randoms.bytes(SALT_BYTES), new byte[0], null);
        return empty.locked(passphrase);
    }

    /**
     * Makes a fresh root key and locks it with the key that {@link #readKeyFile} gave.
     *
     * @param keyFile where the key file lies, as a hint for the next time; not authenticated
     */
    public static KeyEnvelope forKeyFile(SecretBytes key, String keyFile, Instant now) {
        KeyEnvelope empty =
                new KeyEnvelope("key-file", now.toString(), 0, 0, 0, Randoms.bytes(SALT_BYTES), new byte[0], keyFile);
        return empty.locked(key);
    }

    private KeyEnvelope locked(SecretBytes secret) {
        try (SecretBytes root = SecretBytes.random(KeyRing.ROOT_BYTES);
                SecretBytes lockKey = lockKey(secret)) {
            byte[] ciphertext = root.exposeKeyBytes(bytes -> new Sealer(lockKey).seal(header(), bytes));
            return new KeyEnvelope(lock, createdAt, memoryKib, passes, lanes, salt, ciphertext, keyFile);
        }
    }

    /** Whether a passphrase opens it; otherwise a key file does. */
    public boolean wantsPassphrase() {
        return lock.equals("passphrase");
    }

    /** Where the key file lay when the envelope was made. */
    public Optional<String> keyFile() {
        return Optional.ofNullable(keyFile);
    }

    /**
     * Opens the envelope.
     *
     * @param secret the passphrase's UTF-8 bytes, or the key of the key file
     * @throws EnvelopeException if it is the wrong one, or the envelope was changed: the two cannot be told apart
     */
    public KeyRing open(SecretBytes secret) throws EnvelopeException {
        try (SecretBytes lockKey = lockKey(secret)) {
            return new KeyRing(SecretBytes.owning(new Sealer(lockKey).open(header(), sealed)));
        } catch (GeneralSecurityException e) {
            throw new EnvelopeException(
                    wantsPassphrase() ? "wrong passphrase, or the key envelope was changed" : "wrong key file");
        }
    }

    private SecretBytes lockKey(SecretBytes secret) {
        return secret.exposeKeyBytes(bytes -> SecretBytes.owning(wantsPassphrase() ? argon2id(bytes) : hkdf(bytes)));
    }

    private byte[] argon2id(byte[] passphrase) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] key = new byte[LOCK_BYTES];
        generator.generateBytes(passphrase, key);
        return key;
    }

    private byte[] hkdf(byte[] key) {
        HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
        generator.init(new HKDFParameters(key, salt, "afterleak/v1/key-file".getBytes(StandardCharsets.US_ASCII)));
        byte[] out = new byte[LOCK_BYTES];
        generator.generateBytes(out, 0, out.length);
        return out;
    }

    private byte[] header() {
        String text = FORMAT + "|" + lock + "|" + createdAt + "|" + memoryKib + "|" + passes + "|" + lanes;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The envelope as JSON, fit to be kept beside the watchlist. */
    public byte[] toJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.put("lock", lock);
        node.put("created_at", createdAt);
        if (wantsPassphrase()) {
            ObjectNode kdf = node.putObject("argon2id");
            kdf.put("memory_kib", memoryKib);
            kdf.put("passes", passes);
            kdf.put("lanes", lanes);
        }
        if (keyFile != null) {
            node.put("key_file", keyFile);
        }
        node.put("salt", Base64.getEncoder().encodeToString(salt));
        node.put("sealed_root_key", Base64.getEncoder().encodeToString(sealed));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws EnvelopeException if it is not such an object, is of a later version, or asks for more than 1 GiB of memory
     */
    public static KeyEnvelope parse(byte[] json) throws EnvelopeException {
        try {
            JsonNode node = JSON.readTree(json);
            if (!FORMAT.equals(node.path("format").asString(""))) {
                throw new EnvelopeException("the key envelope is damaged, or of a version this program does not know");
            }
            String lock = node.path("lock").asString("");
            JsonNode kdf = node.path("argon2id");
            int memory = kdf.path("memory_kib").asInt(0);
            int passes = kdf.path("passes").asInt(0);
            int lanes = kdf.path("lanes").asInt(0);
            boolean passphrase = lock.equals("passphrase");
            boolean sane = passphrase
                    ? lanes >= 1
                            && lanes <= MAX_LANES
                            && passes >= 1
                            && passes <= MAX_PASSES
                            && memory >= 8 * lanes
                            && memory <= MAX_MEMORY_KIB
                    : lock.equals("key-file");
            if (!sane) {
                throw new EnvelopeException("the key envelope is damaged: its parameters are out of bounds");
            }
            JsonNode keyFile = node.path("key_file");
            return new KeyEnvelope(
                    lock,
                    node.path("created_at").asString(""),
                    memory,
                    passes,
                    lanes,
                    Base64.getDecoder().decode(node.path("salt").asString("")),
                    Base64.getDecoder().decode(node.path("sealed_root_key").asString("")),
                    keyFile.isString() ? keyFile.asString() : null);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new EnvelopeException("the key envelope is damaged: it is no JSON object of ours");
        }
    }

    /** A fresh key file's text: 32 random bytes in base64 behind a word that names the format. */
    public static byte[] newKeyFile() {
        String line = KEY_FILE_HEADER + Base64.getEncoder().encodeToString(Randoms.bytes(LOCK_BYTES)) + "\n";
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The key in a key file.
     *
     * @throws EnvelopeException if the bytes are no key file
     */
    public static SecretBytes readKeyFile(byte[] text) throws EnvelopeException {
        String line = new String(text, StandardCharsets.US_ASCII).strip();
        if (line.startsWith(KEY_FILE_HEADER)) {
            try {
                byte[] key = Base64.getDecoder().decode(line.substring(KEY_FILE_HEADER.length()));
                if (key.length == LOCK_BYTES) {
                    return SecretBytes.owning(key);
                }
            } catch (IllegalArgumentException e) {
                // Falls through: not ours.
            }
        }
        throw new EnvelopeException("this is no key file; init --key-file makes one");
    }
}
