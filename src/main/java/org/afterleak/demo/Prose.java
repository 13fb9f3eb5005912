package org.afterleak.demo;

import java.util.List;
import java.util.Random;

/** Running text about nothing in particular, with words in it that the leaked list also has. */
final class Prose {
    private static final List<String> NEUTRAL = List.of(
            "The council met on Thursday and put the decision off again.",
            "Rain is expected until the weekend, then it clears from the west.",
            "Prices for fuel rose for the third month in a row.",
            "Trains run every twenty minutes while the bridge is repaired.",
            "The library opens at nine and has a new reading room.",
            "Volunteers planted two hundred trees along the canal.",
            "The museum shows prints and letters of the last century.",
            "A spokeswoman said that the figures were still being checked.",
            "Nobody was hurt, and the road was open again by noon.",
            "The bakery on the corner closes after forty years.",
            "Researchers counted fewer bees than a year ago.",
            "The new timetable takes effect on the first of the month.",
            "Both sides called the talks useful and named no date for the next round.",
            "The school choir sang in the station hall and missed its train.",
            "The auditors found the books in order, and the cellar full of boxes.",
            "Tickets are sold at the door; children pay half.");

    private static final List<String> PEOPLE = List.of(
            "{given} from accounting brought cake.",
            "My neighbour {given} says the bus was late again, and {given} agrees.",
            "The {family} family runs the shop in the third generation.",
            "Has anybody seen {given}? We were to meet at six.",
            "Professor {family} spoke about bridges, Dr {family} about tunnels.",
            "{given} and {given} took the early shift; {given} stayed at home.",
            "The street was named after a Captain {family} of whom little is known.",
            "Coach {family} changed the whole defence after the break.",
            "{given}, if you read this: call your mother.");

    private static final List<String> PLACES = List.of(
            "Visiting hours at {facility} are from one to three.",
            "The consulate of {country} has moved to another street.",
            "Flights to {country} were delayed by fog.",
            "The contract for the kitchen of {facility} was put out to tender.",
            "Lawyers have to wait for days before they see anybody at {facility}.",
            "The number of people from {country} fell by a tenth, that from {country} rose.",
            "A delegation from {country} visited the port.",
            "The heating of {facility} failed in the first cold night of the year.",
            "Elections in {country} were called for spring.");

    private static final List<String> NAMESAKES = List.of(
            "{name} has written a book about bread that weighs as much as one.",
            "The prize for the best float went to {name}, who had started to build it in May.",
            "{name} plays the cello in the second row and keeps the orchestra's bees.",
            "The photographs are by {name}; the frames are from the flea market.",
            "In the mixed doubles {name} lost two sets and a shoe.",
            "{name} was elected treasurer, as in every year since the founding.",
            "We thank {name} for the translation and for the patience.");

    private final Random random;
    private final List<String> givens;
    private final List<String> families;
    private final List<String> countries;
    private final List<String> facilities = SyntheticPeople.facilities();

    Prose(SyntheticPeople people, Random random) {
        this.random = random;
        this.givens = people.names().givens();
        this.families = people.names().families();
        this.countries = people.countries();
    }

    String neutral() {
        return any(NEUTRAL);
    }

    /** A sentence with given names or a family name, never both of one person. */
    String aboutPeople() {
        String sentence = any(PEOPLE);
        while (sentence.contains("{given}")) {
            sentence = sentence.replaceFirst("\\{given\\}", any(givens));
        }
        while (sentence.contains("{family}")) {
            sentence = sentence.replaceFirst("\\{family\\}", any(families));
        }
        return sentence;
    }

    /** A sentence with countries or a facility of the list. */
    String aboutPlaces() {
        String sentence = any(PLACES).replace("{facility}", facility());
        while (sentence.contains("{country}")) {
            sentence = sentence.replaceFirst("\\{country\\}", country());
        }
        return sentence;
    }

    /** A sentence about somebody who bears that name. */
    String aboutNamesake(String name) {
        return any(NAMESAKES).replace("{name}", name);
    }

    /** A paragraph of neutral sentences. */
    String paragraph(int sentences) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            out.append(i == 0 ? "" : " ").append(neutral());
        }
        return out.toString();
    }

    String country() {
        String country = any(countries);
        return new SyntheticPerson("", "", "", country, "").countryInProse();
    }

    String facility() {
        return any(facilities);
    }

    String given() {
        return any(givens);
    }

    String family() {
        return any(families);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
