package org.afterleak.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workspace in a folder of a test, commands that run in it, and its files before and after. */
final class BadInput {
    static final String HEADINGS = "Name,A-Number,Nationality";
    static final String ROWS = "Abelard Fenwicking,A201234567,Freedonia\nBrunhilde Osgoodsby,A202345678,Sylvania\n";

    private final Path folder;

    private BadInput(Path folder) {
        this.folder = folder;
    }

    /** What a command printed, and how it ended. */
    record Result(int status, String out, String err) {}

    /** A workspace that opens with a key file, with one imported list. */
    static BadInput workspace(Path folder) throws IOException {
        BadInput made = new BadInput(folder);
        made.expectDone("init", "--key-file", folder.resolve("key").toString());
        Path list = made.file("list.csv", HEADINGS + "\n" + ROWS);
        made.expectDone("import", list.toString(), "--campaign", "spring");
        return made;
    }

    private void expectDone(String... arguments) {
        Result result = run(arguments);
        if (result.status() != 0) {
            throw new AssertionError(result.err());
        }
    }

    Path root() {
        return folder.resolve("workspace");
    }

    /** Runs a command in the workspace, without notes. */
    Result run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("-q", "-w", root().toString()));
        return runElsewhere(line.toArray(String[]::new));
    }

    /** Runs a command line as it is. */
    static Result runElsewhere(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Result(status, out.toString(), err.toString());
    }

    Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    /** All files of the watchlist, but for locks, which come and go, with the checksum of their content. */
    Map<String, Long> watchlist() throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (var paths = Files.walk(root().resolve("watchlist"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.getFileName().toString().endsWith("lock")) {
                    CRC32 checksum = new CRC32();
                    checksum.update(Files.readAllBytes(path));
                    all.put(root().relativize(path).toString(), checksum.getValue());
                }
            }
        }
        return all;
    }

    /** The names of all files of the workspace. */
    List<String> files() throws IOException {
        try (var paths = Files.walk(root())) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root().relativize(path).toString())
                    .filter(name -> !name.endsWith("lock"))
                    .sorted()
                    .toList();
        }
    }

    static byte[] workbook(String... rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Roster");
            for (int row = 0; row < rows.length; row++) {
                String[] cells = rows[row].split(",");
                for (int column = 0; column < cells.length; column++) {
                    sheet.value(row, column, cells[column]);
                }
            }
        }
        return bytes.toByteArray();
    }
}
