package org.afterleak.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterleak.finding.FindingStore;
import org.afterleak.pipeline.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code status}: what this workspace holds. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Says what the workspace holds.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        try (Session session = Session.open(main.workspace(), main.secrets());
                FindingStore findings = session.findings()) {
            long records = session.watchlist().recordCount();
            int imports = session.watchlist().imports().size();
            long count = findings.count();
            output.json(node -> {
                node.put("workspace", session.workspace().root().toString());
                node.put("records", records);
                node.put("imports", imports);
                node.put("findings", count);
            });
            output.line("workspace  " + session.workspace().root());
            output.line(String.format(Locale.ROOT, "watchlist  %,d records of %,d imports", records, imports));
            output.line(String.format(Locale.ROOT, "findings   %,d", count));
        }
        return ExitStatus.OK;
    }
}
