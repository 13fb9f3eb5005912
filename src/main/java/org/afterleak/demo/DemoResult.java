package org.afterleak.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the demo went.
 *
 * @param folder the workspace, which stays
 * @param packet the packet that was written; empty where nothing was found
 * @param foundCount how many of the six reposts and the original were found
 * @param alarmCount how many pages were found that hold nobody of the list
 * @param failures one sentence for each thing that went wrong, the page named; empty when all went well
 */
public record DemoResult(
        Path folder, Optional<Path> packet, int foundCount, int alarmCount, List<String> failures, Duration took) {
    public DemoResult {
        failures = List.copyOf(failures);
    }

    /** Whether all was found, nothing else was, and all checks passed. */
    public boolean passed() {
        return failures.isEmpty();
    }
}
