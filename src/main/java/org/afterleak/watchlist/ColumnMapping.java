package org.afterleak.watchlist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.afterleak.identifier.Facilities;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.Nationalities;

/**
 * What each column of a list holds: from its heading, unless the user says otherwise. A column whose heading is not known is
 * ignored, and listed as such. Immutable.
 *
 * <p>The user names a column by its heading (case, spaces and punctuation do not matter), by its number ({@code #2}, or
 * {@code 2}), or, where there are headings, by its letter as a spreadsheet has it ({@code B}). A heading wins over a number,
 * a number over a letter.
 */
public final class ColumnMapping {
    private static final int MAX_LABEL = 60;
    private static final int MAX_LISTED = 20;
    private static final int MAX_COLUMNS = 16_384;

    private final Kind[] kinds;
    private final List<String> labels;
    private final Set<String> unused;

    private ColumnMapping(Kind[] kinds, List<String> labels, Set<String> unused) {
        this.kinds = kinds;
        this.labels = labels;
        this.unused = unused;
    }

    /**
     * The mapping of a list with a heading row.
     *
     * @param headings the heading row's cells
     * @param overrides what the user said, by column as the user named it
     * @throws ImportException two columns of one heading would both be used and nobody said which is which; not thrown for
     *     what identifies nobody, which is some other table of the workbook
     */
    public static ColumnMapping of(List<String> headings, Map<String, Kind> overrides) throws ImportException {
        // A column that the user named by number may have no heading, even be the last.
        List<String> row = new ArrayList<>(headings);
        row.addAll(Collections.nCopies(width(row.size(), overrides) - row.size(), ""));
        return ofWhole(row, overrides);
    }

    private static ColumnMapping ofWhole(List<String> headings, Map<String, Kind> overrides) throws ImportException {
        Kind[] kinds = new Kind[headings.size()];
        Arrays.setAll(kinds, i -> Headings.kindOf(headings.get(i)).orElse(Kind.IGNORE));
        boolean[] byNumber = new boolean[kinds.length];
        boolean[] byUser = new boolean[kinds.length];
        Set<String> unused = new LinkedHashSet<>();
        overrides.forEach((column, kind) -> {
            if (!byHeading(column, kind, headings, kinds, byNumber, byUser)
                    && !byPlace(column, kind, kinds, byNumber, byUser)) {
                unused.add(column);
            }
        });
        promote(headings, kinds, byUser);
        ColumnMapping mapping = new ColumnMapping(kinds, labels(headings), unused);
        if (mapping.identifies()) {
            checkRepeats(headings, kinds, byNumber);
        }
        return mapping;
    }

    /**
     * The mapping of a list without a heading row: only what the user named by number is used. Empty if that does not
     * {@linkplain #identifies identify} anybody.
     */
    static Optional<ColumnMapping> withoutHeadings(Map<String, Kind> overrides) {
        Kind[] kinds = new Kind[width(0, overrides)];
        Arrays.fill(kinds, Kind.IGNORE);
        Set<String> unused = new LinkedHashSet<>();
        overrides.forEach((column, kind) -> {
            int place = number(column);
            if (place >= 0 && place < kinds.length) {
                kinds[place] = kind;
            } else {
                unused.add(column);
            }
        });
        ColumnMapping mapping = new ColumnMapping(kinds, labels(Collections.nCopies(kinds.length, "")), unused);
        return mapping.identifies() ? Optional.of(mapping) : Optional.empty();
    }

    /** What the column holds; zero-based. A column beyond the last heading is ignored. */
    public Kind kindAt(int column) {
        return column < kinds.length ? kinds[column] : Kind.IGNORE;
    }

