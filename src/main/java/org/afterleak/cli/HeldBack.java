package org.afterleak.cli;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.afterleak.pipeline.HoldBack;
import tools.jackson.databind.node.ObjectNode;

/** Counts what a command did not tell, so that nothing is left out in silence. */
final class HeldBack {
    private final Output output;
    private final Set<String> warned = new HashSet<>();
    private long pages;
    private long suppressed;
    private long quarantined;

    HeldBack(Output output) {
        this.output = output;
    }

    void add(HoldBack.Held held) {
        pages += held.isAny() ? 1 : 0;
        suppressed += held.sifted().suppressed();
        quarantined += held.sifted().quarantined();
        held.sifted().problems().stream().filter(warned::add).forEach(output::warn);
    }

    /** {@code suppressed} and {@code quarantined}: records that were not told. */
    void json(ObjectNode node) {
        node.put("suppressed", suppressed);
        node.put("quarantined", quarantined);
    }

    /** Empty when nothing was held back. */
    Optional<String> sentence() {
        if (pages == 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "held back on %,d pages: %,d records that were dismissed, %,d in quarantine (afterleak status)",
                pages,
                suppressed,
                quarantined));
    }
}
