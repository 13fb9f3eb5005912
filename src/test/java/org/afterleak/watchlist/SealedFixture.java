package org.afterleak.watchlist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.identifier.Kind;

/** Real sealed watchlists for tests of other packages, made without a workbook. */
public final class SealedFixture {
    private SealedFixture() {}

    /** A ring of fresh random keys. */
    public static KeyRing keys() {
        return new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES));
    }

    public static void create(Path folder, KeyRing keys) throws IOException, WatchlistException {
        WatchlistWriter.create(folder, keys);
    }

    /** Imports rows of cells in the order of {@code kinds}; returns the handle of each, null for one already known. */
    public static List<String> importRows(
            Path folder, KeyRing keys, String campaign, List<Kind> kinds, List<List<String>> rows)
            throws IOException, WatchlistException {
        List<String> handles = new ArrayList<>();
        try (WatchlistWriter writer = WatchlistWriter.open(folder, keys, campaign, RandomBytes.SECURE)) {
            writer.expectAttributes(kinds.size() * 2);
            for (List<String> row : rows) {
                LeakedRecord record = new LeakedRecord();
                for (int i = 0; i < kinds.size(); i++) {
                    record.add(kinds.get(i), row.get(i));
                }
                Handle handle = writer.add(record).handle();
                handles.add(handle == null ? null : handle.toString());
            }
            writer.commit(Instant.parse("2026-01-01T00:00:00Z"), Map.of());
        }
        return handles;
    }

    /** A new watchlist of one campaign, open. */
    public static Watchlist watchlist(Path folder, KeyRing keys, List<Kind> kinds, List<List<String>> rows)
            throws IOException, WatchlistException {
        create(folder, keys);
        importRows(folder, keys, "spring", kinds, rows);
        return Watchlist.open(folder, keys);
    }
}
