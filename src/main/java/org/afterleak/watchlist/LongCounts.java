package org.afterleak.watchlist;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Counts by 64-bit key, 12 bytes a slot and no objects: open addressing, for keys that are pseudo-random already. */
final class LongCounts {
    private long[] keys;
    private int[] counts;
    private int size;
    private int zeroCount;

    LongCounts(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected) * 2 - 1) * 2;
        keys = new long[capacity];
        counts = new int[capacity];
    }

    /** Adds one to the key's count and returns what it was before. */
    int increment(long key) {
        if (key == 0) {
            return zeroCount++;
        }
        int slot = slot(key);
        if (keys[slot] == 0) {
            if (size * 3L > keys.length * 2L) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
            size++;
        }
        return counts[slot]++;
    }

    /** The key's count, 0 where it was never added. */
    int count(long key) {
        return key == 0 ? zeroCount : counts[slot(key)];
    }

    /** How many keys there are. */
    int size() {
        return size + (zeroCount > 0 ? 1 : 0);
    }

    void forEachKey(LongConsumer use) {
        if (zeroCount > 0) {
            use.accept(0);
        }
        for (long key : keys) {
            if (key != 0) {
                use.accept(key);
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        counts = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
        Arrays.fill(oldKeys, 0);
    }
}
