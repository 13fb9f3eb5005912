package org.afterleak.watchlist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.afterleak.crypto.FastTags;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.identifier.Kind;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * One import, or one removal, as one transaction on the sealed watchlist: all of it is there after {@link #commit}, none
 * of it after {@link #close} without one, or after a kill at any moment. Holds the watchlist's write lock while open.
 *
 * <p>A record goes through three hands. {@link #prepare} works out what its row alone tells, on any thread. {@link #add}
 * counts it, on one thread and in the order of the rows, so that what is rare does not depend on how many threads there are.
 * {@link RecordSealing} seals it, on as many workers as there are processors, into runs that are sorted when all are there.
 */
final class WatchlistWriter implements AutoCloseable {
    /** Records held back at the start, so that the first ones' rarity is judged by some others too. */
    private static final int SAMPLE = 10_000;

    private static final int RAM_BUFFER_MB = 32;

    /** Segments of one import that may be written at once. */
    private static final int MOST_MERGES = 4;

    private final FSDirectory directory;
    private final IndexWriter index;
    private final KeyRing keyRing;
    private final Watchlist known;
    private final ThreadLocal<RecordPreparer> preparers;
    private final RecordSealing sealing;

    private final String campaign;
    private final long id;
    private final RandomBytes random;
    private int entrySize = RecordEntry.size(0);
    private final LongCounts identities = new LongCounts(SAMPLE);
    private final NameRarity rarity = new NameRarity();
    private final NameScale.Observed names = new NameScale.Observed();
    private final LongCounts attributes = new LongCounts(SAMPLE);
    private final LongCounts keys = new LongCounts(SAMPLE);
    private final LongCounts words = new LongCounts(SAMPLE);
    private final LongCounts deletions = new LongCounts(SAMPLE);
    private final FastTags tags;
    private final List<Pending> sample = new ArrayList<>();
    private boolean sampling = true;
    private long records;

    /** A record that waits for its rarity. */
    private static final class Pending {
        private final Handle handle;
        private final PreparedRecord record;
        private final int entrySize;

        private Pending(Handle handle, PreparedRecord record, int entrySize) {
            this.handle = handle;
            this.record = record;
            this.entrySize = entrySize;
        }
    }

    /** What became of a record: its handle, and whether a record that was there before has the same identity. */
    record Added(@Nullable Handle handle, boolean alreadyKnown) {}

    private WatchlistWriter(
            FSDirectory directory,
            IndexWriter index,
            KeyRing keys,
            Watchlist known,
            Path folder,
            String campaign,
            RandomBytes random,
            int threads) {
        this.directory = directory;
        this.index = index;
        this.keyRing = keys;
        this.tags = new FastTags(keys);
        this.known = known;
        this.campaign = campaign;
        this.random = random;
        this.id = java.nio.ByteBuffer.wrap(random.bytes(Long.BYTES)).getLong();
        this.sealing = new RecordSealing(index, keys.guarded(), id, folder, threads);
        Watchlist earlier = known.recordCount() == 0 ? null : known;
        this.preparers = ThreadLocal.withInitial(
                () -> new RecordPreparer(new FastTags(keys), keys.guarded(), earlier, campaign));
    }

    /** Makes an empty watchlist in that folder. */
    static void create(Path folder, KeyRing keys) throws IOException, WatchlistException {
        Files.createDirectories(folder.resolve(Watchlist.FOLDER));
        try (FSDirectory directory = FSDirectory.open(folder.resolve(Watchlist.FOLDER));
                IndexWriter index =
                        new IndexWriter(directory, config().setOpenMode(IndexWriterConfig.OpenMode.CREATE))) {
            index.setLiveCommitData(SealedIndex.commitData(keys, 0).entrySet());
            index.commit();
        } catch (LockObtainFailedException e) {
            throw inUse();
        }
    }

    /**
     * Opens the transaction.
     *
     * @param random where handles and the import's number come from
     */
    static WatchlistWriter open(Path folder, KeyRing keys, String campaign, RandomBytes random)
            throws IOException, WatchlistException {
        return open(folder, keys, campaign, random, Runtime.getRuntime().availableProcessors());
    }

    /** The same with so many threads that seal. */
    static WatchlistWriter open(Path folder, KeyRing keys, String campaign, RandomBytes random, int threads)
            throws IOException, WatchlistException {
        Path records = folder.resolve(Watchlist.FOLDER);
        FSDirectory directory = FSDirectory.open(records);
        IndexWriter index = null;
        try {
            index = openIndex(directory, keys);
            Watchlist known = Watchlist.openForChange(folder, keys);
            return new WatchlistWriter(directory, index, keys, known, records, campaign, random, threads);
        } catch (IOException | WatchlistException | RuntimeException e) {
            if (index != null) {
                index.rollback();
            }
            directory.close();
            throw e;
        }
    }

    /** Removes all imports of a campaign, and their terms from the disk, and returns how many records went. */
    static long remove(Path folder, KeyRing keys, String campaign) throws IOException, WatchlistException {
        long removed = 0;
        try (FSDirectory directory = FSDirectory.open(folder.resolve(Watchlist.FOLDER));
                IndexWriter index = openIndex(directory, keys);
                Watchlist known = Watchlist.openForChange(folder, keys)) {
            List<Generation> kept = new ArrayList<>();
            for (Generation generation : known.generations()) {
                if (generation.campaign().name().equals(campaign)) {
                    index.deleteDocuments(new Term(SealedIndex.GENERATION, SealedIndex.term(generation.id())));
                    removed += generation.campaign().records();
                } else {
                    kept.add(generation);
                }
            }
            if (removed == 0) {
                throw new WatchlistException(
                        WatchlistException.Trouble.UNKNOWN_CAMPAIGN,
                        "there is no campaign of that name; campaign list shows them");
            }
            TagFilters.Builder filters = new TagFilters.Builder(TagSets.extents(kept));
            addKept(known, keys, kept, filters);
            long number = replaceFilters(index, keys, known, filters.build(), recordsOf(kept));
            // Lucene only marks documents as deleted; what was removed must be gone from the disk.
            index.forceMergeDeletes(true);
            index.setLiveCommitData(SealedIndex.commitData(keys, number).entrySet());
            index.commit();
            index.deleteUnusedFiles();
        }
        return removed;
    }

    private static long recordsOf(List<Generation> generations) {
        return generations.stream().mapToLong(g -> g.campaign().records()).sum();
    }

    private static void addKept(Watchlist known, KeyRing keys, List<Generation> kept, TagFilters.Builder filters)
            throws IOException, WatchlistException {
        try {
            for (Generation generation : kept) {
                TagSets.read(known.reader(), keys, generation, filters);
            }
        } catch (GeneralSecurityException e) {
            throw Watchlist.damaged(e);
        }
    }

    /** Puts new filters in place of those in force, and returns their number. */
    private static long replaceFilters(
            IndexWriter index, KeyRing keys, Watchlist known, TagFilters filters, long records) throws IOException {
        long before = SealedIndex.filtersOf(known.reader().getIndexCommit().getUserData());
        index.deleteDocuments(new Term(SealedIndex.KIND, SealedIndex.FILTERS_KIND + SealedIndex.term(before)));
        long number =
                java.nio.ByteBuffer.wrap(RandomBytes.SECURE.bytes(Long.BYTES)).getLong();
        // In a segment of their own, so that the next ones leave nothing of them.
        index.flush();
        filters.write(index, keys, number, records);
        index.flush();
        return number;
    }

    private static IndexWriter openIndex(FSDirectory directory, KeyRing keys) throws IOException, WatchlistException {
        if (!DirectoryReader.indexExists(directory)) {
            throw new WatchlistException(
                    WatchlistException.Trouble.MISSING, "there is no watchlist in this workspace; make one with init");
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            SealedIndex.requireOurs(reader.getIndexCommit().getUserData(), keys);
        }
        try {
            return new IndexWriter(directory, config());
        } catch (LockObtainFailedException e) {
            throw inUse();
        }
    }

    private static WatchlistException inUse() {
        return new WatchlistException(
                WatchlistException.Trouble.IN_USE,
                "the watchlist is in use by another import; wait until it ends, then try again");
    }

    private static IndexWriterConfig config() {
        ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
        scheduler.setMaxMergesAndThreads(
                MOST_MERGES, Math.min(MOST_MERGES, Runtime.getRuntime().availableProcessors()));
        return new IndexWriterConfig()
                .setCommitOnClose(false)
                .setRAMBufferSizeMB(RAM_BUFFER_MB)
                .setMergeScheduler(scheduler);
    }

    /** Says how many attribute tags the records that follow will have at most; all their entries get one size. */
    void expectAttributes(int most) {
        entrySize = RecordEntry.size(most);
    }

    /** Works out what the record alone tells; any thread may. */
    PreparedRecord prepare(LeakedRecord record) {
        return preparers.get().prepare(record);
    }

    /** Whose threads may prepare records. */
    ExecutorService workers() {
        return sealing.workers();
    }

    /** Prepares and adds one record. */
    Added add(LeakedRecord record) throws IOException {
        return add(prepare(record));
    }

    /**
     * Adds one record.
     *
     * @return its new handle; no handle where this campaign has it already
     */
    Added add(PreparedRecord record) throws IOException {
        if (identities.increment(java.nio.ByteBuffer.wrap(record.identityKey).getLong()) > 0
                || record.known == PreparedRecord.Known.IN_THIS_CAMPAIGN) {
            return new Added(null, true);
        }
        Handle handle = Handle.random(random);
        records++;
        rarity.count(record);
        for (long attribute : record.attributeTags) {
            attributes.increment(attribute);
        }
        if (sampling) {
            sample.add(new Pending(handle, record, entrySize));
            if (sample.size() >= SAMPLE) {
                endSample();
            }
        } else {
            rate(handle, record, entrySize);
        }
        return new Added(handle, record.known == PreparedRecord.Known.IN_ANOTHER);
    }

    private void endSample() throws IOException {
        sampling = false;
        for (Pending pending : sample) {
            rate(pending.handle, pending.record, pending.entrySize);
        }
        sample.clear();
    }

    /** Says how rare the record's values are among those seen, and hands it on. */
    private void rate(Handle handle, PreparedRecord record, int size) throws IOException {
        NameFeatures name = record.name;
        NameRarity.Bits bits = rarity.of(record);
        for (NameFeatures.Form form : name.filtered()) {
            keys.increment(form.word.keyTag);
            addTypingErrors(form.word);
        }
        int nameBits = 0;
        for (int i = 0; i < name.tokenCount(); i++) {
            nameBits += name.forms().get(i).optional ? 0 : bits.key(i);
        }
        names.add(record.wholeTag, nameBits);
        sealing.add(new RecordSealing.Rated(handle, record, bits, attributeBits(record), size));
    }

    private int[] attributeBits(PreparedRecord record) {
        int[] bits = new int[record.attributeTags.length];
        int nationality = 0;
        for (int i = 0; i < bits.length; i++) {
            Kind kind = record.attributes.get(i).kind;
            bits[i] = AttributeRarity.bits(kind, attributes.count(record.attributeTags[i]) - 1L, records - 1);
            if (kind == Kind.NATIONALITY) {
                bits[i] = rarity.nationalityBits(record, nationality++, bits[i]);
            }
        }
        return bits;
    }

    private void addTypingErrors(Words.Word word) {
        int length = word.text.length();
        if (length >= NameFeatures.MIN_TYPO_CHARS
                && length <= NameFeatures.MAX_TYPO_CHARS
                && words.increment(word.wordTag) == 0) {
            for (String shorter : NameFeatures.deletions(word.text)) {
                deletions.increment(tags.word(shorter));
            }
        }
    }

    /** Hears how far the sorting is, which begins when all records are there. */
    @FunctionalInterface
    interface Progress {
        void at(long done, long total);
    }

    Campaign commit(Instant now, Map<String, String> columns) throws IOException, WatchlistException {
        return commit(now, columns, (done, total) -> {});
    }

    /** Makes the import durable and returns what it was. */
    Campaign commit(Instant now, Map<String, String> columns, Progress progress)
            throws IOException, WatchlistException {
        endSample();
        Campaign imported = new Campaign(campaign, now, records, columns);
        long number = SealedIndex.filtersOf(known.reader().getIndexCommit().getUserData());
        if (records > 0) {
            sealing.write(records, progress);
            List<TagSets.Source> sources = List.of(
                    TagSets.Source.of(keys),
                    sealing.pairs(),
                    sealing.exact(),
                    TagSets.Source.of(words),
                    TagSets.Source.of(deletions));
            List<TagSets.Extent> extents = new ArrayList<>();
            for (TagSets.Kind kind : TagSets.Kind.values()) {
                extents.add(TagSets.Extent.of(kind, sources.get(kind.ordinal()).size()));
            }
            Generation generation = new Generation(id, imported, names.scale(), names.namesakes(), extents);
            List<Generation> all = new ArrayList<>(known.generations());
            all.add(generation);
            TagFilters.Builder filters = new TagFilters.Builder(TagSets.extents(all));
            addKept(known, keyRing, known.generations(), filters);
            generation.write(index, keyRing);
            TagSets.write(index, keyRing, id, records, extents, sources, filters);
            number = replaceFilters(index, keyRing, known, filters.build(), recordsOf(all));
        }
        index.setLiveCommitData(SealedIndex.commitData(keyRing, number).entrySet());
        index.commit();
        return imported;
    }

    /** Ends the transaction; without a {@link #commit} before, nothing of it remains. */
    @Override
    public void close() throws IOException {
        sealing.close();
        known.close();
        boolean broken = index.getTragicException() != null;
        index.rollback();
        if (broken) {
            sweep();
        }
        directory.close();
    }

    /** After a full disk Lucene leaves what it had begun: a writer that opens deletes what no commit refers to. */
    private void sweep() throws IOException {
        IndexWriter fresh = new IndexWriter(directory, config().setOpenMode(IndexWriterConfig.OpenMode.APPEND));
        fresh.rollback();
    }
}
