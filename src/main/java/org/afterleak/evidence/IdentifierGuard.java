package org.afterleak.evidence;

/**
 * Says whether a short text holds an identifier that is on the watchlist. The pipeline supplies it; evidence shows what
 * came from outside (an address, a header) in the clear only where the guard says no. Thread-safe.
 */
@FunctionalInterface
public interface IdentifierGuard {
    /** Whether {@code text} holds a watched identifier; in doubt, true. The text is not kept. */
    boolean holdsIdentifier(String text);
}
