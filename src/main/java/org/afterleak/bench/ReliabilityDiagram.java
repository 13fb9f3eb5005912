package org.afterleak.bench;

import java.util.List;
import java.util.Locale;

/** The reliability diagram: for each bin of bits, what they say beside what was so, with intervals. */
public final class ReliabilityDiagram {
    private static final int SIZE = 400;
    private static final int MARGIN = 60;

    private ReliabilityDiagram() {}

    /** The diagram as SVG; a point on the diagonal means that the bits are what they say. */
    public static String svg(List<AccuracyResult.Bin> bins) {
        StringBuilder out = new StringBuilder();
        int whole = SIZE + 2 * MARGIN;
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(whole)
                .append("\" height=\"")
                .append(whole)
                .append(
                        "\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        line(out, 0, 0, 1, 1, "#bbb");
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double at = tenth / 10.0;
            line(out, at, 0, at, 0.01, "black");
            line(out, 0, at, 0.01, at, "black");
            text(out, at, -0.05, tenth * 10 + " %");
            text(out, -0.08, at, tenth * 10 + " %");
        }
        line(out, 0, 0, 1, 0, "black");
        line(out, 0, 0, 0, 1, "black");
        for (AccuracyResult.Bin bin : bins) {
            Interval right = bin.right();
            line(out, bin.said(), right.low(), bin.said(), right.high(), "#06c");
            out.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#06c\"><title>%d matches</title></circle>%n",
                    x(bin.said()),
                    y(right.share()),
                    2 + Math.log10(1.0 + right.trials()),
                    right.trials()));
        }
        text(out, 0.5, -0.11, "probability that the bits stand for");
        text(out, 0.2, 1.04, "share of the matches that were right");
        return out.append("</svg>\n").toString();
    }

    private static double x(double share) {
        return MARGIN + share * SIZE;
    }

    private static double y(double share) {
        return MARGIN + (1 - share) * SIZE;
    }

    private static void line(StringBuilder out, double x1, double y1, double x2, double y2, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x(x1),
                y(y1),
                x(x2),
                y(y2),
                colour));
    }

    private static void text(StringBuilder out, double x, double y, String words) {
        out.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>%n", x(x), y(y) + 4, words));
    }
}
