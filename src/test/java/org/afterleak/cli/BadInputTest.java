package org.afterleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.afterleak.cli.BadInput.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Bad input gets a clear error, in one line, and nothing is lost. */
class BadInputTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private BadInput in;
    private Map<String, Long> before;

    @BeforeEach
    void workspace() throws IOException {
        in = BadInput.workspace(folder);
        before = in.watchlist();
    }

    /** Runs the command twice, with and without {@code --json}; both fail alike and change nothing. */
    private void expectError(int status, String says, String... arguments) throws IOException {
        List<String> json = new ArrayList<>(List.of(arguments));
        json.add("--json");
        for (String[] line : List.of(arguments, json.toArray(String[]::new))) {
            Result result = in.run(line);
            assertThat(result.err()).as("standard error").startsWith("error: ").containsPattern(says);
            assertThat(result.err().lines()).as("lines").hasSize(1);
            assertThat(result.out()).as("standard output").isEmpty();
            assertThat(result.status()).as(result.err()).isEqualTo(status);
            assertThat(in.watchlist()).as("watchlist").isEqualTo(before);
        }
    }

    private void expectNotImported(String says, Path file, String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("import", file.toString(), "--campaign", "late"));
        line.addAll(List.of(more));
        line.addAll(List.of("--receipt", folder.resolve("receipt.csv").toString()));
        expectError(ExitStatus.BAD_INPUT, says, line.toArray(String[]::new));
        assertThat(folder.resolve("receipt.csv")).doesNotExist();
        assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void noSuchFile_isSaidWithItsPath() throws IOException {
        expectNotImported("nowhere\\.xlsx: no such file", folder.resolve("nowhere.xlsx"));
        Result scan = in.run("scan", "--json", folder.resolve("nowhere.html").toString());
        assertThat(scan.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(JSON.readTree(scan.out()).get("skipped").get(0).get("why").stringValue())
                .isEqualTo("no such file or folder");
    }

    @Test
    void folder_isNoList() throws IOException {
        expectNotImported("folder|cannot be read", folder);
    }

    @Test
    void emptyFile_isNoList() throws IOException {
        expectNotImported("empty|no column|no row", in.file("empty.csv", ""));
    }

    @Test
    void zipBomb_isRefusedInBoundedMemory() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) ' ');
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts().entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                if (part.getKey().endsWith("sheet1.xml")) {
                    for (int i = 0; i < 600; i++) {
                        zip.write(zeros);
                    }
                }
                zip.closeEntry();
            }
        }
        expectNotImported("bomb|ratio|times|larger|expands|limit", in.file("bomb.xlsx", bytes.toByteArray()));
    }

    /** The parts of a workbook that is fit to be read. */
    private Map<String, byte[]> parts() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Path workbook = in.file(
                "fit.xlsx", BadInput.workbook(BadInput.HEADINGS, "Cornelius Mapplethwaite,A203456789,Ruritania"));
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return parts;
    }

    @Test
    void encryptedWorkbook_isSaidToBeEncrypted() throws IOException {
        // A compound file, as an encrypted workbook is one, with the name of its stream.
        byte[] bytes = new byte[4096];
        byte[] magic = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1};
        System.arraycopy(magic, 0, bytes, 0, magic.length);
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, bytes, 1024, name.length);
        expectNotImported("encrypted|password", in.file("encrypted.xlsx", bytes));
    }

    @Test
    void truncatedWorkbook_isSaidToBeCutShort() throws IOException {
        byte[] whole = BadInput.workbook(BadInput.HEADINGS, "Cornelius Mapplethwaite,A203456789,Ruritania");
        expectNotImported("cut short|damaged", in.file("cut.xlsx", Arrays.copyOf(whole, whole.length / 2)));
    }

    @Test
    void csvNamedXlsx_isReadAsWhatItIs() throws IOException {
        Path file = in.file("really.xlsx", BadInput.HEADINGS + "\nCornelius Mapplethwaite,A203456789,Ruritania\n");
        Result result = in.run("import", file.toString(), "--campaign", "late", "--json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(JSON.readTree(result.out()).get("records").intValue()).isEqualTo(1);
    }

    @Test
    void repeatedHeadings_areNamedWithTheirColumns() throws IOException {
        expectNotImported(
                "#1.*#3",
                in.file("twice.csv", "Name,ID,Name\nCornelius Mapplethwaite,A203456789,Dorothea Quimbleton\n"));
    }

    @Test
    void noIdentifyingColumn_saysHowToNameOne() throws IOException {
        expectNotImported("--map", in.file("weights.csv", "Weight,Colour\n7,red\n"));
    }

    @Test
    void unknownColumnOfMap_saysSo() throws IOException {
        Path file = in.file("more.csv", BadInput.HEADINGS + "\nCornelius Mapplethwaite,A203456789,Ruritania\n");
        expectNotImported("--map", file, "--map", "Nickname=name");
        expectNotImported("sheet", file, "--sheet", "Nickname");
    }

    @Test
    void millionColumns_areRefused() throws IOException {
        expectNotImported("columns", in.file("wide.csv", "Name,ID" + ",x".repeat(100_000) + "\nA B,A203456789\n"));
        expectNotImported("longer", in.file("wider.csv", "Name,ID" + ",x".repeat(1_000_000) + "\nA B,A203456789\n"));
        expectNotImported("keys", in.file("wide.jsonl", wideObject()));
    }

    private static String wideObject() {
        StringBuilder json = new StringBuilder("{\"name\":\"Cornelius Mapplethwaite\"");
        for (int i = 0; i < 100_000; i++) {
            json.append(",\"k").append(i).append("\":1");
        }
        return json.append("}\n").toString();
    }

    @Test
    void mostlyUnusableRows_stopTheImport() throws IOException {
        expectNotImported(
                "5 %",
                in.file(
                        "other.csv",
                        BadInput.HEADINGS + "\n" + ",,Ruritania\n".repeat(1_100)
                                + "Cornelius Mapplethwaite,A203456789,\n"));
    }

    @Test
    void nulBytes_doNotStopTheOtherRows() throws IOException {
        Path file = in.file(
                "nul.csv", BadInput.HEADINGS + "\n\0\0\0,\0,\0\nCornelius Mapplethwaite,A203456789,Rurit\0ania\n");
        Result result = in.run("import", file.toString(), "--campaign", "late", "--json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(JSON.readTree(result.out()).get("records").intValue()).isEqualTo(1);
        before = in.watchlist();
        expectNotImported("no column|text|NUL|binary|not a", in.file("zeros.csv", new byte[100_000]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-1"})
    void otherCharset_isRecognised(String charset) throws IOException {
        Path file = in.file(
                "charset.csv", (BadInput.HEADINGS + "\nJosé Peñaranda Núñez,A203456789,Ruritania\n").getBytes(charset));
        Result result = in.run("import", file.toString(), "--campaign", "late", "--json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(JSON.readTree(result.out()).get("records").intValue()).isEqualTo(1);
        Path page = in.file("page.txt", "José Peñaranda Núñez, A203456789");
        assertThat(in.run("scan", page.toString()).status()).isEqualTo(ExitStatus.FOUND);
    }

    @Test
    void workspaceInUse_isSaid() throws Exception {
        Path list = in.file("more.csv", BadInput.HEADINGS + "\nCornelius Mapplethwaite,A203456789,Ruritania\n");
        in.file("sources.yaml", "user_agent: Test\nsources:\n  - { name: a, type: files, path: . }\n");
        try (LockHolder holder = LockHolder.hold(in.root().resolve("watchlist/records/write.lock"))) {
            expectError(
                    ExitStatus.NOT_ALLOWED, "in use|another process", "import", list.toString(), "--campaign", "late");
            expectError(ExitStatus.NOT_ALLOWED, "in use|another process", "campaign", "remove", "spring");
            assertThat(holder.isAlive()).isTrue();
        }
        try (LockHolder holder = LockHolder.hold(in.root().resolve("index/lock"))) {
            expectError(
                    ExitStatus.NOT_ALLOWED,
                    "in use|another process",
                    "watch",
                    "--once",
                    "--sources",
                    folder.resolve("sources.yaml").toString());
            assertThat(holder.isAlive()).isTrue();
        }
    }

    @Test
    void otherKey_doesNotOpen() throws IOException {
        BadInput other = BadInput.workspace(Files.createDirectory(folder.resolve("other")));
        expectError(
                ExitStatus.NOT_ALLOWED,
                "key",
                "findings",
                "--key-file",
                folder.resolve("other/key").toString());
        // The envelope of another workspace over this one's watchlist.
        Path envelope = in.root().resolve("watchlist/key.json");
        Files.copy(
                other.root().resolve("watchlist/key.json"),
                envelope,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        before = in.watchlist();
        expectError(
                ExitStatus.NOT_ALLOWED,
                "key",
                "scan",
                folder.resolve("list.csv").toString());
        expectError(
                ExitStatus.NOT_ALLOWED,
                "key",
                "import",
                folder.resolve("list.csv").toString(),
                "--campaign",
                "late");
    }

    @Test
    void noWorkspace_saysHowToMakeOne() {
        Result result = BadInput.runElsewhere(
                "findings", "-w", folder.resolve("nothing").toString());
        assertThat(result.status()).isEqualTo(ExitStatus.NOT_ALLOWED);
        assertThat(result.err())
                .startsWith("error: ")
                .contains("afterleak init")
                .hasLineCount(1);
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void secondInit_overwritesNothing() throws IOException {
        expectError(
                ExitStatus.USAGE,
                "already",
                "init",
                "--key-file",
                folder.resolve("key").toString());
    }

    @Test
    void passphrase_wrongEmptyOrMissing_changesNothing() throws IOException {
        Path root = folder.resolve("locked");
        Path right = in.file("right", "correct horse battery staple\n");
        assertThat(BadInput.runElsewhere("init", "-w", root.toString(), "--passphrase-file", right.toString())
                        .status())
                .isZero();
        for (Path wrong :
                List.of(in.file("wrong", "not it"), in.file("empty", ""), folder.resolve("missing"), folder)) {
            Result result =
                    BadInput.runElsewhere("status", "-w", root.toString(), "--passphrase-file", wrong.toString());
            assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.NOT_ALLOWED);
            assertThat(result.err()).startsWith("error: ").hasLineCount(1);
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void damagedFile_isSaid_andNothingElseIsLost() throws IOException {
        in.run("scan", "--record", folder.resolve("list.csv").toString());
        for (String name : in.files()) {
            Path file = in.root().resolve(name);
            byte[] whole = Files.readAllBytes(file);
            if (whole.length == 0) {
                continue;
            }
            for (byte[] damaged : List.of(flipped(whole), Arrays.copyOf(whole, whole.length / 2))) {
                Files.write(file, damaged);
                for (String[] line : List.of(
                        new String[] {"scan", folder.resolve("list.csv").toString()},
                        new String[] {"findings"},
                        new String[] {"status"})) {
                    Result result = in.run(line);
                    String what = name + ", " + line[0] + ": " + result.err();
                    assertThat(result.status()).as(what).isNotEqualTo(ExitStatus.FAULT);
                    if (result.status() > ExitStatus.FOUND) {
                        assertThat(result.err()).as(what).startsWith("error: ").hasLineCount(1);
                        assertThat(result.out()).as(what).isEmpty();
                    } else if (line[0].equals("scan")) {
                        assertThat(result.status()).as(what).isEqualTo(ExitStatus.FOUND);
                    }
                }
                Files.write(file, whole);
            }
        }
        assertThat(in.run("scan", folder.resolve("list.csv").toString()).status())
                .isEqualTo(ExitStatus.FOUND);
        assertThat(in.run("findings", "--json").out().lines()).hasSize(1);
    }

    private static byte[] flipped(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int at = bytes.length / 3; at < bytes.length; at += Math.max(1, bytes.length / 7)) {
            bytes[at] ^= 0x5a;
        }
        return bytes;
    }

    @Test
    void unknownKeyInSources_isNamedWithItsLine() throws IOException {
        Path sources = in.file(
                "sources.yaml",
                "user_agent: Test\nsources:\n  - name: a\n    type: files\n    path: .\n    evry: 5s\n");
        expectError(
                ExitStatus.BAD_INPUT,
                "sources\\.yaml line 6.*evry",
                "watch",
                "--once",
                "--sources",
                sources.toString());
        expectError(
                ExitStatus.BAD_INPUT,
                "no such file",
                "watch",
                "--once",
                "--sources",
                folder.resolve("no.yaml").toString());
        expectError(ExitStatus.BAD_INPUT, "sources\\.yaml", "watch", "--once");
    }

    @Test
    void unknownKeyInSettings_isNamedWithItsLine() throws IOException {
        Files.writeString(in.root().resolve("watchlist/settings.yaml"), "sender:\n  nmae: X\n");
        before = in.watchlist();
        expectError(
                ExitStatus.BAD_INPUT,
                "settings\\.yaml line 2.*nmae",
                "scan",
                folder.resolve("list.csv").toString());
    }

    @Test
    void wrongUsage_isStatus2AndSaysWhereHelpIs() throws IOException {
        String list = folder.resolve("list.csv").toString();
        expectError(ExitStatus.USAGE, "COMMAND|command");
        expectError(ExitStatus.USAGE, "unknown command", "frobnicate");
        expectError(ExitStatus.USAGE, "--campaign", "import", list);
        expectError(ExitStatus.USAGE, "FILE", "import", "--campaign", "late");
        expectError(ExitStatus.USAGE, "--frobnicate", "scan", list, "--frobnicate");
        expectError(ExitStatus.USAGE, "--tier", "scan", list, "--tier", "certain");
        expectError(ExitStatus.USAGE, "TARGET", "scan");
        expectError(ExitStatus.USAGE, "kind", "import", list, "--campaign", "late", "--map", "Name=nickname");
        expectError(ExitStatus.USAGE, "--map", "import", list, "--campaign", "late", "--map", "Name");
        expectError(ExitStatus.USAGE, "--since", "findings", "--since", "yesterday");
        expectError(ExitStatus.USAGE, "--duration", "watch", "--duration", "8h");
        expectError(ExitStatus.USAGE, "--out", "packet", "f-x");
    }

    @Test
    void unknownNames_areBadInput() throws IOException {
        expectError(ExitStatus.BAD_INPUT, "no such finding", "findings", "show", "f-nothing");
        expectError(
                ExitStatus.BAD_INPUT,
                "no such finding",
                "packet",
                "f-nothing",
                "--out",
                folder.resolve("out").toString());
        expectError(ExitStatus.BAD_INPUT, "no campaign", "campaign", "remove", "autumn");
        expectError(
                ExitStatus.BAD_INPUT,
                "no such file",
                "verify",
                folder.resolve("no.zip").toString());
    }

    @Test
    void fullDisk_losesNothing() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeThat(command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()))
                .as("no small disk can be mounted here")
                .isZero();
        try {
            BadInput full = BadInput.workspace(small);
            StringBuilder rows = new StringBuilder(BadInput.HEADINGS + "\n");
            for (int i = 0; i < 30_000; i++) {
                rows.append("Person Number")
                        .append(Integer.toString(i, 26).replaceAll("\\d", "q"))
                        .append(",A2");
                rows.append(String.format(java.util.Locale.ROOT, "%08d", i)).append(",Ruritania\n");
            }
            Path list = in.file("large.csv", rows.toString());
            Map<String, Long> whole = full.watchlist();
            Result result = full.run("import", list.toString(), "--campaign", "large");
            assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.BAD_INPUT);
            assertThat(result.err()).startsWith("error: ").contains("disk").hasLineCount(1);
            assertThat(full.run("scan", small.resolve("list.csv").toString()).status())
                    .isEqualTo(ExitStatus.FOUND);
            assertThat(full.watchlist()).isEqualTo(whole);
            assertThat(full.run("campaign", "list").out()).contains("spring").doesNotContain("large");
        } finally {
            command("umount", small.toString());
        }
    }

    private static int command(String... line) throws Exception {
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
