package org.afterleak.extract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The text of one capture with its structure: one buffer of UTF-8, cut into passages in reading order, each with a kind,
 * a block and a locator. Passages do not overlap and rise in the buffer; one separator byte (a newline) stands between
 * two. In a {@link PassageKind#ROW} passage the cells are separated by a tab; a cell's own tabs and newlines were turned
 * into spaces. Immutable, in memory only; {@link #toString} shows counts, never text.
 *
 * <p>A <em>block</em> joins passages that stand together: all rows of one table, the lines of a text without an empty
 * line between them. A block may have column headings.
 */
public final class Document {
    /** What stands between two steps of a locator. */
    public static final String STEP = " > ";

    private final byte[] text;
    private final int length;
    private final int count;
    private final int[] starts;
    private final int[] ends;
    private final byte[] kinds;
    private final int[] blocks;
    private final int[] ordinals;
    private final List<Block> blockList;
    private final List<Outlink> outlinks;
    private final List<String> problems;
    private final List<FormatUse> formats;

    /**
     * What passages of one block share.
     *
     * @param locator where the block is, as a person would say it, e.g. {@code sheet "PII"} or {@code table 2}; empty
     *     for a plain text
     * @param unit what its passages are called in a locator: {@code row}, {@code line}, {@code paragraph}, ...
     * @param headings the column headings, in order; empty where the block has none
     */
    public record Block(String locator, String unit, List<String> headings) {
        public Block {
            headings = List.copyOf(headings);
        }

        private String locator(int ordinal) {
            String own = unit + " " + ordinal;
            return locator.isEmpty() ? own : locator + STEP + own;
        }

        /** A sheet's name or what was taken for a heading may be somebody's: neither is shown. */
        @Override
        public String toString() {
            return "Block[" + unit + ", " + headings.size() + " headings]";
        }
    }

    private Document(Builder b) {
        this.text = b.text;
        this.length = b.length;
        this.count = b.count;
        this.starts = Arrays.copyOf(b.starts, count);
        this.ends = Arrays.copyOf(b.ends, count);
        this.kinds = Arrays.copyOf(b.kinds, count);
        this.blocks = Arrays.copyOf(b.blocks, count);
        this.ordinals = Arrays.copyOf(b.ordinals, count);
        this.blockList = List.copyOf(b.blockList);
        this.outlinks = List.copyOf(b.outlinks);
        this.problems = List.copyOf(b.problems);
        this.formats = List.copyOf(b.formats);
    }

    public static Builder builder(int expectedBytes) {
        return new Builder(expectedBytes);
    }

    /** The whole text in UTF-8; only the first {@link #length} bytes count. Not a copy: callers do not change it. */
    public byte[] text() {
        return text;
    }

    public int length() {
        return length;
    }

    public int passageCount() {
        return count;
    }

    /** Offset in {@link #text} of the passage's first byte. */
    public int start(int passage) {
        return starts[passage];
    }

    /** Offset in {@link #text} just behind the passage's last byte. */
    public int end(int passage) {
        return ends[passage];
    }

    private static final PassageKind[] KINDS = PassageKind.values();

    public PassageKind kind(int passage) {
        return KINDS[kinds[passage]];
    }

    /** Number of the block that the passage stands in; passages of one block follow each other. */
    public int blockOf(int passage) {
        return blocks[passage];
    }

    public Block block(int number) {
        return blockList.get(number);
    }

    public int blockCount() {
        return blockList.size();
    }

    /** Where the passage is, as a person would say it: {@code sheet "PII" > row 214}, {@code line 3}. */
    public String locator(int passage) {
        return blockList.get(blocks[passage]).locator(ordinals[passage]);
    }

    /** The row, line or paragraph number as its container counts it, 1-based. */
    public int ordinal(int passage) {
        return ordinals[passage];
    }

    /** Decodes one passage. It may hold identifiers: keep it on the stack, never in a log or a record. */
    public String passageText(int passage) {
        return new String(text, starts[passage], ends[passage] - starts[passage], StandardCharsets.UTF_8);
    }

    /** The passage that holds this byte of {@link #text}, or the one before it for a separator; -1 before the first. */
    public int passageAt(int offset) {
        int i = Arrays.binarySearch(starts, offset);
        return i >= 0 ? i : -i - 2;
    }

    /** What the document points to, in order, each once. */
    public List<Outlink> outlinks() {
        return outlinks;
    }

    /** What could not be read, one sentence each, without any of the document's text; empty when all was read. */
    public List<String> problems() {
        return problems;
    }

    /** What it was made of: its own format and those of the parts within it, how many, how long. */
    public List<FormatUse> formats() {
        return formats;
    }

    @Override
    public String toString() {
        return "Document[" + length + " bytes, " + count + " passages]";
    }

    /** Collects passages in reading order. */
    public static final class Builder {
        private byte[] text;
        private int length;
        private int count;
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private byte[] kinds = new byte[64];
        private int[] blocks = new int[64];
        private int[] ordinals = new int[64];
        private final List<Block> blockList = new ArrayList<>();
        private final List<Outlink> outlinks = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private List<FormatUse> formats = List.of();

        private Builder(int expectedBytes) {
            text = new byte[Math.max(64, expectedBytes)];
        }

        /** Bytes of text so far. */
        public int length() {
            return length;
        }

        /** Passages so far. */
        public int passageCount() {
            return count;
        }

        /** The bytes so far; only the first {@link #length} count. Not a copy. */
        byte[] text() {
            return text;
        }

        /** Where the passage is that holds that byte, as {@link Document#locator} says it. */
        String locator(int offset) {
            int i = Arrays.binarySearch(starts, 0, count, offset);
            int passage = Math.max(0, i >= 0 ? i : -i - 2);
            return blockList.get(blocks[passage]).locator(ordinals[passage]);
        }

        /** Opens a block; the passages that follow stand in it. */
        public Builder block(String locator, String unit, List<String> headings) {
            blockList.add(new Block(locator, unit, headings));
            return this;
        }

        /** Adds one passage of UTF-8 bytes; {@code ordinal} is its 1-based number as its container counts it. */
        public Builder passage(PassageKind kind, int ordinal, byte[] utf8, int from, int to) {
            if (blockList.isEmpty()) {
                throw new IllegalStateException("a passage needs a block");
            }
            int size = to - from;
            ensureText(size + 1);
            if (count == starts.length) {
                int more = count * 2;
                starts = Arrays.copyOf(starts, more);
                ends = Arrays.copyOf(ends, more);
                kinds = Arrays.copyOf(kinds, more);
                blocks = Arrays.copyOf(blocks, more);
                ordinals = Arrays.copyOf(ordinals, more);
            }
            if (count > 0) {
                text[length++] = '\n';
            }
            System.arraycopy(utf8, from, text, length, size);
            starts[count] = length;
            length += size;
            ends[count] = length;
            kinds[count] = (byte) kind.ordinal();
            blocks[count] = blockList.size() - 1;
            ordinals[count] = ordinal;
            count++;
            return this;
        }

        /** Adds one passage of text; lone surrogates become U+FFFD. */
        public Builder passage(PassageKind kind, int ordinal, String passage) {
            Utf8Text utf8 = new Utf8Text(passage.length());
            utf8.append(passage);
            return passage(kind, ordinal, utf8.bytes(), 0, utf8.length());
        }

        public Builder outlink(Outlink link) {
            outlinks.add(link);
            return this;
        }

        /** Notes what could not be read; the sentence holds none of the document's text. */
        public Builder problem(String sentence) {
            problems.add(sentence);
            return this;
        }

        /** Says what the document was made of. */
        public Builder formats(List<FormatUse> uses) {
            formats = uses;
            return this;
        }

        public Document build() {
            return new Document(this);
        }

        private void ensureText(int more) {
            if (length + more > text.length) {
                text = Arrays.copyOf(text, Math.max(length + more, text.length * 2));
            }
        }
    }
}
