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
import org.afterleak.identifier.Nationalities;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.FieldLabels;
import org.afterleak.watchlist.WatchedRecord;

/** What speaks for and against one record at one place of a document, without the text of it. */
final class Evidence {
    private static final Pattern ID_SHAPE = Pattern.compile("a?[0-9]{8,9}");
    private static final Pattern THREE_DIGITS = Pattern.compile("a?[0-9]{3}");

    /** Words of a row that look like a name and are not the record's, from which it is somebody else's row. */
    private static final int OTHER_NAME_WORDS = 2;

    /** Bytes of running text between two facts about one person, at most. */
    private static final int PROSE_REACH = 250;

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
    private Context context;
    private final boolean prose;
    private boolean complete;
    private final Map<Feature.Type, Hit> exact = new EnumMap<>(Feature.Type.class);
    private final NameAgreement name;
    private final Map<Kind, Double> attributes = new EnumMap<>(Kind.class);
    private final Set<Kind> against = EnumSet.noneOf(Kind.class);
    private final TreeMap<Integer, Span> spans = new TreeMap<>();
    private final Map<Kind, Span> attributeSpans = new EnumMap<>(Kind.class);
    private double most = -1;
    private boolean idNearlyAgrees;
    private String idFormat = "";
    private boolean labelled;
    private boolean leads;
    private int sharedHeadings;

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

    /** The bits that the place may have at most, attributes included; told without reading every phrase. */
    double mostBits() {
        if (most >= 0) {
            return most;
        }
        double bits = Scorer.exactBits(this) + Math.max(0, Scorer.nameBits(this)) + Scorer.MOST_HEADING_BITS;
        Values values = context.values();
        if (record.hasAttributeOf(Kind.NATIONALITY)) {
            // What is no country's may stand there as it was written.
            bits += values.nationalities().isEmpty() ? 0 : Scorer.NATIONALITY_BITS;
        }
        bits += record.hasAttributeOf(Kind.FACILITY) ? Scorer.FACILITY_BITS : 0;
        bits += record.hasAttributeOf(Kind.ATTRIBUTE) ? Scorer.ATTRIBUTE_BITS : 0;
        bits += record.hasAttributeOf(Kind.DATE_OF_BIRTH) ? mostOf(Kind.DATE_OF_BIRTH, values.dates()) : 0;
        boolean number = !prose && !hasExact() && record.kinds().contains(Kind.ID);
        bits += number && !idNumbers(context.words()).isEmpty() ? Scorer.NEAR_ID_BITS : 0;
        most = bits;
        return bits;
    }

    private double mostOf(Kind kind, List<Values.Value> values) {
        double bits = 0;
        for (Values.Value value : values) {
            int rarity = record.attribute(kind, value.canonical);
            bits = rarity < 0 ? bits : Math.max(bits, bits(kind, rarity, value.canonical.length()));
        }
        return bits;
    }

    /**
     * Whether the words of a place are explained by this record as well as by another: as many of them, read in ways that
     * are as sure, with no more of the name missing and the same attributes. How rare the name is does not matter to that.
     */
    boolean explainsAsMuchAs(Evidence other) {
        return name.tokens() >= other.name.tokens()
                && name.tokensAsListed() >= other.name.tokensAsListed()
                && name.missing() <= other.name.missing()
                && name.conflicts() <= other.name.conflicts()
                && name.others() <= other.name.others()
                && attributes.keySet().containsAll(other.attributes.keySet())
                && (other.against.containsAll(against) || against.isEmpty());
    }

    /**
     * Whether the name is the first that its row or line has: a row of a list is one person's, and where every line names
     * two, twice as many of them hold a namesake.
     */
    boolean leads() {
        return leads;
    }

    /** Whether the whole name is there and two attributes with it, and nothing speaks against it. */
    boolean standsAlone() {
        return name.isInFull() && name.others() == 0 && attributes.size() >= 2 && against.isEmpty();
    }

    /** Completes the weighing: attributes, labels, and what speaks against. Done once. */
    void complete(NearId nearId, Labels labels) {
        if (complete) {
            return;
        }
        complete = true;
        Set<Kind> above = labels.kindsAbove(passage);
        above.retainAll(record.kinds());
        sharedHeadings = above.size();
        for (Hit hit : exact.values()) {
            if (hit.kind() == Kind.ID && idFormat.isEmpty()) {
                idFormat = labels.formatOf(hit.start(), hit.end());
            }
            labelled |= !idFormat.isEmpty() || hit.kind() == labels.kindOf(context.words(), hit.passage(), hit.start());
        }
        leads = leads(context.words());
        weighAttributes(context.words(), context.values());
        // In running text the next number may be the next person's.
        if (!prose) {
            lookForOthers(context.words(), context.values(), nearId);
        }
    }

    /** The weighing is over: what was read for it is not needed any more. */
    void release() {
        context = Context.NONE;
        name.release();
    }

