package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.afterleak.extract.Extracted.file;
import static org.afterleak.extract.Extracted.shown;
import static org.afterleak.extract.Extracted.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.afterleak.capture.Capture;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchivesTest {
    private static final String LIST =
            "Name,Id,Country\nZoraida Quispe,A205123456,Bolivia\nJohn Doe,A205123457,Mexico\n";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A member on its way into an archive. */
    record Member(String name, String text) {}

    private static final List<Member> MEMBERS =
            List.of(new Member("lists/june.csv", LIST), new Member("readme.txt", "Hello there\n"));

    static byte[] zip(List<Member> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Member member : members) {
                zip.putNextEntry(new ZipEntry(member.name()));
                zip.write(member.text().getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    static byte[] tar(List<Member> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Member member : members) {
                byte[] content = member.text().getBytes(UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(member.name(), true);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] sevenZip(List<Member> members) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile file = new SevenZOutputFile(channel)) {
            for (Member member : members) {
                SevenZArchiveEntry entry = new SevenZArchiveEntry();
                entry.setName(member.name());
                file.putArchiveEntry(entry);
                file.write(member.text().getBytes(UTF_8));
                file.closeArchiveEntry();
            }
            file.finish();
            return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
        }
    }

    private static byte[] cpio(List<Member> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(out)) {
            for (Member member : members) {
                byte[] content = member.text().getBytes(UTF_8);
                CpioArchiveEntry entry = new CpioArchiveEntry(member.name(), content.length);
                entry.setMode(CpioArchiveEntry.C_ISREG);
                cpio.putArchiveEntry(entry);
                cpio.write(content);
                cpio.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] ar(List<Member> members) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            for (Member member : members) {
                byte[] content = member.text().getBytes(UTF_8);
                ar.putArchiveEntry(new ArArchiveEntry(member.name(), content.length));
                ar.write(content);
                ar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] compressed(String format, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressor = new CompressorStreamFactory().createCompressorOutputStream(format, out)) {
            compressor.write(content);
        } catch (CompressorException e) {
            throw new IOException(e);
        }
        return out.toByteArray();
    }

    static Stream<Arguments> archives() throws IOException {
        return Stream.of(
                arguments("zip", zip(MEMBERS)),
                arguments("tar", tar(MEMBERS)),
                arguments("7z", sevenZip(MEMBERS)),
                arguments("cpio", cpio(MEMBERS)),
                arguments("ar", ar(List.of(new Member("lists/june.csv", LIST), MEMBERS.get(1)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("archives")
    void members_areDocumentsOfTheirOwn(String name, byte[] archive) throws Exception {
        Document document = file(archive);

        assertThat(shown(document))
                .containsExactly(
                        "ROW lists/june.csv > row 1: Name|Id|Country",
                        "ROW lists/june.csv > row 2: Zoraida Quispe|A205123456|Bolivia",
                        "ROW lists/june.csv > row 3: John Doe|A205123457|Mexico",
                        "LINE readme.txt > line 1: Hello there");
        assertThat(document.block(0).headings()).containsExactly("Name", "Id", "Country");
        assertThat(document.problems()).isEmpty();
        assertThat(document.formats()).extracting(FormatUse::format).containsExactlyInAnyOrder(name, "text");
    }

    static Stream<Arguments> streams() throws IOException {
        return Stream.of(
                arguments("gzip", CompressorStreamFactory.GZIP),
                arguments("bzip2", CompressorStreamFactory.BZIP2),
                arguments("xz", CompressorStreamFactory.XZ),
                arguments("lzma", CompressorStreamFactory.LZMA),
                arguments("lz4", CompressorStreamFactory.LZ4_FRAMED),
                arguments("snappy", CompressorStreamFactory.SNAPPY_FRAMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void streams_areUndone_andWhatIsInThemIsRead(String name, String compressor) throws Exception {
        assertThat(shown(file(compressed(compressor, LIST.getBytes(UTF_8)))))
                .contains("ROW " + name + " > row 2: Zoraida Quispe|A205123456|Bolivia");
        assertThat(shown(file(compressed(compressor, tar(MEMBERS)))))
                .contains("ROW " + name + " > lists/june.csv > row 2: Zoraida Quispe|A205123456|Bolivia");
    }

    @Test
    void nestedArchives_haveAllSteps() throws Exception {
        byte[] inner = zip("sheets/list.xlsx", FormatsTest.workbook());
        Document document = file(zip("a.tgz", compressed("gz", tar(MEMBERS))));
        Document workbook = file(zip("inner.zip", inner));

        assertThat(shown(document)).contains("ROW a.tgz > gzip > lists/june.csv > row 3: John Doe|A205123457|Mexico");
        assertThat(workbook.locator(0)).startsWith("inner.zip > sheets/list.xlsx > sheet \"");
    }

    @Test
    void gzipOfSeveralMembers_isReadToItsEnd() throws Exception {
        byte[] one = compressed("gz", "Hello one\n".getBytes(UTF_8));
        byte[] two = compressed("gz", "Hello two\n".getBytes(UTF_8));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(one);
        both.write(two);

        assertThat(texts(file(both.toByteArray()))).containsExactly("Hello one", "Hello two");
    }

    @Test
    void namesThatArePaths_areNothingButLocators() throws Exception {
        Document document = file(zip(List.of(
                new Member("../../../tmp/afterleak-traversal.txt", "Hello a\n"),
                new Member("/etc/passwd", "Hello b\n"),
                new Member("C:\\Windows\\x.txt", "Hello c\n"))));

        assertThat(shown(document))
                .containsExactly(
                        "LINE ../../../tmp/afterleak-traversal.txt > line 1: Hello a",
                        "LINE /etc/passwd > line 1: Hello b",
                        "LINE C:/Windows/x.txt > line 1: Hello c");
        assertThat(java.nio.file.Files.exists(java.nio.file.Path.of("/tmp/afterleak-traversal.txt")))
                .isFalse();
    }

    @Test
    void tenGigabytesOfZeros_endAtTheBudget() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new java.util.zip.GZIPOutputStream(out)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                gzip.write(zeros);
            }
        }
        ByteArrayOutputStream ten = new ByteArrayOutputStream();
        for (int i = 0; i < 10; i++) {
            ten.write(out.toByteArray());
        }
        byte[] stream = ten.toByteArray();
        assertThat(stream.length).isLessThan(11 << 20);
        byte[] zip = zip("zeros", new byte[300 << 20]);

        assertTimeoutPreemptively(PATIENCE, () -> {
            assertThatThrownBy(() -> file(stream)).isInstanceOf(ExtractException.class);
            assertThatThrownBy(() -> file(zip)).isInstanceOf(ExtractException.class);
            Document within = file(zip(
                    "x.tar",
                    tar(List.of(
                            new Member("hello.txt", "Hello\n"), new Member("long.txt", "a b\n".repeat(20_000_000))))));
            assertThat(texts(within)).contains("Hello");
            assertThat(within.problems()).anyMatch(p -> p.contains("200 times"));
        });
    }

    @Test
    void hundredThousandParts_endAtTheBudget() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 100_000; i++) {
                zip.putNextEntry(new ZipEntry("n" + i + ".txt"));
                zip.write("Hello\n".getBytes(UTF_8));
            }
        }

        Document document = assertTimeoutPreemptively(PATIENCE, () -> file(out.toByteArray()));

        assertThat(document.passageCount()).isEqualTo(50_000);
        assertThat(document.problems()).containsExactly("more than 50,000 parts: the rest was left out");
    }

    @Test
    void nestingIsBounded() throws Exception {
        byte[] bytes = zip("hello.txt", "Hello\n".getBytes(UTF_8));
        for (int i = 0; i < 30; i++) {
            bytes = zip(List.of(new Member("beside.txt", "Beside " + i + "\n")), "in.zip", bytes);
        }
        byte[] deep = bytes;

        Document document = assertTimeoutPreemptively(PATIENCE, () -> file(deep));

        assertThat(texts(document)).hasSize(10).contains("Beside 29");
        assertThat(document.problems()).anyMatch(p -> p.endsWith("deeper than 10: the rest was left out"));
    }

    private static byte[] zip(List<Member> members, String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Member member : members) {
                zip.putNextEntry(new ZipEntry(member.name()));
                zip.write(member.text().getBytes(UTF_8));
            }
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    @Test
    void zipWithoutItsDirectory_isReadFrontToBack() throws Exception {
        byte[] whole = zip(List.of(MEMBERS.get(0), new Member("filler", "x y\n".repeat(10)), MEMBERS.get(1)));
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 120);

        Document document = file(cut);

        assertThat(texts(document)).contains("Zoraida Quispe|A205123456|Bolivia");
        assertThat(document.problems()).anyMatch(p -> p.contains("no directory"));
    }

    @Test
    void encryptedMembers_areNamedAsSuch() throws Exception {
        byte[] zip = zip(MEMBERS);
        // The general purpose flag, bit 0, in the local header and in the directory.
        for (int i = 0; i < zip.length - 10; i++) {
            if (zip[i] == 'P'
                    && zip[i + 1] == 'K'
                    && (zip[i + 2] == 1 && zip[i + 3] == 2 || zip[i + 2] == 3 && zip[i + 3] == 4)) {
                zip[i + (zip[i + 2] == 1 ? 8 : 6)] |= 1;
            }
        }

        assertThatThrownBy(() -> file(zip)).hasMessage("nothing in it could be read: zip archive is encrypted");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("archives")
    void cutAndDamagedArchives_giveADocumentOrTheDeclaredException(String name, byte[] archive) {
        damage(archive);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void cutAndDamagedStreams_giveADocumentOrTheDeclaredException(String name, String compressor) throws Exception {
        damage(compressed(compressor, tar(MEMBERS)));
    }

    private static void damage(byte[] whole) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            Random random = new Random(7);
            for (int i = 0; i < 20; i++) {
                read(java.util.Arrays.copyOf(whole, whole.length * i / 20));
                byte[] flipped = whole.clone();
                for (int k = 0; k < 20; k++) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                read(flipped);
            }
        });
    }

    private static void read(byte[] bytes) {
        try {
            Extracted.check(new Extractor().extract(Capture.ofFile("x", bytes, Instant.EPOCH)));
        } catch (ExtractException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300);
        }
    }
}
