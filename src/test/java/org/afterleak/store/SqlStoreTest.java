package org.afterleak.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStoreTest {
    private static final String FOLDER = "org/afterleak/store/schema";
    private static final Schema ONE = Schema.of(FOLDER, "V1__notes.sql");
    private static final Schema TWO = Schema.of(FOLDER, "V1__notes.sql", "V2__colour.sql");

    @TempDir
    Path dir;

    private Path file() {
        return dir.resolve("test.db");
    }

    private static void add(SqlStore store, int id, String text) throws StoreException {
        store.write(h -> h.createUpdate("INSERT INTO note (id, text) VALUES (?, ?)")
                .bind(0, id)
                .bind(1, text)
                .execute());
    }

    private static long count(SqlStore store) throws StoreException {
        return store.read(h ->
                h.createQuery("SELECT COUNT(*) FROM note").mapTo(Long.class).one());
    }

    private static StoreException failure(Callable<?> action) {
        try {
            action.call();
        } catch (StoreException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError("expected a StoreException", e);
        }
        throw new AssertionError("expected a StoreException");
    }

    @Test
    void writtenRow_isThereAfterReopening() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            add(store, 1, "a");
        }
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            assertThat(count(store)).isEqualTo(1);
        }
        assertThat(dir).isDirectoryNotContaining(p -> !p.equals(file()));
    }

    @Test
    void connection_isSetForDurabilityAndSecrecy() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            for (String expected : List.of(
                    "journal_mode=wal",
                    "synchronous=2",
                    "temp_store=2",
                    "secure_delete=1",
                    "foreign_keys=1",
                    "trusted_schema=0",
                    "cell_size_check=1",
                    "busy_timeout=30000")) {
                String pragma = expected.substring(0, expected.indexOf('='));
                String value = store.read(h ->
                        h.createQuery("PRAGMA " + pragma).mapTo(String.class).one());
                assertThat(pragma + "=" + value).isEqualTo(expected);
            }
        }
    }

    @Test
    void files_areReadableByTheOwnerOnly() throws Exception {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            add(store, 1, "a");
            for (String name : List.of("test.db", "test.db-wal", "test.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void exceptionInsideAWrite_undoesAllOfIt() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            assertThatThrownBy(() -> store.write(h -> {
                        h.execute("INSERT INTO note (id, text) VALUES (1, 'a')");
                        throw new IOException("on purpose");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("on purpose");
            assertThat(count(store)).isZero();
            add(store, 2, "b");
            assertThat(count(store)).isEqualTo(1);
        }
    }

    @Test
    void deletedText_isOverwritten() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            add(store, 1, "Zanzibar".repeat(2000));
            store.write(h -> h.execute("DELETE FROM note"));
        }
        assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
                .doesNotContain("Zanzibar");
    }

    @Test
    void olderDatabase_isBroughtUpToDateWithItsRows() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            add(store, 1, "a");
        }
        try (SqlStore store = SqlStore.open(file(), TWO)) {
            assertThat(store.<String, RuntimeException>read(h -> h.createQuery("SELECT colour FROM note")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("white");
        }
    }

    @Test
    void newerDatabase_isRefusedUntouched() throws Exception {
        SqlStore.open(file(), TWO).close();
        byte[] before = Files.readAllBytes(file());
        StoreException e = failure(() -> SqlStore.open(file(), ONE));
        assertThat(e.reason()).isEqualTo(StoreException.Reason.NEWER_SCHEMA);
        assertThat(e)
                .hasMessage(file() + " has schema version 2, this program knows up to 1; "
                        + "use the newer version of the program that made it");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void failingMigration_leavesTheDatabaseAsItWas() throws Exception {
        try (SqlStore store = SqlStore.open(file(), TWO)) {
            add(store, 1, "a");
        }
        Schema broken = Schema.of(FOLDER, "V1__notes.sql", "V2__colour.sql", "V3__broken.sql");
        StoreException e = failure(() -> SqlStore.open(file(), broken));
        assertThat(e.reason()).isEqualTo(StoreException.Reason.INTERNAL);
        assertThat(e.getMessage()).doesNotContain("CREATE").doesNotContain("note");
        try (SqlStore store = SqlStore.open(file(), TWO)) {
            assertThat(count(store)).isEqualTo(1);
        }
    }

    @Test
    void foreignDatabase_isRefused() throws Exception {
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE visits (a TEXT)");
        }
        StoreException e = failure(() -> SqlStore.open(file(), ONE));
        assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED);
        assertThat(e.getMessage()).contains("not one of this program");
    }

    @Test
    void fileThatIsNoDatabase_isNamed() throws Exception {
        Files.writeString(file(), "This is no database. ".repeat(1000));
        StoreException e = failure(() -> SqlStore.open(file(), ONE));
        assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED);
        assertThat(e.file()).isEqualTo(file());
        assertThat(e.getMessage())
                .isEqualTo(file()
                        + " is damaged (SQLITE_NOTADB); restore it from a backup, or move it away to start anew");
    }

    @Test
    void damagedPages_areNamedWhenTheyAreRead() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            for (int i = 0; i < 50; i++) {
                add(store, i, "x".repeat(3000));
            }
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            for (long at = 4096L * 8; at < bytes.length(); at += 4096) {
                bytes.seek(at);
                bytes.write(new byte[512]);
            }
        }
        StoreException e = failure(() -> {
            try (SqlStore store = SqlStore.open(file(), ONE)) {
                return store.read(h -> h.createQuery("SELECT text FROM note")
                        .mapTo(String.class)
                        .list());
            }
        });
        assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED);
    }

    @Test
    void truncatedFile_isNamed() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            for (int i = 0; i < 50; i++) {
                add(store, i, "x".repeat(3000));
            }
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.setLength(4096 * 3);
        }
        StoreException e = failure(() -> {
            try (SqlStore store = SqlStore.open(file(), ONE)) {
                return count(store);
            }
        });
        assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED);
    }

    @Test
    void fullDisk_losesNothingAcknowledgedAndSaysSo() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            add(store, 1, "a");
            // SQLite's own limit gives the very code that a full disk gives.
            store.read(h -> h.createQuery("PRAGMA max_page_count = 12")
                    .mapTo(Long.class)
                    .one());
            StoreException e = failure(() -> {
                add(store, 2, "Zanzibar".repeat(20_000));
                return null;
            });
            assertThat(e.reason()).isEqualTo(StoreException.Reason.DISK_FULL);
            assertThat(e.getMessage()).doesNotContain("Zanzibar").contains(file().toString());
            assertThat(e).hasNoCause();
            assertThat(count(store)).isEqualTo(1);
        }
    }

    @Test
    void wrongStatement_isReportedWithoutItsWordsAndValues() throws Exception {
        try (SqlStore store = SqlStore.open(file(), ONE)) {
            add(store, 1, "a");
            StoreException e = failure(() -> {
                add(store, 1, "Zanzibar");
                return null;
            });
            assertThat(e.reason()).isEqualTo(StoreException.Reason.INTERNAL);
            assertThat(e.getMessage()).doesNotContain("Zanzibar").doesNotContain("INSERT");
            assertThat(e).hasNoCause();
        }
    }

    @Test
    void missingFolder_isNamed() {
        StoreException e = failure(() -> SqlStore.open(dir.resolve("none/test.db"), ONE));
        assertThat(e.reason()).isEqualTo(StoreException.Reason.NOT_WRITABLE);
        assertThat(e.getMessage()).contains("check that its folder exists");
        assertThat(failure(() -> SqlStore.open(dir, ONE)).getMessage()).contains("is a folder");
    }

    @Test
    void manyOpeningTheSameNewDatabase_makeItOnce() throws Exception {
        int openers = 6;
        CyclicBarrier start = new CyclicBarrier(openers);
        try (ExecutorService threads = Executors.newFixedThreadPool(openers)) {
            List<Future<?>> opened = new ArrayList<>();
            for (int i = 0; i < openers; i++) {
                int id = i;
                opened.add(threads.submit(() -> {
                    start.await();
                    try (SqlStore store = SqlStore.open(file(), TWO)) {
                        add(store, id, "x");
                    }
                    return null;
                }));
            }
            for (Future<?> future : opened) {
                future.get();
            }
        }
        try (SqlStore store = SqlStore.open(file(), TWO)) {
            assertThat(count(store)).isEqualTo(openers);
        }
        assertThat(dir).isDirectoryNotContaining(p -> !p.equals(file()));
    }

    @Test
    void reader_doesNotWaitForAWriter() throws Exception {
        try (SqlStore writer = SqlStore.open(file(), ONE);
                SqlStore reader = SqlStore.open(file(), ONE)) {
            add(writer, 1, "a");
            long seen = writer.write(h -> {
                h.execute("INSERT INTO note (id, text) VALUES (2, 'b')");
                try {
                    return count(reader);
                } catch (StoreException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(seen).isEqualTo(1);
            assertThat(count(reader)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.sql", "V1_notes.sql", "V1__Notes.sql", "../V1__notes.sql"})
    void schemaFileOfAnotherName_isRefused(String name) {
        assertThatThrownBy(() -> Schema.of(FOLDER, name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void schemaFilesOutOfOrder_areRefused() {
        assertThatThrownBy(() -> Schema.of(FOLDER, "V2__colour.sql", "V1__notes.sql"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Schema.of(FOLDER)).isInstanceOf(IllegalArgumentException.class);
    }
}
