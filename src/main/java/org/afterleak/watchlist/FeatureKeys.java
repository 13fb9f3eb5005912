package org.afterleak.watchlist;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.crypto.Prf;

/**
 * The two keys of one feature, K1 and K2, both halves of one output of the guarded key, and what they make: labels and
 * the pads that mask handles. Cash et al., "Dynamic Searchable Encryption in Very-Large Databases", NDSS 2014, section 3,
 * with the count starting anew in each import, so that the removal of one leaves no gap in another's.
 */
final class FeatureKeys {
    static final int LABEL_BYTES = 16;
    private static final int HALF = Prf.BYTES / 2;

    private final Prf labels;
    private final Prf pads;

    FeatureKeys(GuardedPrf guarded, Feature feature) {
        byte[] both = guarded.evaluate(feature.type().domain(), feature.value());
        byte[] k1 = Arrays.copyOf(both, HALF);
        byte[] k2 = Arrays.copyOfRange(both, HALF, both.length);
        this.labels = new Prf(k1);
        this.pads = new Prf(k2);
        Arrays.fill(both, (byte) 0);
        Arrays.fill(k1, (byte) 0);
        Arrays.fill(k2, (byte) 0);
    }

    /** Label of the {@code count}-th record (from 0) of the import {@code id} that has the feature. */
    byte[] label(long id, int count) {
        return Arrays.copyOf(labels.evaluate(place(id, count)), LABEL_BYTES);
    }

    /** Masks or unmasks the handle that stands under that label. */
    byte[] mask(long id, int count, byte[] handle) {
        byte[] pad = pads.evaluate(place(id, count));
        byte[] out = new byte[handle.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (handle[i] ^ pad[i]);
        }
        return out;
    }

    private static byte[] place(long id, int count) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(id)
                .putInt(count)
                .array();
    }
}
