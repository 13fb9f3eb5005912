package org.afterleak.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.afterleak.finding.FindingStore;
import org.afterleak.pipeline.Session;
import org.afterleak.suppression.Quarantined;
import org.afterleak.suppression.Rule;
import org.afterleak.suppression.SuppressionStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code status}: what this workspace holds. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Says what the workspace holds.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        try (Session session = Session.open(main.workspace(), main.secrets());
                FindingStore findings = session.findings()) {
            long records = session.watchlist().recordCount();
            int imports = session.watchlist().imports().size();
            long count = findings.count();
            Optional<SuppressionStore> held =
                    session.workspace().hasSuppressions() ? Optional.of(session.suppressions()) : Optional.empty();
            SuppressionStore.Listing<Rule> rules = new SuppressionStore.Listing<>(List.of(), List.of());
            SuppressionStore.Listing<Quarantined> quarantine = new SuppressionStore.Listing<>(List.of(), List.of());
            if (held.isPresent()) {
                try (SuppressionStore store = held.get()) {
                    rules = store.rules();
                    quarantine = store.quarantined();
                }
            }
            List<Rule> negatives = rules.items();
            List<Quarantined> everywhere = quarantine.items();
            long unreadable = rules.unreadable().size();
            output.json(node -> {
                node.put("workspace", session.workspace().root().toString());
                node.put("records", records);
                node.put("imports", imports);
                node.put("findings", count);
                var array = node.putArray("negatives");
                negatives.forEach(rule -> SuppressionLines.json(array.addObject(), rule, main.clock()));
                var features = node.putArray("quarantine");
                everywhere.forEach(one -> SuppressionLines.json(features.addObject(), one));
            });
            output.line("workspace  " + session.workspace().root());
            output.line(String.format(Locale.ROOT, "watchlist  %,d records of %,d imports", records, imports));
            output.line(String.format(Locale.ROOT, "findings   %,d", count));
            output.line(String.format(
                    Locale.ROOT,
                    "negatives  %,d rules, which held something back %,d times",
                    negatives.size(),
                    negatives.stream().mapToLong(r -> r.held().times()).sum()));
            negatives.forEach(rule -> output.line("  " + SuppressionLines.line(rule, main.clock())));
            output.line(String.format(
                    Locale.ROOT,
                    "quarantine %,d lone features, held back %,d times",
                    everywhere.size(),
                    everywhere.stream().mapToLong(q -> q.held().times()).sum()));
            everywhere.forEach(one -> output.line("  " + SuppressionLines.line(one)));
            if (unreadable > 0) {
                output.warn(
                        unreadable + " rules cannot be opened and hold nothing back; afterleak negatives names them");
            }
        }
        return ExitStatus.OK;
    }
}
