package org.afterleak.cli;

import java.util.concurrent.Callable;
import org.afterleak.pipeline.Dismissals;
import org.afterleak.pipeline.Session;
import org.afterleak.suppression.Rule;
import org.afterleak.suppression.SuppressionStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code negatives}: what was judged innocent. */
@Command(
        name = "negatives",
        mixinStandardHelpOptions = true,
        description = "Lists what was judged innocent with findings dismiss, the latest first, or removes a rule.",
        subcommands = {NegativesCommand.ListCommand.class, NegativesCommand.RemoveCommand.class})
final class NegativesCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        try (Session session = Session.open(main.workspace(), main.secrets())) {
            if (!session.workspace().hasSuppressions()) {
                output.note("no rules");
                return ExitStatus.OK;
            }
            try (SuppressionStore store = session.suppressions()) {
                SuppressionStore.Listing<Rule> rules = store.rules();
                for (Rule rule : rules.items()) {
                    output.json(node -> SuppressionLines.json(node, rule, main.clock()));
                    output.line(SuppressionLines.line(rule, main.clock()));
                    rule.judgements().getLast().note().ifPresent(note -> output.line("    " + note));
                }
                for (String id : rules.unreadable()) {
                    output.warn("rule " + id + " cannot be opened and holds nothing back; take it away with: afterleak"
                            + " negatives remove " + id);
                }
                if (rules.items().isEmpty()) {
                    output.note("no rules");
                }
            }
        }
        return ExitStatus.OK;
    }

    /** {@code negatives list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the rules, each with how often it held something back.")
    static final class ListCommand implements Callable<Integer> {
        @ParentCommand
        private NegativesCommand parent;

        @Override
        public Integer call() throws Exception {
            return parent.call();
        }
    }

    /** {@code negatives remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a rule, with all that was said in it; findings that it closed are open again.")
    static final class RemoveCommand implements Callable<Integer> {
        @ParentCommand
        private NegativesCommand parent;

        @Parameters(paramLabel = "ID", description = "The rule's name, n-....")
        private String id;

        @Override
        public Integer call() throws Exception {
            Main main = parent.main;
            Output output = main.output();
            try (Session session = Session.open(main.workspace(), main.secrets());
                    Dismissals dismissals = Dismissals.open(session, main.clock())) {
                Dismissals.Result result = dismissals.remove(id);
                if (!result.isNew()) {
                    throw new CommandFailure(
                            ExitStatus.BAD_INPUT, "there is no such rule; afterleak negatives lists them");
                }
                output.json(node -> {
                    node.put("negative", id);
                    node.put("reopened", result.reopened());
                });
                output.line("Removed; " + result.reopened() + " findings are open again");
            }
            return ExitStatus.OK;
        }
    }
}
