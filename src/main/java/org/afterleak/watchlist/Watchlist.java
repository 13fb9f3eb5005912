package org.afterleak.watchlist;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterleak.crypto.FastTags;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.crypto.KeyRing;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
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

    /**
     * An index up to this size is checked byte for byte when it is opened: a flipped bit would be a silent miss. A larger
     * one is when it is changed, for to open it must not mean to read it.
     */
    private static final long CHECKED_BYTES = 64L << 20;

    private static final long CHECKED_BYTES_BEFORE_CHANGE = 4L << 30;

    private final Directory directory;
    private final DirectoryReader reader;
    private final KeyRing keys;
    private final GuardedPrf guarded;
    private final List<Generation> generations;
    private final TagFilters filters;
    private final ThreadLocal<List<LeafTerms>> labelTerms;
    private final ThreadLocal<List<LeafTerms>> recordTerms;

    private Watchlist(
            Directory directory,
            DirectoryReader reader,
            KeyRing keys,
            List<Generation> generations,
            TagFilters filters) {
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
        return open(folder, keys, CHECKED_BYTES);
    }

    /** The same before it is changed: a damaged one is not added to. */
    static Watchlist openForChange(Path folder, KeyRing keys) throws WatchlistException {
        return open(folder, keys, CHECKED_BYTES_BEFORE_CHANGE);
    }

    private static Watchlist open(Path folder, KeyRing keys, long checkedBytes) throws WatchlistException {
        Directory directory = null;
        DirectoryReader reader = null;
        try {
            Path index = folder.resolve(FOLDER);
            if (!Files.isDirectory(index)) {
                throw missing();
            }
            directory = FSDirectory.open(index);
            reader = DirectoryReader.open(directory);
            Map<String, String> commit = reader.getIndexCommit().getUserData();
            SealedIndex.requireOurs(commit, keys);
            checkBytes(directory, reader, checkedBytes);
            List<Generation> generations = openGenerations(reader, keys);
            TagFilters filters = generations.isEmpty()
                    ? TagFilters.NONE
                    : TagFilters.read(reader, keys, SealedIndex.filtersOf(commit));
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

    private static void checkBytes(Directory directory, DirectoryReader reader, long most) throws IOException {
        long size = 0;
        for (String file : directory.listAll()) {
            size += directory.fileLength(file);
        }
        if (size <= most) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
        }
    }

    private static List<Generation> openGenerations(DirectoryReader reader, KeyRing keys)
            throws IOException, GeneralSecurityException {
        List<Generation> generations = new ArrayList<>();
        for (LeafReaderContext context : reader.leaves()) {
            Terms terms = context.reader().terms(SealedIndex.KIND);
            TermsEnum kinds = terms == null ? null : terms.iterator();
            if (kinds == null || kinds.seekCeil(new BytesRef(SealedIndex.HEADER_KIND)) == TermsEnum.SeekStatus.END) {
                continue;
            }
            for (BytesRef kind = kinds.term(); kind != null; kind = kinds.next()) {
                String text = kind.utf8ToString();
                if (!text.startsWith(SealedIndex.HEADER_KIND)) {
                    break;
                }
                long id = HexFormat.fromHexDigitsToLong(text, SealedIndex.HEADER_KIND.length(), text.length());
                if (generations.stream().noneMatch(g -> g.id() == id)) {
                    Generation.read(reader, keys, id).ifPresent(generations::add);
                }
            }
        }
        generations.sort(
                java.util.Comparator.comparing((Generation g) -> g.campaign().importedAt())
                        .thenComparing(Generation::id));
        return generations;
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
        return filter(TagSets.Kind.TOKENS);
    }

    /** Prefilter of unordered pairs of such keys, and of keys with an initial. */
    public TagFilter pairFilter() {
        return filter(TagSets.Kind.PAIRS);
    }

    /** Prefilter of ID numbers, e-mail addresses and telephone numbers. */
    public TagFilter idFilter() {
        return filter(TagSets.Kind.IDS);
    }

    /** Prefilter of single name tokens as they are written. */
    public TagFilter wordFilter() {
        return filter(TagSets.Kind.WORDS);
    }

    /** Prefilter of name tokens with one character left out. */
    public TagFilter deletionFilter() {
        return filter(TagSets.Kind.DELETIONS);
    }

    private TagFilter filter(TagSets.Kind kind) {
        return filters.of(kind);
    }

    /** Bytes of memory that the prefilters take. */
    public long filterBytes() {
        long bytes = 0;
        for (TagSets.Kind kind : TagSets.Kind.values()) {
            bytes += filter(kind).bytes();
        }
        return bytes;
    }

    DirectoryReader reader() {
        return reader;
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
                    all.add(new LeafTerms(terms, context.reader().getLiveDocs()));
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
                if (leaf.mayHave(wanted) && leaf.terms.seekCeil(wanted) != TermsEnum.SeekStatus.END) {
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
        private final @Nullable BytesRef least;
        private final @Nullable BytesRef most;
        private final @Nullable Bits live;
        private @Nullable PostingsEnum postings;

        LeafTerms(Terms terms, @Nullable Bits live) throws IOException {
            this.terms = terms.iterator();
            this.least = terms.getMin();
            this.most = terms.getMax();
            this.live = live;
        }

        /** A large import is written in two halves, of which a label can stand in one. */
        boolean mayHave(BytesRef label) {
            return least != null
                    && most != null
                    && most.compareTo(label) >= 0
                    && (least.compareTo(label) <= 0 || StringHelper.startsWith(least, label));
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
