package org.afterleak.cli;

import java.util.Locale;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingJson;

/** Findings as lines, the same for every command that shows them. */
final class FindingLines {
    private FindingLines() {}

    static void print(Output output, Finding finding) {
        if (output.isJson()) {
            output.rawJson(FindingJson.line(finding));
        } else {
            output.line(String.format(
                    Locale.ROOT,
                    "%s  %-9s %6.1f bits  %,6d records  %s  %s",
                    finding.id(),
                    finding.tier().label(),
                    finding.bits(),
                    finding.recordCount(),
                    finding.lastSeen(),
                    finding.url()));
        }
    }
}
