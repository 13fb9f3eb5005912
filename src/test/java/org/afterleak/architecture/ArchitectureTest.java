package org.afterleak.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds what is compiled to the tables of {@code src/site/markdown/architecture.md}. */
class ArchitectureTest {
    private static JavaClasses classes;
    private static ArchitectureRules rules;

    @BeforeAll
    static void readTableAndClasses() throws IOException {
        ArchitectureTable table = ArchitectureTable.read(Path.of("src/site/markdown/architecture.md"));
        classes = new ClassFileImporter().importPath(Path.of("target/classes"));
        rules = new ArchitectureRules("org.afterleak", table, classes);
    }

    @Test
    void packages_areTheRowsOfTheTable() {
        assertThat(rules.packagesThatDiffer()).isEmpty();
    }

    @Test
    void imports_areThoseOfTheTable() {
        assertThat(rules.forbiddenImports()).isEmpty();
    }

    @Test
    void imports_formNoCircle() {
        assertThat(rules.circles()).isEmpty();
        slices().matching("org.afterleak.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void dangerousApis_areUsedOnlyInTheirRoom() {
        assertThat(rules.unknownApis()).isEmpty();
        assertThat(rules.usesOutsideTheirRoom()).isEmpty();
    }

    @Test
    void root_holdsNoTypes() {
        assertThat(rules.typesInTheRoot()).isEmpty();
    }

    @Test
    void packages_areNullMarked() {
        assertThat(rules.packagesWithoutNullMarked()).isEmpty();
    }

    @Test
    void records_holdNoIdentifiersKeysOrArrays() {
        assertThat(rules.recordsWithSecrets()).isEmpty();
    }
}
