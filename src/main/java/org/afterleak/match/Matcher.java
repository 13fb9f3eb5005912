package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.OwnForms;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.FieldLabels;
import org.afterleak.watchlist.Handle;
import org.afterleak.watchlist.WatchedRecord;
import org.afterleak.watchlist.Watchlist;

/**
 * Says which watched records a document holds, how sure that is, and why. Thread-safe: each call has scratch memory of its
 * own. It keeps no text: results hold handles, spans and words of its own.
 */
public final class Matcher {
    /** Places told for one record; the number of further ones is not. */
    private static final int MOST_PLACES = 16;

    /** Hits of one record that are weighed: further ones on the page tell nothing new. */
    private static final int MOST_WEIGHED = 16;

    /** Places of one record at which attributes are looked for. */
    private static final int MOST_COMPLETED = 4;

    /** Records of one page whose evidence is in memory together, so that what they come to decides which is completed. */
    private static final int MOST_WEIGHED_TOGETHER = 64;

    /** Bytes between a number and a name, at most, that are weighed before others. */
    private static final int BESIDE_BYTES = 100;

    /** Bits by which another record's evidence in the same row outdoes a name. */
    private static final double OUTDONE_BITS = 3;

    /** Passages of a document whose words are in memory. */
    private static final int REMEMBERED_CONTEXTS = 24;

    /** A longer line is running text that was not wrapped. */
    private static final int LONGEST_LINE_BYTES = 240;

    /** A line that ends with a full stop and is longer is a sentence. */
    private static final int LONGEST_ENTRY_BYTES = 80;

    /** Bytes of prose that count as one place. */
    private static final int PROSE_PLACE_BYTES = 300;

    /** A longer line is no label. */
    private static final int MOST_LABEL_BYTES = 40;

    private final Watchlist watchlist;
    private final Scorer scorer;
    private final boolean prefilter;
    private final boolean variants;
    private final OwnForms forms;
    private final Vocabulary vocabulary = new Vocabulary();

    /** Scratch memory that no thread uses now. Not bound to threads: a crawl has a new one for each page. */
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

    /** A matcher against that watchlist, which stays the caller's. */
    public Matcher(Watchlist watchlist) {
        this(watchlist, true, true, OwnForms.NONE);
    }

    /** The same with what the user told of the identifiers of the leak. */
    public Matcher(Watchlist watchlist, OwnForms forms) {
        this(watchlist, true, true, forms);
    }

    private Matcher(Watchlist watchlist, boolean prefilter, boolean variants, OwnForms forms) {
        this.forms = forms;
        this.watchlist = watchlist;
        this.scorer = new Scorer(watchlist.recordCount(), watchlist.namesakes());
        this.prefilter = prefilter;
        this.variants = variants;
    }

    /** The same matcher without variants and disguises of names: to measure what these cost. */
    public static Matcher withoutVariants(Watchlist watchlist) {
        return new Matcher(watchlist, true, false, OwnForms.NONE);
    }

    /** The same matcher with all prefilters switched off: slower by orders of magnitude, and the same matches. */
    public static Matcher withoutPrefilter(Watchlist watchlist) {
        return new Matcher(watchlist, false, true, OwnForms.NONE);
    }

    /** How many records the document is held against. */
    public long recordCount() {
        return watchlist.recordCount();
    }

    /**
     * Matches a document.
     *
     * @param minimum records of a lower tier are left out
     * @return what was found, surest record first; never null, and never an exception for a document's sake
     */
    public DocumentMatch match(Document document, Tier minimum) {
        if (watchlist.recordCount() == 0) {
            return new DocumentMatch(List.of(), List.of());
        }
        return withSession(session -> session.match(document, minimum));
    }

    /** Says what each stage let through for a document: why records are found in it, and why others are not. */
    public Explanation explain(Document document) {
        Explainer explainer = new Explainer(document);
        DocumentMatch match = new Session(explainer).match(document, Tier.POSSIBLE);
        return explainer.explanation(match.notes());
    }

    /** The handles of all records that a number, an address or two parts of a name in a document point at. */
    List<String> records(Document document) {
        if (watchlist.recordCount() == 0) {
            return List.of();
        }
        return withSession(session -> session.telling(document)).stream()
                .map(h -> h.candidate().handle().toString())
                .distinct()
                .toList();
    }

