package org.afterleak.watchlist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.afterleak.crypto.Prf;

/**
 * The features of one import of which many records may have one: held back, in sealed runs, until all records are there, for
 * a record's label hangs on how many before it have the same feature, and no table in memory is to count that. A row is the
 * feature's fast tag, the record's number, its handle, and the feature's key.
 */
final class FeatureRuns implements AutoCloseable {
    private static final int NUMBER_AT = Long.BYTES;
    private static final int NUMBER_BYTES = 5;
    private static final int HANDLE_AT = NUMBER_AT + NUMBER_BYTES;
    private static final int KEY_AT = HANDLE_AT + Handle.BYTES;
    private static final int ROW = KEY_AT + Prf.BYTES;

    private final SpillingRuns rows;
    private final SpillingRuns tags;

    FeatureRuns(Path folder, String name) {
        this.rows = new SpillingRuns(folder.resolve(name), ROW);
        this.tags = new SpillingRuns(folder.resolve(name + "-tags"), Long.BYTES);
    }

    /** Collects rows for {@link FeatureRuns#add}; for one thread. */
    static final class Batch {
        private byte[] bytes = new byte[ROW * 1024];
        private int used;

        /**
         * Adds that a record has a feature.
         *
         * @param number which record of the import it is
         * @param key the feature's key
         */
        void add(long tag, long number, byte[] handle, byte[] key) {
            if (used + ROW > bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            ByteBuffer.wrap(bytes, used, ROW)
                    .putLong(tag)
                    .put((byte) (number >>> 32))
                    .putInt((int) number)
                    .put(handle)
                    .put(key);
            used += ROW;
        }
    }

    void add(Batch batch) throws IOException {
        rows.add(batch.bytes, batch.used);
        batch.used = 0;
    }

    /** How many pairs of a record and a feature there are. */
    long count() {
        return rows.count();
    }

    /**
     * Gives the labels of one part to {@code labels}: of a feature's records the first of the import first. Every part is to
     * be asked once; threads may share the parts.
     */
    void label(int part, long id, SpillingRuns labels) throws IOException {
        byte[] all = rows.part(part);
        if (all.length == 0) {
            return;
        }
        SortedRows sorted = new SortedRows(List.of(all), new int[] {ROW});
        byte[] out = new byte[sorted.count() * SealedIndex.LABEL_ROW];
        byte[] distinct = new byte[sorted.count() * Long.BYTES];
        byte[] key = new byte[Prf.BYTES];
        int at = 0;
        int distinctAt = 0;
        // Rows are sorted by tag, then by the record's number: the order is that of the rows' bytes.
        for (int rank = 0, count = 0; rank < sorted.count(); rank++) {
            int row = sorted.offset(rank);
            int before = rank == 0 ? -1 : sorted.offset(rank - 1);
            if (before >= 0 && Arrays.equals(all, row, row + Long.BYTES, all, before, before + Long.BYTES)) {
                count++;
            } else {
                count = 0;
                System.arraycopy(all, row, distinct, distinctAt, Long.BYTES);
                distinctAt += Long.BYTES;
            }
            System.arraycopy(all, row + KEY_AT, key, 0, key.length);
            new FeatureKeys(key).place(id, count).write(all, row + HANDLE_AT, out, at);
            at += SealedIndex.LABEL_ROW;
        }
        Arrays.fill(all, (byte) 0);
        labels.add(out, at);
        tags.add(distinct, distinctAt);
    }

    /** The tags of the distinct features, once all parts have their labels; in no order. */
    TagSets.Source distinct() {
        return new TagSets.Source() {
            @Override
            public long size() {
                return tags.count();
            }

            @Override
            public void forEach(TagSets.TagConsumer use) throws IOException {
                for (int part = 0; part < SpillingRuns.PARTS; part++) {
                    ByteBuffer all = ByteBuffer.wrap(tags.part(part));
                    while (all.hasRemaining()) {
                        use.accept(all.getLong());
                    }
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        rows.close();
        tags.close();
    }
}
