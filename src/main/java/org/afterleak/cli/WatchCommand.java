package org.afterleak.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.afterleak.crawl.CrawlResult;
import org.afterleak.crawl.Crawler;
import org.afterleak.crawl.SourceResult;
import org.afterleak.crawl.SourcesFile;
import org.afterleak.extract.ExtractLimits;
import org.afterleak.extract.Extractor;
import org.afterleak.finding.Observed;
import org.afterleak.pipeline.Examiner;
import org.afterleak.pipeline.HoldBack;
import org.afterleak.pipeline.Session;
import org.afterleak.pipeline.Watch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code watch}: crawls the sources. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Crawls what watchlist/sources.yaml lists, until stopped, and keeps what it finds.",
            "It obeys robots.txt, keeps its delays, and refuses private addresses that the file does not name. A URL or"
                    + " query that holds a watched identifier never leaves. Interrupt it, or kill it: the next start goes"
                    + " on where it was."
        })
final class WatchCommand implements Callable<Integer> {
    private static final Duration MOST_TO_STOP = Duration.ofSeconds(10);

    @ParentCommand
    private Main main;

    @Option(names = "--sources", paramLabel = "FILE", description = "The sources. Default: watchlist/sources.yaml.")
    private @Nullable Path sources;

    @Option(names = "--once", description = "Visit everything that is due once, and end.")
    private boolean once;

    @Option(names = "--duration", paramLabel = "ISO-8601", description = "End after that long, e.g. PT8H.")
    private @Nullable String duration;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        Optional<Duration> atMost = parseDuration();
        Path file = sources != null ? sources : main.workspace().sourcesFile();
        if (!Files.exists(file)) {
            throw new CommandFailure(
                    ExitStatus.BAD_INPUT,
                    file + ": no such file; copy watchlist/sources.sample.yaml there and name your sources");
        }
        SourcesFile sourcesFile = SourcesFile.read(file);
        sourcesFile.warnings().forEach(output::warn);
        try (Session session = Session.open(main.workspace(), main.secrets())) {
            Examiner examiner =
                    new Examiner(session, new Extractor(ExtractLimits.DEFAULT), main.clock(), Main.toolName());
            HeldBack heldBack = new HeldBack(output);
            Watch watch =
                    new Watch(session, examiner, main.workspace().settings(), main.clock(), listener(output, heldBack));
            CountDownLatch ended = new CountDownLatch(1);
            CrawlResult result;
            try {
                Crawler.Mode mode = once ? Crawler.Mode.ONCE : Crawler.Mode.CONTINUOUS;
                result = watch.run(
                        sourcesFile,
                        mode,
                        atMost,
                        stop -> Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop, ended))));
            } finally {
                ended.countDown();
            }
            heldBack.sentence().ifPresent(output::note);
            return end(output, result);
        }
    }

    /** On SIGTERM and Ctrl-C: ends the run and waits until everything is kept. */
    private static void stop(Runnable stop, CountDownLatch ended) {
        stop.run();
        try {
            ended.await(MOST_TO_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Duration> parseDuration() throws CommandFailure {
        if (duration == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(duration));
        } catch (DateTimeParseException e) {
            throw new CommandFailure(ExitStatus.USAGE, "--duration takes an ISO-8601 duration, e.g. PT30M or PT8H");
        }
    }

    private static Watch.Listener listener(Output output, HeldBack heldBack) {
        return new Watch.Listener() {
            @Override
            public void found(Observed observed) {
                if (observed.isNews()) {
                    FindingLines.print(output, observed.finding());
                }
            }

            @Override
            public void heldBack(String source, HoldBack.Held held) {
                heldBack.add(held);
            }

            @Override
            public void skipped(String source, String masked, String why) {
                output.note(source + ": skipped " + masked + ": " + why);
            }

            @Override
            public void visited(SourceResult result) {
                result.problem().ifPresent(problem -> output.warn(result.name() + ": " + problem));
                if (result.outcome() == SourceResult.Outcome.VISITED) {
                    output.note(String.format(
                            Locale.ROOT,
                            "%s: %,d pages, %,d bytes, %,d failures",
                            result.name(),
                            result.visitedCount(),
                            result.bytes(),
                            result.failureCount()));
                }
            }

            @Override
            public void faulted(String source, RuntimeException fault) {
                output.warn(source + ": the program broke on one page ("
                        + fault.getClass().getSimpleName() + "); the run goes on, the page is tried again");
            }
        };
    }

    private static int end(Output output, CrawlResult result) {
        output.note(String.format(
                Locale.ROOT,
                "%s: %,d pages, %,d bytes",
                result.isStopped() ? "stopped" : "done",
                result.visitedCount(),
                result.bytes()));
        return result.alarms().isEmpty() ? ExitStatus.OK : ExitStatus.SOURCE_FAILED;
    }
}
