package org.afterleak.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what the engine reports into what a user can act on, and drops its words: they quote SQL and values. */
final class Failures {
    /** Primary result codes (sqlite.org/rescode.html); the extended ones carry them in their low byte. */
    private static final int PRIMARY = 0xff;

    private Failures() {}

    static StoreException of(Path file, Throwable failure) {
        SQLException sql = sqlException(failure);
        if (sql == null) {
            return internal(file, failure.getClass().getSimpleName());
        }
        SQLiteErrorCode code =
                sql instanceof SQLiteException e ? e.getResultCode() : SQLiteErrorCode.getErrorCode(sql.getErrorCode());
        switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT:
                return damaged(file, code.name());
            case SQLITE_FULL:
                return new StoreException(
                        StoreException.Reason.DISK_FULL,
                        file,
                        "no space left to write " + file + "; make room and run again, what was kept before is safe");
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
                return new StoreException(
                        StoreException.Reason.IN_USE,
                        file,
                        file + " is being written by another process for more than " + SqlStore.BUSY_TIMEOUT.toSeconds()
                                + " s; wait for it to end, or stop it");
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
                return new StoreException(
                        StoreException.Reason.NOT_WRITABLE,
                        file,
                        "cannot write " + file + " (" + code.name() + "); check its permissions and its folder's");
            case SQLITE_IOERR, SQLITE_NOLFS, SQLITE_NOMEM:
                return new StoreException(
                        StoreException.Reason.INPUT_OUTPUT,
                        file,
                        "reading or writing " + file + " failed (" + code.name() + "); check the disk and its space");
            default:
                return internal(file, code.name());
        }
    }

    static StoreException damaged(Path file, String detail) {
        return new StoreException(
                StoreException.Reason.DAMAGED,
                file,
                file + " is damaged (" + detail + "); restore it from a backup, or move it away to start anew");
    }

    static StoreException newer(Path file, int found, int known) {
        return new StoreException(
                StoreException.Reason.NEWER_SCHEMA,
                file,
                file + " has schema version " + found + ", this program knows up to " + known
                        + "; use the newer version of the program that made it");
    }

    private static StoreException internal(Path file, String detail) {
        return new StoreException(
                StoreException.Reason.INTERNAL,
                file,
                "a statement on " + file + " failed (" + detail
                        + "); this is a fault of the program, please report it");
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (at instanceof SQLException sql) {
                return sql;
            }
            at = at.getCause();
        }
        return null;
    }
}
