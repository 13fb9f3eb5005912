package org.afterleak.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The HTTP exchange as text: what was asked, what answered, each header field on a line of its own. */
final class HeadersText {
    private static final int MAX_URL = 8_000;

    private HeadersText() {}

    static byte[] write(EvidenceRecord e) {
        StringBuilder out = new StringBuilder();
        e.redirectedFrom()
                .forEach(a -> out.append("Redirected from: ")
                        .append(Visible.text(a.shown(), MAX_URL))
                        .append('\n'));
        out.append(e.status() == 0 ? "Read: " : "Request: GET ")
                .append(Visible.text(e.address().shown(), MAX_URL))
                .append('\n');
        fields(out, e.requestHeaders());
        out.append('\n');
        if (e.status() != 0) {
            out.append("Response: status ").append(e.status());
            e.remoteAddress().ifPresent(ip -> out.append(" from ").append(ip));
            out.append(" at ").append(e.capturedAt()).append('\n');
            fields(out, e.responseHeaders());
        } else {
            out.append("At: ").append(e.capturedAt()).append('\n');
        }
        out.append("\nValues that could hold personal data are masked. Cookies and credentials are dropped.\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void fields(StringBuilder out, List<HeaderField> fields) {
        for (HeaderField field : fields) {
            out.append("  ")
                    .append(Visible.text(field.name(), 200))
                    .append(": ")
                    .append(Visible.text(field.value(), MAX_URL))
                    .append('\n');
        }
    }
}
