package org.afterleak.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterleak.crypto.CmsSigner;
import org.afterleak.crypto.OpenSsl;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our packets before the tools of others, and the bags of others before ours. */
class BagInteropTest {
    private static final Path SUITE = Path.of("../shared/data/bagit/bagit-conformance-suite.tar.gz");

    private static Path unzip(Path packet, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file :
                PacketZip.read(Files.readAllBytes(packet)).entries.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        return folder.resolve(Samples.FINDING);
    }

    @Test
    void packet_isAValidBagForTheLibraryOfCongress(@TempDir Path dir) throws Exception {
        Path root = unzip(Samples.packet(dir), dir);
        try (BagVerifier verifier = new BagVerifier()) {
            verifier.isValid(new BagReader().read(root), false);
            Files.writeString(root.resolve("data/redacted.txt"), "changed");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> verifier.isValid(new BagReader().read(root), false)))
                    .isNotNull();
        }
    }

    @Test
    void packet_verifiesWithTheCommandsOfItsReadme(@TempDir Path dir) throws Exception {
        CmsSigner signer = Samples.signer();
        Path root = unzip(Samples.writer().write(Samples.request(Samples.evidence(), signer), dir), dir);
        OpenSsl openssl = OpenSsl.in(root);
        String readme = Files.readString(root.resolve("README.txt"));
        List<String> commands = new ArrayList<>();
        Matcher command = Pattern.compile("(?m)^    ((?:sha256sum|openssl)(?:.*\\\\\n)*.*)$")
                .matcher(readme);
        while (command.find()) {
            commands.add(command.group(1).replaceAll("\\\\\n +", ""));
        }
        assertThat(commands).hasSize(3);
        for (String each : commands) {
            Process process = new ProcessBuilder(each.split(" "))
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(each + "\n" + output).isZero();
        }
        // A stranger's certificate does not do.
        Files.writeString(root.resolve("other.pem"), Samples.signer().certificatePem());
        assertThat(openssl.start(
                                "cms",
                                "-verify",
                                "-binary",
                                "-inform",
                                "DER",
                                "-in",
                                Packet.SIGNATURE,
                                "-content",
                                Packet.TAG_MANIFEST,
                                "-CAfile",
                                "other.pem",
                                "-no_check_time",
                                "-out",
                                "/dev/null")
                        .exit())
                .isNotZero();
    }

    /**
     * The Library of Congress conformance suite. Most of its bags are of older versions with MD5 manifests, and our
     * packets are BagIt 1.0 with SHA-256: so each bag's declaration and manifests are carried over first, defect by
     * defect (a wrong digest stays wrong, a missing line stays missing).
     */
    @Test
    void conformanceSuite_isJudgedAsItsAuthorsDo() throws Exception {
        Assumptions.assumeTrue(Files.exists(SUITE), "reference data is not there");
        Map<String, SortedMap<String, byte[]>> bags = bags();
        List<String> wrong = new ArrayList<>();
        int valid = 0;
        int invalid = 0;
        for (Map.Entry<String, SortedMap<String, byte[]>> bag : bags.entrySet()) {
            String[] parts = bag.getKey().split("/");
            String kind = parts[1];
            String name = parts[2];
            SortedMap<String, byte[]> files = carriedOver(bag.getValue());
            List<String> failures = Samples.failures(Bag.verify(files));
            if (kind.equals("invalid") || name.startsWith("out-of-scope")) {
                invalid++;
                String reason = REASONS.entrySet().stream()
                        .filter(r -> name.startsWith(r.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("");
                if (failures.stream().noneMatch(f -> f.contains(reason))) {
                    wrong.add(bag.getKey() + " was not refused for \"" + reason + "\": " + failures);
                }
            } else if (kind.equals("valid") && !STRICTER.contains(name)) {
                valid++;
                if (!failures.isEmpty()) {
                    wrong.add(bag.getKey() + ": " + failures);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(valid).isGreaterThan(15);
        assertThat(invalid).isGreaterThan(15);
    }

    /** Why a bag of the suite is refused, by how its name begins; any reason will do for the others. */
    private static final Map<String, String> REASONS = Map.of(
            "bom-in-bagit", "bag declaration: bagit.txt",
            "missing-bagit", "bagit.txt: is missing",
            "invalid-version-number", "bag declaration: bagit.txt",
            "corrupt-data-file", "payload manifest: data/",
            "corrupt-tag-file", "tag manifest: ",
            "extra-file-in-bag", "is not listed in manifest-sha256.txt",
            "same-filename-listed-twice", "a second time",
            "notAllManifestsListAllFiles", "is not listed in manifest-sha256.txt",
            "out-of-scope-file-paths-using-dot-notation-for-fetch", "fetch.txt",
            "missing-baginfo", "bag-info.txt");

    /** What the RFC allows and a packet does not: see the class comment of {@link Bag}. */
    private static final List<String> STRICTER = List.of(
            "ISO-8859-1-encoded-tag-files",
            "UTF-16-encoded-tag-files",
            "holey-bag",
            "bag-with-leading-dot-slash-in-manifest");

    private static SortedMap<String, byte[]> carriedOver(SortedMap<String, byte[]> bag) throws Exception {
        SortedMap<String, byte[]> out = new TreeMap<>(bag);
        byte[] declaration = bag.get("bagit.txt");
        if (declaration != null) {
            String text = new String(declaration, StandardCharsets.ISO_8859_1)
                    .replaceFirst("(?<=^BagIt-Version: )0\\.9[3-7]", "1.0");
            out.put("bagit.txt", text.getBytes(StandardCharsets.ISO_8859_1));
        }
        boolean tagManifest = false;
        for (String prefix : List.of("manifest-", "tagmanifest-")) {
            SortedMap<String, byte[]> manifests = new TreeMap<>();
            bag.forEach((path, bytes) -> {
                if (path.matches(prefix + "[a-z0-9]+\\.txt")) {
                    manifests.put(path, bytes);
                }
            });
            out.keySet().removeAll(manifests.keySet());
            if (!manifests.isEmpty()) {
                // The shortest: where a bag's manifests differ, one of them lists too little.
                String chosen = manifests.keySet().stream()
                        .min(java.util.Comparator.comparingLong(
                                m -> new String(manifests.get(m), StandardCharsets.UTF_8)
                                        .lines()
                                        .count()))
                        .orElseThrow();
                String algorithm = chosen.replaceAll(".*-|\\.txt", "");
                byte[] carried = manifest(manifests.get(chosen), algorithm, bag, out);
                out.put(prefix + "sha256.txt", carried);
                tagManifest |= prefix.startsWith("tag");
            }
        }
        SortedMap<String, byte[]> tags = new TreeMap<>();
        out.forEach((path, bytes) -> {
            if (!path.startsWith("data/") && !path.equals("tagmanifest-sha256.txt")) {
                tags.put(path, bytes);
            }
        });
        // The RFC lets a bag go without a tag manifest, without Payload-Oxum, and with tag files not listed.
        if (Bag.info(out, "Payload-Oxum").isEmpty()) {
            SortedMap<String, byte[]> payload = new TreeMap<>();
            out.forEach((path, bytes) -> {
                if (path.startsWith("data/")) {
                    payload.put(path, bytes);
                }
            });
            long size = payload.values().stream().mapToLong(b -> b.length).sum();
            String info = out.containsKey("bag-info.txt")
                    ? new String(out.get("bag-info.txt"), StandardCharsets.UTF_8).stripTrailing() + "\n"
                    : "";
            byte[] with =
                    (info + "Payload-Oxum: " + size + "." + payload.size() + "\n").getBytes(StandardCharsets.UTF_8);
            byte[] before = out.put("bag-info.txt", with);
            tags.put("bag-info.txt", with);
            if (tagManifest && before != null) {
                String text = new String(out.get("tagmanifest-sha256.txt"), StandardCharsets.UTF_8)
                        .replace(digest("SHA-256", before), digest("SHA-256", with));
                out.put("tagmanifest-sha256.txt", text.getBytes(StandardCharsets.UTF_8));
            }
        }
        StringBuilder listed = new StringBuilder(
                tagManifest ? new String(out.get("tagmanifest-sha256.txt"), StandardCharsets.UTF_8) : "");
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            if (!Pattern.compile("(?m)[ \\t]" + Pattern.quote(tag.getKey()) + "$")
                    .matcher(listed)
                    .find()) {
                if (!listed.isEmpty() && listed.charAt(listed.length() - 1) != '\n') {
                    listed.append('\n');
                }
                listed.append(digest("SHA-256", tag.getValue()))
                        .append("  ")
                        .append(tag.getKey())
                        .append('\n');
            }
        }
        out.put("tagmanifest-sha256.txt", listed.toString().getBytes(StandardCharsets.UTF_8));
        return out;
    }

    private static byte[] manifest(
            byte[] manifest, String algorithm, SortedMap<String, byte[]> bag, SortedMap<String, byte[]> out)
            throws Exception {
        StringBuilder carried = new StringBuilder();
        for (String line : new String(manifest, StandardCharsets.UTF_8).split("\r\n|\r|\n")) {
            Matcher entry = Pattern.compile("([0-9a-fA-F]+)([ \\t]+\\*?)(.*)").matcher(line);
            if (!entry.matches()) {
                carried.append(line).append('\n');
                continue;
            }
            String path = entry.group(3);
            String target = path.replaceFirst("^(tag)?manifest-[a-z0-9]+\\.txt$", "$1manifest-sha256.txt");
            String file =
                    path.replaceAll("(?i)%0A", "\n").replaceAll("(?i)%0D", "\r").replace("%25", "%");
            byte[] content = bag.get(file);
            boolean right = content != null
                    && digest(algorithm.replaceFirst("sha", "SHA-"), content).equalsIgnoreCase(entry.group(1));
            byte[] now = out.get(target.equals(path) ? file : target);
            carried.append(right && now != null ? digest("SHA-256", now) : "0".repeat(64))
                    .append("  ")
                    .append(target)
                    .append('\n');
        }
        return carried.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    /** The suite's bags by {@code version/kind/name}, read with tar into memory: their paths are hostile on purpose. */
    private static Map<String, SortedMap<String, byte[]>> bags() throws IOException {
        Map<String, SortedMap<String, byte[]>> bags = new TreeMap<>();
        try (InputStream in = new java.util.zip.GZIPInputStream(Files.newInputStream(SUITE))) {
            byte[] header = in.readNBytes(512);
            String longName = "";
            while (header.length == 512 && header[0] != 0) {
                String prefix = field(header, 345, 155);
                String name =
                        longName.isEmpty() ? (prefix.isEmpty() ? "" : prefix + "/") + field(header, 0, 100) : longName;
                int size = Integer.parseInt(field(header, 124, 12).strip(), 8);
                byte[] content = in.readNBytes(size);
                in.readNBytes((512 - size % 512) % 512);
                longName = "";
                if (header[156] == 'L') {
                    longName = new String(content, 0, size - 1, StandardCharsets.UTF_8);
                } else if (header[156] == '0' || header[156] == 0) {
                    Matcher path = Pattern.compile("(?:\\./)?(v[0-9.]+/[a-z-]+/[^/]+)/(.+)", Pattern.DOTALL)
                            .matcher(name);
                    if (path.matches()) {
                        bags.computeIfAbsent(path.group(1), b -> new TreeMap<>())
                                .put(path.group(2), content);
                    }
                }
                header = in.readNBytes(512);
            }
        }
        return bags;
    }

    private static String field(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }
}
