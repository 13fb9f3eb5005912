package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {
    /** Honduran numbers have eight digits; this one is of no subscriber. */
    private static final String SHORT = "99990000";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+504 9999-0000",
                "504 9999 0000",
                "(+504) 99990000",
                "00504 99990000",
                "011 504 9999 0000",
                "9999-0000",
                "9999 0000",
                "Cel. 9999-0000",
                "+504 9999-0000 ext. 12",
                "WhatsApp: +504 9999 0000"
            })
    void spellingsOfAShortNumber_shareAForm(String spelling) {
        assertThat(Phones.forms(spelling)).contains(SHORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1 202-555-0143",
                "(202) 555-0143",
                "2025550143",
                "001 202 555 0143",
                "Tel: 202.555.0143",
                "202-555-0143 x12",
                "202-555-0143, ext. 4",
                "+1 (202) 555-0143 extension 99",
                "٢٠٢٥٥٥٠١٤٣"
            })
    void spellingsOfALongNumber_areItsLastNineDigits(String spelling) {
        assertThat(Phones.forms(spelling)).contains("025550143");
    }

    @Test
    void aListAndAPage_meetWhateverSaysTheCountry() {
        for (String listed : List.of("+504 9999-0000", "9999-0000", "50499990000")) {
            assertThat(Phones.forms(listed)).containsAnyElementsOf(Phones.formsOfDigits("99990000", false));
            assertThat(Phones.forms(listed)).containsAnyElementsOf(Phones.formsOfDigits("50499990000", true));
            assertThat(Phones.forms(listed)).containsAnyElementsOf(Phones.formsOfDigits("50499990000", false));
        }
    }

    @Test
    void severalNumbersOfACell_areAllRead() {
        assertThat(Phones.forms("202-555-0143 / 202-555-0144")).containsExactly("025550143", "025550144");
        assertThat(Phones.forms("202-555-0143 or 202-555-0144; 202-555-0145, 202-555-0146"))
                .hasSize(3);
        assertThat(Phones.canonical("202-555-0143 x12")).contains("025550143");
        assertThat(Phones.forms("none")).isEmpty();
        assertThat(Phones.forms("n/a")).isEmpty();
        assertThat(Phones.forms("12/34")).isEmpty();
        assertThat(Phones.forms("1".repeat(1_000_000))).isEmpty();
    }

    @Test
    void plausibility_asksTheNumberingPlan() {
        assertThat(Phones.isPlausible("+504 9999-0000")).isTrue();
        assertThat(Phones.isPlausible("+504 1")).isFalse();
        assertThat(Phones.isPlausible("+999 99999999")).isFalse();
        assertThat(Phones.isPlausible("(202) 555-0143")).isTrue();
        assertThat(Phones.isPlausible("0000000000")).isFalse();
        assertThat(Phones.isPlausible("12")).isFalse();
    }

    @Property
    void ofDigits_isTheFirstForm(@ForAll @IntRange(max = 2_000_000_000) int number, @ForAll boolean international) {
        String digits = String.format(Locale.ROOT, "%010d", number);
        assertThat(Phones.formsOfDigits(digits, international).stream().limit(1).toList())
                .isEqualTo(Phones.ofDigits(digits).stream().toList());
        assertThat(Phones.formsOfDigits(digits, international)).allMatch(form -> form.matches("[0-9]{7,9}"));
    }

    @Test
    void theLibrary_logsNoNumber() {
        Phones.isPlausible("+504 1");
        assertThat(java.util.logging.Logger.getLogger("com.google.i18n.phonenumbers.PhoneNumberUtil")
                        .isLoggable(java.util.logging.Level.SEVERE))
                .isFalse();
    }

    @Property
    void anyText_neverThrows(@ForAll String text) {
        assertThat(Phones.forms(text)).hasSizeLessThanOrEqualTo(Phones.MAX_FORMS);
        assertThat(Phones.forms("+" + text.length() + "504" + text)).hasSizeLessThanOrEqualTo(Phones.MAX_FORMS);
        Phones.isPlausible(text);
    }
}
