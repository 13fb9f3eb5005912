package org.afterleak.watchlist;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.afterleak.crypto.FastTags;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.crypto.KeyRing;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * The sealed watchlist as it was at one commit, open for look-ups. Thread-safe; the filters are in memory, the rest is
 * mapped. It sees no later import: open it anew for that.
 */
public final class Watchlist implements AutoCloseable {
    /** Folder of the index inside the watchlist folder. */
    static final String FOLDER = "records";

    /** An index up to this size is checked byte for byte when it is opened: a flipped bit would be a silent miss. */
    private static final long CHECKED_BYTES = 512L << 20;

    private final Directory directory;
    private final DirectoryReader reader;
    private final KeyRing keys;
    private final GuardedPrf guarded;
    private final List<Generation> generations;
    private final Map<Generation.SetKind, TagFilter> filters;
    private final ThreadLocal<List<LeafTerms>> labelTerms;
    private final ThreadLocal<List<LeafTerms>> recordTerms;

    private Watchlist(
            Directory directory,
            DirectoryReader reader,
            KeyRing keys,
            List<Generation> generations,
            Map<Generation.SetKind, TagFilter> filters) {
        this.directory = directory;
        this.reader = reader;
        this.keys = keys;
        this.guarded = keys.guarded();
        this.generations = generations;
        this.filters = filters;
        this.labelTerms = ThreadLocal.withInitial(() -> leafTerms(SealedIndex.LABELS));
        this.recordTerms = ThreadLocal.withInitial(() -> leafTerms(SealedIndex.RECORDS));
    }

    /**
     * Opens the watchlist in that folder.
     *
     * @param keys the workspace's keys; they stay the caller's, and open as long as this is
     * @throws WatchlistException if there is none, it was made with another key, or it is damaged
     */
    public static Watchlist open(Path folder, KeyRing keys) throws WatchlistException {
        Directory directory = null;
        DirectoryReader reader = null;
        try {
            if (!Files.isDirectory(folder.resolve(FOLDER))) {
                throw missing();
            }
            directory = FSDirectory.open(folder.resolve(FOLDER));
            reader = DirectoryReader.open(directory);
            SealedIndex.requireOurs(reader.getIndexCommit().getUserData(), keys);
            checkBytes(directory, reader);
            List<Generation> generations = openGenerations(reader, keys);
            Map<Generation.SetKind, TagFilter> filters = buildFilters(generations);
            Watchlist opened = new Watchlist(directory, reader, keys, generations, filters);
            directory = null;
            reader = null;
            return opened;
        } catch (IndexNotFoundException e) {
            throw missing();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw damaged(e);
        } finally {
            closeQuietly(reader);
            closeQuietly(directory);
        }
    }

    private static WatchlistException missing() {
        return new WatchlistException(
                WatchlistException.Trouble.MISSING, "there is no watchlist in this workspace; make one with init");
    }

    static WatchlistException damaged(Exception e) {
        boolean damage = e instanceof CorruptIndexException
                || e instanceof EOFException
                || e instanceof IndexFormatTooOldException
                || e instanceof IndexFormatTooNewException
                || e instanceof GeneralSecurityException
                || e instanceof java.nio.file.NoSuchFileException
                || e instanceof RuntimeException;
        return damage
                ? new WatchlistException(
                        WatchlistException.Trouble.DAMAGED,
                        "the watchlist is damaged (" + e.getClass().getSimpleName()
                                + "); restore it from a copy, or import the lists again into a new workspace")
                : new WatchlistException(
                        WatchlistException.Trouble.NOT_WRITABLE,
                        "the watchlist cannot be read (" + e.getClass().getSimpleName()
                                + "); check the folder and disk");
    }

