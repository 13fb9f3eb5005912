package org.afterleak.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.afterleak.finding.Finding;
import org.afterleak.finding.FindingQuery;
import org.afterleak.finding.FindingStatus;
import org.afterleak.finding.FindingStore;
import org.afterleak.match.RecordMatch;
import org.afterleak.match.Tier;
import org.afterleak.store.StoreException;
import org.afterleak.suppression.Judgement;
import org.afterleak.suppression.Page;
import org.afterleak.suppression.Rule;
import org.afterleak.suppression.Scope;
import org.afterleak.suppression.SuppressionStore;

/**
 * What a person says of findings: that one is innocent, and that it is not after all. The rule is kept first and the
 * findings follow it, so that whatever stops half-way is put right by the next judgement. A {@code watch} may be running.
 */
public final class Dismissals implements AutoCloseable {
    private static final int MOST_NAME = 100;
    private static final int MOST_NOTE = 500;

    private final Session session;
    private final Clock clock;
    private final FindingStore findings;
    private final SuppressionStore suppressions;

    private Dismissals(Session session, Clock clock, FindingStore findings, SuppressionStore suppressions) {
        this.session = session;
        this.clock = clock;
        this.findings = findings;
        this.suppressions = suppressions;
    }

    public static Dismissals open(Session session, Clock clock) throws StoreException {
        FindingStore findings = session.findings();
        try {
            return new Dismissals(session, clock, findings, session.suppressions());
        } catch (StoreException | RuntimeException e) {
            findings.close();
            throw e;
        }
    }

    /**
     * What a person asks for.
     *
     * @param scope where
     * @param records only these, which the finding holds; empty: all that it holds
     * @param whole every record there, also those that nobody has seen yet; not with records
     * @param by who says so
     * @param note why
     * @param until when it ends
     */
    public record Request(
            Scope scope,
            Set<String> records,
            boolean whole,
            String by,
            Optional<String> note,
            Optional<Instant> until) {
        @Override
        public String toString() {
            return "Request[" + scope + "]";
        }
    }

    /**
     * What a judgement did.
     *
     * @param rules the rules that it stands in, as they are now
     * @param isNew whether anything was not said before
     * @param dismissed findings that are dismissed for it
     * @param reopened findings that are open again
     */
    public record Result(List<Rule> rules, boolean isNew, int dismissed, int reopened) {
        public Result {
            rules = List.copyOf(rules);
        }
    }

    /**
     * Says that a finding is innocent.
     *
     * @throws WorkspaceException if there is no such finding, if it does not hold these records, or if a text holds an
     *     identifier
     */
    public Result dismiss(String findingId, Request request) throws WorkspaceException, StoreException {
        checkText("--as", request.by(), MOST_NAME);
        if (request.note().isPresent()) {
            checkText("--note", request.note().get(), MOST_NOTE);
        }
        Instant now = clock.instant();
        if (request.until().map(t -> !t.isAfter(now)).orElse(false)) {
            throw refused("--until lies in the past; name a later day");
        }
        Finding finding = find(findingId);
        Map<String, Tier> judged = new HashMap<>();
        for (RecordMatch record : findings.recordsOf(finding)) {
            if (request.records().isEmpty() || request.records().contains(record.record())) {
                judged.put(record.record(), record.tier());
            }
        }
        if (!request.records().isEmpty() && !judged.keySet().equals(request.records())) {
            throw refused("the finding does not hold that record; afterleak findings show " + finding.id()
                    + " lists those it holds");
        }
        Page page = new Page(finding.exactUrl(), finding.sha256());
        List<Rule> rules = new ArrayList<>();
        boolean isNew = false;
        if (request.scope() == Scope.EVERYWHERE) {
            for (Map.Entry<String, Tier> one : judged.entrySet()) {
                SuppressionStore.Dismissed said = suppressions.dismissEverywhere(
                        one.getKey(), judgement(request, finding, Map.of(one.getKey(), one.getValue()), now));
                rules.add(said.rule());
                isNew |= said.isNew();
            }
        } else {
            if (request.scope() == Scope.SITE && !page.isOnASite()) {
                throw refused("the finding is a file's, which has no site; use --page or --content");
            }
            SuppressionStore.Dismissed said = suppressions.dismiss(
                    request.scope(),
                    page,
                    shown(request.scope(), finding, page),
                    judgement(request, finding, request.whole() ? Map.of() : judged, now));
            rules.add(said.rule());
            isNew = said.isNew();
        }
        Result followed = followRules();
        return new Result(rules, isNew, followed.dismissed(), followed.reopened());
    }

    /** Takes back all that was said of a finding. */
    public Result undismiss(String findingId) throws WorkspaceException, StoreException {
        Finding finding = find(findingId);
        boolean changed = !suppressions.retract(finding.id()).isEmpty();
        Result followed = followRules();
        return new Result(List.of(), changed, followed.dismissed(), followed.reopened());
    }

    /** Removes a rule; {@code isNew} is false where there is none of that name. */
    public Result remove(String ruleId) throws StoreException {
        boolean removed = suppressions.remove(ruleId);
        Result followed = followRules();
        return new Result(List.of(), removed, followed.dismissed(), followed.reopened());
    }

    /** Gives each finding the status that the rules as they are now ask for; what is gone stays gone. */
    private Result followRules() throws StoreException {
        Instant now = clock.instant();
        int dismissed = 0;
        int reopened = 0;
        for (Finding finding : findings.list(FindingQuery.all())) {
            if (finding.status() == FindingStatus.GONE) {
                continue;
            }
            Page page = new Page(finding.exactUrl(), finding.sha256());
            boolean covered = suppressions.coversAll(page, findings.recordsOf(finding), now);
            FindingStatus wanted = covered ? FindingStatus.DISMISSED : FindingStatus.OPEN;
            if (finding.status() != wanted) {
                findings.changeStatus(finding.id(), wanted);
                dismissed += covered ? 1 : 0;
                reopened += covered ? 0 : 1;
            }
        }
        return new Result(List.of(), false, dismissed, reopened);
    }

    private static Judgement judgement(Request request, Finding finding, Map<String, Tier> records, Instant now) {
        return new Judgement(
                request.by(),
                now,
                request.until(),
                request.note(),
                Optional.of(finding.id()),
                request.whole(),
                records);
    }

    private String shown(Scope scope, Finding finding, Page page) {
        return switch (scope) {
            case PAGE -> finding.url();
            case CONTENT -> finding.sha256();
            case SITE -> session.addresses().shown(page.site());
            case EVERYWHERE -> throw new IllegalArgumentException("everywhere is no place of a page");
        };
    }

    private Finding find(String id) throws WorkspaceException, StoreException {
        return findings.find(id).orElseThrow(() -> refused("there is no such finding; afterleak findings lists them"));
    }

    /** A person's own words are kept and shown: they must not be the one place that names somebody. */
    private void checkText(String what, String text, int most) throws WorkspaceException {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw refused(what + " takes 1 to " + most + " characters on one line");
        }
        if (session.addresses().holdsIdentifier(text)) {
            throw refused(what + " holds a watched identifier, which is kept nowhere in the clear; say it without");
        }
    }

    private static WorkspaceException refused(String why) {
        return new WorkspaceException(WorkspaceException.Trouble.UNREADABLE, why);
    }

    @Override
    public void close() {
        suppressions.close();
        findings.close();
    }
}
