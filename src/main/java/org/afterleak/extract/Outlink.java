package org.afterleak.extract;

/**
 * Something that a document points to, as an absolute URL without its fragment. It may hold an identifier, so it does
 * not print itself.
 *
 * @param url absolute http or https URL
 */
public record Outlink(String url) {
    @Override
    public String toString() {
        return "Outlink[" + url.length() + " characters]";
    }
}
