package org.afterleak.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.afterleak.pipeline.WorkspaceException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole main job, once, and what it leaves behind. */
class DemoTest {
    @TempDir
    private static Path parent;

    private static Path folder;
    private static DemoResult result;
    private static final List<DemoStep> STEPS = new ArrayList<>();

    @BeforeAll
    static void run() throws Exception {
        folder = parent.resolve("demo");
        result = new Demo(Clock.systemUTC(), "afterleak test", STEPS::add).run(folder);
    }

    @Test
    void demo_findsAllSixRepostsAndTheOriginalAndNothingElse() {
        assertThat(result.failures()).isEmpty();
        assertThat(result.passed()).isTrue();
        assertThat(result.foundCount()).isEqualTo(7);
        assertThat(result.alarmCount()).isZero();
    }

    @Test
    void demo_tellsItsStepsInOrder() {
        assertThat(STEPS.stream().filter(step -> step.number() > 0).map(DemoStep::event))
                .containsExactly(
                        "workspace",
                        "leak",
                        "import",
                        "web",
                        "watch",
                        "findings",
                        "judgement",
                        "packet",
                        "verify",
                        "exposure");
        assertThat(STEPS.stream().filter(step -> step.event().equals("finding")))
                .hasSize(7);
    }

    @Test
    void workspace_holdsNobodyInTheClearButInTheLeakedFile() throws IOException {
        List<SyntheticPerson> sample = new ArrayList<>(people());
        Collections.shuffle(sample, new Random(11));
        List<Path> files = files();

        assertThat(files).hasSizeGreaterThan(8);
        for (Path file : files) {
            if (file.endsWith("leaked.xlsx")) {
                continue;
            }
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            for (SyntheticPerson person : sample.subList(0, 50)) {
                for (String identifier : List.of(
                        person.aNumber().substring(1), person.aNumber("-"), person.name(), person.lastFirst())) {
                    // Found in the file the way UTF-8 writes it, without decoding what is no text.
                    String wanted =
                            new String(identifier.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                    assertThat(bytes.contains(wanted))
                            .as("an identifier in " + file)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void folderThatIsNotEmpty_isRefusedAndLeftAlone() throws IOException {
        Path taken = Files.createDirectory(parent.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> new Demo(Clock.systemUTC(), "test", step -> {}).run(taken))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("not an empty folder")
                .extracting(e -> ((WorkspaceException) e).trouble())
                .isEqualTo(WorkspaceException.Trouble.EXISTS);
        try (Stream<Path> left = Files.list(taken)) {
            assertThat(left).containsExactly(taken.resolve("mine.txt"));
        }
    }

    @Test
    void freshFolders_haveATellingNameAndAreNeverTheSame() throws IOException {
        Clock clock = Clock.fixed(java.time.Instant.parse("2026-03-01T10:20:30Z"), java.time.ZoneOffset.UTC);

        assertThat(Demo.freshFolder(parent, clock)).hasFileName("afterleak-demo-20260301-102030");
        assertThat(Demo.freshFolder(parent, clock)).hasFileName("afterleak-demo-20260301-102030-2");
    }

    private static List<SyntheticPerson> people() {
        return SyntheticPeople.of(Demo.SEED, SyntheticPeople.LIST_SIZE).listed();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
