package org.afterleak.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.afterleak.crypto.RandomBytes;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Kind;
import org.afterleak.match.Matcher;
import org.afterleak.match.Tier;
import org.afterleak.table.TableException;
import org.afterleak.table.TableSource;
import org.afterleak.watchlist.ImportException;
import org.afterleak.watchlist.ImportListener;
import org.afterleak.watchlist.WatchlistException;
import org.jspecify.annotations.Nullable;

/**
 * Measures the matcher on labelled pairs of names. All first names are sealed as one list, as in the product; each second
 * name is looked at as a line of its own, and the answer is yes where the record of its first name is reported. So the
 * matcher has to do without any attribute. Each listed name is a list of its own, so that a pair asks one question, as
 * benches of name matchers do. Uses all cores.
 *
 * <p>The names of the file stay in memory, like those of any list that is imported, and are neither shown nor kept.
 */
public final class PairBench {
    private static final PairResult.Answers NONE = new PairResult.Answers(0, 0, 0, 0);

    private final Tier tier;
    private final String schema;
    private final AccuracyBench.Listener listener;

    /**
     * @param tier the lowest tier that counts as a yes
     * @param schema only pairs of that schema, where the file has such a column; empty for all
     */
    public PairBench(Tier tier, String schema, AccuracyBench.Listener listener) {
        this.tier = tier;
        this.schema = schema;
        this.listener = listener;
    }

    /**
     * Runs it.
     *
     * @param parent the folder in which a workspace is made, and deleted at the end
     * @throws PairFileException if the file holds no labelled pairs
     */
    public PairResult run(TableSource source, Path parent, Clock clock)
            throws IOException, TableException, PairFileException, WatchlistException, ImportException {
        Instant start = clock.instant();
        List<LabelledPairs.Pair> pairs = LabelledPairs.read(source, schema);
        Map<String, List<Integer>> asked = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i++) {
            asked.computeIfAbsent(pairs.get(i).listed, n -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> lists = List.copyOf(asked.values());
        boolean[] yes = new boolean[pairs.size()];
        boolean[][] rivals = new boolean[PairRival.values().length][pairs.size()];
        AtomicLong done = new AtomicLong();
        AtomicReference<Exception> failed = new AtomicReference<>();
        IntStream.range(0, lists.size()).parallel().forEach(l -> {
            List<Integer> own = lists.get(l);
            String listed = pairs.get(own.get(0)).listed;
            if (failed.get() != null) {
                return;
            }
            try (SealedList list = SealedList.of(
                    parent,
                    clock,
                    TableSource.of(csv(listed).getBytes(StandardCharsets.UTF_8)),
                    columns(),
                    ImportListener.NONE,
                    RandomBytes.SECURE)) {
                Matcher matcher = list.matcher();
                for (int i : own) {
                    yes[i] = !matcher.match(line(pairs.get(i).seen), tier)
                            .records()
                            .isEmpty();
                    for (PairRival rival : PairRival.values()) {
                        rivals[rival.ordinal()][i] = rival.same(listed, pairs.get(i).seen);
                    }
                    listener.progress("looking", done.incrementAndGet(), yes.length);
                }
            } catch (IOException | WatchlistException | TableException | ImportException e) {
                failed.compareAndSet(null, e);
            }
        });
        rethrow(failed.get());
        return new PairResult(
                rows(pairs, yes, rivals), pairs.size(), lists.size(), Duration.between(start, clock.instant()));
    }

    private static void rethrow(@Nullable Exception failure)
            throws IOException, TableException, WatchlistException, ImportException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case TableException e -> throw e;
            case WatchlistException e -> throw e;
            case ImportException e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** A number beside the name, which stands on no page, makes a name of one word a row like the others. */
    private static String csv(String name) {
        return "ID,Name\nQZXQ100000000,\"" + name.replace("\"", "\"\"").replaceAll("[\r\n]", " ") + "\"\n";
    }

    private static Map<String, Kind> columns() {
        Map<String, Kind> columns = new HashMap<>();
        columns.put("ID", Kind.ID);
        columns.put("Name", Kind.NAME);
        return columns;
    }

    private static Document line(String text) {
        return Document.builder(text.length() + 8)
                .block("", "line", List.of())
                .passage(PassageKind.LINE, 1, text)
                .build();
    }

    private static List<PairResult.Row> rows(List<LabelledPairs.Pair> pairs, boolean[] yes, boolean[][] rivals) {
        Map<String, PairResult.Answers> ours = answers(pairs, yes);
        Map<PairRival, Map<String, PairResult.Answers>> theirs = new EnumMap<>(PairRival.class);
        for (PairRival rival : PairRival.values()) {
            theirs.put(rival, answers(pairs, rivals[rival.ordinal()]));
        }
        List<PairResult.Row> rows = new ArrayList<>();
        ours.forEach((group, answers) -> {
            Map<PairRival, PairResult.Answers> others = new EnumMap<>(PairRival.class);
            theirs.forEach((rival, all) -> others.put(rival, all.getOrDefault(group, NONE)));
            rows.add(new PairResult.Row(group.isEmpty() ? "all" : group, answers, others));
        });
        return rows;
    }

    private static Map<String, PairResult.Answers> answers(List<LabelledPairs.Pair> pairs, boolean[] yes) {
        Map<String, PairResult.Answers> answers = new TreeMap<>();
        for (int i = 0; i < yes.length; i++) {
            LabelledPairs.Pair pair = pairs.get(i);
            List<String> groups = new ArrayList<>(pair.groups);
            groups.add("");
            for (String group : groups) {
                answers.put(group, answers.getOrDefault(group, NONE).plus(pair.same, yes[i]));
            }
        }
        return answers;
    }
}
