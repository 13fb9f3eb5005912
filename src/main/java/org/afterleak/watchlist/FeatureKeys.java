package org.afterleak.watchlist;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Prf places;

    FeatureKeys(GuardedPrf guarded, Feature feature) {
        this(keyOf(guarded, feature));
    }

    /** The same from the feature's key, which the caller wipes. */
    FeatureKeys(byte[] key) {
        this.places = new Prf(key);
    }

    /** The key of a feature: {@value Prf#BYTES} bytes. */
    static byte[] keyOf(GuardedPrf guarded, Feature feature) {
        return guarded.evaluate(feature.type().domain(), feature.value());
    }

    /** The place of the {@code count}-th record (from 0) of the import {@code id} that has the feature. */
    Place place(long id, int count) {
        byte[] input = new byte[Long.BYTES + Integer.BYTES];
        LONG.set(input, 0, id);
        INT.set(input, Long.BYTES, count);
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

        /** Writes label and masked handle one after another. */
        void write(byte[] handle, int from, byte[] out, int at) {
            System.arraycopy(output, 0, out, at, LABEL_BYTES);
            for (int i = 0; i < Handle.BYTES; i++) {
                out[at + LABEL_BYTES + i] = (byte) (handle[from + i] ^ output[LABEL_BYTES + i]);
            }
        }
    }
}
