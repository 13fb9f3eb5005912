package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.afterleak.capture.Capture;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Extraction alone, of made-up documents of some megabytes; the counter {@code megabytes} (of {@code workbook}: {@code rows}) is
 * the figure. Two threads, as on two cores.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1500m", "--enable-native-access=ALL-UNNAMED"})
@Threads(2)
public class ExtractionBenchmark {
    private static final String[] WORDS =
            ("the of and to in a is that for it as was with be by on not he his but at are this have from"
                            + " or had an they which one you were all her she there would their we him been has when who will no more if out"
                            + " so up said what its about than into them can only other time new some could these two may first then do any"
                            + " like my now over such our man me even most made after also did many off before must well back through years"
                            + " where much your way down should because long each just state people those too mr little good world make very"
                            + " year still see own work men day get here old between both life being under three never know same last another"
                            + " government detention facility announcement responsibility characteristics")
                    .split(" ");

    /** A document of one kind. */
    @State(Scope.Benchmark)
    public static class Given {
        @Param({"prose", "csv", "log", "page", "tableRows", "jsonLines"})
        String kind = "prose";

        Capture capture = Capture.ofFile("given", new byte[0], Instant.EPOCH);
        final Extractor extractor = new Extractor();

        @Setup(Level.Trial)
        public void make() {
            StringBuilder text = new StringBuilder();
            Random random = new Random(7);
            while (text.length() < 4_000_000) {
                append(kind, text, random);
            }
            capture = Capture.ofFile("given", text.toString().getBytes(UTF_8), Instant.EPOCH);
        }
    }

    /** A workbook of rows as leaked lists have them. */
    @State(Scope.Benchmark)
    public static class GivenWorkbook {
        static final int ROWS = 20_000;
        Capture capture = Capture.ofFile("given", new byte[0], Instant.EPOCH);
        final Extractor extractor = new Extractor();

        @Setup(Level.Trial)
        public void make() throws IOException {
            Random random = new Random(7);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Workbook workbook = new Workbook(bytes, "made", "1.0")) {
                Worksheet sheet = workbook.newWorksheet("PII");
                for (int row = 0; row < ROWS; row++) {
                    sheet.value(row, 0, name(random));
                    sheet.value(row, 1, number(random));
                    sheet.value(row, 2, WORDS[random.nextInt(WORDS.length)]);
                    sheet.value(row, 3, random.nextInt(30_000));
                    sheet.value(row, 4, WORDS[random.nextInt(WORDS.length)] + " county jail");
                }
            }
            capture = Capture.ofFile("given", bytes.toByteArray(), Instant.EPOCH);
        }
    }

    /** What was read, per second. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Read {
        public double megabytes;
        public long rows;
    }

    @Benchmark
    public Document document(Given given, Read read) throws ExtractException {
        Document document = given.extractor.extract(given.capture);
        read.megabytes += given.capture.payload().length / 1e6;
        return document;
    }

    @Benchmark
    public Document workbook(GivenWorkbook given, Read read) throws ExtractException {
        Document document = given.extractor.extract(given.capture);
        read.rows += document.passageCount();
        return document;
    }

    private static void append(String kind, StringBuilder text, Random random) {
        switch (kind) {
            case "prose" -> prose(text, random, "\n\n");
            case "csv" ->
                text.append(name(random))
                        .append(',')
                        .append(number(random))
                        .append(",Honduras,1988-04-")
                        .append(10 + random.nextInt(18))
                        .append(",\"Otter Creek, TX\"\n");
            case "log" ->
                text.append("192.0.2.")
                        .append(random.nextInt(256))
                        .append(" - - [10/Oct/2026:13:55:36 +0000] \"GET /")
                        .append(WORDS[random.nextInt(WORDS.length)])
                        .append("?id=")
                        .append(random.nextInt(1_000_000))
                        .append(" HTTP/1.1\" 200 ")
                        .append(random.nextInt(100_000))
                        .append('\n');
            case "page" -> page(text, random);
            case "tableRows" -> {
                text.append(text.isEmpty() ? "<html><table><tr><th>Name<th>A-Number<th>Country</tr>\n" : "");
                text.append("<tr><td>")
                        .append(name(random))
                        .append("</td><td>")
                        .append(number(random))
                        .append("</td><td>Honduras</td></tr>\n");
            }
            default ->
                text.append("{\"name\":\"")
                        .append(name(random))
                        .append("\",\"id\":\"")
                        .append(number(random))
                        .append("\",\"country\":\"Honduras\",\"n\":")
                        .append(random.nextInt(1000))
                        .append("}\n");
        }
    }

    private static void page(StringBuilder text, Random random) {
        if (text.isEmpty()) {
            text.append("<!doctype html><html><head><title>News</title><style>.a{color:red}</style></head><body>");
        }
        text.append("<div class=\"post post-")
                .append(random.nextInt(1000))
                .append("\" id=\"p")
                .append(random.nextInt(100_000))
                .append("\"><h2 class=\"entry-title\"><a href=\"/news/")
                .append(random.nextInt(100_000))
                .append("\">")
                .append(WORDS[random.nextInt(WORDS.length)])
                .append("</a></h2>\n<p class=\"entry\">");
        prose(text, random, "</p>\n<p>");
        prose(text, random, "</p>\n");
        text.append("<ul class=\"meta\"><li><span class=\"author\">")
                .append(name(random))
                .append("</span><li><a href=\"/tag/")
                .append(WORDS[random.nextInt(WORDS.length)])
                .append("\" rel=\"tag\">tag</a></ul><script>track('p', {id: ")
                .append(random.nextInt(100_000))
                .append("});</script></div>\n");
    }

    private static void prose(StringBuilder text, Random random, String end) {
        int words = 40 + random.nextInt(60);
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : i % 13 == 0 ? ", " : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        text.append('.').append(end);
    }

    private static String name(Random random) {
        String[] given = {"Zoraida", "Alexander", "Mohammed", "Xiaoming", "Dmitri", "María Elena", "José"};
        String[] family = {"Quispe Mamani", "Fenwicking", "Al-Rashid", "Wang", "Sokolov", "García López", "Ben-David"};
        return given[random.nextInt(given.length)] + " " + family[random.nextInt(family.length)];
    }

    private static String number(Random random) {
        return "A" + (200_000_000 + random.nextInt(20_000_000));
    }
}
