package org.afterleak.identifier;

/**
 * What a user has told of the identifiers of a leak: other names of facilities, formats of ID numbers. Immutable.
 *
 * @param facilities reads the names of facilities
 * @param formats knows the formats of ID numbers
 */
public record OwnForms(Facilities facilities, IdFormats formats) {
    /** What the program knows by itself. */
    public static final OwnForms NONE = new OwnForms(Facilities.plain(), IdFormats.builtIn());
}
