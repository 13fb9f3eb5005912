package org.afterleak.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, started as people start it. */
class LauncherIT {
    private static final Path IMAGE = Path.of(System.getProperty("afterleak.image", "target/afterleak"));
    private static final Path LAUNCHER = IMAGE.resolve("bin/afterleak").toAbsolutePath();

    @TempDir
    Path folder;

    private record Result(int status, String out, String err) {}

    @Test
    void version_namesVersionAndCommit() throws Exception {
        Result result = run(List.of(LAUNCHER.toString(), "--version"));
        assertThat(result.status).as(result.err).isZero();
        assertThat(result.out).contains(System.getProperty("afterleak.version")).containsPattern("[0-9a-f]{7}|unknown");
    }

    @Test
    void help_withAnEmptyEnvironment_printsUsageAndNothingElse() throws Exception {
        Result result = run(List.of(LAUNCHER.toString(), "--help"));
        assertThat(result.status).as(result.err).isZero();
        assertThat(result.out).startsWith("Usage: afterleak");
        assertThat(result.err).isEmpty();
    }

    @Test
    void help_takesUnderHalfASecond() throws Exception {
        // On a machine with other work to do the time of day says nothing about the start.
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double load = system.getSystemLoadAverage() / system.getAvailableProcessors();
        assumeTrue(load < 2, "the machine is busy: load per processor " + load);
        run(List.of(LAUNCHER.toString(), "--help"));
        long[] millis =
                LongStream.range(0, 10).map(i -> millisOfHelp()).sorted().toArray();
        assertThat((millis[4] + millis[5]) / 2)
                .as("milliseconds, sorted: " + Arrays.toString(millis))
                .isLessThan(500);
    }

    @Test
    void image_inAFolderWithBlanksBehindSymbolicLinks_starts() throws Exception {
        Path moved = folder.resolve("a folder with blanks");
        Files.createSymbolicLink(moved, IMAGE.toAbsolutePath());
        Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("a folder with blanks/bin/afterleak"));
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path far = Files.createSymbolicLink(inner.resolve("far"), Path.of("../near"));
        for (Path start : List.of(near, far, moved.resolve("bin/afterleak"))) {
            assertThat(run(List.of(start.toString(), "--version")).out).startsWith("afterleak ");
        }
        assertThat(run(List.of("sh", "far", "--version"), Map.of(), inner).out).startsWith("afterleak ");
    }

    @Test
    void copyWhoseArchiveDoesNotFit_startsInSilence() throws Exception {
        Path copy = folder.resolve("a copy");
        copy(IMAGE, copy);
        for (String archive : List.of("lib/afterleak.aot", "lib/afterleak.jsa")) {
            if (Files.exists(copy.resolve(archive))) {
                Files.writeString(copy.resolve(archive), "not an archive");
            }
        }
        Result result = run(List.of(copy.resolve("bin/afterleak").toString(), "--version"));
        assertThat(result.status).as(result.err).isZero();
        assertThat(result.out).startsWith("afterleak ");
        assertThat(result.err).isEmpty();
    }

    @Test
    void optionsOfTheEnvironment_areAfterleaksAlone() throws Exception {
        List<String> version = List.of(LAUNCHER.toString(), "--version");
        Map<String, String> foreign =
                Map.of("JAVA_TOOL_OPTIONS", "-Xmx1k", "JDK_JAVA_OPTIONS", "-Xmx1k", "_JAVA_OPTIONS", "-Xmx1k");
        assertThat(run(version, foreign, folder).err).isEmpty();
        assertThat(run(version, Map.of("AFTERLEAK_JAVA_OPTS", "-Xmx1k"), folder).status)
                .isNotZero();
        Map<String, String> dump =
                Map.of("AFTERLEAK_JAVA_OPTS", "-XX:+PrintFlagsFinal -XX:+HeapDumpOnOutOfMemoryError");
        assertThat(run(version, dump, folder).out)
                .containsPattern("HeapDumpOnOutOfMemoryError +:?= false")
                .containsPattern("DisableAttachMechanism +:?= true")
                .containsPattern("SuppressFatalErrorMessage +:?= true")
                .containsPattern("UsePerfData +:?= false");
    }

    @Test
    void starts_leaveNoFile() throws Exception {
        Map<String, String> environment = Map.of("AFTERLEAK_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
        run(List.of(LAUNCHER.toString(), "--help"), environment, folder);
        run(List.of(LAUNCHER.toString(), "no-such-command"), environment, folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(path -> !path.getFileName().toString().startsWith("std")))
                    .isEmpty();
        }
    }

    @Test
    void completion_isInstalled() throws Exception {
        Path script = IMAGE.resolve("share/bash-completion/completions/afterleak");
        assertThat(Files.readString(script)).contains("complete -F _complete_afterleak");
        assertThat(run(List.of("sh", "-n", LAUNCHER.toString())).err).isEmpty();
    }

    private long millisOfHelp() {
        try {
            long start = System.nanoTime();
            run(List.of(LAUNCHER.toString(), "--help"));
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        return run(command, Map.of(), folder);
    }

    /** With nothing in the environment but {@code variables}; the program's path is absolute or found by the system. */
    private Result run(List<String> command, Map<String, String> variables, Path workingFolder)
            throws IOException, InterruptedException {
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Result(
                process.waitFor(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
