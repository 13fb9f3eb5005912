package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.afterleak.demo.SyntheticPerson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same fifty people in each text format: all of them are confirmed. */
class TextFormatListTest {
    private static FiftyPeople people;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        people = new FiftyPeople(folder);
    }

    @AfterAll
    static void close() {
        people.close();
    }

    private record Form(String name, Bytes bytes) {
        Form(String name, String text) {
            this(name, new Bytes(text.getBytes(UTF_8)));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Bytes {
        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }
    }

    private static String each(Function<SyntheticPerson, String> one) {
        return FiftyPeople.PEOPLE.stream().map(one).collect(Collectors.joining());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String values(SyntheticPerson p) {
        return "(7," + quoted(p.name()) + "," + quoted(p.aNumber()) + ",NULL," + quoted(p.countryInProse()) + ")";
    }

    static List<Form> forms() {
        String csv = FiftyPeople.csv();
        List<Form> forms = new ArrayList<>();
        forms.add(new Form("csv", csv));
        forms.add(new Form("tsv", csv.replace(',', '\t')));
        forms.add(new Form("csv, UTF-16 without a mark", new Bytes(csv.getBytes(UTF_16BE))));
        forms.add(new Form("csv, windows-1252", new Bytes(csv.getBytes(Charset.forName("windows-1252")))));
        forms.add(new Form(
                "SQL, one row a statement",
                each(p -> "INSERT INTO people (id, name, a_number, dob, country) VALUES " + values(p) + ";\n")));
        forms.add(new Form(
                "SQL, many rows a statement",
                "INSERT INTO `people` (`id`,`name`,`a_number`,`dob`,`country`) VALUES\n"
                        + FiftyPeople.PEOPLE.stream()
                                .map(TextFormatListTest::values)
                                .collect(Collectors.joining(",\n"))
                        + ";\n"));
        forms.add(new Form(
                "SQL, all rows in a line",
                "INSERT INTO people VALUES "
                        + FiftyPeople.PEOPLE.stream()
                                .map(TextFormatListTest::values)
                                .collect(Collectors.joining(","))
                        + ";\n"));
        forms.add(new Form(
                "SQL, COPY",
                "COPY public.people (id, name, a_number, country) FROM stdin;\n"
                        + each(p -> "7\t" + p.name() + "\t" + p.aNumber() + "\t" + p.countryInProse() + "\n")
                        + "\\.\n"));
        forms.add(new Form(
                "YAML",
                "people:\n"
                        + each(p -> "  - name: " + p.name() + "\n    a_number: " + p.aNumber() + "\n    country: "
                                + p.countryInProse() + "\n")));
        forms.add(new Form(
                "YAML, in flow", each(p -> "- { name: \"" + p.name() + "\", a_number: " + p.aNumber() + " }\n")));
        forms.add(new Form(
                "blocks of keys and values",
                each(p -> "Name: " + p.name() + "\nA-Number: " + p.aNumber() + "\nCountry: " + p.countryInProse()
                        + "\n\n")));
        forms.add(new Form(
                "Markdown table",
                "| Name | A-Number |\n|------|:--------:|\n"
                        + each(p -> "| " + p.name() + " | " + p.aNumber() + " |\n")));
        forms.add(new Form(
                "Org table", "|Name|A-Number|\n|----+----|\n" + each(p -> "|" + p.name() + "|" + p.aNumber() + "|\n")));
        forms.add(new Form(
                "reStructuredText grid",
                "+---------+-------+\n| Name | A-Number |\n+=========+=======+\n"
                        + each(p -> "| " + p.name() + " | " + p.aNumber() + " |\n+---------+-------+\n")));
        forms.add(new Form(
                "reStructuredText simple table",
                "=====================  ==========\nName                   A-Number\n=====================  ==========\n"
                        + each(p -> String.format(Locale.ROOT, "%-40s  %s%n", p.name(), p.aNumber()))));
        forms.add(new Form(
                "vCard",
                each(p -> "BEGIN:VCARD\r\nVERSION:3.0\r\nN:" + p.family() + ";" + p.given() + ";;;\r\nFN:" + p.name()
                        + "\r\nUID:" + p.aNumber() + "\r\nEND:VCARD\r\n")));
        forms.add(new Form(
                "LDIF",
                each(p -> "dn: cn=" + p.name() + ",ou=people,dc=example,dc=org\ncn: " + p.name() + "\nuid: "
                        + p.aNumber() + "\nc: " + p.countryInProse() + "\n\n")));
        forms.add(new Form(
                "ini",
                each(p -> "[" + p.aNumber() + "]\nname=" + p.name() + "\ncountry=" + p.countryInProse() + "\n")));
        return forms;
    }

    @ParameterizedTest
    @MethodSource("forms")
    void allFifty_areConfirmed(Form form) throws Exception {
        Document document = Extracted.file(form.bytes().array);

        Extracted.check(document);
        assertThat(people.confirmed(document)).isEqualTo(50);
        assertThat(document.problems()).isEmpty();
    }
}
