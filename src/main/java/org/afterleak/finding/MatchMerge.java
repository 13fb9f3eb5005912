package org.afterleak.finding;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.afterleak.crypto.Digests;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Where;

/** What two matches of the same content say together. Pure functions. */
final class MatchMerge {
    private static final Comparator<RecordMatch> SUREST_FIRST = Comparator.comparing(RecordMatch::tier)
            .thenComparing(RecordMatch::bits)
            .reversed()
            .thenComparing(RecordMatch::record);

    private MatchMerge() {}

    /** Equal for matches that say the same of the same records, in whatever order. */
    static String digest(List<RecordMatch> records) {
        String lines = records.stream()
                .map(r ->
                        r.record() + '\n' + r.campaign() + '\n' + r.tier() + '\n' + r.bits() + '\n' + r.fields() + '\n')
                .sorted()
                .collect(Collectors.joining());
        return Digests.sha256Hex(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** Every record once, as the surer of the two saw it, surest first. */
    static List<RecordMatch> merge(List<RecordMatch> before, List<RecordMatch> now) {
        Map<String, RecordMatch> byRecord = new LinkedHashMap<>();
        for (RecordMatch record : before) {
            byRecord.put(record.record(), record);
        }
        for (RecordMatch record : now) {
            byRecord.merge(record.record(), record, (a, b) -> SUREST_FIRST.compare(b, a) <= 0 ? b : a);
        }
        List<RecordMatch> merged = new ArrayList<>(byRecord.values());
        merged.sort(SUREST_FIRST);
        return merged;
    }

    /** Whether the second holds a record that the first does not, or one in a higher tier. */
    static boolean isMore(List<RecordMatch> before, List<RecordMatch> now) {
        Map<String, RecordMatch> known = new LinkedHashMap<>();
        before.forEach(r -> known.put(r.record(), r));
        for (RecordMatch record : now) {
            RecordMatch old = known.get(record.record());
            if (old == null || record.tier().compareTo(old.tier()) > 0) {
                return true;
            }
        }
        return false;
    }

    static List<String> campaigns(List<RecordMatch> records) {
        Set<String> names = new TreeSet<>();
        records.forEach(r -> names.add(r.campaign()));
        return List.copyOf(names);
    }

    /** The places of the surest records, each once, up to a number. */
    static List<Where> firstPlaces(List<RecordMatch> surestFirst, int most) {
        Set<Where> places = new LinkedHashSet<>();
        for (RecordMatch record : surestFirst) {
            for (Where place : record.where()) {
                if (places.size() == most) {
                    return List.copyOf(places);
                }
                places.add(place);
            }
        }
        return List.copyOf(places);
    }
}
