package org.afterleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.afterleak.capture.Capture;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Purpose;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.exposure.Person;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in memory stays there: no dumps, no logs, and nothing that prints itself. */
class HardeningTest {
    private static final Path COREDUMP_FILTER = Path.of("/proc/self/coredump_filter");

    @TempDir
    Path folder;

    private String hardened(String what, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx32m"));
        line.addAll(List.of(options));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Hardened.class.getName(), what));
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    /** A process that hardens itself as the program does at its start. */
    public static final class Hardened {
        private Hardened() {}

        /** Prints its flags, or runs out of memory. */
        public static void main(String[] arguments) throws IOException {
            ProcessHardening.apply();
            if (arguments[0].equals("exhaust")) {
                List<byte[]> all = new ArrayList<>();
                try {
                    while (true) {
                        all.add(new byte[1 << 20]);
                    }
                } catch (OutOfMemoryError e) {
                    all.clear();
                    System.out.println("exhausted");
                }
                return;
            }
            HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            for (String flag : List.of("HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC")) {
                System.out.println(flag + "=" + vm.getVMOption(flag).getValue());
            }
            if (Files.exists(COREDUMP_FILTER)) {
                System.out.println("filter=" + Files.readString(COREDUMP_FILTER).strip());
            }
            Logger logger = Logger.getLogger("some.library");
            logger.log(Level.SEVERE, "something that a library says");
            System.out.println("logs=" + logger.isLoggable(Level.SEVERE));
        }
    }

    @Test
    void dumpsOfTheHeap_areSwitchedOff_whateverTheCommandLineSays() throws Exception {
        assertThat(hardened("flags", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:+HeapDumpBeforeFullGC"))
                .contains("HeapDumpOnOutOfMemoryError=false")
                .contains("HeapDumpBeforeFullGC=false")
                .contains("HeapDumpAfterFullGC=false")
                .contains("logs=false");
    }

    @Test
    void processOutOfMemory_leavesNoDump() throws Exception {
        assertThat(hardened("exhaust", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=" + folder))
                .contains("exhausted");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void coreFiles_holdNoMemory() throws Exception {
        assumeThat(COREDUMP_FILTER).as("Linux only").exists();
        assertThat(hardened("flags")).contains("filter=00000000");
    }

    @Test
    void keysAndContent_doNotPrintThemselves() throws Exception {
        byte[] known = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        SecretBytes secret = SecretBytes.copyOf(known);
        byte[] page = "Abelard Fenwicking, A201234567".getBytes(StandardCharsets.UTF_8);
        Document document = Document.builder(page.length)
                .block("sheet \"Abelard Fenwicking\"", "row", List.of("Abelard Fenwicking"))
                .passage(PassageKind.ROW, 1, page, 0, page.length)
                .build();
        try (KeyRing keys = new KeyRing(secret)) {
            List<Object> all = List.of(
                    secret,
                    keys,
                    keys.subkey(Purpose.GUARDED),
                    keys.guarded(),
                    keys.prf(Purpose.FRONTIER_TAG),
                    keys.sealer(Purpose.FRONTIER_TAG),
                    document,
                    Capture.ofFile("/x/Abelard Fenwicking.txt", page, Instant.EPOCH),
                    Person.of("A201234567", "Abelard Fenwicking"));
            for (Object one : all) {
                assertThat(one.toString())
                        .as(one.getClass().getName())
                        .doesNotContain(
                                "0123456789",
                                "3031323334",
                                "Abelard",
                                "abelard",
                                "Fenwicking",
                                "fenwicking",
                                "201234567");
            }
        }
        assertThat(secret.toString()).doesNotContain("0123456789");
    }

    @Test
    void keyBytes_areReadInOnePackageOnly() throws IOException {
        List<String> users = new ArrayList<>();
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(p -> p.toString().endsWith(".java")).toList()) {
                if (Files.readString(source).contains("exposeKeyBytes")) {
                    users.add(source.getParent().getFileName().toString());
                }
            }
        }
        assertThat(users).isNotEmpty().containsOnly("crypto");
    }
}
