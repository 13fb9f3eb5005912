package org.afterleak.crawl;

/**
 * Decides whether a text may leave this machine. Everything that the crawler would send passes here before a name is
 * resolved or a connection made: every URL (robots.txt and each redirect's target too) and every search query. The
 * crawler asks about a URL as it is sent and again with its percent-encoding undone.
 *
 * <p>Implementations are thread-safe, quick, and never keep or print the text.
 */
@FunctionalInterface
public interface OutboundGuard {
    /** What the guard says. */
    enum Verdict {
        /** Nothing watched is in it. */
        PASS,
        /** It holds a watched identifier: it is not sent, and shown masked. */
        REFUSE
    }

    /** The verdict on one text. */
    Verdict check(String outbound);
}
