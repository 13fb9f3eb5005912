package org.afterleak.cli;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.afterleak.extract.FormatUse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was read, by format: a table, or one JSON object. */
final class FormatLines {
    private final Output output;
    private final SortedMap<String, FormatUse> totals = new TreeMap<>();

    FormatLines(Output output) {
        this.output = output;
    }

    void add(List<FormatUse> uses) {
        uses.forEach(use -> totals.merge(use.format(), use, FormatUse::plus));
    }

    void print() {
        output.json(node -> {
            node.put("stats", true);
            ArrayNode formats = node.putArray("formats");
            totals.values().forEach(use -> json(formats.addObject(), use));
        });
        output.line(String.format(
                Locale.ROOT, "%-18s %10s %16s %10s %10s", "format", "documents", "bytes", "seconds", "skipped"));
        for (FormatUse use : totals.values()) {
            output.line(String.format(
                    Locale.ROOT,
                    "%-18s %,10d %,16d %10.2f %,10d",
                    use.format(),
                    use.documents(),
                    use.bytes(),
                    use.nanos() / 1e9,
                    skipped(use)));
            use.skipped().forEach((why, count) -> output.line(String.format(Locale.ROOT, "  %,d: %s", count, why)));
        }
    }

    private static int skipped(FormatUse use) {
        return use.skipped().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void json(ObjectNode node, FormatUse use) {
        node.put("format", use.format());
        node.put("documents", use.documents());
        node.put("bytes", use.bytes());
        node.put("seconds", Math.round(use.nanos() / 1e6) / 1000.0);
        ArrayNode skipped = node.putArray("skipped");
        use.skipped()
                .forEach((why, count) -> skipped.addObject().put("why", why).put("documents", count));
    }
}
