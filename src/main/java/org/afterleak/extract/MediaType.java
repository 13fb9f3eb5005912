package org.afterleak.extract;

import java.util.Locale;

/**
 * What a {@code Content-Type} header says (RFC 9110, section 8.3), read leniently.
 *
 * @param name {@code type/subtype} in lower case, empty where none was sent
 * @param charset the charset parameter, empty where none was sent
 */
record MediaType(String name, String charset) {
    static MediaType of(String header) {
        String[] parts = header.split(";", 16);
        String charset = "";
        for (int i = 1; i < parts.length && charset.isEmpty(); i++) {
            String part = parts[i].strip();
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase("charset")) {
                charset = part.substring(equals + 1)
                        .replace("\"", "")
                        .replace("'", "")
                        .strip();
            }
        }
        return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), charset);
    }

    boolean isHtml() {
        return name.equals("text/html") || name.equals("application/xhtml+xml");
    }

    /** Whether it was said to be text that no browser would take for markup. */
    boolean isPlainText() {
        return name.equals("text/plain") || name.equals("text/csv") || name.equals("text/tab-separated-values");
    }
}
