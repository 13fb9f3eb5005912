package org.afterleak.exposure;

/** A person who cannot be asked about. The message says what is missing, without any of what was given. */
public final class PersonException extends Exception {
    private static final long serialVersionUID = 1L;

    PersonException(String message) {
        super(message);
    }
}
