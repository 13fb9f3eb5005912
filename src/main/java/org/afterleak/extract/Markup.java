package org.afterleak.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterleak.table.FileFormat;

/** Whether a text is markup. A text with an angle bracket is not: people paste chat logs, mail headers and code. */
enum Markup {
    NONE,
    HTML,
    XML;

    private static final int HEAD = 1 << 16;
    private static final int CHARSET_HEAD = 4096;

    /** Tags that a page cannot do without, and nobody writes by chance. */
    private static final Pattern PAGE = Pattern.compile("<(!doctype html|html|head|body|table|frameset)[\\s>]");

    private static final Pattern XHTML = Pattern.compile("\\A.{0,2000}<(!doctype html|html)[\\s>]", Pattern.DOTALL);

    private static final Pattern TAG =
            Pattern.compile("</?(a|article|b|blockquote|br|button|center|code|div|dl|em|font|form"
                    + "|h[1-6]|hr|i|iframe|img|input|label|li|link|main|meta|nav|ol|option|p|pre|script|section|select|span|strong"
                    + "|style|td|textarea|th|title|tr|ul)(\\s[^<>]{0,500})?/?>");

    private static final Pattern CHARSET = Pattern.compile(
            "<(?:meta[^>]{0,200}charset|\\?xml[^>]{0,200}encoding)\\s{0,9}=\\s{0,9}[\"']?([\\w:.-]{1,40})");

    /** So many tags make a page of what does not call itself one. */
    private static final int ENOUGH_TAGS = 3;

    static Markup of(byte[] text, FileFormat format, MediaType declared) {
        if (format == FileFormat.JSON) {
            return NONE;
        }
        String head = head(text, HEAD);
        boolean tagFirst = format == FileFormat.HTML || format == FileFormat.XML;
        boolean page = PAGE.matcher(head).find();
        if (declared.isHtml()) {
            return page || hasTags(head, 1) ? HTML : NONE;
        }
        if (format == FileFormat.XML && !XHTML.matcher(head).find()) {
            return XML;
        }
        boolean early = page
                && !declared.isPlainText()
                && PAGE.matcher(head).region(0, start(head)).find();
        if (tagFirst ? page || hasTags(head, ENOUGH_TAGS) : early) {
            return HTML;
        }
        return tagFirst && head.contains("</") && endsWithTag(text) ? XML : NONE;
    }

    /** A page that does not begin with a tag has its first one near; a text about pages may have one anywhere. */
    private static int start(String head) {
        return Math.min(head.length(), 1_000);
    }

    private static boolean endsWithTag(byte[] text) {
        int end = text.length;
        while (end > 0 && text[end - 1] <= ' ' && text[end - 1] >= 0) {
            end--;
        }
        return end > 0 && text[end - 1] == '>';
    }

    private static boolean hasTags(String head, int enough) {
        Matcher tags = TAG.matcher(head);
        int found = 0;
        while (found < enough && tags.find()) {
            found++;
        }
        return found >= enough;
    }

    /** The charset that the text says it is in (HTML standard, section 13.2.3.2), empty where it does not. */
    static String charset(byte[] text) {
        Matcher charset = CHARSET.matcher(head(text, CHARSET_HEAD));
        return charset.find() ? charset.group(1) : "";
    }

    private static String head(byte[] text, int most) {
        String head = new String(text, 0, Math.min(text.length, most), ISO_8859_1).toLowerCase(Locale.ROOT);
        // Enough to see tags in UTF-16 too.
        return head.indexOf('\0') >= 0 ? head.replace("\0", "") : head;
    }
}
