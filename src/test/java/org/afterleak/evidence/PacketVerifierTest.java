package org.afterleak.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.afterleak.crypto.CmsSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketVerifierTest {
    private static final PacketVerifier VERIFIER = PacketVerifier.create();
    private static final String TOP = Samples.FINDING + "/";
    private static final LocalDateTime TIME = PacketZip.time(Samples.CAPTURED);

    @TempDir
    static Path dir;

    private static byte[] packet;
    private static CmsSigner signer;

    @BeforeAll
    static void write() throws Exception {
        signer = Samples.signer();
        packet = Files.readAllBytes(Samples.writer().write(Samples.request(Samples.evidence(), signer), dir));
    }

    private static SortedMap<String, byte[]> files() throws IOException {
        return PacketZip.read(packet).entries;
    }

    private static byte[] zip(SortedMap<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketZip.write(files, TIME, out);
        return out.toByteArray();
    }

    private static List<String> failuresAfter(Consumer<SortedMap<String, byte[]>> change) throws IOException {
        SortedMap<String, byte[]> files = files();
        change.accept(files);
        return Samples.failures(VERIFIER.verify(zip(files)));
    }

    /** Changes a file and makes manifests and signature anew, as a forger who has a key of his own would. */
    private static List<String> failuresAfterForging(Consumer<SortedMap<String, byte[]>> change) throws Exception {
        SortedMap<String, byte[]> files = files();
        change.accept(files);
        SortedMap<String, byte[]> payload = new TreeMap<>();
        SortedMap<String, byte[]> tags = new TreeMap<>();
        Map<String, String> info = new LinkedHashMap<>();
        info.put("External-Identifier", Samples.FINDING);
        for (String name : List.of(Packet.README, Packet.SIGNER)) {
            tags.put(name, files.get(TOP + name));
        }
        files.forEach((path, bytes) -> {
            if (path.startsWith(TOP + "data/")) {
                payload.put(path.substring(TOP.length()), bytes);
            }
        });
        SortedMap<String, byte[]> bag = Bag.make(payload, tags, info);
        bag.put(Packet.SIGNATURE, signer.signDetached(bag.get(Packet.TAG_MANIFEST)));
        SortedMap<String, byte[]> forged = new TreeMap<>();
        bag.forEach((path, bytes) -> forged.put(TOP + path, bytes));
        return Samples.failures(VERIFIER.verify(zip(forged)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void edit(SortedMap<String, byte[]> files, String name, String from, String to) {
        String text = new String(files.get(TOP + name), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        files.put(TOP + name, utf8(text.replace(from, to)));
    }

    @Test
    void packet_asWritten_isValid() throws Exception {
        List<Check> checks = VERIFIER.verify(dir.resolve(Samples.FINDING + ".zip"));
        assertThat(Samples.failures(checks)).isEmpty();
        assertThat(checks.stream().map(Check::name))
                .containsExactly(
                        "zip",
                        "bag declaration",
                        "payload manifest",
                        "tag manifest",
                        "payload size",
                        "signature",
                        "observation",
                        "custody",
                        "consistency");
        assertThat(PacketVerifier.isValid(checks)).isTrue();
        assertThat(checks.get(5).detail()).contains("CN=Example Watch packets", "not anchored");
    }

    @Test
    void packet_ofAnEarlierBuild_isStillValid() throws Exception {
        try (var in = PacketVerifierTest.class.getResourceAsStream("packet-v1.zip")) {
            assertThat(in).isNotNull();
            assertThat(Samples.failures(VERIFIER.verify(in.readAllBytes()))).isEmpty();
        }
    }

    @Test
    void trust_decidesWhetherTheSignerCounts() throws Exception {
        byte[] own = utf8(signer.certificatePem());
        byte[] other = utf8(Samples.signer().certificatePem());
        List<Check> trusted = PacketVerifier.trusting(List.of(own)).verify(packet);
        assertThat(Samples.failures(trusted)).isEmpty();
        assertThat(trusted.get(5).detail()).endsWith(", trusted");
        assertThat(Samples.failures(PacketVerifier.trusting(List.of(other)).verify(packet)))
                .singleElement()
                .asString()
                .startsWith("signature: signature/tagmanifest-sha256.txt.p7s: untrusted");
    }

    @Test
    void packet_withOneByteChangedAnywhere_failsNamingSomething() {
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            byte[] changed = packet.clone();
            // Half of them near the end, where the directory is.
            int position = i % 2 == 0 ? random.nextInt(changed.length) : changed.length - 1 - random.nextInt(2_500);
            changed[position] ^= (byte) (1 << random.nextInt(8));
            assertThat(Samples.failures(VERIFIER.verify(changed)))
                    .as("byte %d", position)
                    .isNotEmpty();
        }
    }

    @Test
    void packet_withOneByteOfAFileChanged_failsNamingTheFile() throws Exception {
        for (String name : files().keySet()) {
            List<String> failures = failuresAfter(files -> files.get(name)[files.get(name).length / 2] ^= 0x01);
            String file = name.substring(TOP.length());
            // A changed list of digests can only be named by what stands above it.
            assertThat(failures).as(file).anyMatch(failure -> failure.contains(file));
        }
    }

    @Test
    void packet_withAFileTakenOut_failsNamingTheFile() throws Exception {
        for (String name : files().keySet()) {
            List<String> failures = failuresAfter(files -> files.remove(name));
            String file = name.substring(TOP.length());
            assertThat(failures).as(file).anyMatch(failure -> failure.contains(file));
        }
    }

    @Test
    void packet_withAFilePutIn_failsNamingTheFile() throws Exception {
        for (String file :
                List.of("data/extra.txt", "extra.txt", "fetch.txt", "manifest-md5.txt", "tagmanifest-sha512.txt")) {
            assertThat(failuresAfter(files -> files.put(TOP + file, utf8("x"))))
                    .anyMatch(failure -> failure.contains(file));
        }
        assertThat(failuresAfter(files -> files.put("beside.txt", utf8("x"))))
                .containsExactly("zip: the file does not hold one folder and nothing beside it");
    }

    @Test
    void packet_zippedAnewByAnotherTool_failsAsNotTheOneFormAndNamesAChangedFile() throws Exception {
        SortedMap<String, byte[]> files = files();
        edit(files, "data/observation.json", "\"status\" : 200", "\"status\" : 404");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        assertThat(Samples.failures(VERIFIER.verify(out.toByteArray())))
                .anyMatch(f -> f.startsWith("zip: the file is not byte for byte a packet's zip"))
                .anyMatch(f -> f.startsWith("payload manifest: data/observation.json: SHA-256 is "))
                .anyMatch(f -> f.startsWith("consistency: data/observation.json"));
    }

    @Test
    void bytesHiddenBeforeBehindOrInTheDirectory_fail() {
        byte[] behind = Arrays.copyOf(packet, packet.length + 1);
        byte[] before = new byte[packet.length + 4];
        System.arraycopy(packet, 0, before, 4, packet.length);
        assertThat(Samples.failures(VERIFIER.verify(behind))).isNotEmpty();
        assertThat(Samples.failures(VERIFIER.verify(before))).isNotEmpty();
        // Local header says one name, the directory another: two tools would see two packets.
        byte[] split = packet.clone();
        byte[] name = utf8("report.html");
        for (int i = split.length - name.length; i > 0; i--) {
            if (Arrays.equals(split, i, i + name.length, name, 0, name.length)) {
                split[i] = 'R';
                break;
            }
        }
        assertThat(Samples.failures(VERIFIER.verify(split))).isNotEmpty();
    }

    @Test
    void truncatedPacket_fails() {
        for (int length = 0; length < packet.length; length += 997) {
            assertThat(Samples.failures(VERIFIER.verify(Arrays.copyOf(packet, length))))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "f/../../x",
                "..",
                "f/./x",
                "f\\x",
                "C:/x",
                "~root/x",
                "f//x",
                "f/\u0000x",
                "f/\nx"
            })
    void hostileNames_areRefusedByName(String name) throws Exception {
        byte[] bytes = zipOf(Map.of(name, utf8("x")));
        assertThat(Samples.failures(VERIFIER.verify(bytes)))
                .singleElement()
                .asString()
                .startsWith("zip: the file holds the name")
                .doesNotContain("\n")
                .doesNotContain("\u0000");
    }

    @Test
    void namesThatCollideOnSomeSystems_areRefused() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("f/data/Report.html", utf8("1"));
        files.put("f/data/report.html", utf8("2"));
        assertThat(Samples.failures(VERIFIER.verify(zipOf(files))))
                .containsExactly("zip: the file holds \"f/data/report.html\" twice");
        Map<String, byte[]> composed = new LinkedHashMap<>();
        composed.put("f/\u00e9", utf8("1"));
        composed.put("f/e\u0301", utf8("2"));
        assertThat(Samples.failures(VERIFIER.verify(zipOf(composed))))
                .singleElement()
                .asString()
                .endsWith("twice");
    }

    @Test
    void oneNameTwice_isRefused() throws Exception {
        byte[] bytes = zipOf(new LinkedHashMap<>(Map.of("f/aa", utf8("1"), "f/ab", utf8("2"))));
        for (int i = 0; i + 4 <= bytes.length; i++) {
            if (bytes[i] == 'f' && bytes[i + 1] == '/' && bytes[i + 2] == 'a' && bytes[i + 3] == 'b') {
                bytes[i + 3] = 'a';
            }
        }
        assertThat(Samples.failures(VERIFIER.verify(bytes))).containsExactly("zip: the file holds \"f/aa\" twice");
    }

    @Test
    void zipBomb_isRefusedBeforeItUnfolds() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("f/bomb"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                zip.write(zeros);
            }
        }
        assertThat(out.size()).isLessThan(400_000);
        assertThat(Samples.failures(VERIFIER.verify(out.toByteArray())))
                .singleElement()
                .asString()
                .startsWith("zip: the file \"f/bomb\" is over 33554432 bytes");
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(small)) {
            zip.putNextEntry(new ZipEntry("f/bomb"));
            zip.write(new byte[20 << 20]);
        }
        assertThat(Samples.failures(VERIFIER.verify(small.toByteArray())))
                .singleElement()
                .asString()
                .contains("\"f/bomb\" unpacks to over 200 times");
    }

    @Test
    void aHundredThousandEntries_areRefusedAfterTheFirstFew() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 100_000; i++) {
                zip.putNextEntry(new ZipEntry("f/" + i));
            }
        }
        assertThat(Samples.failures(VERIFIER.verify(out.toByteArray())))
                .containsExactly("zip: the file holds over 200 files");
    }

    @Test
    void fileOver64MiB_isRefusedUnread(@TempDir Path large) throws Exception {
        Path file = large.resolve("large.zip");
        try (var channel = Files.newByteChannel(
                file, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(100L << 20);
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        assertThat(Samples.failures(VERIFIER.verify(file))).containsExactly("zip: the file is over 67108864 bytes");
    }

    @Test
    void whatIsNoZip_isSaidToBeNone() {
        for (byte[] bytes : new byte[][] {new byte[0], utf8("hello"), utf8("PK\u0003\u0004"), new byte[100_000]}) {
            assertThat(Samples.failures(VERIFIER.verify(bytes)))
                    .singleElement()
                    .asString()
                    .startsWith("zip: the file");
        }
        assertThatThrownBy(() -> VERIFIER.verify(dir.resolve("not-there.zip"))).isInstanceOf(IOException.class);
    }

    @Test
    void randomDamage_neverThrowsAndNeverPasses() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = packet.clone();
            int start = random.nextInt(damaged.length);
            int end = Math.min(damaged.length, start + 1 + random.nextInt(40));
            boolean same = true;
            for (int j = start; j < end; j++) {
                byte fresh = (byte) random.nextInt();
                same &= fresh == damaged[j];
                damaged[j] = fresh;
            }
            if (!same) {
                assertThat(PacketVerifier.isValid(VERIFIER.verify(damaged))).isFalse();
            }
        }
    }

    @Test
    void missingOrForeignSignature_isNamedWithItsReason() throws Exception {
        assertThat(failuresAfter(files -> files.remove(TOP + Packet.SIGNATURE)))
                .containsExactly("signature: signature/tagmanifest-sha256.txt.p7s: is missing");
        assertThat(failuresAfter(files -> files.put(TOP + Packet.SIGNATURE, new byte[0])))
                .singleElement()
                .asString()
                .contains("no signature");
        byte[] overOther = signer.signDetached(utf8("other bytes"));
        assertThat(failuresAfter(files -> files.put(TOP + Packet.SIGNATURE, overOther)))
                .singleElement()
                .asString()
                .contains("wrong content");
        byte[] byOther = Samples.signer().signDetached(files().get(TOP + Packet.TAG_MANIFEST));
        assertThat(failuresAfter(files -> files.put(TOP + Packet.SIGNATURE, byOther)))
                .containsExactly(
                        "consistency: data/custody.jsonl: names another signer than the signature",
                        "consistency: signature/signer.pem: is missing or another certificate than the signature's");
    }

    @Test
    void folderRenamed_failsAsAnotherFinding() throws Exception {
        SortedMap<String, byte[]> renamed = new TreeMap<>();
        files().forEach((path, bytes) -> renamed.put("f-other/" + path.substring(TOP.length()), bytes));
        assertThat(Samples.failures(VERIFIER.verify(zip(renamed))))
                .containsExactly(
                        "consistency: data/observation.json: is of another finding than the folder's name says");
    }

    @Test
    void observationThatSaysTooLittleOrNoJson_failsEvenIfSigned() throws Exception {
        assertThat(failuresAfterForging(
                        files -> edit(files, "data/observation.json", "\"captured_at\"", "\"captured\"")))
                .contains("observation: data/observation.json: captured_at is missing");
        assertThat(failuresAfterForging(files -> edit(files, "data/observation.json", "\"bytes\" : ", "\"bytes\" : -")))
                .contains("observation: data/observation.json: payload.bytes has a wrong value");
        assertThat(failuresAfterForging(files -> files.put(TOP + Packet.OBSERVATION, utf8("{\"a\":1,\"a\":2}"))))
                .anyMatch(f -> f.startsWith("observation: data/observation.json: not valid JSON at line 1"));
        assertThat(failuresAfterForging(files -> files.put(TOP + Packet.OBSERVATION, utf8("[".repeat(100_000)))))
                .anyMatch(f -> f.startsWith("observation: data/observation.json: not valid JSON"));
    }

    @Test
    void custodyLog_withALineChangedTakenOutOrPutIn_failsEvenIfSigned() throws Exception {
        assertThat(failuresAfterForging(files -> edit(files, "data/custody.jsonl", "\"matched\"", "\"redacted\"")))
                .contains("custody: data/custody.jsonl: line 3: is not chained to the line before it");
        assertThat(failuresAfterForging(files -> {
                    String log = new String(files.get(TOP + Packet.CUSTODY), StandardCharsets.UTF_8);
                    files.put(TOP + Packet.CUSTODY, utf8(log.substring(log.indexOf('\n') + 1)));
                }))
                .contains("custody: data/custody.jsonl: line 1: sequence number is not 1");
        assertThat(failuresAfterForging(files -> {
                    byte[] log = files.get(TOP + Packet.CUSTODY);
                    files.put(TOP + Packet.CUSTODY, Arrays.copyOf(log, log.length - 1));
                }))
                .anyMatch(f -> f.endsWith("does not end with a newline"));
        assertThat(failuresAfterForging(files -> files.put(TOP + Packet.CUSTODY, new byte[0])))
                .contains("custody: data/custody.jsonl: holds no event");
    }

    @Test
    void fileThatIsNotWhatTheCustodyLogSays_failsEvenIfSigned() throws Exception {
        assertThat(failuresAfterForging(files -> edit(files, "data/redacted.txt", "Left out", "Left in")))
                .containsExactly("consistency: data/redacted.txt: is not what data/custody.jsonl says was packed");
        assertThat(failuresAfterForging(files ->
                        edit(files, "data/observation.json", Samples.evidence().payloadSha256(), "0".repeat(64))))
                .anyMatch(f -> f.contains("does not begin with the payload"));
    }

    @Test
    void checks_neverHoldWhatTheyCannotShow() throws Exception {
        String nasty = "\u202Egpj.exe\u0007";
        assertThat(Samples.failures(VERIFIER.verify(zipOf(Map.of("f/" + nasty, utf8("x")))))
                        .toString())
                .doesNotContain("\u202E")
                .doesNotContain("\u0007");
    }

    private static byte[] zipOf(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }
}
