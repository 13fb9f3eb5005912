package org.afterleak.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.afterleak.capture.Capture;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link EvidenceRecord} as JSON, field by field, so that the stored form changes only when this class does. */
final class EvidenceJson {
    private static final int VERSION = 1;

    private EvidenceJson() {}

    static byte[] write(EvidenceRecord e) {
        ObjectNode out = Json.object();
        out.put("version", VERSION);
        out.set("address", address(e.address()));
        ArrayNode redirects = out.putArray("redirected_from");
        e.redirectedFrom().forEach(a -> redirects.add(address(a)));
        out.put("source", e.source());
        out.put("captured_at", e.capturedAt().toString());
        out.put("status", e.status());
        headers(out, "request_headers", e.requestHeaders());
        headers(out, "response_headers", e.responseHeaders());
        out.put("remote_address", e.remoteAddress().orElse(null));
        out.put("payload_sha256", e.payloadSha256());
        out.put("payload_bytes", e.payloadBytes());
        out.put("truncation", label(e.truncation()));
        out.set("totals", totals(e.totals()));
        records(out, e.records());
        out.put("records_omitted", e.recordsOmitted());
        Json.strings(out, "locations", e.locations());
        out.set("rendering", rendering(e.rendering()));
        Json.strings(out, "notes", e.notes());
        ArrayNode custody = out.putArray("custody");
        e.custody().forEach(event -> custody.add(event(event)));
        return Json.compact(out);
    }

    static EvidenceRecord read(byte[] json) throws EvidenceFormatException {
        ObjectNode in = Json.parse(json);
        try {
            int version = in.required("version").intValue();
            if (version != VERSION) {
                throw new EvidenceFormatException(
                        "evidence is of version " + version + ", this program reads version " + VERSION);
            }
            EvidenceRecord.Builder out = EvidenceRecord.builder();
            out.address = address(in.required("address"));
            out.redirectedFrom = Json.list(in, "redirected_from", EvidenceJson::address);
            out.source = in.required("source").stringValue();
            out.capturedAt = Instant.parse(in.required("captured_at").stringValue());
            out.status = in.required("status").intValue();
            out.requestHeaders = headers(in, "request_headers");
            out.responseHeaders = headers(in, "response_headers");
            JsonNode remote = in.required("remote_address");
            out.remoteAddress = remote.isNull() ? null : remote.stringValue();
            out.payloadSha256 = in.required("payload_sha256").stringValue();
            out.payloadBytes = in.required("payload_bytes").longValue();
            out.truncation = Capture.Truncation.valueOf(
                    in.required("truncation").stringValue().toUpperCase(Locale.ROOT));
            out.totals = totals(in.required("totals"));
            out.records = Json.list(in, "records", EvidenceJson::record);
            out.recordsOmitted = in.required("records_omitted").intValue();
            out.locations = Json.strings(in, "locations");
            out.rendering = rendering(in.required("rendering"));
            out.notes = Json.strings(in, "notes");
            out.custody = Json.list(in, "custody", EvidenceJson::event);
            return out.build();
        } catch (RuntimeException e) {
            // The library's and the platform's messages quote what they could not read.
            throw new EvidenceFormatException("evidence lacks a field or has a wrong value");
        }
    }

