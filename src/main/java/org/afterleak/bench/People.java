package org.afterleak.bench;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * People who do not exist, as many as are wanted, each made from the seed and its own number alone: nobody has to be kept,
 * and threads do not matter. The first so many are the leaked list, the others are on none. Immutable.
 *
 * <p>No two have one ID number. Those of nine digits are A9xx-0xx-xxx to A9xx-4xx-xxx: registration numbers that high are
 * not issued, and taxpayer numbers that begin with 9 have no fourth digit under 5. One in eight is the older kind of eight
 * digits, written with a zero before it. No two have one address; all are of {@code example.org} and its sisters (RFC
 * 2606). Telephone numbers are those kept for fiction, which are few: some share one.
 */
final class People {
    private static final int NINE_DIGITS = 50_000_000;
    private static final int EIGHT_DIGITS = 1_000_000;

    /** One in so many has a number of eight digits. */
    private static final int OLD_ONE_IN = 8;

    /** Most people that are ever made besides long lists. */
    static final int MOST = EIGHT_DIGITS * OLD_ONE_IN;

    private static final String[] PLACES = {
        "Cedar Hollow",
        "Mesa Verde Flats",
        "Harlan Ridge",
        "Blue Heron",
        "Tolliver County",
        "San Marcial",
        "Pine Barrens",
        "Otter Creek",
        "Grand Prairie South",
        "Quarry Lake",
        "Fort Alder",
        "Red Mesa",
        "Bayou Lafitte",
        "Willow Bend",
        "Camino Viejo",
        "Stonewater",
        "Elk Fork",
        "Saint Orin",
        "Marlow Junction",
        "Sagebrush Valley",
        "Lantana",
        "Point Carver",
        "Agua Fresca",
        "North Umber",
        "Kettle Falls East",
        "Cobalt City",
        "Dry Lake",
        "Hawthorne Bluff",
        "Isla Blanca",
        "Juniper Pass"
    };
    private static final String[] KINDS = {
        "Processing Center",
        "Detention Center",
        "County Jail",
        "Staging Facility",
        "Correctional Facility",
        "Residential Center",
        "Service Processing Center"
    };

    /** Where the people of the list are held; none of the places exists. */
    static final List<String> FACILITIES = IntStream.range(0, PLACES.length)
            .mapToObj(i -> PLACES[i] + " " + KINDS[i % KINDS.length])
            .toList();

    private final NameStock stock;
    private final long seed;
    private final int listed;
    private final long shift;

    /**
     * @param listed how many of them are on the list; at most an eighth of {@link #MOST} where others are wanted too, at
     *     most {@value #NINE_DIGITS} where they are not
     */
    People(NameStock stock, long seed, int listed) {
        this.stock = stock;
        this.seed = seed;
        this.listed = listed;
        this.shift = new SplittableRandom(seed).nextInt(NINE_DIGITS);
    }

    NameStock stock() {
        return stock;
    }

    int listed() {
        return listed;
    }

    /** Somebody of the list, each as likely as the other. */
    Person anyListed(SplittableRandom random) {
        return person(random.nextInt(listed));
    }

    /** Somebody who is not on the list, with names as people on it have. */
    Person anyOther(SplittableRandom random) {
        return person(listed + random.nextInt(MOST - listed));
    }

    /** The person of that number, below {@value #NINE_DIGITS}; the same each time. */
    Person person(long index) {
        SplittableRandom random = new SplittableRandom(mixed(seed * 31 + index));
        NameStock.Composed name = stock.compose(random);
        NameStock.Country country = stock.country(name.country);
        String facility = FACILITIES.get(Culture.skewed(FACILITIES.size(), random));
        LocalDate birth = LocalDate.ofEpochDay(-3_650 + random.nextInt(13_500));
        String handle = ascii(name.given.get(0).latin)
                + "."
                + ascii(name.family.isEmpty() ? "x" : name.family())
                + Long.toString(index + 36 * 36, 36);
        String email = handle + "@example." + new String[] {"org", "com", "net"}[random.nextInt(3)];
        String phone = phone(2 * (100 + random.nextInt(400)), random);
        return new Person(index, name, country, id(index), facility, birth, email, phone);
    }

    /** A number kept for fiction; those of people have even area codes, so that odd ones are nobody's. */
    static String phone(int area, SplittableRandom random) {
        return "+1 " + area + "-555-01" + (10 + random.nextInt(90));
    }

    private String id(long index) {
        if (index < MOST && index % OLD_ONE_IN == OLD_ONE_IN - 1) {
            long number = (index / OLD_ONE_IN * 617_411 + shift) % EIGHT_DIGITS;
            return "A0" + (99_000_000 + number);
        }
        // The factor has no divisor in common with the modulus, so no two are equal.
        long number = (index * 17_320_507 + shift) % NINE_DIGITS;
        return "A" + (900_000_000 + number / 500_000 * 1_000_000 + number % 500_000);
    }

    /** Scatters neighbours (the finisher of MurmurHash3, 64 bits). */
    static long mixed(long z) {
        long a = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        long b = (a ^ (a >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return b ^ (b >>> 33);
    }

    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "People[" + listed + "]";
    }
}
