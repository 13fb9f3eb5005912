package org.afterleak.extract;

/**
 * A capture that gives no text: encrypted, broken, over a limit, of no known format. The message is a short reason
 * without any of the capture's bytes, fit for a {@code skipped} row ("workbook is encrypted").
 */
public final class ExtractException extends Exception {
    private static final long serialVersionUID = 1L;

    public ExtractException(String reason) {
        super(reason);
    }

    public ExtractException(String reason, Throwable cause) {
        // The cause of a parser may quote its input: keep its class for the reader, drop its words.
        super(reason + " (" + cause.getClass().getSimpleName() + ")");
    }
}
