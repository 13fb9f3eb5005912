package org.afterleak.watchlist;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.crypto.Prf;
import org.afterleak.identifier.Kind;

/**
 * What one record's own key makes: the label it stands under, the key that seals it, and the tags of its name tokens and
 * attributes. The key is HMAC(guarded, handle), so equal values of two records have unrelated tags, and one question to
 * the guarded key serves all of a record's attributes. Not thread-safe.
 */
final class RecordKeys {
    /** Domain of the guarded key; {@link Feature.Type} has the others. */
    private static final byte RECORD_DOMAIN = 16;

    private static final byte LABEL = 1;
    private static final byte SEAL = 2;
    private static final byte TOKEN = 3;
    private static final byte ATTRIBUTE = 4;

    private final Prf prf;

    RecordKeys(GuardedPrf guarded, Handle handle) {
        byte[] key = guarded.evaluate(RECORD_DOMAIN, handle.bytes());
        this.prf = new Prf(key);
        Arrays.fill(key, (byte) 0);
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
        return first32(prf.evaluate(TOKEN, token.getBytes(StandardCharsets.UTF_8))) >>> 4;
    }

    /** 32-bit tag of one of the record's attributes. */
    int attributeTag(Kind kind, String canonical) {
        byte[] value = canonical.getBytes(StandardCharsets.UTF_8);
        byte[] input = new byte[value.length + 1];
        input[0] = (byte) kind.code();
        System.arraycopy(value, 0, input, 1, value.length);
        return first32(prf.evaluate(ATTRIBUTE, input));
    }

    private static int first32(byte[] output) {
        return (output[0] & 0xFF) << 24 | (output[1] & 0xFF) << 16 | (output[2] & 0xFF) << 8 | (output[3] & 0xFF);
    }
}
