package org.afterleak.identifier;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a column of a leaked list, or a piece of a page, says of a person. */
public enum Kind {
    /** A whole name in any order. */
    NAME("name"),
    /** First and middle names, in a column of their own. */
    GIVEN_NAME("given_name"),
    /** Family names, in a column of their own. */
    FAMILY_NAME("family_name"),
    /** A number or code that one issuer gives to one person. */
    ID("id"),
    /** A United States alien registration number: A and seven to nine digits. */
    ID_A_NUMBER("id:a-number"),
    EMAIL("email"),
    PHONE("phone"),
    DATE_OF_BIRTH("date_of_birth"),
    NATIONALITY("nationality"),
    /** Where a person is held, housed or treated. */
    FACILITY("facility"),
    /** Any other column that supports a match but cannot make one. */
    ATTRIBUTE("attribute"),
    /** A column that is not looked at. */
    IGNORE("ignore");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /** The word that the command line and the outputs use. */
    public String label() {
        return label;
    }

    /** The label of outputs that name fields, where all ID numbers are {@code id} and all names {@code name}. */
    public String field() {
        return switch (this) {
            case GIVEN_NAME, FAMILY_NAME -> NAME.label;
            case ID_A_NUMBER -> ID.label;
            default -> label;
        };
    }

    /** Whether a column of this kind alone can point at one person. */
    public boolean identifies() {
        return switch (this) {
            case NAME, GIVEN_NAME, FAMILY_NAME, ID, ID_A_NUMBER, EMAIL, PHONE -> true;
            default -> false;
        };
    }

    public boolean isName() {
        return this == NAME || this == GIVEN_NAME || this == FAMILY_NAME;
    }

    public boolean isId() {
        return this == ID || this == ID_A_NUMBER;
    }

    /** Whether values of this kind are only ever checked against a candidate record. */
    public boolean isAttribute() {
        return this == DATE_OF_BIRTH || this == NATIONALITY || this == FACILITY || this == ATTRIBUTE;
    }

    /** The kind with that label, whatever its case; empty for any other word. */
    public static Optional<Kind> find(String label) {
        String wanted = label.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(k -> k.label.equals(wanted)).findFirst();
    }

    /** All labels, for messages: {@code name, given_name, ...}. */
    public static String labels() {
        return Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", "));
    }
}
