package org.afterleak.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterleak.capture.Capture;
import org.afterleak.config.Settings;
import org.afterleak.crawl.CrawlResult;
import org.afterleak.crawl.CrawlVisitor;
import org.afterleak.crawl.Crawler;
import org.afterleak.crawl.FetchFailure;
import org.afterleak.crawl.Frontier;
import org.afterleak.crawl.Source;
import org.afterleak.crawl.SourceResult;
import org.afterleak.crawl.SourcesFile;
import org.afterleak.crawl.SqliteFrontier;
import org.afterleak.crypto.Prf;
import org.afterleak.crypto.Purpose;
import org.afterleak.extract.ExtractException;
import org.afterleak.finding.FindingStore;
import org.afterleak.finding.Observed;
import org.afterleak.match.Tier;
import org.afterleak.store.WorkspaceLock;

/**
 * Crawls what a file of sources lists and keeps what is found. A finding is kept before its page counts as visited, so a
 * process that is killed loses nothing, and repeats at most a page, which is then the same finding.
 */
public final class Watch {
    private final Session session;
    private final Examiner examiner;
    private final Settings settings;
    private final Clock clock;
    private final Listener listener;

    /** Hears how it goes; called by one thread at a time. */
    public interface Listener {
        /** A page holds watched records; what is news is told once. */
        void found(Observed observed);

        /** Some of what a page holds, or all of it, is not told because a person judged it or because it is everywhere. */
        default void heldBack(String source, HoldBack.Held held) {}

        /** Something was not fetched or not read; {@code masked} is its address as it may be shown. */
        default void skipped(String source, String masked, String why) {}

        /** A source's visit is over. */
        default void visited(SourceResult result) {}

        /** The program broke on one page; the run goes on. */
        default void faulted(String source, RuntimeException fault) {}
    }

    /** A watch under the settings that hold without a file. */
    public Watch(Session session, Examiner examiner, Clock clock, Listener listener) {
        this(session, examiner, Settings.defaults(), clock, listener);
    }

    /** @param settings say when a lone hit is everywhere */
    public Watch(Session session, Examiner examiner, Settings settings, Clock clock, Listener listener) {
        this.session = session;
        this.examiner = examiner;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
    }

    /** Hands over how to stop a run that was started: may be called from any thread, a signal handler's too. */
    @FunctionalInterface
    public interface Started {
        void started(Runnable stop);
    }

    /**
     * Crawls until done or stopped.
     *
     * @param duration stopped after that long; empty: not by time
     */
    public CrawlResult run(SourcesFile sources, Crawler.Mode mode, Optional<Duration> duration, Started started)
            throws IOException {
        try (WorkspaceLock lock =
                        WorkspaceLock.acquire(session.workspace().indexFolder().resolve("lock"));
                FindingStore findings = session.findings();
                HoldBack holdBack = HoldBack.open(session, settings, clock);
                Frontier frontier = SqliteFrontier.open(
                        session.workspace().indexFolder().resolve("frontier.db"),
                        session.keys(),
                        generation(holdBack.epoch()))) {
            Crawler crawler = Crawler.of(sources, frontier, session.addresses(), clock);
            started.started(crawler::stop);
            return crawler.run(visitor(findings, holdBack), mode, duration);
        }
    }

    /**
     * Names the watchlist as it is now, and what was held back and is not any more, without telling anything of them: pages
     * seen under another one are looked at again, for they may hold what was not watched, or not told, then.
     */
    private String generation(String epoch) {
        String imports = session.watchlist().imports().stream()
                .map(c -> c.name() + '\u001f' + c.importedAt() + '\u001f' + c.records())
                .collect(Collectors.joining("\u001e"));
        Prf prf = session.keys().prf(Purpose.FRONTIER_TAG);
        return prf.evaluateHex(
                ("generation" + imports + (epoch.isEmpty() ? "" : "\u001d" + epoch)).getBytes(StandardCharsets.UTF_8),
                8);
    }

    private CrawlVisitor visitor(FindingStore findings, HoldBack holdBack) {
        return new CrawlVisitor() {
            @Override
            public List<String> visit(Source source, Capture capture) throws IOException {
                try {
                    Examiner.Examined examined = examiner.examine(capture, Tier.PROBABLE);
                    HoldBack.Held held = holdBack.sift(examined, true);
                    listener.heldBack(source.name(), held);
                    Examiner.Examined left = held.examined();
                    if (left.isHit()) {
                        Observed observed = examiner.keep(findings, source.name(), left);
                        holdBack.unlessJudged(findings, left, observed).ifPresent(listener::found);
                    }
                    for (String problem : examined.document().problems()) {
                        listener.skipped(source.name(), shown(capture), "read in part only: " + problem);
                    }
                    return examined.outlinks();
                } catch (ExtractException e) {
                    listener.skipped(source.name(), shown(capture), String.valueOf(e.getMessage()));
                    return List.of();
                }
            }

            private String shown(Capture capture) {
                return session.addresses().shown(capture.address());
            }

            @Override
            public void skipped(Source source, String masked, FetchFailure why) {
                listener.skipped(source.name(), masked, why.sentence());
            }

            @Override
            public void faulted(Source source, RuntimeException fault) {
                listener.faulted(source.name(), fault);
            }

            @Override
            public void visited(SourceResult result) {
                listener.visited(result);
            }
        };
    }
}
