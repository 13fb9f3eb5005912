package org.afterleak.promise;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks for words in bytes, in the disguises that programs put them into without meaning harm: UTF-8 and UTF-16 of either
 * byte order, whatever the case; hexadecimal; base64 of either alphabet and any alignment; percent-encoding; escapes of
 * JSON and HTML; and all of these inside zip, gzip and zlib streams, wherever in the bytes they begin, one inside another.
 * A report names the word by its key and the disguise, and quotes nothing.
 */
final class LeakSearch {
    private static final int SHORTEST = 5;
    private static final int PREFIX = 4;
    private static final int MOST_DEPTH = 5;
    private static final int MOST_INFLATED = 64 << 20;
    private static final int SHORTEST_BASE64_RUN = 64;
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1);

    private final Map<Integer, List<Pattern>> anyCase = new HashMap<>();
    private final Map<Integer, List<Pattern>> exactCase = new HashMap<>();
    private final boolean[] anyCaseStarts = new boolean[1 << 16];
    private final boolean[] exactCaseStarts = new boolean[1 << 16];

    private record Pattern(String what, byte[] bytes) {}

    /** @param words what a word is called in a report, and its spellings */
    LeakSearch(Map<String, Set<String>> words) {
        Set<String> seen = new LinkedHashSet<>();
        words.forEach((key, spellings) -> {
            for (String spelling : spellings) {
                add(seen, key, spelling);
            }
        });
    }

    private void add(Set<String> seen, String key, String word) {
        if (!seen.add(word)) {
            return;
        }
        for (Charset charset : CHARSETS) {
            byte[] raw = word.getBytes(charset);
            String as = key + " in " + charset;
            put(anyCase, anyCaseStarts, as, lower(raw));
            put(
                    anyCase,
                    anyCaseStarts,
                    as + ", hexadecimal",
                    ascii(HexFormat.of().formatHex(raw)));
            put(
                    anyCase,
                    anyCaseStarts,
                    as + ", hexadecimal with blanks",
                    ascii(HexFormat.ofDelimiter(" ").formatHex(raw)));
            put(
                    anyCase,
                    anyCaseStarts,
                    as + ", escaped \\x",
                    ascii("\\x" + HexFormat.ofDelimiter("\\x").formatHex(raw)));
            for (String base64 : base64(raw)) {
                put(exactCase, exactCaseStarts, as + ", base64", ascii(base64));
                put(
                        exactCase,
                        exactCaseStarts,
                        as + ", base64url",
                        ascii(base64.replace('+', '-').replace('/', '_')));
            }
        }
        byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
        String allPercent = ("%" + HexFormat.ofDelimiter("%").formatHex(utf8)).toLowerCase(Locale.ROOT);
        put(anyCase, anyCaseStarts, key + ", percent-encoded", ascii(allPercent));
        put(anyCase, anyCaseStarts, key + ", percent-encoded twice", ascii(allPercent.replace("%", "%25")));
        StringBuilder percent = new StringBuilder();
        StringBuilder json = new StringBuilder();
        StringBuilder decimal = new StringBuilder();
        StringBuilder hexadecimal = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean plain = c < 0x80 && c != ' ' && c != '@' && c != '#' && c != '+' && c != '/';
            for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                percent.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", b & 0xff));
            }
            json.append(c < 0x80 ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
            decimal.append(c < 0x80 ? String.valueOf(c) : "&#" + (int) c + ";");
            hexadecimal.append(c < 0x80 ? String.valueOf(c) : String.format(Locale.ROOT, "&#x%x;", (int) c));
        }
        put(anyCase, anyCaseStarts, key + ", percent-encoded where it must be", lower(ascii(percent.toString())));
        put(anyCase, anyCaseStarts, key + ", escaped as in JSON", lower(ascii(json.toString())));
        put(anyCase, anyCaseStarts, key + ", escaped as in HTML", lower(ascii(decimal.toString())));
        put(anyCase, anyCaseStarts, key + ", escaped as in HTML", lower(ascii(hexadecimal.toString())));
    }

    private static void put(Map<Integer, List<Pattern>> patterns, boolean[] starts, String what, byte[] bytes) {
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException(what + " is too short to be searched for");
        }
        List<Pattern> same = patterns.computeIfAbsent(prefix(bytes, 0), k -> new ArrayList<>());
        if (same.stream().noneMatch(p -> Arrays.equals(p.bytes(), bytes))) {
            same.add(new Pattern(what, bytes));
        }
        starts[(bytes[0] & 0xff) << 8 | bytes[1] & 0xff] = true;
    }

    private static int prefix(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }

    /** The three forms that the bytes may have inside the base64 of something longer, without what the neighbours decide. */
    private static List<String> base64(byte[] raw) {
        List<String> forms = new ArrayList<>();
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[raw.length + shift];
            System.arraycopy(raw, 0, shifted, shift, raw.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int whole = shifted.length / 3 * 4;
            int tail = switch (shifted.length % 3) {
                case 1 -> 1;
                case 2 -> 2;
                default -> 0;
            };
            int head = shift == 0 ? 0 : shift + 1;
            forms.add(text.substring(head, whole + tail));
        }
        return forms;
    }

    /** What was found in these bytes, sorted, without repetition. */
    Set<String> in(String where, byte[] bytes) {
        Set<String> found = new LinkedHashSet<>();
        search(where, bytes, 0, found);
        return found;
    }

    /** What was found in the files below a folder, and in their names. */
    Set<String> inFolder(Path folder) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String name = folder.relativize(file).toString();
                byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
                boolean dirty = !in("", nameBytes).isEmpty();
                search("the name of a file", nameBytes, 0, found);
                if (Files.isRegularFile(file)) {
                    search(dirty ? "a file" : name, Files.readAllBytes(file), 0, found);
                }
            }
        }
        return found;
    }

    private void search(String where, byte[] bytes, int depth, Set<String> found) {
        match(where, bytes, exactCase, exactCaseStarts, found);
        match(where, lower(bytes), anyCase, anyCaseStarts, found);
        if (depth < MOST_DEPTH) {
            unpack(where, bytes, depth, found);
            decodeBase64(where, bytes, depth, found);
        }
    }

    /** Of each pattern the first place is enough. */
    private static void match(
            String where, byte[] bytes, Map<Integer, List<Pattern>> patterns, boolean[] starts, Set<String> found) {
        Set<Pattern> matched = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int at = 0; at + PREFIX <= bytes.length; at++) {
            if (!starts[(bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff]) {
                continue;
            }
            for (Pattern pattern : patterns.getOrDefault(prefix(bytes, at), List.of())) {
                byte[] wanted = pattern.bytes();
                if (at + wanted.length <= bytes.length
                        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)
                        && matched.add(pattern)) {
                    found.add(where + ": " + pattern.what() + " at byte " + at);
                }
            }
        }
    }

    /** Wherever something compressed may begin, it is tried; what is none ends at once. */
    private void unpack(String where, byte[] bytes, int depth, Set<String> found) {
        for (int at = 0; at + 4 <= bytes.length; at++) {
            int first = bytes[at] & 0xff;
            int second = bytes[at + 1] & 0xff;
            if (first == 'P' && second == 'K' && bytes[at + 2] == 3 && bytes[at + 3] == 4) {
                unzip(where, bytes, at, depth, found);
            } else if (first == 0x1f && second == 0x8b && bytes[at + 2] == 8) {
                search(where + ", gzip", inflate(bytes, at, true), depth + 1, found);
            } else if (first == 0x78 && (second == 0x01 || second == 0x5e || second == 0x9c || second == 0xda)) {
                search(where + ", zlib", inflate(bytes, at, false), depth + 1, found);
            }
        }
    }

    /** Searches the members of the archive that begins there. */
    private void unzip(String where, byte[] bytes, int at, int depth, Set<String> found) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                search(where + ", zip, a member's name", name.getBytes(StandardCharsets.UTF_8), depth + 1, found);
                byte[] content = readSome(zip);
                String member = where + " > "
                        + (in("", name.getBytes(StandardCharsets.UTF_8)).isEmpty() ? name : "a member");
                search(member, content, depth + 1, found);
            }
        } catch (IOException | IllegalArgumentException e) {
            // No archive, or a broken one: what could be read was searched.
        }
    }

    private static byte[] inflate(byte[] bytes, int at, boolean gzip) {
        InputStream rest = new ByteArrayInputStream(bytes, at, bytes.length - at);
        try (InputStream in = gzip ? new GZIPInputStream(rest) : new InflaterInputStream(rest)) {
            return readSome(in);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static byte[] readSome(InputStream in) {
        byte[] out = new byte[1 << 13];
        int length = 0;
        try {
            for (int n = in.read(out, length, out.length - length); n >= 0 && length < MOST_INFLATED; ) {
                length += n;
                if (length == out.length) {
                    out = Arrays.copyOf(out, out.length * 2);
                }
                n = in.read(out, length, out.length - length);
            }
        } catch (IOException e) {
            // The stream ends or breaks here; what came before is searched.
        }
        return Arrays.copyOf(out, length);
    }

    /** Long runs of base64 may hold something compressed, which no pattern sees. */
    private void decodeBase64(String where, byte[] bytes, int depth, Set<String> found) {
        int start = 0;
        for (int at = 0; at <= bytes.length; at++) {
            boolean inside = at < bytes.length && isBase64(bytes[at]);
            if (!inside) {
                if (at - start >= SHORTEST_BASE64_RUN) {
                    byte[] run = Arrays.copyOfRange(bytes, start, start + (at - start) / 4 * 4);
                    for (int i = 0; i < run.length; i++) {
                        run[i] = (byte) (run[i] == '-' ? '+' : run[i] == '_' ? '/' : run[i]);
                    }
                    unpack(where + ", base64", Base64.getDecoder().decode(run), depth + 1, found);
                }
                start = at + 1;
            }
        }
    }

    private static boolean isBase64(byte b) {
        return b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || b >= '0' && b <= '9'
                || b == '+'
                || b == '/'
                || b == '-'
                || b == '_';
    }

    /** Small letters where they are ASCII; those beyond are among the spellings. */
    private static byte[] lower(byte[] bytes) {
        byte[] out = bytes.clone();
        for (int i = 0; i < out.length; i++) {
            if (out[i] >= 'A' && out[i] <= 'Z') {
                out[i] += 'a' - 'A';
            }
        }
        return out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
