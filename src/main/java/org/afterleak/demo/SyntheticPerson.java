package org.afterleak.demo;

import java.util.Locale;
import java.util.TreeSet;

/** One person who does not exist, as a row of the leaked list. Immutable. */
public final class SyntheticPerson {
    private final String given;
    private final String family;
    private final String aNumber;
    private final String country;
    private final String facility;

    SyntheticPerson(String given, String family, String aNumber, String country, String facility) {
        this.given = given;
        this.family = family;
        this.aNumber = aNumber;
        this.country = country;
        this.facility = facility;
    }

    /** One or more given names, separated by blanks. */
    public String given() {
        return given;
    }

    /** One or more family names, separated by blanks. */
    public String family() {
        return family;
    }

    /** Given names, then family names. */
    public String name() {
        return given + " " + family;
    }

    /** {@code GARCÍA LÓPEZ, María Elena}. */
    public String lastFirst() {
        return family.toUpperCase(Locale.ROOT) + ", " + given;
    }

    /** The letter A and nine digits, of a range that is not issued. */
    public String aNumber() {
        return aNumber;
    }

    /** The nine digits of the number with something between each three: {@code 900-123-456}. */
    public String aNumber(String separator) {
        return aNumber.substring(1, 4) + separator + aNumber.substring(4, 7) + separator + aNumber.substring(7);
    }

    /** Country of citizenship in capitals, as the list has it. */
    public String country() {
        return country;
    }

    /** The country as prose writes it: {@code El Salvador}. */
    public String countryInProse() {
        StringBuilder out = new StringBuilder();
        for (String word : country.toLowerCase(Locale.ROOT).split(" ", -1)) {
            boolean small = word.equals("and") || word.equals("of");
            out.append(out.isEmpty() ? "" : " ")
                    .append(small ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return out.toString();
    }

    /** Where the list says that the person is held: the name of a place that does not exist. */
    public String facility() {
        return facility;
    }

    /** What makes two people namesakes: the same names in whatever order and case. */
    String nameKey() {
        return String.join(
                " ",
                new TreeSet<>(java.util.List.of(name().toLowerCase(Locale.ROOT).split("[ -]", -1))));
    }

    /** Nothing of the person: what stands in for people is handled as people's data is. */
    @Override
    public String toString() {
        return "SyntheticPerson";
    }
}
