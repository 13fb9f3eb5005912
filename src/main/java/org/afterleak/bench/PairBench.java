package org.afterleak.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
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

/**
 * Measures the matcher on labelled pairs of names. All first names are sealed as one list, as in the product; each second
 * name is looked at as a line of its own, and the answer is yes where the record of its first name is reported. So the
 * matcher has to do without any attribute, and against all the other names of the file. Uses all cores.
 *
 * <p>The names of the file stay in memory, like those of any list that is imported, and are neither shown nor kept.
 */
public final class PairBench {
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
        Map<String, Integer> rowOf = new LinkedHashMap<>();
        pairs.forEach(p -> rowOf.putIfAbsent(p.listed, rowOf.size()));
        boolean[] yes = new boolean[pairs.size()];
        boolean[] rival = new boolean[pairs.size()];
        try (SealedList list = SealedList.of(parent, clock, csv(rowOf), columns(), ImportListener.NONE)) {
            Matcher matcher = list.matcher();
            AtomicLong done = new AtomicLong();
            IntStream.range(0, yes.length).parallel().forEach(i -> {
                LabelledPairs.Pair pair = pairs.get(i);
                int row = rowOf.getOrDefault(pair.listed, -1);
                yes[i] = matcher.match(line(pair.seen), tier).records().stream()
                        .anyMatch(m -> list.row(m.record()) == row);
                rival[i] = TokenRival.same(pair.listed, pair.seen);
                listener.progress("looking", done.incrementAndGet(), yes.length);
            });
        }
        return new PairResult(
                rows(pairs, yes, rival), pairs.size(), rowOf.size(), Duration.between(start, clock.instant()));
    }

    /** A number beside each name, which stands on no page, makes names of one word a row like the others. */
    private static String csv(Map<String, Integer> rowOf) {
        StringBuilder csv = new StringBuilder("ID,Name\n");
        rowOf.forEach((name, row) -> csv.append("QZXQ")
                .append(100_000_000 + row)
                .append(",\"")
                .append(name.replace("\"", "\"\"").replaceAll("[\r\n]", " "))
                .append("\"\n"));
        return csv.toString();
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

    private static List<PairResult.Row> rows(List<LabelledPairs.Pair> pairs, boolean[] yes, boolean[] rival) {
        Map<String, PairResult.Answers> ours = new TreeMap<>();
        Map<String, PairResult.Answers> theirs = new TreeMap<>();
        PairResult.Answers none = new PairResult.Answers(0, 0, 0, 0);
        for (int i = 0; i < yes.length; i++) {
            LabelledPairs.Pair pair = pairs.get(i);
            List<String> groups = new ArrayList<>(pair.groups);
            groups.add("");
            for (String group : groups) {
                ours.put(group, ours.getOrDefault(group, none).plus(pair.same, yes[i]));
                theirs.put(group, theirs.getOrDefault(group, none).plus(pair.same, rival[i]));
            }
        }
        List<PairResult.Row> rows = new ArrayList<>();
        ours.forEach((group, answers) -> rows.add(
                new PairResult.Row(group.isEmpty() ? "all" : group, answers, theirs.getOrDefault(group, none))));
        return rows;
    }
}
