package org.afterleak.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterleak.bench.SpeedBench;
import org.afterleak.bench.SpeedResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code bench match}. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how fast pages of your own are matched against a list of so many synthetic people, by one thread, to"
                    + " plan with. Reading and extraction do not count. Needs no workspace and no key; what it seals for"
                    + " the while is deleted.",
            "MB are 10^6 bytes of text, seconds those of the processor; medians over the rounds."
        })
final class BenchMatchCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1_000_000;

    @ParentCommand
    private BenchCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            required = true,
            description = "A folder of pages, or one file: what your sources bring.")
    private Path corpus;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "6252",
            description = "People on the list, 1 to 10,000,000. Default: ${DEFAULT-VALUE}.")
    private int records;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds that count, after one that warms up. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--max-megabytes",
            paramLabel = "N",
            defaultValue = "100",
            description = "Files after so many megabytes are left out. Default: ${DEFAULT-VALUE}.")
    private int megabytes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What the people follow from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(corpus)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--corpus: there is no such folder; name one that holds pages");
        }
        Output output = parent.main().output();
        SpeedResult result;
        try (Progress progress = Progress.start(output, "bench", "", 1)) {
            SpeedBench.Options options = new SpeedBench.Options(corpus, seed, records, rounds, megabytes * MEGABYTE);
            result = new SpeedBench(options, (step, done, total) -> progress.at(done, total, step))
                    .run(
                            Path.of(System.getProperty("java.io.tmpdir")),
                            parent.main().clock());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        print(output, result);
        return ExitStatus.OK;
    }

    private static void print(Output output, SpeedResult r) {
        output.json(node -> {
            node.put("records", r.records());
            node.put("pages", r.pages());
            node.put("bytes", r.bytes());
            node.put("skipped", r.skipped());
            node.put("import_seconds", r.imported().toMillis() / 1000.0);
            put(node, "variants", r.all());
            put(node, "exact", r.exact());
            node.put("variants_share", r.variantsShare());
            put(node, "latency", r.latency());
            put(node, "latency_4_to_6_kb", r.pasteLatency());
            node.put("open_milliseconds", r.memory().openMilliseconds());
            node.put("resident_bytes_per_record", r.residentPerRecord());
            node.put("heap_bytes_per_record", r.memory().heap() / (double) r.records());
            node.put("mapped_resident_bytes_per_record", r.memory().mapped() / (double) r.records());
            node.put("disk_bytes_per_record", r.memory().disk() / (double) r.records());
            node.put("matchers_heap_bytes", r.memory().matchersHeap());
            node.put("process_resident_bytes", r.memory().process());
            node.put("found", r.found());
        });
        output.line(String.format(
                Locale.ROOT,
                "%,d records, sealed in %.1f s; %,d pages, %.1f MB of text%s",
                r.records(),
                r.imported().toMillis() / 1000.0,
                r.pages(),
                r.bytes() / 1e6,
                r.skipped() == 0 ? "" : String.format(Locale.ROOT, ", %,d files skipped", r.skipped())));
        output.line(String.format(Locale.ROOT, "  %-22s %9s  %19s  %9s", "", "MB/s", "", "pages/s"));
        line(output, "every variant of names", r.all());
        line(output, "exact names only", r.exact());
        output.line(String.format(Locale.ROOT, "  %-22s %8.0f%%", "share", 100 * r.variantsShare()));
        output.line(String.format(
                Locale.ROOT,
                "  one page: half in %.0f us, 99 of 100 in %.0f us; of 4 to 6 kB (%,d pages): %.0f us, %.0f us",
                r.latency().p50(),
                r.latency().p99(),
                r.pasteLatency().pages(),
                r.pasteLatency().p50(),
                r.pasteLatency().p99()));
        SpeedResult.Memory memory = r.memory();
        output.line(String.format(Locale.ROOT, "  opened in %.0f ms", memory.openMilliseconds()));
        output.line(String.format(
                Locale.ROOT,
                "  memory: %.1f bytes a record resident, %.1f of heap and %.1f of touched pages of its files (%.0f on disk);"
                        + " the matchers' own %.1f MB; the whole process %.1f MB",
                r.residentPerRecord(),
                memory.heap() / (double) r.records(),
                Math.max(0, memory.mapped()) / (double) r.records(),
                memory.disk() / (double) r.records(),
                memory.matchersHeap() / 1e6,
                memory.process() / 1e6));
    }

    private static void line(Output output, String what, SpeedResult.Speed speed) {
        output.line(String.format(
                Locale.ROOT,
                "  %-22s %9.1f  %8.1f to %7.1f  %,9.0f",
                what,
                speed.median(),
                speed.least(),
                speed.most(),
                speed.pagesPerSecond()));
    }

    private static void put(ObjectNode node, String name, SpeedResult.Speed speed) {
        ObjectNode of = node.putObject(name);
        of.put("mb_per_second", speed.median());
        of.put("mb_per_second_least", speed.least());
        of.put("mb_per_second_most", speed.most());
        of.put("pages_per_second", speed.pagesPerSecond());
    }

    private static void put(ObjectNode node, String name, SpeedResult.Latency latency) {
        ObjectNode of = node.putObject(name);
        of.put("pages", latency.pages());
        of.put("p50_microseconds", latency.p50());
        of.put("p99_microseconds", latency.p99());
    }
}
