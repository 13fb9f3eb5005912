package org.afterleak.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Objects;
import org.afterleak.config.ConfigException;
import org.afterleak.crawl.FetchException;
import org.afterleak.pipeline.WorkspaceException;
import org.afterleak.store.StoreException;
import org.afterleak.table.TableException;
import org.afterleak.watchlist.ImportException;
import org.afterleak.watchlist.WatchlistException;

/**
 * What can go wrong, as one line and an exit status. Messages of our own exceptions are made to be shown; those of
 * libraries and of the platform may quote what they were given, and are not: only the kind of trouble is told.
 */
final class Failures {
    private Failures() {}

    /** One line and a status. */
    record Failure(int status, String line) {}

    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case CommandFailure e -> new Failure(e.status(), message(e));
            case WorkspaceException e -> new Failure(status(e), message(e));
            case WatchlistException e -> new Failure(status(e), message(e));
            case ImportException e -> new Failure(ExitStatus.BAD_INPUT, message(e));
            case org.afterleak.exposure.PersonException e -> new Failure(ExitStatus.BAD_INPUT, message(e));
            case TableException e ->
                new Failure(
                        ExitStatus.BAD_INPUT,
                        "the table cannot be read: " + message(e)
                                + "; nothing was changed: check the file, or save it again");
            case org.afterleak.bench.PairFileException e -> new Failure(ExitStatus.BAD_INPUT, message(e));
            case ConfigException e -> new Failure(ExitStatus.BAD_INPUT, message(e));
            case StoreException e -> new Failure(status(e), message(e));
            case FetchException e -> new Failure(ExitStatus.SOURCE_FAILED, message(e));
            case UncheckedIOException e -> of(Objects.requireNonNull(e.getCause()));
            case InvalidPathException e ->
                new Failure(ExitStatus.USAGE, "an argument is no path that this machine can have; check it");
            case NoSuchFileException e ->
                new Failure(ExitStatus.BAD_INPUT, e.getFile() + ": no such file or folder; check the path");
            case AccessDeniedException e ->
                new Failure(ExitStatus.BAD_INPUT, e.getFile() + ": permission denied; check who may read and write it");
            case FileAlreadyExistsException e ->
                new Failure(ExitStatus.BAD_INPUT, e.getFile() + ": is there already; name another file");
            case ReadOnlyFileSystemException e ->
                new Failure(ExitStatus.BAD_INPUT, "the disk is read-only; choose another workspace with -w");
            case IOException e -> ofDisk(e);
            case OutOfMemoryError e ->
                new Failure(
                        ExitStatus.FAULT,
                        "out of memory; give more with AFTERLEAK_JAVA_OPTS=-Xmx4g, or split the input");
            default ->
                new Failure(
                        ExitStatus.FAULT,
                        "a fault of the program itself (" + thrown.getClass().getSimpleName()
                                + "); run again with -v and report the trace, which holds no input");
        };
    }

    private static Failure ofDisk(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("disk full") || text.contains("quota")) {
            return new Failure(
                    ExitStatus.BAD_INPUT, "the disk is full; nothing was changed: make room, then try again");
        }
        String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() + ": " : "";
        return new Failure(
                ExitStatus.BAD_INPUT,
                file + "cannot be read or written (" + e.getClass().getSimpleName() + "); check the file and the disk");
    }

    private static int status(WorkspaceException e) {
        return switch (e.trouble()) {
            case EXISTS -> ExitStatus.USAGE;
            case NO_KEY -> ExitStatus.NOT_ALLOWED;
            case UNREADABLE -> ExitStatus.BAD_INPUT;
        };
    }

    private static int status(StoreException e) {
        return switch (e.reason()) {
            case IN_USE, OTHER_KEY -> ExitStatus.NOT_ALLOWED;
            case INTERNAL -> ExitStatus.FAULT;
            default -> ExitStatus.BAD_INPUT;
        };
    }

    private static int status(WatchlistException e) {
        return switch (e.trouble()) {
            case MISSING, WRONG_KEY, IN_USE -> ExitStatus.NOT_ALLOWED;
            case DAMAGED, NOT_WRITABLE, UNKNOWN_CAMPAIGN -> ExitStatus.BAD_INPUT;
        };
    }

    private static String message(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.replace('\n', ' ');
    }

    /** The trace of where it happened, without any message: those may quote input. */
    static String trace(Throwable thrown) {
        StringBuilder out = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            out.append(t == thrown ? "" : "caused by ")
                    .append(t.getClass().getName())
                    .append('\n');
            for (StackTraceElement element : t.getStackTrace()) {
                out.append("    at ").append(element).append('\n');
            }
        }
        return out.toString();
    }
}
