package org.afterleak.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.afterleak.identifier.MachineReadableZone.Part;
import org.junit.jupiter.api.Test;

/** The specimens are those of ICAO Doc 9303, of a citizen of Utopia. */
class MachineReadableZoneTest {
    private static final List<String> PASSPORT =
            List.of("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
    private static final List<String> CARD = List.of(
            "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
    private static final List<String> SMALL_CARD =
            List.of("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6");
    private static final List<String> VISA =
            List.of("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<");
    private static final List<String> SMALL_VISA =
            List.of("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<");

    private static Part part(List<String> lines, Kind kind) {
        return MachineReadableZone.read(lines).orElseThrow().parts().stream()
                .filter(p -> p.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> values(List<String> lines, Kind kind) {
        return part(lines, kind).values();
    }

    @Test
    void aPassport_isRead() {
        assertThat(values(PASSPORT, Kind.ID)).containsExactly("L898902C3");
        assertThat(values(PASSPORT, Kind.FAMILY_NAME)).containsExactly("eriksson");
        assertThat(values(PASSPORT, Kind.GIVEN_NAME)).containsExactly("anna", "maria");
        assertThat(values(PASSPORT, Kind.NATIONALITY)).containsExactly("uto");
        assertThat(values(PASSPORT, Kind.DATE_OF_BIRTH)).containsExactly("1974-08-12");
        assertThat(MachineReadableZone.read(PASSPORT).orElseThrow().lines()).isEqualTo(2);
        assertThat(MachineReadableZone.read(PASSPORT).orElseThrow().parts().stream()
                        .filter(p -> p.kind() == Kind.ID)
                        .flatMap(p -> p.values().stream()))
                .containsExactly("L898902C3", "ZE184226B");
    }

    @Test
    void cardsAndVisas_areRead() {
        for (List<String> lines : List.of(CARD, SMALL_CARD, VISA, SMALL_VISA)) {
            assertThat(values(lines, Kind.FAMILY_NAME)).containsExactly("eriksson");
            assertThat(values(lines, Kind.GIVEN_NAME)).containsExactly("anna", "maria");
            assertThat(part(lines, Kind.ID).check()).isEqualTo(CheckResult.HOLDS);
            assertThat(part(lines, Kind.DATE_OF_BIRTH).check()).isEqualTo(CheckResult.HOLDS);
            assertThat(MachineReadableZone.read(lines).orElseThrow().lines()).isEqualTo(lines.size());
        }
        assertThat(values(CARD, Kind.ID)).containsExactly("D23145890");
        assertThat(values(SMALL_CARD, Kind.ID)).containsExactly("D23145890");
        assertThat(values(VISA, Kind.ID)).containsExactly("L8988901C");
        assertThat(values(VISA, Kind.DATE_OF_BIRTH)).containsExactly("1940-09-07");
    }

    @Test
    void aNumberLongerThanItsPlaces_isReadWhole() {
        List<String> lines = List.of(
                "I<UTOD23145890<7349<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
        assertThat(values(lines, Kind.ID)).containsExactly("D23145890734");
        assertThat(part(lines, Kind.ID).check()).isEqualTo(CheckResult.HOLDS);
    }

    @Test
    void sloppyText_isReadAllTheSame() {
        assertThat(values(
                        List.of("  " + PASSPORT.get(0).toLowerCase(Locale.ROOT) + " ", PASSPORT.get(1) + "\t"),
                        Kind.GIVEN_NAME))
                .containsExactly("anna", "maria");
        assertThat(values(List.of("P<UTOERIKSSON<<ANNA<MARIA", PASSPORT.get(1)), Kind.GIVEN_NAME))
                .containsExactly("anna", "maria");
        assertThat(values(List.of("P<UTOERIKSSON«ANNA<MARIA«««««««««", PASSPORT.get(1)), Kind.GIVEN_NAME))
                .containsExactly("anna", "maria");
        assertThat(values(List.of(String.join("", CARD)), Kind.FAMILY_NAME)).containsExactly("eriksson");
        assertThat(values(List.of(String.join("", PASSPORT)), Kind.FAMILY_NAME)).containsExactly("eriksson");
        assertThat(values(List.of(PASSPORT.get(1)), Kind.ID)).containsExactly("L898902C3");
        // Text recognition takes 0 for O and 1 for I.
        assertThat(values(
                        List.of(PASSPORT.get(0), PASSPORT.get(1).replace("7408122F1204159", "74O8I22F1204159")),
                        Kind.DATE_OF_BIRTH))
                .containsExactly("1974-08-12");
    }

    @Test
    void spans_pointIntoTheGivenLines() {
        List<String> lines = List.of(" " + PASSPORT.get(0), "\t " + PASSPORT.get(1));
        for (Part part : MachineReadableZone.read(lines).orElseThrow().parts()) {
            String there = lines.get(part.line()).substring(part.start(), part.end());
            String wanted = switch (part.kind()) {
                case ID -> part.values().get(0).equals("ZE184226B") ? "ZE184226B<<<<<" : "L898902C3";
                case FAMILY_NAME -> "ERIKSSON";
                case GIVEN_NAME -> "ANNA<MARIA";
                case NATIONALITY -> "UTO";
                default -> "740812";
            };
            assertThat(there).isEqualTo(wanted);
        }
    }

    @Test
    void aWrongCheckDigit_isSaid() {
        List<String> lines = List.of(PASSPORT.get(0), PASSPORT.get(1).replace("L898902C36", "L898902C39"));
        assertThat(part(lines, Kind.ID).check()).isEqualTo(CheckResult.FAILS);
        assertThat(part(lines, Kind.DATE_OF_BIRTH).check()).isEqualTo(CheckResult.HOLDS);
    }

    @Test
    void nationalities_areOurs() {
        assertThat(values(List.of(PASSPORT.get(0), PASSPORT.get(1).replace("6UTO", "6HND")), Kind.NATIONALITY))
                .containsExactly("hn");
        assertThat(values(List.of(PASSPORT.get(0), PASSPORT.get(1).replace("6UTO", "6D<<")), Kind.NATIONALITY))
                .containsExactly("de");
    }

    @Test
    void otherText_isNoZone() {
        assertThat(MachineReadableZone.read(List.of())).isEmpty();
        assertThat(MachineReadableZone.read(List.of("", ""))).isEmpty();
        assertThat(MachineReadableZone.read(List.of("a".repeat(44), "9".repeat(44))))
                .isEmpty();
        assertThat(MachineReadableZone.read(List.of("<".repeat(44), "<".repeat(44))))
                .isEmpty();
        assertThat(MachineReadableZone.read(List.of("<".repeat(1_000_000)))).isEmpty();
        assertThat(MachineReadableZone.mayStart("<".repeat(1_000_000))).isFalse();
        assertThat(MachineReadableZone.mayStart(PASSPORT.get(0))).isTrue();
        assertThat(MachineReadableZone.mayStart("a plain line of a page, as they all are"))
                .isFalse();
    }

    @Provide
    Arbitrary<String> zoneLines() {
        return Arbitraries.strings()
                .withChars("<«0123456789APVIO ")
                .ofMinLength(28)
                .ofMaxLength(46);
    }

    @Property
    void anyLines_neverThrow(@ForAll("zoneLines") String a, @ForAll("zoneLines") String b, @ForAll String c) {
        for (List<String> lines :
                List.of(List.of(a), List.of(a, b), List.of(a, b, c), List.of(c, a), List.of(a, b, a))) {
            Optional<MachineReadableZone> zone = MachineReadableZone.read(lines);
            zone.ifPresent(z -> z.parts()
                    .forEach(p -> assertThat(lines.get(p.line()).substring(p.start(), p.end()))
                            .isNotEmpty()));
        }
    }
}
