package org.afterleak.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.afterleak.capture.Capture;
import org.afterleak.extract.Document;
import org.afterleak.extract.ExtractException;
import org.afterleak.extract.Extractor;
import org.afterleak.match.Matcher;
import org.afterleak.match.Tier;
import org.afterleak.table.TableException;
import org.afterleak.watchlist.ImportException;
import org.afterleak.watchlist.WatchlistException;

/**
 * How fast pages of one's own are matched against a list of so many synthetic people, by one thread: once with every
 * variant of names, once with exact ones only, in turn, so that their ratio holds where the machine's speed does not.
 * Reading and extraction are not counted. The first round warms up and does not count either. Not thread-safe.
 */
public final class SpeedBench {
    /** Bytes of the pages that two percentiles are told of apart: the size of a paste. */
    private static final int PASTE_FROM = 4_000;

    private static final int PASTE_TO = 6_000;
    private static final long NANOS = 1_000_000_000L;

    private final Options options;
    private final AccuracyBench.Listener listener;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * What to measure.
     *
     * @param corpus a folder of files, or one file
     * @param records people on the list, 1 to 10,000,000
     * @param rounds rounds that count, 1 to 100
     * @param mostBytes files after so many bytes are left out
     */
    public record Options(Path corpus, long seed, int records, int rounds, long mostBytes) {
        public Options {
            if (records < 1 || records > 10_000_000) {
                throw new IllegalArgumentException("records must be from 1 to 10000000");
            }
            if (rounds < 1 || rounds > 100) {
                throw new IllegalArgumentException("rounds must be from 1 to 100");
            }
        }
    }

    public SpeedBench(Options options, AccuracyBench.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * Runs it all.
     *
     * @param parent the folder in which a workspace is made, and deleted at the end
     * @throws IOException if the corpus cannot be read
     * @throws IllegalArgumentException if no text is in it
     */
    public SpeedResult run(Path parent, Clock clock)
            throws IOException, WatchlistException, TableException, ImportException {
        List<Document> pages = new ArrayList<>();
        int skipped = read(pages);
        long bytes = pages.stream().mapToLong(Document::length).sum();
        if (bytes == 0) {
            throw new IllegalArgumentException("there is no text in the corpus");
        }
        People people = new People(NameStock.read(), options.seed(), options.records());
        Instant start = clock.instant();
        try (SealedList list = SyntheticList.seal(people, options.seed(), parent, clock, listener)) {
            Duration imported = Duration.between(start, clock.instant());
            SealedList.Opening opening = list.reopen();
            long heapOpen = Resident.heap();
            Matcher all = list.matcher();
            Matcher exact = Matcher.withoutVariants(list.watchlist());
            double[] allSeconds = new double[options.rounds()];
            double[] exactSeconds = new double[options.rounds()];
            for (int round = -1; round < options.rounds(); round++) {
                double one = secondsOf(exact, pages);
                double other = secondsOf(all, pages);
                if (round >= 0) {
                    exactSeconds[round] = one;
                    allSeconds[round] = other;
                }
                listener.progress("matching", round + 2L, options.rounds() + 1L);
            }
            long[] nanos = new long[pages.size()];
            long found = 0;
            List<Long> pastes = new ArrayList<>();
            for (int i = 0; i < nanos.length; i++) {
                long before = System.nanoTime();
                found += all.match(pages.get(i), Tier.PROBABLE).records().size();
                nanos[i] = System.nanoTime() - before;
                int length = pages.get(i).length();
                if (length >= PASTE_FROM && length <= PASTE_TO) {
                    pastes.add(nanos[i]);
                }
            }
            return new SpeedResult(
                    list.recordCount(),
                    pages.size(),
                    bytes,
                    skipped,
                    imported,
                    SpeedResult.Speed.of(bytes, pages.size(), allSeconds),
                    SpeedResult.Speed.of(bytes, pages.size(), exactSeconds),
                    SpeedResult.Latency.of(nanos),
                    SpeedResult.Latency.of(
                            pastes.stream().mapToLong(Long::longValue).toArray()),
                    new SpeedResult.Memory(
                            opening.milliseconds(),
                            opening.heapBytes(),
                            Math.max(0, Resident.heap() - heapOpen),
                            list.mappedBytes(),
                            list.bytesOnDisk(),
                            Resident.process()),
                    found);
        }
    }

    private double secondsOf(Matcher matcher, List<Document> pages) {
        long before = threads.getCurrentThreadCpuTime();
        for (Document page : pages) {
            matcher.match(page, Tier.PROBABLE);
        }
        return (threads.getCurrentThreadCpuTime() - before) / (double) NANOS;
    }

    /** Reads the corpus, files by name; how many were left out because they cannot be read. */
    private int read(List<Document> pages) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(options.corpus())) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        Extractor extractor = new Extractor();
        long bytes = 0;
        int skipped = 0;
        for (int i = 0; i < files.size() && bytes < options.mostBytes(); i++) {
            byte[] content = Files.readAllBytes(files.get(i));
            bytes += content.length;
            try {
                pages.add(extractor.extract(Capture.ofFile(files.get(i).toString(), content, Instant.EPOCH)));
            } catch (ExtractException e) {
                skipped++;
            }
            listener.progress("reading", i + 1L, files.size());
        }
        return skipped;
    }
}
