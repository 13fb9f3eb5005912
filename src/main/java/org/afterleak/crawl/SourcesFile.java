package org.afterleak.crawl;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.afterleak.config.ConfigException;
import org.afterleak.config.StrictYaml;
import org.afterleak.config.YamlMap;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/**
 * {@code sources.yaml}: who we are, where we look, how often. Read strictly: an unknown key, a wrong type, a missing key
 * is an error that names its line. A source of a type that a later version knows is left out with a warning. Immutable.
 */
public final class SourcesFile {
    /** Between two visits, where a source says nothing. */
    public static final Duration DEFAULT_EVERY = Duration.ofMinutes(15);

    /** Between two requests to one host, where a source says nothing. */
    public static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);

    /** Links followed from a site's first page, where a source says nothing. */
    public static final int DEFAULT_DEPTH = 2;

    /** URLs of one visit of a site, where a source says nothing. */
    public static final int DEFAULT_MAX_PAGES = 10_000;

    /** Age at which an item that is still listed is fetched again, where a source says nothing. */
    public static final Duration DEFAULT_REFETCH = Duration.ofDays(1);

    private static final long DEFAULT_MAX_BYTES = 32L << 20;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_SOURCES = 1_000;
    private static final int MAX_QUERIES = 1_000;
    private static final int MAX_QUERY_CHARS = 500;

    private final String userAgent;
    private final AddressPolicy addresses;
    private final long maxBytes;
    private final Duration timeout;
    private final List<Source> sources;
    private final List<String> warnings;

    private SourcesFile(YamlMap root, Path folder) throws ConfigException {
        this.userAgent = userAgent(root);
        this.addresses = new AddressPolicy(allowed(root));
        this.maxBytes = root.bytes("max_bytes", DEFAULT_MAX_BYTES, 1_024, 1L << 30);
        this.timeout = root.duration("timeout", DEFAULT_TIMEOUT, Duration.ofMillis(100), Duration.ofHours(1));
        List<Source> read = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<YamlMap> entries = root.maps("sources");
        if (entries.isEmpty()) {
            throw root.error("sources", "must list at least one source");
        }
        if (entries.size() > MAX_SOURCES) {
            throw root.error("sources", "must list at most " + MAX_SOURCES + " sources");
        }
        for (YamlMap entry : entries) {
            String name = name(entry);
            if (!names.add(name)) {
                throw entry.error("name", "is the name of a source above; give each its own");
            }
            SourceType type = type(entry);
            if (type.isSupported()) {
                read.add(source(entry, name, type, folder));
            } else {
                entry.keys();
                skipped.add(entry.file() + " line " + entry.line() + ": source " + name + " is of type " + type.word()
                        + ", which this version does not support; it is skipped");
            }
        }
        root.refuseOthers();
        this.sources = List.copyOf(read);
        this.warnings = List.copyOf(skipped);
    }

    /**
     * Reads the file.
     *
     * @throws ConfigException one line: which file, which line, what is wrong, what to do
     */
    public static SourcesFile read(Path file) throws ConfigException {
        Path parent = file.toAbsolutePath().getParent();
        return new SourcesFile(StrictYaml.read(file), parent == null ? file.toAbsolutePath() : parent);
    }

    /**
     * Reads bytes that are already here.
     *
     * @param name what errors call them
     * @param folder what relative paths of {@code files} sources start from
     */
    public static SourcesFile parse(String name, byte[] utf8, Path folder) throws ConfigException {
        return new SourcesFile(StrictYaml.parse(name, utf8), folder);
    }

    /** Sent with every request; begins with a product token. */
    public String userAgent() {
        return userAgent;
    }

    /** Where connections may go: the public internet and {@code allow_private_addresses}. */
    public AddressPolicy addresses() {
        return addresses;
    }

    /** Most bytes of a body or a file. Default 32 MiB. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Longest time for one exchange. Default 30 s. */
    public Duration timeout() {
        return timeout;
    }

    /** The sources that this version can visit, in the file's order. */
    public List<Source> sources() {
        return sources;
    }

    /** One line for each source that is left out. */
    public List<String> warnings() {
        return warnings;
    }

    /** A fetcher that follows this file. */
    public Fetcher.Builder fetcher(Clock clock) {
        return Fetcher.builder(userAgent, clock)
                .addresses(addresses)
                .maxBytes(maxBytes)
                .callTimeout(timeout);
    }

    @Override
    public String toString() {
        return "SourcesFile[" + sources.size() + " sources]";
    }

    private static String userAgent(YamlMap root) throws ConfigException {
        String agent = root.string("user_agent");
        if (!Fetcher.isUserAgent(agent)) {
            throw root.error(
                    "user_agent",
                    "must begin with a name of letters, - or _, in plain ASCII, such as"
                            + " \"ExampleWatch (+https://example.org/contact)\"");
        }
        return agent;
    }

    private static List<Cidr> allowed(YamlMap root) throws ConfigException {
        List<Cidr> blocks = new ArrayList<>();
        for (String text : root.list("allow_private_addresses")) {
            blocks.add(Cidr.parse(text)
                    .orElseThrow(() -> root.error(
                            "allow_private_addresses",
                            "must list address blocks such as \"127.0.0.0/8\" or \"fd00::/8\"")));
        }
        return blocks;
    }

    private static String name(YamlMap entry) throws ConfigException {
        String name = entry.string("name");
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}")) {
            throw entry.error("name", "must be up to 64 letters, digits, dots, dashes or underscores");
        }
        return name;
    }

    private static SourceType type(YamlMap entry) throws ConfigException {
        List<String> words =
                Stream.of(SourceType.values()).map(SourceType::word).toList();
        return SourceType.valueOf(entry.oneOf("type", words).toUpperCase(Locale.ROOT));
    }

    private static Source source(YamlMap entry, String name, SourceType type, Path folder) throws ConfigException {
        Duration every = entry.duration("every", DEFAULT_EVERY, Duration.ofSeconds(1), Duration.ofDays(366));
        Duration delay = entry.duration("delay", DEFAULT_DELAY, Duration.ZERO, Duration.ofHours(1));
        return switch (type) {
            case LISTING ->
                new Source.Listing(name, every, delay, url(entry, "url"), selector(entry), raw(entry), refetch(entry));
            case SITE ->
                new Source.Site(
                        name,
                        every,
                        delay,
                        url(entry, "url"),
                        entry.integer("depth", DEFAULT_DEPTH, 0, 100),
                        entry.integer("max_pages", DEFAULT_MAX_PAGES, 1, 1_000_000));
            case SEARCH -> search(entry, name, every, delay);
            case FILES -> new Source.Folder(name, every, path(entry, folder));
            case WARC -> new Source.Warc(name, every, pattern(entry, folder));
            default -> throw new IllegalStateException("not a supported type: " + type);
        };
    }

    private static Source search(YamlMap entry, String name, Duration every, Duration delay) throws ConfigException {
        if (entry.has("engine")) {
            entry.oneOf("engine", List.of("searxng"));
        }
        List<String> queries = entry.list("queries");
        if (queries.isEmpty() || queries.size() > MAX_QUERIES) {
            throw entry.error("queries", "must list from 1 to " + MAX_QUERIES + " queries");
        }
        if (queries.stream().anyMatch(query -> query.length() > MAX_QUERY_CHARS)) {
            throw entry.error("queries", "has a query of more than " + MAX_QUERY_CHARS + " characters");
        }
        int pages = entry.integer("pages", 1, 1, 50);
        return new Source.Search(name, every, delay, url(entry, "url"), queries, pages, refetch(entry));
    }

    private static Duration refetch(YamlMap entry) throws ConfigException {
        return entry.duration("refetch", DEFAULT_REFETCH, Duration.ofSeconds(1), Duration.ofDays(366));
    }

    private static String url(YamlMap entry, String key) throws ConfigException {
        HttpUrl url = Fetcher.parse(entry.string(key))
                .orElseThrow(() -> entry.error(key, "must be a URL that starts with http:// or https://"));
        return url.toString();
    }

    private static String selector(YamlMap entry) throws ConfigException {
        String selector = entry.string("item");
        try {
            QueryParser.parse(selector);
            return selector;
        } catch (Selector.SelectorParseException | IllegalArgumentException e) {
            throw entry.error("item", "must be a CSS selector such as \"table.maintable a[href]\"");
        }
    }

    private static Optional<String> raw(YamlMap entry) throws ConfigException {
        Optional<String> raw = entry.optionalString("raw");
        if (raw.isPresent()) {
            String template = raw.get();
            boolean usable = template.contains(ListingVisit.ID)
                    && Fetcher.parse(template.replace(ListingVisit.ID, "id")).isPresent();
            if (!usable) {
                throw entry.error(
                        "raw", "must be a URL with {id} in it, such as \"https://paste.example.org/raw/{id}\"");
            }
        }
        return raw;
    }

    private static String pattern(YamlMap entry, Path folder) throws ConfigException {
        String pattern = path(entry, folder).toString();
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            throw entry.error("path", "must be a path, or a pattern such as /data/crawl/*.warc.gz");
        }
    }

    private static Path path(YamlMap entry, Path folder) throws ConfigException {
        String text = entry.string("path");
        try {
            return folder.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw entry.error("path", "must be the path of a folder");
        }
    }
}
