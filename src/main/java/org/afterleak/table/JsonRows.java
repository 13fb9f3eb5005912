package org.afterleak.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows out of JSON Lines (one object, or one array of values, a line) or of one JSON document that holds objects in an
 * array. Read twice: first for the keys, then for the values, so that a key that comes late has its column too. Keys of
 * nested values are paths: {@code address.city}, {@code emails.0}.
 */
final class JsonRows {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_KEY = 1_000;
    private static final int MAX_NUMBER = 1_000;

    private final TableSource source;
    private final Budget budget;
    private final JsonFactory factory;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private boolean learning = true;
    private boolean longKey;

    private JsonRows(TableSource source, Budget budget) {
        this.source = source;
        this.budget = budget;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(budget.limits().maxCellChars())
                        .maxNameLength(MAX_KEY)
                        .maxNumberLength(MAX_NUMBER)
                        .build())
                .build();
    }

    /** Takes no rows: for the first reading, which is after the keys only. */
    private static final class Nobody implements RowHandler<RuntimeException> {
        @Override
        public boolean sheet(String name) {
            return true;
        }

        @Override
        public void row(int number, List<String> cells) {}

        @Override
        public void unusable(int number, String reason) {}
    }

    static <X extends Exception> void read(TableSource source, Budget budget, RowHandler<X> handler)
            throws IOException, TableException, X {
        JsonRows json = new JsonRows(source, budget);
        boolean lines = json.areLines();
        if (!handler.sheet("")) {
            return;
        }
        Nobody nobody = new Nobody();
        boolean rootObjects = false;
        if (lines) {
            json.lines(nobody);
        } else {
            rootObjects = json.document(false, nobody) == 0;
            if (rootObjects) {
                json.document(true, nobody);
            }
        }
        json.learning = false;
        if (!json.columns.isEmpty()) {
            handler.row(0, List.copyOf(json.columns.keySet()));
        }
        budget.sheet();
        if (lines) {
            json.lines(handler);
        } else {
            json.document(rootObjects, handler);
        }
        handler.progress(source.size(), source.size());
    }

    /** Whether the first line that is not blank is a whole JSON value by itself, and more follows or it is an object. */
    private boolean areLines() throws IOException, TableException {
        try (InputStream in = source.open()) {
            Lines text = new Lines(TextDecoder.reader(in, null), budget.limits().maxRowChars());
            while (text.next()) {
                if (text.blank()) {
                    continue;
                }
                if (text.tooLong()) {
                    return false;
                }
                boolean object = text.first() == '{';
                boolean whole;
                try (JsonParser parser = parser(text)) {
                    parser.nextToken();
                    parser.skipChildren();
                    whole = parser.nextToken() == null;
                } catch (JacksonException e) {
                    whole = false;
                }
                while (whole && !object && text.next()) {
                    object = !text.blank();
                }
                return whole && object;
            }
            return true;
        }
    }

    private JsonParser parser(Lines text) {
        return factory.createParser(ObjectReadContext.empty(), text.chars(), 0, text.length());
    }

    private <X extends Exception> void lines(RowHandler<X> handler) throws IOException, TableException, X {
        try (InputStream in = source.open()) {
            Lines text = new Lines(TextDecoder.reader(in, null), budget.limits().maxRowChars());
            for (int number = 1; text.next(); number++) {
                budget.tick();
                if (!text.blank()) {
                    line(number, text, handler);
                }
            }
        }
    }

    private <X extends Exception> void line(int number, Lines text, RowHandler<X> handler)
            throws IOException, TableException, X {
        if (text.tooLong()) {
            handler.unusable(number, "longer than " + budget.limits().maxRowChars() + " characters");
            return;
        }
        List<String> cells = new ArrayList<>();
        String fault = null;
        try (JsonParser parser = parser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                values(parser, "", cells);
            } else if (first == JsonToken.START_ARRAY) {
                fault = array(parser, cells);
            } else {
                fault = "not a JSON object";
            }
            if (fault == null && parser.nextToken() != null) {
                fault = "more than one JSON value in the line";
            }
        } catch (JacksonException e) {
            // Its message quotes the line.
            fault = "not JSON, or beyond a limit";
        }
        give(number, cells, fault, handler);
    }

    private <X extends Exception> void give(
            int number, List<String> cells, @Nullable String fault, RowHandler<X> handler)
            throws IOException, TableException, X {
        budget.row(learning ? 0 : cells.size());
        boolean longPath = longKey;
        longKey = false;
        if (fault != null || longPath) {
            handler.unusable(number, fault != null ? fault : "a key longer than " + MAX_KEY + " characters");
        } else if (!cells.isEmpty()) {
            handler.row(number, cells);
        }
    }

    /** Rows of a document: the objects in its outermost arrays, or at its root; returns how many there were. */
    private <X extends Exception> int document(boolean rootObjects, RowHandler<X> handler)
            throws IOException, TableException, X {
        int number = 0;
        try (InputStream in = source.open();
                JsonParser parser = factory.createParser(ObjectReadContext.empty(), TextDecoder.reader(in, null))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                budget.tick();
                if (token != JsonToken.START_OBJECT) {
                    continue;
                }
                // The context is the object's own here; the parent says where it stands.
                boolean inArray = parser.streamReadContext().getParent().inArray();
                boolean atRoot = parser.streamReadContext().getParent().inRoot();
                if (inArray || rootObjects && atRoot) {
                    List<String> cells = new ArrayList<>();
                    values(parser, "", cells);
                    give(++number, cells, null, handler);
                }
            }
        } catch (JacksonException e) {
            if (e instanceof JacksonIOException) {
                throw new IOException("file cannot be read to its end");
            }
            throw new TableException("not JSON, or beyond a limit, after this row", null, number);
        }
        return number;
    }

    /** The values of an array of them; returns what is wrong with it, null if nothing is. */
    private @Nullable String array(JsonParser parser, List<String> cells) {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token.isScalarValue() && cells.size() < budget.limits().maxColumns()) {
                cells.add(token == JsonToken.VALUE_NULL ? "" : parser.getString());
            } else if (token.isScalarValue()) {
                return "more than " + budget.limits().maxColumns() + " columns";
            }
        }
        return null;
    }

    /** Puts the values under the object or array at hand into their columns; depth is bounded by the parser. */
    private void values(JsonParser parser, String path, List<String> cells) throws TableException {
        boolean inObject = parser.currentToken() == JsonToken.START_OBJECT;
        int index = 0;
        for (JsonToken token = parser.nextToken(); !token.isStructEnd(); token = parser.nextToken()) {
            String name;
            if (inObject) {
                name = parser.currentName();
                token = parser.nextToken();
            } else {
                name = Integer.toString(index++);
            }
            String here = path.isEmpty() ? name : path + "." + name;
            if (here.length() > MAX_KEY) {
                longKey = true;
                parser.skipChildren();
            } else if (token.isStructStart()) {
                values(parser, here, cells);
            } else if (token != JsonToken.VALUE_NULL) {
                put(here, parser, cells);
            }
        }
    }

    private void put(String key, JsonParser parser, List<String> cells) throws TableException {
        Integer column = columns.get(key);
        if (column == null) {
            if (columns.size() >= budget.limits().maxColumns()) {
                throw new TableException("more than " + budget.limits().maxColumns() + " different JSON keys");
            }
            column = columns.size();
            columns.put(key, column);
        }
        if (learning) {
            return;
        }
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, parser.getString());
    }

    /** Lines of a text, one at a time in one buffer; a longer one than the limit is passed over but counted. */
    private static final class Lines {
        private final Reader in;
        private final int most;
        private final char[] block = new char[1 << 15];
        private int position;
        private int limit;
        private char[] line = new char[1024];
        private int length;
        private boolean tooLong;
        private boolean skipLineFeed;

        Lines(Reader in, int most) {
            this.in = in;
            this.most = most;
        }

        boolean next() throws IOException {
            length = 0;
            tooLong = false;
            boolean any = false;
            while (true) {
                if (position == limit) {
                    limit = in.read(block);
                    position = 0;
                    if (limit < 0) {
                        limit = 0;
                        return any;
                    }
                }
                char c = block[position++];
                if (c == '\n' && skipLineFeed) {
                    skipLineFeed = false;
                    continue;
                }
                skipLineFeed = c == '\r';
                if (c == '\n' || c == '\r') {
                    return true;
                }
                any = true;
                if (length == most) {
                    tooLong = true;
                    continue;
                }
                if (length == line.length) {
                    line = Arrays.copyOf(line, Math.min(most, length * 2));
                }
                line[length++] = c;
            }
        }

        boolean tooLong() {
            return tooLong;
        }

        char[] chars() {
            return line;
        }

        int length() {
            return length;
        }

        char first() {
            int i = 0;
            while (i < length && line[i] <= ' ') {
                i++;
            }
            return i < length ? line[i] : 0;
        }

        boolean blank() {
            return first() == 0;
        }
    }

    /** The first character that is no white space; 0 if there is none. */
    static char opening(@Nullable CharSequence head) {
        for (int i = 0; head != null && i < head.length(); i++) {
            if (head.charAt(i) > ' ' && head.charAt(i) != '\uFEFF') {
                return head.charAt(i);
            }
        }
        return 0;
    }
}
