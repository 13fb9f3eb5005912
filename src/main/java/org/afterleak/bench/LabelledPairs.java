package org.afterleak.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.afterleak.table.RowHandler;
import org.afterleak.table.TableException;
import org.afterleak.table.TableLimits;
import org.afterleak.table.TableReader;
import org.afterleak.table.TableSource;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of names with the truth whether they are one person's, read from a table with the columns {@code name1, name2,
 * is_match} (as OpenSanctions' name bench has them) or {@code name_a, name_b, label}; what other columns are known splits
 * the figures: {@code schema, case_group, category, quality, source, kind, sorted_trigram_dice}.
 */
final class LabelledPairs {
    /** A file of more pairs is cut: nobody labels so many. */
    static final int MOST_PAIRS = 2_000_000;

    private static final List<String> SPLITS = List.of("case_group", "category", "quality", "source", "kind");

    private LabelledPairs() {}

    /** One pair. */
    static final class Pair {
        final String listed;
        final String seen;
        final boolean same;

        /** What it counts under, beside all: {@code category=...}. */
        final List<String> groups;

        Pair(String listed, String seen, boolean same, List<String> groups) {
            this.listed = listed;
            this.seen = seen;
            this.same = same;
            this.groups = List.copyOf(groups);
        }

        /** The names in the file may be real people's. */
        @Override
        public String toString() {
            return "Pair[" + same + "]";
        }
    }

    /**
     * Reads pairs.
     *
     * @param schema only rows of that schema, where the file has such a column; empty for all
     */
    static List<Pair> read(TableSource source, String schema) throws IOException, TableException, PairFileException {
        Reader reader = new Reader(schema);
        TableReader.read(source, TableLimits.IMPORT, reader);
        if (reader.columns == null) {
            throw new PairFileException("the file has no row; a heading row name1,name2,is_match is needed");
        }
        if (reader.pairs.isEmpty()) {
            throw new PairFileException("the file has no usable pair"
                    + (schema.isEmpty() ? "" : " of the schema asked for; try another --schema, or --schema \"\""));
        }
        return reader.pairs;
    }

    private static final class Reader implements RowHandler<PairFileException> {
        private final String schema;
        private final List<Pair> pairs = new ArrayList<>();
        private @Nullable Map<String, Integer> columns;

        Reader(String schema) {
            this.schema = schema;
        }

        @Override
        public boolean sheet(String name) {
            return true;
        }

        @Override
        public void row(int number, List<String> cells) throws PairFileException {
            Map<String, Integer> known = columns;
            if (known == null) {
                columns = headings(cells);
                return;
            }
            String listed = cell(known, cells, "name1");
            String seen = cell(known, cells, "name2");
            String label = cell(known, cells, "is_match").toLowerCase(Locale.ROOT);
            boolean wanted = schema.isEmpty()
                    || !known.containsKey("schema")
                    || cell(known, cells, "schema").equalsIgnoreCase(schema);
            if (!wanted || listed.isBlank() || seen.isBlank() || pairs.size() >= MOST_PAIRS) {
                return;
            }
            boolean same = label.equals("true") || label.equals("1") || label.equals("yes");
            if (!same && !label.equals("false") && !label.equals("0") && !label.equals("no")) {
                throw new PairFileException("row " + number + " is neither true nor false; check the column is_match");
            }
            pairs.add(new Pair(listed, seen, same, groups(known, cells, listed, seen)));
        }

        @Override
        public void unusable(int number, String reason) {
            // A row that cannot be read is no pair.
        }

        private static Map<String, Integer> headings(List<String> cells) throws PairFileException {
            Map<String, Integer> columns = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                String name = cells.get(i).strip().toLowerCase(Locale.ROOT);
                String usual = switch (name) {
                    case "name_a" -> "name1";
                    case "name_b" -> "name2";
                    case "label" -> "is_match";
                    default -> name;
                };
                columns.putIfAbsent(usual, i);
            }
            for (String needed : List.of("name1", "name2", "is_match")) {
                if (!columns.containsKey(needed)) {
                    throw new PairFileException(
                            "the column " + needed + " is missing; headings must name name1, name2 and is_match");
                }
            }
            return columns;
        }

        private static String cell(Map<String, Integer> columns, List<String> cells, String name) {
            int at = columns.getOrDefault(name, -1);
            return at < 0 || at >= cells.size() ? "" : cells.get(at).strip();
        }

        private static List<String> groups(
                Map<String, Integer> columns, List<String> cells, String listed, String seen) {
            List<String> groups = new ArrayList<>();
            for (String split : SPLITS) {
                // A figure at the end of a kind (hard_neg_dice0.41) would make a group of each pair.
                String value = cell(columns, cells, split).replaceAll("[0-9.]+$", "");
                if (!value.isEmpty() && value.length() <= 40) {
                    groups.add(split + "=" + value);
                }
            }
            String dice = cell(columns, cells, "sorted_trigram_dice");
            if (dice.matches("[01](\\.[0-9]{1,9})?")) {
                double from = Math.min(4, Math.floor(Double.parseDouble(dice) * 5)) / 5;
                groups.add(String.format(Locale.ROOT, "dice=%.1f to %.1f", from, from + 0.2));
            }
            groups.add("script=" + script(listed) + "/" + script(seen));
            return groups;
        }

        /** The script of most letters. */
        private static String script(String name) {
            Map<String, Integer> counts = new HashMap<>();
            name.codePoints()
                    .filter(Character::isLetter)
                    .forEach(c -> counts.merge(
                            Character.UnicodeScript.of(c).name().toLowerCase(Locale.ROOT), 1, Integer::sum));
            return counts.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .orElse("none");
        }
    }
}
