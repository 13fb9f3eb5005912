package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.afterleak.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesFileTest {
    private static final String HEAD = "user_agent: \"ExampleWatch (+https://example.org/contact)\"\nsources:\n";

    /** As the command line's contract shows it. */
    private static final String CONTRACT = """
            user_agent: "ExampleWatch (+https://example.org/contact)"
            allow_private_addresses: ["127.0.0.0/8"]    # everything private is refused unless named here
            sources:
              - name: pastes                 # a paste site's archive page, and each paste behind it
                type: listing
                url: http://127.0.0.1:8080/archive
                item: "table.maintable a[href]"         # CSS selector of the links
                raw: "http://127.0.0.1:8080/raw/{id}"   # optional; {id} is the last path segment of the link
                every: 60s
                delay: 1s                               # between two requests to one host
              - { name: own-site, type: site, url: "https://www.example.org/", depth: 3 }
              - { name: map, type: sitemap, url: "https://www.example.org/sitemap.xml" }
              - { name: news, type: feed, url: "https://www.example.org/feed.xml" }
              - { name: web, type: search, engine: searxng, url: "http://127.0.0.1:8888/search", queries: ["detainee list xlsx"] }
              - { name: channel, type: telegram, channel: examplechannel }
              - { name: archive, type: files, path: /data/pastes }
              - { name: crawl, type: warc, path: /data/crawl/*.warc.gz }
            """;

    private static SourcesFile parse(String yaml) throws ConfigException {
        return SourcesFile.parse("sources.yaml", yaml.getBytes(StandardCharsets.UTF_8), Path.of("/work"));
    }

    private static void assertRefused(String yaml, String... words) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> {
                    assertThat(e.getMessage()).startsWith("sources.yaml").doesNotContain("\n");
                    for (String word : words) {
                        assertThat(e.getMessage()).contains(word);
                    }
                });
    }

    @Test
    void fileOfTheContract_isReadWhole() throws Exception {
        SourcesFile file = parse(CONTRACT);
        assertThat(file.userAgent()).isEqualTo("ExampleWatch (+https://example.org/contact)");
        assertThat(file.addresses().permits(InetAddress.getByName("127.9.9.9"))).isTrue();
        assertThat(file.addresses().permits(InetAddress.getByName("10.0.0.1"))).isFalse();
        Duration quarter = Duration.ofMinutes(15);
        Duration second = Duration.ofSeconds(1);
        Duration day = Duration.ofDays(1);
        assertThat(file.sources())
                .containsExactly(
                        new Source.Listing(
                                "pastes",
                                Duration.ofSeconds(60),
                                second,
                                "http://127.0.0.1:8080/archive",
                                "table.maintable a[href]",
                                Optional.of("http://127.0.0.1:8080/raw/{id}"),
                                day),
                        new Source.Site("own-site", quarter, second, "https://www.example.org/", 3, 10_000),
                        new Source.Search(
                                "web",
                                quarter,
                                second,
                                "http://127.0.0.1:8888/search",
                                List.of("detainee list xlsx"),
                                1,
                                day),
                        new Source.Folder("archive", quarter, Path.of("/data/pastes")),
                        new Source.Warc("crawl", quarter, "/data/crawl/*.warc.gz"));
        assertThat(file.warnings())
                .containsExactly(
                        "sources.yaml line 12: source map is of type sitemap, which this version does not support;"
                                + " it is skipped",
                        "sources.yaml line 13: source news is of type feed, which this version does not support;"
                                + " it is skipped",
                        "sources.yaml line 15: source channel is of type telegram, which this version does not support;"
                                + " it is skipped");
    }

    @Test
    void sampleFile_isReadable() throws Exception {
        Path sample = Path.of("watchlist/sources.sample.yaml");
        assertThat(SourcesFile.read(sample).sources()).isNotEmpty();
        assertThat(Files.readString(sample)).contains("user_agent");
    }

    @Test
    void unknownKey_isNamedWithItsLine() {
        assertRefused(CONTRACT.replace("    every: 60s", "    evry: 60s"), "line 9", "\"evry\"", "\"every\"");
        assertRefused("usr_agent: x\n" + CONTRACT, "line 1", "\"usr_agent\"");
        assertRefused(
                HEAD + "  - { name: a, type: site, url: \"http://a.example/\", item: b }\n", "line 3", "\"item\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: site, url: "http://a.example/"} | "name"
            {name: a, url: "http://a.example/"} | "type"
            {name: a, type: site} | "url"
            {name: a, type: crawl, url: "http://a.example/"} | "type"
            {name: a, type: site, url: "ftp://a.example/"} | "url"
            {name: a, type: site, url: "/relative"} | "url"
            {name: a b, type: site, url: "http://a.example/"} | "name"
            {name: a, type: site, url: "http://a.example/", depth: deep} | "depth"
            {name: a, type: site, url: "http://a.example/", depth: -1} | "depth"
            {name: a, type: site, url: "http://a.example/", every: soon} | "every"
            {name: a, type: site, url: "http://a.example/", every: 0s} | "every"
            {name: a, type: site, url: "http://a.example/", delay: -1s} | "delay"
            {name: a, type: listing, url: "http://a.example/"} | "item"
            {name: a, type: listing, url: "http://a.example/", item: "a[["} | "item"
            {name: a, type: listing, url: "http://a.example/", item: a, raw: "http://a.example/raw"} | "raw"
            {name: a, type: listing, url: "http://a.example/", item: a, raw: "{id}"} | "raw"
            {name: a, type: search, url: "http://a.example/"} | "queries"
            {name: a, type: search, url: "http://a.example/", queries: one} | "queries"
            {name: a, type: search, url: "http://a.example/", queries: [q], engine: bing} | "engine"
            {name: a, type: files} | "path"
            """)
    void brokenSource_isRefusedWithLineAndKey(String source, String key) {
        assertRefused(HEAD + "  - " + source + "\n", "line 3", key);
    }

    @Test
    void brokenRoot_isRefused() {
        String source = "sources: [{name: a, type: site, url: \"http://a.example/\"}]\n";
        assertRefused(source, "user_agent");
        assertRefused("user_agent: \"123 (bot)\"\n" + source, "line 1", "user_agent");
        assertRefused("user_agent: \"W\u00e4chter\u2028\"\n" + source, "user_agent");
        assertRefused("user_agent: Watch\n", "sources");
        assertRefused("user_agent: Watch\nsources: []\n", "sources");
        assertRefused("user_agent: Watch\nallow_private_addresses: [localhost]\n" + source, "line 2", "allow_private");
        assertRefused("user_agent: Watch\nmax_bytes: 1\n" + source, "line 2", "max_bytes");
    }

    @Test
    void twoSourcesOfOneName_areRefused() {
        String twice = "  - {name: a, type: site, url: \"http://a.example/\"}\n";
        assertRefused(HEAD + twice + twice, "line 4", "name");
    }

    @Test
    void relativePath_startsAtTheFile() throws Exception {
        SourcesFile file = parse(HEAD + "  - {name: a, type: files, path: ../pastes}\n");
        assertThat(((Source.Folder) file.sources().get(0)).path()).isEqualTo(Path.of("/pastes"));
    }

    @Test
    void source_printsNoUrlAndNoQuery() throws Exception {
        String secret = "jane-roe";
        SourcesFile file = parse(HEAD + "  - {name: a, type: search, url: \"http://a.example/" + secret
                + "\", queries: [" + secret + "]}\n");
        assertThat(file.sources().toString()).doesNotContain(secret);
    }
}
