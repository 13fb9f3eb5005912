package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "A123456789",
                "A 123-456-789",
                "a#123456789",
                "123456789",
                "123 456 789",
                "123.456.789",
                "A-123456789",
                "１２３４５６７８９",
                "A\u200b123456789"
            })
    void spellingsOfOneANumber_haveOneForm(String spelling) {
        assertThat(IdNumbers.canonical(spelling)).contains("123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A012345678", "A12345678", "12345678", "012345678", "A# 012345678"})
    void eightAndNineDigits_areOne(String spelling) {
        assertThat(IdNumbers.canonical(spelling)).contains("012345678");
    }

    @ParameterizedTest
    @CsvSource({
        "X1234567L,X1234567L",
        "x-1234567-l,X1234567L",
        "AB 123456,AB123456",
        "00123456789012,123456789012",
        "A1234567890,A1234567890"
    })
    void otherNumbers_keepTheirLetters(String raw, String canonical) {
        assertThat(IdNumbers.canonical(raw)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234", "AB12", "ABCDEF", "n/a", "---", "Иванов123456"})
    void whatIdentifiesNobody_hasNoForm(String raw) {
        assertThat(IdNumbers.canonical(raw)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "José Ángel  NÚÑEZ|jose angel nunez",
                "O'Neill|oneill",
                "O’Neill-Brücke|oneill brucke",
                "LOPEZ, María|lopez maria",
                "Łukasz Søren Straße|lukasz soren strasse",
                "ﬁne ＡＢＣ|fine abc",
                "N'Diaye|ndiaye",
                "İbrahim Yıldız|ibrahim yildiz",
                "Jo\u0301se\u200b|jose",
                "王 小明|王 小明"
            })
    void names_fold(String raw, String canonical) {
        assertThat(Names.phrase(raw)).isEqualTo(canonical);
    }

    @Property
    void folding_isIdempotent(@ForAll String text) {
        String once = Names.phrase(text);
        assertThat(Names.phrase(once)).isEqualTo(once);
    }

    @Property
    void noFormThrows(@ForAll String text) {
        IdNumbers.canonical(text);
        Emails.canonical(text);
        Phones.canonical(text);
        Dates.canonical(text);
        Names.nameTokens(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1 202-555-0143", "(202) 555-0143", "2025550143", "001 202 555 0143", "202.555.0143"})
    void phones_areTheirLastNineDigits(String spelling) {
        assertThat(Phones.canonical(spelling)).contains("025550143");
    }

    @Test
    void trunkZeroAndCountryCode_areOnePhone() {
        assertThat(Phones.canonical("01 99 00 12 34")).isEqualTo(Phones.canonical("+33 1 99 00 12 34"));
        assertThat(Phones.canonical("call me")).isEmpty();
        assertThat(Phones.canonical("123456")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1985-04-23",
                "23/04/1985",
                "04/23/1985",
                "23 April 1985",
                "23. abril 1985",
                "Apr 23, 1985",
                "23-avr.-1985",
                "19850423",
                "1985/4/23"
            })
    void dates_haveOneForm(String first) {
        assertThat(Dates.canonical(first)).containsExactly("1985-04-23");
    }

    @Test
    void anAmbiguousDate_hasBothReadings() {
        assertThat(Dates.canonical("03/04/1985")).containsExactly("1985-03-04", "1985-04-03");
        assertThat(Dates.canonical("31/02/1985")).isEmpty();
        assertThat(Dates.canonical("1985")).isEmpty();
    }

    @Test
    void emails_areTrimmedAndLower() {
        assertThat(Emails.canonical(" Jane.Doe+x@Example.ORG ")).contains("jane.doe+x@example.org");
        assertThat(Emails.canonical("mailto:a@example.org")).contains("a@example.org");
        assertThat(Emails.canonical("a@b")).isEmpty();
        assertThat(Emails.canonical("@example.org")).isEmpty();
        assertThat(Emails.canonical("a b@example.org")).isEmpty();
    }
}
