package org.afterleak.evidence;

import java.io.IOException;

/** A packet that was not written, and why; no file was left behind. The message holds nothing of the page. */
public final class PacketRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    PacketRefusedException(String message) {
        super(message);
    }
}
