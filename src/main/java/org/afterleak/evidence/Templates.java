package org.afterleak.evidence;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.afterleak.crypto.Digests;

/** The Mustache templates beside this class; every value is escaped for HTML unless the file ends in {@code .txt}. */
final class Templates {
    private static final String STYLE = resource("packet.css");

    private Templates() {}

    static byte[] render(String name, Map<String, Object> view) {
        return Mustache.compiler()
                .escapeHTML(!name.endsWith(".txt"))
                .withLoader(partial -> new StringReader(resource(partial + ".mustache")))
                .compile(resource(name + ".mustache"))
                .execute(view)
                .getBytes(StandardCharsets.UTF_8);
    }

    static String style() {
        return STYLE;
    }

    /** The one source that the content security policy allows: this style sheet (CSP 3, 2.3.1). */
    static String styleSource() {
        byte[] digest = HexFormat.of().parseHex(Digests.sha256Hex(STYLE.getBytes(StandardCharsets.UTF_8)));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private static String resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
