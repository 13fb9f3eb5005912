package org.afterleak.crawl;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;
import org.afterleak.crawl.OutboundGuard.Verdict;

/** What may be sent and what may be shown of an address, by the word of an {@link OutboundGuard}. Thread-safe. */
final class Masking {
    private static final String ELLIPSIS = "\u2026";

    private final OutboundGuard guard;

    Masking(OutboundGuard guard) {
        this.guard = guard;
    }

    /** Whether the guard lets the text leave, as it is and with its encodings undone. */
    boolean permits(String outbound) {
        return guard.check(outbound) == Verdict.PASS;
    }

    /** Whether the guard lets the URL leave, as it is sent and with percent-encoding and punycode undone. */
    boolean permits(HttpUrl url) {
        String sent = url.toString();
        String host = url.host();
        String unicodeHost = host.contains("xn--") ? IDN.toUnicode(host) : host;
        String decoded = decode(sent.replace(host, unicodeHost));
        // Twice: a link to a page that takes a URL as its parameter is encoded twice.
        return permits(sent)
                && (decoded.equals(sent) || permits(decoded))
                && (!decoded.contains("%") || permits(decode(decoded)));
    }

    /** Scheme, host, port and an ellipsis in place of the rest; the host only where the guard lets it be seen. */
    String mask(HttpUrl url) {
        HttpUrl origin = url.newBuilder()
                .username("")
                .password("")
                .encodedPath("/")
                .query(null)
                .fragment(null)
                .build();
        if (!permits(origin)) {
            return url.scheme() + "://" + ELLIPSIS;
        }
        boolean bare = url.encodedPath().equals("/") && url.encodedQuery() == null;
        return bare ? origin.toString() : origin + ELLIPSIS;
    }

    /** The mask of a text that may be no URL at all. */
    String mask(String url) {
        HttpUrl parsed = url.length() > Fetcher.MAX_URL_CHARS ? null : HttpUrl.parse(url);
        return parsed == null ? ELLIPSIS : mask(parsed);
    }

    /** Percent-encoding and the form's plus sign undone; what is no such encoding stays. */
    private static String decode(String text) {
        // URLDecoder refuses a stray % sign; escaping it first keeps it.
        String safe = text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
        return URLDecoder.decode(safe, StandardCharsets.UTF_8);
    }
}
