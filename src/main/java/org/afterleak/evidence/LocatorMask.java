package org.afterleak.evidence;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks a locator: its structure stays ({@code sheet}, {@code table 2}, {@code row 214}), names that the page or its
 * author gave (a sheet's, an archive member's) are masked.
 */
final class LocatorMask {
    private static final Set<String> STRUCTURE = Set.of(
            "sheet",
            "table",
            "row",
            "line",
            "paragraph",
            "page",
            "cell",
            "column",
            "list",
            "item",
            "heading",
            "title",
            "text",
            "section",
            "block",
            "member",
            "part",
            "unnamed",
            "archive",
            "gzip",
            "bzip2",
            "xz",
            "zstd",
            "lzma",
            "lz4",
            "snappy",
            "compress",
            "attachment",
            "annotation",
            "attachments",
            "comment",
            "comments",
            "note",
            "notes",
            "header",
            "footer",
            "slide",
            "message",
            "image",
            "chapter",
            "body",
            "passage",
            "record",
            "preformatted",
            "link",
            "base64",
            "base32",
            "hex",
            "percent-encoding",
            "quoted-printable",
            "escapes",
            "character",
            "references",
            "rot13",
            "zlib",
            "deflate",
            "data",
            "URL",
            "at",
            "script",
            "frame",
            "attributes",
            "attribute",
            "hidden",
            "object",
            "element");

    /** A word, and a number of seven figures at most: an identity number has more. */
    private static final Pattern STEP = Pattern.compile("(\\p{Alpha}[\\p{Alnum}-]*)"
            + "(?: (?:[0-9],[0-9]{3},[0-9]{3}|[0-9]{1,3},[0-9]{3}|[0-9]{1,7})(?![0-9,]))?");

    private static final Pattern QUOTED = Pattern.compile("([^\"]*)\"(.*)\"([^\"]*)", Pattern.DOTALL);

    private LocatorMask() {}

    /** A block's locator, e.g. {@code sheet "PII"} or {@code table 2}; empty stays empty. */
    static String block(String locator) {
        StringBuilder out = new StringBuilder();
        // From the first quotation mark to the last all is a name, whatever quotation marks it brings along.
        Matcher quoted = QUOTED.matcher(locator);
        if (quoted.matches()) {
            out.append(steps(quoted.group(1)))
                    .append('"')
                    .append(WordMask.mask(quoted.group(2), true))
                    .append('"')
                    .append(steps(quoted.group(3)));
        } else {
            out.append(steps(locator));
        }
        return out.toString();
    }

    /** What a block's passages are called. */
    static String unit(String unit) {
        return STRUCTURE.contains(unit) ? unit : "passage";
    }

    private static String steps(String text) {
        StringBuilder out = new StringBuilder();
        Matcher step = STEP.matcher(text);
        int last = 0;
        while (step.find()) {
            out.append(WordMask.mask(text.substring(last, step.start()), false));
            if (STRUCTURE.contains(step.group(1))) {
                out.append(step.group());
            } else {
                out.append(WordMask.mask(step.group(), true));
            }
            last = step.end();
        }
        return out.append(WordMask.mask(text.substring(last), false)).toString();
    }
}
