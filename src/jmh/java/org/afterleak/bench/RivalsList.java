package org.afterleak.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The list in the clear, as rivals need it: of each person the whole name, as pages have it, and the number. */
final class RivalsList {
    final People people;

    RivalsList(People people) {
        this.people = people;
    }

    static String name(Person person) {
        return Names.joined(person.given) + " " + Names.joined(person.family);
    }

    /** Names and numbers of all people, each once. */
    List<String> patterns() {
        java.util.LinkedHashSet<String> patterns = new java.util.LinkedHashSet<>();
        for (int i = 0; i < people.listed(); i++) {
            Person person = people.person(i);
            patterns.add(name(person).strip());
            patterns.add(person.id);
        }
        return new ArrayList<>(patterns);
    }

    /** The same in small letters. */
    List<String> folded() {
        return patterns().stream()
                .map(p -> p.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }
}
