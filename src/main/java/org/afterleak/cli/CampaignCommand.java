package org.afterleak.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterleak.crypto.KeyRing;
import org.afterleak.pipeline.Addresses;
import org.afterleak.pipeline.Session;
import org.afterleak.pipeline.Workspace;
import org.afterleak.watchlist.Campaign;
import org.afterleak.watchlist.Importer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code campaign}: what was imported. */
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        description = "Lists the campaigns of the watchlist, or removes one.",
        subcommands = {CampaignCommand.ListCommand.class, CampaignCommand.RemoveCommand.class})
final class CampaignCommand implements Runnable {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "list or remove is missing");
    }

    /** {@code campaign list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the imports, oldest first.")
    static final class ListCommand implements Callable<Integer> {
        @ParentCommand
        private CampaignCommand parent;

        @Override
        public Integer call() throws Exception {
            Main main = parent.main;
            Output output = main.output();
            try (Session session = Session.open(main.workspace(), main.secrets())) {
                Addresses addresses = session.addresses();
                for (Campaign campaign : session.watchlist().imports()) {
                    output.json(node -> {
                        node.put("campaign", campaign.name());
                        node.put("imported_at", campaign.importedAt().toString());
                        node.put("records", campaign.records());
                        var columns = node.putObject("columns");
                        campaign.columns().forEach((name, kind) -> columns.put(addresses.shownName(name), kind));
                    });
                    output.line(String.format(
                            Locale.ROOT,
                            "%-24s %,12d records  imported %s",
                            campaign.name(),
                            campaign.records(),
                            campaign.importedAt()));
                }
            }
            return ExitStatus.OK;
        }
    }

    /** {@code campaign remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes all records of a campaign from the watchlist, and their tags from the disk.")
    static final class RemoveCommand implements Callable<Integer> {
        @ParentCommand
        private CampaignCommand parent;

        @Parameters(paramLabel = "NAME", description = "The campaign's name.")
        private String name;

        @Override
        public Integer call() throws Exception {
            Main main = parent.main;
            Output output = main.output();
            Workspace workspace = main.workspace();
            try (KeyRing keys = workspace.unlock(main.secrets())) {
                long removed = Importer.removeCampaign(workspace.watchlistFolder(), keys, name);
                output.json(node -> {
                    node.put("campaign", name);
                    node.put("removed", removed);
                });
                output.line(String.format(Locale.ROOT, "Removed %,d records of campaign %s", removed, name));
            }
            return ExitStatus.OK;
        }
    }
}
