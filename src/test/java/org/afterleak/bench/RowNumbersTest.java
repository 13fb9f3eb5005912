package org.afterleak.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowNumbersTest {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    @TempDir
    private Path folder;

    @Test
    void everyRecord_hasItsRow_andNoOtherHasOne() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        String[] records = new String[5000];
        StringBuilder receipt = new StringBuilder("sheet,row,record\n");
        for (int i = 0; i < records.length; i++) {
            records[i] = record(random);
            receipt.append(',').append(i + 2).append(',').append(records[i]).append('\n');
        }
        RowNumbers rows = RowNumbers.read(Files.writeString(folder.resolve("receipt.csv"), receipt));

        for (int i = 0; i < records.length; i++) {
            assertThat(rows.of(records[i])).isEqualTo(i);
            assertThat(rows.of(record(random))).isEqualTo(-1);
        }
    }

    private static String record(SplittableRandom random) {
        StringBuilder record = new StringBuilder("r-");
        for (int i = 0; i < 16; i++) {
            record.append(LETTERS.charAt(random.nextInt(32)));
        }
        return record.toString();
    }
}
