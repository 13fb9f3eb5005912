package org.afterleak.watchlist;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Purpose;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;

/**
 * The five prefilters of a watchlist, over all its imports. They are made when it changes, and kept sealed as they are in
 * memory: to open a watchlist is to decrypt them, however many imports there are.
 */
final class TagFilters {
    private static final TagSets.Kind[] KINDS = TagSets.Kind.values();

    /** Those of a watchlist without records. */
    static final TagFilters NONE = new Builder(List.of()).build();

    private final Map<TagSets.Kind, TagFilter> filters;

    private TagFilters(Map<TagSets.Kind, TagFilter> filters) {
        this.filters = filters;
    }

    TagFilter of(TagSets.Kind kind) {
        return Objects.requireNonNull(filters.get(kind));
    }

    /** Fills filters whose sizes are known before. */
    static final class Builder {
        private final Map<TagSets.Kind, TagFilter> filters = new EnumMap<>(TagSets.Kind.class);

        /** @param extents of all sets that will be added */
        Builder(List<TagSets.Extent> extents) {
            for (TagSets.Kind kind : KINDS) {
                filters.put(
                        kind,
                        TagFilter.empty(extents.stream()
                                .filter(e -> e.kind() == kind && e.members() > 0)
                                .toList()));
            }
        }

        void add(TagSets.Extent extent, long cut) {
            Objects.requireNonNull(filters.get(extent.kind())).add(extent.width(), cut);
        }

        TagFilters build() {
            return new TagFilters(filters);
        }
    }

    /** Writes them under that number. */
    void write(IndexWriter index, KeyRing keys, long id, long records) throws IOException {
        SealedChunks.Writer out =
                new SealedChunks.Writer(index, keys.sealer(Purpose.TAG_SET), SealedIndex.FILTERS_KIND, id, false);
        for (TagSets.Kind kind : KINDS) {
            of(kind).write(out);
        }
        out.end(TagSets.padding(records));
    }

    /** Reads those of that number. */
    static TagFilters read(DirectoryReader index, KeyRing keys, long id) throws IOException, GeneralSecurityException {
        SealedChunks.Reader in =
                new SealedChunks.Reader(index, keys.sealer(Purpose.TAG_SET), SealedIndex.FILTERS_KIND, id);
        Map<TagSets.Kind, TagFilter> filters = new EnumMap<>(TagSets.Kind.class);
        for (TagSets.Kind kind : KINDS) {
            filters.put(kind, TagFilter.read(in));
        }
        return new TagFilters(filters);
    }
}
