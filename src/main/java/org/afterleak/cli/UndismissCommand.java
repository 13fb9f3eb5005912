package org.afterleak.cli;

import java.util.concurrent.Callable;
import org.afterleak.pipeline.Dismissals;
import org.afterleak.pipeline.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code findings undismiss}: it was not innocent after all. */
@Command(
        name = "undismiss",
        mixinStandardHelpOptions = true,
        description = {
            "Takes back all that was said of a finding with findings dismiss; what it closed is open again.",
            "Pages that were held back meanwhile are looked at again when watch starts the next time."
        })
final class UndismissCommand implements Callable<Integer> {
    @ParentCommand
    private FindingsCommand parent;

    @Parameters(paramLabel = "ID", description = "The finding's name.")
    private String id;

    @Override
    public Integer call() throws Exception {
        Main main = parent.main();
        Output output = main.output();
        try (Session session = Session.open(main.workspace(), main.secrets());
                Dismissals dismissals = Dismissals.open(session, main.clock())) {
            Dismissals.Result result = dismissals.undismiss(id);
            if (!result.isNew()) {
                throw new CommandFailure(
                        ExitStatus.BAD_INPUT,
                        "nothing was said of that finding itself; afterleak negatives lists all rules");
            }
            output.json(node -> {
                node.put("finding", id);
                node.put("reopened", result.reopened());
            });
            output.line("Taken back; " + result.reopened() + " findings are open again");
        }
        return ExitStatus.OK;
    }
}
