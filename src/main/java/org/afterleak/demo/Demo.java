package org.afterleak.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.afterleak.crawl.CrawlResult;
import org.afterleak.crawl.Crawler;
import org.afterleak.crawl.FetchFailure;
import org.afterleak.crawl.SourcesFile;
import org.afterleak.crypto.KeyRing;
import org.afterleak.evidence.Check;
import org.afterleak.evidence.PacketVerifier;
import org.afterleak.exposure.Exposure;
import org.afterleak.exposure.ExposureCheck;
import org.afterleak.exposure.Person;
import org.afterleak.extract.ExtractLimits;
import org.afterleak.extract.Extractor;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingQuery;
import org.afterleak.finding.FindingStore;
import org.afterleak.finding.Observed;
import org.afterleak.match.Tier;
import org.afterleak.pipeline.Examiner;
import org.afterleak.pipeline.Packets;
import org.afterleak.pipeline.Session;
import org.afterleak.pipeline.Watch;
import org.afterleak.watchlist.ImportListener;
import org.afterleak.watchlist.ImportResult;
import org.afterleak.watchlist.Importer;

/**
 * The main job from a leaked workbook to a verified packet, on people who do not exist and servers of its own, with the
 * classes that the commands use. It then judges itself; see {@link DemoResult#failures}. Not thread-safe; one run at a
 * time.
 */
public final class Demo {
    static final long SEED = 20_260_417L;
    private static final String CAMPAIGN = "demo";

    private final Clock clock;
    private final String by;
    private final DemoStep.Listener listener;
    private final List<String> failures = new ArrayList<>();
    private int steps;

    /**
     * Prepares it.
     *
     * @param by who did it, for the custody log: the tool and its version
     * @param listener hears each step when it is done
     */
    public Demo(Clock clock, String by, DemoStep.Listener listener) {
        this.clock = clock;
        this.by = by;
        this.listener = listener;
    }

    /** Makes a folder for a demo, with a name that says what it is, in the given one. */
    public static Path freshFolder(Path parent, Clock clock) throws IOException {
        return DemoWorkspace.freshFolder(parent, clock);
    }

    /**
     * Runs it.
     *
     * @param folder where the workspace is made; what is there already must be empty
     * @throws Exception what the stages throw when they cannot do their work; a judgement that goes against the demo is no
     *     exception but a result
     */
    public DemoResult run(Path folder) throws Exception {
        Instant start = clock.instant();
        DemoWorkspace demo = DemoWorkspace.make(folder, clock);
        tell("workspace", demo.root().toString(), "path", demo.root().toString());
        SyntheticPeople people = SyntheticPeople.of(SEED, SyntheticPeople.LIST_SIZE);
        byte[] workbook = leak(demo, people);
        importList(demo);
        List<Finding> findings;
        List<String> wrong;
        int found;
        Optional<Path> packet = Optional.empty();
        try (SyntheticWeb web = SyntheticWeb.start(people, workbook, SEED);
                Session session = Session.open(demo.workspace(), demo.secrets())) {
            tellWeb(web);
            watch(demo, session, web);
            findings = list(session, web);
            found = judge(findings, web);
            wrong = alarms(findings, web);
            Optional<Finding> best = best(findings, web);
            if (best.isPresent()) {
                packet = Optional.of(pack(demo, session, best.get()));
            }
            expose(session, people);
        }
        return new DemoResult(
                demo.root(), packet, found, wrong.size(), failures, Duration.between(start, clock.instant()));
    }

    private byte[] leak(DemoWorkspace demo, SyntheticPeople people) throws IOException {
        byte[] workbook = LeakedList.xlsx(people);
        Files.write(demo.leakedFile(), workbook);
        tell(
                "leak",
                String.format(
                        Locale.ROOT,
                        "%,d people who do not exist, in %s (%,d kB)",
                        people.listed().size(),
                        demo.leakedFile().getFileName(),
                        workbook.length / 1_000),
                "file",
                demo.leakedFile().toString(),
                "people",
                people.listed().size(),
                "bytes",
                workbook.length);
        return workbook;
    }

