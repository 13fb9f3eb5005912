package org.afterleak.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.afterleak.config.Settings;
import org.afterleak.crawl.Fetcher;
import org.afterleak.extract.ExtractLimits;
import org.afterleak.extract.Extractor;
import org.afterleak.extract.FormatUse;
import org.afterleak.finding.FindingStore;
import org.afterleak.match.Explanation;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.afterleak.pipeline.Examiner;
import org.afterleak.pipeline.HoldBack;
import org.afterleak.pipeline.Scan;
import org.afterleak.pipeline.Scans;
import org.afterleak.pipeline.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code scan}: is any of it in here? */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether files, folders, standard input (-) or web pages hold watched records, which, where and why.",
            "Exit status 1 when something was found. No value of anybody's is shown, but with --explain."
        })
final class ScanCommand implements Callable<Integer> {
    private static final int SHOWN_RECORDS = 10;
    private static final int SHOWN_PLACES = 3;

    @ParentCommand
    private Main main;

    @Parameters(
            arity = "1..*",
            paramLabel = "TARGET",
            description = "A file, a folder, - for standard input, or an http(s) URL.")
    private List<String> targets;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            converter = TierOption.class,
            description = "Least certain tier to report: possible, probable or confirmed. Default: probable.")
    private Tier tier = Tier.PROBABLE;

    @Option(names = "--record", description = "Also keep what is found in the workspace, as findings.")
    private boolean record;

    @Option(
            names = "--explain",
            description = {
                "Also tell for each file what every stage let through and what is missing, for records that were not",
                "found too. Shows words of the files, which may be identifiers: as confidential as the files themselves."
            })
    private boolean explain;

    @Option(
            names = "--stats",
            description = {
                "Also tell by format, after the results, how many documents there were, those within others counted too,",
                "their bytes, the seconds they took, and how many were skipped for which reason."
            })
    private boolean stats;

    @Override
    public Integer call() throws Exception {
        if (explain && targets.stream().anyMatch(Scan::isUrl)) {
            // What it shows is the user's own text; a page of somebody else's is not.
            throw new CommandFailure(
                    ExitStatus.USAGE, "--explain shows words of the text: it is for files and -, not for a URL");
        }
        Output output = main.output();
        long start = System.nanoTime();
        try (Session session = Session.open(main.workspace(), main.secrets());
                Progress progress = Progress.start(output, "scan", " MB", 1_000_000)) {
            Settings settings = main.workspace().settings();
            Examiner examiner =
                    new Examiner(session, new Extractor(ExtractLimits.DEFAULT), main.clock(), Main.toolName());
            Summary summary = new Summary(output, progress, tier, stats);
            try (Fetcher fetcher = Scans.fetcher(session, settings, main.clock(), Main.toolName());
                    FindingStore findings = record ? session.findings() : null;
                    HoldBack holdBack = record
                            ? HoldBack.open(session, settings, main.clock())
                            : HoldBack.ofExisting(session, settings, main.clock())) {
                Scan scan = new Scan(
                        session,
                        examiner,
                        holdBack,
                        fetcher,
                        main.clock(),
                        System.in,
                        tier,
                        settings.limits().fileBytes(),
                        explain);
                scan.run(targets, Optional.ofNullable(findings), summary);
            }
            return summary.end((System.nanoTime() - start) / 1e9);
        }
    }

    /** Prints results as they come and counts. */
    private static final class Summary implements Scan.Listener {
        private final Output output;
        private final Progress progress;
        private final ExplanationLines explained;
        private final List<Scan.Skipped> skipped = new java.util.ArrayList<>();
        private long targets;
        private long bytes;
        private long hits;
        private final HeldBack heldBack;
        private final @Nullable FormatLines formats;

        Summary(Output output, Progress progress, Tier tier, boolean stats) {
            this.formats = stats ? new FormatLines(output) : null;
            this.explained = new ExplanationLines(output, tier);
            this.output = output;
            this.progress = progress;
            this.heldBack = new HeldBack(output);
        }

        @Override
        public void heldBack(String target, HoldBack.Held held) {
            heldBack.add(held);
        }

        @Override
        public void found(String target, Examiner.Examined examined) {
            hits++;
            List<RecordMatch> records = examined.match().records();
            String sha256 = examined.capture().payloadDigest();
            String tier = examined.match().tier().map(Tier::label).orElse("");
            output.json(node -> {
                node.put("target", target);
                node.put("sha256", sha256);
                node.put("tier", tier);
                node.put("bits", examined.match().bits());
                ArrayNode array = node.putArray("records");
                records.forEach(r -> json(array.addObject(), r));
            });
            output.line(target + ": " + tier + ", " + records.size() + (records.size() == 1 ? " record" : " records"));
            for (RecordMatch match : records.subList(0, Math.min(SHOWN_RECORDS, records.size()))) {
                output.line(String.format(
                        Locale.ROOT,
                        "  %s (%s) %s, %.1f bits: %s",
                        match.record(),
                        match.campaign(),
                        match.tier().label(),
                        match.bits(),
                        String.join("; ", match.because())));
                for (Where where : match.where()
                        .subList(0, Math.min(SHOWN_PLACES, match.where().size()))) {
                    output.line("    at " + where.locator() + ", characters " + where.start() + " to " + where.end());
                }
            }
            if (records.size() > SHOWN_RECORDS) {
                output.line("  and " + (records.size() - SHOWN_RECORDS) + " more records (--json tells all)");
            }
        }

        private static void json(ObjectNode node, RecordMatch match) {
            node.put("record", match.record());
            node.put("campaign", match.campaign());
            node.put("tier", match.tier().label());
            node.put("bits", match.bits());
            ArrayNode fields = node.putArray("fields");
            match.fields().forEach(fields::add);
            ArrayNode because = node.putArray("because");
            match.because().forEach(because::add);
            ArrayNode where = node.putArray("where");
            for (Where place : match.where()) {
                ObjectNode at = where.addObject();
                at.put("locator", place.locator());
                at.put("start", place.start());
                at.put("end", place.end());
            }
        }

        @Override
        public void noted(String target, String note) {
            output.note(target + ": " + note);
        }

        @Override
        public void explained(String target, Examiner.Examined examined, Explanation explanation) {
            explained.print(target, examined.document(), explanation);
        }

        @Override
        public void skipped(Scan.Skipped what) {
            skipped.add(what);
            output.note("skipped " + what.target() + ": " + what.why());
        }

        @Override
        public void incomplete(String target, String problem) {
            output.warn(target + " was read in part only: " + problem);
        }

        @Override
        public void read(List<FormatUse> uses) {
            if (formats != null) {
                formats.add(uses);
            }
        }

        @Override
        public void done(long more, long moreBytes) {
            targets += more;
            bytes += moreBytes;
            progress.at(bytes, bytes, targets + " targets");
        }

        int end(double seconds) {
            double rounded = Math.round(seconds * 1000) / 1000.0;
            if (formats != null) {
                formats.print();
            }
            output.json(node -> {
                node.put("summary", true);
                node.put("targets", targets);
                node.put("bytes", bytes);
                node.put("hits", hits);
                node.put("seconds", rounded);
                heldBack.json(node);
                ArrayNode array = node.putArray("skipped");
                for (Scan.Skipped one : skipped) {
                    array.addObject().put("target", one.target()).put("why", one.why());
                }
            });
            output.line(String.format(
                    Locale.ROOT,
                    "%,d targets, %,d bytes, %,d with hits, %,d skipped, in %.2f s",
                    targets,
                    bytes,
                    hits,
                    skipped.size(),
                    rounded));
            heldBack.sentence().ifPresent(output::line);
            if (hits > 0) {
                return ExitStatus.FOUND;
            }
            if (skipped.stream().anyMatch(s -> s.failure() == Scan.Failure.NETWORK)) {
                return ExitStatus.SOURCE_FAILED;
            }
            // What lies in a folder and is no document is no error of whoever named the folder.
            return skipped.stream().anyMatch(Scan.Skipped::named) ? ExitStatus.BAD_INPUT : ExitStatus.OK;
        }
    }
}
