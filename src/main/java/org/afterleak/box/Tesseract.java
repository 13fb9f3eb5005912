package org.afterleak.box;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.afterleak.document.DocumentException;

/**
 * Text out of images, by the command line of Tesseract where that is installed: the only program from outside that is ever
 * started. It gets the image through a pipe and gives its text through one; no file is made.
 */
public final class Tesseract {
    private static final int MAX_TEXT_BYTES = 16 << 20;
    private static final int MAX_IMAGE_BYTES = 64 << 20;
    private static final Duration LIST_TIME = Duration.ofSeconds(10);

    /** Languages whose letters lists of people are written in; those that are installed are asked for. */
    private static final List<String> LANGUAGES = List.of("eng", "spa", "fra", "por", "deu");

    private final Path program;
    private final String languages;

    private Tesseract(Path program, String languages) {
        this.program = program;
        this.languages = languages;
    }

    private static final class Installed {
        private static final Optional<Tesseract> ONE = find();
    }

    /** The installed one; looked for in {@code PATH}, once. */
    public static Optional<Tesseract> installed() {
        return Installed.ONE;
    }

    private static Optional<Tesseract> find() {
        // What a child process would find programs by.
        String path = new ProcessBuilder().environment().get("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder, "tesseract");
            if (!folder.isEmpty() && Files.isExecutable(program)) {
                return Optional.of(new Tesseract(program, languages(program)));
            }
        }
        return Optional.empty();
    }

    private static String languages(Path program) {
        try {
            byte[] listed = run(List.of(program.toString(), "--list-langs"), new byte[0], LIST_TIME);
            List<String> installed = new String(listed, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .toList();
            List<String> wanted = new ArrayList<>(LANGUAGES);
            wanted.retainAll(installed);
            return String.join("+", wanted);
        } catch (DocumentException e) {
            return "";
        }
    }

    /**
     * The text of an image in UTF-8, lines as they stand in it, columns apart.
     *
     * @throws DocumentException it gives none, or takes longer than {@code time}
     */
    public byte[] read(byte[] image, Duration time) throws DocumentException {
        if (image.length > MAX_IMAGE_BYTES) {
            throw new DocumentException("larger than " + (MAX_IMAGE_BYTES >> 20) + " MiB");
        }
        List<String> command = new ArrayList<>(List.of(program.toString(), "stdin", "stdout"));
        if (!languages.isEmpty()) {
            command.addAll(List.of("-l", languages));
        }
        command.addAll(List.of("--psm", "6", "-c", "preserve_interword_spaces=1"));
        return run(command, image, time);
    }

    private static byte[] run(List<String> command, byte[] input, Duration time) throws DocumentException {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        String data = environment.get("TESSDATA_PREFIX");
        environment.clear();
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("OMP_THREAD_LIMIT", "1");
        environment.put("TMPDIR", "/dev/null/none");
        if (data != null) {
            environment.put("TESSDATA_PREFIX", data);
        }
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new DocumentException("tesseract cannot be started");
        }
        try {
            CompletableFuture<byte[]> output = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try (InputStream in = process.getInputStream()) {
                    output.complete(in.readNBytes(MAX_TEXT_BYTES));
                } catch (IOException e) {
                    output.completeExceptionally(e);
                }
            });
            Thread.ofVirtual().start(() -> {
                try (OutputStream out = process.getOutputStream()) {
                    out.write(input);
                } catch (IOException e) {
                    // It ended before it had read all: what it says of that is heard.
                    return;
                }
            });
            byte[] text = output.get(time.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(1, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new DocumentException("tesseract cannot read it");
            }
            return text;
        } catch (TimeoutException e) {
            throw new DocumentException("tesseract took longer than " + time.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            throw new DocumentException("tesseract cannot read it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DocumentException("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }
}
