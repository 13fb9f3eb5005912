package org.afterleak.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.Feature;

/**
 * Turns evidence into bits and bits into tiers.
 *
 * <p>Bits are log2 likelihood ratios (Fellegi and Sunter, "A Theory for Record Linkage", 1969): what each agreement adds
 * is -log2 of its chance among people who are not this record. From the sum goes log2 of the number of records watched,
 * for any of them might have agreed by chance, and to it comes log2 of the odds that a place of this page is about a
 * watched person at all. These odds are a guess for a page with one place, and are re-estimated from the page itself
 * (expectation maximisation, a few rounds): one ID among a hundred thousand numbers is worth little, fifty rows that
 * agree are no coincidence. Zero bits are even odds.
 *
 * <p>Bits alone do not confirm: a lone ID or a lone name is never more than its cap, whatever its bits.
 */
final class Scorer {
    static final double DIGIT_BITS = Math.log(10) / Math.log(2);
    static final double LETTER_BITS = Math.log(26) / Math.log(2);

    /** Beyond this an agreement is more likely a copy of a list's error than more evidence. */
    static final double MOST_EXACT_BITS = 40;

    static final double DATE_BITS = 13;
    static final double NATIONALITY_BITS = 5;
    static final double FACILITY_BITS = 6;
    static final double ATTRIBUTE_BITS = 4;
    static final double SHORT_ATTRIBUTE_BITS = 1;

    private static final double MOST_NAME_BITS = 40;

    /** What each part of the name that is not there takes away: many people share a part of their name. */
    private static final double MISSING_TOKEN_BITS = 3;

    /** What another ID number in the same row takes away. */
    private static final double CONTRADICTION_BITS = 10;

    /** Rarity from which a whole name and two attributes confirm: less is the name of several people in a country. */
    private static final double RARE_NAME_BITS = 16;

    static final double CONFIRMED_BITS = 10;
    static final double PROBABLE_BITS = 6;
    static final double POSSIBLE_BITS = 0;

    /** Odds that a place is about a watched person, before the page is looked at. */
    private static final double PRIOR = 1.0 / 16;

    /** Weight of that guess, in places. */
    private static final double PRIOR_PLACES = 8;

    private static final double MOST_SHARE = 0.9;
    private static final int ROUNDS = 5;

    /** Records of one campaign that agree on one page before the page counts as evidence for each of them. */
    private static final int COHERENT_EXACT = 3;

    private static final int COHERENT_NAMES = 8;
    private static final double COHERENT_SHARE = 0.2;

    /** Share of a page's places that must hold whole listed names before names alone are no coincidence. */
    private static final double COHERENT_NAMED_SHARE = 0.6;

    private final double recordsBits;

    Scorer(long records) {
        this.recordsBits = Math.log((double) Math.max(1, records)) / Math.log(2);
    }

    /** One record's evidence with its bits and tier; not reported where it is not even possible. */
    record Scored(Evidence evidence, double bits, Tier tier, boolean reported, List<String> because) {}

    /**
     * Scores the best evidence of each record of a page.
     *
     * @param places how many people the page may speak of: its rows, lines, stretches of prose
     */
    List<Scored> score(Collection<Evidence> best, int places, Map<Evidence, Integer> namesakes) {
        Map<Evidence, Double> raw = new LinkedHashMap<>();
        best.forEach(evidence -> raw.put(evidence, raw(evidence, namesakes)));
        double share = share(raw, places);
        double pageBits = Math.log(share / (1 - share)) / Math.log(2);
        boolean coherent = isCoherent(raw, pageBits, share, places);
        // A page whose places are many, and of which some agree in a name, is a page of people: no evidence by itself.
        pageBits = coherent ? pageBits : Math.min(pageBits, 0);
        List<Scored> scored = new ArrayList<>();
        for (Evidence evidence : best) {
            double bits = bits(raw, evidence) + pageBits - recordsBits;
            boolean reported = bits >= POSSIBLE_BITS && (evidence.hasExact() || evidence.nameTokenCount() >= 2);
            Tier tier = tier(evidence, bits, coherent);
            List<String> because = reported ? because(evidence, pageBits, namesakes, coherent) : List.of();
            scored.add(new Scored(evidence, bits, tier, reported, because));
        }
        return scored;
    }

    /**
     * Whether so many places agree with one campaign that chance is out of the question. Places are counted, not records:
     * one number that stands in three imports, or that a family shares, is one number.
     */
    private boolean isCoherent(Map<Evidence, Double> raw, double pageBits, double share, int places) {
        Map<String, Set<Integer>> exact = new HashMap<>();
        Map<String, Set<Integer>> named = new HashMap<>();
        for (Map.Entry<Evidence, Double> one : raw.entrySet()) {
            Evidence evidence = one.getKey();
            if (one.getValue() + pageBits - recordsBits < POSSIBLE_BITS) {
                continue;
            }
            String campaign = evidence.record().campaign();
            evidence.exact()
                    .values()
                    .forEach(hit -> exact.computeIfAbsent(campaign, c -> new HashSet<>())
                            .add(hit.end()));
            if (evidence.isNamedInFull() && !evidence.isContradicted()) {
                named.computeIfAbsent(campaign, c -> new HashSet<>()).add(evidence.start());
            }
        }
        int mostExact = exact.values().stream().mapToInt(Set::size).max().orElse(0);
        int mostNamed = named.values().stream().mapToInt(Set::size).max().orElse(0);
        return share >= COHERENT_SHARE && mostExact >= COHERENT_EXACT
                || mostNamed >= COHERENT_NAMES && mostNamed >= COHERENT_NAMED_SHARE * places;
    }

