package org.afterleak.finding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Prf;
import org.afterleak.crypto.Purpose;

/** The keyed tags by which findings are looked up. Not thread-safe: one per call. */
final class FindingTags {
    /** 80 bits: among a million findings the chance that two share a name is below 2^-40. */
    private static final int ID_BYTES = 10;

    /** 128 bits: among 10^9 pairs the chance that two share a label is below 2^-68. */
    private static final int LABEL_BYTES = 16;

    private static final byte ID_DOMAIN = 1;
    private static final byte RECORD_DOMAIN = 2;
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final Prf prf;

    FindingTags(KeyRing keys) {
        this.prf = keys.prf(Purpose.FINDING_TAG);
    }

    /** The finding's name. The digest comes first and has a fixed length, so no two pairs give the same input. */
    String id(String url, String sha256) {
        byte[] tag = prf.evaluate(ID_DOMAIN, (sha256 + url).getBytes(StandardCharsets.UTF_8));
        return "f-" + base32(Arrays.copyOf(tag, ID_BYTES));
    }

    /** The label that says: this record is in the finding of this number. */
    byte[] record(long number, String handle) {
        byte[] name = handle.getBytes(StandardCharsets.UTF_8);
        byte[] input = ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(number)
                .put(name)
                .array();
        return Arrays.copyOf(prf.evaluate(RECORD_DOMAIN, input), LABEL_BYTES);
    }

    /** RFC 4648, section 6, in lower case and without padding; a whole number of groups of five bits. */
    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 8 / 5);
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            bits = bits << 8 | b & 0xff;
            held += 8;
            while (held >= 5) {
                held -= 5;
                text.append(BASE32.charAt(bits >>> held & 31));
            }
        }
        return text.toString();
    }
}