    static String label(Capture.Truncation truncation) {
        return truncation.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode address(Address a) {
        return Json.object()
                .put("exact", a.exact())
                .put("masked", a.masked())
                .put("holds_identifier", a.holdsIdentifier());
    }

    private static Address address(JsonNode n) {
        return new Address(
                n.required("exact").stringValue(),
                n.required("masked").stringValue(),
                n.required("holds_identifier").booleanValue());
    }

    static void headers(ObjectNode out, String key, List<HeaderField> headers) {
        ArrayNode array = out.putArray(key);
        headers.forEach(h ->
                array.addObject().put("name", h.name()).put("value", h.value()).put("masked", h.masked()));
    }

    private static List<HeaderField> headers(JsonNode in, String key) {
        return Json.list(
                in,
                key,
                h -> new HeaderField(
                        h.required("name").stringValue(),
                        h.required("value").stringValue(),
                        h.required("masked").booleanValue()));
    }

    static ObjectNode totals(Totals t) {
        ObjectNode out = Json.object()
                .put("passages", t.passages())
                .put("rows", t.rows())
                .put("matched_passages", t.matchedPassages())
                .put("records", t.records());
        ObjectNode tiers = out.putObject("by_tier");
        t.byTier().forEach(tiers::put);
        Json.strings(out, "kinds", t.kinds());
        Json.strings(out, "columns", t.columns());
        return out;
    }

    private static Totals totals(JsonNode n) {
        SortedMap<String, Integer> tiers = new TreeMap<>();
        for (Map.Entry<String, JsonNode> tier : n.required("by_tier").properties()) {
            tiers.put(tier.getKey(), tier.getValue().intValue());
        }
        return new Totals(
                n.required("passages").intValue(),
                n.required("rows").intValue(),
                n.required("matched_passages").intValue(),
                n.required("records").intValue(),
                tiers,
                Json.strings(n, "kinds"),
                Json.strings(n, "columns"));
    }

    static void records(ObjectNode out, List<RecordMatch> records) {
        ArrayNode array = out.putArray("records");
        for (RecordMatch r : records) {
            ObjectNode node = array.addObject();
            node.put("record", r.record())
                    .put("campaign", r.campaign())
                    .put("tier", r.tier().label())
                    .put("bits", r.bits());
            Json.strings(node, "fields", r.fields());
            Json.strings(node, "because", r.because());
            ArrayNode where = node.putArray("where");
            r.where()
                    .forEach(w -> where.addObject()
                            .put("passage", w.passage())
                            .put("locator", w.locator())
                            .put("start", w.start())
                            .put("end", w.end()));
        }
    }

    private static RecordMatch record(JsonNode n) {
        return new RecordMatch(
                n.required("record").stringValue(),
                n.required("campaign").stringValue(),
                Tier.of(n.required("tier").stringValue()),
                n.required("bits").doubleValue(),
                Json.strings(n, "fields"),
                Json.strings(n, "because"),
                Json.list(
                        n,
                        "where",
                        w -> new Where(
                                w.required("passage").intValue(),
                                w.required("locator").stringValue(),
                                w.required("start").intValue(),
                                w.required("end").intValue())));
    }

    private static ObjectNode rendering(Rendering r) {
        ObjectNode out = Json.object();
        ArrayNode passages = out.putArray("passages");
        for (RedactedPassage passage : r.passages()) {
            ObjectNode node = passages.addObject();
            node.put("locator", passage.locator())
                    .put("role", passage.role().name().toLowerCase(Locale.ROOT));
            ArrayNode cells = node.putArray("cells");
            for (List<Run> cell : passage.cells()) {
                ArrayNode runs = cells.addArray();
                for (Run run : cell) {
                    Json.strings(runs.addObject().put("text", run.text()), "kinds", run.kinds());
                }
            }
        }
        out.put("matches_left_out", r.matchesLeftOut());
        out.put("others_left_out", r.othersLeftOut());
        ArrayNode density = out.putArray("density");
        r.density().forEach(density::add);
        return out;
    }

    private static Rendering rendering(JsonNode n) {
        List<RedactedPassage> passages = Json.list(
                n,
                "passages",
                p -> new RedactedPassage(
                        p.required("locator").stringValue(),
                        RedactedPassage.Role.valueOf(
                                p.required("role").stringValue().toUpperCase(Locale.ROOT)),
                        Json.list(p, "cells", EvidenceJson::runs)));
        return new Rendering(
                passages,
                n.required("matches_left_out").intValue(),
                n.required("others_left_out").intValue(),
                Json.list(n, "density", JsonNode::intValue));
    }

    private static List<Run> runs(JsonNode cell) {
        if (!(cell instanceof ArrayNode array)) {
            throw new IllegalArgumentException("not a list");
        }
        List<Run> runs = new java.util.ArrayList<>();
        for (JsonNode run : array) {
            runs.add(new Run(run.required("text").stringValue(), Json.strings(run, "kinds")));
        }
        return runs;
    }

    static ObjectNode event(CustodyEvent e) {
        return Json.object()
                .put("at", e.at().toString())
                .put("action", e.action().label())
                .put("by", e.by())
                .put("artefact", e.artefact())
                .put("sha256", e.sha256());
    }

    static CustodyEvent event(JsonNode n) {
        return new CustodyEvent(
                Instant.parse(n.required("at").stringValue()),
                CustodyEvent.Action.of(n.required("action").stringValue()),
                n.required("by").stringValue(),
                n.required("artefact").stringValue(),
                n.required("sha256").stringValue());
    }
}
