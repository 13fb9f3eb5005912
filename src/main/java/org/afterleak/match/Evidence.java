package org.afterleak.match;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.afterleak.identifier.Dates;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.WatchedRecord;

/** What speaks for one record at one place of a document, without the text of it. */
final class Evidence {
    private static final Set<Kind> PHRASES = Set.of(Kind.NATIONALITY, Kind.FACILITY, Kind.ATTRIBUTE);
    private static final int MOST_PHRASE_TOKENS = 6;
    private static final Pattern ID_SHAPE = Pattern.compile("a?[0-9]{8,9}");
    private static final Pattern THREE_DIGITS = Pattern.compile("a?[0-9]{3}");

    /** Bytes between two spans of one kind that are told as one: a comma and a space. */
    private static final int JOINED_GAP = 2;

    /** Tokens between a name's parts in running text, at most. */
    private static final int NAME_REACH = 8;

    /** A span of bytes in the document's text, and what kind of value it is. */
    record Span(int passage, int start, int end, Kind kind) {}

    private final WatchedRecord record;
    private final int passage;
    private final Map<Feature.Type, Hit> exact = new EnumMap<>(Feature.Type.class);
    private final Map<String, Integer> nameTokens = new HashMap<>();
    private final Map<Kind, Double> attributes = new EnumMap<>(Kind.class);
    private final TreeMap<Integer, Span> spans = new TreeMap<>();
    private boolean contradicted;

    private Evidence(WatchedRecord record, int passage) {
        this.record = record;
        this.passage = passage;
    }

    /**
     * Weighs a record at one place.
     *
     * @param hits the record's hits inside the context
     * @param near passage, start and end of the hit that the context was made for
     * @param wholeRow whether the context is one row, all of which is one person's
     * @param prose whether it is running text, where people stand side by side
     */
    static Evidence weigh(
            WatchedRecord record, Hit near, List<Hit> hits, Context context, boolean wholeRow, boolean prose) {
        Evidence evidence = new Evidence(record, near.passage());
        for (Hit hit : hits) {
            if (hit.type() != Feature.Type.NAME_PAIR) {
                evidence.exact.merge(hit.type(), hit, (a, b) -> b.marked() && !a.marked() ? b : a);
                evidence.span(hit.passage(), hit.start(), hit.end(), hit.kind());
            }
        }
        // In running text the next number may be the next person's.
        evidence.contradicted = !prose
                && record.kinds().contains(Kind.ID)
                && !evidence.exact.containsKey(Feature.Type.ID)
                && holdsAnotherId(near.passage(), context.words());
        evidence.weighName(near, context.words(), wholeRow);
        evidence.weighAttributes(context.words());
        return evidence;
    }

    /** Whether the passage holds a number of the usual shape that is not the record's: then it speaks of somebody else. */
    private static boolean holdsAnotherId(int passage, List<Context.Word> words) {
        int run = 0;
        for (Context.Word word : words) {
            if (word.passage != passage) {
                continue;
            }
            if (ID_SHAPE.matcher(word.text).matches()) {
                return true;
            }
            run = THREE_DIGITS.matcher(word.text).matches() ? run + 1 : 0;
            if (run == 3) {
                return true;
            }
        }
        return false;
    }

