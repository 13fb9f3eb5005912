package org.afterleak.suppression;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.PaddedSealer;
import org.afterleak.crypto.Purpose;
import org.afterleak.crypto.Sealer;
import org.afterleak.match.DocumentMatch;
import org.afterleak.match.RecordMatch;
import org.afterleak.store.Schema;
import org.afterleak.store.SqlStore;
import org.afterleak.store.StoreException;
import org.jdbi.v3.core.Handle;

/**
 * What is held back in one workspace, sealed, in one file. What a person judged is asked for at each page, so a judgement
 * counts at once, also for a {@code watch} that is running. Any number of processes may judge and sift at the same time:
 * each change is one transaction. Thread-safe.
 *
 * <p>Its errors are {@link StoreException}s. A single rule that cannot be opened is none: it holds nothing back, and
 * {@link #sift} and {@link #rules} name it.
 */
public final class SuppressionStore implements AutoCloseable {
    /** Most judgements that one subject keeps; the oldest go first. */
    public static final int MOST_JUDGEMENTS = 100;

    static final Schema SCHEMA = Schema.of("org/afterleak/suppression/schema", "V1__suppression.sql");
    private static final byte[] KEY_CHECK = "suppression/key".getBytes(StandardCharsets.UTF_8);

    /** Lone matches of one page that are counted: so many records have one telephone number. Further ones are told. */
    private static final int MOST_ALONE = 500;

    private static final int MOST_HITS = 4 * Baseline.MOST_PAGES;

    private final SqlStore store;
    private final KeyRing keys;
    private final RuleRows ruleRows;
    private final FeatureRows featureRows;

    /**
     * What is there, and the names of what cannot be opened.
     *
     * @param <T> rules, or features in quarantine
     */
    public record Listing<T>(List<T> items, List<String> unreadable) {
        public Listing {
            items = List.copyOf(items);
            unreadable = List.copyOf(unreadable);
        }
    }

    /**
     * What became of a judgement.
     *
     * @param rule all that is said of its subject now
     * @param isNew whether it was not said before
     */
    public record Dismissed(Rule rule, boolean isNew) {}

    private SuppressionStore(SqlStore store, KeyRing keys) {
        this.store = store;
        this.keys = keys;
        Sealer sealer = keys.sealer(Purpose.SUPPRESSION);
        this.ruleRows = new RuleRows(new PaddedSealer(sealer, "suppression/rule"));
        this.featureRows = new FeatureRows(new PaddedSealer(sealer, "suppression/feature"));
    }

