package org.afterleak.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has: of the heap what is needed, of mapped files what was touched, in all. */
final class Resident {
    private static final long KILO = 1024;

    private Resident() {}

    /** Bytes of heap in use once what is not needed is gone. */
    static long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /**
     * Bytes of the files below a folder that are mapped and resident, as Linux counts them in {@code /proc/self/smaps}; -1
     * on other systems. The system may take them back at any time.
     */
    static long mapped(Path folder) throws IOException {
        Path smaps = Path.of("/proc/self/smaps");
        if (!Files.isReadable(smaps)) {
            return -1;
        }
        String prefix = folder.toRealPath() + "/";
        long bytes = 0;
        boolean inFolder = false;
        for (String line : Files.readAllLines(smaps, StandardCharsets.ISO_8859_1)) {
            int slash = line.indexOf('/');
            if (line.startsWith("Rss:")) {
                bytes += inFolder ? number(line) * KILO : 0;
            } else if (line.indexOf('-') > 0 && line.indexOf('-') < line.indexOf(' ')) {
                inFolder = slash >= 0 && line.startsWith(prefix, slash);
            }
        }
        return bytes;
    }

    /** Bytes that the whole process has in memory, {@code VmRSS} of {@code /proc/self/status}; -1 on other systems. */
    static long process() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("VmRSS:")) {
                return number(line) * KILO;
            }
        }
        return -1;
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
