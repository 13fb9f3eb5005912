package org.afterleak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The door for people and scripts: reads the command line, calls, prints, and returns an exit status. */
@Command(
        name = "afterleak",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        description =
                "Finds where a leaked list of people is reposted, without storing one of their identifiers in the clear.",
        footerHeading = "%nThe main job:%n",
        footer = {
            "  afterleak init                                   make a workspace in this folder",
            "  afterleak import leaked.xlsx --campaign spring   seal the leaked list",
            "  afterleak scan suspicious.html                   is any of it in here?",
            "  afterleak watch                                  crawl what watchlist/sources.yaml lists",
            "  afterleak findings                               what was found so far",
            "  afterleak packet FINDING --out packets           evidence and a drafted takedown request",
            "",
            "The passphrase comes from --passphrase-file, from AFTERLEAK_PASSPHRASE, or from a prompt.",
            "See it all on synthetic people: afterleak demo"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, nothing found",
            "1:found something (scan), or not valid (verify)",
            "2:wrong usage",
            "3:bad input data",
            "4:a source or network failed",
            "5:no key, wrong passphrase, or not allowed",
            "70:a fault of the program itself"
        },
        subcommands = {
            InitCommand.class,
            ImportCommand.class,
            CampaignCommand.class,
            ScanCommand.class,
            WatchCommand.class,
            FindingsCommand.class,
            NegativesCommand.class,
            QuarantineCommand.class,
            PacketCommand.class,
            VerifyCommand.class,
            ExposureCommand.class,
            StatusCommand.class,
            BenchCommand.class,
            DemoCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-w", "--workspace"},
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder that holds watchlist/ and index/. Default: the current folder.")
    private Path workspace = Path.of("");

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "File whose first line is the passphrase. Default: $AFTERLEAK_PASSPHRASE, or a prompt.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Key file that opens the workspace in place of a passphrase; init makes it where it is missing.")
    private @Nullable Path keyFile;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Results as JSON Lines, and nothing else on standard output.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress and no notes; errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Where a fault happened, as a stack trace without any input data.")
    private boolean verbose;

    /** Runs one command line and ends the process with its status. */
    public static void main(String[] args) {
        ProcessHardening.apply();
        int status = run(args);
        // System.exit looks for a logger along the whole class path, 50 ms: where nothing else runs, success needs
        // none.
        if (status != 0 || Thread.activeCount() > 1) {
            System.exit(status);
        }
    }

    /** Runs one command line on standard output and error, and returns its exit status. */
    static int run(String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(out, err, args);
    }

    /** Runs one command line on the given writers, and returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main);
        commandLine.setOut(out).setErr(err);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionStrategy(new CommandLine.RunLast());
        commandLine.setExecutionExceptionHandler((thrown, line, parsed) -> main.report(thrown));
        commandLine.setParameterExceptionHandler((e, arguments) -> UsageErrors.report(e));
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return main.report(e);
        }
    }

    private int report(Throwable thrown) {
        Failures.Failure failure = Failures.of(thrown);
        PrintWriter err = spec.commandLine().getErr();
        err.println("error: " + failure.line());
        if (verbose) {
            err.print(Failures.trace(thrown));
        }
        err.flush();
        return failure.status();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    Output output() {
        return new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), json, quiet);
    }

    /** The one clock that the rest of the program is given. */
    Clock clock() {
        return Clock.systemUTC();
    }

    org.afterleak.pipeline.Workspace workspace() {
        return org.afterleak.pipeline.Workspace.at(workspace);
    }

    org.afterleak.pipeline.Secrets secrets() {
        return new CommandSecrets(passphraseFile, keyFile);
    }

    /** {@code afterleak 0.1.0}: who made a packet or a capture. */
    static String toolName() {
        return "afterleak " + build().getProperty("version");
    }

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            // A broken resource is an unknown version.
        }
        build.putIfAbsent("version", "unknown");
        build.putIfAbsent("commit", "unknown");
        return build;
    }

    /** Version and commit, as the build wrote them. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {toolName() + " (commit " + build().getProperty("commit") + ")"};
        }
    }
}
