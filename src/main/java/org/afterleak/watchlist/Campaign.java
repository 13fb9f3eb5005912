package org.afterleak.watchlist;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * One import of a leaked list, as kept sealed with it.
 *
 * @param name what the user calls the leak; several imports may share it
 * @param importedAt when it was imported
 * @param records how many records it brought
 * @param columns heading to kind, as it was used; sorted by heading
 */
public record Campaign(String name, Instant importedAt, long records, Map<String, String> columns) {
    public Campaign {
        columns = java.util.Collections.unmodifiableMap(new TreeMap<>(columns));
    }

    @Override
    public String toString() {
        // A heading may be a person's value where a list has no heading row.
        return "Campaign[" + name + ", " + records + " records]";
    }
}