    private static void checkBytes(Directory directory, DirectoryReader reader) throws IOException {
        long size = 0;
        for (String file : directory.listAll()) {
            size += directory.fileLength(file);
        }
        if (size <= CHECKED_BYTES) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
        }
    }

    private static List<Generation> openGenerations(DirectoryReader reader, KeyRing keys)
            throws IOException, GeneralSecurityException {
        Map<Long, byte[]> headers = new TreeMap<>();
        Map<Long, TreeMap<Integer, byte[]>> chunks = new HashMap<>();
        for (LeafReaderContext context : reader.leaves()) {
            LeafReader leaf = context.reader();
            Bits live = leaf.getLiveDocs();
            var stored = leaf.storedFields();
            for (int doc = 0; doc < leaf.maxDoc(); doc++) {
                if (live != null && !live.get(doc)) {
                    continue;
                }
                var document = stored.document(doc);
                BytesRef header = document.getBinaryValue(SealedIndex.HEADER);
                BytesRef chunk = document.getBinaryValue(SealedIndex.CHUNK);
                String term = document.get(SealedIndex.GENERATION);
                if (term == null) {
                    continue;
                }
                long id = SealedIndex.generationOf(term);
                if (header != null) {
                    headers.put(id, bytes(header));
                } else if (chunk != null) {
                    int number = Objects.requireNonNull(document.getField(SealedIndex.CHUNK_NUMBER))
                            .numericValue()
                            .intValue();
                    chunks.computeIfAbsent(id, k -> new TreeMap<>()).put(number, bytes(chunk));
                }
            }
        }
        List<Generation> generations = new ArrayList<>();
        for (Map.Entry<Long, byte[]> header : headers.entrySet()) {
            TreeMap<Integer, byte[]> own = chunks.getOrDefault(header.getKey(), new TreeMap<>());
            generations.add(Generation.open(keys, header.getKey(), header.getValue(), new ArrayList<>(own.values())));
        }
        generations.sort(
                java.util.Comparator.comparing((Generation g) -> g.campaign().importedAt())
                        .thenComparing(Generation::id));
        return generations;
    }

    private static Map<Generation.SetKind, TagFilter> buildFilters(List<Generation> generations) {
        Map<Generation.SetKind, TagFilter> filters = new EnumMap<>(Generation.SetKind.class);
        for (Generation.SetKind kind : Generation.SetKind.values()) {
            TagFilter.Builder builder = new TagFilter.Builder();
            for (Generation generation : generations) {
                for (Generation.TagSet set : generation.sets()) {
                    if (set.kind() == kind) {
                        builder.set(set.width(), set.blurred());
                    }
                }
            }
            filters.put(kind, builder.build());
        }
        return filters;
    }

    private static byte[] bytes(BytesRef ref) {
        return java.util.Arrays.copyOfRange(ref.bytes, ref.offset, ref.offset + ref.length);
    }

    /** The imports, oldest first. */
    public List<Campaign> imports() {
        return generations.stream().map(Generation::campaign).toList();
    }

    /** How many records there are. */
    public long recordCount() {
        return generations.stream().mapToLong(g -> g.campaign().records()).sum();
    }

    /** How many records the campaigns of that name have. */
    public long recordCount(String campaign) {
        return generations.stream()
                .filter(g -> g.campaign().name().equals(campaign))
                .mapToLong(g -> g.campaign().records())
                .sum();
    }

    /** Share of a list's people who have a namesake on it, of the list where it is highest; 0 to 1. */
    public double namesakes() {
        return generations.stream().mapToDouble(Generation::namesakes).max().orElse(0);
    }

    List<Generation> generations() {
        return generations;
    }

    /** Name of the campaign that the candidate was imported for. */
    public String campaignOf(Candidate candidate) {
        return generations.get(candidate.generation()).campaign().name();
    }

    /** Prefilter of the keys of single name tokens. */
    public TagFilter tokenFilter() {
        return filter(Generation.SetKind.TOKENS);
    }

    /** Prefilter of unordered pairs of such keys, and of keys with an initial. */
    public TagFilter pairFilter() {
        return filter(Generation.SetKind.PAIRS);
    }

    /** Prefilter of ID numbers, e-mail addresses and telephone numbers. */
    public TagFilter idFilter() {
        return filter(Generation.SetKind.IDS);
    }

    /** Prefilter of single name tokens as they are written. */
    public TagFilter wordFilter() {
        return filter(Generation.SetKind.WORDS);
    }

    /** Prefilter of name tokens with one character left out. */
    public TagFilter deletionFilter() {
        return filter(Generation.SetKind.DELETIONS);
    }

    private TagFilter filter(Generation.SetKind kind) {
        return Objects.requireNonNull(filters.get(kind));
    }

    /** A fast tagger under this watchlist's keys, for one thread. */
    public FastTags fastTags() {
        return new FastTags(keys);
    }

    /**
     * The records that have a feature, oldest import first.
     *
     * @param most at most so many of each import: a common name is many people's
     */
    public List<Candidate> lookup(Feature feature, int most) {
        FeatureKeys featureKeys = new FeatureKeys(guarded, feature);
        List<Candidate> found = new ArrayList<>();
        for (int generation = 0; generation < generations.size(); generation++) {
            long id = generations.get(generation).id();
            for (int count = 0; count < most; count++) {
                FeatureKeys.Place place = featureKeys.place(id, count);
                byte[] masked = find(labelTerms.get(), place.label());
                if (masked == null) {
                    break;
                }
                found.add(new Candidate(Handle.of(place.mask(masked)), generation));
            }
        }
        return found;
    }

    /** Opens a candidate's record; empty where its entry is missing, as after a removal half-way. */
    public Optional<WatchedRecord> record(Candidate candidate) {
        RecordKeys recordKeys = new RecordKeys(guarded, candidate.handle());
        byte[] sealed = find(recordTerms.get(), recordKeys.label());
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            byte[] plain = org.afterleak.crypto.Sealer.openOnce(recordKeys.sealKey(), sealed);
            String campaign = campaignOf(candidate);
            double scale = generations.get(candidate.generation()).nameScale();
            return Optional.of(
                    new WatchedRecord(candidate.handle(), campaign, recordKeys, RecordEntry.decode(plain), scale));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a record's entry does not open: the watchlist is damaged");
        }
    }

    private List<LeafTerms> leafTerms(String field) {
        try {
            List<LeafTerms> all = new ArrayList<>();
            for (LeafReaderContext context : reader.leaves()) {
                Terms terms = context.reader().terms(field);
                if (terms != null) {
                    all.add(new LeafTerms(terms.iterator(), context.reader().getLiveDocs()));
                }
            }
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What stands behind a label, or null. */
    private static byte @Nullable [] find(List<LeafTerms> leaves, byte[] label) {
        try {
            BytesRef wanted = new BytesRef(label);
            for (LeafTerms leaf : leaves) {
                if (leaf.terms.seekCeil(wanted) != TermsEnum.SeekStatus.END) {
                    BytesRef term = leaf.terms.term();
                    if (StringHelper.startsWith(term, wanted) && leaf.isLive()) {
                        int from = term.offset + label.length;
                        return java.util.Arrays.copyOfRange(term.bytes, from, term.offset + term.length);
                    }
                }
            }
            return null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(reader);
        closeQuietly(directory);
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception e) {
                // Nothing was written, so nothing is lost.
            }
        }
    }

    /** One segment's terms, for one thread. */
    private static final class LeafTerms {
        private final TermsEnum terms;
        private final @Nullable Bits live;
        private @Nullable PostingsEnum postings;

        LeafTerms(TermsEnum terms, @Nullable Bits live) {
            this.terms = terms;
            this.live = live;
        }

        /** Whether the term stands in a document that was not removed. */
        boolean isLive() throws IOException {
            if (live == null) {
                return true;
            }
            postings = terms.postings(postings, PostingsEnum.NONE);
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if (live.get(doc)) {
                    return true;
                }
            }
            return false;
        }
    }
}
