package org.afterleak.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows out of JSON: a document, or one value after the other as JSON Lines has them. An object is a row of its values,
 * those of objects within it too; objects in an array, and objects that are many, are rows of their own. What is no JSON is
 * read as plain text, line by line; the reading goes on behind it.
 */
final class JsonValues {
    /** Values of an array within an object that belong to its row; of more, each is a line of its own. */
    private static final int MAX_ROW_VALUES = 16;

    /** Objects within an object that belong to its row: more of them are entries of a map. */
    private static final int MAX_ROW_OBJECTS = 8;

    /** A row with more bytes is given away before the object ends. */
    private static final int MAX_ROW_BYTES = 1 << 16;

    /** A longer value is a text by itself. */
    private static final int MAX_CELL_CHARS = 1_000;

    private static final int MAX_FAULTS = 1_000;
    private static final int MAX_HEADINGS = 100;

    private final byte[] text;
    private final int to;
    private final String locator;
    private final Passages out;
    private final JsonFactory factory;
    private final Deque<Level> levels = new ArrayDeque<>();

    private boolean lines;
    private int objects;
    private int texts;
    private boolean blockOpen;
    private List<String> headings = List.of();
    private int lineNumber = 1;
    private int lineNumberAt;
    private int steps;

    /** An object or array that was begun. */
    private static final class Level {
        final boolean object;
        final Utf8Text row = new Utf8Text(64);
        final List<Utf8Text> inner = new ArrayList<>();
        final int offset;
        String key = "";
        boolean many;
        int values;

        Level(boolean object, int offset) {
            this.object = object;
            this.offset = offset;
        }
    }

