package org.afterleak.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.afterleak.bench.NameStock;

/**
 * People who do not exist: those of the leaked list, and others, who are on no list and stand on innocent pages. The same
 * seed gives the same people. Immutable.
 *
 * <p>Numbers are of the form A9xx-0xx-xxx to A9xx-4xx-xxx: registration numbers that high are not issued, and taxpayer
 * numbers that begin with 9 have no fourth digit under 5. So no number is anybody's. Names are composed of common ones:
 * somewhere they may be somebody's, as every common name is.
 */
public final class SyntheticPeople {
    /** How many people the demo's list has. */
    public static final int LIST_SIZE = 6_252;

    private static final List<String> FACILITIES = facilities();

    private final List<SyntheticPerson> listed;
    private final Set<String> listedNames = new HashSet<>();
    private final Set<String> numbers = new HashSet<>();
    private final NameStock names = NameStock.read();

    private SyntheticPeople(long seed, int count) {
        Random random = new Random(seed);
        List<SyntheticPerson> people = new ArrayList<>(count);
        while (people.size() < count) {
            people.add(person(random));
        }
        people.forEach(p -> listedNames.add(p.nameKey()));
        this.listed = Collections.unmodifiableList(people);
    }

    /** Makes a list of that many people. */
    public static SyntheticPeople of(long seed, int count) {
        return new SyntheticPeople(seed, count);
    }

    /** The people of the leaked list, in its order. */
    public List<SyntheticPerson> listed() {
        return listed;
    }

    /**
     * People who are not on the list: none has the number or the whole name of anybody who is. They have given names,
     * family names, countries and facilities in common with them, as people have.
     */
    public List<SyntheticPerson> others(int count, Random random) {
        Set<String> taken = new HashSet<>(numbers);
        List<SyntheticPerson> others = new ArrayList<>(count);
        while (others.size() < count) {
            SyntheticPerson other = person(random, taken);
            if (!listedNames.contains(other.nameKey())) {
                others.add(other);
            }
        }
        return others;
    }

    private SyntheticPerson person(Random random) {
        return person(random, numbers);
    }

    private SyntheticPerson person(Random random, Set<String> taken) {
        NameStock.Composed name = compose(random);
        String number;
        do {
            number = "A" + number(random);
        } while (!taken.add(number));
        String facility = FACILITIES.get(random.nextInt(FACILITIES.size()));
        return new SyntheticPerson(name.given(), name.family(), number, name.country(), facility);
    }

    /** Nine digits that may be a listed person's number by chance alone. */
    static String number(Random random) {
        return Integer.toString(900_000_000 + random.nextInt(100) * 1_000_000 + random.nextInt(500_000));
    }

    /** A name of at least two words: the demo's pages write family and given names apart. */
    private NameStock.Composed compose(Random random) {
        NameStock.Composed name;
        do {
            name = names.compose(new SplittableRandom(random.nextLong()));
        } while (name.family().isEmpty());
        return name;
    }

    NameStock names() {
        return names;
    }

    /** The names of the facilities, none of which exists. */
    static List<String> facilities() {
        List<String> facilities = new ArrayList<>();
        String[] places = {
            "Cedar Hollow", "Mesa Verde Flats", "Harlan Ridge", "Blue Heron", "Tolliver County", "San Marcial",
            "Pine Barrens", "Otter Creek", "Grand Prairie South", "Quarry Lake", "Fort Alder", "Red Mesa",
            "Bayou Lafitte", "Willow Bend", "Camino Viejo", "Stonewater"
        };
        String[] kinds = {"Processing Center", "Detention Center", "County Jail", "Staging Facility"};
        for (int i = 0; i < places.length; i++) {
            facilities.add(places[i] + " " + kinds[i % kinds.length]);
        }
        return List.copyOf(facilities);
    }

    /** The countries of the people on the list, each once, in the order of the alphabet. */
    List<String> countries() {
        return listed.stream()
                .map(p -> p.country().toUpperCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return "SyntheticPeople[" + listed.size() + "]";
    }
}
