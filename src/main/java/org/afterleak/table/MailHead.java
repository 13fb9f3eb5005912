package org.afterleak.table;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a text begins as mail does (RFC 5322, section 3.6), or as a mailbox of it (RFC 4155). */
final class MailHead {
    private static final Set<String> FIELDS = Set.of(
            "from",
            "to",
            "cc",
            "subject",
            "date",
            "message-id",
            "received",
            "return-path",
            "delivered-to",
            "mime-version",
            "content-type",
            "reply-to",
            "sender",
            "in-reply-to",
            "references",
            "dkim-signature",
            "content-transfer-encoding");

    /** What people do not write themselves when they quote a mail. */
    private static final Set<String> MACHINES = Set.of(
            "message-id", "received", "return-path", "mime-version", "content-type", "dkim-signature", "delivered-to");

    private static final int LINES = 60;

    private MailHead() {}

    static @Nullable FileFormat format(CharSequence text) {
        String start = text.toString();
        boolean mailbox = start.startsWith("From ");
        String[] lines = start.split("\\r?\\n", LINES);
        int fields = 0;
        int machines = 0;
        for (int i = mailbox ? 1 : 0; i < lines.length && !lines[i].isEmpty(); i++) {
            String line = lines[i];
            int colon = line.indexOf(':');
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (folded && fields > 0) {
                continue;
            }
            String name = colon > 0 ? line.substring(0, colon).toLowerCase(Locale.ROOT) : "";
            if (!name.matches("[\\x21-\\x39\\x3b-\\x7e]+")) {
                break;
            }
            fields += FIELDS.contains(name) ? 1 : 0;
            machines += MACHINES.contains(name) || name.startsWith("x-") ? 1 : 0;
        }
        if (mailbox) {
            return fields >= 2 ? FileFormat.MBOX : null;
        }
        return fields >= 3 && machines >= 1 ? FileFormat.MAIL : null;
    }
}
