package org.afterleak.extract;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes passages from all readers and keeps them within the limits: cleans their text of control characters, joins what
 * is behind the last passage that has room, stops at the last byte and the last second.
 */
final class Passages {
    /** Size of the pieces that text is joined to when there are too many passages. */
    private static final int JOINED_BYTES = 1 << 16;

    private static final int MAX_PROBLEMS = 100;

    private final ExtractLimits limits;
    private final Document.Builder builder;
    private final Parts parts;
    private final long started = System.nanoTime();
    private final Set<String> problems = new HashSet<>();
    private final Set<String> outlinks = new HashSet<>();
    private final Utf8Text clean = new Utf8Text(256);
    private final Utf8Text joined = new Utf8Text(0);
    private int joinedOrdinal;

    private String locator = "";
    private String unit = "line";
    private List<String> headings = List.of();
    private boolean blockWaits;
    private boolean cut;
    private boolean late;

    /** Where the part that is read stands, as its locators begin: empty for the capture itself. */
    private String prefix = "";

    /** The same in numbers, as problems begin: names are the document's own text. */
    private String place = "";

    private long partStarted = started;
    private long partNanos;

    Passages(ExtractLimits limits, FormatReader reader, int expectedBytes) {
        this.limits = limits;
        this.partNanos = limits.maxTime().toNanos();
        this.parts = new Parts(limits, reader, this);
        this.builder = Document.builder(Math.min(limits.maxTextBytes(), Math.max(64, expectedBytes)));
        this.blockWaits = true;
    }

    ExtractLimits limits() {
        return limits;
    }

    /** Text before that place in the document was looked through for encodings, or is not to be. */
    private int lookedThrough;

    /** Looks for encodings in what was added since the last time; {@code within} is false where that was done already. */
    void lookThrough(boolean within) {
        flushJoined();
        int from = lookedThrough;
        int to = builder.length();
        lookedThrough = to;
        if (within && to > from) {
            String outer = prefix.isEmpty() ? "" : prefix + Document.STEP;
            EncodedParts.ofPassages(
                    builder.text(), from, to, offset -> builder.locator(offset).substring(outer.length()), this);
        }
    }

    /** Reads documents within this one. */
    Parts parts() {
        return parts;
    }

    /** What a part changes, and gets back when it was read. */
    record Outer(
            String prefix,
            String place,
            String locator,
            String unit,
            List<String> headings,
            long partStarted,
            long partNanos,
            boolean late) {}

    /** The passages that follow are those of a part; {@link #leave} ends that. */
    Outer enter(String step, String numbered) {
        lookThrough(true);
        Outer outer = new Outer(prefix, place, locator, unit, headings, partStarted, partNanos, late);
        prefix = prefix.isEmpty() ? step : prefix + Document.STEP + step;
        place = place + numbered + ": ";
        block("", "line");
        partStarted = System.nanoTime();
        partNanos = Math.min(
                limits.maxTime().toNanos(),
                Math.max(0, limits.nesting().maxTime().toNanos() - (partStarted - started)));
        return outer;
    }

    void leave(Outer outer) {
        lookThrough(true);
        prefix = outer.prefix();
        place = outer.place();
        locator = outer.locator();
        unit = outer.unit();
        headings = outer.headings();
        blockWaits = true;
        partStarted = outer.partStarted();
        partNanos = outer.partNanos();
        late = outer.late();
    }

    /** Whether the document takes nothing more, whatever part it is from. */
    boolean ended() {
        return cut;
    }

    /** How long the reading of this part may still take; at least a millisecond. */
    Duration timeLeft() {
        return Duration.ofNanos(Math.max(1_000_000, partNanos - (System.nanoTime() - partStarted)));
    }

    /** Nanoseconds since the capture's first byte. */
    long elapsed() {
        return System.nanoTime() - started;
    }

    /** The passages that follow stand in a block of their own; without any there will be no block. */
    void block(String newLocator, String newUnit, List<String> newHeadings) {
        locator = prefix.isEmpty() ? newLocator : newLocator.isEmpty() ? prefix : prefix + Document.STEP + newLocator;
        unit = newUnit;
        headings = newHeadings;
        blockWaits = true;
    }

    void block(String newLocator, String newUnit) {
        block(newLocator, newUnit, List.of());
    }

    /** Whether nothing more is taken; also looks at the time. */
    boolean full() {
        if (!late && System.nanoTime() - partStarted > partNanos) {
            late = true;
            problem("reading took longer than " + Math.round(partNanos / 1e6) / 1000.0
                    + " seconds: the rest was left out");
        }
        return cut || late;
    }

