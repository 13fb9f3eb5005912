package org.afterleak.bench;

/** A file of labelled pairs that cannot be used. The message says why and what to do, and quotes no name. */
public final class PairFileException extends Exception {
    private static final long serialVersionUID = 1L;

    PairFileException(String message) {
        super(message);
    }
}
