package org.afterleak.watchlist;

import java.util.function.LongConsumer;

/**
 * Counts by 64-bit key, 16 bytes a slot and no objects: open addressing, for keys that are pseudo-random already. Key and
 * count lie side by side, so that a look-up in a large table waits for memory once.
 */
final class LongCounts {
    /** Key and count in turn. */
    private long[] slots;

    private int size;
    private int zeroCount;

    LongCounts(int expected) {
        slots = new long[Integer.highestOneBit(Math.max(16, expected) * 2 - 1) * 4];
    }

    /** Adds one to the key's count and returns what it was before. */
    int increment(long key) {
        return add(key, 1);
    }

    /** Adds to the key's count and returns what it was before. */
    int add(long key, long more) {
        if (key == 0) {
            int before = zeroCount;
            zeroCount += (int) more;
            return before;
        }
        int slot = slot(key);
        if (slots[slot] == 0) {
            if (size * 8L > slots.length * 3L) {
                grow();
                slot = slot(key);
            }
            slots[slot] = key;
            size++;
        }
        long before = slots[slot + 1];
        slots[slot + 1] = before + more;
        return (int) before;
    }

    /** The key's count, 0 where it was never added. */
    int count(long key) {
        return key == 0 ? zeroCount : (int) slots[slot(key) + 1];
    }

    /** How many keys there are. */
    int size() {
        return size + (zeroCount > 0 ? 1 : 0);
    }

    /** Hears of a key and its count. */
    @FunctionalInterface
    interface CountConsumer {
        void accept(long key, long count);
    }

    void forEach(CountConsumer use) {
        if (zeroCount > 0) {
            use.accept(0, zeroCount);
        }
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i] != 0) {
                use.accept(slots[i], slots[i + 1]);
            }
        }
    }

    void forEachKey(LongConsumer use) {
        forEach((key, count) -> use.accept(key));
    }

    /** Where the key is, or would be put. */
    private int slot(long key) {
        int mask = slots.length - 2;
        int slot = (int) key << 1 & mask;
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = slot + 2 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        if (old.length == 1 << 30) {
            throw new IllegalStateException("one import holds too many different values for this version");
        }
        slots = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int slot = slot(old[i]);
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
        }
    }
}
