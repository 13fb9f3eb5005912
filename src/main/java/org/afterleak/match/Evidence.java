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
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.WatchedRecord;
import org.jspecify.annotations.Nullable;

/** What speaks for and against one record at one place of a document, without the text of it. */
final class Evidence {
    private static final Pattern ID_SHAPE = Pattern.compile("a?[0-9]{8,9}");
    private static final Pattern THREE_DIGITS = Pattern.compile("a?[0-9]{3}");

    /** Words of a row that look like a name and are not the record's, from which it is somebody else's row. */
    private static final int OTHER_NAME_WORDS = 2;

    /** Bytes of running text between two facts about one person, at most. */
    private static final int PROSE_REACH = 250;

    /** Words of running text between a person's name or number and an attribute, at most. */
    private static final int ATTRIBUTE_REACH = 14;

    /** Words before an attribute in which somebody else's name may stand. */
    private static final int OTHER_NAME_REACH = 8;

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
    private final Hit near;
    private final Context context;
    private final boolean prose;
    private boolean complete;
    private final Map<Feature.Type, Hit> exact = new EnumMap<>(Feature.Type.class);
    private final NameAgreement name;
    private final Map<Kind, Double> attributes = new EnumMap<>(Kind.class);
    private final Set<Kind> against = EnumSet.noneOf(Kind.class);
    private final TreeMap<Integer, Span> spans = new TreeMap<>();
    private boolean idNearlyAgrees;

    private Evidence(WatchedRecord record, Hit near, Context context, boolean prose, NameAgreement name) {
        this.record = record;
        this.passage = near.passage();
        this.near = near;
        this.context = context;
        this.prose = prose;
        this.name = name;
    }

    /**
     * Begins to weigh a record at one place: what is exact there, and the name.
     *
     * @param hits the record's hits inside the context
     * @param near the hit that the context was made for
     * @param wholeRow whether the context is one row, all of which is one person's
     * @param prose whether it is running text, where people stand side by side
     */
    static Evidence begin(
            WatchedRecord record,
            Lexicon lexicon,
            Hit near,
            List<Hit> hits,
            Context context,
            boolean wholeRow,
            boolean prose) {
        NameAgreement name = NameAgreement.of(record, lexicon, context, near, wholeRow);
        Evidence evidence = new Evidence(record, near, context, prose, name);
        for (Hit hit : hits) {
            if (hit.type() != Feature.Type.NAME_PAIR && (!prose || isBeside(hit, near))) {
                evidence.exact.merge(hit.type(), hit, (a, b) -> b.marked() && !a.marked() ? b : a);
                evidence.span(hit.passage(), hit.start(), hit.end(), hit.kind());
            }
        }
        for (Context.Word word : name.agreeing()) {
            evidence.span(word.passage, word.start, word.end, Kind.NAME);
        }
        return evidence;
    }

    private static boolean isBeside(Hit hit, Hit near) {
        return hit.start() - near.end() <= PROSE_REACH && near.start() - hit.end() <= PROSE_REACH;
    }

    /** Whether so much of the name is there that, without a number, the place may be told at all. */
    boolean isNamed() {
        return name.tokens() >= 2 || name.isInFull();
    }

    /** The bits that the place may have at most, attributes included. */
    double mostBits() {
        double bits = Scorer.exactBits(this) + Math.max(0, Scorer.nameBits(this));
        Values values = context.values();
        bits += record.hasAttributeOf(Kind.NATIONALITY)
                        && !values.nationalities().isEmpty()
                ? Scorer.NATIONALITY_BITS
                : 0;
        bits += record.hasAttributeOf(Kind.FACILITY) ? Scorer.FACILITY_BITS : 0;
        bits += record.hasAttributeOf(Kind.ATTRIBUTE) ? Scorer.ATTRIBUTE_BITS : 0;
        return bits
                + (record.hasAttributeOf(Kind.DATE_OF_BIRTH) && !values.dates().isEmpty() ? Scorer.DATE_BITS : 0);
    }

    /** Completes the weighing: attributes, and what speaks against. Done once. */
    void complete(NearId nearId) {
        if (complete) {
            return;
        }
        complete = true;
        weighAttributes(context.words(), context.values());
        // In running text the next number may be the next person's.
        if (!prose) {
            lookForOthers(context.words(), context.values(), nearId);
        }
    }

    /** The weighing is over: what was read for it is not needed any more. */
    void release() {
        context.release();
    }

