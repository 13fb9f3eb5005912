package org.afterleak.extract;

import java.io.Reader;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON that stands in a script, as pages carry their data: {@code window.__DATA__ = {...};}, {@code push([...])}. The script is
 * not executed, nor read beyond where such a value may begin.
 */
final class ScriptData {
    /** A shorter value, or one without a string, is a setting. */
    private static final int LEAST_CHARS = 24;

    private static final int MAX_VALUES = 1_000;

    private static final JsonFactory ANY_DEPTH = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(1 << 16)
                    .maxNumberLength(1 << 16)
                    .build())
            .build();

    private final String script;
    private final int maxDepth;

    /** Characters that may still be looked at in vain. */
    private long vain;

    private ScriptData(String script, int maxDepth) {
        this.script = script;
        this.maxDepth = maxDepth;
        this.vain = 2L * script.length() + (1 << 16);
    }

    /**
     * Takes the values of JSON out of a script.
     *
     * @param into takes them, in order; it holds a limited number
     * @param maxDepth values that are nested deeper stay in the script
     * @return the script without them
     */
    static String take(String script, List<Utf8Text> into, int maxDepth) {
        return new ScriptData(script, maxDepth).take(into);
    }

    private String take(List<Utf8Text> into) {
        StringBuilder rest = null;
        int from = 0;
        int i = 0;
        while (i < script.length() && vain > 0 && into.size() < MAX_VALUES) {
            char c = script.charAt(i++);
            if (c != '=' && c != '(' && c != ',') {
                continue;
            }
            int begin = i;
            while (begin < script.length() && script.charAt(begin) <= ' ') {
                begin++;
            }
            if (!mayBegin(begin)) {
                continue;
            }
            int end = end(begin);
            if (end > 0) {
                Utf8Text value = new Utf8Text(end - begin);
                value.append(script, begin, end);
                into.add(value);
                rest = rest == null ? new StringBuilder(script.length() - (end - begin)) : rest;
                rest.append(script, from, begin).append(' ');
                from = end;
                i = end;
            }
        }
        return rest == null
                ? script
                : rest.append(script, from, script.length()).toString();
    }

    /** Whether an object or array may begin there, by its first two characters: most of what does is code. */
    private boolean mayBegin(int place) {
        char open = place < script.length() ? script.charAt(place) : 0;
        int i = place + 1;
        while (i < script.length() && script.charAt(i) <= ' ' && i - place < 1_000) {
            i++;
        }
        char next = i < script.length() ? script.charAt(i) : 0;
        return open == '{' && next == '"'
                || open == '['
                        && (next == '"'
                                || next == '{'
                                || next == '['
                                || next == '-'
                                || next == 'n'
                                || next >= '0' && next <= '9');
    }

    /** Where the value ends that begins there; -1 where none does, or it is of no account. */
    private int end(int begin) {
        int depth = 0;
        boolean text = false;
        try (JsonParser parser = ANY_DEPTH.createParser(ObjectReadContext.empty(), new Part(script, begin))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                text |= token == JsonToken.VALUE_STRING;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > maxDepth) {
                    break;
                }
                if (depth == 0) {
                    int length = (int) parser.currentLocation().getCharOffset();
                    if (text && length >= LEAST_CHARS) {
                        return begin + length;
                    }
                    break;
                }
            }
            vain -= parser.currentLocation().getCharOffset() + 64;
        } catch (JacksonException e) {
            // What it says quotes the script.
            vain -= looked;
        }
        return -1;
    }

    private long looked;

    /** The script from some place on, read as far as it is asked for. */
    private final class Part extends Reader {
        private final String whole;
        private int at;

        Part(String whole, int from) {
            this.whole = whole;
            this.at = from;
            looked = 0;
        }

        @Override
        public int read(char[] into, int from, int length) {
            // A few at first: most values are none.
            int n = Math.min(Math.min(length, looked == 0 ? 128 : length), whole.length() - at);
            if (n <= 0) {
                return -1;
            }
            whole.getChars(at, at + n, into, from);
            at += n;
            looked += n;
            return n;
        }

        @Override
        public void close() {}
    }
}
