package org.afterleak.cli;

import java.util.concurrent.Callable;
import org.afterleak.pipeline.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code init}: makes a workspace. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a workspace: watchlist/ and index/, fresh keys and their envelope.",
            "The envelope opens with a passphrase (Argon2id), or with the key file that --key-file names and, where it is"
                    + " missing, makes. Whoever loses the passphrase or the key file loses the watchlist: there is no"
                    + " second way in. A workspace that is there is never overwritten."
        })
final class InitCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Override
    public Integer call() throws Exception {
        Workspace workspace = main.workspace();
        workspace.initialise(main.secrets(), main.clock());
        Output output = main.output();
        output.json(node -> {
            node.put("workspace", workspace.root().toString());
            node.put("watchlist", workspace.watchlistFolder().toString());
            node.put("index", workspace.indexFolder().toString());
        });
        output.line("Made a workspace in " + workspace.root());
        output.line("Next: afterleak import LEAKED-LIST --campaign NAME");
        return ExitStatus.OK;
    }
}
