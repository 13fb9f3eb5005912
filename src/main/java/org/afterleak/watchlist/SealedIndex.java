package org.afterleak.watchlist;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Purpose;

/**
 * The Lucene side of the format: its fields, and what a commit says. A term of label and, behind it, masked handle or sealed
 * entry: Lucene's term dictionary maps the one to the other, and its order is that of the labels, so that nothing tells
 * which terms came together.
 */
final class SealedIndex {
    /** Terms of label and masked handle. */
    static final String LABELS = "l";

    /** Terms of label and sealed entry. */
    static final String RECORDS = "r";

    /** The one term of every document of an import: its number, by which a campaign is removed. */
    static final String GENERATION = "g";

    /** The one term of a document that holds sealed bytes: a letter that says which, and a number. */
    static final String KIND = "k";

    /** Of the header of an import, and its number. */
    static final String HEADER_KIND = "h";

    /** Of a chunk of the tag sets of an import, and its number. */
    static final String SETS_KIND = "s";

    /** Of a chunk of the filters, and the number that the commit has. */
    static final String FILTERS_KIND = "f";

    /** Values of such a document: sealed bytes, and which chunk they are. */
    static final String CHUNK = "c";

    static final String CHUNK_NUMBER = "n";

    /** Bytes of a label and a masked handle. */
    static final int LABEL_ROW = FeatureKeys.LABEL_BYTES + Handle.BYTES;

    private static final String FORMAT_KEY = "afterleak_watchlist";
    private static final String FORMAT = "3";
    private static final String KEY_CHECK = "key_check";
    private static final String FILTERS = "filters";

    private SealedIndex() {}

    /** @param filters number of the filters that are in force */
    static Map<String, String> commitData(KeyRing keys, long filters) {
        return Map.of(FORMAT_KEY, FORMAT, KEY_CHECK, keyCheck(keys), FILTERS, term(filters));
    }

    /** Number of the filters that are in force. */
    static long filtersOf(Map<String, String> commitData) {
        return HexFormat.fromHexDigitsToLong(commitData.getOrDefault(FILTERS, "0"));
    }

    /** Throws unless the index is of this format and was written under this key. */
    static void requireOurs(Map<String, String> commitData, KeyRing keys) throws WatchlistException {
        String format = commitData.getOrDefault(FORMAT_KEY, "");
        if (!FORMAT.equals(format)) {
            throw new WatchlistException(
                    WatchlistException.Trouble.DAMAGED,
                    format.equals("1") || format.equals("2")
                            ? "the watchlist is of format " + format + ", this program writes and reads " + FORMAT
                                    + "; import the lists again into a new workspace, or use the version that wrote it"
                            : "the watchlist is of a format that this program does not know; use the version that wrote"
                                    + " it");
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

    /** A number as a term. */
    static String term(long id) {
        return HexFormat.of().toHexDigits(id);
    }

    static byte[] join(byte[] label, byte[] value) {
        return ByteBuffer.allocate(label.length + value.length)
                .put(label)
                .put(value)
                .array();
    }
}
