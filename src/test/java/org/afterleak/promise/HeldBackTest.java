package org.afterleak.promise;

import static org.afterleak.promise.HostileSite.row;
import static org.afterleak.promise.Planted.p;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterleak.promise.WholeRun.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is held back, from the command line, with planted people: it works as told, and leaves no word of them anywhere. */
class HeldBackTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCRIPT = "org.afterleak.cli.CommandScript";
    private static final int LONE_PAGES = 7;

    @TempDir
    static Path folder;

    private static WholeRun run;
    private static String finding;
    private static String record;
    private static final Map<String, Outcome> OUTCOMES = new HashMap<>();
    private static final List<String> NAMES = new ArrayList<>();

    @BeforeAll
    static void judge() throws Exception {
        run = new WholeRun(folder.resolve("run"), false);
        StringBuilder list = new StringBuilder(GivenFiles.HEADINGS + "\n");
        Planted.LISTED.forEach(person -> list.append(row(person)).append('\n'));
        Files.writeString(run.given("list.csv"), list);
        page(p(1).name() + " " + p(1).id());
        for (int i = 0; i < LONE_PAGES; i++) {
            Files.writeString(
                    run.given("lone" + i + ".txt"), "Notice " + i + " of the day: A-number " + p(2).id() + " .");
        }
        Files.writeString(run.given("dump.csv"), list);
        command("init", "init", "--key-file", file("key"));
        command("import", "import", file("list.csv"), "--campaign", "spring");
        command("plain scan", "scan", "--json", file("page.txt"));
        command("first scan", "scan", "--json", "--record", file("page.txt"));
        command("first findings", "findings", "--json");
        go();
        JsonNode found = line("first findings", 0);
        finding = found.path("finding").asString();
        record = line("first scan", 0).path("records").path(0).path("record").asString();

        command("unknown finding", "findings", "dismiss", "f-aaaaaaaaaaaaaaaa", "--as", "desk");
        command("nobody says it", "findings", "dismiss", finding);
        command(
                "note with a name",
                "findings",
                "dismiss",
                finding,
                "--as",
                "desk",
                "--note",
                "known as " + p(3).name());
        command("name as judge", "findings", "dismiss", finding, "--as", p(4).name());
        command("note with a control character", "findings", "dismiss", finding, "--as", "desk", "--note", "a\tb");
        command("an identifier as record", "findings", "dismiss", finding, "--as", "desk", "--record", p(1).id());
        command("another record", "findings", "dismiss", finding, "--as", "desk", "--record", "r-aaaaaaaaaaaaaaaa");
        command("site of a file", "findings", "dismiss", finding, "--as", "desk", "--site");
        command("everywhere", "findings", "dismiss", finding, "--as", "desk", "--everywhere");
        command("two places", "findings", "dismiss", finding, "--as", "desk", "--page", "--content");
        command("past", "findings", "dismiss", finding, "--as", "desk", "--until", "2001-01-01");
        command("no time", "findings", "dismiss", finding, "--as", "desk", "--until", p(1).digits());
        command("not yet", "findings", "undismiss", finding);
        command("no rules", "negatives");
        command("dismiss", "findings", "dismiss", finding, "--as", "desk", "--note", "seen and known", "--json");
        command("dismiss again", "findings", "dismiss", finding, "--as", "desk", "--json");
        command("quiet scan", "scan", "--json", file("page.txt"));
        command("quiet recording scan", "scan", "--record", file("page.txt"));
        command("findings without it", "findings", "--json");
        command("dismissed findings", "findings", "--status", "dismissed", "--json");
        command("status", "status", "--json");
        command("status for people", "status");
        command("negatives", "negatives", "list", "--json");
        go();
        page(p(1).name() + " " + p(1).id() + "\n\n\n\n" + p(3).name() + " " + p(3).id());
        command("changed page", "scan", "--json", "--record", file("page.txt"));
        command("undismiss", "findings", "undismiss", finding, "--json");
        command("findings with it", "findings", "--json");
        command("undismiss again", "findings", "undismiss", finding);
        command("remove none", "negatives", "remove", p(1).id());

        for (int i = 0; i < LONE_PAGES; i++) {
            command("lone " + i, "scan", "--json", "--record", file("lone" + i + ".txt"));
        }
        command("quarantine", "quarantine", "list", "--json");
        command("quarantine for people", "quarantine");
        command("findings in quarantine", "findings");
        command("dump", "scan", "--json", file("dump.csv"));
        command("release of an identifier", "quarantine", "release", p(2).id());
        go();
        command(
                "release",
                "quarantine",
                "release",
                line("quarantine", 0).path("record").asString());
        command("released", "scan", "--json", file("lone0.txt"));
        for (String help : List.of("findings dismiss", "findings undismiss", "negatives", "quarantine")) {
            List<String> words = new ArrayList<>(List.of(help.split(" ")));
            words.add("--help");
            command("help of " + help, words.toArray(String[]::new));
        }
        go();
    }

    private static void page(String text) throws Exception {
        Files.writeString(run.given("page.txt"), text + "\n");
    }

    private static String file(String name) {
        return run.given(name).toString();
    }

    private static void command(String name, String... arguments) {
        NAMES.add(name);
        run.command(arguments);
    }

    private static void go() throws Exception {
        List<Outcome> outcomes = run.run(SCRIPT);
        for (int i = 0; i < outcomes.size(); i++) {
            OUTCOMES.put(NAMES.get(i), outcomes.get(i));
        }
        NAMES.clear();
    }

    private static Outcome outcome(String name) {
        return Optional.ofNullable(OUTCOMES.get(name)).orElseThrow(() -> new AssertionError("not run: " + name));
    }

    private static int status(String name) {
        return outcome(name).status();
    }

    private static List<JsonNode> lines(String name) {
        return outcome(name).out().lines().map(JSON::readTree).toList();
    }

    private static JsonNode line(String name, int number) {
        List<JsonNode> lines = lines(name);
        assertThat(lines).as(name + ": " + outcome(name).err()).hasSizeGreaterThan(number);
        return lines.get(number);
    }

    @Test
    void nothingPlanted_isLeftAnywhere() throws Exception {
        assertThat(run.leaks(new LeakSearch(Planted.spellings()))).isEmpty();
    }

    @Test
    void lookingAlone_makesNoFile() {
        assertThat(status("plain scan")).isEqualTo(1);
        assertThat(line("plain scan", 1).path("suppressed").asInt(-1)).isZero();
        assertThat(line("plain scan", 1).path("quarantined").asInt(-1)).isZero();
    }

    @Test
    void whatMakesNoSense_isRefusedInOneLineAndChangesNothing() {
        Map<String, Integer> wanted = Map.ofEntries(
                Map.entry("unknown finding", 3),
                Map.entry("nobody says it", 2),
                Map.entry("note with a name", 3),
                Map.entry("name as judge", 3),
                Map.entry("note with a control character", 3),
                Map.entry("an identifier as record", 2),
                Map.entry("another record", 3),
                Map.entry("site of a file", 3),
                Map.entry("everywhere", 2),
                Map.entry("two places", 2),
                Map.entry("past", 3),
                Map.entry("no time", 2),
                Map.entry("not yet", 3),
                Map.entry("undismiss again", 3),
                Map.entry("remove none", 3),
                Map.entry("release of an identifier", 2));
        wanted.forEach((name, status) -> {
            assertThat(status(name)).as(name + ": " + outcome(name).err()).isEqualTo(status);
            assertThat(outcome(name).err().strip())
                    .as(name)
                    .startsWith("error: ")
                    .doesNotContain("\n");
        });
        assertThat(outcome("no rules").err()).contains("no rules");
    }

    @Test
    void dismissedPage_isQuietAndCounted() {
        assertThat(line("dismiss", 0).path("new").asBoolean(false)).isTrue();
        assertThat(line("dismiss", 0).path("dismissed").asInt(0)).isEqualTo(1);
        assertThat(line("dismiss again", 0).path("new").asBoolean(true)).isFalse();
        assertThat(status("dismiss again")).isZero();

        assertThat(status("quiet scan")).isZero();
        assertThat(lines("quiet scan")).hasSize(1);
        assertThat(line("quiet scan", 0).path("suppressed").asInt(0)).isEqualTo(1);
        assertThat(line("quiet scan", 0).path("hits").asInt(-1)).isZero();
        assertThat(outcome("quiet recording scan").out()).contains("held back on 1 pages");
        assertThat(lines("findings without it")).isEmpty();
        assertThat(outcome("findings without it").err()).contains("1 dismissed");
        assertThat(line("dismissed findings", 0).path("finding").asString()).isEqualTo(finding);

        JsonNode rule = line("status", 0).path("negatives").path(0);
        assertThat(rule.path("scope").asString()).isEqualTo("page");
        assertThat(rule.path("held").asInt(0)).isEqualTo(2);
        assertThat(outcome("status for people").out())
                .contains("negatives  1 rules, which held something back 2 times");
        JsonNode judgement = line("negatives", 0).path("judgements").path(0);
        assertThat(judgement.path("by").asString()).isEqualTo("desk");
        assertThat(judgement.path("note").asString()).isEqualTo("seen and known");
        assertThat(judgement.path("records").path(0).asString()).isEqualTo(record);
    }

    @Test
    void anotherRecordOnADismissedPage_isReported() {
        assertThat(status("changed page")).isEqualTo(1);
        JsonNode records = line("changed page", 0).path("records");
        assertThat(records.size()).isEqualTo(1);
        assertThat(records.path(0).path("record").asString()).isNotEqualTo(record);
        assertThat(line("changed page", 1).path("suppressed").asInt(0)).isEqualTo(1);
    }

    @Test
    void undismissed_isBack() {
        assertThat(line("undismiss", 0).path("reopened").asInt(0)).isEqualTo(1);
        assertThat(lines("findings with it"))
                .anySatisfy(f -> assertThat(f.path("finding").asString()).isEqualTo(finding));
    }

    @Test
    void loneNumberThatIsEverywhere_isHeldBackFromTheFifthPageOn() {
        for (int i = 0; i < LONE_PAGES; i++) {
            assertThat(status("lone " + i)).as("page " + i).isEqualTo(i < 4 ? 1 : 0);
        }
        assertThat(line("lone 6", 0).path("quarantined").asInt(0)).isEqualTo(1);
        JsonNode one = line("quarantine", 0);
        assertThat(one.path("field").asString()).isEqualTo("id");
        assertThat(one.path("pages").asInt(0)).isEqualTo(5);
        assertThat(one.path("held").asInt(0)).isEqualTo(3);
        assertThat(outcome("quarantine for people").out()).contains("alone on 5 unrelated pages, held back 3 times");
        assertThat(outcome("findings in quarantine").err()).contains("1 lone feature is in quarantine");
    }

    @Test
    void dump_passesInSpiteOfTheQuarantine() {
        assertThat(line("dump", 0).path("records").size()).isEqualTo(Planted.LISTED.size());
    }

    @Test
    void released_isReportedAgain() {
        assertThat(status("release")).isZero();
        assertThat(status("released")).isEqualTo(1);
    }

    @Test
    void help_isThere() {
        for (String help : List.of("findings dismiss", "findings undismiss", "negatives", "quarantine")) {
            assertThat(status("help of " + help)).isZero();
            assertThat(outcome("help of " + help).out()).contains("Usage: afterleak " + help.split(" ")[0]);
        }
    }
}
