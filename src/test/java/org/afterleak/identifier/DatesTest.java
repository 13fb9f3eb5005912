package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.PersianCalendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1985-04-23",
                "23/04/1985",
                "04/23/1985",
                "4-23-1985",
                "1985.4.23",
                "1985/23/04",
                "23 April 1985",
                "Apr 23, 1985",
                "April 23rd, 1985",
                "23rd of April 1985",
                "23APR1985",
                "23-Apr-85",
                "1985 April 23",
                "23 de abril de 1985",
                "23º abril 1985",
                "le 23 avril 1985",
                "23. avril 1985",
                "23 de abril del 1985",
                "23. April 1985",
                "23 aprile 1985",
                "23 nisan 1985",
                "23 kwietnia 1985",
                "23 апреля 1985 г.",
                "23 квітня 1985",
                "23 أبريل 1985",
                "٢٣/٠٤/١٩٨٥",
                "23 نيسان 1985",
                "1985年4月23日",
                "1985년 4월 23일",
                "２３／０４／１９８５",
                "23.IV.1985",
                "19850423",
                "23041985",
                "1985-04-23T00:00:00Z",
                "1985-04-23 00:00:00",
                "Tue, 23 Apr 1985",
                "DOB: 04/23/1985",
                "31160",
                "31160.0",
                "23/04/2528",
                "23 tháng 4 1985",
                "23 अप्रैल 1985",
                "23 เมษายน 1985"
            })
    void spellingsOfOneDate_haveThatForm(String spelling) {
        assertThat(Dates.canonical(spelling)).contains("1985-04-23");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1985",
                "April 1985",
                "31/02/1985",
                "00/00/0000",
                "N/A",
                "13/13/1985",
                "A 123 456 789",
                "2025550143",
                "99999999",
                "1 2",
                "23 Aprilish 1985",
                "12345678901234567890",
                "May I",
                "85 cows in may"
            })
    void whatIsNoDate_hasNoForm(String raw) {
        assertThat(Dates.canonical(raw)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "03/04/1985|1985-03-04,1985-04-03",
                "04/04/1985|1985-04-04",
                "23/04/25|1923-04-25,1925-04-23,2023-04-25,2025-04-23",
                "23 Apr 95|1995-04-23",
                "230495|1995-04-23",
                "5 listopad 1990|1990-10-05,1990-11-05"
            })
    void whatCanBeReadTwice_hasAllReadings(String raw, String dates) {
        assertThat(Dates.canonical(raw)).containsExactly(dates.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource({"1364/02/03,1985-04-23", "1405/08/03,1985-04-24", "03-02-1364,1985-04-23"})
    void yearsOfPersiaAndIslam_areRead(String raw, String iso) {
        assertThat(Dates.canonical(raw)).contains(iso);
    }

    @Property(tries = 300)
    void persianDates_areThoseOfIcu(
            @ForAll @IntRange(min = 1300, max = 1408) int year, @ForAll @IntRange(max = 364) int day) {
        Calendar calendar = new PersianCalendar(TimeZone.GMT_ZONE, ULocale.ENGLISH);
        calendar.clear();
        calendar.set(year, 0, 1);
        calendar.add(Calendar.DATE, day);
        String written = calendar.get(Calendar.YEAR) + "/" + (calendar.get(Calendar.MONTH) + 1) + "/"
                + calendar.get(Calendar.DAY_OF_MONTH);
        LocalDate expected = Instant.ofEpochMilli(calendar.getTimeInMillis())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        assertThat(Dates.canonical(written)).contains(expected.toString());
    }

    @Test
    void readings_tellHowManyTokensTheyTake() {
        List<String> tokens = Names.tokens("born on 23rd of April, 1985 in Example, 04/23/1985");
        assertThat(Dates.readings(tokens, 0)).isEmpty();
        Dates.Reading words = Dates.readings(tokens, 2).get(0);
        assertThat(words.iso()).isEqualTo("1985-04-23");
        assertThat(words.tokens()).isEqualTo(4);
        assertThat(Dates.readings(tokens, 8).get(0).tokens()).isEqualTo(3);
        assertThat(Dates.readings(List.of("23apr1985", "1", "2"), 0).get(0).tokens())
                .isEqualTo(1);
        assertThat(Dates.readings(List.of("19850423", "12", "30"), 0).get(0).tokens())
                .isEqualTo(1);
        assertThat(words.toString()).doesNotContain("1985");
    }

    @Test
    void ofTokens_takesAllThree() {
        assertThat(Dates.ofTokens("03", "04", "1985")).containsExactly("1985-03-04", "1985-04-03");
        assertThat(Dates.ofTokens("apr", "23", "1985")).containsExactly("1985-04-23");
        assertThat(Dates.ofTokens("19850423", "1", "2")).isEmpty();
        assertThat(Dates.ofTokens("x", "", "2")).isEmpty();
    }

    @Property
    void canonical_isIdempotent(
            @ForAll @IntRange(min = 1850, max = 2100) int year, @ForAll @IntRange(min = 1, max = 365) int day) {
        String iso = LocalDate.ofYearDay(year, day).toString();
        assertThat(Dates.canonical(iso)).contains(iso);
    }

    @Property
    void anyTokens_areReadWithinBounds(@ForAll String a, @ForAll String b, @ForAll int c) {
        List<String> tokens = new ArrayList<>(Names.tokens(a + " " + c + b + " 12 april " + c));
        for (int i = 0; i < tokens.size(); i++) {
            assertThat(Dates.readings(tokens, i))
                    .hasSizeLessThanOrEqualTo(Dates.MAX_READINGS)
                    .allMatch(r -> r.tokens() >= 1 && r.tokens() <= Dates.MAX_TOKENS);
        }
    }

    @Test
    void aHugeValue_isCut() {
        assertThat(Dates.canonical("1 ".repeat(1_000_000))).hasSizeLessThanOrEqualTo(Dates.MAX_READINGS);
        assertThat(Dates.canonical("9".repeat(1_000_000))).isEmpty();
    }

    @Test
    void whatTheBuildGathered_isWhatTheLibraryHas() {
        for (String line : MonthNames.lines()) {
            int space = line.indexOf(' ');
            assertThat(MonthNames.months(line.substring(space + 1)))
                    .isEqualTo(Integer.parseInt(line.substring(0, space)));
        }
    }
}
