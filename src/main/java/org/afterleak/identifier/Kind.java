package org.afterleak.identifier;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a column of a leaked list, or a piece of a page, says of a person. */
public enum Kind {
    /** A whole name in any order. */
    NAME(0, "name"),
    /** First and middle names, in a column of their own. */
    GIVEN_NAME(1, "given_name"),
    /** Family names, in a column of their own. */
    FAMILY_NAME(2, "family_name"),
    /** A number or code that one issuer gives to one person. */
    ID(3, "id"),
    /** A United States alien registration number: A and seven to nine digits. */
    ID_A_NUMBER(4, "id:a-number"),
    EMAIL(5, "email"),
    PHONE(6, "phone"),
    DATE_OF_BIRTH(7, "date_of_birth"),
    NATIONALITY(8, "nationality"),
    /** Where a person is held, housed or treated. */
    FACILITY(9, "facility"),
    /** Any other column that supports a match but cannot make one. */
    ATTRIBUTE(10, "attribute"),
    /** A column that is not looked at. */
    IGNORE(11, "ignore");

    private final int code;
    private final String label;

    Kind(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Number of the kind in sealed entries, 0 to 15; it never changes. */
    public int code() {
        return code;
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
