package org.afterleak.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.afterleak.table.FileFormat;
import org.jspecify.annotations.Nullable;

/**
 * Documents within a document: members of archives, attachments, decoded texts. A part is read as a capture is, by its
 * content, and its passages stand in blocks whose locator begins with the steps that lead to it. All parts of a capture
 * share one budget, {@link NestingLimits}. Nothing a part holds ends the reading of its container: what is wrong with it is
 * told in {@link Document#problems}, by its number.
 */
final class Parts {
    private static final int MAX_STEP = 160;

    private final ExtractLimits limits;
    private final NestingLimits nesting;
    private final FormatReader reader;
    private final Passages out;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final SortedMap<String, Use> uses = new TreeMap<>();
    private final SortedMap<String, Integer> unsupported = new TreeMap<>();
    private long captureBytes;
    private int parts;
    private long bytes;
    private long held;
    private boolean ended;

    /** One document that is being read. */
    private static final class Level {
        private final List<Waiting> waiting = new ArrayList<>();
        private int parts;
        private long nanosWithin;
    }

    private record Waiting(String step, Bytes bytes, String contentType) {}

    /** An array in no record. */
    private static final class Bytes {
        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }
    }

    private static final class Use {
        private int documents;
        private long bytes;
        private long nanos;
        private final SortedMap<String, Integer> skipped = new TreeMap<>();
    }

    Parts(ExtractLimits limits, FormatReader reader, Passages out) {
        this.limits = limits;
        this.reader = reader;
        this.nesting = limits.nesting();
        this.out = out;
    }

    /**
     * Reads the capture itself.
     *
     * @throws ExtractException it gives no text
     */
    void capture(byte[] payload, FileFormat format, MediaType declared, String address) throws ExtractException {
        captureBytes = payload.length;
        Level level = begin();
        long started = System.nanoTime();
        String skipped = "cannot be read as " + format.label();
        try {
            reader.read(payload, format, declared, address, out);
            out.lookThrough(true);
            drain(level);
            if (out.isEmpty() && !unsupported.isEmpty()) {
                // Nothing of it could be read: it is skipped, for the reasons that its parts were.
                throw new ExtractException("nothing in it could be read: " + skippedInWords());
            }
            skipped = null;
        } catch (ExtractException e) {
            skipped = String.valueOf(e.getMessage());
            throw e;
        } finally {
            end(format.shortName(), payload.length, System.nanoTime() - started, skipped, level);
        }
    }

    /**
     * Reads a part now. Passages that follow stand in a new block, so a reader that is in the middle of one calls {@link
     * #later} instead.
     *
     * @param step the part's name or where it lies, as a locator says it: {@code lists/june.xlsx}, {@code attachment 2},
     *     {@code base64 at 1,200}
     * @param content not copied
     * @param contentType what its container says it is, as in a {@code Content-Type} header, empty where it does not
     */
    void read(String step, byte[] content, String contentType) {
        if (admit() && count(content.length)) {
            part(step(step), content, MediaType.of(contentType));
        }
    }

    /** Reads a part when the text around it was read: its bytes are kept until then. */
    void later(String step, byte[] content, String contentType) {
        later(step, content, contentType, false);
    }

    /** The same of a part that several steps of our own lead to: {@code line 3 > base64 > zlib}. */
    void laterBehind(String steps, byte[] content) {
        later(steps, content, "", true);
    }

    private void later(String step, byte[] content, String contentType, boolean several) {
        Level level = levels.peek();
        if (level == null) {
            throw new IllegalStateException("no document is being read");
        }
        if (full() || !hold(content.length) || !count(content.length)) {
            return;
        }
        level.waiting.add(new Waiting(several ? step : step(step), new Bytes(content), contentType));
    }

    /**
     * Reads a part off a stream. Archives that can be read in one go are never held whole; of anything else at most as
     * much as a capture may have.
     *
     * @param in is read within the budget, not closed
     * @throws IOException the stream is broken; what was read of the part before that is in the document
     */
    void read(String step, InputStream in, String contentType) throws IOException {
        if (!admit()) {
            return;
        }
        InputStream counted = counted(in);
        byte[] head = counted.readNBytes(FileFormat.HEAD_BYTES);
        FileFormat format = FormatReader.streamed(head);
        if (format != null) {
            stream(step(step), new SequenceInputStream(new ByteArrayInputStream(head), counted), format);
            return;
        }
        if (head.length == 0) {
            return;
        }
        byte[] content = head;
        IOException broken = null;
        boolean cut = false;
        if (head.length == FileFormat.HEAD_BYTES) {
            ByteSink sink = new ByteSink(head);
            try {
                sink.fill(counted, limits.maxInputBytes());
                cut = counted.read() >= 0;
            } catch (IOException e) {
                broken = e;
            }
            content = sink.bytes();
        }
        if (!hold(content.length)) {
            return;
        }
        try {
            part(step(step), content, MediaType.of(contentType), cut);
        } finally {
            held -= content.length;
        }
        if (broken != null) {
            throw broken;
        }
    }

    /** Bytes that a container gives are counted through this: where the budget ends, the stream does. */
    InputStream counted(InputStream in) {
        return new Counted(in);
    }

    /** Whether no more parts are read, for any reason; containers stop then. */
    boolean full() {
        if (!ended && out.elapsed() > nesting.maxTime().toNanos()) {
            end("reading took longer than " + nesting.maxTime().toSeconds() + " seconds: the rest was left out");
        }
        return ended || out.ended();
    }

    /** Notes that the next part cannot be read, and why: a reason without any of its bytes. */
    void passOver(String reason) {
        if (!full()) {
            number();
            unsupported.merge(reason, 1, Integer::sum);
        }
    }

    private boolean admit() {
        if (full()) {
            return false;
        }
        if (levels.size() > nesting.maxDepth()) {
            out.problem("parts are nested deeper than " + nesting.maxDepth() + ": the rest was left out");
            return false;
        }
        if (parts >= nesting.maxParts()) {
            end(String.format(Locale.ROOT, "more than %,d parts: the rest was left out", nesting.maxParts()));
            return false;
        }
        return true;
    }

    private void end(String problem) {
        ended = true;
        out.problem(problem);
    }

    /** Whether there is room for so many more bytes of parts. */
    private boolean count(long more) {
        if (ended) {
            return false;
        }
        bytes += more;
        if (bytes > nesting.maxBytes()) {
            end("parts are more than " + Passages.size(nesting.maxBytes()) + " together: the rest was left out");
        } else if (bytes > NestingLimits.RATIO_FROM_BYTES && bytes / Math.max(1, captureBytes) > nesting.maxRatio()) {
            end("parts are more than " + nesting.maxRatio() + " times the size of all: the rest was left out");
        }
        return !ended;
    }

    private boolean hold(long more) {
        if (held + more > nesting.maxHeldBytes()) {
            out.problem("parts within parts are more than " + Passages.size(nesting.maxHeldBytes())
                    + ": what lies deeper was left out");
            return false;
        }
        held += more;
        return true;
    }

    private void part(String step, byte[] content, MediaType declared) {
        part(step, content, declared, false);
    }

    private void part(String step, byte[] content, MediaType declared, boolean cut) {
        @Nullable FileFormat[] format = {null};
        within(step, () -> name(format[0]), () -> content.length, () -> {
            if (cut) {
                out.problem("more than " + Passages.size(content.length) + ": the rest was left out");
            }
            FileFormat found = FormatReader.format(content);
            format[0] = found;
            reader.read(content, found, declared, "", out);
        });
    }

    private void stream(String step, InputStream in, FileFormat format) {
        long before = bytes;
        within(step, () -> name(format), () -> bytes - before, () -> reader.stream(in, format, out));
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws ExtractException;
    }

    /** Reads a part in its place; what is wrong with it ends that part alone. */
    private void within(String step, Supplier<String> format, LongSupplier size, Reading reading) {
        Passages.Outer outer = out.enter(step, number());
        Level level = begin();
        long started = System.nanoTime();
        String skipped = null;
        try {
            reading.read();
            out.lookThrough(true);
            drain(level);
        } catch (ExtractException e) {
            skipped = String.valueOf(e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            skipped = "cannot be read (" + e.getClass().getSimpleName() + ")";
        } finally {
            out.leave(outer);
            if (skipped != null) {
                unsupported.merge(skipped, 1, Integer::sum);
            }
            end(format.get(), size.getAsLong(), System.nanoTime() - started, skipped, level);
        }
    }

    private static String name(@Nullable FileFormat format) {
        return format == null ? FileFormat.BINARY.shortName() : format.shortName();
    }

    private String number() {
        Level level = levels.peek();
        parts++;
        return "part " + (level == null ? parts : ++level.parts);
    }

    private Level begin() {
        Level level = new Level();
        levels.push(level);
        return level;
    }

    private void end(String format, long size, long nanos, @Nullable String skipped, Level level) {
        levels.pop();
        Use use = uses.computeIfAbsent(format, f -> new Use());
        use.documents++;
        use.bytes += size;
        use.nanos += Math.max(0, nanos - level.nanosWithin);
        Level container = levels.peek();
        if (container != null) {
            container.nanosWithin += nanos;
        }
        if (skipped != null) {
            use.skipped.merge(skipped, 1, Integer::sum);
        }
    }

    private void drain(Level level) {
        for (int i = 0; i < level.waiting.size(); i++) {
            Waiting next = level.waiting.get(i);
            byte[] content = next.bytes().array;
            if (admit()) {
                part(next.step(), content, MediaType.of(next.contentType()));
            }
            held -= content.length;
        }
        level.waiting.clear();
    }

    private String skippedInWords() {
        return String.join("; ", unsupported.keySet().stream().limit(3).toList());
    }

    /** Says once for each reason how many parts gave nothing for it. */
    void tellSkipped() {
        unsupported.forEach((reason, count) ->
                out.problem(reason + (count == 1 ? " (1 part)" : " (" + count + " parts)") + ": left out"));
    }

    List<FormatUse> formats() {
        return uses.entrySet().stream()
                .map(e -> new FormatUse(
                        e.getKey(),
                        e.getValue().documents,
                        e.getValue().bytes,
                        e.getValue().nanos,
                        new TreeMap<>(e.getValue().skipped)))
                .toList();
    }

    /** A name fit for a locator: its end tells more than its beginning. */
    private static String step(String name) {
        StringBuilder clean = new StringBuilder();
        name.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '"' ? ' ' : c)
                .forEach(clean::appendCodePoint);
        // What looks like a step of its own is none.
        String step = clean.toString().replace(Document.STEP, " ").strip();
        if (step.length() > MAX_STEP) {
            int from =
                    step.offsetByCodePoints(step.length(), -Math.min(MAX_STEP, step.codePointCount(0, step.length())));
            step = "..." + step.substring(from);
        }
        return step.isEmpty() ? "unnamed" : step;
    }

    /** Grows while it is filled, so that what is said of a size costs nothing. */
    private static final class ByteSink {
        private byte[] array;
        private int length;

        ByteSink(byte[] head) {
            array = Arrays.copyOf(head, Math.max(1 << 15, head.length * 2));
            length = head.length;
        }

        void fill(InputStream in, int most) throws IOException {
            while (length < most) {
                if (length == array.length) {
                    array = Arrays.copyOf(array, (int) Math.min(most, array.length * 2L));
                }
                int n = in.read(array, length, Math.min(array.length, most) - length);
                if (n < 0) {
                    return;
                }
                length += n;
            }
        }

        byte[] bytes() {
            return length == array.length ? array : Arrays.copyOf(array, length);
        }
    }

    private final class Counted extends InputStream {
        private final InputStream in;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (full()) {
                return -1;
            }
            int n = in.read(into, from, length);
            if (n > 0 && !count(n)) {
                return -1;
            }
            return n;
        }

        /** The container closes its stream itself. */
        @Override
        public void close() {}
    }
}
