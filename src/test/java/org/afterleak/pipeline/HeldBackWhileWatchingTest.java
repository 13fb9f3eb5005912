package org.afterleak.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterleak.capture.Capture;
import org.afterleak.cli.CommandScript;
import org.afterleak.config.Settings;
import org.afterleak.crawl.Crawler;
import org.afterleak.crawl.SourcesFile;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.extract.ExtractLimits;
import org.afterleak.extract.Extractor;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingQuery;
import org.afterleak.finding.FindingStatus;
import org.afterleak.finding.FindingStore;
import org.afterleak.finding.Observed;
import org.afterleak.match.Tier;
import org.afterleak.suppression.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person judges while a watch is running. */
class HeldBackWhileWatchingTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
    private static final String PAGE = "Qyvandra Ulmerhold, A 217 654 903\n";

    @TempDir
    Path dir;

    private Workspace workspace;
    private Path sources;

    @BeforeEach
    void makeWorkspace() throws Exception {
        workspace = Workspace.at(dir.resolve("case"));
        Path list = dir.resolve("list.csv");
        Files.writeString(list, "Name,A-Number\nQyvandra Ulmerhold,A217654903\nTobrecht Zannewick,A218765432\n");
        List<String> script = List.of(command("init"), command("import", list.toString(), "--campaign", "spring"));
        Files.write(dir.resolve("script"), script);
        CommandScript.main(new String[] {
            dir.resolve("script").toString(),
            Files.createDirectory(dir.resolve("console")).toString()
        });
        Path pages = Files.createDirectory(dir.resolve("pages"));
        for (int i = 0; i < 6; i++) {
            Files.writeString(pages.resolve("page" + i + ".txt"), PAGE);
        }
        sources = dir.resolve("sources.yaml");
        Files.writeString(sources, """
                user_agent: "TestWatch (+https://example.org/)"
                sources:
                  - { name: folder, type: files, path: "PAGES", every: 1s }
                """.replace("PAGES", pages.toString()));
    }

    private String command(String... arguments) {
        List<String> parts = new ArrayList<>(List.of("-"));
        parts.addAll(List.of(arguments));
        parts.addAll(List.of(
                "-w",
                dir.resolve("case").toString(),
                "--key-file",
                dir.resolve("key").toString()));
        return String.join(CommandScript.SEPARATOR, parts);
    }

    private Secrets secrets() {
        return new Secrets() {
            @Override
            public SecretBytes passphrase(boolean confirm) {
                throw new AssertionError("the workspace opens with a key file");
            }

            @Override
            public Optional<Path> keyFile() {
                return Optional.of(dir.resolve("key"));
            }
        };
    }

    private static Dismissals.Request content() {
        return new Dismissals.Request(Scope.CONTENT, Set.of(), false, "desk", Optional.empty(), Optional.empty());
    }

    /** Counts, and judges the first finding while the crawl stands at it. */
    private final class Judge implements Watch.Listener {
        private final boolean judges;
        private int found;
        private int heldBack;
        private String finding = "";

        Judge(boolean judges) {
            this.judges = judges;
        }

        @Override
        public void found(Observed observed) {
            found++;
            if (judges && finding.isEmpty()) {
                finding = observed.finding().id();
                try (Session session = Session.open(workspace, secrets());
                        Dismissals dismissals = Dismissals.open(session, CLOCK)) {
                    assertThat(dismissals.dismiss(finding, content()).isNew()).isTrue();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public void heldBack(String source, HoldBack.Held held) {
            heldBack += held.sifted().suppressed();
        }

        @Override
        public void faulted(String source, RuntimeException fault) {
            throw fault;
        }
    }

    private Judge watch(boolean judging, Clock clock) throws Exception {
        Judge judge = new Judge(judging);
        try (Session session = Session.open(workspace, secrets())) {
            Examiner examiner = new Examiner(session, new Extractor(ExtractLimits.DEFAULT), clock, "test");
            new Watch(session, examiner, Settings.defaults(), clock, judge)
                    .run(SourcesFile.read(sources), Crawler.Mode.ONCE, Optional.empty(), stop -> {});
        }
        return judge;
    }

    private List<Finding> findings(FindingStatus status) throws Exception {
        try (Session session = Session.open(workspace, secrets());
                FindingStore store = session.findings()) {
            return store.list(FindingQuery.all().status(status));
        }
    }

    @Test
    void judgement_isHeededAtOnceAndTakingItBackLooksAgain() throws Exception {
        Judge first = watch(true, CLOCK);
        assertThat(first.found).isEqualTo(1);
        assertThat(first.heldBack).isEqualTo(5);
        assertThat(findings(FindingStatus.OPEN)).isEmpty();
        assertThat(findings(FindingStatus.DISMISSED)).hasSize(1);

        try (Session session = Session.open(workspace, secrets());
                Dismissals dismissals = Dismissals.open(session, CLOCK)) {
            assertThat(dismissals.undismiss(first.finding).reopened()).isEqualTo(1);
        }
        // The pages have not changed; what was held back then is found now.
        Judge second = watch(false, Clock.offset(CLOCK, Duration.ofHours(1)));
        assertThat(second.heldBack).isZero();
        assertThat(findings(FindingStatus.OPEN)).hasSize(6);
    }

    @Test
    void pageJudgedBetweenSiftingAndKeeping_isDismissed() throws Exception {
        watch(false, CLOCK);
        Finding one = findings(FindingStatus.OPEN).getFirst();
        try (Session session = Session.open(workspace, secrets());
                FindingStore store = session.findings();
                HoldBack holdBack = HoldBack.open(session, Settings.defaults(), CLOCK)) {
            Examiner examiner = new Examiner(session, new Extractor(ExtractLimits.DEFAULT), CLOCK, "test");
            Examiner.Examined examined = examiner.examine(
                    Capture.ofFile(one.exactUrl(), PAGE.getBytes(StandardCharsets.UTF_8), CLOCK.instant()),
                    Tier.PROBABLE);
            HoldBack.Held held = holdBack.sift(examined, true);
            assertThat(held.examined().isHit()).isTrue();
            try (Session other = Session.open(workspace, secrets());
                    Dismissals dismissals = Dismissals.open(other, CLOCK)) {
                dismissals.dismiss(one.id(), content());
            }
            Observed observed = examiner.keep(store, "test", held.examined());
            assertThat(holdBack.unlessJudged(store, held.examined(), observed)).isEmpty();
        }
        assertThat(findings(FindingStatus.OPEN)).isEmpty();
    }
}