    private void weighName(Hit near, List<Context.Word> words, boolean wholeRow) {
        if (record.tokenCount() == 0) {
            return;
        }
        // In running text only a cluster of tokens is a name: the one nearest to the hit that the context is about.
        List<Integer> own = new ArrayList<>();
        Map<String, Integer> rarities = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            int rarity = rarities.computeIfAbsent(words.get(i).text, record::token);
            if (rarity >= 0) {
                own.add(i);
            }
        }
        int bestFrom = 0;
        int bestTo = 0;
        int bestBits = -1;
        for (int from = 0; from < own.size(); ) {
            int to = from + 1;
            while (to < own.size() && (wholeRow || own.get(to) - own.get(to - 1) <= NAME_REACH)) {
                to++;
            }
            int bits = own.subList(from, to).stream()
                    .map(i -> words.get(i).text)
                    .distinct()
                    .mapToInt(rarities::get)
                    .sum();
            boolean holdsHit = near.type() == Feature.Type.NAME_PAIR
                    && words.get(own.get(from)).start <= near.start()
                    && words.get(own.get(to - 1)).end >= near.end();
            bits += holdsHit ? 1000 : 0;
            if (bits > bestBits) {
                bestBits = bits;
                bestFrom = from;
                bestTo = to;
            }
            from = to;
        }
        for (int i = bestFrom; i < bestTo; i++) {
            Context.Word word = words.get(own.get(i));
            if (nameTokens.putIfAbsent(word.text, rarities.get(word.text)) == null) {
                span(word.passage, word.start, word.end, Kind.NAME);
            }
        }
    }

    private void weighAttributes(List<Context.Word> words) {
        boolean phrases = record.kinds().stream().anyMatch(PHRASES::contains);
        boolean dates = record.kinds().contains(Kind.DATE_OF_BIRTH);
        for (int from = 0; from < words.size() && (phrases || dates); from++) {
            StringBuilder phrase = new StringBuilder();
            for (int to = from; to < words.size() && to - from < MOST_PHRASE_TOKENS; to++) {
                if (words.get(to).cell != words.get(from).cell) {
                    break;
                }
                phrase.append(to == from ? "" : " ").append(words.get(to).text);
                if (phrases) {
                    for (Kind kind : PHRASES) {
                        if (record.hasAttributeOf(kind) && record.hasAttribute(kind, phrase.toString())) {
                            attribute(kind, bits(kind, phrase.length()), words.get(from), words.get(to));
                        }
                    }
                }
            }
            if (dates) {
                weighDate(words, from);
            }
        }
    }

    private void weighDate(List<Context.Word> words, int from) {
        List<String> readings = List.of();
        int to = from;
        if (from + 2 < words.size()) {
            to = from + 2;
            readings = Dates.ofTokens(words.get(from).text, words.get(from + 1).text, words.get(to).text);
        }
        if (readings.isEmpty() && words.get(from).text.length() == 8) {
            to = from;
            readings = Dates.canonical(words.get(from).text);
        }
        for (String reading : readings) {
            if (record.hasAttribute(Kind.DATE_OF_BIRTH, reading)) {
                attribute(Kind.DATE_OF_BIRTH, Scorer.DATE_BITS, words.get(from), words.get(to));
            }
        }
    }

    private static double bits(Kind kind, int chars) {
        return switch (kind) {
            case NATIONALITY -> Scorer.NATIONALITY_BITS;
            case FACILITY -> Scorer.FACILITY_BITS;
            default -> chars <= 3 ? Scorer.SHORT_ATTRIBUTE_BITS : Scorer.ATTRIBUTE_BITS;
        };
    }

    private void attribute(Kind kind, double bits, Context.Word first, Context.Word last) {
        if (attributes.merge(kind, bits, Math::max) >= bits) {
            span(first.passage, first.start, last.end, kind);
        }
    }

    private void span(int inPassage, int start, int end, Kind kind) {
        spans.merge(start, new Span(inPassage, start, end, kind), (a, b) -> a.end() >= b.end() ? a : b);
    }

    WatchedRecord record() {
        return record;
    }

    /** The passage that the evidence was looked for around. */
    int passage() {
        return passage;
    }

    /** First byte of the evidence: evidence of several records that begins at one place is about one person. */
    int start() {
        return spans.isEmpty() ? -1 : spans.firstKey();
    }

    /** The exact features that were found. */
    Map<Feature.Type, Hit> exact() {
        return exact;
    }

    boolean hasExact() {
        return !exact.isEmpty();
    }

    boolean hasMarkedExact() {
        return exact.values().stream().anyMatch(Hit::marked);
    }

    /** Whether the place holds another ID number than the record's. */
    boolean isContradicted() {
        return contradicted;
    }

    /** Whether the whole name is there, two tokens or more; of a long name one token may be missing. */
    boolean isNamedInFull() {
        int all = record.tokenCount();
        return nameTokens.size() >= 2 && nameTokens.size() >= (all > 3 ? all - 1 : all);
    }

    int nameTokenCount() {
        return nameTokens.size();
    }

    int nameBits() {
        return nameTokens.values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<Kind, Double> attributes() {
        return attributes;
    }

    double attributeBits() {
        return attributes.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Spans in reading order; overlapping ones, and neighbouring ones of one kind, are joined. */
    List<Span> spans() {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans.values()) {
            Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            int gap = last != null && last.kind() == span.kind() ? JOINED_GAP : 0;
            if (last != null && last.passage() == span.passage() && span.start() <= last.end() + gap) {
                int end = Math.max(last.end(), span.end());
                joined.set(joined.size() - 1, new Span(last.passage(), last.start(), end, last.kind()));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }
}
