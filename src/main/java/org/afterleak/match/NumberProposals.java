package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.afterleak.crypto.FastTags;
import org.afterleak.watchlist.Feature;

/** The numbers that a run of passages may hold, in arrays, to be tagged in one batch. Reused; not thread-safe. */
final class NumberProposals implements NumberCandidates.Sink {
    int count;
    int[] firstTokens = new int[256];
    int[] lastTokens = new int[256];
    long[] tags = new long[256];
    private byte[] shapes = new byte[256];
    private int[] ends = new int[256];
    private byte[] items = new byte[256 * FastTags.BLOCK];
    private byte[] blocks = new byte[256 * FastTags.BLOCK];

    void clear() {
        count = 0;
    }

    @Override
    public void propose(Feature.Type type, CharSequence canonical, int firstToken, int lastToken, boolean marked) {
        int size = canonical.length() + 1;
        int at = count == 0 ? 0 : ends[count - 1];
        if (count == ends.length) {
            int more = count * 2;
            firstTokens = Arrays.copyOf(firstTokens, more);
            lastTokens = Arrays.copyOf(lastTokens, more);
            tags = new long[more];
            shapes = Arrays.copyOf(shapes, more);
            ends = Arrays.copyOf(ends, more);
        }
        if (at + size > items.length) {
            items = Arrays.copyOf(items, Math.max(2 * items.length, at + size));
        }
        items[at] = type.domain();
        for (int i = 1; i < size; i++) {
            // Letters and digits of ASCII: nothing else is in the canonical form of a number.
            items[at + i] = (byte) canonical.charAt(i - 1);
        }
        firstTokens[count] = firstToken;
        lastTokens[count] = lastToken;
        shapes[count] = (byte) (type.ordinal() << 1 | (marked ? 1 : 0));
        ends[count++] = at + size;
    }

    /** Computes the fast tags of all. */
    void tag(FastTags tagger) {
        if (blocks.length < count * FastTags.BLOCK) {
            blocks = new byte[2 * count * FastTags.BLOCK];
        }
        int from = 0;
        for (int i = 0; i < count; i++) {
            tagger.putBlock(blocks, i, items, from, ends[i]);
            from = ends[i];
        }
        tagger.idTags(blocks, count, tags);
    }

    boolean marked(int proposal) {
        return (shapes[proposal] & 1) != 0;
    }

    Feature feature(int proposal) {
        int from = (proposal == 0 ? 0 : ends[proposal - 1]) + 1;
        return Feature.of(
                Feature.Type.values()[shapes[proposal] >> 1],
                new String(items, from, ends[proposal] - from, StandardCharsets.US_ASCII));
    }
}
