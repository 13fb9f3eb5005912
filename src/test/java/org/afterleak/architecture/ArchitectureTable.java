package org.afterleak.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two tables of {@code src/site/markdown/architecture.md}: package by package what it may import, and API by API
 * the packages that may use it. What is between backticks counts, and a dash for nothing; the rest is for people.
 */
record ArchitectureTable(Map<String, Set<String>> imports, List<Room> rooms) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** One row of the second table: these APIs are for these packages only. */
    record Room(List<String> apis, Set<String> packages) {}

    static ArchitectureTable read(Path markdown) throws IOException {
        return parse(Files.readString(markdown));
    }

    static ArchitectureTable parse(String markdown) {
        List<List<List<String>>> tables = tables(markdown);
        if (tables.size() != 2) {
            throw new IllegalArgumentException("two tables expected, found " + tables.size());
        }
        Map<String, Set<String>> imports = new LinkedHashMap<>();
        for (List<String> row : tables.get(0)) {
            List<String> name = code(row, 0);
            if (name.size() != 1 || imports.put(name.get(0), new TreeSet<>(code(row, 2))) != null) {
                throw new IllegalArgumentException("one new package expected in the first column of " + row);
            }
        }
        List<Room> rooms = new ArrayList<>();
        for (List<String> row : tables.get(1)) {
            if (code(row, 0).isEmpty() || code(row, 1).isEmpty()) {
                throw new IllegalArgumentException("an API and its packages expected in " + row);
            }
            rooms.add(new Room(code(row, 0), new TreeSet<>(code(row, 1))));
        }
        return new ArchitectureTable(imports, rooms);
    }

    /** Each table as its rows, without heading and rule. */
    private static List<List<List<String>>> tables(String markdown) {
        List<List<List<String>>> tables = new ArrayList<>();
        boolean inTable = false;
        for (String line : markdown.lines().toList()) {
            boolean row = line.startsWith("|");
            if (row && !inTable) {
                tables.add(new ArrayList<>());
            } else if (row && !line.startsWith("|---")) {
                String inner = line.strip().substring(1, line.strip().length() - 1);
                tables.getLast()
                        .add(Arrays.stream(inner.split("\\|"))
                                .map(String::strip)
                                .toList());
            }
            inTable = row;
        }
        return tables;
    }

    private static List<String> code(List<String> row, int column) {
        if (column >= row.size()) {
            throw new IllegalArgumentException("a column is missing in " + row);
        }
        Matcher matcher = CODE.matcher(row.get(column));
        List<String> found = matcher.results().map(result -> result.group(1)).toList();
        if (found.isEmpty() && !row.get(column).equals("-")) {
            throw new IllegalArgumentException("names between backticks, or a dash, expected in " + row);
        }
        return found;
    }
}
