package org.afterleak.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * One SQLite database. What {@link #write} has returned from survives {@code kill -9} and a power cut; what it has not
 * returned from is there whole or not at all. Several processes may have it open: readers never wait, a writer waits up
 * to {@link #BUSY_TIMEOUT} for another. Thread-safe: one connection, one caller at a time.
 *
 * <p>No temporary file is ever made of its content: sorts and indexes under way stay in memory. Beside the file stand
 * {@code -wal} (changes not yet merged) and {@code -shm} (an index of them); both go when the last process closes.
 * Deleted content is overwritten. On systems that know file permissions only the owner may read any of them.
 */
public final class SqlStore implements AutoCloseable {
    /** How long a statement waits for another process's write. */
    public static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

    private static final String HISTORY = "flyway_schema_history";

    /** One migration at a time in this process; the lock file keeps other processes out. */
    private static final Object MIGRATION = new Object();

    /**
     * What a caller does with the database.
     *
     * @param <T> what comes out; never something that still reads from the handle
     * @param <X> what may go wrong beside the database
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {
        T run(Handle handle) throws X;
    }

    private static final long RETRY_NANOS = 5_000_000;

    private final Path file;
    private final Connection connection;
    private final Handle handle;
    private final ReentrantLock lock = new ReentrantLock();

    private SqlStore(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.handle = Jdbi.create(connection).open();
    }

    /**
     * Opens the database, makes it where it is missing, and brings its schema up to date.
     *
     * @param file the database; its folder must exist
     * @throws StoreException when it is damaged, not ours, newer than this program, or cannot be written
     */
    public static SqlStore open(Path file, Schema schema) throws StoreException {
        Path absolute = file.toAbsolutePath();
        createPrivately(absolute);
        SQLiteDataSource source = dataSource(absolute);
        Connection connection = null;
        try {
            connection = connect(source);
            harden(connection);
            if (isBehind(absolute, connection, schema)) {
                migrate(absolute, source, connection, schema);
            }
            return new SqlStore(absolute, connection);
        } catch (SQLException | JdbiException | FlywayException e) {
            closeQuietly(connection);
            throw Failures.of(absolute, e);
        } catch (StoreException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** The database's file. */
    public Path file() {
        return file;
    }

    /**
     * Runs one or more queries. Each sees one state of the database; two of them may see two.
     *
     * @throws StoreException when the database fails
     */
    public <T extends @Nullable Object, X extends Exception> T read(Work<T, X> work) throws StoreException, X {
        lock.lock();
        try {
            return work.run(handle);
        } catch (JdbiException e) {
            throw Failures.of(file, e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs statements in one transaction, alone among all processes, and forces it to the disk before it returns. An
     * exception undoes all of them.
     *
     * @throws StoreException when the database fails; nothing has changed then
     */
    public <T extends @Nullable Object, X extends Exception> T write(Work<T, X> work) throws StoreException, X {
        lock.lock();
        try {
            return handle.<T, X>inTransaction(work::run);
        } catch (JdbiException e) {
            throw Failures.of(file, e);
        } finally {
            lock.unlock();
        }
    }

    /** Closes; the last process to do so merges the {@code -wal} file and removes it. */
    @Override
    public void close() {
        lock.lock();
        try {
            handle.close();
            closeQuietly(connection);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "SqlStore[" + file.getFileName() + "]";
    }

    private static SQLiteDataSource dataSource(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        // FULL: in WAL mode NORMAL may lose the last commits in a power cut
        // (sqlite.org/pragma.html#pragma_synchronous).
        config.setSynchronous(SynchronousMode.FULL);
        config.setTempStore(TempStore.MEMORY);
        config.setPragma(Pragma.SECURE_DELETE, "true");
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Math.toIntExact(BUSY_TIMEOUT.toMillis()));
        // A transaction that writes says so at its start: one that turns to writing later can fail at once instead of
        // wait.
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /**
     * Connects, again where others are just making the same database: who turns its journal into a write-ahead log does not
     * wait for the busy timeout, for two of them would wait for each other (sqlite.org/c3ref/busy_handler.html).
     */
    private static Connection connect(SQLiteDataSource source) throws SQLException {
        long end = System.nanoTime() + BUSY_TIMEOUT.toNanos();
        while (true) {
            try {
                return source.getConnection();
            } catch (SQLException e) {
                boolean busy = (e.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code;
                if (!busy || System.nanoTime() - end > 0) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /** The file may come from elsewhere: its schema is not trusted, and a page that is wrong in itself is noticed. */
    private static void harden(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
        }
    }

    /** Whether files of the schema are still to be run; asked without Flyway, whose start takes half a second. */
    private static boolean isBehind(Path file, Connection connection, Schema schema)
            throws SQLException, StoreException {
        try (Statement statement = connection.createStatement()) {
            boolean history = false;
            int tables = 0;
            try (ResultSet names = statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
                while (names.next()) {
                    tables++;
                    history |= names.getString(1).equals(HISTORY);
                }
            }
            if (!history) {
                if (tables > 0) {
                    throw Failures.damaged(file, "a database, but not one of this program");
                }
                return true;
            }
            int found = 0;
            try (ResultSet versions =
                    statement.executeQuery("SELECT version FROM " + HISTORY + " WHERE version IS NOT NULL")) {
                while (versions.next()) {
                    found = Math.max(found, versions.getInt(1));
                }
            }
            if (found > schema.version()) {
                throw Failures.newer(file, found, schema.version());
            }
            return found < schema.version();
        }
    }

    private static void migrate(Path file, SQLiteDataSource source, Connection connection, Schema schema)
            throws SQLException, StoreException {
        Path lockFile = file.resolveSibling(file.getFileName() + "-migration");
        synchronized (MIGRATION) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                // Another process may have done it while this one waited.
                if (held.isValid() && isBehind(file, connection, schema)) {
                    Flyway.configure(SqlStore.class.getClassLoader())
                            .dataSource(source)
                            .resourceProvider(schema.resources())
                            .javaMigrationClassProvider(List::of)
                            .loggers("slf4j")
                            .load()
                            .migrate();
                }
                // Whoever opens from here on sees that nothing is left to do, so losing the lock file is harmless.
                Files.deleteIfExists(lockFile);
            } catch (StoreException e) {
                throw e;
            } catch (IOException e) {
                throw new StoreException(
                        StoreException.Reason.NOT_WRITABLE,
                        file,
                        "cannot write beside " + file + "; check the folder's permissions and space");
            }
        }
    }

    /** SQLite gives {@code -wal} and {@code -shm} the permissions of the database's file. */
    private static void createPrivately(Path file) throws StoreException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownerOnly);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(file)) {
                throw new StoreException(
                        StoreException.Reason.NOT_WRITABLE,
                        file,
                        file + " is a folder; a database file must stand there");
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Reason.NOT_WRITABLE,
                    file,
                    "cannot create " + file + "; check that its folder exists, is yours and has space");
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // What was committed is on the disk.
        }
    }
}
