package org.afterleak.takedown;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for the takedown, as {@code sender:} in {@code watchlist/settings.yaml} says. What is missing stands in the
 * draft as a placeholder in brackets.
 *
 * @param name the person who signs
 * @param organisation on whose behalf
 * @param email where the host answers
 * @param authority why this sender may ask, one sentence, e.g. "We act for the agency from which the list was leaked."
 */
public record Sender(
        @Nullable String name,
        @Nullable String organisation,
        @Nullable String email,
        @Nullable String authority) {
    /** A sender of whom nothing is known. */
    public static final Sender UNKNOWN = new Sender(null, null, null, null);

    private static final String NO_NAME = "[your name]";
    private static final String NO_ORGANISATION = "[your organisation]";
    private static final String NO_EMAIL = "[your e-mail address]";
    private static final String NO_AUTHORITY =
            "[on whose behalf you write, and what entitles you to: mandate, data protection officer, counsel]";

    public Sender {
        name = blankToNull(name);
        organisation = blankToNull(organisation);
        email = blankToNull(email);
        authority = blankToNull(authority);
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The placeholders that the draft holds and a person has to fill in; empty when nothing is missing. */
    public List<String> placeholders() {
        return Stream.of(
                        name == null ? NO_NAME : "",
                        organisation == null ? NO_ORGANISATION : "",
                        email == null ? NO_EMAIL : "",
                        authority == null ? NO_AUTHORITY : "")
                .filter(placeholder -> !placeholder.isEmpty())
                .toList();
    }

    String shownName() {
        return Optional.ofNullable(name).orElse(NO_NAME);
    }

    String shownOrganisation() {
        return Optional.ofNullable(organisation).orElse(NO_ORGANISATION);
    }

    String shownEmail() {
        return Optional.ofNullable(email).orElse(NO_EMAIL);
    }

    String shownAuthority() {
        return Optional.ofNullable(authority).orElse(NO_AUTHORITY);
    }
}