    /** The spans of all numbers, addresses and names in two parts of watched records, in reading order. */
    List<Where> hits(Document document) {
        if (watchlist.recordCount() == 0) {
            return List.of();
        }
        Offsets offsets = new Offsets(document);
        return withSession(session -> session.telling(document)).stream()
                .map(h -> offsets.where(h.passage(), h.start(), h.end()))
                .distinct()
                .sorted(Comparator.comparingInt(Where::passage)
                        .thenComparingInt(Where::start)
                        .thenComparingInt(Where::end))
                .toList();
    }

    private <T> T withSession(Function<Session, T> use) {
        Session session = idle.pollFirst();
        if (session == null) {
            session = new Session(Trace.NONE);
        }
        // After an exception the scratch memory is not trusted any more, and dropped.
        T result = use.apply(session);
        idle.addFirst(session);
        return result;
    }

    /** One thread's scratch memory and its way through the stages. */
    private final class Session {
        private final Lookups lookups;
        private final Lexicon lexicon;
        private final HitFinder finder;
        private final Trace trace;
        private final Tokens scratch;
        private final TypingErrors typingErrors;
        private boolean unweighed;
        private Labels labels = new Labels(Document.builder(0).build(), forms.formats());
        private final Map<Long, Context> contexts = new Lexicon.Lru<>(REMEMBERED_CONTEXTS);
        private final Map<Integer, Context> surroundings = new Lexicon.Lru<>(REMEMBERED_CONTEXTS);

        Session(Trace trace) {
            this.trace = trace;
            this.lookups = new Lookups(watchlist);
            this.lexicon = new Lexicon(watchlist, vocabulary, prefilter, variants);
            // Which marks are read as letters is no matter of speed alone: words around them come nearer to each other.
            Lexicon reading = prefilter ? lexicon : new Lexicon(watchlist, new Vocabulary(), true, variants);
            this.scratch = new Tokens(reading::mayHave);
            Tokens tokens = new Tokens(reading::mayHave);
            this.finder = new HitFinder(watchlist, lookups, lexicon, tokens, prefilter, variants, trace);
            this.typingErrors = new TypingErrors(watchlist, lookups);
        }

        DocumentMatch match(Document document, Tier minimum) {
            Map<Handle, List<Hit>> byRecord = new LinkedHashMap<>();
            typingErrors.restart();
            labels = new Labels(document, forms.formats());
            contexts.clear();
            surroundings.clear();
            List<Hit> all = finder.find(document);
            scratch.backwardsToo = finder.backwards();
            for (Hit hit : all) {
                byRecord.computeIfAbsent(hit.candidate().handle(), h -> new ArrayList<>())
                        .add(hit);
            }
            Set<String> notes = new LinkedHashSet<>(finder.notes());
            if (byRecord.isEmpty()) {
                return new DocumentMatch(List.of(), List.copyOf(notes));
            }
            unweighed = false;
            List<Weighing> weighings = new ArrayList<>();
            Scorer.Page page = pageOf(document);
            boolean few = byRecord.size() <= MOST_WEIGHED_TOGETHER;
            for (List<Hit> hits : byRecord.values()) {
                Optional<WatchedRecord> record = lookups.record(hits.get(0).candidate());
                if (record.isPresent()) {
                    Weighing weighing = new Weighing(document, record.get(), hits);
                    if (!few) {
                        weighing.complete(Scorer.MOST_PAGE_BITS);
                    }
                    weighings.add(weighing);
                }
            }
            if (few) {
                double most =
                        scorer.mostPageBits(weighings.stream().map(w -> w.begun).toList(), page);
                weighings.forEach(w -> w.complete(most));
            }
            Map<Evidence, List<Evidence>> places = new IdentityHashMap<>();
            List<Evidence> best = new ArrayList<>();
            for (Weighing weighing : weighings) {
                Evidence strongest = weighing.places.get(0);
                places.put(strongest, weighing.places);
                best.add(strongest);
            }
            trace.weighed(best);
            best = withoutOutdone(best);
            Offsets offsets = new Offsets(document);
            List<RecordMatch> matches = new ArrayList<>();
            for (Scorer.Scored scored :
                    scorer.score(best, page, namesakes(best), new PageShares(document), trace.wantsReasons())) {
                trace.scored(scored);
                if (scored.reported() && scored.tier().atLeast(minimum)) {
                    matches.add(toMatch(offsets, scored, places.getOrDefault(scored.evidence(), List.of())));
                }
            }
            matches.sort(Comparator.comparing(RecordMatch::tier)
                    .thenComparingDouble(RecordMatch::bits)
                    .reversed()
                    .thenComparing(RecordMatch::record));
            if (unweighed) {
                notes.add(
                        "a record's name or number stands in many places: the first " + MOST_WEIGHED + " were weighed");
            }
            if (typingErrors.wasCut()) {
                notes.add("many numbers beside listed names: typing errors were looked for in the first ones only");
            }
            return new DocumentMatch(matches, List.copyOf(notes));
        }

