package org.afterleak.suppression;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.match.Where;

/**
 * Decides what is alone, and what is everywhere. Pure functions: neither a clock nor the order of pages matters.
 *
 * <p>A match is <em>alone</em> when it is not confirmed, rests on a single kind of identifier (a number, an address, a
 * telephone number, or a name without a number), and all others on its page are so too, in fewer than
 * {@value #COHERENT_PLACES} places. A page with one match that is not alone, or with that many places, is a repost as far
 * as this can tell, and nothing of it is ever held back.
 *
 * <p>A feature is <em>everywhere</em> when it stood alone on as many pages that have nothing to do with one another as the
 * baseline says. Pages have to do with one another that share a site, a content, or another watched record in another
 * place; and those that do with a third one. So mirrors of one paste, the pages of one site, and copies of a list cut in
 * two are one page each, while the telephone number of a help line, which a list gives for many people, is everywhere.
 */
final class Quarantine {
    /** Places of lone matches from which on a page is a list. */
    static final int COHERENT_PLACES = 3;

    private static final Set<String> IDENTIFIERS = Set.of("name", "id", "email", "phone");

    private Quarantine() {}

    /** A match that stands alone; {@code kind} is the field that it rests on. */
    record Lone(RecordMatch match, String kind, Set<String> companions) {}

    /** The matches of a page that stand alone: none of them, or all. */
    static List<Lone> alone(List<RecordMatch> page) {
        Map<Set<Where>, Set<String>> places = new HashMap<>();
        for (RecordMatch match : page) {
            if (match.tier() == Tier.CONFIRMED
                    || match.fields().size() != 1
                    || !IDENTIFIERS.contains(match.fields().get(0))) {
                return List.of();
            }
            // One number that many records have is in one place.
            places.computeIfAbsent(new HashSet<>(match.where()), w -> new TreeSet<>())
                    .add(match.record());
        }
        if (places.size() >= COHERENT_PLACES) {
            return List.of();
        }
        List<Lone> alone = new ArrayList<>();
        for (RecordMatch match : page) {
            Set<Where> own = new HashSet<>(match.where());
            Set<String> companions = new TreeSet<>();
            places.forEach((place, records) -> companions.addAll(place.equals(own) ? Set.of() : records));
            companions.remove(match.record());
            alone.add(new Lone(match, match.fields().get(0), companions));
        }
        return alone;
    }

    /** Whether these hits, as far as they are within the window that ends now, are everywhere. */
    static boolean isEverywhere(Collection<LoneHit> hits, Baseline baseline, Instant now) {
        return baseline.pages() > 0 && unrelated(within(hits, baseline, now)) >= baseline.pages();
    }

    /** The hits of the window that ends now; one that is dated later counts too, for clocks differ. */
    static List<LoneHit> within(Collection<LoneHit> hits, Baseline baseline, Instant now) {
        Instant first = now.minus(baseline.window());
        return hits.stream().filter(h -> h.at().isAfter(first)).toList();
    }

    /** How many groups of hits have nothing to do with one another. */
    static int unrelated(Collection<LoneHit> hits) {
        List<LoneHit> all = List.copyOf(hits);
        int[] group = new int[all.size()];
        Map<String, Integer> owners = new HashMap<>();
        int groups = all.size();
        for (int i = 0; i < all.size(); i++) {
            group[i] = i;
            LoneHit hit = all.get(i);
            List<String> shared = new ArrayList<>(List.of("s" + hit.site(), "c" + hit.content()));
            hit.companions().forEach(c -> shared.add("r" + c));
            for (String what : shared) {
                Integer owner = owners.putIfAbsent(what, i);
                if (owner != null && root(group, owner) != root(group, i)) {
                    group[root(group, owner)] = root(group, i);
                    groups--;
                }
            }
        }
        return groups;
    }

    private static int root(int[] group, int i) {
        int at = i;
        while (group[at] != at) {
            at = group[at];
        }
        return at;
    }

    /**
     * The hits with one more, at most that many, each site and content once, at its latest. Where there are too many, the
     * site with the most of them loses its oldest: no site can push the others out.
     */
    static List<LoneHit> with(List<LoneHit> hits, LoneHit more, int most) {
        Map<List<String>, LoneHit> byPage = new LinkedHashMap<>();
        for (LoneHit hit : hits) {
            byPage.put(List.of(hit.site(), hit.content()), hit);
        }
        byPage.merge(List.of(more.site(), more.content()), more, (a, b) -> b.at().isBefore(a.at()) ? a : b);
        List<LoneHit> all = new ArrayList<>(byPage.values());
        all.sort(Comparator.comparing(LoneHit::at).thenComparing(LoneHit::site).thenComparing(LoneHit::content));
        while (all.size() > most) {
            Map<String, Integer> counts = new TreeMap<>();
            all.forEach(h -> counts.merge(h.site(), 1, Integer::sum));
            int highest = Collections.max(counts.values());
            for (int i = 0; i < all.size(); i++) {
                if (counts.getOrDefault(all.get(i).site(), 0) == highest) {
                    all.remove(i);
                    break;
                }
            }
        }
        return List.copyOf(all);
    }
}