    /**
     * Heading to label of the kind, in the order of the columns, for people and machines to read. A column without a
     * heading, or with one that looks like data, is called by its number; a repeated heading has its number behind it.
     */
    public Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < kinds.length; i++) {
            String label = columns.containsKey(labels.get(i)) ? labels.get(i) + " (#" + (i + 1) + ")" : labels.get(i);
            columns.put(label, kinds[i].label());
        }
        return columns;
    }

    /** Whether a row can point at one person: a name (or its two parts), an ID, an address or a telephone number. */
    public boolean identifies() {
        return has(Kind.NAME)
                || has(Kind.GIVEN_NAME) && has(Kind.FAMILY_NAME)
                || has(Kind.ID)
                || has(Kind.ID_A_NUMBER)
                || has(Kind.EMAIL)
                || has(Kind.PHONE);
    }

    /** Attribute tags that one row takes at most: a date of birth may have two readings. */
    int attributeTags() {
        int tags = 0;
        for (Kind kind : kinds) {
            tags += switch (kind) {
                case DATE_OF_BIRTH -> 2;
                case NATIONALITY -> Nationalities.MAX_READINGS;
                case FACILITY -> Facilities.MAX_FORMS;
                default -> kind.isAttribute() ? 1 : 0;
            };
        }
        return Math.min(tags, LeakedRecord.MAX_ATTRIBUTES);
    }

    private boolean has(Kind kind) {
        return Arrays.asList(kinds).contains(kind);
    }

    /** What the user named and this list does not have, as it was typed; another sheet may have it. */
    Set<String> unusedOverrides() {
        return Set.copyOf(unused);
    }

    /** The columns and their kinds in one line. */
    String listed() {
        List<String> all = new ArrayList<>();
        columns().forEach((label, kind) -> all.add(label + " = " + kind));
        return all.size() <= MAX_LISTED
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, MAX_LISTED)) + " and " + (all.size() - MAX_LISTED) + " more";
    }

    private static boolean byHeading(
            String column, Kind kind, List<String> headings, Kind[] kinds, boolean[] byNumber, boolean[] byUser) {
        String key = Headings.key(column);
        boolean found = false;
        for (int i = 0; i < kinds.length; i++) {
            String heading = headings.get(i);
            boolean same = heading.strip().equals(column.strip())
                    || (!column.startsWith("#")
                            && !key.isEmpty()
                            && Headings.key(heading).equals(key));
            // A place that the user gave for this very column wins, whatever the order of the options.
            if (same && !byNumber[i]) {
                kinds[i] = kind;
                byUser[i] = true;
            }
            found |= same;
        }
        return found;
    }

    private static boolean byPlace(String column, Kind kind, Kind[] kinds, boolean[] byNumber, boolean[] byUser) {
        int place = place(column, kinds.length);
        if (place < 0) {
            return false;
        }
        kinds[place] = kind;
        byNumber[place] = true;
        byUser[place] = true;
        return true;
    }

    /** Zero-based column of {@code #2}, {@code 2} or {@code B}; -1 for anything else, or one beyond the width. */
    private static int place(String column, int width) {
        String name = column.strip();
        int place = number(name);
        if (place < 0 && name.matches("[A-Za-z]{1,3}")) {
            place = 0;
            for (int i = 0; i < name.length(); i++) {
                place = place * 26 + (name.charAt(i) | 32) - 'a' + 1;
            }
            place--;
        }
        return place < width ? place : -1;
    }

    /** How wide a list is that is known to be so wide, and has the columns that the user named by number. */
    private static int width(int known, Map<String, Kind> overrides) {
        int width = known;
        for (String column : overrides.keySet()) {
            int place = number(column);
            width = place < MAX_COLUMNS ? Math.max(width, place + 1) : width;
        }
        return width;
    }

    /** Zero-based column of {@code #2} or {@code 2}; -1 for anything else. */
    private static int number(String column) {
        String name = column.strip();
        String digits = name.startsWith("#") ? name.substring(1).strip() : name;
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) - 1 : -1;
    }

    /** Columns of one heading are one thing said twice: which of them is meant is not for a program to decide. */
    private static void checkRepeats(List<String> headings, Kind[] kinds, boolean[] byNumber) throws ImportException {
        Map<String, List<Integer>> same = new LinkedHashMap<>();
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] != Kind.IGNORE && !Headings.key(headings.get(i)).isEmpty()) {
                same.computeIfAbsent(Headings.key(headings.get(i)), k -> new ArrayList<>())
                        .add(i);
            }
        }
        for (List<Integer> columns : same.values()) {
            if (columns.size() > 1 && !columns.stream().allMatch(i -> byNumber[i])) {
                List<String> numbers = columns.stream().map(i -> "#" + (i + 1)).toList();
                int first = columns.get(0);
                throw new ImportException("the heading \"" + label(headings.get(first), first) + "\" repeats (columns "
                        + String.join(", ", numbers) + "): say which is which, for example --map \"" + numbers.get(0)
                        + "=" + kinds[first].label() + "\" --map \"" + numbers.get(1) + "=ignore\"");
            }
        }
    }

    /** "Nombre" is the given name beside "Apellidos", and the whole name alone. */
    private static void promote(List<String> headings, Kind[] kinds, boolean[] byUser) {
        List<Kind> all = Arrays.asList(kinds);
        boolean both = all.contains(Kind.GIVEN_NAME) && all.contains(Kind.FAMILY_NAME);
        if (both || all.contains(Kind.NAME)) {
            return;
        }
        for (int i = 0; i < kinds.length; i++) {
            if (!byUser[i] && kinds[i].isName() && Headings.meansWholeName(headings.get(i))) {
                kinds[i] = Kind.NAME;
            }
        }
    }

    private static List<String> labels(List<String> headings) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            labels.add(label(headings.get(i), i));
        }
        return List.copyOf(labels);
    }

    /** A heading fit to be shown. The first row of a list without headings is a person: nothing of it may be. */
    private static String label(String heading, int column) {
        String clean = heading.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        boolean shown = !clean.isEmpty() && clean.length() <= MAX_LABEL && !Headings.looksLikeData(clean);
        return shown ? clean : "#" + (column + 1);
    }

    @Override
    public String toString() {
        return "ColumnMapping[" + listed() + "]";
    }
}
