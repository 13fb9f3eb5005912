package org.afterleak.bench;

import java.time.LocalDate;
import java.util.List;

/** One person who does not exist. Immutable. */
final class Person {
    /** Which one it is; the number of its row on the list, from 0, for those who are listed. */
    final long index;

    final List<Namelet> given;
    final List<Namelet> family;
    final boolean familyFirst;

    /** The letter A and nine digits. */
    final String id;

    final NameStock.Country country;
    final String facility;
    final LocalDate birth;
    final String email;
    final String phone;

    Person(
            long index,
            NameStock.Composed name,
            NameStock.Country country,
            String id,
            String facility,
            LocalDate birth,
            String email,
            String phone) {
        this.index = index;
        this.given = name.given;
        this.family = name.family;
        this.familyFirst = name.familyFirst;
        this.id = id;
        this.country = country;
        this.facility = facility;
        this.birth = birth;
        this.email = email;
        this.phone = phone;
    }

    /** Words of the name that carry something. */
    int nameWords() {
        return (int) (given.stream().filter(w -> !w.small).count()
                + family.stream().filter(w -> !w.small).count());
    }

    @Override
    public String toString() {
        return "Person[" + index + "]";
    }
}