    private JsonValues(byte[] text, int from, int to, String locator, Passages out) {
        this.text = text;
        this.to = to;
        this.locator = locator;
        this.out = out;
        this.lineNumberAt = from;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(out.limits().maxDepth())
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(1 << 16)
                        .maxNumberLength(1 << 16)
                        .build())
                .build();
    }

    /** Reads valid UTF-8. */
    static void read(byte[] text, int from, int to, String locator, Passages out) {
        new JsonValues(text, from, to, locator, out).read(from);
    }

    private void read(int begin) {
        lines = areLines(begin);
        int from = begin;
        int faults = 0;
        boolean any = false;
        while (from < to && !out.full()) {
            int fault = values(from);
            if (fault < 0) {
                return;
            }
            any |= objects + texts > 0;
            if (!any || ++faults > MAX_FAULTS) {
                plain(from, to);
                return;
            }
            int end = lineEnd(fault);
            plain(Math.max(from, lineStart(fault)), end);
            from = end;
        }
    }

    /** Whether the first line is a whole object, and the second begins one. */
    private boolean areLines(int from) {
        int end = lineEnd(from);
        int last = end;
        while (last > from && text[last - 1] <= ' ') {
            last--;
        }
        int next = end;
        while (next < to && text[next] <= ' ') {
            next++;
        }
        return last > from && next < to && text[from] == text[next] && (text[last - 1] == '}' || text[last - 1] == ']');
    }

    private int lineEnd(int from) {
        int i = from;
        while (i < to && text[i] != '\n') {
            i++;
        }
        return i;
    }

    private int lineStart(int from) {
        int i = Math.min(from, to);
        while (i > 0 && text[i - 1] != '\n' && from - i < 256) {
            i--;
        }
        while (i < to && (text[i] & 0xC0) == 0x80) {
            i++;
        }
        return i;
    }

    private void plain(int from, int end) {
        if (out.isEmpty() && from == 0 && end == to) {
            PlainText.read(text, from, end, locator, out);
            return;
        }
        out.problem("some of the text is not JSON, or beyond its limits, and was read as plain text");
        PlainText.read(text, from, end, locator.isEmpty() ? "no JSON" : locator, out);
        blockOpen = false;
    }

    /** Reads values; returns where one is none, -1 at the end. */
    private int values(int from) {
        levels.clear();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text, from, to - from)) {
            try {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if ((++steps & 0xFFF) == 0 && out.full()) {
                        return -1;
                    }
                    token(parser, token, from);
                }
                return -1;
            } catch (JacksonException e) {
                // What it says quotes the text.
                int at = from + (int) Math.max(0, parser.currentLocation().getByteOffset());
                while (!levels.isEmpty()) {
                    close(levels.pop());
                }
                return Math.min(at, to);
            }
        }
    }

    private void token(JsonParser parser, JsonToken token, int from) {
        switch (token) {
            case START_OBJECT, START_ARRAY -> {
                Level parent = levels.peek();
                int offset = from + (int) parser.currentTokenLocation().getByteOffset();
                Level level = new Level(token == JsonToken.START_OBJECT, offset);
                if (parent != null && parent.object && isData(parent.key)) {
                    // A key that is a value in truth, as in a map of people by their numbers.
                    cell(level.row, parent.key);
                }
                levels.push(level);
            }
            case END_OBJECT, END_ARRAY -> close(levels.pop());
            case PROPERTY_NAME -> {
                Level level = levels.getFirst();
                level.key = parser.currentName();
            }
            case VALUE_NULL -> {}
            default ->
                value(
                        parser.getString(),
                        from + (int) parser.currentTokenLocation().getByteOffset());
        }
    }

    private static boolean isData(String key) {
        int digits = 0;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            digits += c >= '0' && c <= '9' ? 1 : 0;
            if (c == ' ' || c == '@' || c == ',') {
                return true;
            }
        }
        return digits >= 5;
    }

    private void value(String value, int offset) {
        Level level = levels.peek();
        if (isText(value)) {
            Utf8Text utf8 = new Utf8Text(value.length());
            utf8.append(value);
            String place = (locator.isEmpty() ? "" : locator + " > ") + "text " + ++texts;
            PlainText.read(utf8.bytes(), 0, utf8.length(), place, out);
            blockOpen = false;
            return;
        }
        if (level == null) {
            line(value, offset);
            return;
        }
        if (level.object) {
            if (isData(level.key)) {
                cell(level.row, level.key);
            }
            if (objects == 0 && headings.size() < MAX_HEADINGS && levels.size() <= 2) {
                headings = new ArrayList<>(headings);
                headings.add(level.key.length() > 60 ? "" : level.key);
            }
        } else if (++level.values > MAX_ROW_VALUES) {
            if (level.values == MAX_ROW_VALUES + 1 && !isRow(level)) {
                spill(level);
            }
            if (!isRow(level)) {
                line(value, level.offset);
                return;
            }
        }
        cell(level.row, value);
        if (level.row.length() > MAX_ROW_BYTES) {
            give(level.row, level.offset);
        }
    }

    /** A value that is a document by itself, as a paste in the answer of a paste site. */
    private static boolean isText(String value) {
        if (value.length() > MAX_CELL_CHARS) {
            return true;
        }
        int lineEnds = 0;
        for (int i = value.indexOf('\n'); i >= 0; i = value.indexOf('\n', i + 1)) {
            lineEnds++;
        }
        return lineEnds > 2;
    }

    /** An array right within an array is a row of its own, however long. */
    private boolean isRow(Level array) {
        Level parent = parentOf(array);
        return parent != null && !parent.object;
    }

    private @Nullable Level parentOf(Level level) {
        boolean found = false;
        for (Level one : levels) {
            if (found) {
                return one;
            }
            found = one == level;
        }
        return null;
    }

    /** A list that turned out long: what was taken for cells of a row are lines. */
    private void spill(Level array) {
        int from = 0;
        Utf8Text row = array.row;
        if (row.isEmpty()) {
            return;
        }
        for (int i = 0; i <= row.length(); i++) {
            if (i == row.length() || row.bytes()[i] == '\t') {
                open();
                objects++;
                out.add(PassageKind.LINE, number(array.offset), row.bytes(), from, i);
                from = i + 1;
            }
        }
        row.clear();
    }

    private void close(Level level) {
        Level parent = levels.peek();
        if (parent == null || !parent.object) {
            boolean list = !level.object && parent == null;
            if (list) {
                // The values of the outermost array are one thing each.
                spill(level);
            } else {
                give(level);
            }
            return;
        }
        if (!level.object) {
            append(parent.row, level.row);
            parent.inner.addAll(level.inner);
            return;
        }
        if (parent.many) {
            give(level);
            return;
        }
        append(level.row, level.inner);
        parent.inner.add(level.row);
        if (parent.inner.size() > MAX_ROW_OBJECTS) {
            parent.many = true;
            for (Utf8Text row : parent.inner) {
                give(row, parent.offset);
            }
            parent.inner.clear();
        }
    }

    private void give(Level level) {
        append(level.row, level.inner);
        give(level.row, level.offset);
    }

    private void give(Utf8Text row, int offset) {
        if (!row.isEmpty()) {
            objects++;
            open();
            out.add(PassageKind.ROW, number(offset), row);
            row.clear();
        }
    }

    private void line(String value, int offset) {
        open();
        objects++;
        out.add(PassageKind.LINE, number(Math.min(offset, to)), value.replace('\t', ' '));
    }

    private void open() {
        if (!blockOpen) {
            out.block(locator, lines ? "line" : "object", headings);
            blockOpen = true;
        }
    }

    /** The line of an offset in JSON Lines, else how many objects there were. */
    private int number(int offset) {
        if (!lines) {
            return Math.max(1, objects);
        }
        for (; lineNumberAt < offset; lineNumberAt++) {
            lineNumber += text[lineNumberAt] == '\n' ? 1 : 0;
        }
        return lineNumber;
    }

    private static void append(Utf8Text row, List<Utf8Text> cells) {
        for (Utf8Text one : cells) {
            append(row, one);
        }
    }

    private static void append(Utf8Text row, Utf8Text cells) {
        if (!cells.isEmpty()) {
            if (!row.isEmpty()) {
                row.append((byte) '\t');
            }
            row.append(cells.bytes(), 0, cells.length());
        }
    }

    private static void cell(Utf8Text row, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (!row.isEmpty()) {
            row.append((byte) '\t');
        }
        row.append(value.indexOf('\t') >= 0 ? value.replace('\t', ' ') : value);
    }
}
