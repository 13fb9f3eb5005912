package org.afterleak.suppression;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.afterleak.match.RecordMatch;

/**
 * All that was said of one subject, and what came of it. Immutable. Its subject may hold an identifier: what people see is
 * {@link #shown}.
 */
public final class Rule {
    private final String id;
    private final Scope scope;
    private final String shown;
    private final List<Judgement> judgements;
    private final Held held;

    /**
     * How often something was held back.
     *
     * @param times on so many visits of pages
     * @param last when last; empty: never
     */
    public record Held(long times, Optional<Instant> last) {
        static final Held NEVER = new Held(0, Optional.empty());

        Held once(Instant now) {
            return new Held(times + 1, Optional.of(last.filter(now::isBefore).orElse(now)));
        }
    }

    Rule(String id, Scope scope, String shown, List<Judgement> judgements, Held held) {
        this.id = id;
        this.scope = scope;
        this.shown = shown;
        this.judgements = List.copyOf(judgements);
        this.held = held;
    }

    /** Its name: {@code n-} and 16 hex digits; the same for the same subject in one workspace. */
    public String id() {
        return id;
    }

    public Scope scope() {
        return scope;
    }

    /** Its subject as people may see it: an address, a digest, a host, a record's handle. */
    public String shown() {
        return shown;
    }

    /** In the order in which they were made; at least one. */
    public List<Judgement> judgements() {
        return judgements;
    }

    public Held held() {
        return held;
    }

    /** Whether some of it holds at that time. */
    public boolean isActive(Instant now) {
        return judgements.stream().anyMatch(j -> j.isActive(now));
    }

    /** Whether a judgement that holds then speaks of that match. */
    public boolean covers(RecordMatch match, Instant now) {
        return judgements.stream().anyMatch(j -> j.covers(match, now));
    }

    Rule with(List<Judgement> others) {
        return new Rule(id, scope, shown, others, held);
    }

    @Override
    public String toString() {
        return "Rule[" + id + "]";
    }
}