    private void importList(DemoWorkspace demo) throws Exception {
        try (KeyRing keys = demo.workspace().unlock(demo.secrets())) {
            Importer importer = new Importer(demo.workspace().watchlistFolder(), keys, clock, ImportListener.NONE);
            ImportResult result = importer.run(
                    new Importer.Request(demo.leakedFile(), CAMPAIGN, Map.of(), Optional.empty(), Optional.empty()));
            tell(
                    "import",
                    String.format(
                            Locale.ROOT,
                            "%,d records sealed in %.1f s; %s",
                            result.records(),
                            seconds(result.took()),
                            String.join(", ", result.columns().keySet())),
                    "records",
                    result.records(),
                    "rejected",
                    result.rejected(),
                    "already_known",
                    result.alreadyKnown(),
                    "seconds",
                    seconds(result.took()));
            if (result.records() != SyntheticPeople.LIST_SIZE) {
                failures.add(
                        "import: " + result.records() + " of " + SyntheticPeople.LIST_SIZE + " people were sealed");
            }
        }
    }

    private void tellWeb(SyntheticWeb web) {
        int innocent = web.innocent().size();
        tell(
                "web",
                String.format(
                        Locale.ROOT,
                        "%d sites on 127.0.0.1 with %d innocent pages, %d reposts and the original",
                        web.siteCount(),
                        innocent,
                        SyntheticWeb.REPOST_COUNT),
                "sites",
                web.siteCount(),
                "innocent_pages",
                innocent,
                "reposts",
                SyntheticWeb.REPOST_COUNT);
    }

    private void watch(DemoWorkspace demo, Session session, SyntheticWeb web) throws Exception {
        Path sources = demo.workspace().sourcesFile();
        Files.writeString(sources, web.sourcesYaml(), StandardCharsets.UTF_8);
        Watch.Listener troubles = new Watch.Listener() {
            @Override
            public void found(Observed observed) {
                // They are listed from the store, when all are in.
            }

            @Override
            public void skipped(String source, String masked, String why) {
                if (!why.equals(FetchFailure.ROBOTS_DISALLOWED.sentence())) {
                    failures.add("skipped: " + masked + ": " + why);
                }
            }

            @Override
            public void faulted(String source, RuntimeException fault) {
                failures.add("the program broke on a page of " + source + ": "
                        + fault.getClass().getSimpleName());
            }
        };
        Instant start = clock.instant();
        Examiner examiner = new Examiner(session, new Extractor(ExtractLimits.DEFAULT), clock, by);
        CrawlResult result = new Watch(session, examiner, clock, troubles)
                .run(SourcesFile.read(sources), Crawler.Mode.ONCE, Optional.empty(), stop -> {});
        double seconds = seconds(Duration.between(start, clock.instant()));
        tell(
                "watch",
                String.format(
                        Locale.ROOT,
                        "%,d requests, %,d pages, %,d kB in %.1f s",
                        web.requestCount(),
                        result.visitedCount(),
                        result.bytes() / 1_000,
                        seconds),
                "requests",
                web.requestCount(),
                "pages",
                result.visitedCount(),
                "bytes",
                result.bytes(),
                "seconds",
                seconds);
        result.alarms()
                .forEach(source -> failures.add("source " + source.name() + ": "
                        + source.problem().orElse(source.outcome().name().toLowerCase(Locale.ROOT))));
        web.unvisited().forEach(page -> failures.add("not visited: " + page.what() + ", " + page.url()));
        if (web.disallowedCount() > 0) {
            failures.add("a page was fetched that robots.txt disallows");
        }
    }

    private List<Finding> list(Session session, SyntheticWeb web) throws Exception {
        List<Finding> findings;
        try (FindingStore store = session.findings()) {
            findings = store.list(FindingQuery.all().tierAtLeast(Tier.PROBABLE));
        }
        tell("findings", Integer.toString(findings.size()), "findings", findings.size());
        for (Finding finding : findings) {
            String what = what(web.wanted(), finding).orElse("A FALSE ALARM");
            String sentence = String.format(
                    Locale.ROOT,
                    "%s  %-9s %,6d records  %s  %s",
                    finding.id(),
                    finding.tier().label(),
                    finding.recordCount(),
                    finding.url(),
                    what);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("finding", finding.id());
            facts.put("tier", finding.tier().label());
            facts.put("bits", finding.bits());
            facts.put("records", finding.recordCount());
            facts.put("url", finding.url());
            facts.put("what", what);
            facts.put("at_source", web.isAtSource(finding.url()));
            listener.step(new DemoStep(0, "finding", sentence, facts));
        }
        return findings;
    }

    private static Optional<String> what(List<SyntheticWeb.Place> places, Finding finding) {
        return places.stream()
                .filter(place -> place.url().equals(finding.url()))
                .map(SyntheticWeb.Place::what)
                .findFirst();
    }

