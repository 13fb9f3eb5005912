package org.afterleak.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.afterleak.capture.Capture;
import org.afterleak.extract.Document;
import org.afterleak.extract.ExtractException;
import org.afterleak.extract.Extractor;
import org.afterleak.match.Matcher;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;
import org.afterleak.table.TableException;
import org.afterleak.watchlist.ImportException;
import org.afterleak.watchlist.WatchlistException;
import org.jspecify.annotations.Nullable;

/**
 * Measures recall on reposts and false alarms on innocent pages, all made from a seed. The same seed gives the same
 * figures on whatever number of cores. Not thread-safe; uses all cores itself.
 */
public final class AccuracyBench {
    private static final int MOST_EXAMPLE_CHARS = 1_500;

    /** Misses kept of one piece: a piece that misses all tells nothing new after some. */
    private static final int EXAMPLES_OF_ONE = 50;

    private final Options options;
    private final Listener listener;
    private final Predicate<String> wanted;

    /**
     * What to measure.
     *
     * @param records people on the list, 1 to 1,000,000
     * @param people pages of each piece, with one listed person each; dumps have fewer pages with many
     * @param passages innocent passages in all, about so many
     * @param only glob over names of pieces and kinds ({@code evasion/*}, {@code innocent/news}); empty for all
     * @param examples misses, and false alarms, to keep
     */
    public record Options(long seed, int records, int people, int passages, String only, int examples) {
        /** A size that two cores do in a few minutes. */
        public static final Options DEFAULT = new Options(1, 6_252, 500, 1_000_000, "", 0);

        public Options {
            check(records, 1, 1_000_000, "records");
            check(people, 1, 1_000_000, "people");
            check(passages, 0, 1_000_000_000, "passages");
            check(examples, 0, 10_000, "misses");
        }

