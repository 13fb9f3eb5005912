package org.afterleak.watchlist;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.lucene.codecs.DocValuesProducer;
import org.apache.lucene.codecs.FieldsProducer;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.NormsProducer;
import org.apache.lucene.codecs.PointsReader;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.codecs.TermVectorsReader;
import org.apache.lucene.index.BaseTermsEnum;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DocValuesSkipIndexType;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.ImpactsEnum;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.LeafMetaData;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * Sorted runs as Lucene sees an index: one document of which they are the terms. Given to
 * {@code IndexWriter.addIndexes(CodecReader...)} they are written to a segment in one pass: the second half of an external
 * sort, at a third of the price of Lucene's own, which hashes each term into memory and sorts it again whenever that is
 * full. Terms can be gone through once, from first to last, and that is all that is asked of it.
 */
final class RunsReader extends CodecReader {
    private final FieldInfos infos;
    private final FieldsProducer fields;

    /** One field: the runs whose rows are its terms. */
    record Field(String name, List<SpillingRuns> runs) {
        Field {
            runs = List.copyOf(runs);
        }
    }

    /**
     * The rows of the parts from one to before another.
     *
     * @param generation the one term of the field by which an import is removed
     * @param workers sort the next parts while one is written
     * @param done hears of each part that was gone through
     */
    RunsReader(long generation, List<Field> runs, int from, int to, ExecutorService workers, Runnable done) {
        List<FieldInfo> all = new ArrayList<>();
        all.add(info(SealedIndex.GENERATION, 0));
        for (Field field : runs) {
            all.add(info(field.name(), all.size()));
        }
        this.infos = new FieldInfos(all.toArray(new FieldInfo[0]));
        this.fields = new Producer(generation, runs, from, to, workers, done);
    }

    private static FieldInfo info(String name, int number) {
        return new FieldInfo(
                name,
                number,
                false,
                true,
                false,
                IndexOptions.DOCS,
                DocValuesType.NONE,
                DocValuesSkipIndexType.NONE,
                -1,
                Map.of(),
                0,
                0,
                0,
                0,
                VectorEncoding.FLOAT32,
                VectorSimilarityFunction.EUCLIDEAN,
                false,
                false);
    }

    /** The fields' terms. */
    private static final class Producer extends FieldsProducer {
        private final long generation;
        private final List<Field> runs;
        private final int from;
        private final int to;
        private final ExecutorService workers;
        private final Runnable done;

        Producer(long generation, List<Field> runs, int from, int to, ExecutorService workers, Runnable done) {
            this.generation = generation;
            this.runs = runs;
            this.from = from;
            this.to = to;
            this.workers = workers;
            this.done = done;
        }

        @Override
        public Iterator<String> iterator() {
            List<String> names = new ArrayList<>();
            names.add(SealedIndex.GENERATION);
            runs.forEach(f -> names.add(f.name()));
            return names.stream().sorted().iterator();
        }

        @Override
        public @Nullable Terms terms(String name) {
            if (name.equals(SealedIndex.GENERATION)) {
                return new OneDocument(new Single(new BytesRef(SealedIndex.term(generation))));
            }
            for (Field field : runs) {
                if (field.name().equals(name)) {
                    return new OneDocument(new Rows(field.runs(), from, to, workers, done));
                }
            }
            return null;
        }

        @Override
        public int size() {
            return runs.size() + 1;
        }

        @Override
        public void checkIntegrity() {}

        @Override
        public void close() {}
    }

    /** Terms that all stand in document 0, once. */
    private static final class OneDocument extends Terms {
        private final TermsEnum terms;

        OneDocument(TermsEnum terms) {
            this.terms = terms;
        }

        @Override
        public TermsEnum iterator() {
            return terms;
        }

        @Override
        public long size() {
            return -1;
        }

        @Override
        public long getSumTotalTermFreq() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getSumDocFreq() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getDocCount() {
            return 1;
        }

        @Override
        public boolean hasFreqs() {
            return false;
        }

        @Override
        public boolean hasOffsets() {
            return false;
        }

        @Override
        public boolean hasPositions() {
            return false;
        }

        @Override
        public boolean hasPayloads() {
            return false;
        }
    }

