package org.afterleak.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One way in which a repost is written down.
 *
 * @param name what it is called in reports
 * @param file a plausible name of such a file
 * @param crowded whether the page holds other people too, one to a row
 * @param writer writes the page
 */
record Shape(String name, String file, boolean crowded, Writer writer) {
    /** Writes what is told of people as one page. */
    @FunctionalInterface
    interface Writer {
        String write(List<Telling> people, SplittableRandom random);
    }

    /** Field by field: heading to value, the name in one cell. */
    static Map<String, String> cells(Telling t) {
        return cells(t, false);
    }

    /** Field by field; the name in two cells where it has two parts. */
    static Map<String, String> cellsApart(Telling t) {
        return cells(t, !t.isNameWhole());
    }

    private static Map<String, String> cells(Telling t, boolean apart) {
        Map<String, String> cells = new LinkedHashMap<>();
        if (t.tells(Telling.Field.ID)) {
            cells.put("A-Number", t.idNumber());
        }
        if (apart) {
            cells.put("Last Name", t.familyNames());
            cells.put("First Name", t.givenNames());
        } else {
            cells.put("Name", t.name());
        }
        if (t.tells(Telling.Field.BIRTH)) {
            cells.put("DOB", t.birth);
        }
        if (t.tells(Telling.Field.NATIONALITY)) {
            cells.put("Nationality", t.nationality);
        }
        if (t.tells(Telling.Field.FACILITY)) {
            cells.put("Facility", t.facility);
        }
        return cells;
    }

    /** The values alone. */
    static List<String> values(Telling t) {
        return new ArrayList<>(cells(t).values());
    }
}
