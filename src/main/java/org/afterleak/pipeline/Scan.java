package org.afterleak.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.afterleak.capture.Capture;
import org.afterleak.capture.WarcException;
import org.afterleak.capture.WebArchive;
import org.afterleak.crawl.FetchException;
import org.afterleak.crawl.Fetcher;
import org.afterleak.extract.Document;
import org.afterleak.extract.ExtractException;
import org.afterleak.extract.ExtractLimits;
import org.afterleak.extract.FormatUse;
import org.afterleak.finding.FindingStore;
import org.afterleak.match.Explanation;
import org.afterleak.match.Tier;
import org.afterleak.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Examines targets that a person names: files, folders, standard input, URLs. Several at a time; results come in the order
 * of the targets, files of a folder by name, whatever the number of threads. One bad target never stops the others.
 *
 * <p>A WARC file, or a WACZ package of some, is as a folder is: each capture in it is a target of its own, shown as {@code
 * FILE > URL}, and its finding is one of that URL. They are read off the file one after the other, however large it is.
 */
public final class Scan {
    /** The target that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int AHEAD = 64;

    /** Payloads of WARC records that wait to be examined, all together. */
    private static final long AHEAD_BYTES = 64L << 20;

    private static final int MAX_RECORD_BYTES = ExtractLimits.DEFAULT.maxInputBytes();

    private final Session session;
    private final Examiner examiner;
    private final HoldBack holdBack;
    private final Fetcher fetcher;
    private final Clock clock;
    private final InputStream standardInput;
    private final Tier minimum;
    private final long maxBytes;
    private final boolean explain;

    /**
     * Prepares a scan.
     *
     * @param holdBack what is not told; stays the caller's
     * @param fetcher for URLs; stays the caller's
     * @param minimum records of a lower tier are left out
     * @param maxBytes larger files are skipped and said so
     * @param explain whether the listener is told what each stage let through
     */
    public Scan(
            Session session,
            Examiner examiner,
            HoldBack holdBack,
            Fetcher fetcher,
            Clock clock,
            InputStream standardInput,
            Tier minimum,
            long maxBytes,
            boolean explain) {
        this.session = session;
        this.examiner = examiner;
        this.holdBack = holdBack;
        this.fetcher = fetcher;
        this.clock = clock;
        this.standardInput = standardInput;
        this.minimum = minimum;
        this.maxBytes = maxBytes;
        this.explain = explain;
    }

    /** Why a target gave no answer. */
    public enum Failure {
        /** It is not there or cannot be read. */
        MISSING,
        /** It was read and holds nothing that can be examined. */
        UNREADABLE,
        /** The network, the server or the guard did not give it. */
        NETWORK
    }

    /**
     * A target without an answer.
     *
     * @param target its name as it may be shown
     * @param named whether the user named it, rather than a folder that it lies in
     */
    public record Skipped(String target, String why, Failure failure, boolean named) {}

    /** Hears what comes out, on the caller's thread. */
    public interface Listener {
        /** A target that holds watched records; {@code target} is its name as it may be shown. */
        void found(String target, Examiner.Examined examined);

        void skipped(Skipped skipped);

        /** What the matcher cut short in a target. */
        default void noted(String target, String note) {}

        /** What each stage let through for a target, before it is said whether it holds anything. */
        default void explained(String target, Examiner.Examined examined, Explanation explanation) {}

        /** A target was done; {@code bytes} of it were read. */
        default void done(long targets, long bytes) {}

        /** Some of what a target holds, or all of it, is not told because a person judged it or because it is everywhere. */
        default void heldBack(String target, HoldBack.Held held) {}

        /** What a target was made of: its own format and those of the documents within it. */
        default void read(List<FormatUse> formats) {}

        /** A target was read in part only; {@code problem} says what is missing. */
        default void incomplete(String target, String problem) {}
    }

    /** One target on its way; {@code in} is the WARC file that it lies in. */
    private record Target(
            String name, @Nullable Path file, @Nullable Target in, boolean named) {}

    private record Outcome(
            Target target,
            Examiner.@Nullable Examined examined,
            @Nullable Explanation explanation,
            @Nullable Skipped skipped,
            List<FormatUse> formats,
            long bytes) {}

