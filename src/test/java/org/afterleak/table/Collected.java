package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All rows of a table, for tests: sheet by sheet, by number. */
final class Collected implements RowHandler<RuntimeException> {
    final Map<String, Map<Integer, List<String>>> sheets = new LinkedHashMap<>();
    final Map<Integer, String> unusable = new LinkedHashMap<>();
    final List<Long> progress = new ArrayList<>();
    private Map<Integer, List<String>> current = new LinkedHashMap<>();

    static Collected of(String text) throws IOException, TableException {
        return of(text.getBytes(UTF_8));
    }

    static Collected of(byte[] bytes) throws IOException, TableException {
        return of(bytes, TableLimits.CAPTURE);
    }

    static Collected of(byte[] bytes, TableLimits limits) throws IOException, TableException {
        Collected collected = new Collected();
        TableReader.read(TableSource.of(bytes), limits, collected);
        return collected;
    }

    Map<Integer, List<String>> only() {
        if (sheets.size() != 1) {
            throw new AssertionError(sheets.size() + " sheets");
        }
        return sheets.values().iterator().next();
    }

    List<List<String>> rows() {
        return List.copyOf(only().values());
    }

    @Override
    public boolean sheet(String name) {
        current = new LinkedHashMap<>();
        sheets.put(name, current);
        return true;
    }

    @Override
    public void row(int number, List<String> cells) {
        if (current.put(number, cells) != null) {
            throw new AssertionError("row " + number + " twice");
        }
    }

    @Override
    public void unusable(int number, String reason) {
        unusable.put(number, reason);
    }

    @Override
    public void progress(long doneBytes, long totalBytes) {
        progress.add(doneBytes);
    }
}