    void add(PassageKind kind, int ordinal, Utf8Text text) {
        add(kind, ordinal, text.bytes(), 0, text.length());
    }

    void add(PassageKind kind, int ordinal, String text) {
        Utf8Text utf8 = new Utf8Text(text.length());
        utf8.append(text);
        add(kind, ordinal, utf8);
    }

    /** Adds valid UTF-8; control characters become spaces, but for a row's tabs and a paragraph's line ends. */
    void add(PassageKind kind, int ordinal, byte[] utf8, int from, int to) {
        boolean prose = kind == PassageKind.PARAGRAPH;
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b >= 0 && b < ' ' && !(prose ? b == '\n' : b == '\t') || b == 0x7F || b == (byte) 0xC2) {
                clean.clear();
                clean(kind, utf8, from, to);
                addClean(kind, ordinal, clean.bytes(), 0, clean.length());
                return;
            }
        }
        addClean(kind, ordinal, utf8, from, to);
    }

    private void clean(PassageKind kind, byte[] utf8, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b == (byte) 0xC2 && i + 1 < to && (utf8[i + 1] & 0xFF) < 0xA0) {
                // The C1 controls, U+0080 to U+009F.
                clean.append((byte) ' ');
                i++;
            } else if (kind == PassageKind.PARAGRAPH && (b == '\n' || b == '\r')) {
                clean.append((byte) '\n');
                i += b == '\r' && i + 1 < to && utf8[i + 1] == '\n' ? 1 : 0;
            } else {
                clean.append(b >= 0 && b < ' ' && b != '\t' || b == 0x7F ? (byte) ' ' : b);
            }
        }
    }

    /** Adds text that is known to hold no control characters. */
    void addClean(PassageKind kind, int ordinal, byte[] utf8, int from, int to) {
        if (cut || late || from == to) {
            return;
        }
        if (builder.passageCount() >= limits.maxPassages()) {
            join(ordinal, utf8, from, to);
        } else {
            put(kind, ordinal, utf8, from, to);
        }
    }

    private void put(PassageKind kind, int ordinal, byte[] utf8, int from, int to) {
        int room = limits.maxTextBytes() - builder.length() - 1;
        int end = to;
        if (to - from > room) {
            cut = true;
            problem("more than " + size(limits.maxTextBytes()) + " of text: the rest was left out");
            end = from + Math.max(0, room);
            while (end > from && (utf8[end] & 0xC0) == 0x80) {
                end--;
            }
            if (end == from) {
                return;
            }
        }
        if (blockWaits) {
            builder.block(locator, unit, headings);
            blockWaits = false;
        }
        builder.passage(kind, ordinal, utf8, from, end);
    }

    private void join(int ordinal, byte[] utf8, int from, int to) {
        if (joined.isEmpty()) {
            problem("more than " + limits.maxPassages() + " passages: the rest was read as running text");
            joinedOrdinal = ordinal;
        } else {
            joined.append((byte) '\n');
        }
        joined.append(utf8, from, to);
        if (joined.length() >= JOINED_BYTES) {
            flushJoined();
        }
    }

    private void flushJoined() {
        if (!joined.isEmpty()) {
            blockWaits = true;
            put(PassageKind.PARAGRAPH, joinedOrdinal, joined.bytes(), 0, joined.length());
            joined.clear();
        }
    }

    /** Notes an outlink, once, if there is room. */
    void outlink(String url) {
        if (outlinks.contains(url)) {
            return;
        }
        if (outlinks.size() >= limits.maxOutlinks()) {
            problem("more than " + limits.maxOutlinks() + " outlinks: the rest was left out");
            return;
        }
        outlinks.add(url);
        builder.outlink(new Outlink(url));
    }

    /** Notes what could not be read, once; the sentence holds none of the document's text. */
    void problem(String sentence) {
        String placed = place + sentence;
        if (problems.size() < MAX_PROBLEMS && problems.add(placed)) {
            builder.problem(placed);
            if (problems.size() == MAX_PROBLEMS) {
                builder.problem("and further problems");
            }
        }
    }

    boolean isEmpty() {
        return builder.passageCount() == 0;
    }

    Document build() {
        flushJoined();
        parts.tellSkipped();
        builder.formats(parts.formats());
        return builder.build();
    }

    static String size(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes >= 1 << 10 ? (bytes >> 10) + " KiB" : bytes + " bytes";
    }
}
