package org.afterleak.watchlist;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Purpose;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one import leaves besides its records and tag sets: its number, what is known of the campaign, and how large the sets
 * are.
 *
 * @param nameScale by what the bits of a name are multiplied, 0 to 1
 * @param namesakes share of its people who have a namesake on the list
 */
record Generation(long id, Campaign campaign, double nameScale, double namesakes, List<TagSets.Extent> sets) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Headers are padded to a multiple of so many bytes. */
    private static final int QUANTUM = 1024;

    Generation {
        sets = List.copyOf(sets);
    }

    /** Writes all of it, sealed and padded. */
    void write(IndexWriter index, KeyRing keys) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("campaign", campaign.name());
        node.put("imported_at", campaign.importedAt().toString());
        node.put("records", campaign.records());
        node.put("name_scale", nameScale);
        node.put("namesakes", namesakes);
        ObjectNode columns = node.putObject("columns");
        campaign.columns().forEach(columns::put);
        ArrayNode extents = node.putArray("sets");
        sets.forEach(s -> extents.addObject()
                .put("kind", s.kind().name())
                .put("width", s.width())
                .put("members", s.members()));
        byte[] text = JSON.writeValueAsBytes(node);
        SealedChunks.Writer out =
                new SealedChunks.Writer(index, keys.sealer(Purpose.CAMPAIGN), SealedIndex.HEADER_KIND, id, true);
        out.put(text.length, Integer.BYTES);
        for (byte b : text) {
            out.put(b);
        }
        out.end(QUANTUM);
    }

    /** Reads what {@link #write} wrote; empty where the import was removed. */
    static Optional<Generation> read(DirectoryReader index, KeyRing keys, long id)
            throws IOException, GeneralSecurityException {
        SealedChunks.Reader in =
                new SealedChunks.Reader(index, keys.sealer(Purpose.CAMPAIGN), SealedIndex.HEADER_KIND, id);
        if (in.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] text = new byte[Math.toIntExact(in.get(Integer.BYTES))];
            for (int i = 0; i < text.length; i++) {
                text[i] = in.get();
            }
            JsonNode node = JSON.readTree(text);
            Map<String, String> columns = new LinkedHashMap<>();
            node.path("columns")
                    .properties()
                    .forEach(e -> columns.put(e.getKey(), e.getValue().asString()));
            Campaign campaign = new Campaign(
                    node.path("campaign").asString(),
                    Instant.parse(node.path("imported_at").asString()),
                    node.path("records").asLong(),
                    columns);
            List<TagSets.Extent> sets = new ArrayList<>();
            for (JsonNode set : node.path("sets")) {
                sets.add(new TagSets.Extent(
                        TagSets.Kind.valueOf(set.path("kind").asString()),
                        set.path("width").asInt(),
                        set.path("members").asLong()));
            }
            return Optional.of(new Generation(
                    id,
                    campaign,
                    node.path("name_scale").asDouble(1),
                    node.path("namesakes").asDouble(0),
                    sets));
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            throw new GeneralSecurityException("a sealed header does not read as one");
        }
    }

    @Override
    public String toString() {
        return "Generation[" + campaign + "]";
    }
}
