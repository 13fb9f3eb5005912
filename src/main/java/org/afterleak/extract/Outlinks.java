package org.afterleak.extract;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What a page points to, as absolute URLs (RFC 3986, section 5), those of HTTP only, without fragments. */
final class Outlinks {
    private static final int MAX_URL = 8_192;
    private static final int MAX_SEEN = 20_000;

    private static final Pattern REFRESH = Pattern.compile(
            "^[\\s\\d.]{0,20}[;,]\\s{0,20}(?:url\\s{0,20}=\\s{0,20})?[\"']?([^\"'\\s]{1,8192})",
            Pattern.CASE_INSENSITIVE);

    private final Passages out;
    private String base;
    private boolean baseKnown;

    /** References that were resolved already: a page repeats its links, and resolving is slow. */
    private final Set<String> seen = new HashSet<>();

    /** An element in no page: Jsoup resolves references of elements only. */
    private final Element resolver = new Element("a");

    Outlinks(Passages out, String address) {
        this.out = out;
        this.base = isHttp(address) ? address : "";
    }

    void element(Element element, String name) {
        switch (name) {
            case "a", "area" -> add(element.attr("href"));
            case "iframe", "frame", "embed" -> add(element.attr("src"));
            case "object" -> add(element.attr("data"));
            case "link" -> link(element);
            case "base" -> base(element.attr("href"));
            case "meta" -> refresh(element);
            default -> {}
        }
    }

    private void link(Element element) {
        String relation = element.attr("rel").toLowerCase(Locale.ROOT);
        if (relation.contains("alternate")
                || relation.contains("canonical")
                || relation.contains("next")
                || relation.contains("prev")
                || relation.contains("amphtml")) {
            add(element.attr("href"));
        }
    }

    /** Only the first one counts (HTML standard, section 4.2.3). */
    private void base(String href) {
        String resolved = resolve(href);
        if (!baseKnown && !resolved.isEmpty()) {
            baseKnown = true;
            base = resolved;
            seen.clear();
        }
    }

    private void refresh(Element element) {
        if (element.attr("http-equiv").equalsIgnoreCase("refresh")) {
            Matcher url = REFRESH.matcher(element.attr("content"));
            if (url.find()) {
                add(url.group(1));
            }
        }
    }

    private void add(String reference) {
        String url = resolve(reference);
        if (!url.isEmpty()) {
            out.outlink(url);
        }
    }

    /** The absolute URL, empty for what is none of HTTP. */
    private String resolve(String reference) {
        String text = reference.strip();
        int fragment = text.indexOf('#');
        text = fragment < 0 ? text : text.substring(0, fragment);
        if (text.isEmpty() || text.length() > MAX_URL || base.isEmpty() && !isHttp(text) || seen.contains(text)) {
            return "";
        }
        if (seen.size() < MAX_SEEN) {
            seen.add(text);
        }
        resolver.setBaseUri(base);
        String url = resolver.attr("href", text).absUrl("href");
        return isHttp(url) && url.length() <= MAX_URL ? escape(url) : "";
    }

    private static boolean isHttp(String url) {
        return url.regionMatches(true, 0, "http://", 0, 7) && url.length() > 7
                || url.regionMatches(true, 0, "https://", 0, 8) && url.length() > 8;
    }

    /** Escapes what stands in links but may not stand in a URL. */
    private static String escape(String url) {
        StringBuilder escaped = null;
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean bad = c <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' || c == '{'
                    || c == '|' || c == '}' || c == 0x7F;
            if (bad && escaped == null) {
                escaped = new StringBuilder(url.length() + 16).append(url, 0, i);
            }
            if (escaped != null) {
                if (bad) {
                    escaped.append('%')
                            .append(Integer.toHexString(0x100 | c).substring(1).toUpperCase(Locale.ROOT));
                } else {
                    escaped.append(c);
                }
            }
        }
        return escaped == null ? url : escaped.toString();
    }
}
