package org.afterleak.extract;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells column headings and labels from values. A guess only: the row itself is kept as a passage in any case. */
final class Headings {
    private static final int MAX_HEADING = 60;

    /** Words that head a column of a list of people, in the languages that such lists come in. */
    private static final Set<String> WORDS = Set.of(
            "name",
            "names",
            "first",
            "last",
            "middle",
            "surname",
            "forename",
            "given",
            "family",
            "full",
            "alias",
            "id",
            "number",
            "no",
            "nr",
            "alien",
            "anumber",
            "email",
            "mail",
            "phone",
            "telephone",
            "mobile",
            "cell",
            "dob",
            "birth",
            "birthdate",
            "born",
            "date",
            "country",
            "nationality",
            "citizenship",
            "citizen",
            "facility",
            "center",
            "centre",
            "location",
            "state",
            "city",
            "address",
            "street",
            "zip",
            "sex",
            "gender",
            "age",
            "status",
            "type",
            "subject",
            "detainee",
            "case",
            "comments",
            "notes",
            "nombre",
            "nombres",
            "apellido",
            "apellidos",
            "correo",
            "telefono",
            "teléfono",
            "fecha",
            "nacimiento",
            "pais",
            "país",
            "nacionalidad",
            "direccion",
            "dirección",
            "nom",
            "prenom",
            "prénom",
            "naissance",
            "nationalite",
            "nationalité",
            "pays",
            "adresse",
            "courriel",
            "vorname",
            "nachname",
            "geburtsdatum",
            "land",
            "telefon",
            "nome",
            "cognome",
            "sobrenome",
            "nascimento");

    private Headings() {}

    /**
     * The headings of a table: the first row, if it looks like them.
     *
     * @param second the row behind it, empty if there is none
     */
    static List<String> of(List<String> first, List<String> second) {
        return look(first, second) ? List.copyOf(first) : List.of();
    }

    private static boolean look(List<String> first, List<String> second) {
        int filled = 0;
        boolean known = false;
        boolean differs = false;
        for (int i = 0; i < first.size(); i++) {
            String cell = first.get(i);
            if (cell.isBlank()) {
                continue;
            }
            filled++;
            if (cell.length() > MAX_HEADING || digits(cell) > 2 || cell.indexOf('@') >= 0) {
                return false;
            }
            known |= isLabel(cell);
            differs |= i < second.size()
                    && (digits(second.get(i)) > 2 || second.get(i).indexOf('@') >= 0);
        }
        return filled > 0 && (known || differs);
    }

    /** Whether it says what a value is: {@code A-Number}, {@code Last name:}. */
    static boolean isLabel(String cell) {
        String text = cell.strip();
        if (text.isEmpty() || text.length() > MAX_HEADING) {
            return false;
        }
        if (text.endsWith(":")) {
            return true;
        }
        String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+", 6);
        if (words.length > 4) {
            return false;
        }
        for (String word : words) {
            if (WORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether two columns are a form, its labels on the left: then a person's data stands in several rows.
     *
     * @param firstColumn the first cells of some rows, in order
     */
    static boolean areForm(List<String> firstColumn) {
        int labels = 0;
        for (int i = 0; i < firstColumn.size(); i++) {
            // A label in the first row may be a heading.
            labels += isLabel(firstColumn.get(i))
                            && (i > 0 || firstColumn.get(i).strip().endsWith(":"))
                    ? 1
                    : 0;
        }
        return labels > 0 && labels * 2 >= firstColumn.size() - 1;
    }

    private static int digits(String cell) {
        int digits = 0;
        for (int i = 0; i < cell.length(); i++) {
            digits += Character.isDigit(cell.charAt(i)) ? 1 : 0;
        }
        return digits;
    }
}
