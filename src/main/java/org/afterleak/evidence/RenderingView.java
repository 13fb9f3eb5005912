package org.afterleak.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterleak.evidence.RedactedPassage.Role;

/** The redacted rendering as the page templates want it: a table for each block, a bar for where matches stand. */
final class RenderingView {
    private static final String STEP = " > ";

    private RenderingView() {}

    static Map<String, Object> of(Rendering rendering) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("blocks", blocks(rendering.passages()));
        view.put("bars", bars(rendering.density()));
        view.put("barCount", rendering.density().size());
        view.put("matchesLeftOut", rendering.matchesLeftOut());
        view.put("othersLeftOut", rendering.othersLeftOut());
        view.put("matchedMark", WordMask.MATCHED);
        view.put("wordMark", WordMask.MEDIUM);
        view.put("numberMark", WordMask.NUMBER);
        return view;
    }

    private static List<Object> bars(List<Integer> density) {
        int most = density.stream().mapToInt(Integer::intValue).max().orElse(0);
        List<Object> bars = new ArrayList<>();
        for (int i = 0; i < density.size(); i++) {
            if (density.get(i) > 0) {
                // Four strengths: enough to see where it is dense, and a single match is still seen.
                bars.add(Map.of("x", i, "strength", 1 + 3 * density.get(i) / most));
            }
        }
        return bars;
    }

    private static List<Object> blocks(List<RedactedPassage> passages) {
        List<Object> blocks = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= passages.size(); i++) {
            if (i == passages.size()
                    || !block(passages.get(i)).equals(block(passages.get(from)))
                    || passages.get(i).role() == Role.HEADING) {
                blocks.add(block(passages.subList(from, i)));
                from = i;
            }
        }
        return blocks;
    }

    private static Map<String, Object> block(List<RedactedPassage> passages) {
        int columns = passages.stream().mapToInt(p -> p.cells().size()).max().orElse(1);
        List<Object> rows = new ArrayList<>();
        long previous = -1;
        for (RedactedPassage passage : passages) {
            long ordinal = ordinal(passage);
            if (previous > 0 && ordinal > previous + 1) {
                rows.add(Map.of("isGap", true, "isRow", false, "span", columns, "gap", ordinal - previous - 1));
            }
            previous = ordinal;
            rows.add(row(passage, columns));
        }
        String caption = block(passages.get(0));
        return Map.of("caption", caption, "hasCaption", !caption.isEmpty(), "rows", rows);
    }

    private static Map<String, Object> row(RedactedPassage passage, int columns) {
        List<Object> cells = new ArrayList<>();
        int count = passage.cells().size();
        for (int i = 0; i < count; i++) {
            List<Object> runs = new ArrayList<>();
            for (Run run : passage.cells().get(i)) {
                runs.add(Map.of(
                        "text",
                        run.text(),
                        "isMarked",
                        run.isMarked(),
                        "kinds",
                        String.join(
                                ", ", run.kinds().stream().map(Totals::inWords).toList())));
            }
            cells.add(Map.of("runs", runs, "span", i == count - 1 ? columns - count + 1 : 1));
        }
        String locator = passage.locator();
        int step = locator.lastIndexOf(STEP);
        return Map.of(
                "isGap",
                false,
                "isRow",
                true,
                "isHeading",
                passage.role() == Role.HEADING,
                "isMatch",
                passage.role() == Role.MATCH,
                "where",
                step < 0 ? locator : locator.substring(step + STEP.length()),
                "cells",
                cells);
    }

    private static String block(RedactedPassage passage) {
        int step = passage.locator().lastIndexOf(STEP);
        return step < 0 ? "" : passage.locator().substring(0, step);
    }

    private static long ordinal(RedactedPassage passage) {
        String locator = passage.locator();
        String last = locator.substring(locator.lastIndexOf(' ') + 1);
        return last.matches("[0-9]{1,10}") ? Long.parseLong(last) : -1;
    }
}
