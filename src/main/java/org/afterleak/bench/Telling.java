package org.afterleak.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a page says of one person: words to change before a shape writes them down. Not shared between threads. */
final class Telling {
    /** What is told. */
    enum Field {
        NAME,
        ID,
        NATIONALITY,
        FACILITY,
        BIRTH
    }

    final Person person;
    final NameStock stock;
    final List<Field> told;

    /** The words of the name; the original words, for pet names and spellings, are the person's. */
    List<String> given;

    List<String> family;
    boolean familyFirst;
    private @Nullable String wholeName;
    String id;
    String nationality;
    String facility;
    String birth;

    /** What happens to every letter of name and number, in turn. */
    final List<UnaryOperator<String>> onValues = new ArrayList<>();

    Telling(Person person, NameStock stock, List<Field> told) {
        this.person = person;
        this.stock = stock;
        this.told = told;
        this.given = words(person.given);
        this.family = words(person.family);
        this.familyFirst = person.familyFirst;
        this.id = person.id;
        this.nationality = person.country.name();
        this.facility = person.facility;
        this.birth = person.birth.toString();
    }

    private static List<String> words(List<Namelet> name) {
        return name.stream().map(w -> w.latin).collect(Collectors.toCollection(ArrayList::new));
    }

    boolean tells(Field field) {
        return told.contains(field);
    }

    /** Whether a shape may write the parts of the name apart. */
    boolean isNameWhole() {
        return wholeName != null || given.isEmpty() || family.isEmpty();
    }

    void wholeName(String name) {
        wholeName = name;
    }

    /** The name in the order that its culture uses, or the one an evasion chose. */
    String name() {
        if (wholeName != null) {
            return valued(wholeName);
        }
        List<String> words = new ArrayList<>(familyFirst ? family : given);
        words.addAll(familyFirst ? given : family);
        return valued(String.join(" ", words));
    }

    String givenNames() {
        return valued(String.join(" ", given));
    }

    String familyNames() {
        return valued(String.join(" ", family));
    }

    String idNumber() {
        return valued(id);
    }

    private String valued(String text) {
        String value = text;
        for (UnaryOperator<String> change : onValues) {
            value = change.apply(value);
        }
        return value;
    }

    /** All words of the name in one list, given names first, to be changed one by one. */
    List<String> nameWords() {
        List<String> words = new ArrayList<>(given);
        words.addAll(family);
        return words;
    }

    /** Puts changed words back. */
    void nameWords(List<String> words) {
        int parting = Math.min(given.size(), words.size());
        given = new ArrayList<>(words.subList(0, parting));
        family = new ArrayList<>(words.subList(parting, words.size()));
    }

    /** The person's own words beside {@link #nameWords}, while nothing was added or dropped. */
    List<Namelet> namelets() {
        List<Namelet> all = new ArrayList<>(person.given);
        all.addAll(person.family);
        return Collections.unmodifiableList(all);
    }

    @Override
    public String toString() {
        return "Telling[" + person.index + "]";
    }
}
