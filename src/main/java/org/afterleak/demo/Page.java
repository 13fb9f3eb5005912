package org.afterleak.demo;

import java.nio.charset.StandardCharsets;

/** One page of the synthetic web. Immutable; it may hold listed people, so it prints its path and role alone. */
final class Page {
    /** What the page is to the watcher. */
    enum Role {
        /** A repost of the list: to be found. */
        REPOST,
        /** The list where it was published by mistake: to be found. */
        ORIGINAL,
        /** Holds nobody of the list: not to be found. */
        INNOCENT,
        /** Leads to other pages: not to be found. */
        NAVIGATION,
        /** Behind a line of robots.txt: not to be asked for. */
        DISALLOWED
    }

    static final String TEXT = "text/plain; charset=utf-8";
    static final String HTML = "text/html; charset=utf-8";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String BINARY = "application/octet-stream";

    private final String path;
    private final Role role;
    private final String what;
    private final String contentType;
    private final byte[] body;

    private Page(String path, Role role, String what, String contentType, byte[] body) {
        this.path = path;
        this.role = role;
        this.what = what;
        this.contentType = contentType;
        this.body = body;
    }

    /** @param what the page in a few words, for people */
    static Page of(String path, Role role, String what, String contentType, String text) {
        return new Page(path, role, what, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static Page of(String path, Role role, String what, String contentType, byte[] body) {
        return new Page(path, role, what, contentType, body);
    }

    /** An HTML page with a title, which is also its heading. */
    static Page html(String path, Role role, String title, String content) {
        String html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + escape(title)
                + "</title></head>\n<body>\n<nav><a href=\"/\">Home</a></nav>\n<main>\n<h1>" + escape(title) + "</h1>\n"
                + content + "\n</main>\n<footer>Made up for a demonstration</footer>\n</body>\n</html>\n";
        return of(path, role, title, HTML, html);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    String path() {
        return path;
    }

    Role role() {
        return role;
    }

    String what() {
        return what;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return role + " " + path;
    }
}
