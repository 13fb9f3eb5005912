package org.afterleak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs many command lines in one process, each as {@link Main#main} would, with its own standard input: for tests that
 * would start fifty processes otherwise. Arguments: a script, and a folder for what each command printed.
 *
 * <p>A line of the script is the file for standard input ({@code -} for none) and the arguments, split at
 * {@link #SEPARATOR}. Command {@code n} leaves {@code n.out}, {@code n.err} and {@code n.status}.
 */
public final class CommandScript {
    /** Between the parts of a line: no argument holds it. */
    public static final String SEPARATOR = "\u001f";

    private CommandScript() {}

    /** Runs the script. */
    public static void main(String[] arguments) throws IOException {
        ProcessHardening.apply();
        Path console = Path.of(arguments[1]);
        List<String> lines = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            List<String> parts = new ArrayList<>(List.of(lines.get(i).split(SEPARATOR, -1)));
            String input = parts.removeFirst();
            try (PrintWriter out = writer(console, i, "out");
                    PrintWriter err = writer(console, i, "err");
                    InputStream in =
                            input.equals("-") ? InputStream.nullInputStream() : Files.newInputStream(Path.of(input))) {
                System.setIn(in);
                int status = Main.run(out, err, parts.toArray(String[]::new));
                Files.writeString(console.resolve(i + ".status"), String.valueOf(status));
            }
        }
    }

    private static PrintWriter writer(Path console, int command, String stream) throws IOException {
        return new PrintWriter(
                Files.newBufferedWriter(console.resolve(command + "." + stream), StandardCharsets.UTF_8), true);
    }
}
