package org.afterleak.promise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.afterleak.cli.CommandScript;

/**
 * A process with folders of its own: what it is given, its workspace, its temporary folder, its home, its current folder,
 * and what it prints. Everything but what it was given is searched.
 */
final class WholeRun {
    static final String PASSPHRASE = "correct horse battery staple";
    private static final int MOST_SECONDS = 300;

    private final Path root;
    private final boolean traced;
    private final List<Path> traces = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private int processes;

    /** What a command left. */
    record Outcome(List<String> arguments, int status, String out, String err) {}

    private record Command(List<String> arguments) {}

    /** @param traced whether {@code strace} watches */
    WholeRun(Path root, boolean traced) throws IOException {
        this.root = root;
        this.traced = traced;
        for (String folder : List.of("given", "tmp", "home", "cwd", "out", "console")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(given("passphrase"), PASSPHRASE + "\n");
        Files.writeString(given("wrong-passphrase"), "not it\n");
    }

    /** A file that it is given. */
    Path given(String name) {
        return root.resolve("given").resolve(name);
    }

    /** A file that it may make. */
    Path made(String name) {
        return root.resolve("out").resolve(name);
    }

    Path workspace() {
        return root.resolve("cwd");
    }

    /** Adds a command line. */
    void command(String... arguments) {
        commandReading(null, arguments);
    }

    /** Adds a command line with that standard input. */
    void commandReading(String standardInput, String... arguments) {
        Path input = null;
        if (standardInput != null) {
            input = given("stdin-" + processes + "-" + lines.size());
            try {
                Files.writeString(input, standardInput);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        List<String> line = new ArrayList<>();
        line.add(input == null ? "-" : input.toString());
        line.addAll(List.of(arguments));
        lines.add(String.join(CommandScript.SEPARATOR, line));
        commands.add(new Command(List.of(arguments)));
    }

    /** Runs the commands added since the last time, in one process of their own. */
    List<Outcome> run(String mainClass, String... more) throws IOException, InterruptedException {
        int process = processes++;
        Path script = given("script-" + process);
        Files.write(script, lines, StandardCharsets.UTF_8);
        Path console = Files.createDirectories(root.resolve("console").resolve(String.valueOf(process)));
        List<String> arguments = new ArrayList<>(List.of(script.toString(), console.toString()));
        arguments.addAll(List.of(more));
        int status = start(process, mainClass, arguments);
        if (status != 0) {
            throw new AssertionError("the process ended with " + status + ": "
                    + Files.readString(root.resolve("console").resolve(process + ".stderr")));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            outcomes.add(new Outcome(
                    commands.get(i).arguments(),
                    Integer.parseInt(Files.readString(console.resolve(i + ".status"))),
                    Files.readString(console.resolve(i + ".out")),
                    Files.readString(console.resolve(i + ".err"))));
        }
        lines.clear();
        commands.clear();
        return outcomes;
    }

    /** Runs one command line as a process, as the launcher would, and returns its exit status. */
    int runAlone(List<String> options, String... arguments) throws IOException, InterruptedException {
        return start(processes++, "org.afterleak.cli.Main", List.of(arguments), options);
    }

    private int start(int process, String mainClass, List<String> arguments) throws IOException, InterruptedException {
        return start(process, mainClass, arguments, List.of());
    }

    private int start(int process, String mainClass, List<String> arguments, List<String> options)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        if (traced) {
            Path trace = Files.createDirectories(root.resolveSibling(root.getFileName() + "-trace-" + process));
            traces.add(trace);
            line.addAll(SystemCalls.traced(trace));
        }
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As src/packaging/afterleak.sh has them.
        line.addAll(List.of(
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-XX:+SuppressFatalErrorMessage",
                "-XX:+DisableAttachMechanism",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dsun.jnu.encoding=UTF-8",
                "-Djava.io.tmpdir=" + root.resolve("tmp"),
                "-Duser.home=" + root.resolve("home")));
        line.addAll(options);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(workspace().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(
                        root.resolve("console").resolve(process + ".stdout").toFile())
                .redirectError(
                        root.resolve("console").resolve(process + ".stderr").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(k -> !k.equals("PATH"));
        environment.putAll(Map.of(
                "HOME",
                root.resolve("home").toString(),
                "TMPDIR",
                root.resolve("tmp").toString(),
                "LC_ALL",
                "C.UTF-8",
                "AFTERLEAK_PASSPHRASE",
                PASSPHRASE));
        Process running = builder.start();
        if (!running.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw new AssertionError("the process did not end within " + MOST_SECONDS + " s");
        }
        return running.exitValue();
    }

    /** Everything of it that a search for leaks finds: what is left on the disk, and what the kernel was handed. */
    Set<String> leaks(LeakSearch search) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String folder : List.of("tmp", "home", "cwd", "out", "console")) {
            found.addAll(search.inFolder(root.resolve(folder)));
        }
        for (SystemCalls calls : calls()) {
            found.addAll(calls.search(search));
        }
        return found;
    }

    /** What the kernel was handed, by process; empty where nobody watched. */
    List<SystemCalls> calls() throws IOException {
        List<SystemCalls> all = new ArrayList<>();
        for (Path trace : traces) {
            all.add(SystemCalls.read(trace));
        }
        return all;
    }

    /** Files below the folder, without the folder's own path. */
    static Map<String, Long> files(Path folder) throws IOException {
        Map<String, Long> all = new LinkedHashMap<>();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                all.put(folder.relativize(path).toString(), Files.size(path));
            }
        }
        return all;
    }

    Path root() {
        return root;
    }
}
