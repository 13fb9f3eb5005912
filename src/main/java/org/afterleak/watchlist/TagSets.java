package org.afterleak.watchlist;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Purpose;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;

/**
 * The sets of cut tags that an import leaves, one after another as the header says, padded to a multiple of so many bytes a
 * record, so that their size tells the number of records and not how many of them share a name. They are read when the
 * filters are made anew, which is when the watchlist changes.
 */
final class TagSets {
    private TagSets() {}

    /** The sets of an import, in the order in which they are written. */
    enum Kind {
        /** Keys of name tokens. */
        TOKENS,
        /** Pairs of keys, and keys with an initial. */
        PAIRS,
        /** Exact identifiers. */
        IDS,
        /** Name tokens as they are written, for typing errors. */
        WORDS,
        /** Name tokens with one character left out. */
        DELETIONS
    }

    /**
     * What is known of one set.
     *
     * @param width bits that its tags are cut to
     */
    record Extent(Kind kind, int width, long members) {
        static Extent of(Kind kind, long members) {
            return new Extent(kind, TagFilter.width(members), members);
        }

        int valueBytes() {
            return (width + 7) / 8;
        }
    }

    /** Takes a tag, whole or cut. */
    @FunctionalInterface
    interface TagConsumer {
        void accept(long tag) throws IOException;
    }

    /** Distinct tags, whole. */
    interface Source {
        long size();

        void forEach(TagConsumer use) throws IOException;

        /** Those that were counted. */
        static Source of(LongCounts counts) {
            return new Source() {
                @Override
                public long size() {
                    return counts.size();
                }

                @Override
                public void forEach(TagConsumer use) throws IOException {
                    long[] keys = new long[counts.size()];
                    int[] at = {0};
                    counts.forEachKey(key -> keys[at[0]++] = key);
                    for (long key : keys) {
                        use.accept(key);
                    }
                }
            };
        }
    }

    /** Bytes a record to whose multiple the sets are padded: the more records, the more of their names were seen before. */
    static long padding(long records) {
        return Math.max(1, records) * (records < 100_000 ? 256 : records < 1_000_000 ? 192 : 96);
    }

    /** Writes the sets of an import, and gives every cut tag to the filters. */
    static void write(
            IndexWriter index,
            KeyRing keys,
            long id,
            long records,
            List<Extent> extents,
            List<Source> sources,
            TagFilters.Builder filters)
            throws IOException {
        SealedChunks.Writer out =
                new SealedChunks.Writer(index, keys.sealer(Purpose.TAG_SET), SealedIndex.SETS_KIND, id, true);
        for (int i = 0; i < extents.size(); i++) {
            Extent extent = extents.get(i);
            sources.get(i).forEach(tag -> {
                long cut = TagFilter.blur(tag, extent.width());
                out.put(cut, extent.valueBytes());
                filters.add(extent, cut);
            });
        }
        out.end(padding(records));
    }

    /** Gives every cut tag of an import that is there already to the filters. */
    static void read(DirectoryReader index, KeyRing keys, Generation generation, TagFilters.Builder filters)
            throws IOException, GeneralSecurityException {
        SealedChunks.Reader in =
                new SealedChunks.Reader(index, keys.sealer(Purpose.TAG_SET), SealedIndex.SETS_KIND, generation.id());
        for (Extent extent : generation.sets()) {
            for (long i = 0; i < extent.members(); i++) {
                filters.add(extent, in.get(extent.valueBytes()));
            }
        }
    }

    /** The extents of all those imports. */
    static List<Extent> extents(List<Generation> generations) {
        List<Extent> all = new ArrayList<>();
        generations.forEach(g -> all.addAll(g.sets()));
        return all;
    }
}
