package org.afterleak.watchlist;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.crypto.Prf;
import org.afterleak.crypto.ShortPrf;
import org.afterleak.identifier.Kind;

/**
 * What one record's own key makes: the label it stands under, the key that seals it, and the tags of its name tokens and
 * attributes. The key is HMAC(guarded, handle), so equal values of two records have unrelated tags, and one question to
 * the guarded key serves all of a record's values. Tags are SipHash-2-4 under a key from the record's own: a row is held
 * against a record with dozens of questions. Not thread-safe.
 */
final class RecordKeys {
    /** Domain of the guarded key; {@link Feature.Type} has the others. */
    private static final byte RECORD_DOMAIN = 16;

    private static final byte LABEL = 1;
    private static final byte SEAL = 2;
    private static final byte TAGS = 3;

    private static final byte TOKEN = 1;
    private static final byte NAME_KEY = 2;
    private static final byte INITIAL = 3;
    private static final byte ATTRIBUTE = 4;
    private static final byte ONSET = 5;

    private final Prf prf;
    private final ShortPrf tags;

    RecordKeys(GuardedPrf guarded, Handle handle) {
        byte[] key = guarded.evaluate(RECORD_DOMAIN, handle.bytes());
        this.prf = new Prf(key);
        byte[] tagKey = prf.evaluate(TAGS, new byte[0]);
        this.tags = new ShortPrf(tagKey);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(tagKey, (byte) 0);
    }

    byte[] label() {
        return Arrays.copyOf(prf.evaluate(LABEL, new byte[0]), FeatureKeys.LABEL_BYTES);
    }

    /** 32 bytes that seal this record's one entry and nothing else. */
    byte[] sealKey() {
        return prf.evaluate(SEAL, new byte[0]);
    }

    /** 28-bit tag of one of the record's name tokens. */
    int tokenTag(String token) {
        return (int) (tags.evaluate(TOKEN, utf8(token)) >>> 36);
    }

    /** 20-bit tag of the name key of one of them. */
    int nameKeyTag(String key) {
        return (int) (tags.evaluate(NAME_KEY, utf8(key)) >>> 44);
    }

    /** 8-bit tag of the first letter of one of them. */
    int initialTag(String initial) {
        return (int) (tags.evaluate(INITIAL, utf8(initial)) >>> 56);
    }

    /** 5-bit tag of how the key of one of them begins. */
    int onsetTag(String key) {
        return (int) (tags.evaluate(ONSET, utf8(key.substring(0, Math.min(2, key.length())))) >>> 59);
    }

    /** 32-bit tag of one of the record's attributes. */
    int attributeTag(Kind kind, String canonical) {
        byte[] value = utf8(canonical);
        byte[] input = new byte[value.length + 1];
        input[0] = (byte) kind.code();
        System.arraycopy(value, 0, input, 1, value.length);
        return (int) (tags.evaluate(ATTRIBUTE, input) >>> 32);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