        /**
         * Hits that point at somebody by themselves: numbers and addresses whatever their bits, and names of which two parts
         * are there as listed, or in other spellings so rare that it is more than chance among all records. Two words that
         * merely sound like a pair are none: of many records, one sounds like any two words.
         */
        List<Hit> telling(Document document) {
            contexts.clear();
            surroundings.clear();
            List<Hit> all = finder.find(document);
            scratch.backwardsToo = finder.backwards();
            return all.stream()
                    .filter(hit -> hit.type() != Feature.Type.NAME_PAIR || isNamed(document, hit))
                    .toList();
        }

        private boolean isNamed(Document document, Hit hit) {
            Optional<WatchedRecord> record = lookups.record(hit.candidate());
            if (record.isEmpty()) {
                return false;
            }
            // Parts that stand together: what is asked for is often a whole file in one line.
            NameAgreement name = NameAgreement.of(record.get(), lexicon, own(document, hit), hit, false);
            return name.tokensAsListed() >= 2;
        }

        /**
         * Leaves out who has no more than a part of a name in a row or line where somebody else has clearly more: one row is
         * one person's, and relatives share a name.
         */
        private static List<Evidence> withoutOutdone(List<Evidence> best) {
            Map<Integer, Evidence> most = new HashMap<>();
            for (Evidence evidence : best) {
                most.merge(evidence.passage(), evidence, (a, b) -> strength(b) > strength(a) ? b : a);
            }
            return best.stream()
                    .filter(e -> e.hasExact() || e.isProse() || !isOutdone(e, most.getOrDefault(e.passage(), e)))
                    .toList();
        }

        /**
         * Whether the strongest evidence of a row is clearly stronger; never than what explains the same words as well, for
         * of two records that agree alike the one with the rarer name is not the likelier one, nor than somebody's who is
         * named in full with attributes: a line may hold several people.
         */
        private static boolean isOutdone(Evidence e, Evidence strongest) {
            return strength(e) < strength(strongest) - OUTDONE_BITS
                    && !e.explainsAsMuchAs(strongest)
                    && !e.standsAlone();
        }

        /** One record's evidence at its places, weighed in two steps: what many have, and what few are worth. */
        private final class Weighing {
            private final Document document;
            private final WatchedRecord record;
            private final TreeMap<Integer, List<Hit>> byPassage = new TreeMap<>();

            /** Names and numbers alone, strongest first, until it is complete. */
            final List<Evidence> begun = new ArrayList<>();

            /** Strongest first. */
            List<Evidence> places = List.of();

            /**
             * Weighs names and numbers. Places with an exact feature come first, then those with most pairs of the name: a
             * common name stands in many rows, and the record's own must not be the one left out.
             */
            Weighing(Document document, WatchedRecord record, List<Hit> hits) {
                this.document = document;
                this.record = record;
                for (Hit hit : hits) {
                    byPassage
                            .computeIfAbsent(hit.passage(), p -> new ArrayList<>())
                            .add(hit);
                }
                List<List<Hit>> inPlaces = new ArrayList<>(byPassage.values());
                inPlaces.sort(Comparator.comparingLong(Session::exactCount)
                        .thenComparingInt(List::size)
                        .reversed());
                boolean settled = false;
                for (List<Hit> place : inPlaces) {
                    if (begun.size() == MOST_WEIGHED || settled && exactCount(place) == 0) {
                        unweighed |= !settled;
                        break;
                    }
                    sortByPromise(place);
                    int passage = place.get(0).passage();
                    boolean each = isProse(document, passage) || Context.isLong(document, passage);
                    for (Hit hit : each ? place : place.subList(0, 1)) {
                        Evidence evidence = begin(document, record, byPassage, hit);
                        begun.add(evidence);
                        settled |= evidence.hasExact() && evidence.name().tokens() >= 2;
                        if (begun.size() == MOST_WEIGHED) {
                            unweighed |= !settled && place.size() > MOST_WEIGHED;
                            break;
                        }
                    }
                }
                begun.sort(STRONGEST);
            }

