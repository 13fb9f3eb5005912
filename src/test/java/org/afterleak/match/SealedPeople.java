package org.afterleak.match;

import java.nio.file.Path;
import java.util.List;
import org.afterleak.crypto.KeyRing;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.OwnForms;
import org.afterleak.watchlist.SealedFixture;
import org.afterleak.watchlist.Watchlist;

/** A few people sealed as one campaign and the matcher against it, and documents to hold against them. */
final class SealedPeople implements AutoCloseable {
    private final KeyRing keys;
    private final Watchlist watchlist;
    private final Matcher matcher;

    private SealedPeople(KeyRing keys, Watchlist watchlist) {
        this.keys = keys;
        this.watchlist = watchlist;
        this.matcher = new Matcher(watchlist);
    }

    /** Seals rows of cells in the order of the kinds. */
    static SealedPeople of(Path folder, List<Kind> kinds, List<List<String>> rows) throws Exception {
        KeyRing keys = SealedFixture.keys();
        return new SealedPeople(keys, SealedFixture.watchlist(folder, keys, kinds, rows));
    }

    Watchlist watchlist() {
        return watchlist;
    }

    Matcher matcher() {
        return matcher;
    }

    Matcher matcher(OwnForms forms) {
        return new Matcher(watchlist, forms);
    }

    /** What is found in a document, at whatever tier. */
    DocumentMatch match(Document document) {
        return matcher.match(document, Tier.POSSIBLE);
    }

    @Override
    public void close() {
        watchlist.close();
        keys.close();
    }

    /** Letters that differ for each number, to make names of which nobody's spelling is near another's by rule. */
    static String letters(int n) {
        StringBuilder out = new StringBuilder();
        for (int v = n + 26; v > 0; v /= 26) {
            out.append((char) ('a' + v % 26));
        }
        return out.toString();
    }

    static Document lines(String... lines) {
        return document(PassageKind.LINE, lines);
    }

    static Document rows(String... rows) {
        Document.Builder builder = Document.builder(256).block("table 1", "row", List.of());
        for (int i = 0; i < rows.length; i++) {
            builder.passage(PassageKind.ROW, i + 1, rows[i]);
        }
        return builder.build();
    }

    static Document document(PassageKind kind, String... passages) {
        return document(kind, List.of(), passages);
    }

    /** One block of passages of one kind. */
    static Document document(PassageKind kind, List<String> headings, String... passages) {
        Document.Builder builder = Document.builder(256).block("", "passage", headings);
        for (int i = 0; i < passages.length; i++) {
            builder.passage(kind, i + 1, passages[i]);
        }
        return builder.build();
    }
}
