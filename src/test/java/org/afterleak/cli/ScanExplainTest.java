package org.afterleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScanExplainTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static BadInput workspace;

    @BeforeAll
    static void open() throws Exception {
        workspace = BadInput.workspace(folder);
    }

    @Test
    void forPeople_itTellsTheStages_andOnlyWordsOfTheText() throws Exception {
        Path page = workspace.file("page.txt", "Abelard Fenwickng was here\nBrunhilde 202345678\n");

        BadInput.Result result = workspace.run("scan", "--explain", page.toString());

        assertThat(result.out())
                .contains("stage by stage:", "\n  read ", "\n  words ", "\n  pairs ", "\n  numbers ", "\n  page ")
                .contains("\"Fenwickng\"  ", "with a typing error", "\"202345678\"  ID number: on the list, 1 record")
                .contains("missing: ")
                .doesNotContain("\"-1\"");
        assertThat(result.out().toLowerCase(Locale.ROOT))
                .doesNotContain("fenwicking", "osgoodsby", "a201234567", "freedonia", "sylvania");
    }

    @Test
    void asJson_theOtherRowsAreAsWithoutIt() throws Exception {
        Path page = workspace.file("hit.txt", "Abelard Fenwicking A201234567 Freedonia\n");

        List<String> plain =
                workspace.run("scan", "--json", page.toString()).out().lines().toList();
        List<String> explained = workspace
                .run("scan", "--json", "--explain", page.toString())
                .out()
                .lines()
                .toList();

        JsonNode explain = JSON.readTree(explained.get(0)).get("explain");
        assertThat(explain.get("candidates").get(0).get("tier").asString()).isEqualTo("confirmed");
        assertThat(explain.get("words").get(0).get("text").asString()).isEqualTo("Abelard");
        assertThat(explain.get("words").get(0).get("locator").asString()).isEqualTo("line 1");
        assertThat(explained.get(1)).isEqualTo(plain.get(0));
        assertThat(explained).hasSize(plain.size() + 1);
    }

    @Test
    void whatATerminalMightObey_isToldByItsNumber() throws Exception {
        Path page = workspace.file("bidi.txt", "Abelard \u202eFen\u200bwicking A201234567\n");

        String out = workspace.run("scan", "--explain", page.toString()).out();

        assertThat(out).contains("Fen<U+200B>wicking").doesNotContain("\u202e", "\u200b");
    }

    @Test
    void aUrl_isRefused() {
        BadInput.Result result = workspace.run("scan", "--explain", "http://127.0.0.1:1/page");

        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).contains("--explain").hasLineCount(1);
    }
}
