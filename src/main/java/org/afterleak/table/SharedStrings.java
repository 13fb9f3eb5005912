package org.afterleak.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * A workbook's shared strings (ECMA-376 part 1, 18.4), packed as UTF-8 in blocks: about a third of what a list of strings
 * takes.
 */
final class SharedStrings {
    private static final int BLOCK_BITS = 20;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final List<byte[]> blocks = new ArrayList<>();
    private int used = BLOCK;
    private long total;
    private int[] starts = new int[256];
    private int[] lengths = new int[256];
    private int count;

    private SharedStrings() {}

    /** @param in the part, null if the workbook has none */
    static SharedStrings read(@Nullable InputStream in, Budget budget) throws IOException, TableException {
        SharedStrings strings = new SharedStrings();
        if (in == null) {
            return strings;
        }
        TableLimits limits = budget.limits();
        try (Xml xml = Xml.open(in)) {
            StringBuilder text = new StringBuilder();
            int most = Math.min(limits.maxCellChars(), BLOCK / 4);
            boolean inText = false;
            int phonetic = 0;
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.name()) {
                        case "si" -> text.setLength(0);
                        case "t" -> inText = phonetic == 0;
                        case "rPh" -> phonetic++;
                        default -> {}
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    switch (xml.name()) {
                        case "si" -> {
                            strings.add(text.length() > most ? null : text, limits.maxSharedBytes());
                            budget.tick();
                        }
                        case "t" -> inText = false;
                        case "rPh" -> phonetic--;
                        default -> {}
                    }
                } else if (inText) {
                    xml.text(text, most);
                }
            }
        }
        return strings;
    }

    int count() {
        return count;
    }

    /** Whether there is such a string, and it is not longer than a cell may be. */
    boolean has(int index) {
        return index >= 0 && index < count && lengths[index] >= 0;
    }

    String get(int index) {
        if (lengths[index] == 0) {
            return "";
        }
        int start = starts[index];
        byte[] block = blocks.get(start >>> BLOCK_BITS);
        return new String(block, start & (BLOCK - 1), lengths[index], UTF_8);
    }

    private void add(@Nullable StringBuilder text, int most) throws TableException {
        byte[] utf8 = text == null ? new byte[0] : unescape(text.toString()).getBytes(UTF_8);
        total += utf8.length;
        if (total > most || count == Integer.MAX_VALUE - 8) {
            throw new TableException("more than " + ZipParts.size(most) + " of shared strings");
        }
        if (utf8.length > BLOCK - used) {
            blocks.add(new byte[BLOCK]);
            used = 0;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count + (count >> 1));
            lengths = Arrays.copyOf(lengths, starts.length);
        }
        if (utf8.length > 0) {
            System.arraycopy(utf8, 0, blocks.get(blocks.size() - 1), used, utf8.length);
        }
        starts[count] = Math.max(0, blocks.size() - 1) << BLOCK_BITS | used;
        lengths[count++] = text == null ? -1 : utf8.length;
        used += utf8.length;
    }

    /** Undoes {@code _x000D_} and the like (ECMA-376 part 1, 22.9.2.19), which Excel shows as the character. */
    static String unescape(String text) {
        int at = text.indexOf("_x");
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (; at >= 0; at = text.indexOf("_x", at + 1)) {
            if (at < from || at + 6 >= text.length() || text.charAt(at + 6) != '_') {
                continue;
            }
            int unit = 0;
            for (int i = at + 2; i < at + 6; i++) {
                int digit = Character.digit(text.charAt(i), 16);
                unit = digit < 0 || text.charAt(i) > 'f' ? -1 : unit < 0 ? -1 : unit << 4 | digit;
            }
            if (unit >= 0) {
                out.append(text, from, at).append((char) unit);
                from = at + 7;
            }
        }
        return out.append(text, from, text.length()).toString();
    }
}
