package org.afterleak.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Each rule fails on a fixture that breaks it: {@code fixture.upper} imports {@code fixture.lower}. */
class ArchitectureRulesTest {
    private static final String ROOT = "org.afterleak.architecture.fixture";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(ROOT);

    private static final String ROOMS = """

            | API | allowed only in |
            |---|---|
            | `java.util.zip` | `upper` |
            """;

    private static final String FITTING = """
            | package | one line | may import |
            |---|---|---|
            | `lower` | Below. | - |
            | `upper` | Above. | `lower` |
            """ + ROOMS;

    @Test
    void classesThatFit_passTheRulesOfTheTable() {
        ArchitectureRules rules = rules(FITTING);
        assertThat(rules.packagesThatDiffer()).isEmpty();
        assertThat(rules.forbiddenImports()).isEmpty();
        assertThat(rules.circles()).isEmpty();
        assertThat(rules.unknownApis()).isEmpty();
        assertThat(rules.usesOutsideTheirRoom()).isEmpty();
    }

    @Test
    void importThatIsNotInTheTable_isNamed() {
        assertThat(rules(FITTING.replace("| `lower` |\n\n", "| - |\n\n")).forbiddenImports())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("upper may not import lower: "));
    }

    @Test
    void packageWithoutARow_isNamed() {
        String table = FITTING.replace("| `lower` | Below. | - |\n", "").replace("| `lower` |", "| - |");
        assertThat(rules(table).packagesThatDiffer()).containsExactly("package lower has no row in the table");
    }

    @Test
    void rowWithoutAPackage_isNamed() {
        String table = FITTING.replace("| `lower` | Below. | - |", "| `lower` | Below. | - |\n| `gone` | Was. | - |");
        assertThat(rules(table).packagesThatDiffer()).containsExactly("row gone has no package");
    }

    @Test
    void nameThatIsNoRow_isNamed() {
        assertThat(rules(FITTING.replace("| `lower` |\n\n", "| `lower`, `lowre` |\n\n"))
                        .packagesThatDiffer())
                .containsExactly("the table names lowre, which is no row of it");
        assertThat(rules(FITTING.replace("| `upper` |\n", "| `uper` |\n")).packagesThatDiffer())
                .containsExactly("the table names uper, which is no row of it");
    }

    @Test
    void circleInTheTable_isNamed() {
        assertThat(rules(FITTING.replace("Below. | -", "Below. | `upper`")).circles())
                .containsExactly("circle: lower -> upper -> lower");
    }

    @Test
    void usesOutsideTheirRoom_areFoundAsPackageTypeFieldCallAndReference() {
        for (String api :
                new String[] {"java.util.zip", "java.util.zip.CRC32", "System.out", "Clock.systemUTC()", "Instant.now()"
                }) {
            ArchitectureRules rules = rules(FITTING.replace("`java.util.zip` | `upper`", "`" + api + "` | `lower`"));
            assertThat(rules.unknownApis()).isEmpty();
            assertThat(rules.usesOutsideTheirRoom())
                    .as(api)
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith(api + " is not for upper: "));
        }
    }

    @Test
    void apiThatDoesNotExist_isNamed() {
        for (String api : new String[] {"org.bouncycatsle", "java.util.zip.CRC23", "System.outt"}) {
            assertThat(rules(FITTING.replace("java.util.zip", api)).unknownApis())
                    .as(api)
                    .hasSize(1);
        }
    }

    @Test
    void typeInTheRoot_isNamed() {
        assertThat(rules(FITTING).typesInTheRoot()).containsExactly(ROOT + ".InTheRoot is in the root");
    }

    @Test
    void packageWithoutNullMarked_isNamed() {
        assertThat(rules(FITTING).packagesWithoutNullMarked())
                .containsExactlyInAnyOrder(
                        ROOT + " has no package-info marked @NullMarked",
                        ROOT + ".upper has no package-info marked @NullMarked");
    }

    @Test
    void recordWithArraysOfBytesOrCharacters_isNamedByComponent() {
        assertThat(rules(FITTING).recordsWithSecrets())
                .hasSize(2)
                .anyMatch(line -> line.contains("Upper$Holder.bytes"))
                .anyMatch(line -> line.contains("Upper$Holder.passwords"));
    }

    @Test
    void tableThatCannotBeRead_isRefused() {
        assertThatThrownBy(() -> ArchitectureTable.parse("| a | b |")).hasMessageContaining("two tables expected");
        assertThatThrownBy(() -> rules(FITTING.replace("| `lower` |\n\n", "| lower |\n\n")))
                .hasMessageContaining("between backticks");
        assertThatThrownBy(() -> rules(FITTING.replace("`upper` | Above", "`lower` | Above")))
                .hasMessageContaining("one new package expected");
    }

    private static ArchitectureRules rules(String markdown) {
        return new ArchitectureRules(ROOT, ArchitectureTable.parse(markdown), CLASSES);
    }
}
