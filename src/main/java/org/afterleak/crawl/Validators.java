package org.afterleak.crawl;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.afterleak.capture.Capture;
import org.jspecify.annotations.Nullable;

/**
 * What a server gave to ask later whether a page has changed (RFC 9110, 8.8), or what stands for it with a file. Does
 * not print itself: a server may put anything in it.
 */
public record Validators(@Nullable String etag, @Nullable String lastModified) {
    private static final int MAX_CHARS = 1_024;

    /** Nothing to ask with. */
    public static final Validators NONE = new Validators(null, null);

    /** Those of an answer; none where it came by redirect, for they belong to another URL then, or was cut short. */
    static Validators of(Capture capture) {
        if (!capture.redirectedFrom().isEmpty() || capture.truncation() != Capture.Truncation.NONE) {
            return NONE;
        }
        return new Validators(header(capture, "ETag"), header(capture, "Last-Modified"));
    }

    /** Size and time of last change of a file, in place of what a server would say. */
    static Validators of(BasicFileAttributes attributes) {
        return new Validators(
                Long.toString(attributes.size()),
                attributes.lastModifiedTime().toInstant().toString());
    }

    boolean isNone() {
        return etag == null && lastModified == null;
    }

    /** Both in one text; neither holds a line break. */
    String encoded() {
        return (etag == null ? "" : etag) + '\n' + (lastModified == null ? "" : lastModified);
    }

    static Validators decoded(String text) {
        int line = text.indexOf('\n');
        String etag = text.substring(0, line);
        String lastModified = text.substring(line + 1);
        return new Validators(etag.isEmpty() ? null : etag, lastModified.isEmpty() ? null : lastModified);
    }

    private static @Nullable String header(Capture capture, String name) {
        Optional<String> value = capture.header(name);
        // It is sent back as it came, so only what is a plain header value is kept.
        return value.filter(v -> v.length() <= MAX_CHARS && v.chars().allMatch(c -> c >= ' ' && c < 0x7f))
                .orElse(null);
    }

    @Override
    public String toString() {
        return "Validators[not shown]";
    }
}
