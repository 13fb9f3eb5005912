package org.afterleak.crawl;

/**
 * A URL to fetch. May hold an identifier, so it does not print itself.
 *
 * @param url absolute URL, or the path of a file
 * @param depth links between the source's first page and this one
 * @param validators what the last fetch left to ask whether it has changed; none where there is nothing to compare with
 */
public record FrontierUrl(String url, int depth, Validators validators) {
    @Override
    public String toString() {
        return "FrontierUrl[" + url.length() + " characters, depth " + depth + "]";
    }
}
