package org.afterleak.watchlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The external sort of an import. */
class RunsTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasAdded_comesBackInItsParts_howeverMuchItIs() throws Exception {
        int rows = 60_000;
        SplittableRandom random = new SplittableRandom(3);
        byte[] added = new byte[rows * 40];
        random.nextBytes(added);
        // One part with most of the rows: it is spilled in many chunks.
        for (int i = 0; i < rows * 2 / 3; i++) {
            added[i * 40] = (byte) 0xC8;
        }
        List<String> back = new ArrayList<>();
        try (SpillingRuns runs = new SpillingRuns(folder.resolve("runs"), 40)) {
            runs.add(added, added.length);
            assertThat(runs.count()).isEqualTo(rows);
            for (int part = 0; part < SpillingRuns.PARTS; part++) {
                byte[] of = runs.part(part);
                for (int at = 0; at < of.length; at += 40) {
                    assertThat(of[at] & 0xFF).isEqualTo(part);
                    back.add(new String(of, at, 40, StandardCharsets.ISO_8859_1));
                }
            }
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            expected.add(new String(added, i * 40, 40, StandardCharsets.ISO_8859_1));
        }
        assertThat(back).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(folder).isEmptyDirectory();
    }

    /** The promise: the file that runs are spilled to has no name, and nothing of a row can be read in it. */
    @Test
    void whatIsSpilled_isSealed_andHasNoName() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors).as("Linux").isDirectory();
        byte[] canary = "Canary Mapplethwaite A203456789 ".getBytes(StandardCharsets.US_ASCII);
        byte[] rows = new byte[canary.length * 20_000];
        for (int i = 0; i < 20_000; i++) {
            System.arraycopy(canary, 0, rows, i * canary.length, canary.length);
        }
        try (SpillingRuns runs = new SpillingRuns(folder.resolve("runs-with-canary"), canary.length)) {
            runs.add(rows, rows.length);

            assertThat(folder).isEmptyDirectory();
            String spilled = "";
            try (Stream<Path> open = Files.list(descriptors)) {
                for (Path descriptor : open.toList()) {
                    if (target(descriptor).contains("runs-with-canary")) {
                        spilled = new String(Files.readAllBytes(descriptor), StandardCharsets.ISO_8859_1);
                    }
                }
            }
            assertThat(spilled.length()).isGreaterThan(rows.length / 2);
            assertThat(spilled).doesNotContain("Canary", "Mapple", "203456789");
            assertThat(runs.part('C')).isEqualTo(rows);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void whatIsClosed_cannotBeRead() throws Exception {
        SpillingRuns runs = new SpillingRuns(folder.resolve("runs"), 8);
        byte[] rows = new byte[8 * 20_000];
        runs.add(rows, rows.length);
        assertThat(runs.part(0)).hasSize(rows.length);
        runs.close();
        assertThat(runs.part(0)).isEmpty();
        assertThatThrownBy(() -> runs.add(rows, rows.length)).isInstanceOf(Exception.class);
    }

    @Test
    void sortedRows_haveLucenesOrder_alsoWhereManyBeginAlike() {
        SplittableRandom random = new SplittableRandom(4);
        List<BytesRef> expected = new ArrayList<>();
        byte[] small = new byte[9 * 2000];
        byte[] large = new byte[21 * 3000];
        random.nextBytes(small);
        random.nextBytes(large);
        for (int i = 0; i < 2000; i++) {
            small[i * 9] = 7;
            expected.add(new BytesRef(small, i * 9, 9));
        }
        for (int i = 0; i < 3000; i++) {
            // A third has one of two beginnings of twelve bytes, as the records with one feature have.
            if (i % 3 == 0) {
                Arrays.fill(large, i * 21, i * 21 + 12, (byte) (i % 2 == 0 ? 0x11 : 0xEE));
            }
            large[i * 21] = 7;
            expected.add(new BytesRef(large, i * 21, 21));
        }
        SortedRows sorted = new SortedRows(List.of(small, large), new int[] {9, 21});

        expected.sort(null);
        assertThat(sorted.count()).isEqualTo(expected.size());
        for (int i = 0; i < sorted.count(); i++) {
            assertThat(new BytesRef(sorted.bytes(i), sorted.offset(i), sorted.length(i)))
                    .isEqualTo(expected.get(i));
        }
    }

    @Test
    void recordsOfOneFeature_areLabelledInTheirOrder_andItsTagCountsOnce() throws Exception {
        try (FeatureRuns features = new FeatureRuns(folder, "f");
                SpillingRuns labels = new SpillingRuns(folder.resolve("labels"), SealedIndex.LABEL_ROW)) {
            byte[] key = new byte[32];
            Arrays.fill(key, (byte) 9);
            FeatureRuns.Batch batch = new FeatureRuns.Batch();
            // Added by whatever thread is first.
            for (int number : new int[] {70_000, 3, 500, 1 << 30, 42}) {
                batch.add(0x1122334455667788L, number, handle(number), key);
            }
            batch.add(0x1122334455667789L, 5, handle(5), new byte[32]);
            features.add(batch);
            for (int part = 0; part < SpillingRuns.PARTS; part++) {
                features.label(part, 77, labels);
            }

            Map<BytesRef, byte[]> masked = new HashMap<>();
            for (int part = 0; part < SpillingRuns.PARTS; part++) {
                byte[] rows = labels.part(part);
                for (int at = 0; at < rows.length; at += SealedIndex.LABEL_ROW) {
                    masked.put(
                            new BytesRef(Arrays.copyOfRange(rows, at, at + FeatureKeys.LABEL_BYTES)),
                            Arrays.copyOfRange(rows, at + FeatureKeys.LABEL_BYTES, at + SealedIndex.LABEL_ROW));
                }
            }
            int[] inOrder = {3, 42, 500, 70_000, 1 << 30};
            for (int count = 0; count < inOrder.length; count++) {
                FeatureKeys.Place place = new FeatureKeys(key).place(77, count);
                assertThat(place.mask(masked.get(new BytesRef(place.label())))).isEqualTo(handle(inOrder[count]));
            }
            TreeSet<Long> distinct = new TreeSet<>();
            features.distinct().forEach(distinct::add);
            assertThat(distinct).containsExactly(0x1122334455667788L, 0x1122334455667789L);
            assertThat(features.distinct().size()).isEqualTo(2);
        }
    }

    private static byte[] handle(int number) {
        return Arrays.copyOf(Integer.toString(number).getBytes(StandardCharsets.US_ASCII), Handle.BYTES);
    }
}
