package org.afterleak.capture;

/** A WARC file that cannot be read any further; the message says why without any of its bytes. */
public final class WarcException extends Exception {
    private static final long serialVersionUID = 1L;

    public WarcException(String reason) {
        super(reason);
    }
}
