package org.afterleak.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterleak.crypto.Digests;

/**
 * A bag (BagIt 1.0, RFC 8493) in memory, with SHA-256 manifests, UTF-8 tag files, and no fetch.txt: everything is
 * inside. Stricter than the RFC where it leaves a choice: every tag file but the tag manifest and its signature is
 * listed in the tag manifest, so that nothing is unsigned.
 */
final class Bag {
    private static final String DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    private static final Pattern DECLARATION_FORM =
            Pattern.compile("BagIt-Version: 1\\.0(\r\n|\r|\n)Tag-File-Character-Encoding: UTF-8(\r\n|\r|\n)?");
    private static final Pattern MANIFEST_LINE = Pattern.compile("([0-9a-fA-F]{64})[ \t]+(.+)");
    private static final Pattern OTHER_MANIFEST = Pattern.compile("(tag)?manifest-.*\\.txt");
    private static final Pattern OXUM = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");
    private static final int MAX_FAILURES = 20;

    private final SortedMap<String, byte[]> files;
    private final List<Check> checks = new ArrayList<>();

    private Bag(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    /**
     * Makes the tag files of a bag.
     *
     * @param payload files by path, each under {@code data/}
     * @param tags further tag files by path
     * @param info labels and values of bag-info.txt, in order; Payload-Oxum is added
     * @return all files of the bag
     */
    static SortedMap<String, byte[]> make(
            SortedMap<String, byte[]> payload, SortedMap<String, byte[]> tags, Map<String, String> info) {
        SortedMap<String, byte[]> bag = new TreeMap<>(tags);
        StringBuilder bagInfo = new StringBuilder();
        info.forEach((label, value) -> bagInfo.append(label)
                .append(": ")
                .append(Visible.text(value, 500))
                .append('\n'));
        bagInfo.append("Payload-Oxum: ").append(oxum(payload)).append('\n');
        bag.put(Packet.BAGIT, utf8(DECLARATION));
        bag.put(Packet.BAG_INFO, utf8(bagInfo.toString()));
        bag.put(Packet.MANIFEST, manifest(payload));
        bag.put(Packet.TAG_MANIFEST, manifest(bag));
        bag.putAll(payload);
        return bag;
    }

    private static byte[] manifest(SortedMap<String, byte[]> files) {
        StringBuilder out = new StringBuilder();
        files.forEach((path, bytes) ->
                out.append(Digests.sha256Hex(bytes)).append("  ").append(path).append('\n'));
        return utf8(out.toString());
    }

    private static String oxum(Map<String, byte[]> payload) {
        return payload.values().stream().mapToLong(b -> b.length).sum() + "." + payload.size();
    }

    /** One check for each part of the bag that holds, one for each file that does not. */
    static List<Check> verify(SortedMap<String, byte[]> files) {
        Bag bag = new Bag(files);
        bag.declaration();
        bag.payload();
        bag.tags();
        bag.payloadOxum();
        return bag.checks;
    }

    /** RFC 8493, 2.1.1. A byte order mark is an error. */
    private void declaration() {
        String name = "bag declaration";
        byte[] bytes = files.get(Packet.BAGIT);
        if (bytes == null) {
            fail(name, Packet.BAGIT + ": is missing");
        } else if (!DECLARATION_FORM.matcher(text(bytes).orElse("")).matches()) {
            fail(name, Packet.BAGIT + ": does not declare BagIt 1.0 with UTF-8 tag files, and nothing else");
        } else if (files.containsKey("fetch.txt")) {
            fail(name, "fetch.txt: a packet holds all of its files itself");
        } else {
            pass(name, "BagIt 1.0");
        }
    }

    /** RFC 8493, 3: complete, and valid. */
    private void payload() {
        SortedMap<String, byte[]> payload = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.startsWith(Packet.DATA)) {
                payload.put(path, bytes);
            }
        });
        compare("payload manifest", Packet.MANIFEST, payload);
    }

    private void tags() {
        SortedMap<String, byte[]> tags = new TreeMap<>();
        String name = "tag manifest";
        files.forEach((path, bytes) -> {
            if (!path.startsWith(Packet.DATA) && !path.equals(Packet.TAG_MANIFEST) && !path.equals(Packet.SIGNATURE)) {
                tags.put(path, bytes);
                if (OTHER_MANIFEST.matcher(path).matches() && !path.equals(Packet.MANIFEST)) {
                    fail(name, Visible.text(path, 120) + ": a packet's only manifests are those of SHA-256");
                }
            }
        });
        compare(name, Packet.TAG_MANIFEST, tags);
    }

    private void compare(String name, String manifest, SortedMap<String, byte[]> actual) {
        int failures = 0;
        byte[] bytes = files.get(manifest);
        if (bytes == null) {
            fail(name, manifest + ": is missing");
            return;
        }
        SortedMap<String, String> listed = new TreeMap<>();
        int line = 0;
        for (String entry : text(bytes).orElse("\0").split("\r\n|\r|\n", -1)) {
            line++;
            if (entry.isEmpty()) {
                continue;
            }
            Matcher matcher = MANIFEST_LINE.matcher(entry);
            String problem = "";
            if (!matcher.matches()) {
                problem = "is not a SHA-256 digest and a path";
            } else {
                String path = decode(matcher.group(2));
                try {
                    PacketZip.requireSafe(path);
                    if (listed.put(path, matcher.group(1).toLowerCase(Locale.ROOT)) != null) {
                        problem = "lists \"" + Visible.text(path, 120) + "\" a second time";
                    }
                } catch (PacketZip.MalformedZipException e) {
                    problem = String.valueOf(e.getMessage());
                }
            }
            if (!problem.isEmpty() && ++failures <= MAX_FAILURES) {
                fail(name, manifest + ": line " + line + " " + problem);
            }
        }
        for (Map.Entry<String, String> entry : listed.entrySet()) {
            byte[] content = actual.get(entry.getKey());
            String digest = content == null ? "" : Digests.sha256Hex(content);
            if (!digest.equals(entry.getValue()) && ++failures <= MAX_FAILURES) {
                String path = Visible.text(entry.getKey(), 120);
                fail(
                        name,
                        content == null
                                ? path + ": is listed in " + manifest + " and missing"
                                : path + ": SHA-256 is " + digest + ", " + manifest + " says " + entry.getValue());
            }
        }
        for (String path : actual.keySet()) {
            if (!listed.containsKey(path) && ++failures <= MAX_FAILURES) {
                fail(name, Visible.text(path, 120) + ": is not listed in " + manifest);
            }
        }
        if (failures > MAX_FAILURES) {
            fail(name, "and " + (failures - MAX_FAILURES) + " more");
        } else if (failures == 0 && checks.stream().noneMatch(c -> c.name().equals(name))) {
            pass(name, listed.size() + " files");
        }
    }

    /** RFC 8493, 2.1.3: a percent sign, CR and LF are encoded, and nothing else. */
    private static String decode(String path) {
        return path.replaceAll("(?i)%0A", "\n").replaceAll("(?i)%0D", "\r").replace("%25", "%");
    }

    /** RFC 8493, 2.2.2. */
    private void payloadOxum() {
        String name = "payload size";
        Map<String, byte[]> payload = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.startsWith(Packet.DATA)) {
                payload.put(path, bytes);
            }
        });
        String actual = oxum(payload);
        List<String> stated = info("Payload-Oxum");
        if (stated.size() != 1 || !OXUM.matcher(stated.get(0)).matches()) {
            fail(name, Packet.BAG_INFO + ": states no Payload-Oxum, or not one");
        } else if (!stated.get(0).equals(actual)) {
            fail(name, Packet.BAG_INFO + ": Payload-Oxum is " + stated.get(0) + ", the files make " + actual);
        } else {
            pass(name, payload.size() + " files, " + actual.substring(0, actual.indexOf('.')) + " bytes");
        }
    }

    private List<String> info(String label) {
        return info(files, label);
    }

    /** The values of that label in bag-info.txt. */
    static List<String> info(Map<String, byte[]> files, String label) {
        List<String> values = new ArrayList<>();
        byte[] bytes = files.get(Packet.BAG_INFO);
        for (String line : (bytes == null ? "" : text(bytes).orElse("")).split("\r\n|\r|\n")) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(label)) {
                values.add(line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    private static Optional<String> text(byte[] utf8) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void pass(String name, String detail) {
        checks.add(new Check(name, true, detail));
    }

    private void fail(String name, String detail) {
        checks.add(new Check(name, false, detail));
    }
}
