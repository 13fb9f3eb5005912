package org.afterleak.suppression;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.afterleak.match.Tier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is sealed, as JSON. Unknown keys are passed over when reading. */
final class Codec {
    private static final JsonMapper JSON = new JsonMapper();

    private Codec() {}

    /** Sealed content that is no JSON of ours. It quotes nothing. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException() {
            super("sealed content is malformed");
        }
    }

    /** Subject and judgements of a rule. */
    record RuleBody(Scope scope, String shown, List<Judgement> judgements) {
        @Override
        public String toString() {
            return "RuleBody[]";
        }
    }

    /** What is known of a feature: its hits, or that it is in quarantine. */
    record FeatureBody(
            String record, String kind, List<LoneHit> hits, Optional<Instant> since, int pages, Rule.Held held) {
        Quarantined quarantined() {
            return new Quarantined(record, kind, since.orElse(Instant.EPOCH), pages, held);
        }
    }

    static void writeRule(OutputStream out, RuleBody rule) {
        ObjectNode node = JSON.createObjectNode();
        node.put("scope", rule.scope().label());
        node.put("shown", rule.shown());
        var judgements = node.putArray("judgements");
        for (Judgement judgement : rule.judgements()) {
            ObjectNode one = judgements.addObject();
            one.put("by", judgement.by());
            one.put("at", judgement.at().toEpochMilli());
            judgement.until().ifPresent(t -> one.put("until", t.toEpochMilli()));
            judgement.note().ifPresent(t -> one.put("note", t));
            judgement.finding().ifPresent(t -> one.put("finding", t));
            one.put("whole", judgement.whole());
            ObjectNode records = one.putObject("records");
            judgement.records().forEach((record, tier) -> records.put(record, tier.label()));
        }
        JSON.writeValue(out, node);
    }

    static RuleBody readRule(InputStream in) throws MalformedException {
        try {
            JsonNode node = JSON.readTree(in);
            List<Judgement> judgements = new ArrayList<>();
            for (JsonNode one : node.path("judgements")) {
                Map<String, Tier> records = new HashMap<>();
                one.path("records")
                        .properties()
                        .forEach(e ->
                                records.put(e.getKey(), Tier.of(e.getValue().asString())));
                judgements.add(new Judgement(
                        text(one.get("by")).orElseThrow(MalformedException::new),
                        time(one.get("at")).orElseThrow(MalformedException::new),
                        time(one.get("until")),
                        text(one.get("note")),
                        text(one.get("finding")),
                        one.path("whole").asBoolean(false),
                        records));
            }
            if (judgements.isEmpty()) {
                throw new MalformedException();
            }
            return new RuleBody(
                    Scope.of(node.path("scope").asString("")),
                    node.path("shown").asString(""),
                    judgements);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedException();
        }
    }

    static void writeHeld(OutputStream out, Rule.Held held) {
        JSON.writeValue(out, held(JSON.createObjectNode(), held));
    }

    static Rule.Held readHeld(InputStream in) throws MalformedException {
        try {
            return held(JSON.readTree(in));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedException();
        }
    }

    static void writeFeature(OutputStream out, FeatureBody feature) {
        ObjectNode node = JSON.createObjectNode();
        node.put("record", feature.record());
        node.put("kind", feature.kind());
        feature.since().ifPresent(t -> node.put("since", t.toEpochMilli()));
        node.put("pages", feature.pages());
        held(node, feature.held());
        var hits = node.putArray("hits");
        for (LoneHit hit : feature.hits()) {
            ObjectNode one = hits.addObject();
            one.put("site", hit.site());
            one.put("content", hit.content());
            one.put("at", hit.at().toEpochMilli());
            var companions = one.putArray("with");
            hit.companions().forEach(companions::add);
        }
        JSON.writeValue(out, node);
    }

    static FeatureBody readFeature(InputStream in) throws MalformedException {
        try {
            JsonNode node = JSON.readTree(in);
            List<LoneHit> hits = new ArrayList<>();
            for (JsonNode one : node.path("hits")) {
                Set<String> companions = new HashSet<>();
                one.path("with").forEach(c -> companions.add(c.asString("")));
                hits.add(new LoneHit(
                        one.path("site").asString(""),
                        one.path("content").asString(""),
                        time(one.get("at")).orElseThrow(MalformedException::new),
                        companions));
            }
            return new FeatureBody(
                    text(node.get("record")).orElseThrow(MalformedException::new),
                    text(node.get("kind")).orElseThrow(MalformedException::new),
                    hits,
                    time(node.get("since")),
                    node.path("pages").asInt(0),
                    held(node));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedException();
        }
    }

    private static ObjectNode held(ObjectNode node, Rule.Held held) {
        node.put("times", held.times());
        held.last().ifPresent(t -> node.put("last", t.toEpochMilli()));
        return node;
    }

    private static Rule.Held held(JsonNode node) {
        return new Rule.Held(node.path("times").asLong(0), time(node.get("last")));
    }

    private static Optional<String> text(@Nullable JsonNode node) {
        return Optional.ofNullable(node).filter(JsonNode::isString).map(JsonNode::asString);
    }

    private static Optional<Instant> time(@Nullable JsonNode node) {
        return Optional.ofNullable(node).filter(JsonNode::isIntegralNumber).map(n -> Instant.ofEpochMilli(n.asLong()));
    }
}