    /** Says which of the reposts were found, and returns how many, the original with them. */
    private int judge(List<Finding> findings, SyntheticWeb web) {
        int found = 0;
        boolean original = false;
        for (SyntheticWeb.Place place : web.wanted()) {
            if (findings.stream().anyMatch(finding -> finding.url().equals(place.url()))) {
                found++;
                original |= web.isAtSource(place.url());
            } else {
                failures.add("missed: " + place.what() + ", " + place.url());
            }
        }
        List<String> wrong = alarms(findings, web);
        failures.addAll(wrong);
        int reposts = original ? found - 1 : found;
        tell(
                "judgement",
                String.format(
                        Locale.ROOT,
                        "%d of %d reposts found, the original %s at its source, %d false alarms on %d innocent pages",
                        reposts,
                        SyntheticWeb.REPOST_COUNT,
                        original ? "too" : "NOT",
                        wrong.size(),
                        web.innocent().size()),
                "found",
                reposts,
                "original_found",
                original,
                "false_alarms",
                wrong.size());
        return found;
    }

    private static List<String> alarms(List<Finding> findings, SyntheticWeb web) {
        List<String> alarms = new ArrayList<>();
        for (Finding finding : findings) {
            if (what(web.wanted(), finding).isEmpty()) {
                alarms.add(String.format(
                        Locale.ROOT,
                        "false alarm: %s, %s (%s, %,d records, %s)",
                        what(web.innocent(), finding).orElse("a page that leads to others"),
                        finding.url(),
                        finding.tier().label(),
                        finding.recordCount(),
                        finding.id()));
            }
        }
        return alarms;
    }

    /** The repost with the most records: somebody else's page, for a takedown is asked of others. */
    private static Optional<Finding> best(List<Finding> findings, SyntheticWeb web) {
        Finding best = null;
        for (Finding finding : findings) {
            boolean better = best == null
                    || finding.recordCount() > best.recordCount()
                    || finding.recordCount() == best.recordCount() && finding.bits() > best.bits();
            if (better && !web.isAtSource(finding.url())) {
                best = finding;
            }
        }
        return Optional.ofNullable(best);
    }

    private Path pack(DemoWorkspace demo, Session session, Finding finding) throws Exception {
        Packets packets = new Packets(session, demo.workspace().settings(), clock, by);
        Path packet = packets.write(finding.id(), demo.packetFolder(), Optional.empty())
                .packet();
        tell(
                "packet",
                String.format(Locale.ROOT, "%s (%,d kB)", packet, Files.size(packet) / 1_000),
                "finding",
                finding.id(),
                "packet",
                packet.toString());
        List<Check> checks = PacketVerifier.create().verify(packet);
        boolean valid = PacketVerifier.isValid(checks);
        tell(
                "verify",
                (valid ? "valid: " : "NOT VALID: ") + checks.size() + " checks",
                "valid",
                valid,
                "checks",
                checks.size());
        for (Check check : checks) {
            if (!check.ok()) {
                failures.add("the packet does not verify: " + check.name() + ": " + check.detail());
            }
        }
        return packet;
    }

    /** Asks for one person who is on the list and for one who is not, as their lawyers would. */
    private void expose(Session session, SyntheticPeople people) throws Exception {
        try (FindingStore store = session.findings()) {
            ExposureCheck check = new ExposureCheck(session.watchlist(), store);
            Random random = new Random(SEED);
            SyntheticPerson listed =
                    people.listed().get(random.nextInt(people.listed().size()));
            SyntheticPerson other = people.others(1, random).get(0);
            Exposure is = check.check(Person.of(listed.aNumber(), listed.name()));
            Exposure isNot = check.check(Person.of(other.aNumber(), other.name()));
            if (!is.found()) {
                failures.add("exposure: somebody on the list was not found");
            }
            if (isNot.found()) {
                failures.add("exposure: somebody was found who is not on the list");
            }
            tell(
                    "exposure",
                    String.format(
                            Locale.ROOT,
                            "one person asked about is %s (%d findings), another is %s",
                            is.found() ? "in the leak" : "NOT FOUND",
                            is.findings().size(),
                            isNot.found() ? "FOUND BY MISTAKE" : "not"),
                    "listed_found",
                    is.found(),
                    "listed_findings",
                    is.findings().size(),
                    "other_found",
                    isNot.found());
        }
    }

    /** @param facts names and values by turns */
    private void tell(String event, String sentence, Object... facts) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            map.put((String) facts[i], facts[i + 1]);
        }
        listener.step(new DemoStep(++steps, event, sentence, map));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