    /** What all terms have in common. */
    private abstract static class OneDocumentTerms extends BaseTermsEnum {
        @Override
        public SeekStatus seekCeil(BytesRef text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void seekExact(long ord) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long ord() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int docFreq() {
            return 1;
        }

        @Override
        public long totalTermFreq() {
            return 1;
        }

        @Override
        public PostingsEnum postings(@Nullable PostingsEnum reuse, int flags) {
            OneDocumentPostings postings =
                    reuse instanceof OneDocumentPostings again ? again : new OneDocumentPostings();
            postings.doc = -1;
            return postings;
        }

        @Override
        public ImpactsEnum impacts(int flags) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class OneDocumentPostings extends PostingsEnum {
        private int doc = -1;

        @Override
        public int docID() {
            return doc;
        }

        @Override
        public int nextDoc() {
            doc = doc < 0 ? 0 : DocIdSetIterator.NO_MORE_DOCS;
            return doc;
        }

        @Override
        public int advance(int target) {
            doc = doc < 0 && target <= 0 ? 0 : DocIdSetIterator.NO_MORE_DOCS;
            return doc;
        }

        @Override
        public long cost() {
            return 1;
        }

        @Override
        public int freq() {
            return 1;
        }

        @Override
        public int nextPosition() {
            return -1;
        }

        @Override
        public int startOffset() {
            return -1;
        }

        @Override
        public int endOffset() {
            return -1;
        }

        @Override
        public @Nullable BytesRef getPayload() {
            return null;
        }
    }

    private static final class Single extends OneDocumentTerms {
        private final BytesRef term;
        private boolean given;

        Single(BytesRef term) {
            this.term = term;
        }

        @Override
        public @Nullable BytesRef next() {
            if (given) {
                return null;
            }
            given = true;
            return term;
        }

        @Override
        public BytesRef term() {
            return term;
        }
    }

    /** The rows of all parts, one sorted after another, the next one ahead. */
    private static final class Rows extends OneDocumentTerms {
        private final List<SpillingRuns> runs;
        private final int to;
        private final ExecutorService workers;
        private final Runnable done;
        private final BytesRef term = new BytesRef();
        private int nextPart;
        private @Nullable Future<SortedRows> ahead;
        private @Nullable SortedRows sorted;
        private int rank;

        Rows(List<SpillingRuns> runs, int from, int to, ExecutorService workers, Runnable done) {
            this.runs = runs;
            this.nextPart = from;
            this.to = to;
            this.workers = workers;
            this.done = done;
            this.ahead = sortNext();
        }

        private @Nullable Future<SortedRows> sortNext() {
            if (nextPart == to) {
                return null;
            }
            int part = nextPart++;
            return workers.submit(() -> {
                List<byte[]> rows = new ArrayList<>();
                for (SpillingRuns run : runs) {
                    rows.add(run.part(part));
                }
                return new SortedRows(
                        rows, runs.stream().mapToInt(SpillingRuns::rowBytes).toArray());
            });
        }

        @Override
        public @Nullable BytesRef next() throws IOException {
            while (sorted == null || rank == sorted.count()) {
                if (sorted != null) {
                    done.run();
                }
                Future<SortedRows> next = ahead;
                if (next == null) {
                    return null;
                }
                sorted = await(next);
                rank = 0;
                ahead = sortNext();
            }
            term.bytes = sorted.bytes(rank);
            term.offset = sorted.offset(rank);
            term.length = sorted.length(rank);
            rank++;
            return term;
        }

        private static SortedRows await(Future<SortedRows> sorting) throws IOException {
            try {
                return sorting.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IllegalStateException("sorting failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("import interrupted");
            }
        }

        @Override
        public BytesRef term() {
            return term;
        }
    }

    /** Nothing is stored with the document. */
    private static final class NothingStored extends StoredFieldsReader {
        @Override
        public void document(int doc, StoredFieldVisitor visitor) {}

        @Override
        @SuppressWarnings("MissingSuperCall") // Without state, one serves all threads.
        public StoredFieldsReader clone() {
            return this;
        }

        @Override
        public void checkIntegrity() {}

        @Override
        public void close() {}
    }

    @Override
    public StoredFieldsReader getFieldsReader() {
        return new NothingStored();
    }

    @Override
    public @Nullable TermVectorsReader getTermVectorsReader() {
        return null;
    }

    @Override
    public @Nullable NormsProducer getNormsReader() {
        return null;
    }

    @Override
    public @Nullable DocValuesProducer getDocValuesReader() {
        return null;
    }

    @Override
    public FieldsProducer getPostingsReader() {
        return fields;
    }

    @Override
    public @Nullable PointsReader getPointsReader() {
        return null;
    }

    @Override
    public @Nullable KnnVectorsReader getVectorReader() {
        return null;
    }

    @Override
    public FieldInfos getFieldInfos() {
        return infos;
    }

    @Override
    public @Nullable Bits getLiveDocs() {
        return null;
    }

    @Override
    public LeafMetaData getMetaData() {
        return new LeafMetaData(Version.LATEST.major, Version.LATEST, null, false);
    }

    @Override
    public int numDocs() {
        return 1;
    }

    @Override
    public int maxDoc() {
        return 1;
    }

    @Override
    public @Nullable CacheHelper getCoreCacheHelper() {
        return null;
    }

    @Override
    public @Nullable CacheHelper getReaderCacheHelper() {
        return null;
    }
}
