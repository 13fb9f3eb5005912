package org.afterleak.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one site's robots.txt says to us (RFC 9309), or why it could not be read. Immutable. */
final class RobotRules {
    private final BaseRobotRules rules;
    private final @Nullable FetchFailure failure;

    private RobotRules(BaseRobotRules rules, @Nullable FetchFailure failure) {
        this.rules = rules;
        this.failure = failure;
    }

    /** There is none: everything is allowed (2.3.1.3). */
    static RobotRules unavailable() {
        return new RobotRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), null);
    }

    /** It may be there, but cannot be read: everything is disallowed (2.3.1.4). */
    static RobotRules unreachable(FetchFailure failure) {
        return new RobotRules(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE), failure);
    }

    /** Those for this product token in that file. */
    static RobotRules parse(String url, byte[] content, @Nullable String contentType, String productToken) {
        // A parser each time: it counts its warnings in a field. The largest delay is ours to judge, not the parser's.
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        String type = contentType == null ? "text/plain" : contentType;
        List<String> names = List.of(productToken.toLowerCase(Locale.ROOT));
        return new RobotRules(parser.parseContent(url, content, type, names), null);
    }

    boolean allows(String url) {
        return rules.isAllowed(url);
    }

    /** Pause that the site asks for; zero where it asks for none. */
    Duration crawlDelay() {
        return Duration.ofMillis(Math.max(0, rules.getCrawlDelay()));
    }

    /** Why it could not be read, or null where that is not so. */
    @Nullable
    FetchFailure failure() {
        return failure;
    }
}
