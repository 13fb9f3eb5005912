package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedTextTest {
    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void anyDelimiter_isFoundOut(String d) throws Exception {
        String text = "Name;ID;Place\nAda Lovelace;123456789;London\nAlan Turing;987654321;Wilmslow\n".replace(";", d);
        assertThat(Collected.of(text).rows())
                .containsExactly(
                        List.of("Name", "ID", "Place"),
                        List.of("Ada Lovelace", "123456789", "London"),
                        List.of("Alan Turing", "987654321", "Wilmslow"));
    }

    @Test
    void namesWithCommas_doNotHideTheRealDelimiter() throws Exception {
        Collected tab = Collected.of("Name\tID\nLovelace, Ada\t1\nTuring, Alan\t2\n");
        assertThat(tab.only().get(2)).containsExactly("Lovelace, Ada", "1");
        Collected single = Collected.of("Name\nLovelace, Ada\nTuring, Alan\n");
        assertThat(single.only().get(3)).containsExactly("Turing, Alan");
    }

    @Test
    void hintOfExcel_isObeyedAndNotCounted() throws Exception {
        assertThat(Collected.of("sep=;\r\na;b,c\r\n1;2,3\r\n").only())
                .containsEntry(1, List.of("a", "b,c"))
                .containsEntry(2, List.of("1", "2,3"));
    }

    @Test
    void rows_areNumberedAsASpreadsheetNumbersThem() throws Exception {
        Collected c =
                Collected.of("Report of May\r\n\r\nName,Note\r\nAda,\"two\r\nlines\"\r\n\r\nAlan,x\r\n,,\r\nEve,y");
        assertThat(c.only().keySet()).containsExactly(1, 3, 4, 6, 8);
        assertThat(c.only().get(4)).containsExactly("Ada", "two\r\nlines");
        assertThat(c.unusable).isEmpty();
    }

    @Test
    void lineEndsOfAllSystems_areReadAlike() throws Exception {
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertThat(Collected.of("a,b\n1,2\n3,4".replace("\n", end)).only())
                    .containsEntry(1, List.of("a", "b"))
                    .containsEntry(3, List.of("3", "4"))
                    .hasSize(3);
        }
    }

    @Test
    void brokenQuote_costsItsLineNothingElse() throws Exception {
        Collected c =
                Collected.of("id,name,city\n1,\"Ada,London\n2,\"Alan\",\"Wilmslow\"\n3,\"Grace \"Amazing\" H\",NY\n"
                        + "4, \"Space, Before\" ,X\n5,5\" floppy,Y\n6,\"\"\"quoted\"\"\",Z\n7,\"never closed");
        assertThat(c.only().get(2)).containsExactly("1", " Ada", "London");
        assertThat(c.only().get(3)).containsExactly("2", "Alan", "Wilmslow");
        assertThat(c.only().get(4)).containsExactly("3", "Grace 'Amazing' H", "NY");
        assertThat(c.only().get(5).get(1).strip()).isEqualTo("Space, Before");
        assertThat(c.only().get(6)).containsExactly("5", "5\" floppy", "Y");
        assertThat(c.only().get(7)).containsExactly("6", "\"quoted\"", "Z");
        assertThat(c.only().get(8)).containsExactly("7", " never closed");
    }

    @Test
    void quoteOpenForTooManyLines_isTakenAsText() throws Exception {
        String text = "a,b\n1,\"open\n" + "2,x\n".repeat(500) + "3,\"closed\"\n";
        assertThat(Collected.of(text).rows()).hasSize(503);
    }

    @Test
    void brokenQuotesEverywhere_takeLinearTime() throws Exception {
        String row = "\"a,".repeat(300_000) + "\n";
        long started = System.nanoTime();
        Collected c = Collected.of("x,y\n" + row + row + "1,2\n");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
        assertThat(c.only()).containsEntry(4, List.of("1", "2"));
        assertThat(c.unusable.keySet()).containsExactly(2, 3);
    }

    @Test
    void nulBytes_becomeSpaces() throws Exception {
        assertThat(Collected.of("a,b\nAda\0Lovelace,\"1\0 2\"\n").only().get(2))
                .containsExactly("Ada Lovelace", "1  2");
    }

    @Test
    void charsets_areFoundOut() throws Exception {
        String text = "Nom,Ville\nJosé Núñez,Zürich\nZoë Ångström,Malmö\n";
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(new byte[] {(byte) 0xFF, (byte) 0xFE});
        marked.write(text.getBytes(UTF_16LE));
        for (byte[] bytes : List.of(
                text.getBytes(UTF_8),
                ("\uFEFF" + text).getBytes(UTF_8),
                text.getBytes(Charset.forName("windows-1252")),
                text.getBytes(UTF_16LE),
                text.getBytes(UTF_16BE),
                marked.toByteArray(),
                ("\uFEFF" + text).getBytes(Charset.forName("UTF-32LE")))) {
            assertThat(Collected.of(bytes).only())
                    .containsEntry(1, List.of("Nom", "Ville"))
                    .containsEntry(2, List.of("José Núñez", "Zürich"))
                    .containsEntry(3, List.of("Zoë Ångström", "Malmö"));
        }
    }

    @Test
    void oneBadByteInUtf8_costsNothingElse() throws Exception {
        byte[] bytes = "a,b\nJosé,x\n?,Łódź\n".getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xE9 : bytes[i];
        }
        assertThat(Collected.of(bytes).rows()).contains(List.of("José", "x"), List.of("é", "Łódź"));
    }

    @Test
    void loneSurrogates_areReadAsReplacement() throws Exception {
        byte[] bytes = {'a', ',', 'b', '\n', (byte) 0xED, (byte) 0xA0, (byte) 0x80, 'x', ',', 'y', '\n'};
        assertThat(Collected.of(bytes).only().get(2)).hasSize(2).element(1).isEqualTo("y");
    }

    @Test
    void longLinesAndCells_areUnusable_andTheNextRowIsRead() throws Exception {
        TableLimits limits = new TableLimits(
                1 << 20, 1 << 20, 200, 1 << 20, 1000, 100, 100_000, 50, 500, Duration.ZERO.plusSeconds(60));
        String text = "a,b\n" + "x".repeat(51) + ",1\n2,3\n" + "y,".repeat(400) + "z\n4,\"" + "q".repeat(49) + "\"\n"
                + "y,".repeat(120) + "z\n5,6\n";
        Collected c = Collected.of(text.getBytes(UTF_8), limits);
        assertThat(c.unusable)
                .containsEntry(2, "a cell longer than 50 characters")
                .containsEntry(4, "longer than 500 characters")
                .containsEntry(6, "more than 100 columns")
                .hasSize(3);
        assertThat(c.only().keySet()).containsExactly(1, 3, 5, 7);
    }

    @Test
    void millionColumns_areRefusedAtOnce() {
        String text = "c".repeat(1).concat(",c".repeat(500_000)) + "\n1,2\n";
        assertThatThrownBy(() -> Collected.of(text))
                .isInstanceOf(TableException.class)
                .hasMessage("row 1: more than 16384 columns");
    }

    @Test
    void rowsAndCells_areBounded() {
        TableLimits few = new TableLimits(1 << 20, 1 << 20, 200, 1 << 20, 3, 100, 5, 50, 500, Duration.ofMinutes(1));
        assertThatThrownBy(() -> Collected.of("a\nb\nc\nd\n".getBytes(UTF_8), few))
                .hasMessage("more than 3 rows");
        assertThatThrownBy(() -> Collected.of("a,b\nc,d\ne,f\n".getBytes(UTF_8), few))
                .hasMessage("more than 5 cells");
        assertThatThrownBy(() -> Collected.of(new byte[1 << 19], few)).hasMessage("not a table: unknown binary format");
        TableLimits small = new TableLimits(10, 1, 200, 1, 3, 100, 5, 50, 500, Duration.ofMinutes(1));
        assertThatThrownBy(() -> Collected.of("a,b\nc,d\ne,f\n".getBytes(UTF_8), small))
                .hasMessageStartingWith("larger than");
    }

    @Test
    void time_isBounded() {
        TableLimits now = new TableLimits(1 << 30, 1, 200, 1, 9_999_999, 100, 99_999_999, 50, 500, Duration.ofNanos(1));
        assertThatThrownBy(() -> Collected.of("a,b\n".repeat(10_000).getBytes(UTF_8), now))
                .hasMessageStartingWith("takes longer than");
    }

    @Test
    void handlersException_comesOutAsItIs() {
        RowHandler<Stop> handler = new RowHandler<>() {
            @Override
            public boolean sheet(String name) {
                return true;
            }

            @Override
            public void row(int number, List<String> cells) throws Stop {
                throw new Stop();
            }

            @Override
            public void unusable(int number, String reason) {}
        };
        TableSource source = TableSource.of("a,b\n1,2\n".getBytes(UTF_8));
        assertThatThrownBy(() -> TableReader.read(source, TableLimits.IMPORT, handler))
                .isInstanceOf(Stop.class);
    }

    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void naughtyStrings_allComeBack() throws Exception {
        Path file = Path.of("../shared/data/unicode/blns.txt");
        Assumptions.assumeTrue(Files.exists(file));
        List<String> expected = new ArrayList<>();
        StringBuilder csv = new StringBuilder("n,value,end\n");
        for (String line : Files.readString(file).split("\n")) {
            if (!line.isBlank() && line.indexOf('\0') < 0) {
                expected.add(line);
                csv.append(expected.size())
                        .append(",\"")
                        .append(line.replace("\"", "\"\""))
                        .append("\",x\n");
            }
        }
        Collected c = Collected.of(csv.toString());
        assertThat(c.unusable).isEmpty();
        assertThat(c.only().entrySet().stream().skip(1).map(e -> e.getValue().get(1)))
                .isEqualTo(expected);
    }

    @Test
    void hugeFile_isStreamed(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("list.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("Name,A-Number,Nationality,Facility\n");
            for (int i = 0; i < 200_000; i++) {
                out.write("Given" + i + " Family" + i * 7 + ",A" + (100_000_000 + i) + ",Utopia,North Center\n");
            }
        }
        int[] rows = new int[1];
        long[] done = new long[1];
        TableReader.read(TableSource.of(file), TableLimits.IMPORT, new RowHandler<RuntimeException>() {
            @Override
            public boolean sheet(String name) {
                return true;
            }

            @Override
            public void row(int number, List<String> cells) {
                rows[0] = number;
            }

            @Override
            public void unusable(int number, String reason) {
                throw new AssertionError(reason);
            }

            @Override
            public void progress(long doneBytes, long totalBytes) {
                done[0] = doneBytes;
            }
        });
        assertThat(rows[0]).isEqualTo(200_001);
        assertThat(done[0]).isEqualTo(Files.size(file));
        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Property(tries = 300)
    void whatIsWrittenAsCsv_isReadBack(@ForAll("tables") List<List<String>> table) throws Exception {
        StringBuilder csv = new StringBuilder();
        for (List<String> row : table) {
            for (int i = 0; i < row.size(); i++) {
                csv.append(i == 0 ? "" : ",")
                        .append('"')
                        .append(row.get(i).replace("\"", "\"\""))
                        .append('"');
            }
            csv.append("\r\n");
        }
        assertThat(Collected.of(csv.toString()).rows()).isEqualTo(table);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> cell = Arbitraries.strings()
                .withChars("abc Éλ漢,;\t|\"'\r\n-0123456789")
                .withChars('\uD83D', '\uDE00')
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(s -> s.replaceAll("[\uD800-\uDFFF]", "\uD83D\uDE00"));
        return Arbitraries.integers()
                .between(2, 5)
                .flatMap(width -> cell.list().ofSize(width).list().ofMinSize(2).ofMaxSize(6));
    }

    @Property(tries = 500)
    void anyBytes_giveRowsOrOurException(@ForAll byte[] bytes) throws IOException {
        try {
            Collected.of(bytes);
        } catch (TableException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