    /**
     * Scans the targets.
     *
     * @param keep where findings are kept; empty: nowhere
     * @throws StoreException if a finding cannot be kept
     */
    public void run(List<String> targets, Optional<FindingStore> keep, Listener listener)
            throws StoreException, IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(processors)) {
            Pending pending = new Pending(keep, listener);
            try {
                for (String target : targets) {
                    for (Target one : expand(target)) {
                        Path file = one.file();
                        WebArchive archive = file == null ? null : WebArchive.open(file, MAX_RECORD_BYTES);
                        if (archive == null) {
                            pending.add(workers.submit(() -> examine(one)), 0);
                        } else {
                            try (archive) {
                                records(one, archive, workers, pending);
                            }
                        }
                    }
                }
                pending.tellAll();
            } finally {
                pending.cancel();
            }
        }
    }

    /** Each capture of a WARC file as a target of its own. */
    private void records(Target target, WebArchive archive, ExecutorService workers, Pending pending)
            throws StoreException {
        String why = null;
        try {
            Optional<Capture> next = archive.next(MAX_RECORD_BYTES);
            while (next.isPresent()) {
                Capture capture = next.get();
                Target one = new Target(capture.address(), null, target, target.named());
                pending.add(workers.submit(() -> examine(one, capture)), capture.payload().length);
                next = archive.next(MAX_RECORD_BYTES);
            }
            if (archive.unreadable() > 0) {
                why = archive.unreadable() + " WARC records cannot be read";
            }
        } catch (WarcException e) {
            why = reason(e);
        } catch (IOException e) {
            why = "cannot be read (" + e.getClass().getSimpleName() + ")";
        }
        if (why != null) {
            String reason = why;
            pending.add(workers.submit(() -> skipped(target, reason, Failure.UNREADABLE, 0)), 0);
        }
    }

    /** What is being examined, in the order of the targets; few enough that their payloads fit into memory. */
    private final class Pending {
        private final ArrayDeque<Future<Outcome>> outcomes = new ArrayDeque<>();
        private final ArrayDeque<Integer> sizes = new ArrayDeque<>();
        private final Optional<FindingStore> keep;
        private final Listener listener;
        private long bytes;

        Pending(Optional<FindingStore> keep, Listener listener) {
            this.keep = keep;
            this.listener = listener;
        }

        void add(Future<Outcome> outcome, int size) throws StoreException {
            outcomes.add(outcome);
            sizes.add(size);
            bytes += size;
            while (outcomes.size() >= AHEAD || bytes > AHEAD_BYTES && !outcomes.isEmpty()) {
                tellOne();
            }
        }

        void tellAll() throws StoreException {
            while (!outcomes.isEmpty()) {
                tellOne();
            }
        }

        private void tellOne() throws StoreException {
            bytes -= sizes.remove();
            tell(outcomes.remove(), keep, listener);
        }

        void cancel() {
            outcomes.forEach(f -> f.cancel(false));
        }
    }

    private static void throwFault(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException fault) {
            throw fault;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(e.getCause());
    }

    private void tell(Future<Outcome> future, Optional<FindingStore> keep, Listener listener) throws StoreException {
        Outcome outcome;
        try {
            outcome = future.get();
        } catch (ExecutionException e) {
            throwFault(e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (outcome.skipped() != null) {
            listener.skipped(outcome.skipped());
        }
        Examiner.Examined examined = outcome.examined();
        if (examined != null) {
            String shown = shown(outcome.target());
            for (String problem : examined.document().problems()) {
                listener.incomplete(shown, problem);
            }
            for (String note : examined.match().notes()) {
                listener.noted(shown, note);
            }
            Explanation explanation = outcome.explanation();
            if (explanation != null) {
                listener.explained(shown, examined, explanation);
            }
            HoldBack.Held held = holdBack.sift(examined, keep.isPresent());
            listener.heldBack(shown, held);
            Examiner.Examined left = held.examined();
            if (left.isHit()) {
                if (keep.isPresent()) {
                    holdBack.unlessJudged(keep.get(), left, examiner.keep(keep.get(), "scan", left));
                }
                listener.found(shown, left);
            }
        }
        listener.read(outcome.formats());
        listener.done(1, outcome.bytes());
    }

    private String shown(Target target) {
        String own = session.addresses().shown(target.name());
        Target in = target.in();
        return in == null ? own : shown(in) + Document.STEP + own;
    }

    private List<Target> expand(String target) throws IOException {
        if (target.equals(STANDARD_INPUT) || isUrl(target)) {
            return List.of(new Target(target, null, null, true));
        }
        Path path = Path.of(target);
        if (!Files.isDirectory(path)) {
            return List.of(new Target(target, path, null, true));
        }
        List<Target> files = new ArrayList<>();
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(new Target(file.toString(), file, null, false));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                files.add(new Target(file.toString(), file, null, false));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(Target::name));
        return files;
    }

    /** Whether the target is an http or https URL rather than a path. */
    public static boolean isUrl(String target) {
        return target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8);
    }

    private Outcome examine(Target target) {
        try {
            return examine(target, capture(target));
        } catch (FetchException e) {
            return skipped(target, reason(e), Failure.NETWORK, 0);
        } catch (NoSuchFileException e) {
            return skipped(target, "no such file or folder", Failure.MISSING, 0);
        } catch (IOException e) {
            return skipped(target, "cannot be read (" + e.getClass().getSimpleName() + ")", Failure.MISSING, 0);
        } catch (TooLargeException e) {
            return skipped(target, reason(e), Failure.UNREADABLE, 0);
        }
    }

    private Outcome examine(Target target, Capture capture) {
        long bytes = capture.payload().length;
        try {
            Examiner.Examined examined = examiner.examine(capture, minimum);
            return new Outcome(
                    target,
                    examined,
                    explain ? examiner.explain(examined) : null,
                    null,
                    examined.document().formats(),
                    bytes);
        } catch (ExtractException e) {
            return skipped(target, reason(e), Failure.UNREADABLE, e.formats(), bytes);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Outcome skipped(Target target, String why, Failure failure, long bytes) {
        return skipped(target, why, failure, List.of(), bytes);
    }

    private Outcome skipped(Target target, String why, Failure failure, List<FormatUse> formats, long bytes) {
        String shown = shown(target);
        return new Outcome(target, null, null, new Skipped(shown, why, failure, target.named()), formats, bytes);
    }

    private Capture capture(Target target) throws IOException, TooLargeException {
        Path file = target.file();
        if (file != null) {
            if (Files.notExists(file)) {
                throw new NoSuchFileException("");
            }
            if (Files.size(file) > maxBytes) {
                throw new TooLargeException(maxBytes);
            }
            return Capture.ofFile(target.name(), Files.readAllBytes(file), clock.instant());
        }
        if (target.name().equals(STANDARD_INPUT)) {
            byte[] bytes = standardInput.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > maxBytes) {
                throw new TooLargeException(maxBytes);
            }
            return Capture.ofFile(target.name(), bytes, clock.instant());
        }
        return fetcher.fetch(target.name());
    }

    /** A target over the limit. */
    private static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLargeException(long maxBytes) {
            super("larger than " + (maxBytes >> 20) + " MiB; raise limits.file_bytes in settings.yaml");
        }
    }
}