        private static void check(int value, int least, int most, String what) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(what + " must be from " + least + " to " + most);
            }
        }
    }

    /** Hears how far the bench is; called from many threads. */
    @FunctionalInterface
    public interface Listener {
        void progress(String step, long done, long total);
    }

    public AccuracyBench(Options options, Listener listener) {
        this.options = options;
        this.listener = listener;
        this.wanted = glob(options.only());
    }

    /** A star stands for any characters. Empty accepts all. */
    static Predicate<String> glob(String glob) {
        if (glob.isEmpty()) {
            return name -> true;
        }
        return Pattern.compile("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E").asMatchPredicate();
    }

    /** One page to make and look at. */
    private record Task(@Nullable Piece piece, Innocents.@Nullable Kind kind, int number) {}

    /** What one page gave. */
    private static final class Outcome {
        final long[] found = new long[Tier.values().length];
        final long[] alarms = new long[Tier.values().length];
        final Calibration calibration = new Calibration();
        final List<AccuracyResult.Example> misses = new ArrayList<>();
        final List<AccuracyResult.Example> falseAlarms = new ArrayList<>();
        long expected;
        long passages;
        long bytes;
    }

    /**
     * Runs it all.
     *
     * @param parent the folder in which a workspace is made, and deleted at the end
     * @throws IllegalArgumentException if {@code only} names no piece and no kind
     */
    public AccuracyResult run(Path parent, Clock clock)
            throws IOException, WatchlistException, TableException, ImportException {
        People people = new People(NameStock.read(), options.seed(), options.records());
        List<Piece> pieces = Piece.all(options.people()).stream()
                .filter(p -> wanted.test(p.name))
                .toList();
        List<Innocents.Kind> kinds = Innocents.KINDS.stream()
                .filter(k -> wanted.test("innocent/" + k.name()))
                .toList();
        if (pieces.isEmpty() && kinds.isEmpty()) {
            throw new IllegalArgumentException("no piece of the bench has such a name");
        }
        Instant start = clock.instant();
        try (SealedList list = SyntheticList.seal(people, options.seed(), parent, clock, listener)) {
            Instant sealed = clock.instant();
            List<Task> tasks = tasks(pieces, kinds);
            Outcome[] outcomes = look(people, list, tasks);
            Duration took = Duration.between(sealed, clock.instant());
            return result(tasks, outcomes, list.recordCount(), Duration.between(start, sealed), took);
        }
    }

    private List<Task> tasks(List<Piece> pieces, List<Innocents.Kind> kinds) {
        List<Task> tasks = new ArrayList<>();
        for (Piece piece : pieces) {
            for (int i = 0; i < piece.pages; i++) {
                tasks.add(new Task(piece, null, i));
            }
        }
        int weights = kinds.stream().mapToInt(Innocents.Kind::weight).sum();
        for (Innocents.Kind kind : kinds) {
            int pages = (int) Math.ceil((double) options.passages() * kind.weight() / weights / kind.rows());
            for (int i = 0; i < pages; i++) {
                tasks.add(new Task(null, kind, i));
            }
        }
        return tasks;
    }

    private Outcome[] look(People people, SealedList list, List<Task> tasks) {
        Matcher matcher = list.matcher();
        Extractor extractor = new Extractor();
        Innocents innocents = new Innocents(people);
        AtomicLong done = new AtomicLong();
        LongConsumer tell = n -> {
            if (n % 256 == 0 || n == tasks.size()) {
                listener.progress("looking", n, tasks.size());
            }
        };
        Outcome[] outcomes = new Outcome[tasks.size()];
        IntStream.range(0, tasks.size()).parallel().forEach(i -> {
            Task task = tasks.get(i);
            Piece.Page page = page(people, innocents, task);
            outcomes[i] = page == null ? new Outcome() : look(list, matcher, extractor, name(task), page, task.piece());
            tell.accept(done.incrementAndGet());
        });
        return outcomes;
    }

    private Piece.@Nullable Page page(People people, Innocents innocents, Task task) {
        Innocents.Kind kind = task.kind();
        if (kind != null) {
            SplittableRandom random = new SplittableRandom(
                    People.mixed(People.mixed(options.seed() + name(task).hashCode()) + task.number()));
            return new Piece.Page(innocents.page(kind, random), kind.file(), List.of());
        }
        Piece piece = task.piece();
        return piece == null ? null : piece.page(people, options.seed(), task.number());
    }

    private static String name(Task task) {
        Innocents.Kind kind = task.kind();
        Piece piece = task.piece();
        return kind != null ? "innocent/" + kind.name() : piece != null ? piece.name : "";
    }

    private Outcome look(
            SealedList list,
            Matcher matcher,
            Extractor extractor,
            String name,
            Piece.Page page,
            @Nullable Piece piece) {
        Outcome outcome = new Outcome();
        byte[] bytes = page.text.getBytes(StandardCharsets.UTF_8);
        outcome.bytes = bytes.length;
        outcome.expected = page.listed.size();
        Document document;
        try {
            document = extractor.extract(Capture.ofFile(page.file, bytes, Instant.EPOCH));
        } catch (ExtractException e) {
            // Nothing can be found where nothing can be read; that is a miss as any other.
            document = Document.builder(0).build();
        }
        outcome.passages = document.passageCount();
        Set<Long> listed = new HashSet<>(page.listed);
        Map<Long, RecordMatch> seen = new HashMap<>();
        for (RecordMatch match : matcher.match(document, Tier.POSSIBLE).records()) {
            long person = list.row(match.record());
            boolean right = listed.contains(person);
            outcome.calibration.add(match.bits(), right);
            long[] counts = right ? outcome.found : outcome.alarms;
            for (Tier tier : Tier.values()) {
                counts[tier.ordinal()] += match.tier().atLeast(tier) ? 1 : 0;
            }
            if (right) {
                seen.put(person, match);
            } else if (options.examples() > 0 && page.listed.isEmpty()) {
                outcome.falseAlarms.add(new AccuracyResult.Example(
                        name, person, match.bits(), passages(document, match), because(match)));
            }
        }
        if (options.examples() > 0 && piece != null) {
            for (long person : page.listed) {
                RecordMatch match = seen.get(person);
                if (match == null || !match.tier().atLeast(piece.tier)) {
                    outcome.misses.add(new AccuracyResult.Example(
                            name,
                            person,
                            match == null ? 0 : match.bits(),
                            shortened(page.text),
                            match == null ? List.of() : because(match)));
                }
            }
        }
        return outcome;
    }

    private static List<String> because(RecordMatch match) {
        List<String> because = new ArrayList<>(List.of(match.tier().label()));
        because.addAll(match.because());
        return because;
    }

    private static String passages(Document document, RecordMatch match) {
        StringBuilder out = new StringBuilder();
        match.where().stream()
                .mapToInt(Where::passage)
                .distinct()
                .limit(3)
                .forEach(p -> out.append(document.passageText(p)).append('\n'));
        return shortened(out.toString());
    }

    private static String shortened(String text) {
        return text.length() <= MOST_EXAMPLE_CHARS ? text : text.substring(0, MOST_EXAMPLE_CHARS) + " ...";
    }

    private AccuracyResult result(
            List<Task> tasks, Outcome[] outcomes, long records, Duration importTook, Duration took) {
        Map<String, Outcome> sums = new LinkedHashMap<>();
        Map<String, Task> firsts = new LinkedHashMap<>();
        Calibration calibration = new Calibration();
        long bytes = 0;
        for (int i = 0; i < outcomes.length; i++) {
            String name = name(tasks.get(i));
            firsts.putIfAbsent(name, tasks.get(i));
            add(sums.computeIfAbsent(name, n -> new Outcome()), outcomes[i]);
            calibration.add(outcomes[i].calibration);
            bytes += outcomes[i].bytes;
        }
        List<AccuracyResult.Recall> recalls = new ArrayList<>();
        List<AccuracyResult.Alarms> alarms = new ArrayList<>();
        Outcome innocent = new Outcome();
        sums.forEach((name, sum) -> {
            Task first = firsts.get(name);
            Piece piece = first == null ? null : first.piece();
            if (piece != null) {
                recalls.add(recall(piece, sum));
            } else {
                alarms.add(alarms(name, sum));
                add(innocent, sum);
            }
        });
        if (alarms.size() > 1) {
            alarms.add(alarms("innocent", innocent));
        }
        List<AccuracyResult.Example> falseAlarms = sums.values().stream()
                .flatMap(s -> s.falseAlarms.stream())
                .sorted(Comparator.comparingDouble(AccuracyResult.Example::bits).reversed())
                .limit(options.examples())
                .toList();
        return new AccuracyResult(
                recalls,
                alarms,
                calibration.bins(),
                worst(recalls, sums),
                falseAlarms,
                records,
                tasks.size(),
                bytes,
                importTook,
                took);
    }

    private static void add(Outcome sum, Outcome one) {
        for (int t = 0; t < sum.found.length; t++) {
            sum.found[t] += one.found[t];
            sum.alarms[t] += one.alarms[t];
        }
        sum.expected += one.expected;
        sum.passages += one.passages;
        if (sum.misses.size() < EXAMPLES_OF_ONE) {
            sum.misses.addAll(one.misses);
        }
        sum.falseAlarms.addAll(one.falseAlarms);
    }

    private static AccuracyResult.Recall recall(Piece piece, Outcome sum) {
        return new AccuracyResult.Recall(
                piece.name,
                piece.group,
                new Interval(sum.found[Tier.POSSIBLE.ordinal()], sum.expected),
                new Interval(sum.found[Tier.PROBABLE.ordinal()], sum.expected),
                new Interval(sum.found[Tier.CONFIRMED.ordinal()], sum.expected),
                piece.tier,
                piece.target);
    }

    private static AccuracyResult.Alarms alarms(String name, Outcome sum) {
        return new AccuracyResult.Alarms(
                name,
                sum.passages,
                new Rate(sum.alarms[Tier.POSSIBLE.ordinal()], sum.passages),
                new Rate(sum.alarms[Tier.PROBABLE.ordinal()], sum.passages),
                new Rate(sum.alarms[Tier.CONFIRMED.ordinal()], sum.passages));
    }

    /** Misses of the pieces farthest from their target, one of each in turn. */
    private List<AccuracyResult.Example> worst(List<AccuracyResult.Recall> recalls, Map<String, Outcome> sums) {
        List<List<AccuracyResult.Example>> queues = recalls.stream()
                .filter(r -> r.target().isPresent())
                .sorted(Comparator.comparingDouble(
                        r -> r.counted().share() - r.target().orElse(0)))
                .map(r -> sums.getOrDefault(r.piece(), new Outcome()).misses)
                .toList();
        List<AccuracyResult.Example> worst = new ArrayList<>();
        for (int round = 0; round < EXAMPLES_OF_ONE && worst.size() < options.examples(); round++) {
            for (List<AccuracyResult.Example> queue : queues) {
                if (round < queue.size() && worst.size() < options.examples()) {
                    worst.add(queue.get(round));
                }
            }
        }
        return worst;
    }
}
