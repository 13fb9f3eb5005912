package org.afterleak.extract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** What a page holds and a browser does not show: attributes, comments, scripts. Collects it for the end of the document. */
final class MarkupExtras {
    /** Comments and frames that are pages of their own; of more, the text is read as it stands. */
    private static final int MAX_PARTS = 500;

    /** A tag that gives a text its structure: a comment without any is a remark, or a condition for some browser. */
    private static final Pattern STRUCTURE = Pattern.compile(
            "<(?:td|th|tr|li|dt|dd|p|div|span|br|h[1-6]|pre|blockquote)[\\s/>]", Pattern.CASE_INSENSITIVE);

    private final Passages out;
    private final Outlinks outlinks;
    private final Utf8Text attributes = new Utf8Text(0);
    private final Utf8Text comments = new Utf8Text(0);
    private final Utf8Text scripts = new Utf8Text(0);
    private final List<Utf8Text> json = new ArrayList<>();
    private int dataUrls;
    private int commentNumber;
    private int frames;
    private int parts;
    private final StringBuilder line = new StringBuilder();

    MarkupExtras(Passages out, String address) {
        this.out = out;
        this.outlinks = new Outlinks(out, address);
    }

    void element(Element element, String name, boolean xml) {
        outlinks.element(element, name);
        if (xml) {
            return;
        }
        line.setLength(0);
        boolean described = false;
        for (Attribute attribute : element.attributes()) {
            String key = attribute.getKey();
            String value = attribute.getValue();
            if (value.isBlank()) {
                continue;
            }
            if (DataUrl.is(value)) {
                dataUrl(value);
                continue;
            }
            if (key.equals("srcdoc") && part("frame " + ++frames, value)) {
                continue;
            }
            described |= key.equals("name") || key.equals("property") || key.equals("itemprop");
            if (isText(key, name, element) || key.equals("content") && (described || !element.hasAttr("http-equiv"))) {
                add(value);
            } else if (key.equals("href") && (value.startsWith("mailto:") || value.startsWith("tel:"))) {
                add(decode(value.substring(value.indexOf(':') + 1)));
            }
        }
        if (!line.isEmpty()) {
            attributes.append(line.toString());
            attributes.append((byte) '\n');
        }
    }

    private boolean part(String step, String markup) {
        if (parts >= MAX_PARTS || markup.isBlank()) {
            return false;
        }
        parts++;
        out.parts().later(step, markup.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
        return true;
    }

    private void dataUrl(String url) {
        DataUrl data = DataUrl.parse(url);
        if (data.mayHoldText()) {
            out.parts().later("data: URL " + ++dataUrls, data.bytes(), data.contentType());
        }
    }

    private static boolean isText(String key, String name, Element element) {
        return switch (key) {
            case "title",
                    "alt",
                    "placeholder",
                    "label",
                    "summary",
                    "srcdoc",
                    "aria-label",
                    "aria-description",
                    "aria-valuetext",
                    "abbr" -> true;
            case "value" ->
                !name.equals("input") || MarkupWalker.visibleValue(element).isEmpty();
            default -> key.startsWith("data-");
        };
    }

    /** One line for all of an element's attributes. */
    private void add(String value) {
        if (!line.isEmpty()) {
            line.append('\t');
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            line.append(c < ' ' ? ' ' : c);
        }
    }

    private static String decode(String address) {
        try {
            return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** The values of all attributes of an XML element. */
    static void values(Element element, List<String> values) {
        if (element.attributesSize() == 0) {
            return;
        }
        for (Attribute attribute : element.attributes()) {
            if (!attribute.getKey().startsWith("xmlns") && !attribute.getValue().isBlank()) {
                values.add(attribute.getValue().replace('\t', ' ').replace('\n', ' '));
            }
        }
    }

    /** A page that somebody put out of sight is read as one. */
    void comment(String text) {
        commentNumber++;
        boolean page =
                text.indexOf('<') >= 0 && STRUCTURE.matcher(text).find() && part("comment " + commentNumber, text);
        if (!page && !text.isBlank()) {
            comments.append(text);
            comments.append("\n\n");
        }
    }

    /** What stands in a script; style sheets are passed over. */
    void data(Element parent, String text) {
        if (!parent.normalName().equals("script") || text.isBlank()) {
            return;
        }
        if (parent.attr("type").toLowerCase(Locale.ROOT).contains("json")) {
            Utf8Text document = new Utf8Text(text.length());
            document.append(text);
            json.add(document);
        } else {
            unescape(ScriptData.take(text, json, out.limits().maxDepth()), scripts);
            scripts.append("\n\n");
        }
    }

    /** Reads {@code \\uXXXX} as the character that it stands for; names are often written so in scripts. */
    private static void unescape(String text, Utf8Text into) {
        int from = 0;
        StringBuilder escaped = new StringBuilder();
        for (int at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u", from)) {
            into.append(text, from, at);
            escaped.setLength(0);
            int end = at;
            while (text.startsWith("\\u", end) && end + 6 <= text.length()) {
                int unit = unit(text, end + 2);
                if (unit < 0) {
                    break;
                }
                escaped.append((char) unit);
                end += 6;
            }
            if (end == at) {
                into.append("\\u");
                end = at + 2;
            }
            into.append(escaped.toString());
            from = end;
        }
        into.append(text, from, text.length());
    }

    private static int unit(String text, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** Gives it all away, each kind in blocks of its own. */
    void end() {
        PlainText.readFlow(attributes.bytes(), 0, attributes.length(), 0, "attributes", "attribute", out);
        PlainText.read(comments.bytes(), 0, comments.length(), "comments", out);
        PlainText.read(scripts.bytes(), 0, scripts.length(), "script", out);
        int number = 0;
        for (Utf8Text document : json) {
            JsonValues.read(document.bytes(), 0, document.length(), "script data " + ++number, out);
        }
    }
}
