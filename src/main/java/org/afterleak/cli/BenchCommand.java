package org.afterleak.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterleak.bench.AccuracyBench;
import org.afterleak.bench.AccuracyResult;
import org.afterleak.bench.Interval;
import org.afterleak.bench.Rate;
import org.afterleak.bench.ReliabilityDiagram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code bench}: how good the matcher is, in figures. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures how well reposts are found, how seldom innocent pages are taken for them, and how fast.",
        subcommands = {BenchCommand.AccuracyCommand.class, BenchMatchCommand.class, BenchNamesCommand.class})
final class BenchCommand implements Runnable {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "accuracy, match or names is missing");
    }

    Main main() {
        return main;
    }

    /** {@code 97.4 [95.6, 98.5]}, in per cent. */
    static String percent(Interval share) {
        return share.trials() == 0
                ? "-"
                : String.format(
                        Locale.ROOT, "%.1f [%.1f, %.1f]", 100 * share.share(), 100 * share.low(), 100 * share.high());
    }

    static void put(ObjectNode node, String name, Interval share) {
        ObjectNode of = node.putObject(name);
        of.put("hits", share.hits());
        of.put("trials", share.trials());
        of.put("share", share.share());
        of.put("low", share.low());
        of.put("high", share.high());
    }

    /** {@code bench accuracy}. */
    @Command(
            name = "accuracy",
            mixinStandardHelpOptions = true,
            description = {
                "Seals a list of synthetic people, looks for it in reposts of many shapes and evasions and in innocent pages,"
                        + " and counts what was found. Needs no workspace and no key; what it seals for the while is deleted.",
                "Shares are in per cent with 95 %% confidence intervals. Everybody in it is synthetic, so --misses may show"
                        + " names and numbers."
            })
    static final class AccuracyCommand implements Callable<Integer> {
        @ParentCommand
        private BenchCommand parent;

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "What people and pages follow from. Default: ${DEFAULT-VALUE}.")
        private long seed;

        @Option(
                names = "--records",
                paramLabel = "N",
                defaultValue = "6252",
                description = "People on the list, 1 to 1,000,000. Default: ${DEFAULT-VALUE}.")
        private int records;

        @Option(
                names = "--people",
                paramLabel = "N",
                defaultValue = "500",
                description = "Pages of each piece, with one listed person each. Default: ${DEFAULT-VALUE}.")
        private int people;

        @Option(
                names = "--passages",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "Innocent rows, lines and paragraphs, about so many. Default: ${DEFAULT-VALUE}.")
        private int passages;

        @Option(
                names = "--only",
                paramLabel = "GLOB",
                defaultValue = "",
                description =
                        "Only pieces of such a name: shape/*, attributes/*, evasion/*, pair/*, dump*, innocent/*.")
        private String only;

        @Option(
                names = "--misses",
                paramLabel = "N",
                defaultValue = "0",
                description = "Show so many of the worst misses and of the worst false alarms, in the clear.")
        private int misses;

        @Option(names = "--plot", paramLabel = "FILE.svg", description = "Write the reliability diagram there.")
        private @Nullable Path plot;

        @Override
        public Integer call() throws Exception {
            Output output = parent.main.output();
            AccuracyResult result;
            try (Progress progress = Progress.start(output, "bench", "", 1)) {
                AccuracyBench.Options options =
                        new AccuracyBench.Options(seed, records, people, passages, only, misses);
                result = new AccuracyBench(options, (step, done, total) -> {
                            synchronized (progress) {
                                progress.at(done, total, step);
                            }
                        })
                        .run(Path.of(System.getProperty("java.io.tmpdir")), parent.main.clock());
            } catch (IllegalArgumentException e) {
                throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
            recalls(output, result.recalls());
            alarms(output, result.alarms());
            calibration(output, result.calibration());
            examples(output, "miss", "MISSES", result.misses());
            examples(output, "false_alarm", "FALSE ALARMS", result.falseAlarms());
            summary(output, result);
            if (plot != null) {
                Files.writeString(plot, ReliabilityDiagram.svg(result.calibration()), StandardCharsets.UTF_8);
            }
            return ExitStatus.OK;
        }

        private static void recalls(Output output, List<AccuracyResult.Recall> recalls) {
            if (recalls.isEmpty()) {
                return;
            }
            output.line(String.format(
                    Locale.ROOT,
                    "%-40s %7s  %-20s  %-20s  %-20s  %s",
                    "RECALL, per cent",
                    "people",
                    "possible",
                    "probable",
                    "confirmed",
                    "target"));
            String group = "";
            for (AccuracyResult.Recall r : recalls) {
                if (!r.group().equals(group)) {
                    group = r.group();
                    output.line(group);
                }
                String target = r.target().isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%s %.1f at %s",
                                r.met() ? "met   " : "MISSED",
                                100 * r.target().getAsDouble(),
                                r.tier().label());
                output.line(String.format(
                        Locale.ROOT,
                        "  %-38s %7d  %-20s  %-20s  %-20s  %s",
                        r.piece(),
                        r.possible().trials(),
                        percent(r.possible()),
                        percent(r.probable()),
                        percent(r.confirmed()),
                        target));
                output.json(node -> {
                    node.put("kind", "recall");
                    node.put("piece", r.piece());
                    node.put("group", r.group());
                    put(node, "possible", r.possible());
                    put(node, "probable", r.probable());
                    put(node, "confirmed", r.confirmed());
                    node.put("tier", r.tier().label());
                    if (r.target().isPresent()) {
                        node.put("target", r.target().getAsDouble());
                        node.put("met", r.met());
                    }
                });
            }
            output.line("");
        }

        private static void alarms(Output output, List<AccuracyResult.Alarms> alarms) {
            if (alarms.isEmpty()) {
                return;
            }
            output.line(String.format(
                    Locale.ROOT,
                    "%-30s %9s  %-26s  %-26s  %-26s",
                    "FALSE ALARMS, per million",
                    "passages",
                    "possible",
                    "probable",
                    "confirmed"));
            for (AccuracyResult.Alarms a : alarms) {
                output.line(String.format(
                        Locale.ROOT,
                        "  %-28s %9d  %-26s  %-26s  %-26s",
                        a.kind(),
                        a.passages(),
                        rate(a.possible()),
                        rate(a.probable()),
                        rate(a.confirmed())));
                output.json(node -> {
                    node.put("kind", "false_alarms");
                    node.put("pages", a.kind());
                    node.put("passages", a.passages());
                    put(node, "possible", a.possible());
                    put(node, "probable", a.probable());
                    put(node, "confirmed", a.confirmed());
                });
            }
            output.line("");
        }

        private static String rate(Rate rate) {
            return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", rate.perMillion(), rate.low(), rate.high());
        }

        private static void put(ObjectNode node, String name, Rate rate) {
            ObjectNode of = node.putObject(name);
            of.put("count", rate.count());
            of.put("per_million", rate.perMillion());
            of.put("low", rate.low());
            of.put("high", rate.high());
        }

        private static void put(ObjectNode node, String name, Interval share) {
            BenchCommand.put(node, name, share);
        }

        private static void calibration(Output output, List<AccuracyResult.Bin> bins) {
            output.line(String.format(
                    Locale.ROOT, "%-18s %9s  %9s  %s", "CALIBRATION, bits", "matches", "said", "right, per cent"));
            for (AccuracyResult.Bin bin : bins) {
                output.line(String.format(
                        Locale.ROOT,
                        "  %-16s %9d  %9.1f  %s",
                        bits(bin.from()) + " to " + bits(bin.to()),
                        bin.right().trials(),
                        100 * bin.said(),
                        percent(bin.right())));
                output.json(node -> {
                    node.put("kind", "calibration");
                    if (!Double.isInfinite(bin.from())) {
                        node.put("from_bits", bin.from());
                    }
                    if (!Double.isInfinite(bin.to())) {
                        node.put("to_bits", bin.to());
                    }
                    node.put("said", bin.said());
                    put(node, "right", bin.right());
                });
            }
            output.line("");
        }

        private static String bits(double edge) {
            return Double.isInfinite(edge) ? "..." : String.format(Locale.ROOT, "%.0f", edge);
        }

        private static void examples(Output output, String kind, String title, List<AccuracyResult.Example> examples) {
            if (!examples.isEmpty()) {
                output.line(title + " (nobody in them exists)");
            }
            for (AccuracyResult.Example e : examples) {
                output.line(String.format(Locale.ROOT, "  %s, person %d, %.1f bits", e.piece(), e.person(), e.bits()));
                output.line("    | " + e.text().strip().replace("\n", "\n    | "));
                output.line("    = " + (e.because().isEmpty() ? "not seen" : String.join("; ", e.because())));
                output.json(node -> {
                    node.put("kind", kind);
                    node.put("piece", e.piece());
                    node.put("person", e.person());
                    node.put("bits", e.bits());
                    node.put("text", e.text());
                    var because = node.putArray("because");
                    e.because().forEach(because::add);
                });
            }
        }

        private void summary(Output output, AccuracyResult result) {
            long set = result.recalls().stream()
                    .filter(r -> r.target().isPresent())
                    .count();
            long met = result.recalls().stream()
                    .filter(r -> r.target().isPresent() && r.met())
                    .count();
            double seconds = result.took().toMillis() / 1000.0;
            double megabytes = result.bytes() / 1e6;
            output.json(node -> {
                node.put("kind", "summary");
                node.put("seed", seed);
                node.put("records", result.records());
                node.put("targets", set);
                node.put("targets_met", met);
                node.put("pages", result.pages());
                node.put("bytes", result.bytes());
                node.put("import_seconds", result.importTook().toMillis() / 1000.0);
                node.put("seconds", seconds);
            });
            output.line(String.format(
                    Locale.ROOT,
                    "%d of %d targets met. %,d records sealed in %.1f s; %,d pages, %.1f MB, written and read in %.1f s.",
                    met,
                    set,
                    result.records(),
                    result.importTook().toMillis() / 1000.0,
                    result.pages(),
                    megabytes,
                    seconds));
        }
    }
}
