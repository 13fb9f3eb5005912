package org.afterleak.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingJson;
import org.afterleak.finding.FindingQuery;
import org.afterleak.finding.FindingStatus;
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
        description = {
            "Lists what was found, latest first; findings show ID tells all of one.",
            "What a person dismissed is left out; --status dismissed lists it."
        },
        subcommands = {FindingsCommand.ShowCommand.class, DismissCommand.class, UndismissCommand.class})
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

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only of this status: open, dismissed or gone; all for all. Default: all but dismissed.")
    private @Nullable String status;

    Main main() {
        return main;
    }

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        Optional<FindingStatus> wanted = status();
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
        if (wanted.isPresent()) {
            query = query.status(wanted.get());
        }
        try (Session session = Session.open(main.workspace(), main.secrets());
                FindingStore findings = session.findings()) {
            long[] count = {0};
            long[] dismissed = {0};
            findings.forEach(query, finding -> {
                if (status == null && finding.status() == FindingStatus.DISMISSED) {
                    dismissed[0]++;
                } else {
                    FindingLines.print(output, finding);
                    count[0]++;
                }
            });
            if (count[0] == 0) {
                output.note("no findings");
            }
            if (dismissed[0] > 0) {
                output.note(
                        dismissed[0] + " dismissed and not shown; afterleak findings --status dismissed lists them");
            }
            SuppressionLines.noteQuarantine(output, session);
        }
        return ExitStatus.OK;
    }

    private Optional<FindingStatus> status() throws CommandFailure {
        if (status == null || status.equalsIgnoreCase("all")) {
            return Optional.empty();
        }
        for (FindingStatus one : FindingStatus.values()) {
            if (one.label().equalsIgnoreCase(status)) {
                return Optional.of(one);
            }
        }
        throw new CommandFailure(ExitStatus.USAGE, "--status takes open, dismissed, gone or all");
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
