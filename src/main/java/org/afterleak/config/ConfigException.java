package org.afterleak.config;

/**
 * A configuration file that cannot be followed. The message is one line, {@code FILE line N: what is wrong; what to do},
 * and quotes keys only, never values.
 */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /**
     * Says what is wrong.
     *
     * @param file name of the file, as the user knows it
     * @param line 1-based, 0 when it concerns the file as a whole
     * @param problem one sentence without a full stop and without any value of the file
     */
    public ConfigException(String file, int line, String problem) {
        super(line > 0 ? file + " line " + line + ": " + problem : file + ": " + problem);
        this.file = file;
        this.line = line;
    }

    /** Name of the file. */
    public String file() {
        return file;
    }

    /** 1-based line, 0 when the error concerns the file as a whole. */
    public int line() {
        return line;
    }
}
