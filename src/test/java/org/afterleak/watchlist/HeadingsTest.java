package org.afterleak.watchlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.afterleak.identifier.Kind;
import org.afterleak.identifier.Nationalities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadingsTest {
    @Test
    void noHeading_standsUnderTwoKinds() {
        assertThat(Headings.conflicts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Name|name",
                "FULL NAME|name",
                "full_name|name",
                "fullName|name",
                "Name (Last, First)|name",
                "Detainee Name|name",
                "Name of detainee|name",
                "Alien's name|name",
                "Apellidos y nombres|name",
                "Nombre del detenido|given_name",
                "Nom et prénom(s)|name",
                "Vor- und Nachname|name",
                "Ф. И. О.|name",
                "الاسم الكامل|name",
                "姓名|name",
                "Ad Soyad|name",
                "Nombre completo / Full name|name",
                "First Name|given_name",
                "given_name|given_name",
                "Prénom|given_name",
                "MI|given_name",
                "LAST_NAME|family_name",
                "person.lastName|family_name",
                "Surname|family_name",
                "Nom de famille|family_name",
                "SOYADI|family_name",
                "Фамилия|family_name",
                "Primer apellido|family_name",
                "A-Number|id:a-number",
                "A#|id:a-number",
                "A #|id:a-number",
                "Alien #|id:a-number",
                "Alien Registration No.|id:a-number",
                "A-File No|id:a-number",
                "ID|id",
                "Nº de identificación|id",
                "N° d'identité|id",
                "Ausweis-Nr.|id",
                "T.C. Kimlik No|id",
                "№ паспорта|id",
                "护照号码|id",
                "soc_sec_id|id",
                "Detainee ID|id",
                "E-Mail|email",
                "emails.0|email",
                "Correo electrónico|email",
                "Phone 2|phone",
                "Tel.|phone",
                "Téléphone portable|phone",
                "phones.1|phone",
                "DOB|date_of_birth",
                "D.O.B.|date_of_birth",
                "Date of Birth (mm/dd/yyyy)|date_of_birth",
                "date_of_birth|date_of_birth",
                "Date de naissance|date_of_birth",
                "Geb.-Datum|date_of_birth",
                "Doğum Tarihi|date_of_birth",
                "تاريخ الميلاد|date_of_birth",
                "Дата рождения|date_of_birth",
                "Nationality|nationality",
                "Country of Citizenship|nationality",
                "Staatsangehörigkeit|nationality",
                "NACIONALIDAD|nationality",
                "Громадянство|nationality",
                "Det. Center|facility",
                "DETLOC|facility",
                "Detention Facility|facility",
                "Current Facility|facility",
                "Centro de detención|facility",
                "Centre de rétention|facility",
                "Country of birth|attribute",
                "City|attribute",
                "Attorney name|attribute",
                "Mother's Name|attribute",
            })
    void heading_isRecognised(String heading, String label) {
        assertThat(Headings.kindOf(heading).map(Kind::label)).hasValue(label);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Count",
                "FY16 ADP",
                "#",
                "No.",
                "Notes",
                "Sex",
                "Number",
                "of",
                "''",
                "Ada Lovelace",
                "Officer name",
                "Rows"
            })
    void otherHeadings_areNot(String heading) {
        assertThat(Headings.kindOf(heading)).isEmpty();
    }

    @Test
    void headingRow_isToldFromTitlesAndData() {
        assertThat(Headings.looksLikeHeadingRow(List.of("Report: names and A-numbers"), Set.of()))
                .isFalse();
        assertThat(Headings.looksLikeHeadingRow(List.of("As of", "2022-11-28"), Set.of()))
                .isFalse();
        assertThat(Headings.looksLikeHeadingRow(
                        List.of("Name", "A-Number", "Nationality", "Det. Center", "Notes"), Set.of()))
                .isTrue();
        assertThat(Headings.looksLikeHeadingRow(List.of("Ada Lovelace", "A123456789", "Hospital"), Set.of()))
                .isFalse();
        assertThat(Headings.looksLikeHeadingRow(List.of("Foo", "Bar"), Set.of("bar")))
                .isTrue();
        assertThat(Headings.looksLikeHeadingRow(List.of(), Set.of())).isFalse();
    }

    @Test
    void listWithoutHeadings_getsAHintThatHoldsNoCell() {
        List<List<String>> rows = List.of(
                List.of("Ada Lovelace", "A205123456", "ada@example.org", "1815-12-10"),
                List.of("Alan Turing", "A205987654", "alan@example.org", "1912-06-23"));
        assertThat(Headings.hint(rows))
                .containsExactly(
                        "column 2 looks like id", "column 3 looks like email", "column 4 looks like date_of_birth");
    }

    @Test
    void mapping_listsEveryColumn() throws Exception {
        ColumnMapping mapping = Headings.recognise(List.of("Name", "A-Number", "", "Notes", "Notes", "205123456"));
        assertThat(mapping.kindAt(0)).isEqualTo(Kind.NAME);
        assertThat(mapping.kindAt(1)).isEqualTo(Kind.ID_A_NUMBER);
        assertThat(mapping.kindAt(99)).isEqualTo(Kind.IGNORE);
        assertThat(mapping.identifies()).isTrue();
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("Name", "name");
        expected.put("A-Number", "id:a-number");
        expected.put("#3", "ignore");
        expected.put("Notes", "ignore");
        expected.put("Notes (#5)", "ignore");
        expected.put("#6", "ignore");
        assertThat(mapping.columns()).containsExactlyEntriesOf(expected);
        assertThat(mapping.toString()).doesNotContain("205123456");
    }

    @Test
    void loneNombre_isTheWholeName_besideApellidosTheGivenOne() throws Exception {
        assertThat(Headings.recognise(List.of("Nombre", "País")).kindAt(0)).isEqualTo(Kind.NAME);
        assertThat(Headings.recognise(List.of("Nombre", "Apellidos")).kindAt(0)).isEqualTo(Kind.GIVEN_NAME);
        assertThat(Headings.recognise(List.of("First name", "Country")).identifies())
                .isFalse();
        assertThat(Headings.recognise(List.of("First name", "Last name")).identifies())
                .isTrue();
    }

    @Test
    void repeatedHeading_isRefusedByName_unlessNumbersTellThemApart() throws Exception {
        List<String> headings = List.of("Name", "ID", "name ");
        assertThatThrownBy(() -> Headings.recognise(headings))
                .isInstanceOf(ImportException.class)
                .hasMessage("the heading \"Name\" repeats (columns #1, #3): say which is which, for example "
                        + "--map \"#1=name\" --map \"#3=ignore\"");
        assertThatThrownBy(() -> ColumnMapping.of(headings, Map.of("Name", Kind.NAME)))
                .isInstanceOf(ImportException.class);
        ColumnMapping one = ColumnMapping.of(headings, Map.of("#3", Kind.IGNORE));
        assertThat(one.kindAt(0)).isEqualTo(Kind.NAME);
        assertThat(one.kindAt(2)).isEqualTo(Kind.IGNORE);
        ColumnMapping both = ColumnMapping.of(headings, Map.of("#1", Kind.GIVEN_NAME, "C", Kind.FAMILY_NAME));
        assertThat(both.kindAt(2)).isEqualTo(Kind.FAMILY_NAME);
        assertThat(ColumnMapping.of(headings, Map.of("name", Kind.IGNORE)).kindAt(2))
                .isEqualTo(Kind.IGNORE);
    }

    @Test
    void userNamesColumns_byHeadingNumberOrLetter() throws Exception {
        List<String> headings = List.of("Who", "ID", "B", "Tag");
        ColumnMapping mapping = ColumnMapping.of(
                headings,
                Map.of("who", Kind.NAME, "#2", Kind.IGNORE, "b", Kind.EMAIL, "D", Kind.PHONE, "zip", Kind.ID));
        assertThat(List.of(mapping.kindAt(0), mapping.kindAt(1), mapping.kindAt(2), mapping.kindAt(3)))
                .containsExactly(Kind.NAME, Kind.IGNORE, Kind.EMAIL, Kind.PHONE);
        assertThat(mapping.unusedOverrides()).containsExactly("zip");
    }

    @Test
    void listWithoutHeadings_isMappedByNumberAlone() {
        ColumnMapping mapping = ColumnMapping.withoutHeadings(Map.of("#1", Kind.NAME, "3", Kind.ID, "Name", Kind.EMAIL))
                .orElseThrow();
        assertThat(mapping.columns())
                .containsExactly(Map.entry("#1", "name"), Map.entry("#2", "ignore"), Map.entry("#3", "id"));
        assertThat(mapping.unusedOverrides()).containsExactly("Name");
        assertThat(ColumnMapping.withoutHeadings(Map.of())).isEmpty();
        assertThat(ColumnMapping.withoutHeadings(Map.of("ID", Kind.ID))).isEmpty();
        assertThat(ColumnMapping.withoutHeadings(Map.of("#2", Kind.NATIONALITY)))
                .isEmpty();
        assertThat(ColumnMapping.withoutHeadings(Map.of("#99999", Kind.ID))).isEmpty();
    }

    @Test
    void columnWithoutAHeading_canBeNamedByNumber() throws Exception {
        ColumnMapping mapping = ColumnMapping.of(List.of("Name"), Map.of("#3", Kind.ID));
        assertThat(mapping.columns())
                .containsExactly(Map.entry("Name", "name"), Map.entry("#2", "ignore"), Map.entry("#3", "id"));
        assertThat(mapping.unusedOverrides()).isEmpty();
        assertThat(ColumnMapping.of(List.of("Name"), Map.of("#99999", Kind.ID)).unusedOverrides())
                .containsExactly("#99999");
    }

    @Test
    void otherTablesOfAWorkbook_mayRepeatTheirHeadings() throws Exception {
        assertThat(Headings.recognise(List.of("Location", "Count", "Location")).identifies())
                .isFalse();
    }

    @Test
    void attributes_areCountedWithAllReadingsOfTheirValues() throws Exception {
        assertThat(Headings.recognise(List.of("Name", "DOB", "Country", "City")).attributeTags())
                .isEqualTo(2 + Nationalities.MAX_READINGS + 1);
    }
}
