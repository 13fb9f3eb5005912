package org.afterleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings tell of the leak's own identifiers counts when it is imported and when it is looked for. */
class OwnFormsTest {
    @TempDir
    private static Path folder;

    private static BadInput workspace;

    @BeforeAll
    static void open() throws Exception {
        workspace = BadInput.workspace(folder);
        Files.writeString(workspace.root().resolve("watchlist/settings.yaml"), """
                facility_aliases: { Tent Site: Alder Creek Detention Center }
                id_formats: [{ name: case number, issuer: Example Office, shape: "'KX'9{5}" }]
                """);
        Path list = workspace.file(
                "own.csv",
                "Name,Number,Facility,Nationality\nCunegund Thistlewick,KX-48213,Tent Site,Ruritania\n"
                        + "Ethelbald Murgatroyd,KX-48214,Alder Creek Detention Center,Ruritania\n");
        BadInput.Result imported =
                workspace.run("import", list.toString(), "--campaign", "own", "--map", "Number=id", "--json");
        assertThat(imported.status()).as(imported.err()).isZero();
    }

    private static String scanned(String text) throws Exception {
        Path page = workspace.file("page.txt", text);
        return workspace
                .run("scan", "--json", "--record", "--tier", "possible", page.toString())
                .out()
                .toLowerCase(Locale.ROOT);
    }

    @Test
    void anAliasThatTheListHas_isTheFacilityThatAPageNames() throws Exception {
        assertThat(scanned("Cunegund Thistlewick - Ruritania - Alder Creek Det. Ctr.\n"))
                .contains("facility agrees");
    }

    @Test
    void anAliasThatAPageHas_isTheFacilityOfTheList() throws Exception {
        assertThat(scanned("Ethelbald Murgatroyd - Ruritania - Tent Site\n")).contains("facility agrees");
        assertThat(scanned("Ethelbald Murgatroyd - Ruritania - Sand Site\n")).doesNotContain("facility agrees");
    }

    @Test
    void aNumberOfAFormatOfOnesOwn_isNamedAndMarked() throws Exception {
        assertThat(scanned("seen again: kx 48213\n")).contains("id number (case number) agrees");
    }

    @Test
    void settingsThatCannotBeRead_stopTheImport(@TempDir Path other) throws Exception {
        BadInput broken = BadInput.workspace(other);
        Files.writeString(broken.root().resolve("watchlist/settings.yaml"), "id_formats: [{ name: x }]\n");
        Path list = broken.file("own.csv", "Name,Number\nCunegund Thistlewick,KX-48213\n");

        BadInput.Result result = broken.run("import", list.toString(), "--campaign", "own", "--map", "Number=id");

        assertThat(result.status()).isNotZero();
        assertThat(result.err()).contains("settings.yaml").doesNotContain("48213");
    }
}
