package org.afterleak.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictYamlTest {
    private static YamlMap parse(String yaml) throws ConfigException {
        return StrictYaml.parse("sources.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    @FunctionalInterface
    private interface Read {
        Object from(YamlMap map) throws ConfigException;
    }

    private static void assertRefused(String yaml, Read read, String message) {
        assertThatThrownBy(() -> read.from(parse(yaml)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void everyType_isReadAsWritten() throws ConfigException {
        YamlMap root = parse("""
                user_agent: "ExampleWatch (+https://example.org/contact)"
                year: 2024
                depth: 3
                strict: false
                every: 60s
                since: PT1H30M
                size: 10 MiB
                url: https://www.example.org/a?b=c
                queries: ["one", two, 3]
                deep: { under: { last: yes } }
                sources:
                  - name: a
                  - { name: b }
                """);
        assertThat(root.string("user_agent")).isEqualTo("ExampleWatch (+https://example.org/contact)");
        assertThat(root.string("year")).isEqualTo("2024");
        assertThat(root.integer("depth", 1, 0, 10)).isEqualTo(3);
        assertThat(root.bool("strict", true)).isFalse();
        assertThat(root.duration("every", Duration.ZERO)).isEqualTo(Duration.ofSeconds(60));
        assertThat(root.optionalDuration("since")).contains(Duration.ofMinutes(90));
        assertThat(root.bytes("size", 0, 0, Long.MAX_VALUE)).isEqualTo(10L << 20);
        assertThat(root.uri("url", "http", "https")).isEqualTo(URI.create("https://www.example.org/a?b=c"));
        assertThat(root.list("queries")).containsExactly("one", "two", "3");
        assertThat(root.map("deep").map("under").string("last")).isEqualTo("yes");
        assertThat(root.maps("sources")).hasSize(2);
        assertThat(root.maps("sources").get(1).string("name")).isEqualTo("b");
        assertThat(root.maps("sources").get(0).string("name")).isEqualTo("a");
        root.refuseOthers();
    }

    @Test
    void absentKeys_giveTheDefault() throws ConfigException {
        YamlMap root = parse("# nothing but a comment\n");
        assertThat(root.optionalString("a")).isEmpty();
        assertThat(root.string("a", "b")).isEqualTo("b");
        assertThat(root.integer("a", 7, 0, 9)).isEqualTo(7);
        assertThat(root.bool("a", true)).isTrue();
        assertThat(root.duration("a", Duration.ofDays(9), Duration.ZERO, Duration.ofDays(1)))
                .hasDays(9);
        assertThat(root.bytes("a", 5, 0, 1)).isEqualTo(5);
        assertThat(root.list("a")).isEmpty();
        assertThat(root.maps("a")).isEmpty();
        assertThat(root.map("a").keys()).isEmpty();
        assertThat(root.optionalUri("a", "http")).isEmpty();
        assertThat(root.has("a")).isFalse();
        root.refuseOthers();
    }

    @Test
    void unknownKey_isNamedWithItsLineAndTheKeyThatWasMeant() {
        String yaml = """
                user_agent: x
                sources:
                  - name: a
                    every: 60s
                  - name: b

                    evry: 60s
                """;
        assertThatThrownBy(() -> {
                    YamlMap root = parse(yaml);
                    root.string("user_agent");
                    for (YamlMap source : root.maps("sources")) {
                        source.string("name");
                        source.duration("every", Duration.ZERO);
                    }
                    root.refuseOthers();
                })
                .hasMessage("sources.yaml line 7: unknown key \"evry\"; did you mean \"every\"?")
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.line()).isEqualTo(7);
                    assertThat(e.file()).isEqualTo("sources.yaml");
                });
    }

    @Test
    void unknownKeyLikeNoOther_listsWhatIsKnown() {
        assertRefused(
                "zebra: 1\n",
                m -> {
                    m.has("name");
                    m.has("url");
                    m.refuseOthers();
                    return m;
                },
                "sources.yaml line 1: unknown key \"zebra\"; known here: name, url");
    }

    @Test
    void keyThatIsNoWord_isNotQuoted() {
        assertThatThrownBy(() -> parse("A123456789: x\n").refuseOthers())
                .hasMessage("sources.yaml line 1: unknown key (10 characters, not shown)");
        assertThatThrownBy(() -> parse("Jane Q Example: x\n").refuseOthers()).hasMessageNotContaining("Jane");
    }

    @Test
    void wrongTypes_nameKeyAndLineAndNeverTheValue() {
        String at = "sources.yaml line 2: ";
        String text = "first: 1\nkey: Zanzibar\n";
        assertRefused(text, m -> m.integer("key", 0, 0, 9), at + "\"key\" must be a whole number");
        assertRefused(text, m -> m.bool("key", true), at + "\"key\" must be true or false");
        assertRefused(
                text,
                m -> m.duration("key", Duration.ZERO),
                at + "\"key\" must be a span of time such as 250ms, 60s, 5m, 1h, 1d or PT1H30M");
        assertRefused(
                text, m -> m.bytes("key", 0, 0, 9), at + "\"key\" must be a size such as 4096, 64KiB, 10MB or 1GiB");
        assertRefused(
                text,
                m -> m.uri("key", "http", "https"),
                at + "\"key\" must be a URL that starts with http:// or https://");
        assertRefused(text, m -> m.list("key"), at + "\"key\" must be a list, lines of \"- item\" under it");
        assertRefused(text, m -> m.maps("key"), at + "\"key\" must be a list, lines of \"- item\" under it");
        assertRefused(text, m -> m.map("key"), at + "\"key\" must be a mapping, lines of \"key: value\" under it");
        assertRefused(text, m -> m.oneOf("key", List.of("a", "b")), at + "\"key\" must be one of a, b");
        assertRefused(text, m -> m.string("other"), "sources.yaml line 1: key \"other\" is missing");
        assertRefused(
                "a: 1\nkey: [1]\n", m -> m.string("key"), at + "\"key\" must be one text, not a list or a mapping");
        assertRefused(
                "key:\n  - [x]\n",
                m -> m.list("key"),
                at + "an item of \"key\" must be one text, not a list or a mapping");
        assertRefused("key:\n  - x\n", m -> m.maps("key"), at + "an item of \"key\" must be a mapping, \"key: value\"");
        assertRefused(
                "a: 1\nkey:\n", m -> m.string("key"), at + "\"key\" has no value; give it one, or remove the line");
        assertRefused(
                "a: 1\nkey: \"\"\n",
                m -> m.string("key"),
                at + "\"key\" has no value; give it one, or remove the line");
        assertRefused("a: 1\nkey: \"5\"\n", m -> m.integer("key", 0, 0, 9), at + "\"key\" must be a whole number");
        assertRefused("a: 1\nkey: yes\n", m -> m.bool("key", true), at + "\"key\" must be true or false");
    }

    @Test
    void valuesOutOfBounds_nameTheBounds() {
        assertRefused("k: 11\n", m -> m.integer("k", 0, 0, 10), "sources.yaml line 1: \"k\" must be from 0 to 10");
        assertRefused(
                "k: 99999999999999999999\n",
                m -> m.integer("k", 0, 0, 10),
                "sources.yaml line 1: \"k\" must be a whole number");
        assertRefused(
                "k: 2d\n",
                m -> m.duration("k", Duration.ZERO, Duration.ofMillis(250), Duration.ofHours(24)),
                "sources.yaml line 1: \"k\" must be from 250ms to 1d");
        assertRefused(
                "k: 999999999999999TiB\n",
                m -> m.bytes("k", 0, 1, 100),
                "sources.yaml line 1: \"k\" must be from 1 to 100 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://www.example.org/",
                "http:///nohost",
                "//www.example.org/",
                "http://exa mple.org/",
                "mailto:a@b.example"
            })
    void urlThatIsNone_isRefusedWithoutQuotingIt(String url) {
        assertThatThrownBy(() -> parse("u: \"" + url + "\"\n").uri("u", "http", "https"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("sources.yaml line 1: \"u\" ")
                .hasMessageNotContaining("example")
                .hasMessageNotContaining("nohost");
    }

    @Test
    void duplicateKey_namesBothLines() {
        assertThatThrownBy(() -> parse("name: a\nurl: b\nname: c\n"))
                .hasMessage("sources.yaml line 3: key \"name\" stands here again; it is already on line 1");
        assertThatThrownBy(() -> parse("m:\n  x: 1\n  x: 2\n").map("m"))
                .hasMessage("sources.yaml line 3: key \"x\" stands here again; it is already on line 2");
    }

    @Test
    void anchorsAliasesTagsAndSecondDocuments_areRefused() {
        String anchors = "sources.yaml line 1: anchors (&) and aliases (*) are not supported; write the value out";
        assertThatThrownBy(() -> parse("a: &x [1]\nb: *x\n")).hasMessage(anchors);
        assertThatThrownBy(() -> parse("a: *x\n")).hasMessage(anchors);
        assertThatThrownBy(() -> parse("a: !!java.net.URL [x]\n"))
                .hasMessage(
                        "sources.yaml line 1: tags (!) are not supported; put a value that starts with ! in quotes");
        assertThatThrownBy(() -> parse("a: 1\n---\nb: 2\n"))
                .hasMessage("sources.yaml line 2: a second document starts here; keep one per file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "'a: 1\n\tb: Zanzibar\n' ~ line 2: is indented with a tab; use spaces",
                "'a: b: Zanzibar\n' ~ line 1: a key is not expected here",
                "'a: \"Zanzibar\n' ~ a quote that was opened is not closed",
                "'a: @Zanzibar\n' ~ line 1: a value that starts with this character must stand in quotes",
                "'a: [Zanzibar\n' ~ a bracket that was opened is not closed",
                "'a: 1\nZanzibar\nb: 2\n' ~ a key without its \": \"",
                "'a: 1\n  b: Zanzibar\n' ~ line 2: ",
                "'- Zanzibar\n' ~ line 1: must be a mapping",
                "'Zanzibar' ~ line 1: must be a mapping"
            })
    void brokenYaml_isExplainedInOurWordsWithItsLine(String yaml, String part) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("sources.yaml line ")
                .hasMessageContaining(part)
                .hasMessageNotContaining("Zanzibar")
                .hasMessageNotContaining("\n")
                .hasNoCause();
    }

    @Test
    void controlCharacter_isNamedWithItsLine() {
        assertThatThrownBy(() -> parse("a: 1\nb: x\u0000y\n"))
                .hasMessage("sources.yaml line 2: holds a character that YAML does not allow");
    }

    @Test
    void notUtf8_isNamedWithItsLine() {
        byte[] latin1 = "a: 1\nb: caf\u00e9 noir\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> StrictYaml.parse("s.yaml", latin1))
                .hasMessage("s.yaml line 2: is not UTF-8; save the file as UTF-8");
    }

    @Test
    void byteOrderMark_isNotPartOfTheFirstKey() throws ConfigException {
        assertThat(parse("\ufeffname: a\n").string("name")).isEqualTo("a");
    }

    @Test
    void fileOverTheSizeLimit_isRefused() {
        byte[] big = "#".repeat(StrictYaml.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> StrictYaml.parse("s.yaml", big)).hasMessage("s.yaml: is longer than 1048576 bytes");
    }

    @Test
    void fileAtTheSizeLimit_isRead() throws ConfigException {
        String text = "a: 1\n" + ("#".repeat(1023) + "\n").repeat(StrictYaml.MAX_BYTES / 1024);
        text = text.substring(0, StrictYaml.MAX_BYTES);
        assertThat(parse(text).string("a")).isEqualTo("1");
    }

    @Test
    void lineOverTheLimit_isRefused() {
        assertThatThrownBy(() -> parse("a: 1\nb: " + "x".repeat(StrictYaml.MAX_LINE)))
                .hasMessage("sources.yaml line 2: is longer than 16384 characters");
    }

    @Test
    void nestingOverTheLimit_isRefusedBeforeItCosts() {
        String flow = "a: " + "[".repeat(16_000);
        assertThatThrownBy(() -> parse(flow)).hasMessage("sources.yaml line 1: is nested more than 16 levels deep");
        assertThatThrownBy(() -> parse("a: " + "{b: ".repeat(17)))
                .hasMessage("sources.yaml line 1: is nested more than 16 levels deep");
    }

    @Test
    void moreValuesThanTheLimit_areRefused() {
        assertThatThrownBy(() -> parse("a: [\n" + "1,\n".repeat(StrictYaml.MAX_NODES) + "]"))
                .hasMessage("sources.yaml line 99999: has more than 100000 keys and values");
    }

    @Test
    void missingFileAndFolder_areNamed(@TempDir Path dir) throws Exception {
        assertThatThrownBy(() -> StrictYaml.read(dir.resolve("none.yaml")))
                .hasMessage(dir.resolve("none.yaml") + ": there is no such file");
        assertThatThrownBy(() -> StrictYaml.read(dir)).hasMessage(dir + ": is a folder, not a file");
        Path file = Files.writeString(dir.resolve("s.yaml"), "a: [\n");
        assertThatThrownBy(() -> StrictYaml.read(file)).hasMessageStartingWith("s.yaml line 2: ");
    }

    @Test
    void mapping_neverPrintsItsContent() throws ConfigException {
        assertThat(parse("password: Zanzibar\n")).hasToString("YamlMap[sources.yaml line 1, 1 keys]");
    }

    @ParameterizedTest
    @CsvSource({
        "250ms,PT0.25S",
        "60s,PT1M",
        "5m,PT5M",
        "1h,PT1H",
        "1d,PT24H",
        "1h30m,PT1H30M",
        "0,PT0S",
        "pt5s,PT5S",
        "P2D,PT48H",
        "999999999d,PT23999999976H"
    })
    void spansOfTime_areRead(String text, String iso) {
        assertThat(Durations.parse(text)).contains(Duration.parse(iso));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 m", "-5s", "PT-5S", "5w", "1.5h", "s", "9999999999s", "P1M"})
    void textsThatAreNoSpanOfTime_areNotRead(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"250ms", "0s", "59s", "90s", "5m", "90m", "1h", "36h", "2d"})
    void formattedSpan_isReadBack(String text) {
        assertThat(Durations.format(Durations.parse(text).orElseThrow())).isEqualTo(text);
    }
}
