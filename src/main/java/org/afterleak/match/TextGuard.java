package org.afterleak.match;

import java.util.List;
import java.util.Set;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;

/**
 * Says whether a short text (a URL, a query, a file's name, a line of a packet) holds a watched identifier, and shows it
 * with the identifiers masked. It is stricter than a match: any feature of any record counts (an ID number, an address, a
 * telephone number, two tokens of a name that stand together), whatever its bits. What it cannot see is a single token of
 * a name, which is anybody's. Thread-safe.
 */
public final class TextGuard {
    /** What stands in place of an identifier, whatever its length. */
    public static final String MASK = "▒▒▒";

    private final Matcher matcher;

    public TextGuard(Matcher matcher) {
        this.matcher = matcher;
    }

    /** Whether any watched identifier is in the text. */
    public boolean holdsIdentifier(String text) {
        return !matcher.hits(document(text)).isEmpty();
    }

    /**
     * Whether the text holds an identifier of one of these records, or one of any record that is more than chance. In a
     * text of many numbers the stricter question would be answered yes for a large watchlist sooner or later.
     */
    public boolean holdsIdentifierOf(Set<String> records, String text) {
        Document document = document(text);
        return matcher.records(document).stream().anyMatch(records::contains)
                || !matcher.match(document, Tier.PROBABLE).records().isEmpty();
    }

    /** The text with each identifier replaced by {@link #MASK}; the text itself where there is none. */
    public String mask(String text) {
        Document document = document(text);
        List<Where> spans = matcher.hits(document);
        if (spans.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int passage = 0; passage < document.passageCount(); passage++) {
            String line = document.passageText(passage);
            int shown = 0;
            for (Where span : spans) {
                if (span.passage() == passage && span.end() > shown) {
                    if (span.start() >= shown) {
                        out.append(line, shown, span.start()).append(MASK);
                    }
                    shown = span.end();
                }
            }
            out.append(line, shown, line.length());
            out.append(passage < document.passageCount() - 1 ? "\n" : "");
        }
        return out.toString();
    }

    private static Document document(String text) {
        Document.Builder builder = Document.builder(text.length() + 16).block("", "line", List.of());
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            builder.passage(PassageKind.ROW, i + 1, lines[i]);
        }
        return builder.build();
    }
}
