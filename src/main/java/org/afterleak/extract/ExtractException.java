package org.afterleak.extract;

import java.util.List;

/**
 * A capture that gives no text: encrypted, broken, over a limit, of no known format. The message is a short reason
 * without any of the capture's bytes, fit for a {@code skipped} row ("workbook is encrypted").
 */
public final class ExtractException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<FormatUse> formats;

    public ExtractException(String reason) {
        this(reason, List.of());
    }

    private ExtractException(String reason, List<FormatUse> formats) {
        super(reason);
        this.formats = formats;
    }

    public ExtractException(String reason, Throwable cause) {
        // The cause of a parser may quote its input: keep its class for the reader, drop its words.
        this(reason + " (" + cause.getClass().getSimpleName() + ")");
    }

    /** What was read before it was given up, as {@link Document#formats}. */
    public List<FormatUse> formats() {
        return formats;
    }

    /** The same, with what was read. */
    ExtractException with(List<FormatUse> uses) {
        ExtractException told = new ExtractException(String.valueOf(getMessage()), List.copyOf(uses));
        told.setStackTrace(getStackTrace());
        return told;
    }
}
