package org.afterleak.evidence;

import java.time.Instant;
import java.util.Locale;

/**
 * One act of handling evidence (ISO/IEC 27037: who, what, when), with the digest of what was handled.
 *
 * @param at when
 * @param action what was done
 * @param by who did it: a role or a tool with its version; no person's name
 * @param artefact what it was done to: {@code payload}, or a path inside the packet
 * @param sha256 its SHA-256, 64 lower-case hex digits
 */
public record CustodyEvent(Instant at, Action action, String by, String artefact, String sha256) {
    /** What can be done to evidence. */
    public enum Action {
        /** The payload was received, whole or truncated, into memory. */
        CAPTURED,
        /** The payload's text was compared with the watchlist. */
        MATCHED,
        /** The redacted rendering was made, and the payload dropped. */
        REDACTED,
        /** Evidence was taken out of the sealed store. */
        OPENED,
        /** A file of the packet was written. */
        PACKED,
        /** The packet's tag manifest was handed to the holder of this certificate for signing. */
        SIGNED;

        /** Lower-case name as the log writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Action of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public CustodyEvent {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 is not 64 lower-case hex digits");
        }
    }
}
