package org.afterleak.watchlist;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterleak.identifier.Dates;
import org.afterleak.identifier.Facilities;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.Names;
import org.afterleak.identifier.Nationalities;

/**
 * The canonical values of cells that are only ever verified, remembered: nationalities, facilities and dates of birth of a
 * list repeat themselves, and to read one takes longer than to look it up. In the clear, so it lives as long as one import.
 * Not thread-safe.
 */
final class AttributeReadings {
    /** Cells of one kind that are remembered; then it begins anew. */
    private static final int MOST_KEPT = 4096;

    private final Facilities facilities;
    private final Map<Kind, Map<String, List<LeakedRecord.Attribute>>> kept = new EnumMap<>(Kind.class);

    AttributeReadings(Facilities facilities) {
        this.facilities = facilities;
    }

    /** The readings of a cell, none where it has no canonical form; of a kind that is no attribute, none. */
    List<LeakedRecord.Attribute> of(Kind kind, String cell) {
        Map<String, List<LeakedRecord.Attribute>> ofKind = kept.computeIfAbsent(kind, k -> new HashMap<>());
        List<LeakedRecord.Attribute> readings = ofKind.get(cell);
        if (readings == null) {
            readings = read(kind, cell);
            if (ofKind.size() == MOST_KEPT) {
                ofKind.clear();
            }
            ofKind.put(cell, readings);
        }
        return readings;
    }

    private List<LeakedRecord.Attribute> read(Kind kind, String cell) {
        Iterable<String> values = switch (kind) {
            case DATE_OF_BIRTH -> Dates.canonical(cell);
            case NATIONALITY -> Nationalities.readings(cell);
            case FACILITY -> facilities.forms(cell);
            case ATTRIBUTE -> List.of(Names.phrase(cell));
            default -> List.of();
        };
        List<LeakedRecord.Attribute> readings = new ArrayList<>();
        for (String value : values) {
            if (!value.isEmpty()) {
                readings.add(new LeakedRecord.Attribute(kind, value));
            }
        }
        return List.copyOf(readings);
    }
}
