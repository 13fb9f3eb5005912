package org.afterleak.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.afterleak.extract.Document;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;
import org.jspecify.annotations.Nullable;

/** Writes down for one document what each stage lets through. It holds its words in the clear until it is done. */
final class Explainer extends Trace {
    /** Most words that are told. */
    static final int MOST_WORDS = 50;

    /** Most numbers that are told. */
    static final int MOST_NUMBERS = 20;

    /** Most records that are told. */
    static final int MOST_CANDIDATES = 20;

    /** Different words that are told apart; a text that holds more like listed ones is a list of names. */
    private static final int MOST_TOLD_APART = 1 << 16;

    private static final int MOST_PLACES = 8;

    private final Document document;
    private final Offsets offsets;
    private long tokensRead;
    private long readings;
    private final Map<String, Integer> undone = new TreeMap<>();
    private final Map<String, Seen> words = new LinkedHashMap<>();
    private long pairsTried;
    private long pairsPassed;
    private long pairsFound;
    private long numbersTried;
    private long numbersPassed;
    private long numbersFound;
    private final TreeMap<Integer, Run> numbers = new TreeMap<>();
    private final List<Evidence> weighed = new ArrayList<>();
    private final List<Scorer.Scored> scored = new ArrayList<>();

    Explainer(Document document) {
        this.document = document;
        this.offsets = new Offsets(document);
    }

    /** A word with where it was seen first. */
    private static final class Seen {
        private final int passage;
        private final int start;
        private final int end;
        private final Set<Way> ways = EnumSet.noneOf(Way.class);
        private boolean like;
        private int times;

        private Seen(int passage, int start, int end) {
            this.passage = passage;
            this.start = start;
            this.end = end;
        }
    }

    /** A number as it may be read; of readings that overlap the best is kept. */
    private record Run(int passage, int start, int end, int digits, Feature.Type type, boolean passed, int records) {
        private boolean isBetterThan(Run other) {
            if (records != other.records) {
                return records > other.records;
            }
            if (passed != other.passed) {
                return passed;
            }
            // The number without a word before it says more than with one.
            return digits != other.digits ? digits > other.digits : end - start < other.end - other.start;
        }
    }

    @Override
    void words(Tokens tokens, Lexicon lexicon) {
        tokensRead += tokens.count - tokens.tokensOfReadings;
        readings += tokens.readingCount;
        tokens.undone().forEach((what, passages) -> undone.merge(what, passages, Integer::sum));
        for (int i = 0; i < tokens.count; i++) {
            Vocabulary.Word word = lexicon.entry(tokens, i);
            if (!word.strong) {
                continue;
            }
            String text = tokens.text(i);
            Seen seen = seen(tokens, i, text);
            if (seen != null) {
                seen.times++;
                if (!seen.like) {
                    seen.like = true;
                    boolean listed = !tokens.hasDigit(i) && lexicon.hasWord(text);
                    word.alternatives.forEach(a -> seen.ways.add(listed && a.way == Way.SOUND ? Way.EXACT : a.way));
                }
            }
        }
    }

    @Override
    void near(Tokens tokens, int token, List<Vocabulary.Alternative> alternatives) {
        if (!alternatives.isEmpty()) {
            Seen seen = seen(tokens, token, tokens.text(token));
            if (seen != null && !seen.ways.contains(Way.EXACT)) {
                alternatives.forEach(a -> seen.ways.add(a.way));
                seen.times = Math.max(1, seen.times);
            }
        }
    }

    private @Nullable Seen seen(Tokens tokens, int token, String text) {
        Seen seen = words.get(text);
        if (seen == null && words.size() < MOST_TOLD_APART) {
            seen = new Seen(tokens.passages[token], tokens.starts[token], tokens.ends[token]);
            words.put(text, seen);
        }
        return seen;
    }

    @Override
    void pairs(int count) {
        pairsTried += count;
    }

    @Override
    void pair(List<Candidate> found) {
        pairsPassed++;
        pairsFound += found.isEmpty() ? 0 : 1;
    }

