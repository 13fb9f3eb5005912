package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.afterleak.extract.Document;

/**
 * How common a value is on the page itself: what every row says, the country of a national team or the place of a staff
 * list, tells nothing of one of them. Looked for as it is written, in a sample of the passages. Not thread-safe.
 */
final class PageShares {
    /** Passages looked at for one value, evenly spread. */
    private static final int SAMPLE = 256;

    /** Bytes of a passage that are looked at. */
    private static final int MOST_BYTES = 4096;

    /** Different values asked for; further ones count as rare as they are on the list. */
    private static final int MOST_VALUES = 64;

    /** Weight of what the list says, in passages. */
    private static final double LIST_WEIGHT = 8;

    private final Document document;
    private final Map<String, long[]> counts = new HashMap<>();

    PageShares(Document document) {
        this.document = document;
    }

    /**
     * Bits of a value on this page.
     *
     * @param listBits bits of the value among the people of the list
     */
    double bits(Evidence.Span span, double listBits) {
        byte[] text = document.text();
        String value = new String(text, span.start(), span.end() - span.start(), StandardCharsets.ISO_8859_1);
        long[] seen = counts.get(value);
        if (seen == null) {
            if (counts.size() >= MOST_VALUES || value.isEmpty()) {
                return listBits;
            }
            seen = count(value);
            counts.put(value, seen);
        }
        // The place itself is not counted: one of these passages is what is asked about.
        double others = Math.max(0, seen[0] - 1);
        double share = (others + LIST_WEIGHT * Math.pow(2, -listBits)) / (Math.max(1, seen[1]) - 1 + LIST_WEIGHT);
        return Math.min(listBits, -Math.log(share) / Math.log(2));
    }

    /** Passages of the sample that hold the value, and how many were looked at. */
    private long[] count(String value) {
        byte[] wanted = value.getBytes(StandardCharsets.ISO_8859_1);
        int step = Math.max(1, document.passageCount() / SAMPLE);
        long holding = 0;
        long looked = 0;
        for (int passage = 0; passage < document.passageCount(); passage += step) {
            int start = document.start(passage);
            int end = Math.min(document.end(passage), start + MOST_BYTES);
            looked += end > start ? 1 : 0;
            holding += holds(document.text(), start, end, wanted) ? 1 : 0;
        }
        return new long[] {holding, looked};
    }

    private static boolean holds(byte[] text, int from, int to, byte[] wanted) {
        for (int i = from; i + wanted.length <= to; i++) {
            int j = 0;
            while (j < wanted.length && text[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
