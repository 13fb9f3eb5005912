package org.afterleak.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.afterleak.evidence.RedactedPassage.Role;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;

/**
 * Makes the redacted rendering of one document within bounds: first every passage with a match, then the headings and
 * first passages of their blocks, then the neighbours of matches.
 */
final class PageRenderer {
    /** Most passages of a rendering. */
    static final int MAX_PASSAGES = 500;

    /** Most passages with a match, so that there is room for what shows where they stand. */
    static final int MAX_MATCHES = 400;

    /** Most bytes of a rendering's text in UTF-8. */
    static final int MAX_BYTES = 256 * 1024;

    /** Most characters of a heading that are looked at. */
    static final int MAX_HEADING = 120;

    private static final int FIRST_PASSAGES = 3;
    private static final int MAX_CELLS = 60;
    private static final int MAX_HEADINGS = 60;
    private static final int MAX_WHOLE = 1_500;
    private static final int WINDOW = 200;
    private static final int MAX_WINDOWS = 12;
    private static final int OVERHEAD_BYTES = 40;
    private static final Run GAP = new Run(" […] ", List.of());

    private final Document document;
    private final Spans spans;
    private final SortedMap<Long, RedactedPassage> chosen = new TreeMap<>();
    private int bytes;

    PageRenderer(Document document, Spans spans) {
        this.document = document;
        this.spans = spans;
    }

    Rendering render() {
        BitSet matched = spans.passages();
        int shown = 0;
        for (int p = matched.nextSetBit(0); p >= 0 && shown < MAX_MATCHES; p = matched.nextSetBit(p + 1)) {
            if (!add(p, Role.MATCH)) {
                break;
            }
            shown++;
        }
        blocks();
        neighbours();
        int others = (int) chosen.values().stream()
                .filter(p -> p.role() == Role.START || p.role() == Role.CONTEXT)
                .count();
        return new Rendering(
                List.copyOf(chosen.values()),
                matched.cardinality() - shown,
                document.passageCount() - matched.cardinality() - others,
                density(matched));
    }

    private void blocks() {
        BitSet matched = spans.passages();
        int seen = -1;
        for (int p = matched.nextSetBit(0); p >= 0; p = matched.nextSetBit(p + 1)) {
            int block = document.blockOf(p);
            if (block == seen) {
                continue;
            }
            seen = block;
            int first = p;
            while (first > 0 && document.blockOf(first - 1) == block) {
                first--;
            }
            List<String> headings = document.block(block).headings();
            if (!headings.isEmpty()) {
                heading(block, first, headings);
            }
            for (int i = first; i < Math.min(first + FIRST_PASSAGES, document.passageCount()); i++) {
                if (document.blockOf(i) == block) {
                    add(i, Role.START);
                }
            }
            if (chosen.size() >= MAX_PASSAGES) {
                return;
            }
        }
    }

    private void neighbours() {
        BitSet matched = spans.passages();
        for (int p = matched.nextSetBit(0); p >= 0 && chosen.size() < MAX_PASSAGES; p = matched.nextSetBit(p + 1)) {
            for (int i = Math.max(0, p - 1); i <= Math.min(p + 1, document.passageCount() - 1); i++) {
                if (document.blockOf(i) == document.blockOf(p)) {
                    add(i, Role.CONTEXT);
                }
            }
        }
    }

    private void heading(int block, int firstPassage, List<String> headings) {
        List<List<Run>> cells = headings.stream()
                .limit(MAX_HEADINGS)
                .map(h -> List.of(new Run(WordMask.heading(cut(h, MAX_HEADING)), List.of())))
                .toList();
        String locator = LocatorMask.block(document.block(block).locator());
        put(
                key(firstPassage) - 1,
                new RedactedPassage(locator.isEmpty() ? "headings" : locator + " > headings", Role.HEADING, cells));
    }

    private boolean add(int passage, Role role) {
        if (chosen.containsKey(key(passage)) || spans.in(passage) && role != Role.MATCH) {
            return true;
        }
        return put(key(passage), new RedactedPassage(locator(document, passage), role, cells(passage)));
    }

    private boolean put(long key, RedactedPassage passage) {
        int size = OVERHEAD_BYTES + passage.locator().getBytes(StandardCharsets.UTF_8).length;
        for (List<Run> cell : passage.cells()) {
            for (Run run : cell) {
                size += run.text().getBytes(StandardCharsets.UTF_8).length
                        + 16 * run.kinds().size();
            }
        }
        if (chosen.size() >= MAX_PASSAGES || bytes + size > MAX_BYTES) {
            return false;
        }
        bytes += size;
        chosen.put(key, passage);
        return true;
    }

    /** Headings stand between two passages: one key in two is theirs. */
    private static long key(int passage) {
        return 2L * passage + 1;
    }

    private List<List<Run>> cells(int passage) {
        String text = document.passageText(passage);
        List<WordMask.Span> found = spans.of(passage, text);
        if (document.kind(passage) != PassageKind.ROW) {
            return List.of(windows(text, 0, text.length(), found, true));
        }
        List<List<Run>> cells = new ArrayList<>();
        // The first row of a table may be its headings; any later one is data, of which no word is shown.
        boolean first = passage == 0 || document.blockOf(passage - 1) != document.blockOf(passage);
        boolean words =
                first && document.block(document.blockOf(passage)).headings().isEmpty() && !spans.in(passage);
        int start = 0;
        while (start <= text.length() && cells.size() < MAX_CELLS) {
            int tab = text.indexOf('\t', start);
            int end = tab < 0 ? text.length() : tab;
            cells.add(windows(text, start, end, found, words));
            start = end + 1;
        }
        if (start <= text.length()) {
            cells.add(List.of(GAP));
        }
        return cells;
    }

    /** A long text is shown around its matches only. */
    private static List<Run> windows(String text, int from, int to, List<WordMask.Span> found, boolean words) {
        if (to - from <= MAX_WHOLE) {
            return WordMask.mask(text, from, to, found, words);
        }
        List<Run> out = new ArrayList<>();
        int shownTo = from;
        int windows = 0;
        for (WordMask.Span span : found) {
            if (span.end() <= shownTo || span.start() >= to) {
                continue;
            }
            if (++windows > MAX_WINDOWS) {
                break;
            }
            int start = Math.max(shownTo, span.start() - WINDOW);
            // A span that is a page long by itself is one mark; what follows it starts behind it.
            int end = Math.min(to, Math.max(span.end(), span.start()) + WINDOW);
            if (start > shownTo) {
                out.add(GAP);
            }
            out.addAll(WordMask.mask(text, start, end, found, words));
            shownTo = end;
        }
        if (windows == 0) {
            shownTo = from + WINDOW;
            out.addAll(WordMask.mask(text, from, shownTo, found, words));
        }
        if (shownTo < to) {
            out.add(GAP);
        }
        return out;
    }

    private List<Integer> density(BitSet matched) {
        int count = document.passageCount();
        Integer[] buckets = new Integer[Math.min(count, Rendering.MAX_BUCKETS)];
        Arrays.fill(buckets, 0);
        for (int p = matched.nextSetBit(0); p >= 0; p = matched.nextSetBit(p + 1)) {
            buckets[(int) ((long) p * buckets.length / count)]++;
        }
        return List.of(buckets);
    }

    static String locator(Document document, int passage) {
        Document.Block block = document.block(document.blockOf(passage));
        String own = LocatorMask.unit(block.unit()) + " " + document.ordinal(passage);
        return block.locator().isEmpty() ? own : LocatorMask.block(block.locator()) + " > " + own;
    }

    static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
