package org.afterleak.finding;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The parts of a finding as JSON, for what is sealed and for what is shown. Unknown keys are passed over when reading. */
final class FindingCodec {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private FindingCodec() {}

    /** Sealed content that is no JSON of ours. It quotes nothing. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException() {
            super("sealed content is malformed");
        }
    }

    /** Something to write into a JSON object. */
    interface Writer {
        void to(JsonGenerator json);
    }

    static void write(OutputStream out, Writer writer) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            writer.to(json);
        }
    }

    static void writeSummary(OutputStream out, Finding f) {
        write(out, json -> {
            json.writeStartObject();
            json.writeStringProperty("url", text(f.exactUrl()));
            if (f.maskedUrl() != null) {
                json.writeStringProperty("masked_url", text(f.maskedUrl()));
            }
            json.writeStringProperty("source", text(f.source()));
            json.writeNumberProperty("first_seen", f.firstSeen().toEpochMilli());
            json.writeNumberProperty("last_seen", f.lastSeen().toEpochMilli());
            json.writeNumberProperty("changed_at", f.changedAt().toEpochMilli());
            json.writeStringProperty("sha256", f.sha256());
            json.writeStringProperty("tier", f.tier().label());
            json.writeNumberProperty("bits", f.bits());
            json.writeNumberProperty("records", f.recordCount());
            strings(json, "campaigns", f.campaigns());
            json.writeStringProperty("status", f.status().label());
            where(json, f.where(), true);
            json.writeStringProperty("match_digest", f.matchDigest());
            json.writeEndObject();
        });
    }

    static Finding readSummary(long number, String id, InputStream in) throws MalformedException {
        Finding.Builder b = new Finding.Builder(number, id);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                json.nextToken();
                switch (key) {
                    case "url" -> b.exactUrl = json.getString();
                    case "masked_url" -> b.maskedUrl = json.getString();
                    case "source" -> b.source = json.getString();
                    case "first_seen" -> b.firstSeen = Instant.ofEpochMilli(json.getLongValue());
                    case "last_seen" -> b.lastSeen = Instant.ofEpochMilli(json.getLongValue());
                    case "changed_at" -> b.changedAt = Instant.ofEpochMilli(json.getLongValue());
                    case "sha256" -> b.sha256 = json.getString();
                    case "tier" -> b.tier = Tier.of(json.getString());
                    case "bits" -> b.bits = json.getDoubleValue();
                    case "records" -> b.recordCount = json.getIntValue();
                    case "campaigns" -> b.campaigns = strings(json);
                    case "status" -> b.status = FindingStatus.of(json.getString());
                    case "where" -> b.where = where(json);
                    case "match_digest" -> b.matchDigest = json.getString();
                    default -> json.skipChildren();
                }
            }
            return b.build();
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedException();
        }
    }

    static void writeRecords(OutputStream out, List<RecordMatch> records) {
        write(out, json -> {
            json.writeStartArray();
            for (RecordMatch record : records) {
                json.writeStartObject();
                record(json, record, true);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static List<RecordMatch> readRecords(InputStream in) throws MalformedException {
        List<RecordMatch> records = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            expect(json.nextToken(), JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                records.add(record(json));
            }
            expect(json.currentToken(), JsonToken.END_ARRAY);
            return records;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedException();
        }
    }

    /** The members of one record; {@code exact} keeps what only the store needs: all digits, the passage's number. */
    static void record(JsonGenerator json, RecordMatch record, boolean exact) {
        json.writeStringProperty("record", record.record());
        json.writeStringProperty("campaign", text(record.campaign()));
        json.writeStringProperty("tier", record.tier().label());
        json.writeNumberProperty("bits", exact ? record.bits() : rounded(record.bits()));
        strings(json, "fields", record.fields());
        strings(json, "because", record.because());
        where(json, record.where(), exact);
    }

    private static RecordMatch record(JsonParser json) {
        String handle = "";
        String campaign = "";
        Tier tier = Tier.POSSIBLE;
        double bits = 0;
        List<String> fields = List.of();
        List<String> because = List.of();
        List<Where> where = List.of();
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            json.nextToken();
            switch (key) {
                case "record" -> handle = json.getString();
                case "campaign" -> campaign = json.getString();
                case "tier" -> tier = Tier.of(json.getString());
                case "bits" -> bits = json.getDoubleValue();
                case "fields" -> fields = strings(json);
                case "because" -> because = strings(json);
                case "where" -> where = where(json);
                default -> json.skipChildren();
            }
        }
        return new RecordMatch(handle, campaign, tier, bits, fields, because, where);
    }

    static void strings(JsonGenerator json, String key, List<String> values) {
        json.writeArrayPropertyStart(key);
        for (String value : values) {
            json.writeString(text(value));
        }
        json.writeEndArray();
    }

    private static List<String> strings(JsonParser json) {
        List<String> values = new ArrayList<>();
        expect(json.currentToken(), JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            values.add(json.getString());
        }
        expect(json.currentToken(), JsonToken.END_ARRAY);
        return values;
    }

    static void where(JsonGenerator json, List<Where> places, boolean exact) {
        json.writeArrayPropertyStart("where");
        for (Where place : places) {
            json.writeStartObject();
            if (exact) {
                json.writeNumberProperty("passage", place.passage());
            }
            json.writeStringProperty("locator", text(place.locator()));
            json.writeNumberProperty("start", place.start());
            json.writeNumberProperty("end", place.end());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<Where> where(JsonParser json) {
        List<Where> places = new ArrayList<>();
        expect(json.currentToken(), JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            int passage = 0;
            String locator = "";
            int start = 0;
            int end = 0;
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                json.nextToken();
                switch (key) {
                    case "passage" -> passage = json.getIntValue();
                    case "locator" -> locator = json.getString();
                    case "start" -> start = json.getIntValue();
                    case "end" -> end = json.getIntValue();
                    default -> json.skipChildren();
                }
            }
            places.add(new Where(passage, locator, start, end));
        }
        expect(json.currentToken(), JsonToken.END_ARRAY);
        return places;
    }

    /** Bits to two decimals: more would pretend. */
    static double rounded(double bits) {
        return Math.round(bits * 100) / 100.0;
    }

    /** Text that UTF-8 can hold: a lone surrogate, which a file name may have, becomes a question mark. */
    static String text(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return value;
    }

    private static void expect(JsonToken found, JsonToken wanted) {
        if (found != wanted) {
            throw new IllegalArgumentException("another token was expected");
        }
    }
}
