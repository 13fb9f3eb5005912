package org.afterleak.promise;

import static org.afterleak.promise.HostileSite.dashed;
import static org.afterleak.promise.Planted.p;
import static org.afterleak.promise.Planted.u;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.afterleak.promise.WholeRun.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * No leaked identifier is stored, logged, sent or shown in the clear, whatever a run meets. Where {@code strace} is
 * installed the run is watched by it; elsewhere the tests of what the kernel was handed are skipped.
 */
class PromiseTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCRIPT = "org.afterleak.cli.CommandScript";
    private static final LeakSearch SEARCH = new LeakSearch(Planted.spellings());
    private static final int MOST_PACKETS = 12;
    private static final boolean WATCHED = SystemCalls.areVisible();

    @TempDir
    static Path folder;

    private static WholeRun run;
    private static HostileSite site;
    private static Map<String, Long> given;
    private static final List<Outcome> OUTCOMES = new ArrayList<>();

    @BeforeAll
    static void wholeRun() throws Exception {
        site = HostileSite.start();
        run = new WholeRun(folder.resolve("run"), WATCHED);
        GivenFiles.write(run.given(""), site);
        imports();
        OUTCOMES.addAll(run.run(SCRIPT));
        Files.copy(run.given("sources-only-allowed.yaml"), run.workspace().resolve("watchlist/sources.yaml"));
        scans();
        watches();
        OUTCOMES.addAll(run.run(SCRIPT));
        List<String> findings = findings();
        evidence(findings);
        usage();
        OUTCOMES.addAll(run.run(SCRIPT));
        damage(findings.getFirst());
        OUTCOMES.addAll(run.run(SCRIPT));
        run.runAlone(
                List.of(),
                "scan",
                "-v",
                run.given("page.txt").toString(),
                run.given("garbage.html").toString());
        run.runAlone(
                List.of("-Xmx24m"),
                "import",
                "-v",
                run.given("mostly-unusable.csv").toString(),
                "--campaign",
                "small");
        run.runAlone(List.of("-Xss180k"), "scan", "-v", run.given("broken.json").toString());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static String file(String name) {
        return run.given(name).toString();
    }

    private static String second() {
        return run.made("second").toString();
    }

    private static void imports() {
        // A key file opens faster than a passphrase; the second workspace has the slow kind.
        run.command("init", "--key-file", file("key"));
        run.command("init", "--key-file", file("key"));
        run.command("init", "-w", second());
        run.command("import", file("rejected.csv"), "--campaign", "spring", "-w", second());
        run.command("import", file("good.xls"), "--campaign", "old", "-v", "-w", second());
        run.command("import", file("truncated.xls"), "--campaign", "cut", "-v", "-w", second());
        run.command("import", file("good.xls"), "--campaign", "c", "--sheet", u(2).name(), "-w", second());
        run.command(
                "import",
                file("good.xlsx"),
                "--campaign",
                "summer",
                "-w",
                second(),
                "--passphrase-file",
                file("wrong-passphrase"),
                "-v");
        run.command("scan", file("page.txt"), "-w", second(), "--passphrase-file", file("wrong-passphrase"), "-v");
        run.command(
                "import",
                file("good.xlsx"),
                "--campaign",
                "spring",
                "--receipt",
                run.made("receipt.csv").toString(),
                "--json");
        run.command("import", file("good.xlsx"), "--campaign", "again", "-v");
        for (String list : List.of(
                "rejected.csv",
                "broken-quotes.csv",
                "people.jsonl",
                "odd-headings.csv",
                "repeated-headings.csv",
                "wrong-charset.csv",
                "older-charset.csv",
                "nul-bytes.csv",
                "no-headings.csv",
                "no-column.csv",
                "mostly-unusable.csv",
                "truncated.xlsx",
                "really-csv.xlsx")) {
            run.command(
                    "import",
                    file(list),
                    "--campaign",
                    list.replace('.', '-'),
                    "-v",
                    "--receipt",
                    run.made(list + ".receipt").toString());
        }
        run.command(
                "import",
                file("no-headings.csv"),
                "--campaign",
                "numbered",
                "--map",
                "#1=name",
                "--map",
                "#2=id",
                "--json");
        run.command("campaign", "remove", "numbered");
        run.command("import", file("good.xlsx"), "--campaign", "c", "--map", u(1).name() + "=name");
        run.command("import", file("good.xlsx"), "--campaign", "c", "--map", "Name=" + u(1).name());
        run.command("import", file("good.xlsx"), "--campaign", "c", "--map", u(1).digits());
        run.command("import", file("good.xlsx"), "--campaign", "c", "--sheet", u(2).name());
        run.command("import", file("good.xlsx"), "--campaign", "c", "--sheet", p(2).name(), "--json");
        run.command("campaign", "list");
        run.command("campaign", "list", "--json");
        run.command("campaign", "remove", u(2).name());
        run.command("status", "--json");
    }

    private static void scans() {
        for (String page : List.of(
                "page.txt",
                "written.txt",
                "encoded.txt",
                "encoded.html",
                "page.csv",
                "page.html",
                "garbage.html",
                "broken.json",
                "broken.xml",
                "dump.sql",
                "good.xlsx",
                "truncated.xlsx",
                "folder",
                "people.jsonl",
                "wrong-charset.csv",
                "older-charset.csv",
                "nul-bytes.csv",
                "members.zip",
                "page.pdf",
                "truncated.pdf",
                "nested.zip",
                "damaged.zip",
                "message.eml",
                "page.rtf",
                "people.ldif",
                "hidden.html",
                "good.xls",
                "broken.docx",
                "hostile-packet.zip")) {
            run.command("scan", "--json", "--record", "--tier", "possible", file(page));
            run.command("scan", "-v", file(page));
        }
        run.commandReading("Dear " + p(1).name() + ", your number is " + p(1).id() + "\n", "scan", "-");
        run.commandReading(
                "{\"a\":\"" + p(3).name() + "\", " + u(1).name() + " \"" + p(3).id() + "\"",
                "scan",
                "-",
                "--json",
                "--record");
        run.command("scan", p(1).name() + ".csv", "folder/" + p(6).digits(), "/" + dashed(p(2)) + "/");
        run.command(
                "scan",
                "--json",
                site.url("/raw/aaa"),
                site.url("/raw/bbb"),
                site.url("/raw/ccc"),
                site.url("/raw/ddd"));
        run.command(
                "scan",
                "-v",
                site.url("/raw/eee"),
                site.url("/site/redirect"),
                site.url("/site/redirect-other"),
                site.url("/site/headers"),
                site.url("/site/reset"),
                site.url("/site/type"),
                site.url("/site/binary"));
        run.command(
                "scan",
                "-v",
                site.url("/people/" + dashed(p(3))),
                site.url("/?q=" + p(4).digits()),
                "http://" + p(5).digits() + ".invalid/",
                "http://" + p(6).email() + "/",
                "http://[" + p(6).digits() + "/");
        run.command(
                "scan", "--json", site.url("/" + p(3).given() + "/" + p(3).family() + "/" + p(3).family() + ".html"));
    }

    private static void watches() {
        run.command("watch", "--once", "--sources", file("sources.yaml"), "-v");
        // What is due again comes with the validators that the site gave.
        run.command("watch", "--duration", "PT3S", "--json", "-v", "--sources", file("sources.yaml"));
        for (String kind : List.of("value", "type", "every", "name", "syntax", "twice")) {
            run.command("watch", "--once", "-v", "--sources", file("sources-" + kind + ".yaml"));
        }
        run.command("watch", "--once", "--duration", p(1).digits());
        run.command("findings");
        run.command("findings", "--json");
    }

    private static List<String> findings() {
        Outcome listed = OUTCOMES.getLast();
        return listed.out()
                .lines()
                .limit(MOST_PACKETS)
                .map(line -> JSON.readTree(line).get("finding").stringValue())
                .toList();
    }

    private static void evidence(List<String> findings) {
        for (String finding : findings) {
            run.command("findings", "show", finding);
            run.command("findings", "show", finding, "--json");
            run.command("packet", finding, "--out", run.made("packets").toString());
            run.command("verify", run.made("packets/" + finding + ".zip").toString(), "--json");
        }
        run.command("verify", file("hostile-packet.zip"));
        run.command("verify", file("good.xlsx"), "-v");
        run.command("verify", file("page.txt"), "-v");
        run.command(
                "verify",
                "--trust",
                file("page.csv"),
                "--",
                run.made("packets/" + findings.getFirst() + ".zip").toString());
        run.command(
                "packet",
                findings.getFirst(),
                "--out",
                run.made("packets").toString(),
                "--sign-with",
                file("page.txt"),
                "--sign-password-file",
                file("passphrase"));
        run.commandReading(p(1).id() + "\n" + p(1).name() + "\n", "exposure", "check");
        run.commandReading(p(2).digits() + "\n" + p(2).name() + "\n", "exposure", "check", "--json");
        run.commandReading(u(1).id() + "\n" + u(1).name() + "\n", "exposure", "check", "-v");
        run.commandReading(u(1).name() + "\n" + u(1).id() + "\n", "exposure", "check", "-v");
        run.command("exposure", "check", file("clients.csv"), "--json");
        run.command("exposure", "check", file("no-column.csv"), "-v");
        run.command("exposure", "check", file("truncated.xlsx"), "-v");
    }

    private static void usage() {
        run.command("exposure", "check", u(1).name(), u(1).id());
        run.command("exposure", "check", "--id", u(1).id());
        run.command(u(1).name());
        run.command("--" + u(1).given());
        run.command("scan", "--" + u(1).id().toLowerCase(java.util.Locale.ROOT), file("page.txt"));
        run.command("scan", "--name=" + u(1).family(), file("page.txt"));
        run.command("scan", "-" + p(1).digits(), file("page.txt"));
        run.command("scan", "--tier", u(2).family(), file("page.txt"));
        run.command("scan", "--tier=" + u(2).family(), "--json=" + u(3).digits(), file("page.txt"));
        run.command("scan", "-q" + u(2).digits(), file("page.txt"));
        run.command("findings", "--since", u(2).digits());
        run.command("findings", "--campaign", p(1).name());
        run.command("findings", "show", p(1).digits());
        run.command("findings", u(3).name());
        run.command("packet", p(1).digits(), "--out", run.made("packets").toString());
        run.command("campaign", "remove", p(4).name(), u(1).name());
        run.command("watch", "--once", "--sources", file("page.csv"), "-v");
        run.command("help", u(1).name());
        run.command("bench", "match", "--corpus", file("folder"), "--records", "20", "--rounds", "1", "-v");
        run.command("bench", "match", "--corpus", file("written.txt"), "--records", "20", "--rounds", "1", "--json");
        run.command("bench", "match", "--corpus", file(p(1).name()), "-v");
        run.command("bench", "names", file("pairs.csv"), "-v");
        run.command("bench", "names", file("pairs.csv"), "--json");
        run.command("bench", "names", file("page.txt"), "-v");
    }

    /** Copies of the workspace with something wrong in each. */
    private static void damage(String finding) throws IOException {
        Path watchlist = run.workspace().resolve("watchlist");
        Path index = run.workspace().resolve("index");
        List<Path> files = new ArrayList<>();
        for (Path kept : List.of(watchlist, index)) {
            try (var paths = Files.walk(kept)) {
                paths.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        int copy = 0;
        for (Path file : files) {
            if (file.toString().endsWith(".md") || Files.size(file) == 0 || file.endsWith("sources.yaml")) {
                continue;
            }
            Path damaged = run.made("damaged-" + copy++);
            copy(run.workspace(), damaged);
            Path target = damaged.resolve(run.workspace().relativize(file));
            byte[] bytes = Files.readAllBytes(target);
            for (int at = bytes.length / 3; at < bytes.length; at += Math.max(1, bytes.length / 5)) {
                bytes[at] ^= 0x55;
            }
            Files.write(target, bytes);
            run.command("scan", "-w", damaged.toString(), "-v", "--record", file("page.txt"));
            if (file.startsWith(index)) {
                run.command("findings", "show", finding, "-w", damaged.toString(), "-v");
            } else {
                run.command("import", file("rejected.csv"), "--campaign", "late", "-w", damaged.toString(), "-v");
            }
        }
        run.command("import", file("rejected.csv"), "--campaign", "late", "-w", file("folder"), "-v");
        run.command("campaign", "remove", "spring", "--json");
        run.command("status");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Outcome outcome(String... beginning) {
        return OUTCOMES.stream()
                .filter(o -> o.arguments().size() >= beginning.length
                        && o.arguments().subList(0, beginning.length).equals(List.of(beginning)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void run_reachedWhatItIsToTest() {
        assertThat(outcome("import", file("good.xlsx"), "--campaign", "spring").status())
                .isZero();
        assertThat(outcome("scan", "--json", "--record", "--tier", "possible", file("page.txt"))
                        .status())
                .isOne();
        assertThat(outcome("scan", "--json", "--record", "--tier", "possible", file("written.txt"))
                        .out())
                .contains("\"email\"", "\"name\"");
        assertThat(outcome("bench", "match", "--corpus", file("folder")).status())
                .isZero();
        assertThat(outcome("watch", "--once").err()).contains("pages");
        assertThat(run.made("packets")).isNotEmptyDirectory();
        assertThat(run.made("receipt.csv")).isNotEmptyFile();
        assertThat(site.requests()).hasSizeGreaterThan(20);
        assertThat(OUTCOMES).extracting(Outcome::status).contains(0, 1, 2, 3, 4, 5);
    }

    @Test
    void errors_areNoFaultsOfTheProgram() {
        assertThat(OUTCOMES)
                .allSatisfy(o -> assertThat(o.status())
                        .as(String.join(" ", o.arguments().subList(0, 1)) + ": " + o.err())
                        .isNotEqualTo(70));
    }

    @Test
    void json_isJsonLinesAndNothingElse() {
        for (Outcome outcome : OUTCOMES) {
            if (outcome.arguments().contains("--json")) {
                assertThat(outcome.out().lines()).allSatisfy(line -> {
                    JsonNode node = JSON.readTree(line);
                    assertThat(node.isObject()).isTrue();
                });
            }
        }
    }

    @Test
    void filesLeftAndOutput_holdNoIdentifier() throws Exception {
        assertThat(String.join("\n", run.leaks(SEARCH))).isEmpty();
    }

    @Test
    void requestsThatArrived_holdNoIdentifier() {
        Set<String> found = new TreeSet<>();
        for (String request : site.requests()) {
            found.addAll(SEARCH.in("request", request.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void filesMade_lieInTheFoldersOfTheRun() throws Exception {
        assumeThat(WATCHED).as("strace is not here").isTrue();
        for (SystemCalls calls : run.calls()) {
            assertThat(calls.bytes()).isPositive();
            assertThat(calls.made())
                    .allSatisfy(name -> assertThat(name)
                            .matches(
                                    n -> !n.startsWith("/")
                                            || n.startsWith("/proc/self/")
                                            || n.startsWith("/dev/")
                                            || n.startsWith(folder.toString()),
                                    "is in a folder of the run"));
        }
    }

    @ParameterizedTest
    @EnumSource(LeakingProgram.Way.class)
    void programThatLeaks_isFound(LeakingProgram.Way way, @TempDir Path other) throws Exception {
        boolean gone = way == LeakingProgram.Way.DELETED_FILE;
        assumeThat(WATCHED || !gone).as("strace is not here").isTrue();
        WholeRun leaking = new WholeRun(other.resolve("run"), gone);
        leaking.command("--version");
        leaking.run("org.afterleak.promise.LeakingProgram", way.name());
        assertThat(leaking.leaks(SEARCH)).isNotEmpty();
    }

    @Test
    void programThatDoesNotLeak_isNotFound(@TempDir Path other) throws Exception {
        WholeRun silent = new WholeRun(other.resolve("run"), WATCHED);
        silent.command("--version");
        silent.run(SCRIPT);
        assertThat(silent.leaks(SEARCH)).isEmpty();
    }
}
