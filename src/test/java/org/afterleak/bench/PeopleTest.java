package org.afterleak.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private static final NameStock STOCK = NameStock.read();

    private static String row(Person p) {
        return String.join(
                "|", Names.joined(p.given), Names.joined(p.family), p.id, p.country.name(), p.facility, p.email);
    }

    @Test
    void people_followFromSeedAndNumberAlone() {
        People one = new People(STOCK, 7, 1_000);
        People same = new People(NameStock.read(), 7, 1_000);
        People other = new People(STOCK, 8, 1_000);

        List<String> rows =
                IntStream.range(0, 1_000).mapToObj(i -> row(one.person(i))).toList();

        assertThat(IntStream.range(0, 1_000).parallel().mapToObj(i -> row(same.person(i))))
                .containsExactlyElementsOf(rows);
        assertThat(row(other.person(0))).isNotEqualTo(rows.get(0));
    }

    @Test
    void idNumbers_areUnique_andOfRangesThatAreNotIssued() {
        People people = new People(STOCK, 1, 100);
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            numbers.add(people.person(i).id);
        }

        assertThat(numbers).hasSize(300_000).allMatch(n -> n.matches("A9\\d\\d[0-4]\\d{5}|A099\\d{6}"));
    }

    @Test
    void names_areManyAndUneven() {
        People people = new People(STOCK, 1, 100);
        List<String> names = IntStream.range(0, 100_000)
                .mapToObj(i -> people.person(i))
                .map(p -> Names.joined(p.given) + " " + Names.joined(p.family))
                .toList();

        assertThat(names.stream().distinct().count()).isBetween(60_000L, 99_000L);
    }

    @Test
    void everyNameletWithAnotherScript_keepsTheLatinOneLatin() {
        People people = new People(STOCK, 3, 100);
        for (int i = 0; i < 20_000; i++) {
            Person p = people.person(i);
            String latin = Names.joined(p.given) + Names.joined(p.family);
            assertThat(latin.codePoints()
                            .filter(Character::isLetter)
                            .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN))
                    .isTrue();
        }
    }
}
