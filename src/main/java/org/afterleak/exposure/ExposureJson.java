package org.afterleak.exposure;

import java.io.StringWriter;
import java.util.List;
import org.afterleak.finding.Finding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers as JSON objects, one line each, without line break. No name and no number stands in any. Stateless. */
public final class ExposureJson {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private ExposureJson() {}

    /**
     * {@code {"client","found","fields","findings"}}: {@code findings} are the findings' names.
     *
     * @param client row of the list of clients, 1-based with the headings as row 1; 1 for a single question
     */
    public static String line(int client, Exposure exposure) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("client", client);
            json.writeBooleanProperty("found", exposure.found());
            strings(json, "fields", exposure.fields());
            strings(
                    json,
                    "findings",
                    exposure.findings().stream().map(Finding::id).toList());
            json.writeEndObject();
        }
        return out.toString();
    }

    /** The same for a row that could not be asked about: {@code found} is null, for nobody knows, and {@code why} says it. */
    public static String skipped(int client, String why) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("client", client);
            json.writeNullProperty("found");
            strings(json, "fields", List.of());
            strings(json, "findings", List.of());
            json.writeStringProperty("why", why);
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void strings(JsonGenerator json, String key, List<String> values) {
        json.writeArrayPropertyStart(key);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
