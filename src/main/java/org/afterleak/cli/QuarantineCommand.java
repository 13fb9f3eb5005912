package org.afterleak.cli;

import java.util.concurrent.Callable;
import org.afterleak.pipeline.Session;
import org.afterleak.suppression.Quarantined;
import org.afterleak.suppression.SuppressionStore;
import org.afterleak.watchlist.Handle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code quarantine}: what is everywhere. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the records whose number, address or name stood alone on many unrelated pages (five hosts within a day,"
                    + " or what settings.yaml says), and is held back since where it stands alone.",
            "Confirmed matches, and pages that hold several of the list's people, are always reported."
        },
        subcommands = {QuarantineCommand.ListCommand.class, QuarantineCommand.ReleaseCommand.class})
final class QuarantineCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        try (Session session = Session.open(main.workspace(), main.secrets())) {
            if (!session.workspace().hasSuppressions()) {
                output.note("nothing is in quarantine");
                return ExitStatus.OK;
            }
            try (SuppressionStore store = session.suppressions()) {
                SuppressionStore.Listing<Quarantined> list = store.quarantined();
                for (Quarantined one : list.items()) {
                    output.json(node -> SuppressionLines.json(node, one));
                    output.line(SuppressionLines.line(one));
                }
                if (!list.unreadable().isEmpty()) {
                    output.warn(list.unreadable().size() + " counts cannot be opened and hold nothing back; they begin"
                            + " anew when watch starts");
                }
                if (list.items().isEmpty()) {
                    output.note("nothing is in quarantine");
                }
            }
        }
        return ExitStatus.OK;
    }

    /** {@code quarantine list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists what is in quarantine, each with how often it was held back.")
    static final class ListCommand implements Callable<Integer> {
        @ParentCommand
        private QuarantineCommand parent;

        @Override
        public Integer call() throws Exception {
            return parent.call();
        }
    }

    /** {@code quarantine release}. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = {
                "Lets a record out; its count begins anew.",
                "Pages that were held back meanwhile are looked at again when watch starts the next time."
            })
    static final class ReleaseCommand implements Callable<Integer> {
        @ParentCommand
        private QuarantineCommand parent;

        @Parameters(paramLabel = "RECORD", description = "The record's handle, r-....")
        private String record;

        @Override
        public Integer call() throws Exception {
            Main main = parent.main;
            Output output = main.output();
            String handle = Handle.parse(record)
                    .map(Handle::toString)
                    .orElseThrow(() ->
                            new CommandFailure(ExitStatus.USAGE, "RECORD is a record's handle, r- and 16 characters"));
            try (Session session = Session.open(main.workspace(), main.secrets())) {
                int released = 0;
                if (session.workspace().hasSuppressions()) {
                    try (SuppressionStore store = session.suppressions()) {
                        released = store.release(handle);
                    }
                }
                if (released == 0) {
                    throw new CommandFailure(
                            ExitStatus.BAD_INPUT, "that record is not in quarantine; afterleak quarantine lists those");
                }
                output.json(node -> node.put("record", handle).put("released", true));
                output.line("Released " + handle);
            }
            return ExitStatus.OK;
        }
    }
}
