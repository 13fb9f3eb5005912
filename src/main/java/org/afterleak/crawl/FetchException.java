package org.afterleak.crawl;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * An address that gave no capture. The message is one line and shows the address masked: scheme, host and an ellipsis.
 */
public final class FetchException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FetchFailure failure;
    private final String masked;
    private final int status;

    FetchException(FetchFailure failure, String masked) {
        this(failure, masked, 0);
    }

    FetchException(FetchFailure failure, String masked, int status) {
        super(masked + " " + failure.sentence() + (status == 0 ? "" : " (" + status + ")"));
        this.failure = failure;
        this.masked = masked;
        this.status = status;
    }

    /** The message: one line without a full stop. */
    public String sentence() {
        return masked + " " + failure.sentence() + (status == 0 ? "" : " (" + status + ")");
    }

    public FetchFailure failure() {
        return failure;
    }

    /** The address as it may be shown. */
    public String masked() {
        return masked;
    }

    /** The HTTP status, where the failure is one. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
