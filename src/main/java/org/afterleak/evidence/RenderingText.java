package org.afterleak.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The redacted rendering as plain text: one line per passage, cells separated by bars, marks labelled. */
final class RenderingText {
    private RenderingText() {}

    static byte[] write(Rendering rendering) {
        StringBuilder out = new StringBuilder();
        out.append("Redacted rendering. Words are masked, whoever they belong to, but a few that name nobody.\n")
                .append(WordMask.MATCHED)
                .append(" [kind]  data of a watched record   ")
                .append(WordMask.MEDIUM)
                .append("  another word   ")
                .append(WordMask.NUMBER)
                .append("  a number\n\n");
        for (RedactedPassage passage : rendering.passages()) {
            out.append(passage.role() == RedactedPassage.Role.MATCH ? "* " : "  ")
                    .append(passage.locator())
                    .append(" (")
                    .append(passage.role().name().toLowerCase(Locale.ROOT))
                    .append("): ");
            for (int i = 0; i < passage.cells().size(); i++) {
                out.append(i == 0 ? "" : " │ ");
                cell(passage.cells().get(i), out);
            }
            out.append('\n');
        }
        out.append("\nLeft out: ")
                .append(rendering.matchesLeftOut())
                .append(" passages with a match, ")
                .append(rendering.othersLeftOut())
                .append(" passages without one.\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void cell(List<Run> runs, StringBuilder out) {
        for (Run run : runs) {
            out.append(run.text());
            if (run.isMarked()) {
                out.append(" [").append(String.join(", ", run.kinds())).append(']');
            }
        }
    }
}
