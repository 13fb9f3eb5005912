package org.afterleak.watchlist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.afterleak.crypto.FastTags;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.crypto.Randoms;
import org.afterleak.crypto.Sealer;
import org.afterleak.identifier.Kind;
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
 * <p>{@link #add} is called by one thread; sealing runs on as many workers as there are processors, a bounded number of
 * batches ahead.
 */
final class WatchlistWriter implements AutoCloseable {
    private static final int BATCH = 1024;
    private static final int BATCHES_AHEAD = 8;

    /** Records held back at the start, so that the first ones' rarity is judged by some others too. */
    private static final int SAMPLE = 10_000;

    private static final int RAM_BUFFER_MB = 96;

    private final FSDirectory directory;
    private final IndexWriter index;
    private final KeyRing keyRing;
    private final GuardedPrf guarded;
    private final FastTags tags;
    private final @Nullable Watchlist known;
    private final ExecutorService workers;
    private final Semaphore ahead = new Semaphore(BATCHES_AHEAD);
    private final List<Future<?>> running = new ArrayList<>();

    private final String campaign;
    private final long id;
    private final RandomBytes random;
    private int entrySize = RecordEntry.size(0);
    private final LongCounts identities = new LongCounts(SAMPLE);
    private final NameRarity rarity;
    private final NameScale.Observed names = new NameScale.Observed();
    private final LongCounts attributes = new LongCounts(SAMPLE);
    private final LongCounts keys = new LongCounts(SAMPLE);
    private final LongCounts words = new LongCounts(SAMPLE);
    private final LongCounts deletions = new LongCounts(SAMPLE);
    private final LongCounts pairs = new LongCounts(SAMPLE);
    private final LongCounts ids = new LongCounts(SAMPLE);
    private final List<Pending> sample = new ArrayList<>();
    private List<Sealable> batch = new ArrayList<>(BATCH);
    private boolean sampling = true;
    private long records;

    /** A record that waits for its rarity. */
    private static final class Pending {
        private final Handle handle;
        private final LeakedRecord record;
        private final NameFeatures name;
        private final int entrySize;

        private Pending(Handle handle, LeakedRecord record, NameFeatures name, int entrySize) {
            this.handle = handle;
            this.record = record;
            this.name = name;
            this.entrySize = entrySize;
        }
    }

    /** A record that waits for its sealing: nothing but what the worker needs. */
    private static final class Sealable {
        final Handle handle;
        final LeakedRecord record;
        final NameFeatures name;
        final NameRarity.Bits rarity;
        final int[] attributeRarity;
        final List<Feature> features;
        final int[] counts;
        final int entrySize;

        Sealable(
                Handle handle,
                LeakedRecord record,
                NameFeatures name,
                NameRarity.Bits rarity,
                int[] attributeRarity,
                List<Feature> features,
                int[] counts,
                int entrySize) {
            this.handle = handle;
            this.record = record;
            this.name = name;
            this.rarity = rarity;
            this.attributeRarity = attributeRarity;
            this.features = features;
            this.counts = counts;
            this.entrySize = entrySize;
        }
    }

    /** What became of a record: its handle, and whether a record that was there before has the same identity. */
    record Added(@Nullable Handle handle, boolean alreadyKnown) {}

    private WatchlistWriter(
            FSDirectory directory,
            IndexWriter index,
            KeyRing keys,
            @Nullable Watchlist known,
            String campaign,
            RandomBytes random) {
        this.directory = directory;
        this.index = index;
        this.keyRing = keys;
        this.guarded = keys.guarded();
        this.tags = new FastTags(keys);
        this.rarity = new NameRarity(tags);
        this.known = known;
        this.campaign = campaign;
        this.random = random;
        this.id = java.nio.ByteBuffer.wrap(random.bytes(Long.BYTES)).getLong();
        this.workers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().daemon().name("seal-", 0).factory());
    }

    /** Makes an empty watchlist in that folder. */
    static void create(Path folder, KeyRing keys) throws IOException, WatchlistException {
        Files.createDirectories(folder.resolve(Watchlist.FOLDER));
        try (FSDirectory directory = FSDirectory.open(folder.resolve(Watchlist.FOLDER));
                IndexWriter index =
                        new IndexWriter(directory, config().setOpenMode(IndexWriterConfig.OpenMode.CREATE))) {
            index.setLiveCommitData(SealedIndex.commitData(keys).entrySet());
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
        FSDirectory directory = FSDirectory.open(folder.resolve(Watchlist.FOLDER));
        IndexWriter index = null;
        try {
            index = openIndex(directory, keys);
            Watchlist known = Watchlist.open(folder, keys);
            if (known.recordCount() == 0) {
                known.close();
                known = null;
            }
            return new WatchlistWriter(directory, index, keys, known, campaign, random);
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
                Watchlist known = Watchlist.open(folder, keys)) {
            for (Generation generation : known.generations()) {
                if (generation.campaign().name().equals(campaign)) {
                    index.deleteDocuments(
                            new Term(SealedIndex.GENERATION, SealedIndex.generationTerm(generation.id())));
                    removed += generation.campaign().records();
                }
            }
            if (removed == 0) {
                throw new WatchlistException(
                        WatchlistException.Trouble.UNKNOWN_CAMPAIGN,
                        "there is no campaign of that name; campaign list shows them");
            }
            // Lucene only marks documents as deleted; what was removed must be gone from the disk.
            index.forceMergeDeletes(true);
            index.setLiveCommitData(SealedIndex.commitData(keys).entrySet());
            index.commit();
            index.deleteUnusedFiles();
        }
        return removed;
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
        return new IndexWriterConfig().setCommitOnClose(false).setRAMBufferSizeMB(RAM_BUFFER_MB);
    }

    /** Says how many attribute tags the records that follow will have at most; all their entries get one size. */
    void expectAttributes(int most) {
        entrySize = RecordEntry.size(most);
    }

    /**
     * Adds one record.
     *
     * @return its new handle; no handle where this campaign has it already
     */
    Added add(LeakedRecord record) throws IOException {
        Feature identity = record.identity();
        byte[] keyed = guarded.evaluate(identity.type().domain(), identity.value());
        if (identities.increment(java.nio.ByteBuffer.wrap(keyed).getLong()) > 0) {
            return new Added(null, true);
        }
        boolean elsewhere = false;
        if (known != null) {
            for (Candidate candidate : known.lookup(identity, 1)) {
                if (known.campaignOf(candidate).equals(campaign)) {
                    return new Added(null, true);
                }
                elsewhere = true;
            }
        }
        Handle handle = Handle.random(random);
        records++;
        NameFeatures name = new NameFeatures(record.distinctTokens());
        rarity.count(name, nationalities(record));
        for (LeakedRecord.Attribute attribute : record.attributes()) {
            attributes.increment(attributeTag(attribute));
        }
        if (sampling) {
            sample.add(new Pending(handle, record, name, entrySize));
            if (sample.size() >= SAMPLE) {
                endSample();
            }
        } else {
            prepare(handle, record, name, entrySize);
        }
        return new Added(handle, elsewhere);
    }

    private long[] nationalities(LeakedRecord record) {
        return record.attributes().stream()
                .filter(a -> a.kind == Kind.NATIONALITY)
                .mapToLong(this::attributeTag)
                .toArray();
    }

    private int attributeBits(LeakedRecord.Attribute attribute, NameFeatures name) {
        long tag = attributeTag(attribute);
        int alone = AttributeRarity.bits(attribute.kind, attributes.count(tag) - 1L, records - 1);
        return attribute.kind == Kind.NATIONALITY ? rarity.nationalityBits(name, tag, alone) : alone;
    }

    private long attributeTag(LeakedRecord.Attribute attribute) {
        byte[] item = Feature.of(Feature.Type.IDENTITY, attribute.kind.code() + attribute.canonical)
                .fastItem();
        return tags.id(item, 0, item.length);
    }

    private void endSample() throws IOException {
        sampling = false;
        for (Pending pending : sample) {
            prepare(pending.handle, pending.record, pending.name, pending.entrySize);
        }
        sample.clear();
    }

    private void prepare(Handle handle, LeakedRecord record, NameFeatures name, int size) throws IOException {
        List<NameFeatures.Form> forms = name.forms();
        long[] keyTags = new long[forms.size()];
        for (int i = 0; i < keyTags.length; i++) {
            keyTags[i] = tags.token(forms.get(i).key);
        }
        NameRarity.Bits bits = rarity.of(name, nationalities(record));
        for (NameFeatures.Form form : name.filtered()) {
            keys.increment(tags.token(form.key));
            addTypingErrors(form.text);
        }
        int nameBits = 0;
        for (int i = 0; i < name.tokenCount(); i++) {
            nameBits += forms.get(i).optional ? 0 : bits.key(i);
        }
        names.add(tags.token(name.whole()), nameBits);
        List<Feature> features = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        Set<Long> own = new HashSet<>();
        for (int[] pair : name.pairs()) {
            long tag = tags.pair(keyTags[pair[0]], keyTags[pair[1]]);
            if (own.add(tag)) {
                features.add(Feature.namePair(forms.get(pair[0]).key, forms.get(pair[1]).key));
                counts.add(pairs.increment(tag));
            }
        }
        for (int[] pair : name.initials()) {
            String initial = Objects.requireNonNull(NameFeatures.initial(forms.get(pair[0]).text));
            long tag = tags.pair(tags.initial(initial), keyTags[pair[1]]);
            if (own.add(tag)) {
                features.add(Feature.nameInitial(initial, forms.get(pair[1]).key));
                counts.add(pairs.increment(tag));
            }
        }
        for (Feature feature : record.exactFeatures()) {
            features.add(feature);
            byte[] item = feature.fastItem();
            counts.add(ids.increment(tags.id(item, 0, item.length)));
        }
        // Of one import each identity is there once: the count is always the first.
        features.add(record.identity());
        counts.add(0);
        int[] c = counts.stream().mapToInt(Integer::intValue).toArray();
        int[] attributeRarity = record.attributes().stream()
                .mapToInt(a -> attributeBits(a, name))
                .toArray();
        batch.add(new Sealable(handle, record, name, bits, attributeRarity, features, c, size));
        if (batch.size() == BATCH) {
            submit();
        }
    }

    private void addTypingErrors(String token) {
        if (token.length() >= NameFeatures.MIN_TYPO_CHARS
                && token.length() <= NameFeatures.MAX_TYPO_CHARS
                && words.increment(tags.word(token)) == 0) {
            for (String shorter : NameFeatures.deletions(token)) {
                deletions.increment(tags.word(shorter));
            }
        }
    }

    private void submit() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        List<Sealable> full = batch;
        batch = new ArrayList<>(BATCH);
        collectDone();
        ahead.acquireUninterruptibly();
        running.add(workers.submit(() -> {
            try {
                seal(full);
                return null;
            } finally {
                ahead.release();
            }
        }));
    }

    /** Throws what a finished worker threw, so that a full disk ends the import at once. */
    private void collectDone() throws IOException {
        for (Iterator<Future<?>> futures = running.iterator(); futures.hasNext(); ) {
            Future<?> future = futures.next();
            if (future.isDone()) {
                futures.remove();
                await(future);
            }
        }
    }

    private static void await(Future<?> future) throws IOException {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("sealing failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("import interrupted");
        }
    }

    private void seal(List<Sealable> full) throws IOException {
        List<byte[]> labels = new ArrayList<>(full.size() * 6);
        List<byte[]> entries = new ArrayList<>(full.size());
        for (Sealable sealable : full) {
            byte[] handle = sealable.handle.bytes();
            for (int i = 0; i < sealable.features.size(); i++) {
                FeatureKeys.Place place =
                        new FeatureKeys(guarded, sealable.features.get(i)).place(id, sealable.counts[i]);
                labels.add(SealedIndex.join(place.label(), place.mask(handle)));
            }
            RecordKeys recordKeys = new RecordKeys(guarded, sealable.handle);
            RecordEntry entry = new RecordEntry(sealable.record.kinds(), sealable.name.tokenCount());
            List<NameFeatures.Form> forms = sealable.name.forms();
            for (int i = 0; i < forms.size(); i++) {
                NameFeatures.Form form = forms.get(i);
                String initial = NameFeatures.initial(form.text);
                entry.addForm(new RecordEntry.Form(
                        recordKeys.tokenTag(form.text),
                        sealable.rarity.token(i),
                        recordKeys.nameKeyTag(form.key),
                        sealable.rarity.key(i),
                        initial == null ? 0 : recordKeys.initialTag(initial),
                        recordKeys.onsetTag(form.key),
                        form.cover,
                        form.optional));
            }
            List<LeakedRecord.Attribute> attributeList = sealable.record.attributes();
            for (int i = 0; i < attributeList.size(); i++) {
                LeakedRecord.Attribute attribute = attributeList.get(i);
                int tag = recordKeys.attributeTag(attribute.kind, attribute.canonical);
                entry.addAttribute(attribute.kind, sealable.attributeRarity[i], tag);
            }
            byte[] sealed = Sealer.sealOnce(recordKeys.sealKey(), entry.encode(sealable.entrySize));
            entries.add(SealedIndex.join(recordKeys.label(), sealed));
        }
        // The number of labels would tell how many values the records have: it is padded with labels of nothing.
        while (labels.size() % full.size() != 0) {
            labels.add(Randoms.bytes(FeatureKeys.LABEL_BYTES + Handle.BYTES));
        }
        index.addDocument(SealedIndex.terms(id, labels, entries));
    }

    /** Makes the import durable and returns what it was. */
    Campaign commit(Instant now, Map<String, String> columns) throws IOException {
        endSample();
        submit();
        for (Future<?> future : running) {
            await(future);
        }
        running.clear();
        Campaign imported = new Campaign(campaign, now, records, columns);
        if (records > 0) {
            Generation generation = new Generation(
                    id,
                    imported,
                    names.scale(),
                    names.namesakes(),
                    List.of(
                            Generation.TagSet.of(Generation.SetKind.TOKENS, keys),
                            Generation.TagSet.of(Generation.SetKind.PAIRS, pairs),
                            Generation.TagSet.of(Generation.SetKind.IDS, ids),
                            Generation.TagSet.of(Generation.SetKind.WORDS, words),
                            Generation.TagSet.of(Generation.SetKind.DELETIONS, deletions)));
            index.addDocuments(SealedIndex.descriptions(generation, keyRing));
        }
        index.setLiveCommitData(SealedIndex.commitData(keyRing).entrySet());
        index.commit();
        return imported;
    }

    /** Ends the transaction; without a {@link #commit} before, nothing of it remains. */
    @Override
    public void close() throws IOException {
        workers.shutdown();
        try {
            // Lucene must not be interrupted or closed under a worker; at most BATCHES_AHEAD short batches are left.
            workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (known != null) {
            known.close();
        }
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