    @Override
    void number(int passage, int start, int end, Feature.Type type, boolean passes, List<Candidate> found) {
        numbersTried++;
        numbersPassed += passes ? 1 : 0;
        numbersFound += found.isEmpty() ? 0 : 1;
        if (numbers.size() >= MOST_TOLD_APART && found.isEmpty()) {
            return;
        }
        Run run = new Run(passage, start, end, digits(start, end), type, passes, found.size());
        List<Integer> worse = new ArrayList<>();
        Map.Entry<Integer, Run> other = numbers.lowerEntry(end);
        while (other != null && other.getValue().end() > start) {
            if (!run.isBetterThan(other.getValue())) {
                return;
            }
            worse.add(other.getKey());
            other = numbers.lowerEntry(other.getKey());
        }
        worse.forEach(numbers::remove);
        numbers.put(start, run);
    }

    private int digits(int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits += document.text()[i] >= '0' && document.text()[i] <= '9' ? 1 : 0;
        }
        return digits;
    }

    @Override
    void weighed(List<Evidence> best) {
        weighed.addAll(best);
    }

    @Override
    void scored(Scorer.Scored one) {
        scored.add(one);
    }

    @Override
    boolean wantsReasons() {
        return true;
    }

    /** All that was heard. */
    Explanation explanation(List<String> notes) {
        List<Seen> seen = words.values().stream().filter(w -> !w.ways.isEmpty()).toList();
        List<Explanation.Word> told = seen.stream()
                .sorted(Comparator.comparingInt(w -> w.start))
                .limit(MOST_WORDS)
                .map(w -> new Explanation.Word(
                        place(w.passage, w.start, w.end),
                        w.times,
                        w.ways.stream().sorted().map(Explainer::words).toList()))
                .toList();
        List<Explanation.NumberRun> runs = numbers.values().stream()
                .sorted(Comparator.comparing((Run r) -> r.records() == 0)
                        .thenComparing(r -> !r.passed())
                        .thenComparingInt(Run::start))
                .limit(MOST_NUMBERS)
                .map(r -> new Explanation.NumberRun(
                        place(r.passage(), r.start(), r.end()), field(r.type()), r.passed(), r.records()))
                .toList();
        return new Explanation(
                new Explanation.Read(document.passageCount(), tokensRead, readings, undone),
                told,
                seen.size(),
                new Explanation.Stage(pairsTried, pairsPassed, pairsFound),
                runs,
                new Explanation.Stage(numbersTried, numbersPassed, numbersFound),
                scored.isEmpty() ? null : scored.get(0).page(),
                candidates(),
                weighed.size(),
                notes);
    }

    private List<Explanation.Weighed> candidates() {
        Map<Evidence, Scorer.Scored> byEvidence = new HashMap<>();
        scored.forEach(s -> byEvidence.put(s.evidence(), s));
        List<Explanation.Weighed> all = new ArrayList<>();
        scored.stream()
                .sorted(Comparator.comparing(Scorer.Scored::reported)
                        .thenComparing(s -> s.reported() ? s.tier() : Tier.POSSIBLE)
                        .thenComparingDouble(Scorer.Scored::bits)
                        .reversed())
                .limit(MOST_CANDIDATES)
                .forEach(s -> all.add(new Explanation.Weighed(
                        s.evidence().record().handle().toString(),
                        s.evidence().record().campaign(),
                        s.reported() ? java.util.Optional.of(s.tier()) : java.util.Optional.empty(),
                        Math.round(s.bits() * 10) / 10.0,
                        s.because(),
                        NextTier.missing(s),
                        places(s.evidence()))));
        weighed.stream()
                .filter(e -> !byEvidence.containsKey(e))
                .limit(MOST_CANDIDATES - all.size())
                .forEach(e -> all.add(new Explanation.Weighed(
                        e.record().handle().toString(),
                        e.record().campaign(),
                        java.util.Optional.empty(),
                        0,
                        List.of(),
                        List.of("another record agrees clearly better with the same row or line"),
                        places(e))));
        return all;
    }

    private List<Where> places(Evidence evidence) {
        return evidence.spans().stream()
                .limit(MOST_PLACES)
                .map(s -> place(s.passage(), s.start(), s.end()))
                .toList();
    }

    private Where place(int passage, int start, int end) {
        return offsets.where(passage, start, end);
    }

    private static String words(Way way) {
        return way == Way.EXACT ? "as listed" : way.words();
    }

    private static String field(Feature.Type type) {
        return switch (type) {
            case EMAIL -> "email";
            case PHONE -> "phone";
            default -> "id";
        };
    }
}
