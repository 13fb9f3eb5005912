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
        assertThat(out.toString()).contains("accuracy", "names");
        assertThat(run("bench", "accuracy", "--help")).isZero();
        assertThat(out.toString()).contains("--seed", "--records", "--misses", "--plot");
        assertThat(run("bench")).isEqualTo(2);
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
