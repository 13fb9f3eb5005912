package org.afterleak.cli;

/** The exit statuses of all commands. */
final class ExitStatus {
    /** Done; nothing found. */
    static final int OK = 0;

    /** Found something (scan), or not valid (verify). */
    static final int FOUND = 1;

    /** Wrong usage. */
    static final int USAGE = 2;

    /** Bad input data. */
    static final int BAD_INPUT = 3;

    /** A source or network failed. */
    static final int SOURCE_FAILED = 4;

    /** No key, wrong passphrase, or not allowed. */
    static final int NOT_ALLOWED = 5;

    /** A fault of the program itself (sysexits.h, EX_SOFTWARE). */
    static final int FAULT = 70;

    private ExitStatus() {}
}
