package org.afterleak.watchlist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.afterleak.crypto.GuardedPrf;
import org.afterleak.crypto.Randoms;
import org.afterleak.crypto.Sealer;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.IndexWriter;
import org.jspecify.annotations.Nullable;

/**
 * Seals the records of one import on all processors, and sorts what comes of it outside the heap: labels and entries into
 * runs by their label, features into runs by their tag until it is known how many records share each. Memory does not grow
 * with the number of records. {@link #add} and {@link #write} are one thread's.
 */
final class RecordSealing implements AutoCloseable {
    private static final int BATCH = 512;
    private static final int BATCHES_AHEAD = 8;

    /** From so many labels on an import is written as two segments, at once. */
    private static final long LARGE = 200_000;

    private static final int PAD_ROWS = 1024;

    private final IndexWriter index;
    private final GuardedPrf guarded;
    private final long id;
    private final Path folder;
    private final String name;
    private final ExecutorService workers;
    private final ExecutorService writers;
    private final Semaphore ahead = new Semaphore(BATCHES_AHEAD);
    private final List<Future<?>> running = new ArrayList<>();
    private final FeatureRuns pairs;
    private final FeatureRuns exact;
    private final SpillingRuns labels;

    /** One for each size of entry. */
    private final Map<Integer, SpillingRuns> entries = new ConcurrentSkipListMap<>();

    private List<Rated> batch = new ArrayList<>(BATCH);
    private long records;

    /** A record that waits for its sealing. */
    static final class Rated {
        private final Handle handle;
        private final PreparedRecord record;
        private final NameRarity.Bits rarity;
        private final int[] attributeRarity;
        private final int entrySize;

        Rated(Handle handle, PreparedRecord record, NameRarity.Bits rarity, int[] attributeRarity, int entrySize) {
            this.handle = handle;
            this.record = record;
            this.rarity = rarity;
            this.attributeRarity = attributeRarity;
            this.entrySize = entrySize;
        }
    }

    /**
     * @param folder where runs are spilled to
     * @param threads how many seal; what is written does not hang on it
     */
    RecordSealing(IndexWriter index, GuardedPrf guarded, long id, Path folder, int threads) {
        this.index = index;
        this.guarded = guarded;
        this.id = id;
        this.folder = folder;
        this.name = "import-" + SealedIndex.term(id);
        this.pairs = new FeatureRuns(folder, name + "-pairs");
        this.exact = new FeatureRuns(folder, name + "-exact");
        this.labels = new SpillingRuns(folder.resolve(name + "-labels"), SealedIndex.LABEL_ROW);
        this.workers = pool("seal-", threads);
        this.writers = pool("write-", threads);
    }

