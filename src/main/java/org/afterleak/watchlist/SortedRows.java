package org.afterleak.watchlist;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of random bytes in their order, as Lucene has it: unsigned, byte by byte. Rows need not be of one size; those that
 * come in one array are. At most 2^24 rows whose first byte is the same.
 */
final class SortedRows {
    /** Rows that can be sorted at once. */
    static final int MOST_ROWS = 1 << 24;

    /** Groups of so many are sorted by insertion, without an object for each. */
    private static final int MOST_INSERTED = 24;

    private static final int INDEX_BITS = 24;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[][] arrays;
    private final int[] rowBytes;

    /** Index of each array's first row, and of what would come behind the last. */
    private final int[] starts;

    /** Five bytes behind the first one, then the index of the row; the sign bit is turned, so that the order is unsigned. */
    private final long[] keys;

    /** Sorts the rows of those arrays, each of rows of its own size of at least eight bytes. */
    SortedRows(List<byte[]> arrays, int[] rowBytes) {
        this.arrays = arrays.toArray(new byte[0][]);
        this.rowBytes = rowBytes;
        this.starts = new int[rowBytes.length + 1];
        for (int a = 0; a < rowBytes.length; a++) {
            starts[a + 1] = Math.addExact(starts[a], this.arrays[a].length / rowBytes[a]);
        }
        int count = starts[rowBytes.length];
        if (count > MOST_ROWS) {
            throw new IllegalStateException("one import holds too many records for this version");
        }
        keys = new long[count];
        for (int a = 0; a < rowBytes.length; a++) {
            for (int i = starts[a]; i < starts[a + 1]; i++) {
                long head = (long) LONGS.get(this.arrays[a], (i - starts[a]) * rowBytes[a]);
                keys[i] = (head << Byte.SIZE & -1L << INDEX_BITS | i) ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(keys);
        settleTies();
    }

    /** Puts rows that agree in their first six bytes in order: two by chance, or all that have one common feature. */
    private void settleTies() {
        int to;
        for (int from = 0; from < keys.length; from = to) {
            to = from + 1;
            while (to < keys.length && (keys[to] ^ keys[from]) >>> INDEX_BITS == 0) {
                to++;
            }
            if (to - from <= MOST_INSERTED) {
                insert(from, to);
            } else {
                Long[] group = new Long[to - from];
                for (int i = from; i < to; i++) {
                    group[i - from] = keys[i];
                }
                Arrays.sort(group, this::compare);
                for (int i = from; i < to; i++) {
                    keys[i] = group[i - from];
                }
            }
        }
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            int at = i;
            for (; at > from && compare(keys[at - 1], key) > 0; at--) {
                keys[at] = keys[at - 1];
            }
            keys[at] = key;
        }
    }

    private int compare(long a, long b) {
        int i = index(a);
        int j = index(b);
        int one = array(i);
        int other = array(j);
        int from = offset(i, one);
        int otherFrom = offset(j, other);
        return Arrays.compareUnsigned(
                arrays[one], from, from + rowBytes[one], arrays[other], otherFrom, otherFrom + rowBytes[other]);
    }

    int count() {
        return keys.length;
    }

    /** The array that holds the row of that rank. */
    byte[] bytes(int rank) {
        return arrays[array(index(keys[rank]))];
    }

    /** Where in its array the row of that rank begins. */
    int offset(int rank) {
        int index = index(keys[rank]);
        return offset(index, array(index));
    }

    /** Size of the row of that rank. */
    int length(int rank) {
        return rowBytes[array(index(keys[rank]))];
    }

    private static int index(long key) {
        return (int) (key & MOST_ROWS - 1);
    }

    private int array(int index) {
        int a = 0;
        while (index >= starts[a + 1]) {
            a++;
        }
        return a;
    }

    private int offset(int index, int array) {
        return (index - starts[array]) * rowBytes[array];
    }
}
