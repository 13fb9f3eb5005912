package org.afterleak.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.afterleak.bench.NameStock;
import org.junit.jupiter.api.Test;

class SyntheticPeopleTest {
    private final SyntheticPeople people = SyntheticPeople.of(1, SyntheticPeople.LIST_SIZE);

    @Test
    void sameSeed_givesTheSamePeople() {
        SyntheticPeople again = SyntheticPeople.of(1, SyntheticPeople.LIST_SIZE);

        assertThat(LeakedList.csv(again)).isEqualTo(LeakedList.csv(people));
        assertThat(LeakedList.csv(SyntheticPeople.of(2, SyntheticPeople.LIST_SIZE)))
                .isNotEqualTo(LeakedList.csv(people));
    }

    @Test
    void numbers_areUniqueAndOfARangeThatIsNotIssued() {
        List<String> numbers =
                people.listed().stream().map(SyntheticPerson::aNumber).toList();

        assertThat(numbers).hasSize(6_252).doesNotHaveDuplicates().allMatch(n -> n.matches("A9[0-9]{2}[0-4][0-9]{5}"));
    }

    @Test
    void names_areMostlyDistinctAndAsSkewedAsRealOnes() {
        Map<String, Integer> counts = new HashMap<>();
        people.listed().forEach(p -> counts.merge(p.nameKey(), 1, Integer::sum));
        Map<String, Integer> families = new HashMap<>();
        people.listed().forEach(p -> families.merge(p.family().split(" ", -1)[0], 1, Integer::sum));

        assertThat(counts.size()).isGreaterThan(5_700).isLessThan(6_252);
        assertThat(families.values().stream().mapToInt(Integer::intValue).max().orElse(0))
                .isBetween(100, 900);
        assertThat(families.size()).isGreaterThan(300);
    }

    @Test
    void others_shareNoNumberAndNoWholeNameWithTheList() {
        Set<String> names =
                people.listed().stream().map(SyntheticPerson::nameKey).collect(Collectors.toSet());
        Set<String> numbers =
                people.listed().stream().map(SyntheticPerson::aNumber).collect(Collectors.toSet());
        Set<String> families =
                people.listed().stream().map(SyntheticPerson::family).collect(Collectors.toSet());

        List<SyntheticPerson> others = people.others(2_000, new Random(7));

        assertThat(others).noneMatch(p -> names.contains(p.nameKey())).noneMatch(p -> numbers.contains(p.aNumber()));
        assertThat(others.stream().filter(p -> families.contains(p.family())).count())
                .isGreaterThan(500);
    }

    @Test
    void composedNames_haveMoreThanTwentyThousandCombinations() {
        Set<String> names = new HashSet<>();
        NameStock stock = NameStock.read();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 40_000; i++) {
            NameStock.Composed composed = stock.compose(random);
            names.add(composed.given() + composed.family());
        }

        assertThat(names).hasSizeGreaterThan(20_000);
    }

    @Test
    void person_printsNothingOfItself() {
        assertThat(people.listed().get(0)).hasToString("SyntheticPerson");
        assertThat(people).hasToString("SyntheticPeople[6252]");
    }
}
