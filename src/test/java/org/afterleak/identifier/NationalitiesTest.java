package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NationalitiesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Honduran",
                "HONDURANS",
                "Hondureña",
                "hondureños",
                "hondurenho",
                "Hondurienne",
                "honduranisch",
                "гондурасец",
                "هندوراسي",
                "Honduras",
                "República de Honduras",
                "Republic of Honduras",
                "HN",
                "hnd",
                "HON",
                "340",
                "ホンジュラス",
                "洪都拉斯",
                "洪都拉斯人",
                "Honduras (HN)",
                "citizen of Honduras",
                "HONDU"
            })
    void spellingsOfOneNationality_haveOneForm(String spelling) {
        assertThat(Nationalities.canonical(spelling)).contains("hn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Korea, Republic of|kr",
                "한국|kr",
                "Korea (Democratic People's Republic of)|kp",
                "Viet Nam|vn",
                "Côte d'Ivoire|ci",
                "Ivory Coast|ci",
                "Dem. Rep. Congo|cd",
                "Congo - Brazzaville|cg",
                "Guinea-Bissau|gw",
                "Equatorial Guinea|gq",
                "Guinean|gn",
                "Dominican|do",
                "Dominica|dm",
                "Nigerien|ne",
                "Nigerian|ng",
                "Syrian Arab Republic|sy",
                "السورية|sy",
                "Iran (Islamic Republic of)|ir",
                "U.S.|us",
                "UK|gb",
                "St. Vincent & the Grenadines|vc",
                "Deutsch|de",
                "украинка|ua",
                "中国|cn",
                "Türkiye|tr",
                "South Sudanese|ss",
                "Kosovar|xk",
                "Burma|mm",
                "Swaziland|sz",
                "GER|de",
                "Kurdish (Iraq)|iq"
            })
    void countriesThatAreMixedUp_areToldApart(String raw, String canonical) {
        assertThat(Nationalities.canonical(raw)).contains(canonical);
    }

    @Test
    void everyCountry_isFoundByItsEnglishNameAndItsCodes() {
        for (String country : Locale.getISOCountries()) {
            Locale region = Locale.of("", country);
            String wanted = country.toLowerCase(Locale.ROOT);
            assertThat(Nationalities.canonical(country)).contains(wanted);
            assertThat(Nationalities.canonical(region.getISO3Country())).contains(wanted);
            assertThat(Nationalities.canonical(region.getDisplayCountry(Locale.ENGLISH)))
                    .as(country)
                    .contains(wanted);
        }
    }

    @Test
    void twoCountries_areTwoReadings() {
        assertThat(Nationalities.readings("Mexico / USA")).containsExactly("mx", "us");
        assertThat(Nationalities.readings("MEX/USA")).containsExactly("mx", "us");
        assertThat(Nationalities.canonical("Mexico / USA")).contains("mexico usa");
    }

    @Test
    void whatIsNoCountry_keepsItsPhrase() {
        assertThat(Nationalities.canonical("Stateless")).contains("stateless");
        assertThat(Nationalities.canonical("Rohingya")).contains("rohingya");
        assertThat(Nationalities.canonical("999")).contains("999");
        assertThat(Nationalities.canonical(" - ")).isEmpty();
        assertThat(Nationalities.ofPhrase("nobody s land")).isNull();
        assertThat(Nationalities.ofPhrase("")).isNull();
    }

    @Test
    void codes_areToldFromNames() {
        for (String code : Set.of("in", "no", "so", "me", "can", "hn", "uk", "usc")) {
            assertThat(Nationalities.ofPhrase(code)).as(code).isNotNull();
            assertThat(Nationalities.isCode(code)).as(code).isTrue();
        }
        for (String name : Set.of("india", "usa", "honduran", "nobody")) {
            assertThat(Nationalities.isCode(name)).as(name).isFalse();
        }
    }

    @Test
    void longestFrom_tellsHowFarToLook() {
        assertThat(Nationalities.longestFrom("democratic")).isBetween(5, Nationalities.MAX_PHRASE_TOKENS);
        assertThat(Nationalities.longestFrom("honduran")).isEqualTo(1);
        assertThat(Nationalities.longestFrom("hn")).isEqualTo(1);
        assertThat(Nationalities.longestFrom("table")).isZero();
        assertThat(Nationalities.longestFrom("")).isZero();
    }

    @Test
    void bits_areCoarseAndBounded() {
        Set<Integer> seen = new HashSet<>();
        for (String country : Locale.getISOCountries()) {
            seen.add(Nationalities.bits(country.toLowerCase(Locale.ROOT)));
        }
        assertThat(seen).allSatisfy(bits -> assertThat(bits).isBetween(2, 10));
        assertThat(Nationalities.bits("in")).isLessThan(Nationalities.bits("hn"));
        assertThat(Nationalities.bits("hn")).isLessThan(Nationalities.bits("is"));
        assertThat(Nationalities.bits("stateless")).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(NameScript.class)
    void whatTheBuildGathered_isWhatTheLibraryHas(NameScript script) {
        Map<String, String> gathered = CountryNames.gather(script);
        assertThat(gathered).hasSizeGreaterThan(500);
        assertThat(CountryNames.read(script)).isEqualTo(gathered);
    }

    @Property
    void canonical_isIdempotentAndBounded(@ForAll String text) {
        Nationalities.canonical(text)
                .ifPresent(once -> assertThat(Nationalities.canonical(once)).contains(once));
        assertThat(Nationalities.readings(text)).hasSizeLessThanOrEqualTo(Nationalities.MAX_READINGS);
    }

    @Test
    void aHugeValue_isProse() {
        String huge = "honduran guatemalan ".repeat(50_000);
        assertThat(Nationalities.readings(huge)).hasSize(1);
    }
}
