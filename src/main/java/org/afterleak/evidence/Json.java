package org.afterleak.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON with bounds when read (RFC 8259; a key twice is an error), and one form when written. */
final class Json {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_STRING = 1 << 20;
    private static final int MAX_NUMBER = 40;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Indented, lines ended by one newline on every platform. */
    static byte[] pretty(ObjectNode node) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        byte[] bytes = MAPPER.writer().with(printer).writeValueAsBytes(node);
        byte[] line = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        return line;
    }

    static byte[] compact(ObjectNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** @throws EvidenceFormatException naming line and column, never quoting */
    static ObjectNode parse(byte[] json) throws EvidenceFormatException {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new EvidenceFormatException("not a JSON object");
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new EvidenceFormatException("not valid JSON" + where);
        }
    }

    static ArrayNode strings(ObjectNode parent, String key, List<String> values) {
        ArrayNode array = parent.putArray(key);
        values.forEach(array::add);
        return array;
    }

    static List<String> strings(JsonNode parent, String key) {
        return list(parent, key, JsonNode::stringValue);
    }

    static <T> List<T> list(JsonNode parent, String key, Function<JsonNode, T> each) {
        List<T> out = new ArrayList<>();
        for (JsonNode node : array(parent, key)) {
            out.add(each.apply(node));
        }
        return out;
    }

    static ArrayNode array(JsonNode parent, String key) {
        if (parent.required(key) instanceof ArrayNode array) {
            return array;
        }
        throw new IllegalArgumentException("not a list");
    }
}
