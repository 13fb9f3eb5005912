package org.afterleak.crawl;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.afterleak.crawl.SourceResult.Outcome;
import org.jspecify.annotations.Nullable;

/** The regular files below a folder of this machine, for sources that are none on the web. Stateless. */
final class FileWalk {
    /** Folders in each other; links are not followed, and what lies deeper is not seen. */
    private static final int MAX_DEPTH = 64;

    private FileWalk() {}

    /** Takes one file. */
    interface Each {
        void visit(Path file, BasicFileAttributes attributes) throws IOException;
    }

    /**
     * Hands on the files that are wanted until the run is stopped; a file or folder that cannot be read is counted as failed,
     * and a root that is missing is an alarm.
     *
     * @param unreadable what is said of a file or folder that cannot be read, without its name
     * @throws IOException what {@code each} throws
     */
    static void walk(Visit visit, Path root, PathMatcher wanted, Supplier<FetchException> unreadable, Each each)
            throws IOException {
        if (!Files.exists(root)) {
            visit.tally().alarm(Outcome.FAILED, "its folder does not exist");
            return;
        }
        Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (visit.run().isStopped()) {
                    return FileVisitResult.TERMINATE;
                }
                if (attributes.isRegularFile() && wanted.matches(file)) {
                    each.visit(file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                visit.failed(unreadable.get());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                if (e != null) {
                    visit.failed(unreadable.get());
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
