package org.afterleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private List<JsonNode> rows() {
        return out.toString().lines().map(JSON::readTree).toList();
    }

    @Test
    void help_tellsTheOptions() {
        assertThat(run("bench", "--help")).isZero();
        assertThat(out.toString()).contains("accuracy", "match", "names");
        assertThat(run("bench", "accuracy", "--help")).isZero();
        assertThat(out.toString()).contains("--seed", "--records", "--misses", "--plot");
        assertThat(run("bench")).isEqualTo(2);
    }

    @Test
    void match_asJson_tellsSpeedsAndLatency_andLeavesNothing() throws Exception {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(
                    corpus.resolve("page" + i + ".txt"),
                    "The quick Brown Fox met Maria Lopez on page 12345.\n".repeat(100));
        }
        Files.write(corpus.resolve("unknown.bin"), new byte[] {0, 1, 2, 3, 0, 0, 9});

        assertThat(run("bench", "match", "--json", "--corpus", corpus.toString(), "--records", "100", "--rounds", "2"))
                .isZero();

        JsonNode row = rows().get(0);
        assertThat(rows()).hasSize(1);
        assertThat(row.get("records").asInt()).isEqualTo(100);
        assertThat(row.get("pages").asInt()).isEqualTo(20);
        assertThat(row.get("skipped").asInt()).isEqualTo(1);
        for (String mode : List.of("variants", "exact")) {
            JsonNode speed = row.get(mode);
            assertThat(speed.get("mb_per_second").asDouble()).isPositive();
            assertThat(speed.get("mb_per_second_least").asDouble())
                    .isLessThanOrEqualTo(speed.get("mb_per_second_most").asDouble());
        }
        double heap = row.get("heap_bytes_per_record").asDouble();
        double mapped = row.get("mapped_resident_bytes_per_record").asDouble();
        assertThat(row.get("resident_bytes_per_record").asDouble())
                .isBetween(heap + Math.max(0, mapped) - 1, heap + Math.max(0, mapped) + 1);
        assertThat(row.get("disk_bytes_per_record").asDouble()).isBetween(500.0, 2000.0);
        assertThat(row.get("open_milliseconds").asDouble()).isPositive();
        if (Files.isReadable(Path.of("/proc/self/smaps"))) {
            // Whoever opens so small a list has read all of it, for it is checked.
            assertThat(mapped).isBetween(100.0, 10_000.0);
            assertThat(row.get("process_resident_bytes").asLong()).isGreaterThan(20_000_000);
        }
        assertThat(row.get("latency").get("pages").asInt()).isEqualTo(20);
        assertThat(row.get("latency").get("p50_microseconds").asDouble())
                .isLessThanOrEqualTo(row.get("latency").get("p99_microseconds").asDouble());
        assertThat(row.get("latency_4_to_6_kb").get("pages").asInt()).isEqualTo(20);
    }

    @Test
    void match_withoutACorpus_isWrongUsage_andSaysWhatToDo() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(run("bench", "match", "--corpus", folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--corpus");
        assertThat(run("bench", "match", "--corpus", empty.toString(), "--records", "0"))
                .isEqualTo(2);
        assertThat(run("bench", "match", "--corpus", empty.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no text");
    }

    @Test
    void accuracy_asJson_isRowsOfFourKinds_andADiagram() throws Exception {
        Path plot = folder.resolve("reliability.svg");

        assertThat(run(
                        "bench",
                        "accuracy",
                        "--json",
                        "--records",
                        "200",
                        "--people",
                        "3",
                        "--passages",
                        "200",
                        "--only",
                        "*csv*",
                        "--plot",
                        plot.toString()))
                .isZero();
        assertThat(run(
                        "bench",
                        "accuracy",
                        "--json",
                        "--records",
                        "200",
                        "--people",
                        "3",
                        "--passages",
                        "200",
                        "--only",
                        "innocent/*",
                        "--misses",
                        "2"))
                .isZero();

        assertThat(rows())
                .extracting(r -> r.get("kind").asString())
                .contains("recall", "false_alarms", "calibration", "summary");
        JsonNode recall = rows().get(0);
        assertThat(recall.get("piece").asString()).isEqualTo("shape/csv");
        assertThat(recall.get("confirmed").get("trials").asInt()).isEqualTo(3);
        assertThat(Files.readString(plot, StandardCharsets.UTF_8)).startsWith("<svg");
    }

    @Test
    void wrongOptions_areUsageErrors() {
        assertThat(run("bench", "accuracy", "--only", "nothing/such")).isEqualTo(2);
        assertThat(run("bench", "accuracy", "--records", "0")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void names_fromABadFile_isOneLineAndStatus3() throws Exception {
        Path bad = folder.resolve("bad.csv");
        Files.writeString(bad, "name1,is_match\nZoraida Quispe,true\n", StandardCharsets.UTF_8);
        Path empty = folder.resolve("empty.csv");
        Files.createFile(empty);

        assertThat(run("bench", "names", bad.toString())).isEqualTo(3);
        assertThat(run("bench", "names", empty.toString())).isEqualTo(3);
        assertThat(run("bench", "names", folder.resolve("none.csv").toString())).isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(3).allMatch(l -> l.startsWith("error: "));
        assertThat(err.toString()).doesNotContain("Zoraida");
    }

    @Test
    void names_areMeasured() throws Exception {
        Path pairs = folder.resolve("pairs.csv");
        Files.writeString(
                pairs,
                "name1,name2,is_match\nZoraida Quispe,Quispe Zoraida,true\nZoraida Quispe,Ilse Beck,false\n",
                StandardCharsets.UTF_8);

        assertThat(run("bench", "names", pairs.toString(), "--json")).isZero();

        JsonNode all = rows().get(0);
        assertThat(all.get("group").asString()).isEqualTo("all");
        assertThat(all.get("matcher").get("true_positives").asInt()).isEqualTo(1);
        assertThat(all.get("jaro_winkler").get("f1").asDouble()).isEqualTo(1);
    }
}
