package org.afterleak.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.crypto.Randoms;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.identifier.Kind;
import org.afterleak.match.Matcher;
import org.afterleak.table.TableException;
import org.afterleak.table.TableSource;
import org.afterleak.watchlist.ImportException;
import org.afterleak.watchlist.ImportListener;
import org.afterleak.watchlist.Importer;
import org.afterleak.watchlist.Watchlist;
import org.afterleak.watchlist.WatchlistException;
import org.jspecify.annotations.Nullable;

/**
 * A list imported, as any list is, into a watchlist of its own in a folder that is deleted when this is closed. The list
 * itself stays in memory; on the disk are the sealed records and, for a moment, which row became which of them.
 */
final class SealedList implements AutoCloseable {
    private static final int FOLDER_NAME_BYTES = 8;

    private final Path folder;
    private final KeyRing keys;
    private @Nullable Watchlist open;
    private final RowNumbers rows;

    /** Whoever stops the bench half-way leaves nothing either. */
    private final Thread whenStopped;

    private SealedList(Path folder, KeyRing keys, Watchlist watchlist, RowNumbers rows, Thread whenStopped) {
        this.whenStopped = whenStopped;
        this.folder = folder;
        this.keys = keys;
        this.open = watchlist;
        this.rows = rows;
    }

    /**
     * Imports a list with a heading row.
     *
     * @param parent the folder in which one is made and deleted again
     * @param random what key and handles are made from. Whether a tag passes a filter by chance hangs on them, and with
     *     it now and then a match: the same bytes give the same matches. For people who exist, {@link RandomBytes#SECURE}
     */
    static SealedList of(
            Path parent,
            Clock clock,
            TableSource list,
            Map<String, Kind> columns,
            ImportListener listener,
            RandomBytes random)
            throws IOException, WatchlistException, TableException, ImportException {
        // Sealed records only: a folder of its own, not a temporary file of whatever holds it.
        Path folder = Files.createDirectories(
                parent.resolve("afterleak-bench-" + HexFormat.of().formatHex(Randoms.bytes(FOLDER_NAME_BYTES))));
        Thread whenStopped = new Thread(() -> deleteWhatIsLeft(folder));
        Runtime.getRuntime().addShutdownHook(whenStopped);
        KeyRing keys = new KeyRing(SecretBytes.owning(random.bytes(KeyRing.ROOT_BYTES)));
        try {
            Path sealed = folder.resolve("watchlist");
            Path receipt = folder.resolve("receipt.csv");
            Importer.createWatchlist(sealed, keys);
            Importer.Request request =
                    new Importer.Request(receipt, "bench", columns, Optional.empty(), Optional.of(receipt));
            new Importer(sealed, keys, clock, listener, random).run(request, list);
            RowNumbers rows = RowNumbers.read(receipt);
            Files.delete(receipt);
            return new SealedList(folder, keys, Watchlist.open(sealed, keys), rows, whenStopped);
        } catch (IOException | WatchlistException | TableException | ImportException | RuntimeException e) {
            keys.close();
            Runtime.getRuntime().removeShutdownHook(whenStopped);
            delete(folder);
            throw e;
        }
    }

    Matcher matcher() {
        return new Matcher(watchlist());
    }

    Watchlist watchlist() {
        return Objects.requireNonNull(open);
    }

    /** The row, from 0 below the headings, that a record came from; -1 for an unknown record. */
    int row(String record) {
        return rows.of(record);
    }

    long recordCount() {
        return watchlist().recordCount();
    }

    /** What it takes to open the list. */
    record Opening(double milliseconds, long heapBytes) {}

    /** Closes the list's watchlist and opens it again; what was made with it before is not to be used any more. */
    Opening reopen() throws WatchlistException {
        watchlist().close();
        open = null;
        long before = Resident.heap();
        long start = System.nanoTime();
        open = Watchlist.open(folder.resolve("watchlist"), keys);
        double milliseconds = (System.nanoTime() - start) / 1e6;
        return new Opening(milliseconds, Math.max(0, Resident.heap() - before));
    }

    /** Bytes of its files that are mapped and were touched; -1 where the system does not tell. */
    long mappedBytes() throws IOException {
        return Resident.mapped(folder);
    }

    /** Bytes of all its files. */
    long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
        keys.close();
        Runtime.getRuntime().removeShutdownHook(whenStopped);
        delete(folder);
    }

    private static void deleteWhatIsLeft(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // The process ends; what stays is sealed under a key that is gone.
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