            /**
             * Weighs all else at the strongest places that may be told.
             *
             * @param pageBits what the page may add at most
             */
            void complete(double pageBits) {
                begun.stream()
                        .limit(MOST_COMPLETED)
                        .filter(e -> e.hasExact() || e.isNamed() && scorer.mayBeTold(e, pageBits))
                        .forEach(e -> e.complete(typingErrors, labels));
                begun.sort(STRONGEST);
                places = begun;
                // A page may name two who bear one name: each place is looked at that is as good as the best.
                double most = strength(begun.get(0));
                begun.stream()
                        .limit(MOST_COMPLETED)
                        .filter(e -> strength(e) >= most)
                        .toList()
                        .forEach(this::addWider);
                begun.forEach(Evidence::release);
            }

            /** What stands in the lines around may belong to the same person. */
            private void addWider(Evidence best) {
                if (document.kind(best.passage()) != PassageKind.LINE
                        || best.isProse()
                        || (best.hasExact() ? best.name().tokens() >= 2 : !best.isNamed())) {
                    return;
                }
                Context around = around(document, best.near());
                if (!around.words().isEmpty()) {
                    Evidence wider = Evidence.begin(
                            record, lexicon, best.near(), within(byPassage, around), around, false, false);
                    wider.complete(typingErrors, labels);
                    if (strength(wider) > strength(begun.get(0))) {
                        begun.add(0, wider);
                    }
                }
            }
        }

        /**
         * Hits of one place, those that promise most first: numbers beside the name, other numbers, names. Before the one
         * that counts, a long passage may say the number or the name a thousand times.
         */
        private static void sortByPromise(List<Hit> place) {
            if (place.size() <= 1) {
                return;
            }
            TreeSet<Integer> names = new TreeSet<>();
            place.stream().filter(h -> h.type() == Feature.Type.NAME_PAIR).forEach(h -> names.add(h.start()));
            place.sort(Comparator.comparingInt(h -> {
                if (h.type() == Feature.Type.NAME_PAIR) {
                    return 2;
                }
                Integer name = names.ceiling(h.start() - BESIDE_BYTES);
                return name != null && name <= h.end() + BESIDE_BYTES ? 0 : 1;
            }));
        }

        private static long exactCount(List<Hit> place) {
            return place.stream()
                    .filter(h -> h.type() != Feature.Type.NAME_PAIR)
                    .count();
        }

        private Evidence begin(
                Document document, WatchedRecord record, TreeMap<Integer, List<Hit>> byPassage, Hit hit) {
            boolean row = document.kind(hit.passage()) == PassageKind.ROW;
            boolean prose = isProse(document, hit.passage());
            Context own = own(document, hit);
            return Evidence.begin(record, lexicon, hit, within(byPassage, own), own, row, prose);
        }

        /** The passage of a hit as words, or what is near it in a long one. */
        private Context own(Document document, Hit hit) {
            return contexts.computeIfAbsent(Context.numberOf(hit.passage(), hit.start()), n -> {
                boolean prose = isProse(document, hit.passage());
                return Context.of(
                        document, scratch, lexicon, forms.facilities(), hit.passage(), hit.start(), hit.end(), prose);
            });
        }

        /** The lines around a hit as words. */
        private Context around(Document document, Hit hit) {
            Context known = surroundings.get(hit.passage());
            if (known != null) {
                return known;
            }
            Context context = Context.around(
                    document, scratch, lexicon, forms.facilities(), hit.passage(), hit.start(), hit.end());
            if (context.isWhole() || context.words().isEmpty()) {
                surroundings.put(hit.passage(), context);
            }
            return context;
        }

        private static List<Hit> within(TreeMap<Integer, List<Hit>> byPassage, Context context) {
            if (context.words().isEmpty()) {
                return List.of();
            }
            return byPassage.subMap(context.firstPassage(), true, context.lastPassage(), true).values().stream()
                    .flatMap(List::stream)
                    .filter(h -> context.holds(h.start(), h.end()))
                    .toList();
        }
    }

    /** The surest place first; of equal ones the first in the document, whatever led there. */
    private static final Comparator<Evidence> STRONGEST =
            Comparator.comparingDouble(Matcher::strength).reversed().thenComparingInt(Evidence::passage);

