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
    static final double NATIONALITY_BITS = 6;
    static final double FACILITY_BITS = 9;
    static final double ATTRIBUTE_BITS = 4;
    static final double SHORT_ATTRIBUTE_BITS = 1;

    private static final double MOST_NAME_BITS = 40;

    /** What each part of the name that is not there takes away: many people share a part of their name. */
    private static final double MISSING_TOKEN_BITS = 2;

    /** What another ID number in the same row takes away. */
    private static final double OTHER_ID_BITS = 10;

    /** What another name, nationality or date of birth beside it takes away. */
    private static final double OTHER_VALUE_BITS = 6;

    /** What a word that is not of the name takes away where a part of the name is missing: that part is another. */
    private static final double OTHER_PART_BITS = 4;

    /** What is left of a name's bits where one of its parts is another: people of one family share the others. */
    private static final double RELATIVES_SHARE = 0.4;

    /** A whole name is told as possible down to these bits, for a person to judge. */
    private static final double WHOLE_NAME_BITS = -10;

    /** What a word takes away that the name has besides. */
    private static final double FURTHER_PART_BITS = 1.5;

    /** What an ID number is worth less for a typing error: as many numbers are one error away as eight bits count. */
    private static final double TYPING_ERROR_BITS = 8;

    /** Bits of a name from which it supports a number: a part of one among other words, or read into digits, is none. */
    private static final double SUPPORTING_NAME_BITS = 2;

    /** Attributes that agree from which a whole name needs no more. */
    private static final int ATTRIBUTES_TO_CONFIRM = 2;

    /** Bits of the attributes from which they do. */
    private static final double ATTRIBUTE_BITS_TO_CONFIRM = 2;

    /** Bits of attributes from which a single one makes a whole name probable: a date of birth, not a nationality. */
    private static final double ONE_ATTRIBUTE_BITS = 9;

    /** Bits from which a part of a name with two attributes is probable. */
    private static final double PARTLY_NAMED_BITS = -5.5;

    /** The same in running text. */
    private static final double PARTLY_NAMED_IN_PROSE_BITS = -2;

    /** Bits from which a whole name with such attributes is confirmed. */
    private static final double CONFIRMED_BY_ATTRIBUTES_BITS = 1;

    /** The same in running text, where the attributes may be somebody else's. */
    private static final double CONFIRMED_IN_PROSE_BITS = 4;

    /** Bits from which such a name is probable. */
    private static final double LEAST_WHOLE_BITS = -5.5;

    /** The same in running text. */
    private static final double LEAST_WHOLE_IN_PROSE_BITS = -4;

    /** Pages of so many people, in bits, ask for nothing more. */
    private static final double FEW_PEOPLE_BITS = 3;

    private static final double MOST_STRANGERS_BITS = 6;

    /** An ID number of nine digits with one typing error. */
    static final double NEAR_ID_BITS = 9 * DIGIT_BITS - TYPING_ERROR_BITS;

    /** Columns that most tables of people have. */
    private static final int FEW_HEADINGS = 2;

    private static final double HEADING_BITS = 0.5;
    static final double MOST_HEADING_BITS = 2;

    static final double CONFIRMED_BITS = 10;
    static final double PROBABLE_BITS = 6;
    static final double POSSIBLE_BITS = 0;

    /** The line of calibration for a name without support; all fitted to the matches that bench accuracy makes. */
    private static final double ALONE_SLOPE = 0.57;

    private static final double ALONE_OFFSET = -9.9;

    /** The same for several facts together, a number among them. */
    private static final double NUMBER_SLOPE = 0.55;

    private static final double NUMBER_OFFSET = -2;

    /** For a number with nothing beside it. */
    private static final double LONE_NUMBER_OFFSET = -5;

    /** For a whole name with attributes that is confirmed. */
    private static final double CONFIRMED_SLOPE = 0.55;

    private static final double CONFIRMED_OFFSET = 1;

    /** For a name with attributes that is probable. */
    private static final double PROBABLE_SLOPE = 0.4;

    private static final double PROBABLE_OFFSET = -1.3;

    /** Watched people on a page before it is looked at: it may be about one, and hardly about more. */
    private static final double PRIOR_PEOPLE = 0.5;

    /** Weight of that guess, in places. */
    private static final double PRIOR_PLACES = 1;

    private static final double MOST_SHARE = 0.9;

    /** What a page full of watched people adds. */
    static final double MOST_PAGE_BITS = Math.log(MOST_SHARE / (1 - MOST_SHARE)) / Math.log(2);

    private static final int ROUNDS = 5;

    /** Records of one campaign that agree on one page before the page counts as evidence for each of them. */
    private static final int COHERENT_EXACT = 3;

    private static final int COHERENT_NAMES = 8;
    private static final double COHERENT_SHARE = 0.2;

    /** Share of a page's places that must hold whole listed names before names alone are no coincidence. */
    private static final double COHERENT_NAMED_SHARE = 0.6;

    /** Bits against coincidence from which names alone make a page one of the list. */
    private static final double COHERENT_NAMES_BITS = 24;

    /** How much more often than within the list a stranger's name may be on it. */
    private static final double NAMESAKES_MARGIN = 1.5;

    private static final double LEAST_NAMESAKES = 0.02;
    private static final double MOST_NAMESAKES = 0.95;

    private final double recordsBits;
    private final double namesakes;

    /**
     * What a page is as a whole.
     *
     * @param places how many people the page may speak of: its rows, lines, stretches of prose
     * @param lines how many of these are rows or lines
     */
    record Page(int places, int lines) {}

    /**
     * A scorer.
     *
     * @param records how many records are watched
     * @param namesakes share of strangers whose name is on the list
     */
    Scorer(long records, double namesakes) {
        this.namesakes = namesakes;
        this.recordsBits = Math.log((double) Math.max(1, records)) / Math.log(2);
    }

    /**
     * The bits that a page may add at most to each record's evidence, told from names and numbers alone: an upper bound of
     * what {@link #score} comes to, so that what cannot be told is not read further.
     *
     * @param begun each record's places, surest first; none empty
     */
    double mostPageBits(List<List<Evidence>> begun, Page page) {
        int exact = 0;
        int named = 0;
        List<Double> most = new ArrayList<>();
        for (List<Evidence> places : begun) {
            exact += places.stream().anyMatch(Evidence::hasExact) ? 1 : 0;
            named += places.stream().anyMatch(e -> !e.name().isEmpty()) ? 1 : 0;
            most.add(places.stream().mapToDouble(Evidence::mostBits).max().orElse(0));
        }
        if (exact >= COHERENT_EXACT || isNoCoincidence(named, page.lines())) {
            return MOST_PAGE_BITS;
        }
        int places = Math.max(page.places(), most.isEmpty() ? 0 : 1);
        double share = PRIOR_PEOPLE / (PRIOR_PLACES + Math.max(places, 1));
        for (int round = 0; round < ROUNDS; round++) {
            double pageBits = Math.log(share / (1 - share)) / Math.log(2);
            double expected = PRIOR_PEOPLE;
            for (double bits : most) {
                expected += 1 / (1 + Math.pow(2, -(bits + pageBits - recordsBits)));
            }
            share = Math.clamp(expected / (places + PRIOR_PLACES), 1e-9, MOST_SHARE);
        }
        return Math.min(0, Math.log(share / (1 - share)) / Math.log(2));
    }

    /** Whether evidence may be told whatever else stands there, on a page that adds so many bits at most. */
    boolean mayBeTold(Evidence evidence, double pageBits) {
        NameAgreement name = evidence.name();
        boolean whole = name.isInFull() && name.tokensInFull() >= 2 && name.conflicts() == 0;
        double needed = whole ? WHOLE_NAME_BITS : Math.min(PARTLY_NAMED_BITS, PARTLY_NAMED_IN_PROSE_BITS);
        return evidence.mostBits() + pageBits - recordsBits >= needed;
    }

    /**
     * One record's evidence with its bits and tier; not reported where it is not even possible.
     *
     * @param sum what the evidence adds up to, by which tiers are given
     * @param bits the same calibrated: log2 of the odds that such a match is right
     */
    record Scored(
            Evidence evidence,
            double sum,
            double bits,
            Tier tier,
            boolean reported,
            List<String> because,
            Explanation.Page page) {}

    /** Scores the best evidence of each record of a page; reasons are given for what is reported, or for all. */
    List<Scored> score(
            Collection<Evidence> best,
            Page page,
            Map<Evidence, Integer> namesakes,
            PageShares shares,
            boolean everyReason) {
        Map<Evidence, Double> raw = new LinkedHashMap<>();
        best.forEach(evidence -> raw.put(evidence, raw(evidence, namesakes)));
        double share = share(raw, page.places());
        double pageBits = Math.log(share / (1 - share)) / Math.log(2);
        boolean coherent = isCoherent(raw, pageBits, share, page);
        if (!coherent) {
            best.forEach(evidence -> evidence.discount(shares));
            best.forEach(evidence -> raw.put(evidence, raw(evidence, namesakes)));
            share = share(raw, page.places());
            pageBits = Math.log(share / (1 - share)) / Math.log(2);
        }
        // A page whose places are many, and of which some agree in a name, is a page of people: no evidence by itself.
        pageBits = coherent ? pageBits : Math.min(pageBits, 0);
        double strangers = strangers(share, page.places(), coherent);
        Explanation.Page counted = new Explanation.Page(page.places(), share, pageBits, coherent);
        List<Scored> scored = new ArrayList<>();
        for (Evidence evidence : best) {
            double sum = bits(raw, evidence) + pageBits - recordsBits;
            // Which of two namesakes it is that a page means does not matter to whether it means one.
            double either = sum + shared(evidence, namesakes);
            Tier tier = tier(evidence, either, strangers, coherent);
            boolean reported = tier.atLeast(Tier.PROBABLE) || isReported(evidence, sum);
            double bits = calibrated(evidence, tier, sum);
            List<String> because = List.of();
            if (reported || everyReason) {
                because = because(evidence, pageBits, namesakes, coherent);
                because.add(sentence("what such sums proved to be worth", bits - sum));
            }
            scored.add(new Scored(evidence, sum, bits, tier, reported, because, counted));
        }
        return scored;
    }

    /**
     * The bits that such a sum proved to be worth on generated pages (Platt 1999, a line through the log-odds): a name
     * without a number or two attributes beside it is somebody else's more often than rarity says; several facts of one
     * person together hardly ever are.
     */
    private static double calibrated(Evidence e, Tier tier, double sum) {
        if (e.hasExact()) {
            return NUMBER_SLOPE * sum + (tier == Tier.POSSIBLE ? LONE_NUMBER_OFFSET : NUMBER_OFFSET);
        }
        return switch (tier) {
            case CONFIRMED -> CONFIRMED_SLOPE * sum + CONFIRMED_OFFSET;
            case PROBABLE -> PROBABLE_SLOPE * sum + PROBABLE_OFFSET;
            case POSSIBLE -> Math.min(sum, ALONE_SLOPE * sum + ALONE_OFFSET);
        };
    }

    private static boolean isReported(Evidence e, double bits) {
        NameAgreement name = e.name();
        boolean whole = name.isInFull()
                && name.tokensInFull() >= 2
                && name.conflicts() == 0
                && e.against().isEmpty();
        boolean relatives = name.conflicts() > 0 && e.attributes().isEmpty();
        return bits >= POSSIBLE_BITS && (e.hasExact() || !relatives && (name.tokens() >= 2 || name.isInFull()))
                || bits >= WHOLE_NAME_BITS && whole;
    }

    /**
     * Whether so many places agree with one campaign that chance is out of the question. Places are counted, not records:
     * one number that stands in three imports, or that a family shares, is one number.
     */
    private boolean isCoherent(Map<Evidence, Double> raw, double pageBits, double share, Page page) {
        Map<String, Set<Integer>> exact = new HashMap<>();
        Map<String, Set<Integer>> named = new HashMap<>();
        for (Map.Entry<Evidence, Double> one : raw.entrySet()) {
            Evidence evidence = one.getKey();
            String campaign = evidence.record().campaign();
            if (one.getValue() + pageBits - recordsBits >= POSSIBLE_BITS) {
                evidence.exact()
                        .values()
                        .forEach(hit -> exact.computeIfAbsent(campaign, c -> new HashSet<>())
                                .add(hit.end()));
            }
            if (evidence.name().isInFull()
                    && evidence.leads()
                    && evidence.against().isEmpty()
                    && !evidence.isProse()) {
                named.computeIfAbsent(campaign, c -> new HashSet<>()).add(evidence.passage());
            }
        }
        int mostExact = exact.values().stream().mapToInt(Set::size).max().orElse(0);
        int mostNamed = named.values().stream().mapToInt(Set::size).max().orElse(0);
        return share >= COHERENT_SHARE && mostExact >= COHERENT_EXACT || isNoCoincidence(mostNamed, page.lines());
    }

    /**
     * Whether so many of a page's rows and lines hold whole listed names that strangers of the same kind would not: the
     * chance is bounded by the Kullback-Leibler divergence of their share from that of strangers (Chernoff 1952).
     */
    private boolean isNoCoincidence(int named, int lines) {
        double share = Math.min(1, named / (double) Math.max(1, lines));
        double chance = Math.clamp(NAMESAKES_MARGIN * namesakes + LEAST_NAMESAKES, 0, MOST_NAMESAKES);
        if (named < COHERENT_NAMES || share < COHERENT_NAMED_SHARE || share <= chance) {
            return false;
        }
        double divergence =
                share * Math.log(share / chance) + (share < 1 ? (1 - share) * Math.log((1 - share) / (1 - chance)) : 0);
        return lines * divergence / Math.log(2) >= COHERENT_NAMES_BITS;
    }

    private static double bits(Map<Evidence, Double> raw, Evidence evidence) {
        return raw.getOrDefault(evidence, 0.0);
    }

    private double share(Map<Evidence, Double> raw, int places) {
        double share = PRIOR_PEOPLE / (PRIOR_PLACES + Math.max(places, 1));
        for (int round = 0; round < ROUNDS; round++) {
            double pageBits = Math.log(share / (1 - share)) / Math.log(2);
            Map<Integer, Double> chances = new HashMap<>();
            for (Map.Entry<Evidence, Double> one : raw.entrySet()) {
                double bits = one.getValue() + pageBits - recordsBits;
                chances.merge(one.getKey().start(), 1 / (1 + Math.pow(2, -bits)), Math::max);
            }
            double expected =
                    chances.values().stream().mapToDouble(Double::doubleValue).sum();
            share = (expected + PRIOR_PEOPLE) / (Math.max(places, raw.isEmpty() ? 0 : 1) + PRIOR_PLACES);
            share = Math.clamp(share, 1e-9, MOST_SHARE);
        }
        return share;
    }

    private static double raw(Evidence evidence, Map<Evidence, Integer> namesakes) {
        return exactBits(evidence)
                + nameBits(evidence)
                + evidence.attributeBits()
                + headingBits(evidence)
                - againstBits(evidence)
                - shared(evidence, namesakes);
    }

    /** What a table says by having the list's columns: other tables of people have some of them too. */
    private static double headingBits(Evidence evidence) {
        return Math.clamp((evidence.sharedHeadings() - FEW_HEADINGS) * HEADING_BITS, 0, MOST_HEADING_BITS);
    }

    private static double shared(Evidence evidence, Map<Evidence, Integer> namesakes) {
        return Math.log(namesakes.getOrDefault(evidence, 1)) / Math.log(2);
    }

    static double exactBits(Evidence evidence) {
        double bits = evidence.exact().values().stream().mapToDouble(Hit::bits).sum();
        return bits + (evidence.idNearlyAgrees() ? NEAR_ID_BITS : 0);
    }

    /** Bits of a name: what agrees, less what of the name is missing or another. */
    static double nameBits(Evidence evidence) {
        NameAgreement name = evidence.name();
        if (name.isEmpty()) {
            return 0;
        }
        int conflicts = name.conflicts();
        // Where one part is another, the rest is what relatives share, and no longer evidence of the same weight.
        double agreeing = Math.min(MOST_NAME_BITS, name.bits()) * (conflicts > 0 ? RELATIVES_SHARE : 1);
        double bits = agreeing
                - name.missing() * MISSING_TOKEN_BITS
                - conflicts * OTHER_PART_BITS
                - (name.others() - conflicts) * FURTHER_PART_BITS;
        // A thousand words beside it say no more against a record than one other name does.
        return Math.max(-OTHER_VALUE_BITS, bits);
    }

    private static double againstBits(Evidence evidence) {
        return evidence.against().stream()
                .mapToDouble(kind -> kind == Kind.ID ? OTHER_ID_BITS : OTHER_VALUE_BITS)
                .sum();
    }

    private static Tier tier(Evidence e, double bits, double strangers, boolean coherent) {
        NameAgreement name = e.name();
        boolean named = name.tokensInFull() >= 2 || name.tokensInFull() > 0 && name.missing() == 0;
        boolean undisputed = e.against().isEmpty();
        boolean exact = e.hasExact() || e.idNearlyAgrees();
        boolean attributes = undisputed
                && e.attributes().size() >= ATTRIBUTES_TO_CONFIRM
                && e.attributeBits() >= ATTRIBUTE_BITS_TO_CONFIRM;
        // A single name is a whole name where nothing stands beside it; in running text it is anybody's.
        boolean wholeName = name.isInFull()
                && name.conflicts() == 0
                && (name.tokensInFull() >= 2 || !e.isProse() && name.others() == 0);
        boolean fullAndAttributes = attributes && wholeName;
        double confirming = strangers + (e.isProse() ? CONFIRMED_IN_PROSE_BITS : CONFIRMED_BY_ATTRIBUTES_BITS);
        // A nationality that goes with such names says nothing beside one that is spelt otherwise: it may be a
        // namesake. That
        // the place is the list's is said of nobody else.
        boolean certain = name.tokensAsListed() >= name.tokens()
                || e.attributes().containsKey(Kind.FACILITY)
                || e.attributes().values().stream()
                                .filter(b -> b >= ATTRIBUTE_BITS_TO_CONFIRM)
                                .count()
                        >= ATTRIBUTES_TO_CONFIRM;
        if (fullAndAttributes && certain && bits >= confirming) {
            return Tier.CONFIRMED;
        }
        boolean together = exact && named
                || e.exact().size() >= 2
                || e.hasExact() && e.attributes().size() >= 2
                || coherent && (e.hasExact() || name.isInFull() && undisputed);
        if (bits >= CONFIRMED_BITS && together) {
            return Tier.CONFIRMED;
        }
        boolean supported = together
                || undisputed && e.hasMarkedExact()
                || undisputed
                        && name.isInFull()
                        && name.conflicts() == 0
                        && e.attributeBits() >= ONE_ATTRIBUTE_BITS
                        && bits >= CONFIRMED_BITS
                || e.hasExact()
                        && (nameBits(e) >= SUPPORTING_NAME_BITS
                                || !e.attributes().isEmpty());
        boolean partly = attributes
                && named
                && name.conflicts() == 0
                && (name.tokensInFull() >= 2 || wholeName)
                && bits >= strangers + (e.isProse() ? PARTLY_NAMED_IN_PROSE_BITS : PARTLY_NAMED_BITS);
        // The name that one is called by and the initial of the other, as in much of South India, is the whole name.
        boolean initialled =
                attributes && named && name.missing() == 0 && name.others() == 0 && bits >= strangers + PROBABLE_BITS;
        boolean whole =
                fullAndAttributes && bits >= strangers + (e.isProse() ? LEAST_WHOLE_IN_PROSE_BITS : LEAST_WHOLE_BITS);
        return bits >= PROBABLE_BITS && supported || partly || initialled || whole ? Tier.PROBABLE : Tier.POSSIBLE;
    }

    /**
     * Bits that evidence without a number needs besides on that page: where many are named and next to none is watched,
     * somebody of whom three facts agree with a record is to be expected now and then.
     */
    private static double strangers(double share, int places, boolean coherent) {
        double found = Math.max(1, share * places);
        double others = Math.log(Math.max(1, places / found)) / Math.log(2);
        return coherent ? 0 : Math.clamp(others - FEW_PEOPLE_BITS, 0, MOST_STRANGERS_BITS);
    }

    private List<String> because(Evidence e, double pageBits, Map<Evidence, Integer> namesakes, boolean coherent) {
        List<String> because = new ArrayList<>();
        for (Map.Entry<Feature.Type, Hit> exact : e.exact().entrySet()) {
            String what = switch (exact.getKey()) {
                case EMAIL -> "e-mail address";
                case PHONE -> "telephone number";
                default -> e.idFormat().isEmpty() ? "ID number" : "ID number (" + e.idFormat() + ")";
            };
            because.add(sentence(what + " agrees", exact.getValue().bits()));
        }
        if (e.idNearlyAgrees()) {
            because.add(sentence("ID number agrees but for one typing error", NEAR_ID_BITS));
        }
        NameAgreement name = e.name();
        if (!name.isEmpty()) {
            because.add(sentence(nameWords(e), nameBits(e)));
        }
        for (Map.Entry<Kind, Double> attribute : e.attributes().entrySet()) {
            because.add(sentence(words(attribute.getKey()) + " agrees", attribute.getValue()));
        }
        if (headingBits(e) > 0) {
            because.add(sentence("the headings above are of the list's kinds", headingBits(e)));
        }
        for (Kind kind : e.against()) {
            String what = kind == Kind.ID ? "ID number" : words(kind);
            because.add(sentence(
                    "another " + what + " stands beside it", kind == Kind.ID ? -OTHER_ID_BITS : -OTHER_VALUE_BITS));
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

    private static String nameWords(Evidence e) {
        NameAgreement name = e.name();
        StringBuilder words = new StringBuilder(
                "name agrees in " + name.tokens() + " of " + e.record().tokenCount() + " parts");
        String ways = name.ways().stream().map(Way::words).collect(java.util.stream.Collectors.joining(", "));
        words.append(ways.isEmpty() ? "" : ", " + ways);
        words.append(name.conflicts() > 0 ? ", with another part" : "");
        return words.toString();
    }

    private static String words(Kind kind) {
        return kind.label().replace('_', ' ');
    }

    private static String sentence(String words, double bits) {
        // A dump of a million rows has several such sentences for each: String.format is too slow for it.
        long tenths = Math.round(bits * 10);
        return words + " (" + (tenths < 0 ? "-" : "+") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10 + " bits)";
    }
}
