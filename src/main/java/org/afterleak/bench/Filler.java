package org.afterleak.bench;

import java.util.SplittableRandom;

/** Sentences about nobody, to stand around what matters. */
final class Filler {
    private static final String[] SUBJECTS = {
        "The county",
        "A spokesperson",
        "The new bridge",
        "Our club",
        "The report",
        "Nobody",
        "The second half",
        "This year's harvest",
        "The committee",
        "The judge",
        "A neighbour",
        "The store on the corner",
        "The agency",
        "La oficina",
        "El informe",
        "The weather service",
        "My cousin",
        "The old version"
    };
    private static final String[] VERBS = {
        "announced", "did not mention", "will change", "was asked about", "has postponed", "found", "complained about",
        "counted", "never saw", "published", "confirmó", "discussed", "is responsible for", "paid for"
    };
    private static final String[] OBJECTS = {
        "the results of the survey",
        "a delay of three weeks",
        "the price of coffee",
        "200 new chairs",
        "two hearings in March",
        "the parking rules",
        "the missing pages",
        "a grant of $45,000",
        "la reunión del martes",
        "the water main on 5th Street",
        "everything before 9 a.m.",
        "the list of members",
        "the road to the airport",
        "a total of 1,204 visitors",
        "the appeal",
        "its own figures",
        "the lost keys",
        "a court in another state"
    };
    private static final String[] ENDS = {
        "",
        " last week",
        " in spite of the rain",
        ", according to the paper",
        " on 12 May 2025",
        " again",
        " before the vote",
        ", which surprised many",
        " in Houston",
        " por la tarde",
        " for the first time since 1998"
    };

    private Filler() {}

    static String sentence(SplittableRandom random) {
        return any(SUBJECTS, random) + " " + any(VERBS, random) + " " + any(OBJECTS, random) + any(ENDS, random) + ".";
    }

    static String paragraph(SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        for (int n = 2 + random.nextInt(4); n > 0; n--) {
            out.append(sentence(random)).append(n > 1 ? " " : "");
        }
        return out.toString();
    }

    static String any(String[] of, SplittableRandom random) {
        return of[random.nextInt(of.length)];
    }
}
