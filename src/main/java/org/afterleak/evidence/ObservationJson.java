package org.afterleak.evidence;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The packet's {@code observation.json}: what was seen, for machines, with nothing that may not be shown. */
final class ObservationJson {
    static final String FORMAT = "afterleak-observation";
    static final int VERSION = 1;

    private static final Map<String, Predicate<JsonNode>> SCHEMA = schema();

    private ObservationJson() {}

    static byte[] write(PacketRequest request) {
        EvidenceRecord e = request.evidence();
        ObjectNode out = Json.object();
        out.put("format", FORMAT).put("version", VERSION).put("finding", request.finding());
        out.put("url", e.address().shown()).put("url_masked", e.address().holdsIdentifier());
        Json.strings(
                out,
                "redirected_from",
                e.redirectedFrom().stream().map(Address::shown).toList());
        out.put("source", e.source());
        out.put("captured_at", e.capturedAt().toString());
        out.put("first_seen", request.firstSeen().toString());
        out.put("last_seen", request.lastSeen().toString());
        out.put("status", e.status());
        out.put("remote_address", e.remoteAddress().orElse(null));
        out.putObject("payload")
                .put("sha256", e.payloadSha256())
                .put("bytes", e.payloadBytes())
                .put("truncated", EvidenceJson.label(e.truncation()))
                .put("content_type", e.header("content-type").orElse(null));
        EvidenceJson.headers(out, "request_headers", e.requestHeaders());
        EvidenceJson.headers(out, "response_headers", e.responseHeaders());
        out.put("tier", tier(e)).put("bits", bits(e));
        out.set("totals", EvidenceJson.totals(e.totals()));
        Json.strings(out, "locations", e.locations());
        EvidenceJson.records(out, e.records());
        out.put("records_omitted", e.recordsOmitted());
        ObjectNode rendering = out.putObject("rendering");
        rendering
                .put("passages_shown", e.rendering().passages().size())
                .put("matches_left_out", e.rendering().matchesLeftOut())
                .put("others_left_out", e.rendering().othersLeftOut());
        ArrayNode density = rendering.putArray("density");
        e.rendering().density().forEach(density::add);
        Json.strings(out, "notes", e.notes());
        return Json.pretty(out);
    }

    /** The surest record's tier. */
    static String tier(EvidenceRecord e) {
        return e.records().stream()
                .map(RecordMatch::tier)
                .max(Tier::compareTo)
                .map(Tier::label)
                .orElse("none");
    }

    /** The surest record's bits. */
    static double bits(EvidenceRecord e) {
        return e.records().stream().mapToDouble(RecordMatch::bits).max().orElse(0);
    }

    /** What is wrong with the object as an observation, one sentence each; empty when nothing is. */
    static List<String> problems(ObjectNode observation) {
        List<String> problems = new ArrayList<>();
        SCHEMA.forEach((pointer, type) -> {
            JsonNode node = observation.at(pointer);
            if (node.isMissingNode()) {
                problems.add(pointer.substring(1).replace('/', '.') + " is missing");
            } else if (!type.test(node)) {
                problems.add(pointer.substring(1).replace('/', '.') + " has a wrong value");
            }
        });
        return problems;
    }

    private static Map<String, Predicate<JsonNode>> schema() {
        Map<String, Predicate<JsonNode>> schema = new LinkedHashMap<>();
        schema.put("/format", n -> n.isString() && n.stringValue().equals(FORMAT));
        schema.put("/version", n -> n.isInt() && n.intValue() == VERSION);
        schema.put("/finding", JsonNode::isString);
        schema.put("/url", JsonNode::isString);
        schema.put("/url_masked", JsonNode::isBoolean);
        schema.put("/redirected_from", JsonNode::isArray);
        schema.put("/source", JsonNode::isString);
        schema.put("/captured_at", ObservationJson::isTime);
        schema.put("/first_seen", ObservationJson::isTime);
        schema.put("/last_seen", ObservationJson::isTime);
        schema.put("/status", ObservationJson::isCount);
        schema.put("/remote_address", n -> n.isNull() || n.isString());
        schema.put("/payload/sha256", ObservationJson::isDigest);
        schema.put("/payload/bytes", ObservationJson::isCount);
        schema.put("/payload/truncated", JsonNode::isString);
        schema.put("/request_headers", JsonNode::isArray);
        schema.put("/response_headers", JsonNode::isArray);
        schema.put("/tier", JsonNode::isString);
        schema.put("/bits", JsonNode::isNumber);
        schema.put("/totals/passages", ObservationJson::isCount);
        schema.put("/totals/rows", ObservationJson::isCount);
        schema.put("/totals/matched_passages", ObservationJson::isCount);
        schema.put("/totals/records", ObservationJson::isCount);
        schema.put("/totals/by_tier", JsonNode::isObject);
        schema.put("/totals/kinds", JsonNode::isArray);
        schema.put("/locations", JsonNode::isArray);
        schema.put("/records", JsonNode::isArray);
        schema.put("/records_omitted", ObservationJson::isCount);
        schema.put("/rendering/passages_shown", ObservationJson::isCount);
        schema.put("/rendering/matches_left_out", ObservationJson::isCount);
        schema.put("/rendering/others_left_out", ObservationJson::isCount);
        schema.put("/notes", JsonNode::isArray);
        return schema;
    }

    private static boolean isCount(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    private static boolean isDigest(JsonNode node) {
        return node.isString() && node.stringValue().matches("[0-9a-f]{64}");
    }

    private static boolean isTime(JsonNode node) {
        try {
            return node.isString() && Instant.parse(node.stringValue()) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
