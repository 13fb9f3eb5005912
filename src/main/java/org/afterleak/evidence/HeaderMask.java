package org.afterleak.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.afterleak.capture.Header;

/**
 * Header fields as evidence keeps them. Values are shown only of headers that carry no message of the page's author,
 * only in the form that their specification gives, and only if the guard finds nothing in them. Cookies and credentials
 * are dropped, everything else is masked.
 */
final class HeaderMask {
    /** Most header fields of one message that are kept. */
    static final int MAX_FIELDS = 100;

    private static final int MAX_VALUE = 200;
    private static final String HIDDEN = "[masked]";

    private static final Set<String> DROPPED =
            Set.of("set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization");

    private static final Pattern DATE =
            Pattern.compile("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9 ./_()+;:@-]{1,120}");
    private static final Pattern DIRECTIVES = Pattern.compile("[a-z0-9 ,=*/+.;\"_-]{1,160}", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[!#-~]{0,100}\"");

    private static final Map<String, Pattern> SHOWN = Map.ofEntries(
            Map.entry("accept", DIRECTIVES),
            Map.entry("accept-encoding", DIRECTIVES),
            Map.entry("accept-language", DIRECTIVES),
            Map.entry("accept-ranges", DIRECTIVES),
            Map.entry("age", NUMBER),
            Map.entry("cache-control", DIRECTIVES),
            Map.entry("cf-cache-status", DIRECTIVES),
            Map.entry("cf-ray", DIRECTIVES),
            Map.entry("connection", DIRECTIVES),
            Map.entry("content-encoding", DIRECTIVES),
            Map.entry("content-length", NUMBER),
            Map.entry("content-type", DIRECTIVES),
            Map.entry("date", DATE),
            Map.entry("etag", TAG),
            Map.entry("expires", DATE),
            Map.entry("if-modified-since", DATE),
            Map.entry("if-none-match", TAG),
            Map.entry("last-modified", DATE),
            Map.entry("pragma", DIRECTIVES),
            Map.entry("retry-after", NUMBER),
            Map.entry("server", PRODUCT),
            Map.entry("strict-transport-security", DIRECTIVES),
            Map.entry("transfer-encoding", DIRECTIVES),
            Map.entry("user-agent", PRODUCT),
            Map.entry("vary", DIRECTIVES));

    /** Registered names whose values may say anything: the name is shown, the value is not. */
    private static final Set<String> NAMED = Set.of(
            "access-control-allow-origin",
            "allow",
            "alt-svc",
            "content-disposition",
            "content-language",
            "content-location",
            "content-range",
            "content-security-policy",
            "host",
            "link",
            "nel",
            "origin",
            "p3p",
            "permissions-policy",
            "referer",
            "referrer-policy",
            "refresh",
            "report-to",
            "server-timing",
            "trailer",
            "upgrade",
            "via",
            "warning",
            "www-authenticate",
            "x-amz-request-id",
            "x-cache",
            "x-content-type-options",
            "x-frame-options",
            "x-powered-by",
            "x-request-id",
            "x-robots-tag",
            "x-served-by",
            "x-xss-protection");

    private HeaderMask() {}

    static List<HeaderField> mask(List<Header> headers, IdentifierGuard guard) {
        List<HeaderField> out = new ArrayList<>();
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (DROPPED.contains(name)) {
                continue;
            }
            if (out.size() == MAX_FIELDS) {
                out.add(new HeaderField("[more]", "[left out]", true));
                break;
            }
            out.add(field(name, header, guard));
        }
        return List.copyOf(out);
    }

    private static HeaderField field(String name, Header header, IdentifierGuard guard) {
        String value = header.value().strip();
        if (name.equals("location")) {
            return new HeaderField(header.name(), AddressMask.mask(value, guard), true);
        }
        Pattern form = SHOWN.get(name);
        if (form == null) {
            return new HeaderField(NAMED.contains(name) ? header.name() : WordMask.mask(name, false), HIDDEN, true);
        }
        boolean safe = value.length() <= MAX_VALUE && form.matcher(value).matches() && !guard.holdsIdentifier(value);
        return new HeaderField(header.name(), safe ? value : HIDDEN, !safe);
    }
}
