package org.afterleak.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.afterleak.exposure.ClientList;
import org.afterleak.exposure.Exposure;
import org.afterleak.exposure.ExposureCheck;
import org.afterleak.exposure.ExposureJson;
import org.afterleak.exposure.Person;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingStore;
import org.afterleak.pipeline.Session;
import org.afterleak.table.TableSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code exposure}: is this person in the leak? */
@Command(
        name = "exposure",
        mixinStandardHelpOptions = true,
        description = "Says whether a person is in the leak, and where it surfaced.",
        subcommands = ExposureCommand.CheckCommand.class)
final class ExposureCommand implements Runnable {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "check is missing");
    }

    /** {@code exposure check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Asks the workspace at hand about one person, or about each row of a list of clients.",
                "The ID number and the name are both needed, and come from a prompt or from standard input (the number on"
                        + " the first line, the name on the second), never from arguments: those are seen by every"
                        + " process and kept by shells."
            })
    static final class CheckCommand implements Callable<Integer> {
        @ParentCommand
        private ExposureCommand parent;

        @Parameters(
                arity = "0..1",
                paramLabel = "CLIENTS.csv",
                description =
                        "A table of clients with headings for the ID number and the name; rows are answered by number.")
        private @Nullable Path clients;

        @Override
        public Integer call() throws Exception {
            Main main = parent.main;
            Output output = main.output();
            try (Session session = Session.open(main.workspace(), main.secrets());
                    FindingStore findings = session.findings()) {
                ExposureCheck check = new ExposureCheck(session.watchlist(), findings);
                if (clients == null) {
                    answer(output, 1, check.check(ask()));
                } else {
                    ClientList.read(TableSource.of(clients), new ClientList.Visitor<IOException>() {
                        @Override
                        public void client(int row, Person person) throws IOException {
                            answer(output, row, check.check(person));
                        }

                        @Override
                        public void skipped(int row, String why) {
                            if (output.isJson()) {
                                output.rawJson(ExposureJson.skipped(row, why));
                            } else {
                                output.line("row " + row + ": not asked: " + why);
                            }
                        }
                    });
                }
            }
            return ExitStatus.OK;
        }

        private static Person ask() throws Exception {
            Console console = System.console();
            if (console != null) {
                char[] id = console.readPassword("ID number (not shown): ");
                String name = console.readLine("Name: ");
                return Person.of(id == null ? "" : new String(id), name == null ? "" : name);
            }
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String id = in.readLine();
            String name = in.readLine();
            return Person.of(id == null ? "" : id, name == null ? "" : name);
        }

        private static void answer(Output output, int client, Exposure exposure) {
            if (output.isJson()) {
                output.rawJson(ExposureJson.line(client, exposure));
            } else if (exposure.found()) {
                output.line("row " + client + ": in the leak (" + String.join(", ", exposure.campaigns())
                        + "); it holds " + String.join(", ", exposure.fields()) + "; findings: "
                        + exposure.findings().size());
                for (Finding finding : exposure.findings()) {
                    FindingLines.print(output, finding);
                }
            } else {
                output.line("row " + client + ": not in the leak, by this number and name");
            }
        }
    }
}
