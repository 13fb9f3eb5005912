package org.afterleak.evidence;

import java.util.Objects;

/**
 * Where something was: its exact address, and the form that may be shown. {@link #toString} gives the form that may be
 * shown. Immutable.
 */
public final class Address {
    private final String exact;
    private final String masked;
    private final boolean holdsIdentifier;

    Address(String exact, String masked, boolean holdsIdentifier) {
        this.exact = exact;
        this.masked = masked;
        this.holdsIdentifier = holdsIdentifier;
    }

    static Address of(String exact, IdentifierGuard guard) {
        return new Address(exact, AddressMask.mask(exact, guard), guard.holdsIdentifier(exact));
    }

    /** The address itself. It may hold an identifier: never print it, ask {@link #shown} instead. */
    public String exact() {
        return exact;
    }

    /** Every word of its path and query masked but those of the public vocabulary. */
    public String masked() {
        return masked;
    }

    /** Whether the address itself holds a watched identifier. */
    public boolean holdsIdentifier() {
        return holdsIdentifier;
    }

    /** What may be shown to anybody: the exact address, or its masked form where it holds an identifier. */
    public String shown() {
        return holdsIdentifier ? masked : exact;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that
                && exact.equals(that.exact)
                && masked.equals(that.masked)
                && holdsIdentifier == that.holdsIdentifier;
    }

    @Override
    public int hashCode() {
        return Objects.hash(exact, masked, holdsIdentifier);
    }

    @Override
    public String toString() {
        return shown();
    }
}
