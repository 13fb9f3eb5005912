package org.afterleak.watchlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.NameKeys;
import org.afterleak.identifier.Nationalities;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchlistTest {
    private static final List<Kind> KINDS = List.of(Kind.NAME, Kind.ID, Kind.NATIONALITY, Kind.FACILITY);

    @TempDir
    private Path folder;

    private final KeyRing keys = SealedFixture.keys();

    private static List<String> person(int i) {
        return List.of(
                "Given" + word(i) + " Family" + word(i * 31 + 7), "A" + (200_000_000 + i * 101), "Peru", "Krome");
    }

    private static String word(int i) {
        return Integer.toString(i + 1000, 36).replaceAll("[0-9]", "q");
    }

    private static List<List<String>> people(int count) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(person(i));
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3000})
    void everyRecord_isFoundByItsIdAndByItsName(int count) throws Exception {
        SealedFixture.create(folder, keys);
        List<String> handles = SealedFixture.importRows(folder, keys, "spring", KINDS, people(count));

        try (Watchlist watchlist = Watchlist.open(folder, keys)) {
            assertThat(watchlist.recordCount()).isEqualTo(count);
            for (int i = 0; i < count; i++) {
                List<Candidate> byId =
                        watchlist.lookup(Feature.of(Feature.Type.ID, Integer.toString(200_000_000 + i * 101)), 10);
                assertThat(byId).extracting(c -> c.handle().toString()).containsExactly(handles.get(i));
                List<Candidate> byName = watchlist.lookup(
                        Feature.namePair(NameKeys.key("family" + word(i * 31 + 7)), NameKeys.key("given" + word(i))),
                        3000);
                assertThat(byName).extracting(c -> c.handle().toString()).contains(handles.get(i));
            }
            assertThat(watchlist.lookup(Feature.of(Feature.Type.ID, "200000001"), 10))
                    .isEmpty();
        }
    }

    /** Large enough for two segments and for runs that are spilled. */
    @Test
    void howManyThreadsSeal_changesNothing() throws Exception {
        List<List<String>> rows = people(24_000);
        KeyRing fixed = new KeyRing(SecretBytes.owning(new byte[KeyRing.ROOT_BYTES]));
        Path one = folder.resolve("one");
        Path five = folder.resolve("five");
        importSeeded(one, fixed, rows, 1);
        importSeeded(five, fixed, rows, 5);

        assertThat(entries(one)).hasSize(rows.size()).isEqualTo(entries(five));
        try (Watchlist a = Watchlist.open(one, fixed);
                Watchlist b = Watchlist.open(five, fixed)) {
            assertThat(a.reader().leaves().size()).isGreaterThan(1);
            for (int i = 0; i < rows.size(); i += 37) {
                Feature id = Feature.of(Feature.Type.ID, Integer.toString(200_000_000 + i * 101));
                assertThat(a.lookup(id, 3)).hasSize(1).isEqualTo(b.lookup(id, 3));
                Feature name =
                        Feature.namePair(NameKeys.key("family" + word(i * 31 + 7)), NameKeys.key("given" + word(i)));
                assertThat(a.lookup(name, 3000)).isNotEmpty().isEqualTo(b.lookup(name, 3000));
            }
        }
    }

    private static void importSeeded(Path folder, KeyRing keys, List<List<String>> rows, int threads) throws Exception {
        SealedFixture.create(folder, keys);
        SplittableRandom random = new SplittableRandom(5);
        RandomBytes seeded = n -> {
            byte[] bytes = new byte[n];
            random.nextBytes(bytes);
            return bytes;
        };
        try (WatchlistWriter writer = WatchlistWriter.open(folder, keys, "spring", seeded, threads)) {
            writer.expectAttributes(4);
            for (List<String> row : rows) {
                LeakedRecord record = new LeakedRecord();
                for (int i = 0; i < KINDS.size(); i++) {
                    record.add(KINDS.get(i), row.get(i));
                }
                writer.add(record);
            }
            writer.commit(Instant.EPOCH, Map.of());
        }
    }

    private static Set<BytesRef> entries(Path folder) throws Exception {
        Set<BytesRef> found = new HashSet<>();
        try (Directory directory = FSDirectory.open(folder.resolve(Watchlist.FOLDER));
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                Terms terms = leaf.reader().terms(SealedIndex.RECORDS);
                if (terms != null) {
                    TermsEnum all = terms.iterator();
                    for (var term = all.next(); term != null; term = all.next()) {
                        found.add(BytesRef.deepCopyOf(term));
                    }
                }
            }
        }
        return found;
    }

    /** The stream of sealed bytes is cut into many chunks, and a header may be one of them. */
    @Test
    void manyColumnsAndLongNames_areKept() throws Exception {
        SealedFixture.create(folder, keys);
        Map<String, String> columns = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            columns.put("a heading of a column that is ignored, number " + i, "ignore");
        }
        try (WatchlistWriter writer = WatchlistWriter.open(folder, keys, "spring", RandomBytes.SECURE)) {
            LeakedRecord record = new LeakedRecord();
            record.add(Kind.ID, "A200000000");
            writer.add(record);
            writer.commit(Instant.EPOCH, columns);
        }
        try (Watchlist watchlist = Watchlist.open(folder, keys)) {
            assertThat(watchlist.imports().get(0).columns()).isEqualTo(columns);
        }
    }

    @Test
    void aWatchlistOfTheFormatBefore_isRefused_saying_what_to_do() throws Exception {
        SealedFixture.create(folder, keys);
        try (Directory directory = FSDirectory.open(folder.resolve(Watchlist.FOLDER));
                IndexWriter index = new IndexWriter(directory, new IndexWriterConfig())) {
            Map<String, String> data = new HashMap<>(SealedIndex.commitData(keys, 0));
            data.put("afterleak_watchlist", "2");
            index.setLiveCommitData(data.entrySet());
            index.commit();
        }
        assertThatThrownBy(() -> Watchlist.open(folder, keys))
                .isInstanceOf(WatchlistException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("import the lists again");
        assertThatThrownBy(() -> WatchlistWriter.open(folder, keys, "spring", RandomBytes.SECURE))
                .isInstanceOf(WatchlistException.class)
                .hasMessageContaining("format 2");
    }

    @Test
    void aRecord_knowsItsOwnValuesAndNoOthers() throws Exception {
        try (Watchlist watchlist = SealedFixture.watchlist(folder, keys, KINDS, people(5))) {
            Candidate candidate = watchlist
                    .lookup(Feature.of(Feature.Type.ID, "200000101"), 1)
                    .get(0);
            WatchedRecord record = watchlist.record(candidate).orElseThrow();

            assertThat(record.campaign()).isEqualTo("spring");
            assertThat(record.tokenCount()).isEqualTo(2);
            assertThat(record.formOf("given" + word(1))).isNotNegative();
            assertThat(record.formOf("given" + word(2))).isNegative();
            String peru = Nationalities.canonical("Peru").orElseThrow();
            assertThat(record.attribute(Kind.NATIONALITY, peru)).isNotNegative();
            assertThat(record.attribute(Kind.FACILITY, peru)).isNegative();
            assertThat(record.attribute(
                            Kind.NATIONALITY, Nationalities.canonical("Chile").orElseThrow()))
                    .isNegative();
            assertThat(record.kinds()).containsExactlyInAnyOrder(Kind.NAME, Kind.ID, Kind.NATIONALITY, Kind.FACILITY);
        }
    }

    @Test
    void theSameListTwice_isRecognised_inOneCampaignAndInAnother() throws Exception {
        SealedFixture.create(folder, keys);
        SealedFixture.importRows(folder, keys, "spring", KINDS, people(50));

        List<String> again = SealedFixture.importRows(folder, keys, "spring", KINDS, people(60));
        assertThat(again.subList(0, 50)).containsOnlyNulls();
        assertThat(again.subList(50, 60)).doesNotContainNull();
        SealedFixture.importRows(folder, keys, "autumn", KINDS, people(50));

        try (Watchlist watchlist = Watchlist.open(folder, keys)) {
            assertThat(watchlist.recordCount("spring")).isEqualTo(60);
            assertThat(watchlist.recordCount("autumn")).isEqualTo(50);
            List<Candidate> both = watchlist.lookup(Feature.of(Feature.Type.ID, "200000000"), 10);
            assertThat(both).extracting(watchlist::campaignOf).containsExactlyInAnyOrder("spring", "autumn");
        }
    }

    @Test
    void aRemovedCampaign_isGoneFromTheDisk_andLeavesTheOthersWhole() throws Exception {
        SealedFixture.create(folder, keys);
        SealedFixture.importRows(folder, keys, "spring", KINDS, people(500));
        long before = size(folder);
        SealedFixture.importRows(folder, keys, "autumn", KINDS, people(500));

        assertThat(Importer.removeCampaign(folder, keys, "spring")).isEqualTo(500);

        assertThat(size(folder)).isBetween(before / 2, before * 3 / 2);
        try (Watchlist watchlist = Watchlist.open(folder, keys)) {
            assertThat(watchlist.recordCount()).isEqualTo(500);
            for (int i = 0; i < 500; i++) {
                String id = Integer.toString(200_000_000 + i * 101);
                assertThat(watchlist.lookup(Feature.of(Feature.Type.ID, id), 10))
                        .extracting(watchlist::campaignOf)
                        .containsExactly("autumn");
            }
        }
        assertThatThrownBy(() -> Importer.removeCampaign(folder, keys, "spring"))
                .isInstanceOf(WatchlistException.class)
                .hasMessageContaining("no campaign of that name");
    }

    @Test
    void anImportThatIsNotCommitted_changesNothing() throws Exception {
        SealedFixture.create(folder, keys);
        SealedFixture.importRows(folder, keys, "spring", KINDS, people(10));

        try (WatchlistWriter writer = WatchlistWriter.open(folder, keys, "autumn", RandomBytes.SECURE)) {
            for (List<String> row : people(30_000)) {
                LeakedRecord record = new LeakedRecord();
                record.add(Kind.NAME, row.get(0) + " Other");
                record.add(Kind.ID, "9" + row.get(1).substring(2));
                writer.add(record);
            }
        }

        try (Watchlist watchlist = Watchlist.open(folder, keys)) {
            assertThat(watchlist.recordCount()).isEqualTo(10);
            assertThat(watchlist.imports()).extracting(Campaign::name).containsExactly("spring");
        }
    }

    @Test
    void twoImportsAtOnce_theSecondIsToldSo() throws Exception {
        SealedFixture.create(folder, keys);
        try (WatchlistWriter first = WatchlistWriter.open(folder, keys, "spring", RandomBytes.SECURE)) {
            assertThatThrownBy(() -> WatchlistWriter.open(folder, keys, "autumn", RandomBytes.SECURE))
                    .isInstanceOf(WatchlistException.class)
                    .hasMessageContaining("in use");
            first.commit(Instant.EPOCH, Map.of());
        }
    }

    @Test
    void anotherKey_isToldApartFromDamage() throws Exception {
        SealedFixture.watchlist(folder, keys, KINDS, people(3)).close();

        assertThatThrownBy(() -> Watchlist.open(folder, SealedFixture.keys()))
                .isInstanceOfSatisfying(
                        WatchlistException.class,
                        e -> assertThat(e.trouble()).isEqualTo(WatchlistException.Trouble.WRONG_KEY));
    }

    @Test
    void oneChangedByteAnywhere_isNoticedWhenItIsOpened() throws Exception {
        SealedFixture.watchlist(folder, keys, KINDS, people(40)).close();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve(Watchlist.FOLDER))) {
            files = all.filter(f -> !f.getFileName().toString().equals("write.lock"))
                    .toList();
        }
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            for (int at = 0; at < good.length; at += Math.max(1, good.length / 40)) {
                byte[] bad = good.clone();
                bad[at] ^= 0x10;
                Files.write(file, bad);
                assertThatThrownBy(() -> Watchlist.open(folder, keys).close())
                        .as("%s at %d", file.getFileName(), at)
                        .isInstanceOf(WatchlistException.class);
            }
            Files.write(file, good);
        }
        Watchlist.open(folder, keys).close();
    }

    @Test
    void aHandle_readsBack() {
        for (int i = 0; i < 100; i++) {
            Handle handle = Handle.random(RandomBytes.SECURE);
            assertThat(handle.toString()).matches("r-[a-z2-7]{16}");
            assertThat(Handle.parse(handle.toString())).contains(handle);
        }
        assertThat(Handle.parse("r-short")).isEmpty();
        assertThat(Handle.parse("f-aaaaaaaaaaaaaaaa")).isEmpty();
    }

    @Test
    void nothingOfTheList_isInTheFiles() throws Exception {
        SealedFixture.watchlist(folder, keys, KINDS, people(300)).close();

        try (Stream<Path> files = Files.list(folder.resolve(Watchlist.FOLDER))) {
            for (Path file : files.toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .toLowerCase(java.util.Locale.ROOT);
                assertThat(bytes).doesNotContain("peru", "krome", "given", "family", "spring", "2000000");
            }
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(Watchlist.FOLDER))) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }
}
