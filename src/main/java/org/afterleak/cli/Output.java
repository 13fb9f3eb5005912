package org.afterleak.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where a command's words go: results to standard output, the rest to standard error. */
final class Output {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean quiet;

    Output(PrintWriter out, PrintWriter err, boolean json, boolean quiet) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.quiet = quiet;
    }

    boolean isJson() {
        return json;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** One JSON object on a line of its own; nothing without {@code --json}. */
    void json(Consumer<ObjectNode> fill) {
        if (json) {
            ObjectNode node = JSON.createObjectNode();
            fill.accept(node);
            out.println(JSON.writeValueAsString(node));
            out.flush();
        }
    }

    /** One line of JSON that is made already; nothing without {@code --json}. */
    void rawJson(String line) {
        if (json) {
            out.println(line.strip());
            out.flush();
        }
    }

    /** A line of the result for people; nothing with {@code --json}. */
    void line(String text) {
        if (!json) {
            out.println(text);
            out.flush();
        }
    }

    /** What is going on, for people; nothing with {@code -q}. */
    void note(String text) {
        if (!quiet) {
            err.println(text);
            err.flush();
        }
    }

    /** What should be seen even with {@code -q}. */
    void warn(String text) {
        err.println("warning: " + text);
        err.flush();
    }

    /** What went wrong without ending the command. */
    void error(String text) {
        err.println("error: " + text);
        err.flush();
    }
}
