package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.afterleak.identifier.IdFormats.Format;
import org.afterleak.identifier.IdFormats.Recognised;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are the examples of standards and offices, nobody's. */
class IdFormatsTest {
    private static final IdFormats FORMATS = IdFormats.builtIn();

    @ParameterizedTest
    @CsvSource({
        "CURP,Mexico,HEGG560427MVZRRL04",
        "DNI,Spain,12345678Z",
        "NIE,Spain,X1234567L",
        "CPF,Brazil,52998224725",
        "CUI,Guatemala,2345678990101",
        "DNI,Honduras,0801199012345",
        "DUI,El Salvador,000162975",
        "cédula,Ecuador,1710034065",
        "RUT,Chile,123456785",
        "Aadhaar,India,234123412346",
        "resident ID,China,11010519491231002X",
        "NIR,France,255081416802538",
        "codice fiscale,Italy,RSSMRA85T10A562S",
        "tax ID,Germany,86095742719",
        "PESEL,Poland,44051401359",
        "BSN,Netherlands,111222333",
        "personal number,Sweden,8112189876",
        "TCKN,Turkey,10000000146",
        "ID number,South Africa,8001015009087",
        "IBAN,a bank,GB82WEST12345698765432",
        "IBAN,a bank,DE89370400440532013000",
        "Social Security number,United States,078051120"
    })
    void publishedExamples_hold(String label, String issuer, String number) {
        assertThat(FORMATS.recognise(number))
                .filteredOn(r ->
                        r.format().label().equals(label) && r.format().issuer().equals(issuer))
                .extracting(Recognised::check)
                .containsExactly(CheckResult.HOLDS);
        String canonical = IdNumbers.canonical(number.toLowerCase(Locale.ROOT)).orElseThrow();
        assertThat(FORMATS.recognise(canonical))
                .anyMatch(r -> r.format().label().equals(label) && r.check() == CheckResult.HOLDS);
    }

    @ParameterizedTest
    @CsvSource({
        "CURP,HEGG560427MVZRRL05",
        "DNI,12345678A",
        "resident ID,110105194912310021",
        "codice fiscale,RSSMRA85T10A562T",
        "IBAN,GB82WEST12345698765433",
        "IBAN,DE8937040044053201300"
    })
    void aWrongCheckDigit_speaksAgainstAShapeWithLetters(String label, String number) {
        List<Recognised> found = FORMATS.recognise(number);
        if (label.equals("resident ID")) {
            assertThat(found).noneMatch(r -> r.format().label().equals(label) && r.check() == CheckResult.HOLDS);
        } else {
            assertThat(found).anyMatch(r -> r.format().label().equals(label) && r.check() == CheckResult.FAILS);
        }
    }

    @Test
    void numbersNeverIssued_areNoSocialSecurityNumbers() {
        for (String number : List.of("000121234", "666121234", "900121234", "123001234", "123120000")) {
            assertThat(FORMATS.recognise(number))
                    .noneMatch(r -> r.format().label().startsWith("Social"));
        }
    }

    @Test
    void shapesWithoutCheck_areRecognised() {
        assertThat(FORMATS.recognise("A12345678"))
                .anyMatch(r -> r.format().label().equals("A-number"));
        assertThat(FORMATS.recognise("012345678"))
                .anyMatch(r -> r.format().label().equals("A-number"));
        assertThat(FORMATS.recognise("12324C12345"))
                .anyMatch(r -> r.format().issuer().equals("UNHCR"));
        assertThat(FORMATS.recognise("QQ")).isEmpty();
        assertThat(FORMATS.recognise("")).isEmpty();
    }

    @Test
    void whatHolds_comesFirst() {
        List<Recognised> found = FORMATS.recognise("000162975");
        assertThat(found.get(0).check()).isEqualTo(CheckResult.HOLDS);
        assertThat(found.get(found.size() - 1).check()).isEqualTo(CheckResult.ABSENT);
        assertThat(found.toString()).doesNotContain("162975");
    }

    @Test
    void ownFormats_areAdded() {
        Format own = Format.of("case number", "Example Office", "'CN'9{8} / 9{4}[XY]{1,2}", "");
        IdFormats formats = FORMATS.with(List.of(own));
        assertThat(formats.recognise("CN12345678").get(0).format().toString())
                .isEqualTo("case number (Example Office)");
        assertThat(formats.recognise("1234XY")).isNotEmpty();
        assertThat(formats.recognise("1234XYX")).isEmpty();
        Format luhn = Format.of("card", "", "9{11}", "luhn");
        assertThat(luhn.check("79927398713")).isEqualTo(CheckResult.HOLDS);
        assertThat(luhn.check("79927398714")).isEqualTo(CheckResult.FAILS);
        // A check of fixed places on a format of other ones fails and does not throw.
        assertThat(Format.of("odd", "", "A{3}", "dni").check("ABC")).isEqualTo(CheckResult.FAILS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9{", "9{}", "9{0}", "9{5,2}", "9{35}", "[", "[]", "'ab'", "B", "9||9", "(a+)+", "9{99999}"})
    void shapesThatCannotBeFollowed_areRefused(String shape) {
        assertThatThrownBy(() -> Format.of("own", "", shape, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherMistakes_areRefused() {
        assertThatThrownBy(() -> Format.of("own", "", "9{9}", "crc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("luhn");
        assertThatThrownBy(() -> Format.of(" ", "", "9{9}", "")).isInstanceOf(IllegalArgumentException.class);
        Format own = Format.of("own", "", "9{9}", "");
        assertThatThrownBy(() -> FORMATS.with(Collections.nCopies(IdFormats.MAX_OWN + 1, own)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aShapeThatWouldBackTrack_isMatchedInTime() {
        Format nested = Format.of("own", "", "9{0,9}*{0,9}9{0,9}*{0,6}A", "");
        for (int i = 0; i < 10_000; i++) {
            assertThat(nested.hasShape("9".repeat(33))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mod97,3214282912345698765432161182,true",
        "verhoeff,2363,true",
        "verhoeff,2364,false",
        "mod11-2,079X,true",
        "mod11-10,07945,true",
        "mrz,L898902C36,true",
        "mrz,L898902C37,false",
        "luhn,0,false"
    })
    void checkDigits_areThoseOfTheStandards(String check, String text, boolean holds) {
        assertThat(Format.of("own", "", "*{1,34}", check).check(text))
                .isEqualTo(holds ? CheckResult.HOLDS : CheckResult.FAILS);
    }

    @Property
    void anyText_isRecognisedWithoutThrowing(@ForAll String text) {
        FORMATS.recognise(text);
        IdNumbers.canonical(text).ifPresent(FORMATS::recognise);
        for (String name : IdChecks.names().split(", ", -1)) {
            IdChecks.named(name).orElseThrow().test(text);
        }
    }

    @Property
    void oneWrongDigit_breaksTheCheck(@ForAll long number) {
        String body = String.format(Locale.ROOT, "%017d", Math.floorMod(number, 100_000_000_000_000_000L));
        for (String check : List.of("luhn", "verhoeff", "mod11-10")) {
            Format format = Format.of("own", "", "9{18}", check);
            long holding = java.util.stream.IntStream.range(0, 10)
                    .filter(d -> format.check(body + d) == CheckResult.HOLDS)
                    .count();
            assertThat(holding).isEqualTo(1);
        }
    }
}
