package org.afterleak.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Which row became which record, by the receipt of an import: 16 bytes a record. Immutable. */
final class RowNumbers {
    /** Letters of a record's name that are told apart, 60 of its 80 random bits: no two of a list have the same. */
    private static final int LETTERS = 12;

    private static final String PREFIX = "r-";

    private final long[] records;
    private final int[] rows;

    private RowNumbers(long[] records, int[] rows) {
        this.records = records;
        this.rows = rows;
    }

    /** Reads a receipt. */
    static RowNumbers read(Path receipt) throws IOException {
        long[][] pairs = {new long[1024], new long[1024]};
        int count = 0;
        try (BufferedReader in = Files.newBufferedReader(receipt, StandardCharsets.UTF_8)) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (count == pairs[0].length) {
                    pairs[0] = Arrays.copyOf(pairs[0], count * 2);
                    pairs[1] = Arrays.copyOf(pairs[1], count * 2);
                }
                int first = line.indexOf(',');
                int second = line.indexOf(',', first + 1);
                pairs[0][count] = key(line.substring(second + 1));
                // Row 1 of the table is its headings.
                pairs[1][count++] = Integer.parseInt(line, first + 1, second, 10) - 2L;
            }
        }
        long[] records = Arrays.copyOf(pairs[0], count);
        Arrays.sort(records);
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[Arrays.binarySearch(records, pairs[0][i])] = (int) pairs[1][i];
        }
        return new RowNumbers(records, rows);
    }

    /** The row, from 0 below the headings, that a record came from; -1 for an unknown record. */
    int of(String record) {
        int at = Arrays.binarySearch(records, key(record));
        return at < 0 ? -1 : rows[at];
    }

    private static long key(String record) {
        long key = 0;
        for (int i = PREFIX.length(); i < PREFIX.length() + LETTERS; i++) {
            char c = record.charAt(i);
            key = key << 5 | (c >= 'a' ? c - 'a' : c - '2' + 26);
        }
        return key;
    }
}