    /**
     * Opens the file, or makes it.
     *
     * @param file as a rule {@code index/suppression.db}
     * @param keys of the workspace; they stay the caller's and must outlive this
     * @throws StoreException also when the file belongs to a workspace with another key
     */
    public static SuppressionStore open(Path file, KeyRing keys) throws StoreException {
        SqlStore store = SqlStore.open(file, SCHEMA);
        try {
            checkKey(store, keys.sealer(Purpose.SUPPRESSION));
            return new SuppressionStore(store, keys);
        } catch (StoreException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Takes from a match what is held back, and counts it.
     *
     * @param match all that was found on the page
     * @param learn whether lone hits of this page count towards a quarantine
     */
    public Sifted sift(Page page, DocumentMatch match, Baseline baseline, Instant now, boolean learn)
            throws StoreException {
        RuleRows.Found found = rulesOf(page, match.records());
        Set<Rule> holding = new LinkedHashSet<>();
        List<RecordMatch> left = new ArrayList<>();
        for (RecordMatch record : match.records()) {
            Optional<Rule> rule =
                    found.rules().stream().filter(r -> r.covers(record, now)).findFirst();
            rule.ifPresentOrElse(holding::add, () -> left.add(record));
        }
        int suppressed = match.records().size() - left.size();
        Set<RecordMatch> everywhere = new HashSet<>();
        // What a page is, all that was found on it says, also what a person has judged.
        Set<RecordMatch> unjudged = new HashSet<>(left);
        List<Quarantine.Lone> alone = Quarantine.alone(match.records()).stream()
                .filter(l -> unjudged.contains(l.match()))
                .limit(MOST_ALONE)
                .toList();
        if (baseline.pages() > 0 && !alone.isEmpty()) {
            everywhere.addAll(everywhere(page, alone, baseline, now, learn));
        }
        left.removeAll(everywhere);
        if (!holding.isEmpty()) {
            List<String> ids = holding.stream().map(Rule::id).toList();
            store.write(handle -> {
                for (Rule rule : ruleRows.of(handle, ids).rules()) {
                    ruleRows.putHeld(handle, rule.id(), rule.held().once(now));
                }
                return ids;
            });
        }
        List<String> problems = found.unreadable().stream()
                .map(id -> "rule " + id
                        + " cannot be opened and holds nothing back; take it away with: afterleak negatives"
                        + " remove " + id)
                .toList();
        return new Sifted(new DocumentMatch(left, match.notes()), suppressed, everywhere.size(), problems);
    }

    /** Whether all of these matches on that page are judged innocent at that time; counts nothing. */
    public boolean coversAll(Page page, List<RecordMatch> records, Instant now) throws StoreException {
        List<Rule> rules = rulesOf(page, records).rules();
        return records.stream().allMatch(r -> rules.stream().anyMatch(rule -> rule.covers(r, now)));
    }

    /**
     * Keeps a judgement of where a page was or what it was.
     *
     * @param shown the subject as people may see it
     */
    public Dismissed dismiss(Scope scope, Page page, String shown, Judgement judgement) throws StoreException {
        return put(scope, page.subject(scope), shown, judgement);
    }

    /** Keeps a judgement of one record wherever it is; the judgement is of no other. */
    public Dismissed dismissEverywhere(String record, Judgement judgement) throws StoreException {
        if (judgement.whole() || !judgement.records().keySet().equals(Set.of(record))) {
            throw new IllegalArgumentException("everywhere is said of one record");
        }
        return put(Scope.EVERYWHERE, record, record, judgement);
    }

    /** All rules, the last judgement first. */
    public Listing<Rule> rules() throws StoreException {
        RuleRows.Found found = store.read(ruleRows::all);
        List<Rule> rules = new ArrayList<>(found.rules());
        rules.sort(Comparator.comparing((Rule r) -> r.judgements().getLast().at())
                .reversed()
                .thenComparing(Rule::id));
        return new Listing<>(rules, found.unreadable());
    }

    /** Removes a rule with all that was said in it, also one that cannot be opened; false when there is none. */
    public boolean remove(String id) throws StoreException {
        return store.write(handle -> {
            boolean removed = ruleRows.remove(handle, id);
            if (removed) {
                nextEpoch(handle);
            }
            return removed;
        });
    }

    /** Takes back all that was said of that finding; the names of the rules that it stood in. */
    public List<String> retract(String finding) throws StoreException {
        return store.write(handle -> {
            List<String> changed = new ArrayList<>();
            for (Rule rule : ruleRows.all(handle).rules()) {
                List<Judgement> rest = rule.judgements().stream()
                        .filter(j -> !j.finding().equals(Optional.of(finding)))
                        .toList();
                if (rest.size() < rule.judgements().size()) {
                    changed.add(rule.id());
                    if (rest.isEmpty()) {
                        ruleRows.remove(handle, rule.id());
                    } else {
                        ruleRows.put(handle, rule.with(rest));
                    }
                }
            }
            if (!changed.isEmpty()) {
                nextEpoch(handle);
            }
            return changed;
        });
    }

    /** What is in quarantine, the latest first. */
    public Listing<Quarantined> quarantined() throws StoreException {
        FeatureRows.Found found = store.read(featureRows::all);
        List<Quarantined> list = found.features().stream()
                .map(Map.Entry::getValue)
                .filter(f -> f.since().isPresent())
                .map(Codec.FeatureBody::quarantined)
                .sorted(Comparator.comparing(Quarantined::since)
                        .reversed()
                        .thenComparing(Quarantined::record)
                        .thenComparing(Quarantined::kind))
                .toList();
        return new Listing<>(list, found.unreadable());
    }

    /** Lets a record out of quarantine, whatever of it was there; its count begins anew. How much was let out. */
    public int release(String record) throws StoreException {
        return store.write(handle -> {
            int released = 0;
            for (Map.Entry<String, Codec.FeatureBody> feature :
                    featureRows.all(handle).features()) {
                boolean wanted = feature.getValue().record().equals(record)
                        && feature.getValue().since().isPresent();
                released += wanted && featureRows.remove(handle, feature.getKey()) ? 1 : 0;
            }
            if (released > 0) {
                nextEpoch(handle);
            }
            return released;
        });
    }

    /** Forgets lone hits that are out of the window, and what cannot be opened of them. */
    public void forgetOld(Baseline baseline, Instant now) throws StoreException {
        store.write(handle -> {
            FeatureRows.Found found = featureRows.all(handle);
            found.unreadable().forEach(id -> featureRows.remove(handle, id));
            for (Map.Entry<String, Codec.FeatureBody> feature : found.features()) {
                if (feature.getValue().since().isEmpty()
                        && Quarantine.within(feature.getValue().hits(), baseline, now)
                                .isEmpty()) {
                    featureRows.remove(handle, feature.getKey());
                }
            }
            return found.features().size();
        });
    }

    /**
     * Differs whenever something that was held back is not any more, released or expired: pages that were seen before are
     * to be looked at again. Empty as long as nothing ever was.
     */
    public String epoch(Instant now) throws StoreException {
        return store.read(handle -> {
            String expired = ruleRows.all(handle).rules().stream()
                    .flatMap(rule -> rule.judgements().stream()
                            .filter(j -> !j.isActive(now))
                            .map(j -> rule.id() + j.at().toEpochMilli()))
                    .sorted()
                    .collect(Collectors.joining(" "));
            Optional<Long> epoch = handle.createQuery("SELECT value FROM epoch WHERE number = 1")
                    .mapTo(Long.class)
                    .findOne();
            return epoch.map(String::valueOf).orElse("") + (expired.isEmpty() ? "" : " " + expired);
        });
    }

    /** Closes the file; the keys stay open. */
    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return "SuppressionStore[" + store.file().getFileName() + "]";
    }

    private RuleRows.Found rulesOf(Page page, List<RecordMatch> records) throws StoreException {
        if (records.isEmpty() || store.read(ruleRows::isEmpty)) {
            return new RuleRows.Found(List.of(), List.of());
        }
        Subjects subjects = new Subjects(keys);
        Set<String> ids = new LinkedHashSet<>();
        for (Scope scope : List.of(Scope.PAGE, Scope.CONTENT, Scope.SITE)) {
            ids.add(subjects.rule(scope, page.subject(scope)));
        }
        records.forEach(r -> ids.add(subjects.rule(Scope.EVERYWHERE, r.record())));
        return store.read(handle -> ruleRows.of(handle, ids));
    }

    private Dismissed put(Scope scope, String subject, String shown, Judgement judgement) throws StoreException {
        String id = new Subjects(keys).rule(scope, subject);
        return store.write(handle -> {
            Optional<Rule> known =
                    ruleRows.of(handle, List.of(id)).rules().stream().findFirst();
            if (known.isEmpty() && ruleRows.exists(handle, id)) {
                throw StoreException.damaged(
                        store.file(),
                        "rule " + id + " cannot be opened (afterleak negatives remove " + id + " takes it away)");
            }
            List<Judgement> said = new ArrayList<>(known.map(Rule::judgements).orElse(List.of()));
            if (said.stream().anyMatch(j -> j.includes(judgement))) {
                return new Dismissed(known.orElseThrow(), false);
            }
            said.add(judgement);
            Rule rule = new Rule(
                    id,
                    scope,
                    shown,
                    said.subList(Math.max(0, said.size() - MOST_JUDGEMENTS), said.size()),
                    known.map(Rule::held).orElse(Rule.Held.NEVER));
            ruleRows.put(handle, rule);
            return new Dismissed(rule, true);
        });
    }

    /** Those of the matches that are in quarantine, or come into it with this page. */
    private Set<RecordMatch> everywhere(
            Page page, List<Quarantine.Lone> alone, Baseline baseline, Instant now, boolean learn)
            throws StoreException {
        Subjects subjects = new Subjects(keys);
        Map<Quarantine.Lone, String> ids = new LinkedHashMap<>();
        alone.forEach(l -> ids.put(l, subjects.feature(l.match().record(), l.kind())));
        boolean any = learn || store.read(handle -> ids.values().stream().anyMatch(id -> isQuarantined(handle, id)));
        if (!any) {
            return Set.of();
        }
        String site = subjects.site(page);
        String content = subjects.content(page);
        return store.write(handle -> {
            Set<RecordMatch> held = new HashSet<>();
            ids.forEach((lone, id) -> {
                if (learn || isQuarantined(handle, id)) {
                    Codec.FeatureBody known = featureRows
                            .find(handle, id)
                            .orElse(new Codec.FeatureBody(
                                    lone.match().record(),
                                    lone.kind(),
                                    List.of(),
                                    Optional.empty(),
                                    0,
                                    Rule.Held.NEVER));
                    LoneHit hit = new LoneHit(site, content, now, lone.companions());
                    Codec.FeatureBody next = next(known, hit, baseline, now);
                    featureRows.put(handle, id, next);
                    if (next.since().isPresent()) {
                        held.add(lone.match());
                    }
                }
            });
            return held;
        });
    }

    private boolean isQuarantined(Handle handle, String id) {
        return featureRows.find(handle, id).flatMap(Codec.FeatureBody::since).isPresent();
    }

    /** What is known of a feature after one more hit. Once in quarantine it stays there until a person releases it. */
    static Codec.FeatureBody next(Codec.FeatureBody known, LoneHit hit, Baseline baseline, Instant now) {
        if (known.since().isPresent()) {
            return new Codec.FeatureBody(
                    known.record(),
                    known.kind(),
                    List.of(),
                    known.since(),
                    known.pages(),
                    known.held().once(now));
        }
        List<LoneHit> hits = Quarantine.with(Quarantine.within(known.hits(), baseline, now), hit, MOST_HITS);
        boolean everywhere = Quarantine.isEverywhere(hits, baseline, now);
        return new Codec.FeatureBody(
                known.record(),
                known.kind(),
                everywhere ? List.of() : hits,
                everywhere ? Optional.of(now) : Optional.empty(),
                everywhere ? Quarantine.unrelated(hits) : 0,
                everywhere ? known.held().once(now) : known.held());
    }

    private static void nextEpoch(Handle handle) {
        handle.createUpdate("INSERT INTO epoch (number, value) VALUES (1, 1)"
                        + " ON CONFLICT (number) DO UPDATE SET value = value + 1")
                .execute();
    }

    private static void checkKey(SqlStore store, Sealer sealer) throws StoreException {
        Optional<byte[]> check = readKeyCheck(store);
        if (check.isEmpty()) {
            store.write(handle -> handle.createUpdate(
                            "INSERT INTO key_check (number, sealed) VALUES (1, :sealed) ON CONFLICT (number) DO NOTHING")
                    .bind("sealed", sealer.seal(KEY_CHECK, new byte[Sealer.OVERHEAD]))
                    .execute());
            // Another process may have been first, with its own key.
            check = readKeyCheck(store);
        }
        try {
            sealer.open(KEY_CHECK, check.orElse(new byte[0]));
        } catch (GeneralSecurityException e) {
            throw StoreException.otherKey(store.file());
        }
    }

    private static Optional<byte[]> readKeyCheck(SqlStore store) throws StoreException {
        return store.read(handle -> handle.createQuery("SELECT sealed FROM key_check WHERE number = 1")
                .mapTo(byte[].class)
                .findOne());
    }
}
