package org.afterleak.suppression;

import java.util.Locale;

/** A page as rules know it: where it was and what it was. Its address may hold an identifier, so it shows nothing. */
public final class Page {
    private final String address;
    private final String sha256;

    /**
     * A page.
     *
     * @param address URL that answered, or path of a file
     * @param sha256 payload digest, lower-case hex
     */
    public Page(String address, String sha256) {
        this.address = address;
        this.sha256 = sha256;
    }

    String address() {
        return address;
    }

    String sha256() {
        return sha256;
    }

    /** Host and, where it is not the usual one, port, in lower case; a file's path is a site of its own. */
    public String site() {
        return isOnASite() ? siteOf(address) : address;
    }

    /** Whether it came from a host. */
    public boolean isOnASite() {
        return address.indexOf("://") > 0;
    }

    /** What a rule of that scope is about. */
    String subject(Scope scope) {
        return switch (scope) {
            case PAGE -> address;
            case CONTENT -> sha256;
            case SITE -> site();
            case EVERYWHERE -> throw new IllegalArgumentException("everywhere is no place of a page");
        };
    }

    // By hand: java.net.URI knows no host with an underscore.
    private static String siteOf(String url) {
        int from = url.indexOf("://") + 3;
        int to = from;
        while (to < url.length() && "/?#\\".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        String host = url.substring(url.lastIndexOf('@', to - 1) >= from ? url.lastIndexOf('@', to - 1) + 1 : from, to)
                .toLowerCase(Locale.ROOT);
        String usual = url.regionMatches(true, 0, "https", 0, 5) ? ":443" : ":80";
        host = host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host;
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return "Page[]";
    }
}
