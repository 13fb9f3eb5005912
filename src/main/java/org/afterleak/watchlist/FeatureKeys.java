package org.afterleak.watchlist;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.crypto.Prf;

/**
 * The key of one feature and what it makes: labels and the pads that mask handles. The basic construction of Cash et al.,
 * "Dynamic Searchable Encryption in Very-Large Databases", NDSS 2014, section 3, with two differences: the count starts
 * anew in each import, so that the removal of one leaves no gap in another's, and label and pad are disjoint parts of one
 * output of one pseudo-random function instead of outputs of two.
 */
final class FeatureKeys {
    static final int LABEL_BYTES = 16;

    private final Prf places;

    FeatureKeys(GuardedPrf guarded, Feature feature) {
        byte[] key = guarded.evaluate(feature.type().domain(), feature.value());
        this.places = new Prf(key);
        Arrays.fill(key, (byte) 0);
    }

    /** The place of the {@code count}-th record (from 0) of the import {@code id} that has the feature. */
    Place place(long id, int count) {
        byte[] input = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(id)
                .putInt(count)
                .array();
        return new Place(places.evaluate(input));
    }

    /** A label, and the pad of the handle that stands under it. */
    static final class Place {
        private final byte[] output;

        private Place(byte[] output) {
            this.output = output;
        }

        byte[] label() {
            return Arrays.copyOf(output, LABEL_BYTES);
        }

        /** Masks or unmasks a handle. */
        byte[] mask(byte[] handle) {
            byte[] out = new byte[handle.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = (byte) (handle[i] ^ output[LABEL_BYTES + i]);
            }
            return out;
        }
    }
}
