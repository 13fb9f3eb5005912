package org.afterleak.pipeline;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterleak.capture.Capture;
import org.afterleak.evidence.Redactor;
import org.afterleak.extract.Document;
import org.afterleak.extract.ExtractException;
import org.afterleak.extract.Extractor;
import org.afterleak.finding.FindingStore;
import org.afterleak.finding.NewObservation;
import org.afterleak.finding.Observed;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.Explanation;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.afterleak.store.StoreException;

/** Takes captures through the stages: extract, match and, for what is to be kept, redact and observe. Thread-safe. */
public final class Examiner {
    private final Session session;
    private final Extractor extractor;
    private final Redactor redactor;

    /** @param by who examines, for the custody log: the tool and its version */
    public Examiner(Session session, Extractor extractor, Clock clock, String by) {
        this.session = session;
        this.extractor = extractor;
        this.redactor = new Redactor(clock, by);
    }

    /** A capture with what was found in it; it holds the page's text and lives as long as the question. */
    public record Examined(Capture capture, Document document, DocumentMatch match) {
        /** Whether any record was found. */
        public boolean isHit() {
            return !match.records().isEmpty();
        }

        /** The same with another match, of which some was held back. */
        Examined with(DocumentMatch other) {
            return new Examined(capture, document, other);
        }

        /** What the page points to, absolute. */
        public List<String> outlinks() {
            return document.outlinks().stream().map(l -> l.url()).toList();
        }

        @Override
        public String toString() {
            return "Examined[" + match.records().size() + " records]";
        }
    }

    /**
     * Extracts and matches.
     *
     * @param minimum records of a lower tier are left out
     * @throws ExtractException if the capture gives no text
     */
    public Examined examine(Capture capture, Tier minimum) throws ExtractException {
        Document document = extractor.extract(capture);
        return new Examined(capture, document, shown(session.matcher().match(document, minimum)));
    }

    /** Says what each stage of the matcher let through; places are told as in {@link #examine}. */
    public Explanation explain(Examined examined) {
        Map<String, String> shown = new HashMap<>();
        return session.matcher().explain(examined.document()).withPlaces(w -> shown(w, shown));
    }

    /** Names of sheets and of members stand in the locators: what somebody's name is among them is not handed on. */
    private DocumentMatch shown(DocumentMatch match) {
        Map<String, String> shown = new HashMap<>();
        List<RecordMatch> records = new ArrayList<>();
        for (RecordMatch record : match.records()) {
            records.add(new RecordMatch(
                    record.record(),
                    record.campaign(),
                    record.tier(),
                    record.bits(),
                    record.fields(),
                    record.because(),
                    record.where().stream().map(w -> shown(w, shown)).toList()));
        }
        return new DocumentMatch(records, match.notes());
    }

    private Where shown(Where where, Map<String, String> known) {
        String locator = where.locator();
        int own = locator.lastIndexOf(Document.STEP);
        if (own < 0) {
            return where;
        }
        // All rows of a sheet share its name: it is looked at once.
        String shown = known.computeIfAbsent(locator.substring(0, own), session.addresses()::shownLocator);
        return new Where(where.passage(), shown + locator.substring(own), where.start(), where.end());
    }

    /** Keeps a hit as a finding, with the redacted evidence for a later packet. */
    public Observed keep(FindingStore findings, String source, Examined examined) throws StoreException {
        Capture capture = examined.capture();
        String address = capture.address();
        String shown = session.addresses().shown(address);
        return findings.observe(
                NewObservation.builder(address, source, capture.capturedAt(), capture.payloadDigest(), examined.match())
                        .maskedUrl(shown.equals(address) ? null : shown)
                        .evidence(() -> redactor.redact(
                                        examined.document(), examined.match(), capture, source, session.addresses())
                                .toJson())
                        .build());
    }
}
