package org.afterleak.watchlist;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Purpose;
import org.afterleak.crypto.Sealer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one import leaves besides its records: its number, what is known of the campaign, and the sets of cut tags,
 * sealed in chunks of one size. The chunks together are padded to a multiple of so many bytes a record, so that their size
 * tells the number of records and not how many of them share a name.
 */
final class Generation {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNK = 1 << 20;

    /** The sets of an import, in the order in which they are written. */
    enum SetKind {
        /** Keys of name tokens. */
        TOKENS,
        /** Pairs of keys, and keys with an initial. */
        PAIRS,
        /** Exact identifiers. */
        IDS,
        /** Name tokens as they are written, for typing errors. */
        WORDS,
        /** Name tokens with one character left out. */
        DELETIONS
    }

    private final long id;
    private final Campaign campaign;
    private final double nameScale;
    private final double namesakes;
    private final List<TagSet> sets;

    /** One set of cut tags; never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record TagSet(SetKind kind, int width, long[] blurred) {
        int valueBytes() {
            return (width + 7) / 8;
        }

        int bytes() {
            return 2 + Integer.BYTES + valueBytes() * blurred.length;
        }

        static TagSet of(SetKind kind, LongCounts tags) {
            int width = TagFilter.width(tags.size());
            long[] blurred = new long[tags.size()];
            int[] at = {0};
            tags.forEachKey(tag -> blurred[at[0]++] = TagFilter.blur(tag, width));
            return new TagSet(kind, width, blurred);
        }

        @Override
        public String toString() {
            return kind + "[" + blurred.length + "]";
        }
    }

    Generation(long id, Campaign campaign, double nameScale, double namesakes, List<TagSet> sets) {
        this.id = id;
        this.campaign = campaign;
        this.nameScale = nameScale;
        this.namesakes = namesakes;
        this.sets = sets;
    }

    long id() {
        return id;
    }

    Campaign campaign() {
        return campaign;
    }

    /** By what the bits of a name are multiplied, 0 to 1. */
    double nameScale() {
        return nameScale;
    }

    /** Share of its people who have a namesake on the list. */
    double namesakes() {
        return namesakes;
    }

    List<TagSet> sets() {
        return sets;
    }

    /** The sealed description of the campaign, padded to a multiple of 256 bytes. */
    byte[] sealedHeader(KeyRing keys) {
        ObjectNode node = JSON.createObjectNode();
        node.put("campaign", campaign.name());
        node.put("imported_at", campaign.importedAt().toString());
        node.put("records", campaign.records());
        node.put("name_scale", nameScale);
        node.put("namesakes", namesakes);
        ObjectNode columns = node.putObject("columns");
        campaign.columns().forEach(columns::put);
        StringBuilder text = new StringBuilder(JSON.writeValueAsString(node));
        int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
        text.append(" ".repeat((256 - bytes % 256) % 256));
        return keys.sealer(Purpose.CAMPAIGN)
                .seal(context(id, -1), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes a record to whose multiple the sets are padded: the more records, the more of their names were seen before. */
    private static int padPerRecord(long records) {
        return records < 100_000 ? 256 : records < 1_000_000 ? 192 : 96;
    }

    /** The sealed chunks of the tag sets. */
    List<byte[]> sealedChunks(KeyRing keys) {
        long raw = sets.stream().mapToLong(TagSet::bytes).sum();
        long quantum = Math.max(1, campaign.records()) * padPerRecord(campaign.records());
        long padded = (raw + quantum - 1) / quantum * quantum;
        if (padded > Integer.MAX_VALUE - CHUNK) {
            throw new IllegalStateException("one import holds too many records for this version");
        }
        ByteBuffer all = ByteBuffer.allocate((int) padded);
        for (TagSet set : sets) {
            all.put((byte) set.kind().ordinal()).put((byte) set.width()).putInt(set.blurred().length);
            int shift = (set.valueBytes() - 1) * 8;
            for (long value : set.blurred()) {
                for (int s = shift; s >= 0; s -= 8) {
                    all.put((byte) (value >>> s));
                }
            }
        }
        Sealer sealer = keys.sealer(Purpose.TAG_SET);
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < all.capacity(); from += CHUNK) {
            byte[] chunk = new byte[Math.min(CHUNK, all.capacity() - from)];
            all.get(from, chunk);
            chunks.add(sealer.seal(context(id, chunks.size()), chunk));
        }
        return chunks;
    }

    /** Opens what the other two methods made. */
    static Generation open(KeyRing keys, long id, byte[] sealedHeader, List<byte[]> sealedChunks)
            throws GeneralSecurityException {
        try {
            byte[] header = keys.sealer(Purpose.CAMPAIGN).open(context(id, -1), sealedHeader);
            JsonNode node = JSON.readTree(header);
            Map<String, String> columns = new LinkedHashMap<>();
            node.path("columns")
                    .properties()
                    .forEach(e -> columns.put(e.getKey(), e.getValue().asString()));
            Campaign campaign = new Campaign(
                    node.path("campaign").asString(),
                    Instant.parse(node.path("imported_at").asString()),
                    node.path("records").asLong(),
                    columns);
            return new Generation(
                    id,
                    campaign,
                    node.path("name_scale").asDouble(1),
                    node.path("namesakes").asDouble(0),
                    openSets(keys.sealer(Purpose.TAG_SET), id, sealedChunks));
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            throw new GeneralSecurityException("a sealed header does not read as one");
        }
    }

    private static List<TagSet> openSets(Sealer sealer, long id, List<byte[]> sealed) throws GeneralSecurityException {
        int total = sealed.stream().mapToInt(c -> c.length - Sealer.OVERHEAD).sum();
        ByteBuffer all = ByteBuffer.allocate(Math.max(0, total));
        for (int i = 0; i < sealed.size(); i++) {
            all.put(sealer.open(context(id, i), sealed.get(i)));
        }
        all.flip();
        List<TagSet> sets = new ArrayList<>();
        SetKind[] kinds = SetKind.values();
        for (int i = 0; i < kinds.length; i++) {
            SetKind kind = kinds[all.get()];
            int width = all.get();
            long[] blurred = new long[all.getInt()];
            int bytes = (width + 7) / 8;
            for (int j = 0; j < blurred.length; j++) {
                long value = 0;
                for (int b = 0; b < bytes; b++) {
                    value = value << 8 | (all.get() & 0xFF);
                }
                blurred[j] = value;
            }
            sets.add(new TagSet(kind, width, blurred));
        }
        return sets;
    }

    private static byte[] context(long id, int chunk) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(id)
                .putInt(chunk)
                .array();
    }
}
