package org.afterleak.promise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process and its children handed to the kernel, as {@code strace} saw it: every byte written or sent, by open
 * file, and every name of a file that was made. A file that is gone again is in here too.
 */
final class SystemCalls {
    private static final int MOST_BYTES_PER_CALL = 1 << 20;
    private static final Pattern CALL = Pattern.compile("^(\\w+)\\((.*)$");
    private static final Pattern DESCRIPTOR = Pattern.compile("^(\\d+)");

    /**
     * Between a process and the worker that reads a document for it: memory of the kernel's that no third one can open. What
     * the program prints goes to files in these tests, never to a pipe.
     */
    private static final Pattern PIPE = Pattern.compile("^\\d+<(pipe:|" + hex("pipe:") + ")");

    private static final Set<String> WRITES =
            Set.of("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg");
    private static final Set<String> NAMES = Set.of(
            "open",
            "openat",
            "openat2",
            "creat",
            "rename",
            "renameat",
            "renameat2",
            "mkdir",
            "mkdirat",
            "link",
            "linkat",
            "symlink",
            "symlinkat",
            "mknod",
            "mknodat",
            "memfd_create");

    private final Map<String, byte[]> written;
    private final Set<String> made;

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(c -> hex.append("\\\\x").append(Integer.toHexString(c)));
        return hex.toString();
    }

    private SystemCalls(Map<String, byte[]> written, Set<String> made) {
        this.written = written;
        this.made = made;
    }

    /** Whether a program can be traced on this machine. */
    static boolean areVisible() {
        try {
            Process process = new ProcessBuilder("strace", "-f", "-e", "trace=write", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The start of a command line that runs what follows and leaves one file for each thread in the folder. */
    static List<String> traced(Path folder) {
        return List.of(
                "strace",
                "-ff",
                "-y",
                "--seccomp-bpf",
                "-qq",
                "-e",
                "signal=none",
                "-e",
                "trace=" + String.join(",", WRITES) + "," + String.join(",", NAMES),
                "-xx",
                "-s",
                String.valueOf(MOST_BYTES_PER_CALL),
                "-o",
                folder.resolve("trace").toString());
    }

    /** Reads what a traced run left. */
    static SystemCalls read(Path folder) throws IOException {
        Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
        Set<String> made = new TreeSet<>();
        List<Path> threads;
        try (Stream<Path> files = Files.list(folder)) {
            threads = files.sorted().toList();
        }
        for (Path thread : threads) {
            try (Stream<String> lines = Files.lines(thread, StandardCharsets.ISO_8859_1)) {
                lines.forEach(line -> read(thread.getFileName().toString(), line, written, made));
            }
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        written.forEach((where, out) -> bytes.put(where, out.toByteArray()));
        return new SystemCalls(bytes, made);
    }

    private static void read(String thread, String line, Map<String, ByteArrayOutputStream> written, Set<String> made) {
        Matcher call = CALL.matcher(line);
        if (!call.find()) {
            return;
        }
        String arguments = call.group(2);
        if (WRITES.contains(call.group(1)) && !PIPE.matcher(arguments).find()) {
            Matcher descriptor = DESCRIPTOR.matcher(arguments);
            String where = thread + ", descriptor " + (descriptor.find() ? descriptor.group(1) : "?");
            quoted(arguments).forEach(written.computeIfAbsent(where, k -> new ByteArrayOutputStream())::writeBytes);
        } else if (NAMES.contains(call.group(1)) && makes(call.group(1), arguments)) {
            for (byte[] name : quoted(arguments)) {
                made.add(new String(name, StandardCharsets.UTF_8));
            }
        }
    }

    private static boolean makes(String call, String arguments) {
        return !call.startsWith("open")
                || arguments.contains("O_CREAT")
                || arguments.contains("O_WRONLY")
                || arguments.contains("O_RDWR")
                || arguments.contains("O_TMPFILE");
    }

    /** The strings of a call: between quotation marks, each byte as \\x and two digits; no regular expression is so deep. */
    private static List<byte[]> quoted(String arguments) {
        List<byte[]> all = new ArrayList<>();
        for (int open = arguments.indexOf('"'); open >= 0; ) {
            int close = arguments.indexOf('"', open + 1);
            if (close < 0 || arguments.startsWith("...", close + 1)) {
                throw new IllegalStateException("a call wrote more than the trace holds");
            }
            byte[] bytes = new byte[(close - open - 1) / 4];
            for (int i = 0; i < bytes.length; i++) {
                int digits = open + 3 + i * 4;
                bytes[i] = (byte) Integer.parseInt(arguments, digits, digits + 2, 16);
            }
            all.add(bytes);
            open = arguments.indexOf('"', close + 1);
        }
        return all;
    }

    /** All bytes that one thread gave to one descriptor, in order, by what tells the two. */
    Map<String, byte[]> written() {
        return written;
    }

    /** Names of files and folders that were made, opened for writing or renamed. */
    Set<String> made() {
        return made;
    }

    long bytes() {
        return written.values().stream().mapToLong(b -> b.length).sum();
    }

    /** What was found in all of it. */
    Set<String> search(LeakSearch search) {
        Set<String> found = new TreeSet<>();
        written.forEach((where, bytes) -> found.addAll(search.in("written: " + where, bytes)));
        made.forEach(name -> found.addAll(search.in("the name of a file made", name.getBytes(StandardCharsets.UTF_8))));
        return found;
    }
}
