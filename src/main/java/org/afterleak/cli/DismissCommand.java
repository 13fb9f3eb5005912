package org.afterleak.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.afterleak.pipeline.Dismissals;
import org.afterleak.pipeline.Session;
import org.afterleak.suppression.Rule;
import org.afterleak.suppression.Scope;
import org.afterleak.watchlist.Handle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code findings dismiss}: a person says that a finding is innocent. */
@Command(
        name = "dismiss",
        mixinStandardHelpOptions = true,
        description = {
            "Says that a finding is innocent: from now on scan and watch neither report nor keep what it holds, but count"
                    + " it, and say so. A watch that is running heeds it at once.",
            "It covers the records that the finding holds, as sure as they are: another record on the page, or one that"
                    + " is surer then, is reported.",
            "Take it back with: afterleak findings undismiss ID"
        })
final class DismissCommand implements Callable<Integer> {
    @ParentCommand
    private FindingsCommand parent;

    @Parameters(paramLabel = "ID", description = "The finding's name.")
    private String id;

    @ArgGroup(exclusive = true)
    private @Nullable Where where;

    /** Where it is innocent; exactly one. */
    static final class Where {
        @Option(names = "--page", description = "At this address, whatever it says later. The default.")
        @SuppressWarnings("UnusedVariable") // what holds without any of them
        private boolean page;

        @Option(names = "--content", description = "This very content, to the byte, at any address.")
        private boolean content;

        @Option(
                names = "--site",
                description = "On the whole site, all records, also those not seen there yet; with --record, these.")
        private boolean site;

        @Option(names = "--everywhere", description = "Wherever it is; with --record only.")
        private boolean everywhere;
    }

    @Option(
            names = "--record",
            paramLabel = "RECORD",
            description = "Only this record (r-...) of those that the finding holds; may be given again.")
    private List<String> records = List.of();

    @Option(
            names = "--whole",
            description = "All records, also those not seen there yet, however sure: nothing there is reported again.")
    private boolean whole;

    @Option(names = "--as", paramLabel = "NAME", required = true, description = "Who says so.")
    private String by;

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "Why, kept sealed; refused when it holds a watched identifier.")
    private @Nullable String note;

    @Option(
            names = "--until",
            paramLabel = "T",
            description = "For that long only: 2026-12-31 or 2026-12-31T08:00:00Z. Default: until taken back.")
    private @Nullable String until;

    @Override
    public Integer call() throws Exception {
        Main main = parent.main();
        Output output = main.output();
        Dismissals.Request request = request();
        try (Session session = Session.open(main.workspace(), main.secrets());
                Dismissals dismissals = Dismissals.open(session, main.clock())) {
            Dismissals.Result result = dismissals.dismiss(id, request);
            output.json(node -> {
                node.put("finding", id);
                node.put("new", result.isNew());
                node.put("dismissed", result.dismissed());
                var rules = node.putArray("negatives");
                result.rules().forEach(rule -> SuppressionLines.json(rules.addObject(), rule, main.clock()));
            });
            for (Rule rule : result.rules()) {
                output.line(SuppressionLines.line(rule, main.clock()));
            }
            output.line(
                    result.isNew()
                            ? "Dismissed; " + result.dismissed() + " findings are closed by it"
                            : "This was said before; nothing has changed");
        }
        return ExitStatus.OK;
    }

    private Dismissals.Request request() throws CommandFailure {
        Scope scope = Scope.PAGE;
        if (where != null) {
            scope = where.content
                    ? Scope.CONTENT
                    : where.site ? Scope.SITE : where.everywhere ? Scope.EVERYWHERE : Scope.PAGE;
        }
        Set<String> handles = new LinkedHashSet<>();
        for (String record : records) {
            handles.add(Handle.parse(record)
                    .map(Handle::toString)
                    .orElseThrow(() -> new CommandFailure(
                            ExitStatus.USAGE, "--record takes a record's handle, r- and 16 characters")));
        }
        if (whole && !handles.isEmpty()) {
            throw new CommandFailure(ExitStatus.USAGE, "--whole is about all records; leave out --record");
        }
        if (scope == Scope.EVERYWHERE && handles.isEmpty()) {
            throw new CommandFailure(ExitStatus.USAGE, "--everywhere needs --record: nobody is innocent everywhere");
        }
        boolean all = whole || scope == Scope.SITE && handles.isEmpty();
        return new Dismissals.Request(scope, handles, all, by, Optional.ofNullable(note), until());
    }

    private Optional<Instant> until() throws CommandFailure {
        if (until == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    until.length() == 10
                            ? LocalDate.parse(until)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : OffsetDateTime.parse(until).toInstant());
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    ExitStatus.USAGE, "--until takes a day or an instant: 2026-12-31 or 2026-12-31T08:00:00Z");
        }
    }
}
