package org.afterleak.cli;

/** Ends a command with a status and one line on standard error. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    CommandFailure(int status, String line) {
        super(line);
        this.status = status;
    }

    int status() {
        return status;
    }
}
