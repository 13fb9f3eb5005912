package org.afterleak.finding;

import static org.afterleak.finding.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.afterleak.crypto.KeyRing;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.afterleak.store.SqlStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disk says nothing without the key. */
class FindingsAtRestTest {
    private static final String URL = "https://paste.example/people/Zanzibar-Quokka-987654321";
    private static final String DIGEST = Samples.sha256("page of people");
    private static final List<String> PLANTED = List.of(
            "paste.example",
            "Zanzibar",
            "Quokka",
            "987654321",
            "sheetOfSecrets",
            "leaked-file.xlsx",
            "campaignName2026",
            "sourceName77",
            "becauseOfTheRow",
            "r-plantedhandle",
            "renderingOfThePage",
            "confirmed",
            DIGEST);

    @TempDir
    Path dir;

    private static NewObservation observation(long second) {
        RecordMatch record = new RecordMatch(
                "r-plantedhandle",
                "campaignName2026",
                Tier.CONFIRMED,
                33.25,
                List.of("id", "name"),
                List.of("becauseOfTheRow"),
                List.of(new Where(1, "leaked-file.xlsx > sheet \"sheetOfSecrets\" > row 3", 1, 2)));
        return NewObservation.builder(
                        URL,
                        "sourceName77",
                        T0.plusSeconds(second),
                        DIGEST,
                        new DocumentMatch(List.of(record), List.of()))
                .maskedUrl("https://paste.example/people/Zanzibar-******-*********")
                .evidence(() -> "renderingOfThePage".repeat(100).getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private String filesAsText() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.writeBytes(file.toString().getBytes(StandardCharsets.UTF_8));
                all.writeBytes(Files.readAllBytes(file));
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** The first of the planted texts that stands in the files in the clear or in a common disguise. */
    private Optional<String> firstFound(String files) {
        for (String planted : PLANTED) {
            byte[] utf8 = planted.getBytes(StandardCharsets.UTF_8);
            List<byte[]> forms = new ArrayList<>(List.of(
                    utf8,
                    planted.getBytes(StandardCharsets.UTF_16LE),
                    planted.getBytes(StandardCharsets.UTF_16BE),
                    HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.US_ASCII)));
            for (int shift = 0; shift < 3; shift++) {
                // Base64 of a text inside a longer one has three forms; the ends that depend on the neighbours are cut
                // off.
                byte[] shifted = new byte[utf8.length + shift];
                System.arraycopy(utf8, 0, shifted, shift, utf8.length);
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                forms.add(base64.substring(shift == 0 ? 0 : 4, base64.length() - 2)
                        .getBytes(StandardCharsets.US_ASCII));
            }
            for (byte[] form : forms) {
                String text = new String(form, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                if (files.contains(text)) {
                    return Optional.of(planted);
                }
            }
        }
        return Optional.empty();
    }

    @Test
    void noByteOfTheFiles_showsWhatWasFound() throws Exception {
        try (KeyRing keys = Samples.keys(1);
                FindingStore store = FindingStore.open(dir.resolve("findings.db"), keys)) {
            Finding finding = store.observe(observation(0)).finding();
            store.observe(observation(5));
            store.changeStatus(finding.id(), FindingStatus.DISMISSED);
            assertThat(dir.resolve("findings.db-wal")).isNotEmptyFile();
            assertThat(firstFound(filesAsText())).isEmpty();
        }
        assertThat(firstFound(filesAsText())).isEmpty();
    }

    @Test
    void search_findsWhatIsThere() throws Exception {
        for (String form : List.of(
                "xx Quokka xx",
                HexFormat.of().formatHex("a987654321b".getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString("people/Zanzibar-Q".getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString("/campaignName2026!".getBytes(StandardCharsets.UTF_8)))) {
            Files.writeString(dir.resolve("leak"), form);
            assertThat(firstFound(filesAsText())).as(form).isPresent();
        }
        Files.write(dir.resolve("leak"), "sourceName77".getBytes(StandardCharsets.UTF_16LE));
        assertThat(firstFound(filesAsText())).isPresent();
    }

    @Test
    void equalFindings_shareNothingAtRest() throws Exception {
        // Two findings with the same source, records, places and evidence: no value of one column repeats.
        Path file = dir.resolve("findings.db");
        try (KeyRing keys = Samples.keys(1);
                FindingStore store = FindingStore.open(file, keys)) {
            for (int i = 0; i < 20; i++) {
                store.observe(Samples.observation(URL + i, "a", T0, Samples.matchOf(30))
                        .evidence(() -> new byte[100])
                        .build());
            }
        }
        try (SqlStore sql = SqlStore.open(file, FindingStore.SCHEMA)) {
            for (String column : List.of(
                    "id FROM finding", "summary FROM finding", "records FROM finding", "sealed FROM evidence")) {
                List<byte[]> values = sql.read(h ->
                        h.createQuery("SELECT " + column).mapTo(byte[].class).list());
                Set<String> distinct = new TreeSet<>();
                Set<Integer> sizes = new TreeSet<>();
                for (byte[] value : values) {
                    distinct.add(HexFormat.of().formatHex(value));
                    sizes.add(value.length);
                }
                assertThat(distinct).as(column).hasSize(20);
                assertThat(sizes).as(column).hasSize(1);
            }
            assertThat(sql.<Long, RuntimeException>read(h -> h.createQuery("SELECT COUNT(*) FROM finding_record")
                            .mapTo(Long.class)
                            .one()))
                    .isEqualTo(20 * 30);
        }
    }

    @Test
    void names_dependOnTheKey() {
        try (KeyRing one = Samples.keys(1);
                KeyRing two = Samples.keys(2)) {
            assertThat(new FindingTags(one).id(URL, DIGEST))
                    .isEqualTo(new FindingTags(one).id(URL, DIGEST))
                    .isNotEqualTo(new FindingTags(two).id(URL, DIGEST));
            assertThat(new FindingTags(one).record(1, "r-a")).isNotEqualTo(new FindingTags(one).record(2, "r-a"));
        }
    }
}
