package org.afterleak.evidence;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks an address: scheme and host stay where the host holds no identifier, the rest by words. */
final class AddressMask {
    private static final Pattern URL = Pattern.compile(
            "(?i)(https?)://(?:[^/?#@]*@)?([a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?([/?#].*)?",
            Pattern.DOTALL);
    private static final int MAX_MASKED = 4_000;

    private AddressMask() {}

    static String mask(String address, IdentifierGuard guard) {
        Matcher url = URL.matcher(address);
        if (!url.matches()) {
            return WordMask.mask(cut(address), true);
        }
        String port = url.group(3) == null ? "" : url.group(3);
        String rest = url.group(4) == null ? "" : url.group(4);
        String host = url.group(2);
        // Dots and dashes are where a host hides a name: jane-doe.example.org.
        boolean hostIsSafe = !guard.holdsIdentifier(host) && !guard.holdsIdentifier(host.replaceAll("[.-]", " "));
        return url.group(1) + "://" + (hostIsSafe ? host : WordMask.mask(host, true)) + port
                + WordMask.mask(cut(rest), true);
    }

    private static String cut(String text) {
        return text.length() <= MAX_MASKED ? text : text.substring(0, MAX_MASKED);
    }
}
