package org.afterleak.crawl;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.afterleak.capture.Capture;
import org.afterleak.capture.WarcException;
import org.afterleak.capture.WebArchive;

/**
 * Hands on the captures in WARC, WET and WACZ files that are new or have another size or time than when they were last seen,
 * each as the page that it is of. A file counts as seen when its last capture was handed on: one that was cut off is read
 * anew, and its findings are the same ones. Links are neither followed nor fetched.
 */
final class WarcVisit implements SourceVisit {
    private static final String GLOB = "*?[{";

    private final Source.Warc source;

    WarcVisit(Source.Warc source) {
        this.source = source;
    }

    /** The folder, or the file, that a pattern's matches lie below. */
    static Path root(String pattern) {
        int glob = 0;
        while (glob < pattern.length() && GLOB.indexOf(pattern.charAt(glob)) < 0) {
            glob++;
        }
        if (glob == pattern.length()) {
            return Path.of(pattern);
        }
        int slash = pattern.lastIndexOf('/', glob);
        return Path.of(slash <= 0 ? "/" : pattern.substring(0, slash));
    }

    @Override
    public void visit(Visit visit, boolean isNew) throws IOException {
        Path root = root(source.pattern());
        boolean all = root.toString().equals(source.pattern());
        PathMatcher wanted = all ? file -> true : FileSystems.getDefault().getPathMatcher("glob:" + source.pattern());
        FileWalk.walk(visit, root, wanted, this::unreadable, (file, attributes) -> visitOne(visit, file, attributes));
    }

    private void visitOne(Visit visit, Path file, BasicFileAttributes attributes) throws IOException {
        Run run = visit.run();
        FrontierUrl stamped = new FrontierUrl(file.toString(), 0, Validators.of(attributes));
        Optional<FrontierUrl> known = run.frontier().find(source, stamped.url());
        if (known.isPresent() && known.get().validators().equals(stamped.validators())) {
            visit.tally().unchanged();
            return;
        }
        int most = (int) Math.min(run.maxBytes(), Integer.MAX_VALUE - 64);
        boolean whole = true;
        // Not followed here either: the file may have become a link since it was listed.
        try (WebArchive archive =
                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? WebArchive.open(file, most) : null) {
            if (archive == null) {
                visit.failed(unreadable());
            } else {
                whole = captures(visit, archive, most);
            }
        }
        if (whole && !run.isStopped()) {
            run.settled(source, stamped);
        }
    }

    /** Hands on all captures of a file; false where one has to be tried again. */
    private boolean captures(Visit visit, WebArchive archive, int most) throws IOException {
        boolean whole = true;
        while (!visit.run().isStopped()) {
            Optional<Capture> next;
            try {
                next = archive.next(most);
            } catch (IOException | WarcException e) {
                // What stands before the fault was handed on; what is behind it cannot be had.
                visit.failed(unreadable());
                return whole;
            }
            if (next.isEmpty()) {
                if (archive.unreadable() > 0) {
                    visit.failed(unreadable());
                }
                return whole;
            }
            Capture capture = next.get();
            try {
                if (visit.run().process(source, capture, outlinks -> {})) {
                    visit.tally().visited(capture);
                }
            } catch (RuntimeException fault) {
                visit.run().faulted(source, fault);
                visit.failed(new FetchException(FetchFailure.PROCESSING, masked()));
                whole = false;
            }
        }
        return false;
    }

    /** A file's name may be what it is about. */
    private String masked() {
        return "a file of " + source.name();
    }

    private FetchException unreadable() {
        return new FetchException(FetchFailure.UNREADABLE, masked());
    }
}
