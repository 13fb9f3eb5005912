package org.afterleak.finding;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.afterleak.match.RecordMatch;
import tools.jackson.core.JsonGenerator;

/**
 * Findings as JSON objects, one line each, without line break: keys in snake_case, times in RFC 3339 UTC, the address
 * masked where it holds an identifier. Stateless.
 */
public final class FindingJson {
    private FindingJson() {}

    /**
     * {@code {"finding","url","source","first_seen","last_seen","sha256","tier","bits","records","campaigns","status",
     * "where"}}: {@code records} is their number, {@code where} the first places of the surest ones.
     */
    public static String line(Finding finding) {
        return line(json -> members(json, finding));
    }

    /** The same and {@code matches}: every record as {@code scan} shows it, surest first. */
    public static String line(Finding finding, List<RecordMatch> records) {
        return line(json -> {
            members(json, finding);
            json.writeArrayPropertyStart("matches");
            for (RecordMatch record : records) {
                json.writeStartObject();
                FindingCodec.record(json, record, false);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** Writes the members of {@link #line(Finding)} into an object that is open. */
    public static void members(JsonGenerator json, Finding f) {
        json.writeStringProperty("finding", f.id());
        json.writeStringProperty("url", FindingCodec.text(f.url()));
        json.writeStringProperty("source", FindingCodec.text(f.source()));
        json.writeStringProperty("first_seen", f.firstSeen().toString());
        json.writeStringProperty("last_seen", f.lastSeen().toString());
        json.writeStringProperty("sha256", f.sha256());
        json.writeStringProperty("tier", f.tier().label());
        json.writeNumberProperty("bits", FindingCodec.rounded(f.bits()));
        json.writeNumberProperty("records", f.recordCount());
        FindingCodec.strings(json, "campaigns", f.campaigns());
        json.writeStringProperty("status", f.status().label());
        FindingCodec.where(json, f.where(), false);
    }

    private static String line(FindingCodec.Writer members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FindingCodec.write(out, json -> {
            json.writeStartObject();
            members.to(json);
            json.writeEndObject();
        });
        return out.toString(StandardCharsets.UTF_8);
    }
}
