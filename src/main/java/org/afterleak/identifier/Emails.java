package org.afterleak.identifier;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The canonical form of e-mail addresses (RFC 5321, 4.1.2, without quoted local parts): trimmed, compatibility forms
 * (＠) resolved, lower case, an international domain in its ASCII form (UTS 46). What stands after a plus in the local
 * part is kept: at some providers it is another person.
 */
public final class Emails {
    /** RFC 5321, 4.5.3.1: 64 for the local part, an at sign, 255 for the domain; in practice 254 in all. */
    public static final int MAX_CHARS = 254;

    private static final int MAX_LOCAL_CHARS = 64;

    /** Two spaces, a bracket and a space; a word, a space, a bracket and two spaces. */
    private static final int MAX_BEFORE_AT = 4;

    private static final int MAX_AT_CHARS = 13;

    private Emails() {}

    /** The canonical form, empty where the value is no address. */
    public static Optional<String> canonical(CharSequence raw) {
        if (raw.length() > 4 * MAX_CHARS) {
            return Optional.empty();
        }
        String value = raw.toString();
        if (!isAscii(value)) {
            value = Normalizer.normalize(value, Normalizer.Form.NFKC);
        }
        value = value.strip().toLowerCase(Locale.ROOT);
        if (value.startsWith("mailto:")) {
            value = value.substring("mailto:".length());
        }
        int at = value.lastIndexOf('@');
        if (at > 0 && !isAscii(value)) {
            // A lower-case letter may have a compatibility form that its capital hid.
            String local = Normalizer.normalize(value.substring(0, at), Normalizer.Form.NFKC);
            value = local + '@' + ascii(value.substring(at + 1));
            at = local.length();
        }
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

    /** An address in a text. Prints nothing of it. */
    public static final class Found {
        private final String canonical;
        private final int start;
        private final int end;

        private Found(String canonical, int start, int end) {
            this.canonical = canonical;
            this.start = start;
            this.end = end;
        }

        public String canonical() {
            return canonical;
        }

        /** First char of the text that belongs to it. */
        public int start() {
            return start;
        }

        /** First char of the text that does not any more. */
        public int end() {
            return end;
        }
    }

    /**
     * The addresses of a text in their order, also where they are written to be read and not to be found: {@code jane
     * [at] example [dot] org}, {@code jane(at)example.org}, {@code JANE AT EXAMPLE DOT ORG}, {@code jane @ example . org},
     * also with the words of some other languages. A bare "at" counts only in capitals or before a "dot" in words. Takes
     * time in proportion to the text.
     */
    public static List<Found> find(CharSequence text) {
        List<Found> found = new ArrayList<>();
        Matcher anchors = Obfuscation.AT.matcher(text);
        Matcher locals = Obfuscation.LOCAL.matcher(text);
        Matcher domains = Obfuscation.DOMAIN.matcher(text);
        int free = 0;
        for (int next = anchor(text, 0); next >= 0; next = anchor(text, next + 1)) {
            anchors.region(Math.max(free, next - MAX_BEFORE_AT), Math.min(text.length(), next + MAX_AT_CHARS));
            if (!anchors.find() || anchors.end() <= next) {
                continue;
            }
            int windowEnd = Math.min(text.length(), anchors.end() + MAX_CHARS);
            domains.region(anchors.end(), windowEnd);
            if (!domains.lookingAt() || !isMeant(anchors, domains.group())) {
                continue;
            }
            int windowStart = Math.max(free, anchors.start() - 2 * MAX_LOCAL_CHARS);
            locals.region(windowStart, anchors.start());
            if (!locals.find()) {
                continue;
            }
            String domain = withoutTail(undotted(domains.group()));
            Optional<String> canonical = canonical(undotted(locals.group()) + "@" + domain);
            if (canonical.isPresent()) {
                found.add(new Found(canonical.get(), locals.start(), domains.end()));
                free = domains.end();
            }
        }
        return found;
    }

    /** Where the next at sign is, or a word that can stand for it; -1 where there is none. Most of a text is neither. */
    private static int anchor(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' || c == '＠') {
                return i;
            }
            boolean mayBeWord = (c == 'a' || c == 'A' || c == 'с' || c == 'С') && i > 0 && i + 1 < text.length();
            if (mayBeWord
                    && "trо".indexOf(Character.toLowerCase(text.charAt(i + 1))) >= 0
                    && isGap(text.charAt(i - 1))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isGap(char c) {
        return !Character.isLetterOrDigit(c) && c < 0x100;
    }

    private static boolean isMeant(Matcher anchor, String domain) {
        String at = anchor.group().strip();
        boolean isBareWord = !at.isEmpty() && Character.isLetter(at.charAt(0));
        return !isBareWord
                || at.equals(at.toUpperCase(Locale.ROOT))
                || Obfuscation.DOT_IN_WORDS.matcher(domain).find();
    }

    private static String undotted(String part) {
        return Obfuscation.DOT.matcher(part).replaceAll(".");
    }

    /** A last label of digits is none: "jane@example.org.12" stands in a list. */
    private static String withoutTail(String domain) {
        String kept = domain;
        int dot = kept.lastIndexOf('.');
        while (dot > 0 && kept.substring(dot + 1).chars().noneMatch(Character::isLetter)) {
            kept = kept.substring(0, dot);
            dot = kept.lastIndexOf('.');
        }
        return kept;
    }

    private static String ascii(String domain) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        InternationalDomains.UTS_46.nameToASCII(domain, ascii, info);
        return info.hasErrors() ? domain : ascii.toString();
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> c < 0x80);
    }

    /** Loaded when the first such domain is met. */
    private static final class InternationalDomains {
        static final IDNA UTS_46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII);

        private InternationalDomains() {}
    }

    /** How people hide addresses from machines. Quantifiers are bounded or possessive: nothing is tried twice. */
    private static final class Obfuscation {
        private static final String SPACE = "[ \\t\\u00a0]";
        private static final String AT_WORD = "(?:at|arroba|arobase|собака)";
        private static final String DOT_WORD = "(?:dot|punto|point|punkt|ponto|nokta|точка)";
        private static final String OPEN = SPACE + "{0,2}[\\[({<]" + SPACE + "?";
        private static final String CLOSE = SPACE + "?[\\])}>]" + SPACE + "{0,2}";
        private static final String DOTS = "(?:\\.|" + SPACE + "\\." + SPACE + "|" + OPEN + "(?:\\.|" + DOT_WORD + ")"
                + CLOSE + "|" + SPACE + DOT_WORD + SPACE + ")";
        private static final String LABEL = "[\\p{L}\\p{N}\\p{M}_%+-]{1,64}+";
        private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

        static final Pattern AT = Pattern.compile(
                SPACE + "?[@\\uff20]" + SPACE + "?|" + OPEN + "(?:@|" + AT_WORD + ")" + CLOSE + "|" + SPACE + AT_WORD
                        + SPACE,
                FLAGS);
        static final Pattern DOT = Pattern.compile(DOTS, FLAGS);
        static final Pattern DOT_IN_WORDS = Pattern.compile(DOT_WORD + "\\b|[\\[({<]", FLAGS);
        static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:" + DOTS + LABEL + "){1,8}+", FLAGS);
        static final Pattern LOCAL =
                Pattern.compile("(?<![\\p{L}\\p{N}_%+-])" + LABEL + "(?:" + DOTS + LABEL + "){0,4}+$", FLAGS);

        private Obfuscation() {}
    }
}