    /** Looks for what says that the place is about somebody else. */
    private void lookForOthers(List<Context.Word> words, Values values, NearId nearId) {
        for (Kind kind : List.of(Kind.NATIONALITY, Kind.DATE_OF_BIRTH)) {
            if (isOther(kind, kind == Kind.NATIONALITY ? values.nationalities() : values.dates(), words)) {
                against.add(kind);
            }
        }
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
            // Words as they are written: a word joined with its neighbour would be another one.
            int stream = writtenStream(words);
            Set<String> others = new HashSet<>();
            for (Context.Word word : words) {
                boolean ofName = word.passage == passage
                        && word.stream == stream
                        && word.capital
                        && word.text.length() > 2
                        && !word.hasDigit()
                        && !word.isWeak()
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

    /** The stream of the passage as it is written. */
    private int writtenStream(List<Context.Word> words) {
        return words.stream()
                .filter(w -> w.passage == passage)
                .mapToInt(w -> w.stream)
                .min()
                .orElse(0);
    }

    /** Numbers of the usual shape in the passage as it is written. */
    private List<String> idNumbers(List<Context.Word> words) {
        List<String> numbers = new ArrayList<>();
        int stream = writtenStream(words);
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

    private void weighAttributes(List<Context.Word> words, Values values) {
        if (record.hasAttributeOf(Kind.NATIONALITY)) {
            weighEach(Kind.NATIONALITY, values.nationalities(), words);
            if (!attributes.containsKey(Kind.NATIONALITY)) {
                // A nationality that is no country's was kept as it was written.
                weighEach(Kind.NATIONALITY, values.names(), words);
            }
        }
        if (record.hasAttributeOf(Kind.FACILITY)) {
            weighEach(Kind.FACILITY, values.places(), words);
        }
        if (record.hasAttributeOf(Kind.ATTRIBUTE)) {
            weighEach(Kind.ATTRIBUTE, values.phrases(), words);
        }
        if (record.hasAttributeOf(Kind.DATE_OF_BIRTH)) {
            weighEach(Kind.DATE_OF_BIRTH, values.dates(), words);
        }
    }

    private void weighEach(Kind kind, List<Values.Value> values, List<Context.Word> words) {
        int[] range = prose ? name.range() : null;
        for (Values.Value value : values) {
            int rarity = prose && !isBeside(value, range, words) ? -1 : record.attribute(kind, value.canonical);
            if (rarity >= 0) {
                double bits = bits(kind, rarity, value.canonical.length());
                attribute(kind, bits, words.get(value.first), words.get(value.last));
            }
        }
    }

    /** Whether a value of running text is near the name, and nobody else is named between. */
    private boolean isBeside(Values.Value value, int @Nullable [] range, List<Context.Word> words) {
        if (range == null) {
            Context.Word first = words.get(value.first);
            return first.start - near.end() <= PROSE_REACH && near.start() - first.end <= PROSE_REACH;
        }
        int from = value.first > range[1] ? range[1] + 1 : value.last + 1;
        int to = value.first > range[1] ? value.first : range[0];
        if (to - from > ATTRIBUTE_REACH) {
            return false;
        }
        // What stands before a name is somebody else's if his name stands before it: X, from Honduras, told Y.
        int before = value.first < range[0] ? Math.max(0, value.first - OTHER_NAME_REACH) : value.first;
        for (int i = before; i + 1 < value.first; i++) {
            if (isNameLike(i, words) && isNameLike(i + 1, words) && words.get(i + 1).gap == Tokens.GAP_SPACE) {
                return false;
            }
        }
        for (int i = from; i + 1 < to; i++) {
            if (isNameLike(i, words) && isNameLike(i + 1, words) && words.get(i + 1).gap == Tokens.GAP_SPACE) {
                return false;
            }
        }
        return true;
    }

    private boolean isNameLike(int i, List<Context.Word> words) {
        Context.Word word = words.get(i);
        return word.capital
                && word.text.length() > 1
                && !word.hasDigit()
                && !word.isWeak()
                && context.values().nationalities().stream().noneMatch(v -> v.first <= i && i <= v.last);
    }

    /** Whether the record has an attribute of that kind, and the place another one in its stead. */
    private boolean isOther(Kind kind, List<Values.Value> values, List<Context.Word> words) {
        return record.hasAttributeOf(kind)
                && !attributes.containsKey(kind)
                && values.stream().anyMatch(v -> v.alone && words.get(v.first).passage == passage);
    }

    private static double bits(Kind kind, int rarity, int chars) {
        double most = switch (kind) {
            case DATE_OF_BIRTH -> Scorer.DATE_BITS;
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
        spans.merge(
                start, new Span(inPassage, start, Math.max(start, end), kind), (a, b) -> a.end() >= b.end() ? a : b);
    }

    WatchedRecord record() {
        return record;
    }

    /** Whether it was found in running text. */
    boolean isProse() {
        return prose;
    }

    /** The hit that it was begun for. */
    Hit near() {
        return near;
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
