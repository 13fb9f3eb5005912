package org.afterleak.match;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.afterleak.identifier.Dates;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.NameFeatures;
import org.afterleak.watchlist.WatchedRecord;

/** What speaks for and against one record at one place of a document, without the text of it. */
final class Evidence {
    private static final Set<Kind> PHRASES = Set.of(Kind.NATIONALITY, Kind.FACILITY, Kind.ATTRIBUTE);
    private static final int MOST_PHRASE_TOKENS = 6;
    private static final Pattern ID_SHAPE = Pattern.compile("a?[0-9]{8,9}");
    private static final Pattern THREE_DIGITS = Pattern.compile("a?[0-9]{3}");

    /** Words of a row that look like a name and are not the record's, from which it is somebody else's row. */
    private static final int OTHER_NAME_WORDS = 2;

    /** Bytes between two spans of one kind that are told as one: a comma and a space. */
    private static final int JOINED_GAP = 2;

    /** A span of bytes in the document's text, and what kind of value it is. */
    record Span(int passage, int start, int end, Kind kind) {}

    /** Asks whether a number is one typing error away from an ID number of a record. */
    interface NearId {
        boolean isNear(WatchedRecord record, String number);
    }

    private final WatchedRecord record;
    private final int passage;
    private final Map<Feature.Type, Hit> exact = new EnumMap<>(Feature.Type.class);
    private final NameAgreement name;
    private final Map<Kind, Double> attributes = new EnumMap<>(Kind.class);
    private final Set<Kind> against = EnumSet.noneOf(Kind.class);
    private final TreeMap<Integer, Span> spans = new TreeMap<>();
    private boolean idNearlyAgrees;

    private Evidence(WatchedRecord record, int passage, NameAgreement name) {
        this.record = record;
        this.passage = passage;
        this.name = name;
    }

    /**
     * Weighs a record at one place.
     *
     * @param hits the record's hits inside the context
     * @param near the hit that the context was made for
     * @param wholeRow whether the context is one row, all of which is one person's
     * @param prose whether it is running text, where people stand side by side
     */
    static Evidence weigh(
            WatchedRecord record,
            Lexicon lexicon,
            NearId nearId,
            Hit near,
            List<Hit> hits,
            Context context,
            boolean wholeRow,
            boolean prose) {
        List<Context.Word> words = context.words();
        NameAgreement name = NameAgreement.of(record, lexicon, words, near, wholeRow);
        Evidence evidence = new Evidence(record, near.passage(), name);
        for (Hit hit : hits) {
            if (hit.type() != Feature.Type.NAME_PAIR) {
                evidence.exact.merge(hit.type(), hit, (a, b) -> b.marked() && !a.marked() ? b : a);
                evidence.span(hit.passage(), hit.start(), hit.end(), hit.kind());
            }
        }
        for (Context.Word word : name.agreeing()) {
            evidence.span(word.passage, word.start, word.end, Kind.NAME);
        }
        evidence.weighAttributes(words);
        // In running text the next number may be the next person's.
        if (!prose) {
            evidence.lookForOthers(words, nearId);
        }
        return evidence;
    }

    /** Looks for what says that the place is about somebody else. */
    private void lookForOthers(List<Context.Word> words, NearId nearId) {
        if (record.kinds().contains(Kind.ID) && !exact.containsKey(Feature.Type.ID)) {
            for (String number : idNumbers(words)) {
                if (!name.isEmpty() && nearId.isNear(record, number)) {
                    idNearlyAgrees = true;
                } else {
                    against.add(Kind.ID);
                }
            }
            if (idNearlyAgrees) {
                against.remove(Kind.ID);
            }
        }
        if (record.tokenCount() > 0 && name.isEmpty()) {
            Set<String> others = new HashSet<>();
            for (Context.Word word : words) {
                boolean ofName = word.passage == passage
                        && word.capital
                        && word.text.length() > 2
                        && !word.hasDigit()
                        && !NameFeatures.isWeak(word.text)
                        && !isInSpan(word);
                if (ofName) {
                    others.add(word.text);
                }
            }
            if (others.size() >= OTHER_NAME_WORDS) {
                against.add(Kind.NAME);
            }
        }
    }

    private boolean isInSpan(Context.Word word) {
        Map.Entry<Integer, Span> before = spans.floorEntry(word.start);
        return before != null && before.getValue().end() >= word.end;
    }

    /** Numbers of the usual shape in the passage as it is written. */
    private List<String> idNumbers(List<Context.Word> words) {
        List<String> numbers = new ArrayList<>();
        int stream = words.stream()
                .filter(w -> w.passage == passage)
                .mapToInt(w -> w.stream)
                .min()
                .orElse(0);
        List<String> run = new ArrayList<>();
        for (Context.Word word : words) {
            if (word.passage != passage || word.stream != stream) {
                continue;
            }
            if (ID_SHAPE.matcher(word.text).matches()) {
                numbers.add(word.text);
            }
            boolean three = THREE_DIGITS.matcher(word.text).matches();
            if (!three || word.gap == Tokens.GAP_CELL) {
                run.clear();
            }
            if (three) {
                run.add(word.text);
            }
            if (run.size() == 3) {
                numbers.add(String.join("", run));
            }
        }
        return numbers;
    }

    private void weighAttributes(List<Context.Word> words) {
        boolean phrases = record.kinds().stream().anyMatch(PHRASES::contains);
        boolean dates = record.kinds().contains(Kind.DATE_OF_BIRTH);
        for (int from = 0; from < words.size() && (phrases || dates); from++) {
            StringBuilder phrase = new StringBuilder();
            for (int to = from; to < words.size() && to - from < MOST_PHRASE_TOKENS; to++) {
                if (words.get(to).cell != words.get(from).cell || words.get(to).stream != words.get(from).stream) {
                    break;
                }
                phrase.append(to == from ? "" : " ").append(words.get(to).text);
                if (phrases) {
                    for (Kind kind : PHRASES) {
                        int rarity = record.hasAttributeOf(kind) ? record.attribute(kind, phrase.toString()) : -1;
                        if (rarity >= 0) {
                            attribute(kind, bits(kind, rarity, phrase.length()), words.get(from), words.get(to));
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
            int rarity = record.attribute(Kind.DATE_OF_BIRTH, reading);
            if (rarity >= 0) {
                double bits = Math.min(rarity, Scorer.DATE_BITS);
                attribute(Kind.DATE_OF_BIRTH, bits, words.get(from), words.get(to));
            }
        }
    }

    private static double bits(Kind kind, int rarity, int chars) {
        double most = switch (kind) {
            case NATIONALITY -> Scorer.NATIONALITY_BITS;
            case FACILITY -> Scorer.FACILITY_BITS;
            default -> chars <= 3 ? Scorer.SHORT_ATTRIBUTE_BITS : Scorer.ATTRIBUTE_BITS;
        };
        return Math.clamp(rarity, 1, most);
    }

    private void attribute(Kind kind, double bits, Context.Word first, Context.Word last) {
        if (attributes.merge(kind, bits, Math::max) >= bits) {
            span(first.passage, first.start, last.end, kind);
        }
    }

    private void span(int inPassage, int start, int end, Kind kind) {
        spans.merge(start, new Span(inPassage, start, Math.max(start, end), kind), (a, b) -> a.end() >= b.end() ? a : b);
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

    /** Whether an ID number stands there that is the record's but for one typing error. */
    boolean idNearlyAgrees() {
        return idNearlyAgrees;
    }

    /** The kinds of which the place holds another value than the record's. */
    Set<Kind> against() {
        return against;
    }

    NameAgreement name() {
        return name;
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
