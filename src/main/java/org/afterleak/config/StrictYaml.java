package org.afterleak.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads one YAML 1.2.2 document whose root is a mapping, into a {@link YamlMap}. Bounded: {@value #MAX_BYTES} bytes,
 * lines of {@value #MAX_LINE} characters, {@value #MAX_DEPTH} levels, {@value #MAX_NODES} values. UTF-8 only, with or without a byte order mark. Stateless.
 */
public final class StrictYaml {
    /** Largest file that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** Longest line, in UTF-16 code units; the parser's time grows with its square. */
    public static final int MAX_LINE = 1 << 14;

    /** Deepest nesting of lists and mappings. */
    public static final int MAX_DEPTH = 16;

    /** Most keys and values of one file. */
    public static final int MAX_NODES = 100_000;

    private StrictYaml() {}

    /**
     * Reads a file; its errors name it by its last path segment. A file without content is a mapping without keys.
     *
     * @throws ConfigException also where the file is missing or cannot be read
     */
    public static YamlMap read(Path file) throws ConfigException {
        Path last = file.getFileName();
        String name = last == null ? file.toString() : last.toString();
        try (InputStream in = Files.newInputStream(file)) {
            return parse(name, in.readNBytes(MAX_BYTES + 1));
        } catch (NoSuchFileException e) {
            throw new ConfigException(file.toString(), 0, "there is no such file");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "is a folder, not a file" : "cannot be read; check its permissions";
            throw new ConfigException(file.toString(), 0, why);
        }
    }

    /**
     * Reads bytes that are already here.
     *
     * @param name what errors call them
     */
    public static YamlMap parse(String name, byte[] utf8) throws ConfigException {
        if (utf8.length > MAX_BYTES) {
            throw new ConfigException(name, 0, "is longer than " + MAX_BYTES + " bytes");
        }
        String text = decode(name, utf8);
        refuseLongLines(name, text);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setCodePointLimit(MAX_BYTES)
                .build();
        try {
            // The events come lazily: what is too deep is refused before anything recurses into it.
            refuseWhatIsNotPlain(name, new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return YamlMap.empty(name);
            }
            if (root.get() instanceof MappingNode mapping) {
                return YamlMap.of(name, mapping);
            }
            throw new ConfigException(
                    name, line(root.get().getStartMark()), "must be a mapping, lines of \"key: value\"");
        } catch (MarkedYamlEngineException e) {
            throw syntaxError(name, text, e);
        } catch (YamlEngineException e) {
            // Unmarked errors: a character that YAML forbids. Their words can quote it.
            throw new ConfigException(name, forbiddenCharacterLine(text), "holds a character that YAML does not allow");
        }
    }

    static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }

    private static void refuseWhatIsNotPlain(String name, Iterable<Event> events) throws ConfigException {
        int depth = 0;
        int nodes = 0;
        int documents = 0;
        for (Event event : events) {
            int line = line(event.getStartMark());
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw new ConfigException(name, line, "a second document starts here; keep one per file");
            }
            if (event instanceof AliasEvent
                    || event instanceof NodeEvent n && n.getAnchor().isPresent()) {
                throw new ConfigException(
                        name, line, "anchors (&) and aliases (*) are not supported; write the value out");
            }
            boolean tagged = event instanceof ScalarEvent s && s.getTag().isPresent()
                    || event instanceof CollectionStartEvent c && c.getTag().isPresent();
            if (tagged) {
                throw new ConfigException(
                        name, line, "tags (!) are not supported; put a value that starts with ! in quotes");
            }
            if (event instanceof NodeEvent && ++nodes > MAX_NODES) {
                throw new ConfigException(name, line, "has more than " + MAX_NODES + " keys and values");
            }
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new ConfigException(name, line, "is nested more than " + MAX_DEPTH + " levels deep");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    /** In our own words: those of the parser can quote the file. */
    private static ConfigException syntaxError(String name, String text, MarkedYamlEngineException e) {
        int line = line(e.getProblemMark().or(e::getContextMark));
        String[] lines = text.split("\n", -1);
        boolean tab = line > 0
                && line <= lines.length
                && lines[line - 1].strip().length() > 0
                && lines[line - 1]
                        .substring(0, lines[line - 1].indexOf(lines[line - 1].strip()))
                        .contains("\t");
        String problem = String.valueOf(e.getProblem());
        String words;
        if (tab) {
            words = "is indented with a tab; use spaces";
        } else if (problem.startsWith("mapping values are not allowed")) {
            words = "a key is not expected here; check the indentation, and put a value that holds \": \" in quotes";
        } else if (problem.startsWith("could not find expected ':'")) {
            words = "a key without its \": \" here or on the line before";
        } else if (problem.contains("unexpected end of stream") || problem.contains("document separator")) {
            words = "a quote that was opened is not closed";
        } else if (problem.startsWith("found character")) {
            words = "a value that starts with this character must stand in quotes";
        } else if (problem.startsWith("expected <block end>")) {
            words = "the indentation does not line up with the lines above";
        } else if (problem.startsWith("expected ',' or")) {
            words = "a bracket that was opened is not closed, or a comma is missing";
        } else {
            words = "is not valid YAML";
        }
        int column = e.getProblemMark().map(m -> m.getColumn() + 1).orElse(0);
        return new ConfigException(name, line, words + (column > 0 ? " (column " + column + ")" : ""));
    }

    private static void refuseLongLines(String name, String text) throws ConfigException {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '\n') {
                if (i - start > MAX_LINE) {
                    throw new ConfigException(name, line, "is longer than " + MAX_LINE + " characters");
                }
                line++;
                start = i + 1;
            }
        }
    }

    private static int forbiddenCharacterLine(String text) {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (c < ' ' && c != '\t' && c != '\r' || c == 0x7f || c == 0xfffe || c == 0xffff) {
                return line;
            }
        }
        return 0;
    }

    private static String decode(String name, byte[] utf8) throws ConfigException {
        int bom =
                utf8.length >= 3 && utf8[0] == (byte) 0xEF && utf8[1] == (byte) 0xBB && utf8[2] == (byte) 0xBF ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(utf8, bom, utf8.length - bom);
        CharBuffer out = CharBuffer.allocate(utf8.length + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        String text = out.toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            throw new ConfigException(name, line, "is not UTF-8; save the file as UTF-8");
        }
        return text;
    }
}
