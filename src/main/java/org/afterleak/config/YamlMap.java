package org.afterleak.config;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a configuration file. Each accessor names one key, checks the type of its value, and marks the key as
 * known; {@link #refuseOthers}, called when all has been read, refuses the keys that nobody asked for. A key without a
 * value ({@code every:}) is an error, not an absent key. Not thread-safe. Prints its place, never its content.
 */
public final class YamlMap {
    private record Entry(int line, Node value) {}

    private final String file;
    private final int line;
    private final Map<String, Entry> entries;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<YamlMap> children = new ArrayList<>();

    private YamlMap(String file, int line, Map<String, Entry> entries) {
        this.file = file;
        this.line = line;
        this.entries = entries;
    }

    static YamlMap empty(String file) {
        return new YamlMap(file, 1, Map.of());
    }

    static YamlMap of(String file, MappingNode node) throws ConfigException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            int at = StrictYaml.line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new ConfigException(file, at, "a key must be a word, not a list or a mapping");
            }
            Entry first = entries.putIfAbsent(key.getValue(), new Entry(at, tuple.getValueNode()));
            if (first != null) {
                throw new ConfigException(
                        file,
                        at,
                        "key " + quote(key.getValue()) + " stands here again; it is already on line " + first.line());
            }
        }
        return new YamlMap(file, StrictYaml.line(node.getStartMark()), entries);
    }

    /** Name of the file that it stands in. */
    public String file() {
        return file;
    }

    /** 1-based line where it starts. */
    public int line() {
        return line;
    }

    /** Whether the key is there; asking makes it known. */
    public boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    /** The keys that are there, in the file's order, for a mapping whose keys are names of its own; makes all known. */
    public List<String> keys() {
        asked.addAll(entries.keySet());
        return List.copyOf(entries.keySet());
    }

    /** Text that must be there, not empty. A number or {@code true} counts as its text. */
    public String string(String key) throws ConfigException {
        return optionalString(key).orElseThrow(() -> missing(key));
    }

    /** Text, or the default when the key is absent. */
    public String string(String key, String absent) throws ConfigException {
        return optionalString(key).orElse(absent);
    }

    /** Text that may be absent; never empty text. */
    public Optional<String> optionalString(String key) throws ConfigException {
        Entry entry = find(key);
        if (entry == null) {
            return Optional.empty();
        }
        return Optional.of(text(entry.value(), entry.line(), quote(key)));
    }

    /**
     * One of a few words, exactly as written here.
     *
     * @throws ConfigException listing the words when it is another one, or absent
     */
    public String oneOf(String key, List<String> words) throws ConfigException {
        String word = string(key);
        if (!words.contains(word)) {
            throw error(key, "must be one of " + String.join(", ", words));
        }
        return word;
    }

    /** A whole number in decimal digits, or {@code absent} when the key is. */
    public int integer(String key, int absent, int min, int max) throws ConfigException {
        Entry entry = find(key);
        if (entry == null) {
            return absent;
        }
        if (!(entry.value() instanceof ScalarNode s)
                || !s.isPlain()
                || !s.getValue().matches("[-+]?[0-9]{1,18}")) {
            throw error(key, "must be a whole number");
        }
        long number = Long.parseLong(s.getValue());
        if (number < min || number > max) {
            throw error(key, "must be from " + min + " to " + max);
        }
        return (int) number;
    }

    /** {@code true} or {@code false}, or {@code absent} when the key is. */
    public boolean bool(String key, boolean absent) throws ConfigException {
        Entry entry = find(key);
        if (entry == null) {
            return absent;
        }
        if (entry.value() instanceof ScalarNode s && s.isPlain()) {
            switch (s.getValue()) {
                case "true":
                    return true;
                case "false":
                    return false;
                default:
                // Not yes, no, on, off: YAML 1.2.2, 10.2.1.2, has these two alone.
            }
        }
        throw error(key, "must be true or false");
    }

    /** A span of time as {@link Durations#parse} reads it, zero or more, or {@code absent} when the key is. */
    public Duration duration(String key, Duration absent) throws ConfigException {
        return optionalDuration(key).orElse(absent);
    }

    /** A span of time within bounds, both inclusive, or {@code absent} when the key is. */
    public Duration duration(String key, Duration absent, Duration min, Duration max) throws ConfigException {
        Duration duration = duration(key, absent);
        if (has(key) && (duration.compareTo(min) < 0 || duration.compareTo(max) > 0)) {
            throw error(key, "must be from " + Durations.format(min) + " to " + Durations.format(max));
        }
        return duration;
    }

    /** A span of time that may be absent. */
    public Optional<Duration> optionalDuration(String key) throws ConfigException {
        Optional<String> text = optionalString(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = Durations.parse(text.get());
        if (duration.isEmpty()) {
            throw error(key, "must be a span of time such as 250ms, 60s, 5m, 1h, 1d or PT1H30M");
        }
        return duration;
    }

    /** A number of bytes such as {@code 4096}, {@code 64KiB}, {@code 10 MB}, {@code 1GiB}, or {@code absent}. */
    public long bytes(String key, long absent, long min, long max) throws ConfigException {
        Optional<String> text = optionalString(key);
        if (text.isEmpty()) {
            return absent;
        }
        BigInteger size = ByteSizes.parse(text.get())
                .orElseThrow(() -> error(key, "must be a size such as 4096, 64KiB, 10MB or 1GiB"));
        if (size.compareTo(BigInteger.valueOf(min)) < 0 || size.compareTo(BigInteger.valueOf(max)) > 0) {
            throw error(key, "must be from " + min + " to " + max + " bytes");
        }
        return size.longValueExact();
    }

    /** An absolute URI of one of these schemes, with a host, that must be there. */
    public URI uri(String key, String... schemes) throws ConfigException {
        return optionalUri(key, schemes).orElseThrow(() -> missing(key));
    }

    /** An absolute URI of one of these schemes, with a host, that may be absent. */
    public Optional<URI> optionalUri(String key, String... schemes) throws ConfigException {
        Optional<String> text = optionalString(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(uriOf(text.get(), key, schemes));
    }

    /** A list of absolute URIs of these schemes; empty when the key is absent. */
    public List<URI> uris(String key, String... schemes) throws ConfigException {
        List<URI> uris = new ArrayList<>();
        for (String text : list(key)) {
            uris.add(uriOf(text, key, schemes));
        }
        return uris;
    }

    /** A list of texts, in order; empty when the key is absent. */
    public List<String> list(String key) throws ConfigException {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            texts.add(text(item, StrictYaml.line(item.getStartMark()), "an item of " + quote(key)));
        }
        return texts;
    }

    /** A mapping; one without keys when the key is absent. */
    public YamlMap map(String key) throws ConfigException {
        Entry entry = find(key);
        if (entry == null) {
            return empty(file);
        }
        if (!(entry.value() instanceof MappingNode node)) {
            throw error(key, "must be a mapping, lines of \"key: value\" under it");
        }
        return child(node);
    }

    /** Whether the key's value is a mapping: for a key that may be written short, as one text, or long. */
    public boolean isMap(String key) {
        asked.add(key);
        Entry entry = entries.get(key);
        return entry != null && entry.value() instanceof MappingNode;
    }

    /** A list of mappings, in order; empty when the key is absent. */
    public List<YamlMap> maps(String key) throws ConfigException {
        List<YamlMap> maps = new ArrayList<>();
        for (Node item : items(key)) {
            if (!(item instanceof MappingNode node)) {
                throw new ConfigException(
                        file,
                        StrictYaml.line(item.getStartMark()),
                        "an item of " + quote(key) + " must be a mapping, \"key: value\"");
            }
            maps.add(child(node));
        }
        return maps;
    }

    /**
     * Refuses every key here, and in every mapping that was handed out from here, that no accessor has named. To be
     * called once on the root, when all of it has been read.
     *
     * @throws ConfigException naming the first one, and the known key that looks like it
     */
    public void refuseOthers() throws ConfigException {
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                String hint = Spelling.nearest(entry.getKey(), asked)
                        .map(known -> "; did you mean \"" + known + "\"?")
                        .orElseGet(() -> asked.isEmpty() ? "" : "; known here: " + String.join(", ", asked));
                throw new ConfigException(file, entry.getValue().line(), "unknown key " + quote(entry.getKey()) + hint);
            }
        }
        for (YamlMap child : children) {
            child.refuseOthers();
        }
    }

    /** An error about this key for a check of the caller's own, with the key's line: {@code "every" must be ...}. */
    public ConfigException error(String key, String problem) {
        Entry entry = entries.get(key);
        return new ConfigException(file, entry == null ? line : entry.line(), quote(key) + " " + problem);
    }

    @Override
    public String toString() {
        return "YamlMap[" + file + " line " + line + ", " + entries.size() + " keys]";
    }

    private ConfigException missing(String key) {
        return new ConfigException(file, line, "key " + quote(key) + " is missing");
    }

    private @Nullable Entry find(String key) throws ConfigException {
        asked.add(key);
        Entry entry = entries.get(key);
        if (entry != null && entry.value().getTag().equals(Tag.NULL)) {
            throw error(key, "has no value; give it one, or remove the line");
        }
        return entry;
    }

    private List<Node> items(String key) throws ConfigException {
        Entry entry = find(key);
        if (entry == null) {
            return List.of();
        }
        if (!(entry.value() instanceof SequenceNode node)) {
            throw error(key, "must be a list, lines of \"- item\" under it");
        }
        return node.getValue();
    }

    private YamlMap child(MappingNode node) throws ConfigException {
        // Asked twice for one key gives one view, so that both callers' keys count as known.
        int at = StrictYaml.line(node.getStartMark());
        YamlMap child = of(file, node);
        for (YamlMap known : children) {
            if (known.line == at && known.entries.equals(child.entries)) {
                return known;
            }
        }
        children.add(child);
        return child;
    }

    private String text(Node node, int at, String what) throws ConfigException {
        if (!(node instanceof ScalarNode scalar)) {
            throw new ConfigException(file, at, what + " must be one text, not a list or a mapping");
        }
        String text = scalar.getValue().strip();
        if (text.isEmpty() || node.getTag().equals(Tag.NULL)) {
            throw new ConfigException(file, at, what + " has no value; give it one, or remove the line");
        }
        return text;
    }

    private URI uriOf(String text, String key, String... schemes) throws ConfigException {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // Its message quotes the value.
            throw error(key, "is not a URL; write it with its special characters percent-encoded");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!List.of(schemes).contains(scheme) || uri.getHost() == null) {
            throw error(key, "must be a URL that starts with " + String.join(":// or ", schemes) + "://");
        }
        return uri;
    }

    /** A key as an error may show it: a single word. Anything else could be a value that slipped into its place. */
    static String quote(String key) {
        boolean word = key.matches("[\\p{L}_][\\p{L}\\p{N}_.-]{0,39}")
                && key.chars().filter(Character::isDigit).count() < 5;
        return word ? "\"" + key + "\"" : "(" + key.length() + " characters, not shown)";
    }
}
