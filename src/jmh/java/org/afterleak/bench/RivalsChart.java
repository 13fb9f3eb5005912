package org.afterleak.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars on a logarithmic scale: how fast each rival is with lists of each size. */
final class RivalsChart {
    private static final int BAR = 14;
    private static final int LEFT = 190;
    private static final int WIDTH = 560;
    private static final int RIGHT = 90;
    private static final int TOP = 40;
    private static final double LEAST = 0.01;
    private static final double MOST = 10_000;
    private static final String[] COLOURS = {"#1b6ca8", "#e08e2b", "#4b9b4b", "#a34a8c"};

    private RivalsChart() {}

    /** The chart as SVG, of the results with one share of hits. */
    static String svg(List<RivalsBenchmark.Result> results, String title) {
        Map<String, List<RivalsBenchmark.Result>> rows = new LinkedHashMap<>();
        List<Integer> sizes = new ArrayList<>();
        for (RivalsBenchmark.Result result : results) {
            rows.computeIfAbsent(result.rival(), r -> new ArrayList<>()).add(result);
            if (!sizes.contains(result.records())) {
                sizes.add(result.records());
            }
        }
        int height = TOP + results.size() * BAR + rows.size() * 8 + 60;
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LEFT + WIDTH + RIGHT,
                height));
        text(out, LEFT, 20, "start", title);
        int bottom = height - 40;
        for (double tick = LEAST; tick <= MOST * 1.01; tick *= 10) {
            out.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#ddd\"/>%n",
                    x(tick),
                    TOP - 8,
                    x(tick),
                    bottom));
            text(out, x(tick), bottom + 14, "middle", tick < 1 ? "" + tick : String.format(Locale.ROOT, "%.0f", tick));
        }
        int y = TOP;
        for (Map.Entry<String, List<RivalsBenchmark.Result>> row : rows.entrySet()) {
            text(out, LEFT - 8, y + BAR * row.getValue().size() / 2.0 + 4, "end", row.getKey());
            for (RivalsBenchmark.Result result : row.getValue()) {
                out.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        LEFT,
                        y,
                        Math.max(1, x(result.median()) - LEFT),
                        BAR - 2,
                        COLOURS[sizes.indexOf(result.records()) % COLOURS.length]));
                text(
                        out,
                        x(result.median()) + 4,
                        y + BAR - 4,
                        "start",
                        String.format(Locale.ROOT, result.median() < 10 ? "%.2f" : "%.0f", result.median()));
                y += BAR;
            }
            y += 8;
        }
        StringBuilder legend = new StringBuilder();
        for (int i = 0; i < sizes.size(); i++) {
            legend.append(String.format(
                    Locale.ROOT, "<tspan fill=\"%s\">%,d records </tspan>", COLOURS[i % COLOURS.length], sizes.get(i)));
        }
        text(out, LEFT, bottom + 32, "start", "MB of text per second of one core; " + legend);
        return out.append("</svg>\n").toString();
    }

    private static double x(double megabytes) {
        double share = Math.log(Math.clamp(megabytes, LEAST, MOST) / LEAST) / Math.log(MOST / LEAST);
        return LEFT + share * WIDTH;
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String words) {
        out.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words));
    }
}
