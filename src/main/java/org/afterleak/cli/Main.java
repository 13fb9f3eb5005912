package org.afterleak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The door for people and scripts: reads the command line, calls, prints, and returns an exit status. */
@Command(
        name = "afterleak",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Finds where a leaked list of people is reposted, without storing one of their identifiers.")
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** Version and commit, as the build wrote them. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            Properties build = new Properties();
            try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
                build.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new String[] {
                "afterleak " + build.getProperty("version") + " (commit " + build.getProperty("commit") + ")"
            };
        }
    }
}
