package org.afterleak.evidence;

import java.io.IOException;

/** Stored evidence that cannot be read; the message says where and never quotes it. */
public final class EvidenceFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    EvidenceFormatException(String message) {
        super(message);
    }
}
