package org.afterleak.match;

import static org.afterleak.match.SealedPeople.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.afterleak.extract.Document;
import org.afterleak.identifier.Facilities;
import org.afterleak.identifier.IdFormats;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.OwnForms;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenToBeReadTest {
    private static SealedPeople people;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        people = SealedPeople.of(
                folder,
                List.of(Kind.NAME, Kind.ID, Kind.EMAIL, Kind.FACILITY),
                List.of(
                        List.of("Zoraida Quispe Mamani", "L898902C3", "zoraida.q@example.org", "Cedar Hollow Annex"),
                        List.of("Tesfaye Gebremariam", "KX-48213", "", "Dry Lake Camp")));
    }

    @AfterAll
    static void close() {
        people.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail me: zoraida.q [at] example [dot] org",
                "zoraida.q(at)example.org",
                "ZORAIDA.Q AT EXAMPLE DOT ORG",
                "zoraida.q @ example . org",
                "escribe a zoraida.q arroba example punto org, gracias",
                "пишите zoraida.q (собака) example.org"
            })
    void anAddressWrittenForPeople_isFound_whereItStands(String line) {
        List<RecordMatch> found =
                people.matcher().match(lines(line), Tier.POSSIBLE).records();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).fields()).contains("email");
        assertThat(found.get(0).where())
                .anySatisfy(where ->
                        assertThat(line.substring(where.start(), where.end())).endsWithIgnoringCase("org"));
    }

    @Test
    void proseWithAtInIt_isReadForWhatItIs() {
        assertThat(people.matcher()
                        .match(lines("We met at noon at the house. Look at dot two."), Tier.POSSIBLE)
                        .records())
                .isEmpty();
    }

    @Test
    void theZoneOfAPassport_isRead() {
        // The specimen of ICAO Doc 9303, part 4.
        Document zone =
                lines("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");

        assertThat(people.matcher().match(zone, Tier.POSSIBLE).records())
                .singleElement()
                .satisfies(r -> assertThat(r.fields()).contains("id"));
    }

    @Test
    void aFormatOfTheUsersOwn_marksANumber_andIsNamed() {
        Document line = lines("seen again: kx-48213");
        IdFormats formats =
                IdFormats.builtIn().with(List.of(IdFormats.Format.of("case number", "Example Office", "'KX'9{5}", "")));
        Matcher told = people.matcher(new OwnForms(Facilities.plain(), formats));

        assertThat(told.match(line, Tier.POSSIBLE).records())
                .singleElement()
                .satisfies(r -> assertThat(r.because()).anyMatch(b -> b.contains("(case number)")));
    }

    @Test
    void anotherNameOfAFacility_countsAsTheFacility() {
        Document line = lines("Zoraida Quispe - the Tent Site");
        Facilities aliases = Facilities.withAliases(Map.of("Tent Site", "Cedar Hollow Annex"));
        Matcher told = people.matcher(new OwnForms(aliases, IdFormats.builtIn()));

        assertThat(told.match(line, Tier.POSSIBLE).records().get(0).fields()).contains("facility");
        assertThat(people.matcher().match(line, Tier.POSSIBLE).records().get(0).fields())
                .doesNotContain("facility");
    }
}
