package org.afterleak.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keyed matching beside plaintext engines, on the same text and list, by one thread, in turn round by round, so that what the
 * machine does besides hits all alike. Not a JMH benchmark, for JMH finishes one before it begins the next.
 *
 * <pre>{@code
 * mvn -q -Pbench -DskipTests test-compile exec:exec@rivals \
 *     -Drivals="--records 6252,100000 --hits 1,50 --megabytes 20 --corpus /usr/share/doc"
 * }</pre>
 *
 * <p>Speed is MB (10^6 bytes of UTF-8) per second of the thread's processor time, for processes of their own user and system
 * time less that of an empty text. Slow rivals see the first pages only, as many as they do in about a second. Each is warm
 * before it counts. Rivals find whole names as they are written and numbers as they are listed, ours any order, spelling and
 * separators besides: that is what is compared, and it is not the same.
 */
public final class RivalsBenchmark {
    private static final double NANOS = 1e9;
    private static final double WARM_SECONDS = 5;
    private static final double SCAN_SECONDS = 1;
    private static final int LEAST_PAGES = 8;

    /** What is to be measured. */
    private static final class Options {
        List<Integer> records = List.of(6_252);
        List<Integer> hits = List.of(1, 50);
        List<Path> corpus = List.of();
        List<String> only = List.of();
        int rounds = 5;
        int megabytes = 20;
        Path out = Path.of("target/rivals");