    /** Whether nobody else is named in the row or line before the name that agrees. */
    private boolean leads(List<Context.Word> words) {
        List<Context.Word> agreeing = name.agreeing();
        int stream = agreeing.stream().mapToInt(w -> w.stream).min().orElse(0);
        int start = agreeing.stream().mapToInt(w -> w.start).min().orElse(0);
        return words.stream()
                .noneMatch(w -> w.passage == passage
                        && w.stream == stream
                        && w.end <= start
                        && w.capital
                        && w.text.length() > 1
                        && !w.hasDigit()
                        && !w.isWeak()
                        && !FieldLabels.isWord(w.text));
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
                        && !FieldLabels.isWord(word.text)
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
        int first = Integer.MAX_VALUE;
        for (Context.Word word : words) {
            first = word.passage == passage ? Math.min(first, word.stream) : first;
        }
        return first == Integer.MAX_VALUE ? 0 : first;
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
            if (!word.hasDigit()) {
                run.clear();
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
        List<Agreeing> agreeing = new ArrayList<>();
        if (record.hasAttributeOf(Kind.NATIONALITY)) {
            agreeing.addAll(agreeing(Kind.NATIONALITY, values.nationalities(), words));
            if (agreeing.isEmpty()) {
                // A nationality that is no country's was kept as it was written. A country was kept as its code, which
                // may
                // be a word of prose as well: in, no, me.
                List<Values.Value> peoples = values.names().stream()
                        .filter(v -> Nationalities.ofPhrase(v.canonical) == null)
                        .toList();
                agreeing.addAll(agreeing(Kind.NATIONALITY, peoples, words));
            }
        }
        if (record.hasAttributeOf(Kind.FACILITY)) {
            agreeing.addAll(agreeing(Kind.FACILITY, values.places(), words));
        }
        if (record.hasAttributeOf(Kind.ATTRIBUTE)) {
            agreeing.addAll(agreeing(Kind.ATTRIBUTE, values.phrases(), words));
        }
        if (record.hasAttributeOf(Kind.DATE_OF_BIRTH)) {
            agreeing.addAll(agreeing(Kind.DATE_OF_BIRTH, values.dates(), words));
        }
        Set<Attribution.Span> own = prose ? own(agreeing, words, values) : Set.of();
        for (Agreeing one : agreeing) {
            // A word is one thing: whose name is Israel is not from there by it.
            boolean ofName =
                    name.agreeing().stream().anyMatch(w -> w.start < one.span.end() && w.end > one.span.start());
            if (!ofName && (!prose || own.contains(one.span))) {
                attribute(one.kind, one.bits, one.first, one.last);
            }
        }
    }

    /** A value that is the record's. */
    private static final class Agreeing {
        final Kind kind;
        final double bits;
        final Context.Word first;
        final Context.Word last;
        final Attribution.Span span;

        Agreeing(Kind kind, double bits, Context.Word first, Context.Word last) {
            this.kind = kind;
            this.bits = bits;
            this.first = first;
            this.last = last;
            this.span = new Attribution.Span(first.start, last.end);
        }

        @Override
        public String toString() {
            return "Agreeing[" + kind + "]";
        }
    }

    private List<Agreeing> agreeing(Kind kind, List<Values.Value> values, List<Context.Word> words) {
        List<Agreeing> agreeing = new ArrayList<>();
        for (Values.Value value : values) {
            Context.Word first = words.get(value.first);
            Context.Word last = words.get(value.last);
            boolean far = prose && (first.start - near.end() > PROSE_REACH || near.start() - last.end > PROSE_REACH);
            int rarity = far ? -1 : record.attribute(kind, value.canonical);
            if (rarity >= 0) {
                agreeing.add(new Agreeing(kind, bits(kind, rarity, value.canonical.length()), first, last));
            }
        }
        return agreeing;
    }

    /** In running text the values that are said of the one who is named, or whose number stands there. */
    private Set<Attribution.Span> own(List<Agreeing> agreeing, List<Context.Word> words, Values values) {
        if (agreeing.isEmpty()) {
            return Set.of();
        }
        int start = near.start();
        int end = near.end();
        List<Context.Word> named = name.agreeing();
        if (!named.isEmpty()) {
            start = named.stream().mapToInt(w -> w.start).min().orElse(start);
            end = named.stream().mapToInt(w -> w.end).max().orElse(end);
        }
        List<Attribution.Span> known = new ArrayList<>();
        values.nationalities().forEach(v -> known.add(span(v, words)));
        exact.values().forEach(hit -> known.add(new Attribution.Span(hit.start(), hit.end())));
        Attribution attribution = new Attribution(words, passage, start, end, known);
        return Set.copyOf(
                attribution.own(agreeing.stream().map(a -> a.span).distinct().toList()));
    }

    private static Attribution.Span span(Values.Value value, List<Context.Word> words) {
        return new Attribution.Span(words.get(value.first).start, words.get(value.last).end);
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
        double most = attributes.merge(kind, bits, Math::max);
        if (most <= bits) {
            span(first.passage, first.start, last.end, kind);
            attributeSpans.put(kind, new Span(first.passage, first.start, Math.max(first.start, last.end), kind));
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

    /** Whether the text says of a number or an address that it is one: by a letter before it, a label or a heading. */
    boolean hasMarkedExact() {
        return labelled || exact.values().stream().anyMatch(Hit::marked);
    }

    /** What a number is called that is of a known format by its letters and check digit; empty for others. */
    String idFormat() {
        return idFormat;
    }

    /** Kinds of value that the record has and the headings above announce. */
    int sharedHeadings() {
        return sharedHeadings;
    }

    /** Takes from attributes that are common on the page what they are worth less there. */
    void discount(PageShares shares) {
        attributes.replaceAll((kind, bits) -> {
            Span where = attributeSpans.get(kind);
            return where == null ? bits : shares.bits(where, bits);
        });
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