    private static double strength(Evidence evidence) {
        return Scorer.exactBits(evidence) + Scorer.nameBits(evidence) + evidence.attributeBits();
    }

    /** For each evidence how many records have it in the very same place and measure: namesakes cannot be told apart. */
    private static Map<Evidence, Integer> namesakes(List<Evidence> best) {
        Map<String, Integer> counts = new HashMap<>();
        for (Evidence evidence : best) {
            counts.merge(place(evidence), 1, Integer::sum);
        }
        Map<Evidence, Integer> namesakes = new IdentityHashMap<>();
        for (Evidence evidence : best) {
            namesakes.put(evidence, evidence.hasExact() ? 1 : counts.getOrDefault(place(evidence), 1));
        }
        return namesakes;
    }

    private static String place(Evidence evidence) {
        return evidence.record().campaign() + '\u001f' + evidence.spans();
    }

    /** Whether a passage is running text, in which people stand side by side: a paragraph, or a line that looks like one. */
    private static boolean isProse(Document document, int passage) {
        int end = document.end(passage);
        int bytes = end - document.start(passage);
        return switch (document.kind(passage)) {
            case ROW -> false;
            case LINE -> bytes > LONGEST_LINE_BYTES || bytes > LONGEST_ENTRY_BYTES && document.text()[end - 1] == '.';
            case PARAGRAPH -> true;
        };
    }

    /** How many people the document may speak of. */
    private static Scorer.Page pageOf(Document document) {
        int places = 0;
        int lines = 0;
        for (int passage = 0; passage < document.passageCount(); passage++) {
            int bytes = document.end(passage) - document.start(passage);
            boolean prose = isProse(document, passage);
            boolean said = bytes > 0 && !isLabel(document, passage, bytes);
            places += prose ? 1 + bytes / PROSE_PLACE_BYTES : said ? 1 : 0;
            lines += !prose && said ? 1 : 0;
        }
        return new Scorer.Page(places, lines);
    }

    /** Whether a line is the label of what follows, as definition lists have them: it speaks of nobody. */
    private static boolean isLabel(Document document, int passage, int bytes) {
        return bytes <= MOST_LABEL_BYTES
                && document.kind(passage) == PassageKind.LINE
                && isOfLabels(document.text(), document.start(passage), document.end(passage))
                && FieldLabels.kindOf(document.passageText(passage)).isPresent();
    }

    /** Whether each word of a line may be of a label: most lines have one that is not, and cost no more. */
    private static boolean isOfLabels(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            if (!isLetter(text[at])) {
                if (text[at] < 0) {
                    return true;
                }
                at++;
                continue;
            }
            int end = at + 1;
            boolean capitalInside = false;
            while (end < to && isLetter(text[end])) {
                capitalInside |= text[end] < 'a';
                end++;
            }
            boolean plain = end - at > 1 && !capitalInside && (end == to || text[end] >= 0 && text[end] != '\'');
            if (plain
                    && !FieldLabels.isWord(
                            new String(text, at, end - at, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT))) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private static boolean isLetter(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    private static RecordMatch toMatch(Offsets offsets, Scorer.Scored scored, List<Evidence> places) {
        Evidence evidence = scored.evidence();
        TreeSet<Kind> kinds = new TreeSet<>(evidence.attributes().keySet());
        if (!evidence.name().isEmpty()) {
            kinds.add(Kind.NAME);
        }
        evidence.exact().values().forEach(hit -> kinds.add(hit.kind()));
        if (evidence.idNearlyAgrees()) {
            kinds.add(Kind.ID);
        }
        List<String> fields = kinds.stream().map(Kind::field).distinct().toList();
        TreeSet<Evidence.Span> spans =
                new TreeSet<>(Comparator.comparingInt(Evidence.Span::start).thenComparingInt(Evidence.Span::end));
        places.stream().limit(MOST_PLACES).forEach(e -> spans.addAll(e.spans()));
        List<Where> where = spans.stream()
                .map(s -> offsets.where(s.passage(), s.start(), s.end()))
                .toList();
        double bits = Math.round(scored.bits() * 10) / 10.0;
        return new RecordMatch(
                evidence.record().handle().toString(),
                evidence.record().campaign(),
                scored.tier(),
                bits,
                fields,
                scored.because(),
                where);
    }
}
