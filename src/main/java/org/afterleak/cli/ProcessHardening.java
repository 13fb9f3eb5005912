package org.afterleak.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Keeps what is in memory out of files: heap dumps off, and on Linux an empty filter for what a core dump may hold, so
 * that none has anything in it. The launcher does the same from outside and more (no core file, no attaching, no crash
 * log); this is for a start without it.
 */
final class ProcessHardening {
    /** System property that the launcher sets. */
    private static final String LAUNCHED = "afterleak.launched";

    private static final List<String> DUMP_FLAGS =
            List.of("HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC");
    private static final Path COREDUMP_FILTER = Path.of("/proc/self/coredump_filter");

    private ProcessHardening() {}

    static void apply() {
        // Behind the launcher it is done, by options that win; here it costs a third of the time of --help.
        if (Boolean.getBoolean(LAUNCHED)) {
            return;
        }
        switchHeapDumpsOff();
        emptyCoreDumps();
        // Libraries that log through the platform must not: what they say may quote what they were given.
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }

    private static void switchHeapDumpsOff() {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (vm == null) {
            return;
        }
        for (String flag : DUMP_FLAGS) {
            try {
                vm.setVMOption(flag, "false");
            } catch (IllegalArgumentException e) {
                // A JVM without that flag does not dump for that reason.
            }
        }
    }

    private static void emptyCoreDumps() {
        if (Files.isWritable(COREDUMP_FILTER)) {
            try {
                Files.write(COREDUMP_FILTER, "0x0\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // A limit of zero on core files may still stand.
            }
        }
    }
}
