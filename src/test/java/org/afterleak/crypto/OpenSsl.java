package org.afterleak.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The real {@code openssl} of this machine; tests that need it are skipped where there is none. */
public final class OpenSsl {
    private final Path folder;

    private OpenSsl(Path folder) {
        this.folder = folder;
    }

    public static OpenSsl in(Path folder) {
        OpenSsl openssl = new OpenSsl(folder);
        boolean present;
        try {
            present = openssl.start("version").exit() == 0;
        } catch (IOException e) {
            present = false;
        }
        Assumptions.assumeTrue(present, "openssl is not installed");
        return openssl;
    }

    public record Outcome(int exit, String output) {}

    /** Runs one command and fails the test if openssl does. */
    public void run(String... arguments) throws IOException {
        Outcome outcome = start(arguments);
        if (outcome.exit() != 0) {
            throw new AssertionError("openssl " + Arrays.toString(arguments) + ": " + outcome.output());
        }
    }

    public Outcome start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("openssl did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new Outcome(process.exitValue(), output);
    }
}
