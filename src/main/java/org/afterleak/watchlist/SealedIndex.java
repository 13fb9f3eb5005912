package org.afterleak.watchlist;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Purpose;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/**
 * The Lucene side of the format: the fields, and documents that hold nothing but terms. A term is a label and, behind it,
 * the masked handle or the sealed entry: Lucene's term dictionary maps the one to the other, and its order is that of the
 * labels, so that nothing tells which terms came together.
 */
final class SealedIndex {
    /** Terms of label and masked handle. */
    static final String LABELS = "l";

    /** Terms of label and sealed entry. */
    static final String RECORDS = "r";

    /** The one term of every document: the number of its import, by which a campaign is removed. */
    static final String GENERATION = "g";

    /** Stored in one document of each import. */
    static final String HEADER = "h";

    /** Stored in further ones: one chunk each, with its number. */
    static final String CHUNK = "c";

    static final String CHUNK_NUMBER = "n";

    private static final String FORMAT_KEY = "afterleak_watchlist";
    private static final String FORMAT = "2";
    private static final String KEY_CHECK = "key_check";

    private static final FieldType TERMS = new FieldType();

    static {
        TERMS.setIndexOptions(IndexOptions.DOCS);
        TERMS.setOmitNorms(true);
        TERMS.setTokenized(true);
        TERMS.freeze();
    }

    private SealedIndex() {}

    static Map<String, String> commitData(KeyRing keys) {
        return Map.of(FORMAT_KEY, FORMAT, KEY_CHECK, keyCheck(keys));
    }

    /** Throws unless the index is of this format and was written under this key. */
    static void requireOurs(Map<String, String> commitData, KeyRing keys) throws WatchlistException {
        if (!FORMAT.equals(commitData.get(FORMAT_KEY))) {
            throw new WatchlistException(
                    WatchlistException.Trouble.DAMAGED,
                    "the watchlist is of a format that this program does not know; use the version that wrote it");
        }
        if (!keyCheck(keys).equals(commitData.get(KEY_CHECK))) {
            throw new WatchlistException(
                    WatchlistException.Trouble.WRONG_KEY,
                    "the watchlist was made with another key; put back the key envelope that belongs to it");
        }
    }

    private static String keyCheck(KeyRing keys) {
        return keys.prf(Purpose.TAG_SET).evaluateHex("key-check".getBytes(StandardCharsets.US_ASCII), 16);
    }

    static String generationTerm(long id) {
        return HexFormat.of().toHexDigits(id);
    }

    static long generationOf(String term) {
        return HexFormat.fromHexDigitsToLong(term);
    }

    /** A document that holds those terms and no order of them. */
    static Document terms(long generation, List<byte[]> labels, List<byte[]> records) {
        Document document = new Document();
        document.add(new StringField(GENERATION, generationTerm(generation), Field.Store.NO));
        document.add(new Field(LABELS, new Terms(labels), TERMS));
        document.add(new Field(RECORDS, new Terms(records), TERMS));
        return document;
    }

    /** The documents that describe an import. */
    static List<Document> descriptions(Generation generation, KeyRing keys) {
        List<Document> documents = new ArrayList<>();
        String term = generationTerm(generation.id());
        Document header = new Document();
        header.add(new StringField(GENERATION, term, Field.Store.YES));
        header.add(new StoredField(HEADER, generation.sealedHeader(keys)));
        documents.add(header);
        List<byte[]> chunks = generation.sealedChunks(keys);
        for (int i = 0; i < chunks.size(); i++) {
            Document document = new Document();
            document.add(new StringField(GENERATION, term, Field.Store.YES));
            document.add(new StoredField(CHUNK_NUMBER, i));
            document.add(new StoredField(CHUNK, chunks.get(i)));
            documents.add(document);
        }
        return documents;
    }

    static byte[] join(byte[] label, byte[] value) {
        return ByteBuffer.allocate(label.length + value.length)
                .put(label)
                .put(value)
                .array();
    }

    /** Hands byte strings to Lucene as terms. */
    private static final class Terms extends TokenStream {
        private final BytesTermAttribute attribute = addAttribute(BytesTermAttribute.class);
        private final List<byte[]> terms;
        private int next;

        Terms(List<byte[]> terms) {
            this.terms = terms;
        }

        @Override
        public void reset() {
            next = 0;
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            if (next == terms.size()) {
                return false;
            }
            attribute.setBytesRef(new BytesRef(terms.get(next++)));
            return true;
        }
    }
}
