package org.afterleak.document;

/** A document that gives nothing; the message is a reason without any of its text. */
public final class DocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    public DocumentException(String reason) {
        super(reason);
    }
}
