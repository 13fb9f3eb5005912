package org.afterleak.finding;

import java.time.Instant;
import java.util.Optional;
import org.afterleak.match.Tier;

/**
 * Which findings are wanted; every condition that is given must hold.
 *
 * @param since was news then or later: found, grown, or back ({@link Finding#changedAt})
 * @param tier at least this sure
 * @param campaign holds a record of the campaign of this name
 * @param source was brought by the source of this name
 * @param status has this status
 */
public record FindingQuery(
        Optional<Instant> since,
        Optional<Tier> tier,
        Optional<String> campaign,
        Optional<String> source,
        Optional<FindingStatus> status) {
    private static final FindingQuery ALL =
            new FindingQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static FindingQuery all() {
        return ALL;
    }

    public FindingQuery since(Instant instant) {
        return new FindingQuery(Optional.of(instant), tier, campaign, source, status);
    }

    public FindingQuery tierAtLeast(Tier least) {
        return new FindingQuery(since, Optional.of(least), campaign, source, status);
    }

    public FindingQuery campaign(String name) {
        return new FindingQuery(since, tier, Optional.of(name), source, status);
    }

    public FindingQuery source(String name) {
        return new FindingQuery(since, tier, campaign, Optional.of(name), status);
    }

    public FindingQuery status(FindingStatus wanted) {
        return new FindingQuery(since, tier, campaign, source, Optional.of(wanted));
    }

    boolean accepts(Finding finding) {
        return since.map(t -> !finding.changedAt().isBefore(t)).orElse(true)
                && tier.map(finding.tier()::atLeast).orElse(true)
                && campaign.map(finding.campaigns()::contains).orElse(true)
                && source.map(finding.source()::equals).orElse(true)
                && status.map(s -> finding.status() == s).orElse(true);
    }
}
