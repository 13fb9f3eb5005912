package org.afterleak.identifier;

import java.util.Locale;
import java.util.Optional;

/** The canonical form of e-mail addresses (RFC 5321, 4.1.2, without quoted local parts): trimmed, lower case. */
public final class Emails {
    /** RFC 5321, 4.5.3.1: 64 for the local part, an at sign, 255 for the domain; in practice 254 in all. */
    public static final int MAX_CHARS = 254;

    private Emails() {}

    /** The canonical form, empty where the value is no address. */
    public static Optional<String> canonical(CharSequence raw) {
        String value = raw.toString().strip().toLowerCase(Locale.ROOT);
        if (value.startsWith("mailto:")) {
            value = value.substring("mailto:".length());
        }
        int at = value.lastIndexOf('@');
        if (at < 1 || value.length() > MAX_CHARS || value.indexOf('.', at) < at + 2 || value.endsWith(".")) {
            return Optional.empty();
        }
        for (int i = 0; i < value.length(); i++) {
            if (i != at && !isAddressChar(value.charAt(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    /** Whether the character may stand in the local part or domain of an unquoted address; not the at sign. */
    public static boolean isAddressChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c >= 0x80
                || c == '.'
                || c == '-'
                || c == '_'
                || c == '+'
                || c == '%';
    }
}
