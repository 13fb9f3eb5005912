package org.afterleak.exposure;

import java.util.List;
import java.util.Optional;
import org.afterleak.identifier.IdNumbers;
import org.afterleak.identifier.Names;

/**
 * Somebody to ask about: identifiers in the clear. It lives as long as the question, on the stack, and never prints
 * itself.
 */
public final class Person {
    private final List<String> ids;
    private final List<String> nameTokens;

    private Person(List<String> ids, List<String> nameTokens) {
        this.ids = ids;
        this.nameTokens = nameTokens;
    }

    /**
     * A person by ID number and name, each as people write it.
     *
     * @throws PersonException when one of the two is missing or cannot identify
     */
    public static Person of(String id, String name) throws PersonException {
        return of(List.of(id), name);
    }

    /** The same for somebody with several ID numbers: one of them must be listed under the name. */
    static Person of(List<String> ids, String name) throws PersonException {
        List<String> canonical = ids.stream()
                .map(IdNumbers::canonical)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (canonical.isEmpty()) {
            boolean blank = ids.stream().allMatch(String::isBlank);
            throw new PersonException(
                    blank
                            ? "there is no ID number; both an ID number and a name are needed"
                            : "the ID number is none: it needs at least " + IdNumbers.MIN_CHARS + " characters, "
                                    + IdNumbers.MIN_DIGITS + " of them digits");
        }
        List<String> tokens = Names.nameTokens(name).stream().distinct().toList();
        if (tokens.isEmpty()) {
            throw new PersonException("there is no name; both an ID number and a name are needed");
        }
        return new Person(canonical, tokens);
    }

    /** Canonical ID numbers. */
    List<String> ids() {
        return ids;
    }

    /** The name's folded tokens, each once. */
    List<String> nameTokens() {
        return nameTokens;
    }

    @Override
    public String toString() {
        return "Person[not shown]";
    }
}
