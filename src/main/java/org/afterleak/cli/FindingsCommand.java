package org.afterleak.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingJson;
import org.afterleak.finding.FindingQuery;
import org.afterleak.finding.FindingStore;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.afterleak.pipeline.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code findings}: what was found so far. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        description = "Lists what was found, latest first; findings show ID tells all of one.",
        subcommands = FindingsCommand.ShowCommand.class)
final class FindingsCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Option(
            names = "--since",
            paramLabel = "T",
            description = "Only what was news then or later: 2026-11-23 or 2026-11-23T08:00:00Z.")
    private @Nullable String since;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            converter = TierOption.class,
            description = "Only this sure or surer.")
    private @Nullable Tier tier;

    @Option(names = "--campaign", paramLabel = "NAME", description = "Only of this campaign.")
    private @Nullable String campaign;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        FindingQuery query = FindingQuery.all();
        if (since != null) {
            query = query.since(instant(since));
        }
        if (tier != null) {
            query = query.tierAtLeast(tier);
        }
        if (campaign != null) {
            query = query.campaign(campaign);
        }
        try (Session session = Session.open(main.workspace(), main.secrets());
                FindingStore findings = session.findings()) {
            long[] count = {0};
            findings.forEach(query, finding -> {
                FindingLines.print(output, finding);
                count[0]++;
            });
            if (count[0] == 0) {
                output.note("no findings");
            }
        }
        return ExitStatus.OK;
    }

    private static Instant instant(String text) throws CommandFailure {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    ExitStatus.USAGE, "--since takes a day or an instant: 2026-11-23 or 2026-11-23T08:00:00Z");
        }
    }

    /** {@code findings show}. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Tells all of one finding.")
    static final class ShowCommand implements Callable<Integer> {
        @ParentCommand
        private FindingsCommand parent;

        @Parameters(paramLabel = "ID", description = "The finding's name.")
        private String id;

        @Override
        public Integer call() throws Exception {
            Main main = parent.main;
            Output output = main.output();
            try (Session session = Session.open(main.workspace(), main.secrets());
                    FindingStore findings = session.findings()) {
                Finding finding = findings.find(id)
                        .orElseThrow(() -> new CommandFailure(
                                ExitStatus.BAD_INPUT, "there is no such finding; afterleak findings lists them"));
                List<RecordMatch> records = findings.recordsOf(finding);
                if (output.isJson()) {
                    output.rawJson(FindingJson.line(finding, records));
                } else {
                    show(output, finding, records);
                }
            }
            return ExitStatus.OK;
        }

        private static void show(Output output, Finding finding, List<RecordMatch> records) {
            output.line("finding     " + finding.id());
            output.line("url         " + finding.url());
            output.line("source      " + finding.source());
            output.line("first seen  " + finding.firstSeen());
            output.line("last seen   " + finding.lastSeen());
            output.line("sha-256     " + finding.sha256());
            output.line("status      " + finding.status().label());
            output.line(String.format(
                    Locale.ROOT, "tier        %s, %.1f bits", finding.tier().label(), finding.bits()));
            output.line("campaigns   " + String.join(", ", finding.campaigns()));
            output.line("records     " + finding.recordCount());
            for (RecordMatch match : records) {
                output.line(String.format(
                        Locale.ROOT,
                        "  %s %s %.1f bits: %s",
                        match.record(),
                        match.tier().label(),
                        match.bits(),
                        String.join("; ", match.because())));
                for (Where where : match.where()) {
                    output.line("    at " + where.locator() + ", characters " + where.start() + " to " + where.end());
                }
            }
        }
    }
}
