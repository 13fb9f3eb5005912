package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FacilitiesTest {
    private static final Facilities FACILITIES = Facilities.plain();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Alder Creek Detention Center",
                "ALDER CREEK DET CTR",
                "alder creek det. cntr.",
                "Alder Creek",
                "The Detention Centre of Alder Creek",
                "ACDC"
            })
    void whatPagesWrite_isAFormOfTheRecord(String onThePage) {
        List<String> kept = FACILITIES.forms("Alder Creek Detention Center");
        assertThat(kept).containsAnyOf(FACILITIES.canonical(onThePage), "alder creek");
        if (!onThePage.startsWith("The")) {
            assertThat(kept).contains(FACILITIES.canonical(onThePage));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Birch Cty Jail|birch county jail",
                "Birch Co. Corr. Fac.|birch county correctional facility",
                "St. Example Regl Proc Ctr|saint example regional processing center",
                "Ft. Example Fed. Det. Ctr.|fort example federal detention center",
                "Example SPC|example service processing center",
                "Centro de Detención de Ejemplo|centro detencion ejemplo",
                "CIE Ejemplo|centro internamiento extranjeros ejemplo",
                "JVA Beispielstadt|justizvollzugsanstalt beispielstadt",
                "Intl. Svcs. Res. Ctr.|international service residential center"
            })
    void abbreviations_areWrittenOut(String raw, String canonical) {
        assertThat(FACILITIES.canonical(raw)).isEqualTo(canonical);
    }

    @Test
    void forms_areTheWholeTheMainPartTheCoreAndTheInitials() {
        assertThat(FACILITIES.forms("South Alder Family Residential Center (SAFRC), TX"))
                .containsExactly(
                        "south alder family residential center safrc tx",
                        "south alder family residential center",
                        "south alder",
                        "safrc");
        assertThat(FACILITIES.forms("Alder")).containsExactly("alder");
        assertThat(FACILITIES.forms("JVA Beispielstadt")).contains("beispielstadt");
        assertThat(FACILITIES.forms(" -- ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"County Jail", "Shelter No. 12", "North Texas Detention Center", "Camp 7", "San Jail"})
    void withoutADistinctiveWord_thereIsNoCore(String raw) {
        String whole = FACILITIES.canonical(raw);
        assertThat(Facilities.isGeneric(whole)).isTrue();
        assertThat(FACILITIES.forms(raw)).allMatch(form -> form.equals(whole) || !form.contains(" "));
    }

    @Test
    void distinctiveNames_areNotGeneric() {
        assertThat(Facilities.isGeneric("alder detention center")).isFalse();
        assertThat(Facilities.isGeneric("")).isTrue();
    }

    @Test
    void aliases_leadToTheName() {
        Facilities aliased = Facilities.withAliases(
                Map.of("Tent Site", "Alder Creek Det. Ctr", "the tents", "tent site", "a", "b", "b", "a", "--", "x"));
        assertThat(aliased.canonical("TENTS")).isEqualTo("alder creek detention center");
        assertThat(aliased.forms("Tent site")).contains("alder creek detention center", "alder creek");
        assertThat(aliased.canonical("a")).isEqualTo("a");
        assertThat(FACILITIES.canonical("tents")).isEqualTo("tents");
    }

    @Test
    void tooManyAliases_areRefused() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= Facilities.MAX_ALIASES; i++) {
            many.put("alias" + i, "name");
        }
        assertThatThrownBy(() -> Facilities.withAliases(many)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void forms_areFewShortAndFixedPoints(@ForAll String raw) {
        String once = FACILITIES.canonical(raw);
        assertThat(FACILITIES.canonical(once)).isEqualTo(once);
        List<String> forms = FACILITIES.forms(raw);
        assertThat(forms).hasSizeLessThanOrEqualTo(Facilities.MAX_FORMS).doesNotHaveDuplicates();
        for (String form : forms) {
            assertThat(FACILITIES.canonical(form)).isEqualTo(form);
        }
    }

    @Test
    void everyMeaning_isAFixedPoint() {
        for (String line : Resources.lines("facility-words.txt")) {
            if (!line.contains(":")) {
                String once = FACILITIES.canonical(line.substring(0, line.indexOf('=')));
                assertThat(FACILITIES.canonical(once)).as(line).isEqualTo(once);
            }
        }
    }

    @Test
    void aHugeValue_isCut() {
        assertThat(FACILITIES.canonical("alder ".repeat(100_000)).length()).isLessThan(300);
        assertThat(FACILITIES.forms("fci ".repeat(100_000))).hasSizeLessThanOrEqualTo(4);
    }
}
