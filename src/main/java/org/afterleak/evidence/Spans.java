package org.afterleak.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.afterleak.extract.Document;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Where;

/** Where in a document records matched, by passage, with the kinds of data that stand there. */
final class Spans {
    private static final int MAX_KINDS = 8;

    private final Map<Integer, List<WordMask.Span>> byPassage = new HashMap<>();
    private final BitSet passages = new BitSet();

    private Spans() {}

    static Spans of(Document document, DocumentMatch match) {
        Spans spans = new Spans();
        for (RecordMatch record : match.records()) {
            for (Where where : record.where()) {
                if (where.passage() >= 0 && where.passage() < document.passageCount() && where.end() > where.start()) {
                    spans.passages.set(where.passage());
                    spans.byPassage
                            .computeIfAbsent(where.passage(), p -> new ArrayList<>())
                            .add(new WordMask.Span(where.start(), where.end(), record.fields()));
                }
            }
        }
        return spans;
    }

    /** Numbers of the passages with a match. */
    BitSet passages() {
        return passages;
    }

    boolean in(int passage) {
        return passages.get(passage);
    }

    /**
     * The spans of one passage in order: grown to whole words, those that overlap joined, each with the kinds of data
     * that its shape allows.
     */
    List<WordMask.Span> of(int passage, String text) {
        List<WordMask.Span> sorted = byPassage.getOrDefault(passage, List.of()).stream()
                .map(span -> grown(span, text))
                .filter(span -> span.end() > span.start())
                .sorted(Comparator.comparingInt(WordMask.Span::start))
                .toList();
        List<WordMask.Span> joined = new ArrayList<>();
        for (WordMask.Span span : sorted) {
            WordMask.Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && span.start() < last.end()) {
                Set<String> kinds = new TreeSet<>(last.kinds());
                kinds.addAll(span.kinds());
                joined.set(
                        joined.size() - 1,
                        new WordMask.Span(last.start(), Math.max(last.end(), span.end()), List.copyOf(kinds)));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    private static WordMask.Span grown(WordMask.Span span, String text) {
        int start = Math.clamp(span.start(), 0, text.length());
        int end = Math.clamp(span.end(), start, text.length());
        while (start > 0
                && start < text.length()
                && WordMask.isWordCharacter(text.charAt(start))
                && WordMask.isWordCharacter(text.charAt(start - 1))) {
            start--;
        }
        while (end > start
                && end < text.length()
                && WordMask.isWordCharacter(text.charAt(end - 1))
                && WordMask.isWordCharacter(text.charAt(end))) {
            end++;
        }
        return new WordMask.Span(start, end, kinds(text.substring(start, end), span.kinds()));
    }

    /** A match says which kinds of data it rests on, not which span is which: the span's shape rules some out. */
    private static List<String> kinds(String span, List<String> fields) {
        boolean at = span.indexOf('@') >= 0;
        boolean digit = span.chars().anyMatch(Character::isDigit);
        List<String> fitting = fields.stream()
                .filter(kind -> kind.equals("email") ? at : !at)
                .filter(kind -> !isNumeric(kind) || digit)
                .filter(kind -> !digit || isNumeric(kind) || kind.equals("email") || kind.equals("attribute"))
                .limit(MAX_KINDS)
                .toList();
        if (!fitting.isEmpty()) {
            return fitting;
        }
        return fields.isEmpty()
                ? List.of("match")
                : fields.stream().limit(MAX_KINDS).toList();
    }

    private static boolean isNumeric(String kind) {
        return kind.equals("id") || kind.startsWith("id:") || kind.equals("phone") || kind.equals("date_of_birth");
    }
}
