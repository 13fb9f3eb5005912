package org.afterleak.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterleak.bench.PairBench;
import org.afterleak.bench.PairResult;
import org.afterleak.bench.PairRival;
import org.afterleak.match.Tier;
import org.afterleak.table.TableSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ObjectNode;

/** {@code bench names}. */
@Command(
        name = "names",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the matcher on labelled pairs of names: all first names are sealed as one list, each second name is"
                    + " scanned alone, and the answer is yes where its own record is reported.",
            "Beside it the usual matchers over plaintext: Jaro-Winkler, Double Metaphone and Beider-Morse on tokens, 0.9 in"
                    + " the mean of the best assignment. Shares are in per cent with 95 %% confidence intervals."
        })
final class BenchNamesCommand implements Callable<Integer> {
    @ParentCommand
    private BenchCommand parent;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "CSV or TSV with the columns name1, name2, is_match (or name_a, name_b, label); schema, category,"
                            + " kind, source, quality, case_group and sorted_trigram_dice split the figures.")
    private Path file;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            converter = TierOption.class,
            defaultValue = "possible",
            description = "Lowest tier that counts as a yes. Default: ${DEFAULT-VALUE}; a name alone is seldom more.")
    private Tier tier;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "Person",
            description = "Only pairs of that schema, where the file has such a column; \"\" for all. Default: Person.")
    private String schema;

    @Override
    public Integer call() throws Exception {
        Output output = parent.main().output();
        PairResult result;
        try (Progress progress = Progress.start(output, "bench", " pairs", 1)) {
            result = new PairBench(tier, schema, (step, done, total) -> {
                        synchronized (progress) {
                            progress.at(done, total, step);
                        }
                    })
                    .run(
                            TableSource.of(file),
                            Path.of(System.getProperty("java.io.tmpdir")),
                            parent.main().clock());
        }
        output.line(String.format(
                Locale.ROOT,
                "%-34s %7s  %-20s  %-20s  %6s   %-20s  %-20s  %6s  %16s  %12s",
                "NAMES, per cent",
                "pairs",
                "precision",
                "recall",
                "F1",
                "Jaro-Winkler's",
                "recall",
                "F1",
                PairRival.DOUBLE_METAPHONE.label(),
                PairRival.BEIDER_MORSE.label()));
        for (PairResult.Row row : result.rows()) {
            output.line(String.format(
                    Locale.ROOT,
                    "  %-32s %7d  %s   %s  %16.1f  %12.1f",
                    row.group(),
                    row.matcher().pairs(),
                    answers(row.matcher()),
                    answers(rival(row, PairRival.JARO_WINKLER)),
                    100 * rival(row, PairRival.DOUBLE_METAPHONE).f1(),
                    100 * rival(row, PairRival.BEIDER_MORSE).f1()));
            output.json(node -> {
                node.put("kind", "names");
                node.put("group", row.group());
                node.put("pairs", row.matcher().pairs());
                json(node.putObject("matcher"), row.matcher());
                row.rivals().forEach((rival, answers) -> json(node.putObject(rival.key()), answers));
            });
        }
        double seconds = result.took().toMillis() / 1000.0;
        output.json(node -> {
            node.put("kind", "summary");
            node.put("tier", tier.label());
            node.put("pairs", result.pairs());
            node.put("names", result.names());
            node.put("seconds", seconds);
        });
        output.line(String.format(
                Locale.ROOT,
                "%,d pairs against a list of %,d names, at %s and above, in %.1f s.",
                result.pairs(),
                result.names(),
                tier.label(),
                seconds));
        return ExitStatus.OK;
    }

    private static PairResult.Answers rival(PairResult.Row row, PairRival rival) {
        return row.rivals().getOrDefault(rival, new PairResult.Answers(0, 0, 0, 0));
    }

    private static String answers(PairResult.Answers answers) {
        return String.format(
                Locale.ROOT,
                "%-20s  %-20s  %6.1f",
                BenchCommand.percent(answers.precision()),
                BenchCommand.percent(answers.recall()),
                100 * answers.f1());
    }

    private static void json(ObjectNode node, PairResult.Answers answers) {
        BenchCommand.put(node, "precision", answers.precision());
        BenchCommand.put(node, "recall", answers.recall());
        node.put("f1", answers.f1());
        node.put("true_positives", answers.truePositives());
        node.put("false_positives", answers.falsePositives());
        node.put("false_negatives", answers.falseNegatives());
        node.put("true_negatives", answers.trueNegatives());
    }
}
