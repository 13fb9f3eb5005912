package org.afterleak.crawl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.afterleak.capture.Capture;
import org.afterleak.capture.Capture.Truncation;

/**
 * Hands on the files of a folder, and of the folders in it, that are new or have another size or time than when they were
 * last seen. Links are not followed; what is no regular file is left alone.
 */
final class FolderVisit implements SourceVisit {
    private final Source.Folder source;

    FolderVisit(Source.Folder source) {
        this.source = source;
    }

    @Override
    public void visit(Visit visit, boolean isNew) throws IOException {
        FileWalk.walk(
                visit,
                source.path(),
                file -> true,
                this::unreadable,
                (file, attributes) -> visitOne(visit, file, attributes));
    }

    private void visitOne(Visit visit, Path file, BasicFileAttributes attributes) throws IOException {
        Run run = visit.run();
        String address = file.toString();
        Validators stamp = Validators.of(attributes);
        Optional<FrontierUrl> known = run.frontier().find(source, address);
        if (known.isPresent() && known.get().validators().equals(stamp)) {
            visit.tally().unchanged();
            return;
        }
        Capture capture;
        try {
            capture = read(file, run);
        } catch (IOException e) {
            visit.failed(unreadable());
            return;
        }
        try {
            boolean done = run.process(
                    source,
                    capture,
                    outlinks -> run.frontier().fetched(source, new FrontierUrl(address, 0, stamp), run.now()));
            if (done) {
                visit.tally().visited(capture);
            }
        } catch (RuntimeException fault) {
            run.faulted(source, fault);
            visit.failed(new FetchException(FetchFailure.PROCESSING, masked()));
        }
    }

    private static Capture read(Path file, Run run) throws IOException {
        // Not followed here either: the file may have become a link since it was listed.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            Payload payload = Payload.read(in, run.maxBytes());
            if (payload.truncation() == Truncation.DISCONNECT) {
                throw new IOException("the file ended early");
            }
            return Capture.builder(file.toString())
                    .capturedAt(run.now())
                    .payload(payload.bytes())
                    .truncation(payload.truncation())
                    .build();
        }
    }

    /** A file's name may be what it is about. */
    private String masked() {
        return "a file of " + source.name();
    }

    private FetchException unreadable() {
        return new FetchException(FetchFailure.UNREADABLE, masked());
    }
}