    private static double bits(Map<Evidence, Double> raw, Evidence evidence) {
        return raw.getOrDefault(evidence, 0.0);
    }

    private double share(Map<Evidence, Double> raw, int places) {
        double share = PRIOR;
        for (int round = 0; round < ROUNDS; round++) {
            double pageBits = Math.log(share / (1 - share)) / Math.log(2);
            Map<Integer, Double> chances = new HashMap<>();
            for (Map.Entry<Evidence, Double> one : raw.entrySet()) {
                double bits = one.getValue() + pageBits - recordsBits;
                chances.merge(one.getKey().start(), 1 / (1 + Math.pow(2, -bits)), Math::max);
            }
            double expected =
                    chances.values().stream().mapToDouble(Double::doubleValue).sum();
            share = (expected + PRIOR * PRIOR_PLACES) / (Math.max(places, raw.isEmpty() ? 0 : 1) + PRIOR_PLACES);
            share = Math.clamp(share, 1e-9, MOST_SHARE);
        }
        return share;
    }

    private static double raw(Evidence evidence, Map<Evidence, Integer> namesakes) {
        double exact = evidence.exact().values().stream().mapToDouble(Hit::bits).sum();
        double shared = Math.log(namesakes.getOrDefault(evidence, 1)) / Math.log(2);
        double against = evidence.isContradicted() ? CONTRADICTION_BITS : 0;
        return exact + nameBits(evidence) + evidence.attributeBits() - shared - against;
    }

    private static double nameBits(Evidence evidence) {
        if (evidence.nameTokenCount() == 0) {
            return 0;
        }
        int missing = evidence.record().tokenCount() - evidence.nameTokenCount();
        return Math.min(MOST_NAME_BITS, evidence.nameBits()) - Math.max(0, missing) * MISSING_TOKEN_BITS;
    }

    private static Tier tier(Evidence e, double bits, boolean coherent) {
        boolean named =
                e.nameTokenCount() >= 2 || e.nameTokenCount() == e.record().tokenCount() && e.nameTokenCount() > 0;
        boolean fullAndAttributes =
                e.isNamedInFull() && !e.isContradicted() && e.attributeBits() >= NATIONALITY_BITS + FACILITY_BITS;
        boolean together = e.hasExact() && named
                || e.exact().size() >= 2
                || e.hasExact() && e.attributes().size() >= 2
                || fullAndAttributes && e.nameBits() >= RARE_NAME_BITS
                || coherent && (e.hasExact() || e.isNamedInFull() && !e.isContradicted());
        if (bits >= CONFIRMED_BITS && together) {
            return Tier.CONFIRMED;
        }
        boolean supported = together
                || fullAndAttributes
                || e.hasMarkedExact()
                || e.hasExact() && (e.nameTokenCount() > 0 || !e.attributes().isEmpty());
        return bits >= PROBABLE_BITS && supported ? Tier.PROBABLE : Tier.POSSIBLE;
    }

    private List<String> because(Evidence e, double pageBits, Map<Evidence, Integer> namesakes, boolean coherent) {
        List<String> because = new ArrayList<>();
        for (Map.Entry<Feature.Type, Hit> exact : e.exact().entrySet()) {
            String what = switch (exact.getKey()) {
                case EMAIL -> "e-mail address";
                case PHONE -> "telephone number";
                default -> "ID number";
            };
            because.add(sentence(what + " agrees", exact.getValue().bits()));
        }
        if (e.nameTokenCount() > 0) {
            because.add(sentence(
                    "name agrees in " + e.nameTokenCount() + " of " + e.record().tokenCount() + " parts", nameBits(e)));
        }
        for (Map.Entry<Kind, Double> attribute : e.attributes().entrySet()) {
            because.add(sentence(attribute.getKey().label().replace('_', ' ') + " agrees", attribute.getValue()));
        }
        if (e.isContradicted()) {
            because.add(sentence("another ID number stands beside it", -CONTRADICTION_BITS));
        }
        int sharedBy = namesakes.getOrDefault(e, 1);
        if (sharedBy > 1) {
            because.add(sentence(
                    "one of " + sharedBy + " watched records that agree alike", -Math.log(sharedBy) / Math.log(2)));
        }
        because.add(sentence(
                coherent ? "many places of this page agree with one campaign" : "how often this page agrees",
                pageBits));
        because.add(sentence("chance among all records watched", -recordsBits));
        return because;
    }

    private static String sentence(String words, double bits) {
        // A dump of a million rows has several such sentences for each: String.format is too slow for it.
        long tenths = Math.round(bits * 10);
        return words + " (" + (tenths < 0 ? "-" : "+") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10 + " bits)";
    }
}
