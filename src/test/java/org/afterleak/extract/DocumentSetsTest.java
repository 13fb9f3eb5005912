package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.afterleak.box.Tesseract;
import org.afterleak.capture.Capture;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.junit.jupiter.api.Test;

/**
 * The documents that Apache Tika and Commons Compress are tested with, unpacked in memory; passed over where they are not at
 * hand. Damaged variants: three cuts and three damaged copies of each, or as many as {@code -Dafterleak.damage=20} says.
 */
class DocumentSetsTest {
    private static final Path FOLDER = Path.of("../shared/data/docs");
    private static final Map<String, Path> SETS = Map.of(
            "tika", FOLDER.resolve("tika_test_documents_shared.tar.xz"),
            "cc", FOLDER.resolve("commons_compress_archives_shared.tar.xz"));

    private static final Extractor EXTRACTOR = new Extractor();

    private record Expected(String set, String name, String what) {}

    private static List<Expected> expected() throws IOException {
        try (InputStream in = DocumentSetsTest.class.getResourceAsStream("document-sets.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .map(l -> l.split("\t"))
                    .map(c -> new Expected(c[0], c[1], c[2]))
                    .toList();
        }
    }

    private static Map<String, byte[]> files(String set) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(XZCompressorInputStream.builder()
                .setInputStream(new BufferedInputStream(Files.newInputStream(SETS.get(set))))
                .get())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    String name = entry.getName();
                    files.put(
                            set.equals("tika") ? name.substring(name.lastIndexOf('/') + 1) : name, tar.readAllBytes());
                }
            }
        }
        return files;
    }

    private static Document read(byte[] content) throws ExtractException {
        Document document = EXTRACTOR.extract(Capture.ofFile("x", content, Instant.EPOCH));
        Extracted.check(document);
        return document;
    }

    @Test
    void everyFile_isReadAsExpected() throws Exception {
        assumeThat(FOLDER).exists();
        List<String> wrong = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        Map<String, Map<String, byte[]>> sets = new TreeMap<>();
        for (String set : SETS.keySet()) {
            sets.put(set, files(set));
        }
        for (Expected one : expected()) {
            byte[] content = sets.get(one.set()).get(one.name());
            listed.add(one.set() + " " + one.name());
            String fault = content == null ? "is not there" : fault(content, one.what());
            if (!fault.isEmpty()) {
                wrong.add(one.name() + ": " + fault);
            }
        }
        assertThat(wrong).isEmpty();
        sets.forEach((set, files) ->
                files.keySet().forEach(name -> assertThat(listed).contains(set + " " + name)));
    }

    private static String fault(byte[] content, String what) throws GeneralSecurityException {
        String text;
        try {
            text = Extracted.texts(read(content)).toString();
        } catch (ExtractException e) {
            String why = String.valueOf(e.getMessage());
            boolean meant = what.equals("any")
                    || what.startsWith("skip") && why.contains(what.substring(4).strip())
                    || what.equals("image")
                            && (why.contains("tesseract")
                                    || Tesseract.installed().isPresent());
            return meant ? "" : "skipped: " + why;
        }
        String found = text.replace('|', '\t').replaceAll("\\s+", " ");
        return switch (what.split(" ")[0]) {
            case "text" -> holds(found, what) ? "" : "has no " + what;
            case "nothing" -> text.equals("[]") ? "" : "has text";
            case "skip" -> "was read";
            default -> "";
        };
    }

    /** Whether some characters of a text have the digest that is expected. */
    private static boolean holds(String found, String what) throws GeneralSecurityException {
        String[] expected = what.split(" ", -1);
        int length = Integer.parseInt(expected[1]);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i + length <= found.length(); i++) {
            byte[] bytes = digest.digest(found.substring(i, i + length).getBytes(StandardCharsets.UTF_8));
            if (HexFormat.of().formatHex(bytes, 0, 8).equals(expected[2])) {
                return true;
            }
        }
        return false;
    }

    @Test
    void damagedVariants_giveADocumentOrTheDeclaredException() throws Exception {
        assumeThat(FOLDER).exists();
        int times = Integer.getInteger("afterleak.damage", 3);
        Random random = new Random(5);
        for (String set : SETS.keySet()) {
            for (Map.Entry<String, byte[]> file : files(set).entrySet()) {
                byte[] whole = file.getValue();
                for (int i = 1; i <= times && whole.length > 0; i++) {
                    damaged(Arrays.copyOf(whole, (int) ((long) whole.length * i / (times + 1))));
                    byte[] flipped = whole.clone();
                    for (int k = 0; k < 20; k++) {
                        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    damaged(flipped);
                }
            }
        }
    }

    private static void damaged(byte[] content) {
        try {
            read(content);
        } catch (ExtractException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400);
        }
    }
}