        static Options parse(String[] arguments) {
            Options options = new Options();
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                String value = arguments[i + 1];
                List<String> values = List.of(value.split(","));
                switch (arguments[i]) {
                    case "--records" ->
                        options.records = values.stream().map(Integer::valueOf).toList();
                    case "--hits" ->
                        options.hits = values.stream().map(Integer::valueOf).toList();
                    case "--corpus" ->
                        options.corpus = values.stream().map(Path::of).toList();
                    case "--only" -> options.only = values;
                    case "--rounds" -> options.rounds = Integer.parseInt(value);
                    case "--megabytes" -> options.megabytes = Integer.parseInt(value);
                    case "--out" -> options.out = Path.of(value);
                    default ->
                        throw new IllegalArgumentException(
                                "there are --records, --hits, --corpus, --only, --rounds, --megabytes, --out");
                }
            }
            if (arguments.length % 2 != 0) {
                throw new IllegalArgumentException("every option has a value");
            }
            return options;
        }
    }

    /**
     * What one rival reached with one list and one share of hits.
     *
     * @param median megabytes a second, over the rounds
     * @param found on how many of a hundred pages it found somebody: names alone are namesakes' too
     * @param buildSeconds wall-clock time until it was ready
     * @param heapMegabytes of heap that it took to be ready, native memory apart
     */
    record Result(
            String rival,
            int records,
            int hitPercent,
            double median,
            double least,
            double most,
            double found,
            double buildSeconds,
            double heapMegabytes,
            String trouble) {}

    /** A rival that is ready, and what it did. */
    private static final class Runner {
        final Rival rival;
        double buildSeconds;
        double heapMegabytes;
        int pages;
        long bytes;
        int found;
        double[] speeds = new double[0];
        String trouble = "";

        Runner(Rival rival) {
            this.rival = rival;
        }
    }

    private final Options options;
    private final PrintStream out;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Result> results = new ArrayList<>();

    private RivalsBenchmark(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        new RivalsBenchmark(Options.parse(arguments), System.out).run();
    }

    private void run() throws Exception {
        Files.createDirectories(options.out);
        for (int records : options.records) {
            People people = new People(NameStock.read(), 1, records);
            RivalsList list = new RivalsList(people);
            try (SealedList sealed =
                    SyntheticList.seal(people, 1, options.out, Clock.systemUTC(), (step, done, total) -> {})) {
                List<Runner> runners = new ArrayList<>();
                for (Rival rival : Rivals.all(sealed, options.out)) {
                    if (options.only.isEmpty() || options.only.contains(rival.name())) {
                        runners.add(built(rival, list));
                    }
                }
                for (int hitPercent : options.hits) {
                    measure(runners, people, records, hitPercent);
                }
                for (Runner runner : runners) {
                    runner.rival.close();
                }
            }
        }
        write();
    }

    private Runner built(Rival rival, RivalsList list) {
        Runner runner = new Runner(rival);
        if (list.people.listed() > rival.mostRecords()) {
            runner.trouble = "not with so many records";
            return runner;
        }
        try {
            long before = Resident.heap();
            long start = System.nanoTime();
            rival.build(list);
            runner.buildSeconds = (System.nanoTime() - start) / NANOS;
            runner.heapMegabytes = Math.max(0, Resident.heap() - before) / 1e6;
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            runner.trouble = "not here (" + e.getClass().getSimpleName() + ")";
        }
        out.printf(Locale.ROOT, "%-28s ready in %.2f s %s%n", rival.name(), runner.buildSeconds, runner.trouble);
        return runner;
    }

    private void measure(List<Runner> runners, People people, int records, int hitPercent) throws Exception {
        List<RivalsCorpus.Page> pages =
                RivalsCorpus.pages(people, options.corpus, options.megabytes * 1_000_000L, hitPercent, 7);
        List<Runner> running = runners.stream().filter(r -> r.trouble.isEmpty()).toList();
        for (Runner runner : running) {
            warm(runner, pages);
        }
        for (int round = 0; round < options.rounds; round++) {
            for (Runner runner : running) {
                double seconds = seconds(runner, pages, runner.pages);
                runner.speeds[round] = runner.bytes / 1e6 / seconds;
            }
        }
        out.printf(
                Locale.ROOT,
                "%n%,d records, %d MB in %,d pages, somebody on %d %% of them%n%-28s %10s  %21s  %9s  %9s  %9s%n",
                records,
                options.megabytes,
                pages.size(),
                hitPercent,
                "",
                "MB/s",
                "least to most",
                "pages hit",
                "build s",
                "heap MB");
        for (Runner runner : runners) {
            Result result = result(runner, records, hitPercent);
            results.add(result);
            if (runner.trouble.isEmpty()) {
                out.printf(
                        Locale.ROOT,
                        "%-28s %10.2f  %9.2f to %8.2f  %7.1f %%  %9.2f  %9.1f%n",
                        result.rival(),
                        result.median(),
                        result.least(),
                        result.most(),
                        result.found(),
                        result.buildSeconds(),
                        result.heapMegabytes());
            } else {
                out.printf(Locale.ROOT, "%-28s %10s%n", runner.rival.name(), runner.trouble);
            }
        }
    }

    /** Goes through pages until it is warm, and finds out how many of them are a second's work. */
    private void warm(Runner runner, List<RivalsCorpus.Page> pages) throws Exception {
        runner.rival.prepare(pages);
        int most = runner.rival.warmsUp() ? Math.min(pages.size(), LEAST_PAGES) : pages.size();
        double spent = 0;
        double last = 0;
        while (spent < (runner.rival.warmsUp() ? WARM_SECONDS : Double.MIN_VALUE)) {
            last = seconds(runner, pages, most);
            spent += last;
            if (last < SCAN_SECONDS / 2 && most < pages.size()) {
                most = Math.min(pages.size(), most * 2);
            }
        }
        runner.pages = Math.max(Math.min(LEAST_PAGES, most), (int) Math.min(most, most * SCAN_SECONDS / last));
        runner.bytes = 0;
        for (int i = 0; i < runner.pages; i++) {
            runner.bytes += pages.get(i).utf8.length;
        }
        runner.speeds = new double[options.rounds];
    }

    private double seconds(Runner runner, List<RivalsCorpus.Page> pages, int first) throws Exception {
        long before = threads.getCurrentThreadCpuTime();
        runner.found = runner.rival.scan(pages, first);
        double own = (threads.getCurrentThreadCpuTime() - before) / NANOS;
        double elsewhere = runner.rival.secondsElsewhere();
        return Math.max(1e-6, elsewhere < 0 ? own : elsewhere);
    }

    private static Result result(Runner runner, int records, int hitPercent) {
        double[] sorted = runner.speeds.clone();
        Arrays.sort(sorted);
        boolean measured = runner.trouble.isEmpty() && sorted.length > 0;
        return new Result(
                runner.rival.name(),
                records,
                hitPercent,
                measured ? sorted[sorted.length / 2] : 0,
                measured ? sorted[0] : 0,
                measured ? sorted[sorted.length - 1] : 0,
                runner.pages == 0 ? 0 : 100.0 * runner.found / runner.pages,
                runner.buildSeconds,
                runner.heapMegabytes,
                runner.trouble);
    }

    private void write() throws Exception {
        JsonMapper mapper = new JsonMapper();
        ObjectNode all = mapper.createObjectNode();
        all.put("java", System.getProperty("java.version"));
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("megabytes", options.megabytes);
        all.put("rounds", options.rounds);
        ArrayNode rows = all.putArray("results");
        for (Result r : results) {
            ObjectNode row = rows.addObject();
            row.put("rival", r.rival());
            row.put("records", r.records());
            row.put("hit_percent", r.hitPercent());
            row.put("build_seconds", r.buildSeconds());
            row.put("heap_megabytes", r.heapMegabytes());
            if (r.trouble().isEmpty()) {
                row.put("mb_per_second", r.median());
                row.put("mb_per_second_least", r.least());
                row.put("mb_per_second_most", r.most());
                row.put("pages_found_percent", r.found());
            } else {
                row.put("trouble", r.trouble());
            }
        }
        Files.writeString(options.out.resolve("rivals.json"), mapper.writeValueAsString(all) + "\n");
        for (int hitPercent : options.hits) {
            List<Result> measured = results.stream()
                    .filter(r -> r.hitPercent() == hitPercent && r.trouble().isEmpty())
                    .toList();
            Files.write(
                    options.out.resolve("rivals-" + hitPercent + ".svg"),
                    RivalsChart.svg(measured, "Somebody of the list on " + hitPercent + " % of the pages")
                            .getBytes(StandardCharsets.UTF_8));
        }
        out.println("written: " + options.out.resolve("rivals.json") + " and charts beside it");
    }
}