    private static ExecutorService pool(String name, int threads) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name(name, 0).factory());
    }

    ExecutorService workers() {
        return workers;
    }

    void add(Rated rated) throws IOException {
        batch.add(rated);
        if (batch.size() == BATCH) {
            submit();
        }
    }

    private void submit() throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        List<Rated> full = batch;
        batch = new ArrayList<>(BATCH);
        long first = records;
        records += full.size();
        collectDone();
        ahead.acquireUninterruptibly();
        running.add(workers.submit(() -> {
            try {
                seal(full, first);
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

    static <T> T await(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof OutOfMemoryError full) {
                throw full;
            }
            throw new IllegalStateException("sealing failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("import interrupted");
        }
    }

    private void seal(List<Rated> full, long first) throws IOException {
        FeatureRuns.Batch pairBatch = new FeatureRuns.Batch();
        FeatureRuns.Batch exactBatch = new FeatureRuns.Batch();
        byte[] identities = new byte[full.size() * SealedIndex.LABEL_ROW];
        for (int i = 0; i < full.size(); i++) {
            Rated rated = full.get(i);
            byte[] handle = rated.handle.bytes();
            addFeatures(pairBatch, rated.record.pairs, first + i, handle);
            addFeatures(exactBatch, rated.record.exact, first + i, handle);
            // Of one import each identity is there once: the count is always the first.
            new FeatureKeys(rated.record.identityKey)
                    .place(id, 0)
                    .write(handle, 0, identities, i * SealedIndex.LABEL_ROW);
            byte[] row = sealed(rated);
            entries.computeIfAbsent(row.length, n -> new SpillingRuns(folder.resolve(name + "-entries-" + n), n))
                    .add(row, row.length);
        }
        labels.add(identities, identities.length);
        pairs.add(pairBatch);
        exact.add(exactBatch);
    }

    private void addFeatures(FeatureRuns.Batch to, PreparedRecord.Tagged[] features, long number, byte[] handle) {
        for (PreparedRecord.Tagged tagged : features) {
            to.add(tagged.tag, number, handle, FeatureKeys.keyOf(guarded, tagged.feature));
        }
    }

    private byte[] sealed(Rated rated) {
        RecordKeys recordKeys = new RecordKeys(guarded, rated.handle);
        PreparedRecord record = rated.record;
        RecordEntry entry = new RecordEntry(record.kinds, record.name.tokenCount());
        List<NameFeatures.Form> forms = record.name.forms();
        for (int i = 0; i < forms.size(); i++) {
            NameFeatures.Form form = forms.get(i);
            Words.Word word = form.word;
            entry.addForm(new RecordEntry.Form(
                    recordKeys.tokenTag(word.text),
                    rated.rarity.token(i),
                    recordKeys.nameKeyTag(word.key),
                    rated.rarity.key(i),
                    word.initial == null ? 0 : recordKeys.initialTag(word.initial),
                    recordKeys.onsetTag(word.key),
                    form.cover,
                    form.optional));
        }
        for (int i = 0; i < record.attributes.size(); i++) {
            LeakedRecord.Attribute attribute = record.attributes.get(i);
            int tag = recordKeys.attributeTag(attribute.kind, attribute.canonical);
            entry.addAttribute(attribute.kind, rated.attributeRarity[i], tag);
        }
        byte[] sealed = Sealer.sealOnce(recordKeys.sealKey(), entry.encode(rated.entrySize));
        return SealedIndex.join(recordKeys.label(), sealed);
    }

    /** Sorts all that was added and writes it to the index. */
    void write(long recordCount, WatchlistWriter.Progress progress) throws IOException {
        submit();
        for (Future<?> future : running) {
            await(future);
        }
        running.clear();
        AtomicLong done = new AtomicLong();
        long total = 4L * SpillingRuns.PARTS;
        Runnable step = () -> progress.at(done.incrementAndGet(), total);
        List<Callable<@Nullable Void>> labelling = new ArrayList<>();
        for (FeatureRuns runs : List.of(pairs, exact)) {
            for (int part = 0; part < SpillingRuns.PARTS; part++) {
                int number = part;
                labelling.add(() -> {
                    runs.label(number, id, labels);
                    step.run();
                    return null;
                });
            }
        }
        runAll(workers, labelling);
        pad(recordCount);
        int segments = labels.count() < LARGE ? 1 : 2;
        List<RunsReader.Field> fields = List.of(
                new RunsReader.Field(SealedIndex.LABELS, List.of(labels)),
                new RunsReader.Field(SealedIndex.RECORDS, List.copyOf(entries.values())));
        List<Callable<@Nullable Void>> writing = new ArrayList<>();
        for (int i = 0; i < segments; i++) {
            int from = SpillingRuns.PARTS / segments * i;
            int to = SpillingRuns.PARTS / segments * (i + 1);
            writing.add(() -> {
                try (RunsReader reader = new RunsReader(id, fields, from, to, workers, step)) {
                    index.addIndexes(new CodecReader[] {reader});
                }
                return null;
            });
        }
        runAll(writers, writing);
    }

    private static void runAll(ExecutorService threads, List<Callable<@Nullable Void>> tasks) throws IOException {
        List<Future<@Nullable Void>> all = new ArrayList<>();
        tasks.forEach(task -> all.add(threads.submit(task)));
        IOException failure = null;
        for (Future<@Nullable Void> one : all) {
            try {
                await(one);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** The number of labels would tell how many values the records have: labels of nothing are added. */
    private void pad(long recordCount) throws IOException {
        long missing = (recordCount - labels.count() % recordCount) % recordCount;
        while (missing > 0) {
            int now = (int) Math.min(missing, PAD_ROWS);
            byte[] rows = Randoms.bytes(now * SealedIndex.LABEL_ROW);
            labels.add(rows, rows.length);
            missing -= now;
        }
    }

    /** Tags of the distinct pairs, once all is written. */
    TagSets.Source pairs() {
        return pairs.distinct();
    }

    /** Tags of the distinct exact identifiers. */
    TagSets.Source exact() {
        return exact.distinct();
    }

    @Override
    public void close() throws IOException {
        workers.shutdown();
        writers.shutdown();
        try {
            // Lucene must not be interrupted or closed under a worker; at most BATCHES_AHEAD short batches are left.
            workers.awaitTermination(1, TimeUnit.MINUTES);
            writers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pairs.close();
        exact.close();
        labels.close();
        for (SpillingRuns runs : entries.values()) {
            runs.close();
        }
    }
}
