package org.afterleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.afterleak.box.Tesseract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The same fifty people in every format are found, every one of them, for sure. */
class ListInEveryFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<List<String>> PEOPLE = ListFormats.people();

    @TempDir
    static Path folder;

    private static BadInput workspace;

    @BeforeAll
    static void importList() throws IOException {
        workspace = BadInput.workspace(folder);
        StringBuilder csv = new StringBuilder();
        PEOPLE.forEach(row -> csv.append(String.join(",", row)).append('\n'));
        Path list = workspace.file("fifty.csv", csv.toString());
        assertThat(workspace
                        .run("import", list.toString(), "--campaign", "fifty")
                        .status())
                .isZero();
    }

    private static List<JsonNode> scan(Path target, String... options) {
        List<String> arguments = new ArrayList<>(List.of("scan", "--json", target.toString()));
        arguments.addAll(List.of(options));
        BadInput.Result result = workspace.run(arguments.toArray(String[]::new));
        return result.out().lines().map(JSON::readTree).toList();
    }

    @Test
    void everyFormat_givesEveryPerson_confirmed() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Map<String, byte[]> all = new ListFormats(PEOPLE).all();
        for (Map.Entry<String, byte[]> file : all.entrySet()) {
            Files.write(files.resolve(file.getKey()), file.getValue());
        }

        Map<String, Integer> confirmed = new TreeMap<>();
        for (JsonNode line : scan(files)) {
            if (line.has("target")) {
                String target = line.get("target").stringValue();
                String file = target.substring(files.toString().length() + 1).replaceAll(" > .*", "");
                confirmed.put(file, confirmed(line).size());
            }
        }

        Map<String, Integer> expected = new TreeMap<>();
        all.keySet().forEach(name -> expected.put(name, 50));
        assertThat(confirmed).isEqualTo(expected);
    }

    @Test
    void workbooksOfEveryOffice_areImported() throws Exception {
        Map<String, byte[]> all = new ListFormats(PEOPLE).all();
        for (String name : List.of("list.xls", "list.ods", "list.xlsx")) {
            Path file = workspace.file("import-" + name, all.get(name));
            Path receipt = folder.resolve(name + ".receipt");

            BadInput.Result result = workspace.run(
                    "import", "--json", file.toString(), "--campaign", name, "--receipt", receipt.toString());

            assertThat(result.status()).as(result.err()).isZero();
            JsonNode imported = JSON.readTree(result.out());
            assertThat(imported.get("rejected").intValue()).isZero();
            assertThat(imported.get("records").intValue()
                            + imported.get("already_known").intValue())
                    .isEqualTo(50);
            assertThat(Files.readAllLines(receipt)).hasSize(51).anyMatch(line -> line.startsWith("PII,51,"));
            assertThat(workspace.run("campaign", "remove", name).status()).isZero();
        }
    }

    private static Set<String> confirmed(JsonNode line) {
        Set<String> records = new HashSet<>();
        for (JsonNode record : line.get("records")) {
            if (record.get("tier").stringValue().equals("confirmed")) {
                records.add(record.get("record").stringValue());
            }
        }
        return records;
    }

    @Test
    void images_giveNearlyEveryPerson_whereTesseractIsInstalled() throws Exception {
        assumeThat(Tesseract.installed()).isPresent();
        ListFormats formats = new ListFormats(PEOPLE);
        Map<String, byte[]> images = Map.of(
                "list.png", formats.image("png"),
                "list.jpg", formats.image("jpg"),
                "list.tiff", formats.image("tiff"),
                "scanned.pdf", formats.scannedPdf());
        for (Map.Entry<String, byte[]> image : images.entrySet()) {
            Path file = workspace.file(image.getKey(), image.getValue());
            List<JsonNode> lines = scan(file);
            assertThat(lines).as(image.getKey()).hasSize(2);
            assertThat(confirmed(lines.get(0))).as(image.getKey()).hasSizeGreaterThanOrEqualTo(48);
        }
    }

    @Test
    void locators_canBeFollowed_andNamesInThemAreMasked() throws Exception {
        ListFormats formats = new ListFormats(PEOPLE);
        byte[] workbook = formats.all().get("list.xlsx");
        String person = PEOPLE.get(7).get(0);
        Path file = workspace.file("outer.zip", ListFormats.zip("lists/june.xlsx", workbook));
        Path named =
                workspace.file("named.zip", ListFormats.zip("files of " + person + "/" + person + ".xlsx", workbook));

        String plain = scan(file).toString();
        String masked = scan(named).toString();

        assertThat(plain).contains("lists/june.xlsx > sheet \\\"PII\\\" > row 8");
        assertThat(masked).contains("▒▒▒").doesNotContain(person);
    }

    @Test
    void record_keepsAFindingOfTheCapturesUrl() throws Exception {
        Path warc =
                workspace.file("crawl.warc.gz", new ListFormats(PEOPLE).all().get("list.warc.gz"));

        List<JsonNode> lines = scan(warc, "--record");

        assertThat(lines.get(0).get("target").stringValue()).isEqualTo(warc + " > https://site.example/list");
        assertThat(lines.get(1).get("targets").intValue()).isEqualTo(1);
        BadInput.Result findings = workspace.run("findings", "--json");
        assertThat(findings.out()).contains("\"url\":\"https://site.example/list\"");
    }

    @Test
    void stats_tellByFormatHowManyHowLargeHowLongAndWhatWasSkipped() throws Exception {
        ListFormats formats = new ListFormats(PEOPLE);
        Path file = workspace.file(
                "stats.zip", ListFormats.zip("lists/june.xlsx", formats.all().get("list.xlsx")));
        Path noise = workspace.file("stats.bin", new byte[] {0, 1, 2, 3, 4, 5, 6});

        BadInput.Result json = workspace.run("scan", "--json", "--stats", file.toString(), noise.toString());
        List<JsonNode> lines = json.out().lines().map(JSON::readTree).toList();
        JsonNode stats = lines.get(lines.size() - 2);
        BadInput.Result table = BadInput.runElsewhere(
                "scan",
                "--stats",
                file.toString(),
                noise.toString(),
                "-w",
                workspace.root().toString());

        assertThat(lines.get(lines.size() - 1).get("summary").booleanValue()).isTrue();
        assertThat(stats.get("stats").booleanValue()).isTrue();
        Map<String, Integer> documents = new TreeMap<>();
        stats.get("formats")
                .forEach(f -> documents.put(
                        f.get("format").stringValue(), f.get("documents").intValue()));
        assertThat(documents).isEqualTo(Map.of("binary", 1, "xlsx", 1, "zip", 1));
        assertThat(stats.get("formats").get(0).get("skipped").get(0).get("why").stringValue())
                .isEqualTo("unknown binary format is not supported");
        assertThat(stats.get("formats").get(0).get("bytes").longValue()).isEqualTo(7);
        assertThat(table.out()).containsPattern("xlsx +1 +[0-9,]+ +[0-9.]+ +0").contains("1: unknown binary format");
    }

    @Test
    void unknownFormats_areNamedAsSuch() throws Exception {
        Path file = workspace.file("noise.bin", "\u0000\u0001\u0002\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(scan(file).get(0).get("skipped").get(0).get("why").stringValue())
                .isEqualTo("unknown binary format is not supported");
    }
}
