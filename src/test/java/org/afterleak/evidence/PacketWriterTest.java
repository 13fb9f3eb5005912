package org.afterleak.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.afterleak.crypto.CmsSigner;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketWriterTest {
    private static final Path GOLDEN = Path.of("src/test/resources/org/afterleak/evidence/golden");

    private static SortedMap<String, byte[]> files(Path packet) throws Exception {
        return PacketZip.read(Files.readAllBytes(packet)).entries;
    }

    @Test
    void packet_isNamedAfterItsFindingAndHoldsOneFolder(@TempDir Path dir) throws Exception {
        Path packet = Samples.packet(dir.resolve("made/here"));
        assertThat(packet).isEqualTo(dir.resolve("made/here/" + Samples.FINDING + ".zip"));
        assertThat(files(packet).keySet())
                .containsExactly(Stream.of(
                                "README.txt",
                                "bag-info.txt",
                                "bagit.txt",
                                "data/custody.jsonl",
                                "data/headers.txt",
                                "data/observation.json",
                                "data/redacted.html",
                                "data/redacted.txt",
                                "data/report.html",
                                "data/takedown-request.html",
                                "data/takedown-request.txt",
                                "manifest-sha256.txt",
                                "signature/signer.pem",
                                "signature/tagmanifest-sha256.txt.p7s",
                                "tagmanifest-sha256.txt")
                        .map(name -> Samples.FINDING + "/" + name)
                        .toArray(String[]::new));
        try (Stream<Path> left = Files.list(packet.getParent())) {
            assertThat(left).containsExactly(packet);
        }
    }

    @Test
    void packet_holdsNothingOfAnybody(@TempDir Path dir) throws Exception {
        for (Map.Entry<String, byte[]> file : files(Samples.packet(dir)).entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.UTF_8);
            for (String personal : Samples.PERSONAL) {
                assertThat(text).as(file.getKey()).doesNotContainIgnoringCase(personal);
            }
        }
    }

    /** {@code -Dgolden.update=true} rewrites what is expected. */
    @Test
    void packet_isAsExpectedFileByFile(@TempDir Path dir) throws Exception {
        CmsSigner signer = Samples.signer();
        Path packet = Samples.writer().write(Samples.request(Samples.evidence(), signer), dir);
        List<String> compared = Stream.of(
                        "README.txt",
                        "bagit.txt",
                        "data/custody.jsonl",
                        "data/headers.txt",
                        "data/observation.json",
                        "data/redacted.html",
                        "data/redacted.txt",
                        "data/report.html",
                        "data/takedown-request.html",
                        "data/takedown-request.txt")
                .toList();
        SortedMap<String, byte[]> files = files(packet);
        for (String name : compared) {
            String actual = new String(files.get(Samples.FINDING + "/" + name), StandardCharsets.UTF_8)
                    .replace(signer.certificate().fingerprint(), "0".repeat(64));
            Path expected = GOLDEN.resolve(name.replace("data/", "") + ".expected");
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(GOLDEN);
                Files.writeString(expected, actual);
            }
            assertThat(actual).as(name).isEqualTo(Files.readString(expected));
        }
        try (Stream<Path> golden = Files.list(GOLDEN)) {
            assertThat(golden.count()).isEqualTo(compared.size());
        }
    }

    @Test
    void packet_madeTwice_differsInItsSignatureOnly(@TempDir Path dir) throws Exception {
        PacketRequest request = Samples.request(Samples.evidence(), Samples.signer());
        SortedMap<String, byte[]> one = files(Samples.writer().write(request, dir.resolve("1")));
        SortedMap<String, byte[]> two = files(Samples.writer().write(request, dir.resolve("2")));
        assertThat(one.keySet()).isEqualTo(two.keySet());
        one.forEach((name, bytes) -> {
            if (!name.endsWith(".p7s")) {
                assertThat(bytes).as(name).isEqualTo(two.get(name));
            }
        });
    }

    @Test
    void packet_thatIsThereAlready_isReplacedWhole(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve(Samples.FINDING + ".zip"), "older");
        Path packet = Samples.packet(dir);
        assertThat(PacketVerifier.isValid(PacketVerifier.create().verify(packet)))
                .isTrue();
    }

    @Test
    void packet_withAFileThatHoldsAnIdentifier_isRefusedNamingTheFileOnly(@TempDir Path dir) throws Exception {
        String leaking = "Dear host, remove Zenobia Quartermain A900000001";
        PacketRequest request = PacketRequest.builder(Samples.FINDING, Samples.evidence(), Samples.signer())
                .notice("harmless", leaking)
                .build();
        assertThatThrownBy(() -> Samples.writer().write(request, dir))
                .isInstanceOf(PacketRefusedException.class)
                .hasMessage("packet not written: data/takedown-request.html would hold an identifier that is on the"
                        + " watchlist");
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void lint_isGivenEveryFileOfThePacket(@TempDir Path dir) throws Exception {
        List<String> seen = new java.util.ArrayList<>();
        PacketLint lint = (file, bytes) -> {
            seen.add(Samples.FINDING + "/" + file);
            return false;
        };
        Path packet = new PacketWriter(Samples.CLOCK, Samples.BY, lint)
                .write(Samples.request(Samples.evidence(), Samples.signer()), dir);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(files(packet).keySet());
    }

    @Test
    void packet_thatCannotBeWritten_leavesNoFile(@TempDir Path dir) throws Exception {
        Path target = dir.resolve("is-a-file");
        Files.writeString(target, "");
        assertThatThrownBy(() -> Samples.packet(target)).isInstanceOf(java.io.IOException.class);
        // A folder of the packet's name cannot be replaced: the part that was written goes again.
        Files.createDirectories(
                dir.resolve("out").resolve(Samples.FINDING + ".zip").resolve("full"));
        assertThatThrownBy(() -> Samples.packet(dir.resolve("out"))).isInstanceOf(java.io.IOException.class);
        try (Stream<Path> left = Files.list(dir.resolve("out"))) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly(Samples.FINDING + ".zip");
        }
    }

    @Test
    void packet_inAFolderWithoutPermission_failsAndLeavesNothing(@TempDir Path dir) throws Exception {
        Path locked = Files.createDirectory(dir.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        Assumptions.assumeFalse(Files.isWritable(locked), "this user may write anywhere");
        assertThatThrownBy(() -> Samples.packet(locked)).isInstanceOf(java.io.IOException.class);
        assertThat(locked).isEmptyDirectory();
    }

    @Test
    void addressWithAnIdentifier_isMaskedInEveryFile(@TempDir Path dir) throws Exception {
        EvidenceRecord e = new Redactor(Samples.CLOCK, Samples.BY)
                .redact(
                        Samples.document(),
                        Samples.match(),
                        Samples.capture("https://zenobia-quartermain.example/people/Zenobia.Quartermain?id=A900000001"),
                        "Zenobia Quartermain's pastes",
                        Samples.GUARD);
        Path packet = Samples.writer().write(Samples.request(e, Samples.signer()), dir);
        String observation =
                new String(files(packet).get(Samples.FINDING + "/data/observation.json"), StandardCharsets.UTF_8);
        assertThat(observation)
                .contains("\"url\" : \"https://")
                .contains("\"url_masked\" : true")
                .contains("people");
        packet_holdsNothingOfAnybody(dir.resolve("again"));
        assertThat(EvidenceRecord.fromJson(e.toJson()).url()).contains("Zenobia.Quartermain");
        assertThat(e + " " + e.address()).doesNotContainIgnoringCase("quartermain");
    }

    @Test
    void request_ofAFindingThatIsNoName_isRefused() throws Exception {
        for (String finding : List.of("", "../f-1", "f/1", "f 1", "-f", "f".repeat(65), "f\u0000")) {
            CmsSigner signer = Samples.signer();
            assertThatThrownBy(() -> PacketRequest.builder(finding, Samples.evidence(), signer)
                            .build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void reportAndRedactedPage_holdNoScriptNoLinkAndNoForeignSource(@TempDir Path dir) throws Exception {
        SortedMap<String, byte[]> files = files(Samples.packet(dir));
        for (String name : List.of("report.html", "redacted.html", "takedown-request.html")) {
            String html = new String(files.get(Samples.FINDING + "/data/" + name), StandardCharsets.UTF_8);
            assertThat(html).startsWith("<!DOCTYPE html>").contains("default-src 'none'");
            assertThat(html)
                    .doesNotContainPattern("(?i)<script|<a |href=|src=|url\\(|@import|javascript:| on[a-z]+=|style=");
        }
    }

    @Test
    void hostileAddressAndHeaders_areShownAsTextOnly(@TempDir Path dir) throws Exception {
        String url = "https://paste.example/\"><script>alert(1)</script>\u202Etxt.exe{{finding}}";
        EvidenceRecord e = new Redactor(Samples.CLOCK, Samples.BY)
                .redact(Samples.document(), Samples.match(), Samples.capture(url), "<b>src</b>", text -> false);
        SortedMap<String, byte[]> files = files(Samples.writer().write(Samples.request(e, Samples.signer()), dir));
        String report = new String(files.get(Samples.FINDING + "/data/report.html"), StandardCharsets.UTF_8);
        assertThat(report)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}txt.exe{{finding}}")
                .contains("&lt;b&gt;src&lt;/b&gt;")
                .doesNotContain("<script")
                .doesNotContain("\u202E");
        assertThat(new String(files.get(Samples.FINDING + "/data/headers.txt"), StandardCharsets.UTF_8))
                .doesNotContain("\u202E");
        assertThat(new String(files.get(Samples.FINDING + "/data/takedown-request.html"), StandardCharsets.UTF_8))
                .doesNotContain("<script")
                .doesNotContain("\u202E");
    }
}
