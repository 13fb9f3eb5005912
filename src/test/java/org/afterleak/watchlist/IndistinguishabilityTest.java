package org.afterleak.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.afterleak.crypto.KeyRing;
import org.afterleak.identifier.Kind;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a thief of the disk sees: a thousand people of one name look like a thousand people of a thousand names. */
class IndistinguishabilityTest {
    private static final List<Kind> KINDS = List.of(Kind.NAME, Kind.ID, Kind.NATIONALITY, Kind.FACILITY);
    private static final int PEOPLE = 1000;

    /** Critical value of chi-square with 255 degrees of freedom at p = 1e-6: a false alarm in a million runs of a column. */
    private static final double CHI_SQUARE_LIMIT = 379;

    /** All that an index shows without a key. */
    private record Seen(
            List<byte[]> labels, List<byte[]> records, List<byte[]> stored, List<String> fileKinds, long bytes) {
        @Override
        public String toString() {
            return labels.size() + " labels, " + records.size() + " records, " + bytes + " bytes";
        }
    }

    @Test
    void sameNamesAndDifferentNames_lookAlikeWithoutTheKey(@TempDir Path one, @TempDir Path many) throws Exception {
        List<List<String>> same = new ArrayList<>();
        List<List<String>> different = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < PEOPLE; i++) {
            String id = "A" + (200_000_000 + i * 101);
            same.add(List.of("Maria Lopez Garcia", id, "Honduras", "Stewart"));
            different.add(
                    List.of(word(random) + " " + word(random) + " " + word(random), id, word(random), word(random)));
        }
        Seen oneName = see(one, same);
        Seen manyNames = see(many, different);

        assertThat(oneName.labels()).hasSameSizeAs(manyNames.labels());
        assertThat(oneName.records()).hasSize(PEOPLE);
        assertThat(manyNames.records()).hasSize(PEOPLE);
        assertThat(lengths(oneName.labels()))
                .isEqualTo(lengths(manyNames.labels()))
                .hasSize(1);
        assertThat(lengths(oneName.records()))
                .isEqualTo(lengths(manyNames.records()))
                .hasSize(1);
        assertThat(oneName.stored()).hasSameSizeAs(manyNames.stored());
        assertThat(oneName.stored().stream().map(b -> b.length).toList())
                .isEqualTo(manyNames.stored().stream().map(b -> b.length).toList());
        assertThat(oneName.fileKinds()).isEqualTo(manyNames.fileKinds());
        // Lucene writes blocks of sorted random terms: their sizes vary by chance, by far less than one part in fifty.
        assertThat((double) oneName.bytes() / manyNames.bytes()).isBetween(0.98, 1.02);

        for (Seen seen : List.of(oneName, manyNames)) {
            assertThat(distinct(seen.labels(), FeatureKeys.LABEL_BYTES))
                    .isEqualTo(seen.labels().size());
            assertThat(distinct(tails(seen.labels()), Handle.BYTES))
                    .isEqualTo(seen.labels().size());
            assertThat(distinct(seen.records(), FeatureKeys.LABEL_BYTES)).isEqualTo(PEOPLE);
            assertThat(chiSquare(seen.labels())).isLessThan(CHI_SQUARE_LIMIT);
            assertThat(chiSquare(seen.records())).isLessThan(CHI_SQUARE_LIMIT);
            assertThat(chiSquare(seen.stored())).isLessThan(CHI_SQUARE_LIMIT);
        }
    }

    @Test
    void theTestItself_wouldSeeRepeatedOrSkewedBytes() {
        List<byte[]> skewed = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            byte[] text = new byte[26];
            Arrays.fill(text, (byte) ('a' + i % 26));
            skewed.add(text);
        }
        assertThat(chiSquare(skewed)).isGreaterThan(CHI_SQUARE_LIMIT);
        assertThat(distinct(skewed, 16)).isLessThan(skewed.size());
    }

    private static Seen see(Path folder, List<List<String>> rows) throws Exception {
        try (KeyRing keys = SealedFixture.keys()) {
            SealedFixture.watchlist(folder, keys, KINDS, rows).close();
        }
        List<byte[]> labels = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        List<byte[]> stored = new ArrayList<>();
        Path index = folder.resolve(Watchlist.FOLDER);
        try (FSDirectory directory = FSDirectory.open(index);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                collect(leaf, SealedIndex.LABELS, labels);
                collect(leaf, SealedIndex.RECORDS, records);
                BinaryDocValues values = leaf.reader().getBinaryDocValues(SealedIndex.CHUNK);
                while (values != null && values.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    BytesRef value = values.binaryValue();
                    stored.add(Arrays.copyOfRange(value.bytes, value.offset, value.offset + value.length));
                }
            }
        }
        List<String> kinds = new ArrayList<>();
        long bytes = 0;
        try (var files = Files.list(index)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                kinds.add(name.substring(name.lastIndexOf('.') + 1));
                bytes += Files.size(file);
            }
        }
        stored.sort((a, b) -> Integer.compare(a.length, b.length));
        return new Seen(labels, records, stored, kinds.stream().sorted().toList(), bytes);
    }

    private static void collect(LeafReaderContext leaf, String field, List<byte[]> into) throws Exception {
        if (leaf.reader().terms(field) == null) {
            return;
        }
        TermsEnum terms = leaf.reader().terms(field).iterator();
        for (BytesRef term = terms.next(); term != null; term = terms.next()) {
            into.add(Arrays.copyOfRange(term.bytes, term.offset, term.offset + term.length));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static List<byte[]> tails(List<byte[]> terms) {
        return terms.stream()
                .map(t -> Arrays.copyOfRange(t, FeatureKeys.LABEL_BYTES, t.length))
                .toList();
    }

    private static Set<Integer> lengths(List<byte[]> terms) {
        Set<Integer> lengths = new HashSet<>();
        terms.forEach(t -> lengths.add(t.length));
        return lengths;
    }

    private static int distinct(List<byte[]> terms, int prefix) {
        Set<BytesRef> distinct = new HashSet<>();
        terms.forEach(t -> distinct.add(new BytesRef(t, 0, prefix)));
        return distinct.size();
    }

    /** Pearson's chi-square of the byte values against the uniform distribution. */
    private static double chiSquare(List<byte[]> strings) {
        long[] counts = new long[256];
        long total = 0;
        for (byte[] bytes : strings) {
            for (byte b : bytes) {
                counts[b & 0xFF]++;
                total++;
            }
        }
        double expected = total / 256.0;
        double sum = 0;
        for (long count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }
}
