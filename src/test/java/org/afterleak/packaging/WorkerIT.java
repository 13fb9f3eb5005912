package org.afterleak.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application reads what takes a worker process, from an empty environment. */
class WorkerIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("afterleak.image"), "bin", "afterleak");
    private static final String LIST = "Name,A-Number,Nationality\nAbelard Fenwicking,A201234567,Bolivia\n";

    @TempDir
    Path folder;

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(LAUNCHER.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(k -> !k.equals("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void documentsForWorkers_areReadInTheImage() throws Exception {
        Files.writeString(folder.resolve("list.csv"), LIST);
        Files.writeString(
                folder.resolve("list.rtf"),
                "{\\rtf1 \\trowd\\cellx3000\\cellx6000\\cellx9000 \\intbl Abelard Fenwicking\\cell \\intbl A201234567\\cell"
                        + " \\intbl Bolivia\\cell \\row}");
        Files.writeString(
                folder.resolve("list.eml"),
                "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/csv\r\n\r\n"
                        + LIST.replace("\n", "\r\n"));
        run("init", "--key-file", folder.resolve("key").toString(), "-w", "w");
        run("import", "list.csv", "--campaign", "c", "-w", "w");

        assertThat(run("scan", "--stats", "list.rtf", "list.eml", "-w", "w"))
                .contains("list.rtf: confirmed, 1 record", "list.eml: confirmed, 1 record")
                .containsPattern("rtf +1 ")
                .containsPattern("mail +1 ");
    }
}
