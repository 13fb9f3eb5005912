package org.afterleak.pipeline;

import java.time.Clock;
import java.util.Optional;
import org.afterleak.config.Settings;
import org.afterleak.finding.FindingStatus;
import org.afterleak.finding.FindingStore;
import org.afterleak.finding.Observed;
import org.afterleak.store.StoreException;
import org.afterleak.suppression.Baseline;
import org.afterleak.suppression.Page;
import org.afterleak.suppression.Sifted;
import org.afterleak.suppression.SuppressionStore;
import org.jspecify.annotations.Nullable;

/**
 * Stands between what is found and what is told: what a person judged innocent and what is everywhere is counted and goes
 * no further. Thread-safe.
 */
public final class HoldBack implements AutoCloseable {
    private final @Nullable SuppressionStore store;
    private final Baseline baseline;
    private final Clock clock;

    private HoldBack(@Nullable SuppressionStore store, Settings settings, Clock clock) {
        this.store = store;
        this.baseline = baseline(settings);
        this.clock = clock;
    }

    /** For a job that keeps what it finds; lone hits are counted. */
    public static HoldBack open(Session session, Settings settings, Clock clock) throws StoreException {
        HoldBack held = new HoldBack(session.suppressions(), settings, clock);
        if (held.store != null) {
            held.store.forgetOld(held.baseline, clock.instant());
        }
        return held;
    }

    /** For a job that only looks: it makes no file where nothing was ever held back. */
    public static HoldBack ofExisting(Session session, Settings settings, Clock clock) throws StoreException {
        return new HoldBack(session.workspace().hasSuppressions() ? session.suppressions() : null, settings, clock);
    }

    /** What was found on a page, less what is held back. */
    public record Held(Examiner.Examined examined, Sifted sifted) {
        /** Whether anything was held back. */
        public boolean isAny() {
            return sifted.suppressed() + sifted.quarantined() > 0;
        }
    }

    /** @param learn whether lone hits of this page count towards a quarantine */
    Held sift(Examiner.Examined examined, boolean learn) throws StoreException {
        if (store == null || !examined.isHit()) {
            return new Held(examined, Sifted.all(examined.match()));
        }
        Sifted sifted = store.sift(page(examined), examined.match(), baseline, clock.instant(), learn);
        return new Held(examined.with(sifted.kept()), sifted);
    }

    /**
     * What was observed, unless a person judged it innocent between sifting and observing: then the finding is dismissed,
     * as it would have been a moment later.
     */
    Optional<Observed> unlessJudged(FindingStore findings, Examiner.Examined examined, Observed observed)
            throws StoreException {
        if (store == null || !store.coversAll(page(examined), examined.match().records(), clock.instant())) {
            return Optional.of(observed);
        }
        findings.changeStatus(observed.finding().id(), FindingStatus.DISMISSED);
        return Optional.empty();
    }

    /** Names the state of what is held back, so that pages are looked at again when some of it is set free. */
    String epoch() throws StoreException {
        return store == null ? "" : store.epoch(clock.instant());
    }

    static Baseline baseline(Settings settings) {
        return new Baseline(settings.quarantine().hosts(), settings.quarantine().window());
    }

    private static Page page(Examiner.Examined examined) {
        return new Page(examined.capture().address(), examined.capture().payloadDigest());
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
