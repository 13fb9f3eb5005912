package org.afterleak.finding;

import static org.afterleak.finding.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.afterleak.crypto.KeyRing;
import org.afterleak.store.SqlStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingStoreCrashTest {
    private static final int KILLS = 4;

    @TempDir
    Path dir;

    /** Observes page after page, from the first one on, and says so when each is kept. */
    static final class Observer {
        private Observer() {}

        public static void main(String[] args) throws Exception {
            try (KeyRing keys = Samples.keys(1);
                    FindingStore store = FindingStore.open(Path.of(args[0]), keys)) {
                for (int i = 0; ; i++) {
                    byte[] evidence = ("evidence " + i).repeat(1000).getBytes(StandardCharsets.UTF_8);
                    Observed observed = store.observe(Samples.observation(
                                    "https://paste.example/" + i, "a", T0.plusSeconds(i), Samples.matchOf(20))
                            .evidence(() -> evidence)
                            .build());
                    System.out.println(observed.finding().id() + " " + observed.isNew());
                    System.out.flush();
                }
            }
        }
    }

    private static Process start(Class<?> main, Path file) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void killedAgainAndAgain_losesNothingAcknowledgedAndRepeatsNothing() throws Exception {
        Path file = dir.resolve("findings.db");
        Random random = new Random(42);
        Set<String> acknowledged = new HashSet<>();
        List<String> announcedAsNew = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(Observer.class, file);
            int before = acknowledged.size();
            int until = before + 1 + random.nextInt(60);
            try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
                String line = "";
                while (acknowledged.size() < until && (line = out.readLine()) != null) {
                    if (take(line, acknowledged, announcedAsNew) && acknowledged.size() == until) {
                        // By its handle, for Process.destroyForcibly would also throw away what it has said.
                        process.toHandle().destroyForcibly();
                    }
                }
                // What it had said before the signal came counts too.
                while ((line = out.readLine()) != null) {
                    take(line, acknowledged, announcedAsNew);
                }
            }
            assertThat(process.waitFor()).isEqualTo(128 + 9);
            assertThat(acknowledged.size()).isGreaterThan(before);

            try (KeyRing keys = Samples.keys(1);
                    FindingStore store = FindingStore.open(file, keys)) {
                List<Finding> kept = store.list(FindingQuery.all());
                assertThat(kept).extracting(Finding::id).doesNotHaveDuplicates().containsAll(acknowledged);
                // At most the one that was under way is there without having been acknowledged.
                assertThat(kept.size() - acknowledged.size()).isBetween(0, 1);
                for (Finding finding : kept) {
                    assertThat(store.recordsOf(finding)).hasSize(20);
                    assertThat(store.evidence(finding)).isPresent();
                }
                assertThat(store.findingsOf(Set.of("r-19"))).hasSameSizeAs(kept);
            }
            assertIntact(file);
        }
        assertThat(announcedAsNew).doesNotHaveDuplicates();
    }

    private static boolean take(String line, Set<String> acknowledged, List<String> announcedAsNew) {
        if (!line.matches("f-[a-z2-7]{16} (true|false)")) {
            return false;
        }
        String id = line.substring(0, line.indexOf(' '));
        if (line.endsWith("true")) {
            announcedAsNew.add(id);
        }
        return acknowledged.add(id);
    }

    private static void assertIntact(Path file) throws Exception {
        try (KeyRing keys = Samples.keys(1);
                FindingStore findings = FindingStore.open(file, keys);
                SqlStore sql = SqlStore.open(file, FindingStore.SCHEMA)) {
            assertThat(findings.count()).isPositive();
            assertThat(sql.<String, RuntimeException>read(h -> h.createQuery("PRAGMA integrity_check")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("ok");
        }
    }

    @Test
    void reader_seesWholeFindingsWhileAnotherProcessWrites() throws Exception {
        Path file = dir.resolve("findings.db");
        Process process = start(Observer.class, file);
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
                KeyRing keys = Samples.keys(1)) {
            assertThat(out.readLine()).endsWith("true");
            try (FindingStore store = FindingStore.open(file, keys)) {
                int acknowledged = 1;
                int last = 0;
                for (int i = 0; i < 20; i++) {
                    for (int line = 0; line < 3; line++) {
                        assertThat(out.readLine()).endsWith("true");
                        acknowledged++;
                    }
                    // The writer may be far ahead and pause there: what it acknowledged is seen, and nothing goes
                    // again.
                    List<Finding> seen = store.list(FindingQuery.all());
                    assertThat(seen).hasSizeGreaterThanOrEqualTo(Math.max(acknowledged, last));
                    last = seen.size();
                    assertThat(store.recordsOf(seen.get(0))).hasSize(20);
                    assertThat(store.evidence(seen.get(0))).isPresent();
                }
            }
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
