package org.afterleak.watchlist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.afterleak.crypto.Sealer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A long string of bytes in Lucene: in chunks, each sealed and the one binary value of a document of its own (a stored field
 * would be compressed, in vain and at a price).
 */
final class SealedChunks {
    /** With what sealing adds it stays under 32,766 bytes, the most that a binary value may have. */
    private static final int CHUNK = 32_000;

    private SealedChunks() {}

    /** Writes bytes one after another; in memory is one chunk. */
    static final class Writer {
        private final IndexWriter index;
        private final Sealer sealer;
        private final String kind;
        private final long id;
        private final boolean ofImport;
        private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        private int chunks;
        private long bytes;

        /** @param ofImport whether the id is an import's, and the bytes go when that is removed */
        Writer(IndexWriter index, Sealer sealer, String kind, long id, boolean ofImport) {
            this.index = index;
            this.sealer = sealer;
            this.kind = kind;
            this.id = id;
            this.ofImport = ofImport;
        }

        void put(byte b) throws IOException {
            if (!chunk.hasRemaining()) {
                flush();
            }
            chunk.put(b);
        }

        /** Writes the value's lowest bytes, the highest of them first. */
        void put(long value, int valueBytes) throws IOException {
            for (int shift = (valueBytes - 1) * 8; shift >= 0; shift -= 8) {
                put((byte) (value >>> shift));
            }
        }

        /** Writes values of eight bytes. */
        void put(long[] values) throws IOException {
            for (long value : values) {
                if (chunk.remaining() >= Long.BYTES) {
                    chunk.putLong(value);
                } else {
                    put(value, Long.BYTES);
                }
            }
        }

        /** Fills up with zeros to a multiple of so many bytes, and writes what is left. */
        void end(long quantum) throws IOException {
            long all = bytes + chunk.position();
            for (long rest = (quantum - all % quantum) % quantum; rest > 0; rest--) {
                put((byte) 0);
            }
            if (chunk.position() > 0) {
                flush();
            }
        }

        private void flush() throws IOException {
            byte[] plain = Arrays.copyOf(chunk.array(), chunk.position());
            bytes += plain.length;
            chunk.clear();
            Document document = new Document();
            if (ofImport) {
                document.add(new StringField(SealedIndex.GENERATION, SealedIndex.term(id), Field.Store.NO));
            }
            document.add(new StringField(SealedIndex.KIND, kind + SealedIndex.term(id), Field.Store.NO));
            document.add(new NumericDocValuesField(SealedIndex.CHUNK_NUMBER, chunks));
            document.add(new BinaryDocValuesField(
                    SealedIndex.CHUNK, new BytesRef(sealer.seal(context(kind, id, chunks++), plain))));
            index.addDocument(document);
        }
    }

    /** Reads what a writer wrote; in memory is one chunk. */
    static final class Reader {
        private final DirectoryReader index;
        private final Sealer sealer;
        private final String kind;
        private final long id;

        /** Number of the chunk in the upper half, of the document in the lower one; sorted. */
        private final long[] documents;

        private @Nullable LeafReaderContext leaf;
        private @Nullable BinaryDocValues values;
        private ByteBuffer chunk = ByteBuffer.allocate(0);
        private int next;

        Reader(DirectoryReader index, Sealer sealer, String kind, long id) throws IOException {
            this.index = index;
            this.sealer = sealer;
            this.kind = kind;
            this.id = id;
            this.documents = documents(index, kind + SealedIndex.term(id));
        }

        /** Whether nothing was written, or what was is removed. */
        boolean isEmpty() {
            return documents.length == 0;
        }

        byte get() throws IOException, GeneralSecurityException {
            if (!chunk.hasRemaining()) {
                chunk = nextChunk();
            }
            return chunk.get();
        }

        /** What a writer's put of a value wrote. */
        long get(int valueBytes) throws IOException, GeneralSecurityException {
            long value = 0;
            if (chunk.remaining() >= valueBytes) {
                for (int b = 0; b < valueBytes; b++) {
                    value = value << 8 | (chunk.get() & 0xFF);
                }
                return value;
            }
            for (int b = 0; b < valueBytes; b++) {
                value = value << 8 | (get() & 0xFF);
            }
            return value;
        }

        /** Fills the array with values of eight bytes. */
        void get(long[] values) throws IOException, GeneralSecurityException {
            int at = 0;
            while (at < values.length) {
                int whole = Math.min(values.length - at, chunk.remaining() / Long.BYTES);
                chunk.asLongBuffer().get(values, at, whole);
                chunk.position(chunk.position() + whole * Long.BYTES);
                at += whole;
                if (at < values.length) {
                    // One that lies in two chunks.
                    values[at++] = get(Long.BYTES);
                }
            }
        }

        private ByteBuffer nextChunk() throws IOException, GeneralSecurityException {
            if (next == documents.length || documents[next] >>> Integer.SIZE != next) {
                throw new GeneralSecurityException("a sealed chunk is missing");
            }
            int document = (int) documents[next];
            LeafReaderContext in = leaf;
            BinaryDocValues from = values;
            if (in == null
                    || from == null
                    || document < in.docBase + from.docID()
                    || document >= in.docBase + in.reader().maxDoc()) {
                in = index.leaves().get(ReaderUtil.subIndex(document, index.leaves()));
                from = Objects.requireNonNull(in.reader().getBinaryDocValues(SealedIndex.CHUNK));
                leaf = in;
                values = from;
            }
            if (!from.advanceExact(document - in.docBase)) {
                throw new GeneralSecurityException("a sealed chunk is missing");
            }
            return ByteBuffer.wrap(sealer.open(context(kind, id, next++), bytes(from.binaryValue())));
        }
    }

    /** The bytes themselves. */
    static byte[] bytes(BytesRef ref) {
        return Arrays.copyOfRange(ref.bytes, ref.offset, ref.offset + ref.length);
    }

    private static long[] documents(DirectoryReader index, String term) throws IOException {
        List<Long> found = new ArrayList<>();
        for (LeafReaderContext context : index.leaves()) {
            Terms terms = context.reader().terms(SealedIndex.KIND);
            TermsEnum kinds = terms == null ? null : terms.iterator();
            if (kinds == null || !kinds.seekExact(new BytesRef(term))) {
                continue;
            }
            Bits live = context.reader().getLiveDocs();
            NumericDocValues numbers =
                    Objects.requireNonNull(context.reader().getNumericDocValues(SealedIndex.CHUNK_NUMBER));
            PostingsEnum postings = kinds.postings(null, PostingsEnum.NONE);
            for (int d = postings.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = postings.nextDoc()) {
                if ((live == null || live.get(d)) && numbers.advanceExact(d)) {
                    found.add(numbers.longValue() << Integer.SIZE | context.docBase + d);
                }
            }
        }
        return found.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static byte[] context(String kind, long id, int chunk) {
        return ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES)
                .put((byte) kind.charAt(0))
                .putLong(id)
                .putInt(chunk)
                .array();
    }
}
