package org.afterleak.finding;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.afterleak.crypto.Digests;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;

/** Synthetic observations. */
final class Samples {
    static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private Samples() {}

    static KeyRing keys(int seed) {
        byte[] root = new byte[KeyRing.ROOT_BYTES];
        Arrays.fill(root, (byte) seed);
        return new KeyRing(SecretBytes.owning(root));
    }

    static String sha256(String content) {
        return Digests.sha256Hex(content.getBytes(StandardCharsets.UTF_8));
    }

    static RecordMatch record(int number, String campaign, Tier tier, double bits) {
        return new RecordMatch(
                "r-" + number,
                campaign,
                tier,
                bits,
                List.of("id", "name"),
                List.of("name and ID number in one row, 31.5 bits"),
                List.of(new Where(number, "sheet \"PII\" > row " + number, 3, 14)));
    }

    static DocumentMatch match(RecordMatch... records) {
        return new DocumentMatch(List.of(records), List.of());
    }

    static DocumentMatch matchOf(int records) {
        List<RecordMatch> list = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            list.add(record(i, "ccn-2026", Tier.CONFIRMED, 40.123456));
        }
        return new DocumentMatch(list, List.of());
    }

    static NewObservation.Builder observation(String url, String content, Instant at, DocumentMatch match) {
        return NewObservation.builder(url, "pastes", at, sha256(content), match);
    }
}
