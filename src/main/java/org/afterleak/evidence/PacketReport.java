package org.afterleak.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.afterleak.capture.Capture;
import org.afterleak.crypto.CertificateSummary;
import org.afterleak.match.RecordMatch;

/** The pages for people: the report, the redacted rendering, the read-me. */
final class PacketReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int MAX_URL = 4_000;
    private static final int MAX_RECORDS = 25;
    private static final int MAX_BECAUSE = 12;

    private final PacketRequest request;
    private final EvidenceRecord evidence;
    private final CertificateSummary signer;
    private final Instant packedAt;
    private final String by;

    PacketReport(PacketRequest request, CertificateSummary signer, Instant packedAt, String by) {
        this.request = request;
        this.evidence = request.evidence();
        this.signer = signer;
        this.packedAt = packedAt;
        this.by = by;
    }

    byte[] report(List<CustodyEvent> custody) {
        Map<String, Object> view = page("Evidence report " + request.finding());
        facts(view);
        found(view);
        view.put("records", records());
        int more = evidence.totals().records()
                - Math.min(MAX_RECORDS, evidence.records().size());
        view.put("hasMoreRecords", more > 0);
        view.put("moreRecords", more);
        view.put("custody", custody(custody));
        view.put("notes", evidence.notes());
        view.put("hasNotes", !evidence.notes().isEmpty());
        return Templates.render("report.html", view);
    }

    byte[] redacted() {
        Map<String, Object> view = page("Redacted rendering " + request.finding());
        facts(view);
        return Templates.render("redacted.html", view);
    }

    byte[] readme() {
        Map<String, Object> view = page("");
        view.put("hasNotice", request.noticeText().isPresent());
        return Templates.render("README.txt", view);
    }

    private Map<String, Object> page(String title) {
        Map<String, Object> view = new LinkedHashMap<>(RenderingView.of(evidence.rendering()));
        view.put("title", title);
        view.put("style", Templates.style());
        view.put("styleSource", Templates.styleSource());
        view.put("finding", request.finding());
        view.put("packedAt", time(packedAt));
        view.put("by", Visible.text(by, 100));
        view.put("organisation", Visible.text(request.organisation().orElse(""), 200));
        view.put("hasOrganisation", request.organisation().isPresent());
        view.put("signer", Visible.text(signer.subject(), 300));
        view.put("fingerprint", signer.fingerprint());
        return view;
    }

    private void facts(Map<String, Object> view) {
        boolean file = evidence.status() == 0;
        view.put("url", Visible.text(evidence.address().shown(), MAX_URL));
        view.put("isUrlMasked", evidence.address().holdsIdentifier());
        view.put("isFile", file);
        view.put("isWeb", !file);
        view.put(
                "redirects",
                evidence.redirectedFrom().stream()
                        .map(a -> Visible.text(a.shown(), MAX_URL))
                        .toList());
        view.put("hasRedirects", !evidence.redirectedFrom().isEmpty());
        view.put("source", Visible.text(evidence.source(), 200));
        view.put("capturedAt", time(evidence.capturedAt()));
        view.put("firstSeen", time(request.firstSeen()));
        view.put("lastSeen", time(request.lastSeen()));
        view.put("status", evidence.status());
        view.put("remoteAddress", evidence.remoteAddress().orElse("not known"));
        view.put("contentType", evidence.header("content-type").orElse("not stated"));
        view.put("server", evidence.header("server").orElse(""));
        view.put("hasServer", evidence.header("server").isPresent());
        view.put("digest", evidence.payloadSha256());
        view.put("bytes", String.format(Locale.ENGLISH, "%,d", evidence.payloadBytes()));
        view.put("isTruncated", evidence.truncation() != Capture.Truncation.NONE);
        view.put("truncation", EvidenceJson.label(evidence.truncation()));
    }

    private void found(Map<String, Object> view) {
        Totals totals = evidence.totals();
        String tier = ObservationJson.tier(evidence);
        view.put("tier", tier);
        view.put("bits", bits(ObservationJson.bits(evidence)));
        view.put("recordCount", totals.records());
        view.put("isOne", totals.records() == 1);
        view.put("passages", String.format(Locale.ENGLISH, "%,d", totals.passages()));
        view.put("matchedPassages", String.format(Locale.ENGLISH, "%,d", totals.matchedPassages()));
        view.put("isOnePassage", totals.matchedPassages() == 1);
        List<Object> tiers = new ArrayList<>();
        for (String each : List.of("confirmed", "probable", "possible")) {
            int count = totals.byTier().getOrDefault(each, 0);
            if (count > 0) {
                tiers.add(Map.of("tier", each, "count", count, "meaning", meaning(each)));
            }
        }
        view.put("tiers", tiers);
        view.put("kinds", totals.kindsInWords());
        view.put("columns", totals.columns());
        view.put("hasColumns", !totals.columns().isEmpty());
        view.put("locations", evidence.locations());
        view.put(
                "campaigns",
                evidence.records().stream()
                        .map(RecordMatch::campaign)
                        .distinct()
                        .sorted()
                        .map(c -> Visible.text(c, 100))
                        .toList());
    }

    private static String meaning(String tier) {
        return switch (tier) {
            case "confirmed" -> "several facts of one person stand together, or many people of one list: not chance";
            case "probable" -> "far more likely this person's data than chance; a person should look before acting";
            default -> "may be chance: a hint, not evidence by itself";
        };
    }

    private List<Object> records() {
        List<Object> out = new ArrayList<>();
        for (RecordMatch record : evidence.records()) {
            if (out.size() == MAX_RECORDS) {
                break;
            }
            List<String> where = record.where().stream()
                    .map(w -> w.locator())
                    .distinct()
                    .limit(5)
                    .toList();
            out.add(Map.of(
                    "record", record.record(),
                    "campaign", Visible.text(record.campaign(), 100),
                    "tier", record.tier().label(),
                    "bits", bits(record.bits()),
                    "kinds",
                            String.join(
                                    ", ",
                                    record.fields().stream()
                                            .map(Totals::inWords)
                                            .toList()),
                    "because",
                            record.because().stream()
                                    .limit(MAX_BECAUSE)
                                    .map(b -> Visible.text(b, 300))
                                    .toList(),
                    "where", where));
        }
        return out;
    }

    private static List<Object> custody(List<CustodyEvent> events) {
        List<Object> out = new ArrayList<>();
        for (CustodyEvent event : events) {
            out.add(Map.of(
                    "at", time(event.at()),
                    "action", event.action().label(),
                    "by", Visible.text(event.by(), 100),
                    "artefact", Visible.text(event.artefact(), 100),
                    "sha256", event.sha256()));
        }
        return out;
    }

    private static String bits(double bits) {
        return String.format(Locale.ENGLISH, "%.1f", bits);
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
