package org.afterleak.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.afterleak.pipeline.Session;
import org.afterleak.suppression.Judgement;
import org.afterleak.suppression.Quarantined;
import org.afterleak.suppression.Rule;
import org.afterleak.suppression.SuppressionStore;
import tools.jackson.databind.node.ObjectNode;

/** What is held back as lines, the same for every command that shows it. */
final class SuppressionLines {
    private SuppressionLines() {}

    static String line(Rule rule, Clock clock) {
        Judgement last = rule.judgements().getLast();
        return String.format(
                Locale.ROOT,
                "%s  %-10s held back %,d times  %s, by %s on %s%s%s  %s",
                rule.id(),
                rule.scope().label(),
                rule.held().times(),
                what(rule),
                last.by(),
                last.at(),
                last.until().map(t -> ", until " + t).orElse(""),
                rule.isActive(clock.instant()) ? "" : " (expired)",
                rule.shown());
    }

    private static String what(Rule rule) {
        if (rule.judgements().stream().anyMatch(Judgement::whole)) {
            return "all records";
        }
        long records = rule.judgements().stream()
                .flatMap(j -> j.records().keySet().stream())
                .distinct()
                .count();
        return String.format(Locale.ROOT, "%,d %s", records, records == 1 ? "record" : "records");
    }

    static void json(ObjectNode node, Rule rule, Clock clock) {
        Instant now = clock.instant();
        node.put("negative", rule.id());
        node.put("scope", rule.scope().label());
        node.put("subject", rule.shown());
        node.put("active", rule.isActive(now));
        node.put("held", rule.held().times());
        rule.held().last().ifPresent(t -> node.put("last_held", t.toString()));
        var judgements = node.putArray("judgements");
        for (Judgement judgement : rule.judgements()) {
            ObjectNode one = judgements.addObject();
            one.put("by", judgement.by());
            one.put("at", judgement.at().toString());
            judgement.until().ifPresent(t -> one.put("until", t.toString()));
            judgement.note().ifPresent(t -> one.put("note", t));
            judgement.finding().ifPresent(t -> one.put("finding", t));
            one.put("whole", judgement.whole());
            var records = one.putArray("records");
            judgement.records().keySet().stream().sorted().forEach(records::add);
        }
    }

    static String line(Quarantined one) {
        return String.format(
                Locale.ROOT,
                "%s  %-5s alone on %,d unrelated pages, held back %,d times since %s",
                one.record(),
                one.kind(),
                one.pages(),
                one.held().times(),
                one.since());
    }

    static void json(ObjectNode node, Quarantined one) {
        node.put("record", one.record());
        node.put("field", one.kind());
        node.put("since", one.since().toString());
        node.put("pages", one.pages());
        node.put("held", one.held().times());
        one.held().last().ifPresent(t -> node.put("last_held", t.toString()));
    }

    /** One line when something is in quarantine: whoever reads a list of findings should know that it is not all. */
    static void noteQuarantine(Output output, Session session) throws IOException {
        if (!session.workspace().hasSuppressions()) {
            return;
        }
        try (SuppressionStore store = session.suppressions()) {
            int count = store.quarantined().items().size();
            if (count > 0) {
                output.note(count + (count == 1 ? " lone feature is" : " lone features are")
                        + " in quarantine and not among them; afterleak quarantine lists what is held back");
            }
        }
    }
}
