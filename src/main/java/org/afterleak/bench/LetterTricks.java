package org.afterleak.bench;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** What can be done to the letters and digits of a value so that people still read it and machines do not. */
final class LetterTricks {
    private static final String LOOKALIKE_FROM = "aeopcxyijsABEHKMOPTXCIS";
    private static final String LOOKALIKE_TO = "аеорсхуіјѕАВЕНКМОРТХСІЅ";
    private static final String GREEK_FROM = "ovABEZHIKMNOPTYX";
    private static final String GREEK_TO = "ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private static final Map<Character, String> LEET =
            Map.of('a', "4", 'e', "3", 'i', "1", 'o', "0", 's', "5", 't', "7", 'b', "8", 'g', "9");
    private static final int[] INVISIBLE = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E, 0x2063};
    private static final Map<Character, String> MARKED = Map.ofEntries(
            Map.entry('a', "áàâäã"),
            Map.entry('e', "éèêë"),
            Map.entry('i', "íìîï"),
            Map.entry('o', "óòôöõ"),
            Map.entry('u', "úùûü"),
            Map.entry('c', "çćč"),
            Map.entry('n', "ñńň"),
            Map.entry('s', "śšş"),
            Map.entry('z', "žźż"),
            Map.entry('y', "ýÿ"),
            Map.entry('g', "ğĝ"),
            Map.entry('r', "řŕ"));

    private LetterTricks() {}

    /** Something unseen between letters. */
    static String invisible(String text, SplittableRandom random) {
        return between(text, 0.4, () -> Character.toString(INVISIBLE[random.nextInt(INVISIBLE.length)]), random);
    }

    static String softHyphens(String text, SplittableRandom random) {
        return between(text, 0.4, () -> "\u00AD", random);
    }

    static String directionMarks(String text, SplittableRandom random) {
        return between(text, 0.3, () -> random.nextBoolean() ? "\u200E" : "\u2066\u2069", random);
    }

    static String combiningMarks(String text, SplittableRandom random) {
        return between(text, 0.5, () -> Character.toString(0x300 + random.nextInt(0x30)), random);
    }

    private static String between(
            String text, double share, java.util.function.Supplier<String> what, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        boolean any = false;
        for (int i = 0; i < text.length(); i++) {
            out.append(text.charAt(i));
            boolean inside = i + 1 < text.length()
                    && Character.isLetterOrDigit(text.charAt(i))
                    && Character.isLetterOrDigit(text.charAt(i + 1));
            if (inside && (random.nextDouble() < share || !any)) {
                out.append(what.get());
                any = true;
            }
        }
        return out.toString();
    }

    static String lookalikes(String text, boolean greek, SplittableRandom random) {
        String from = greek ? GREEK_FROM : LOOKALIKE_FROM;
        String to = greek ? GREEK_TO : LOOKALIKE_TO;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int at = from.indexOf(c);
            out.append(at >= 0 && random.nextDouble() < 0.6 ? to.charAt(at) : c);
        }
        return out.toString();
    }

    static String fullWidth(String text) {
        return mapped(text, c -> c > 0x20 && c < 0x7F ? c + 0xFEE0 : c);
    }

    /** Letters of the block Mathematical Alphanumeric Symbols: bold, sans-serif bold, monospace, double-struck digits. */
    static String styled(String text, SplittableRandom random) {
        int[][] styles = {{0x1D400, 0x1D7CE}, {0x1D5D4, 0x1D7EC}, {0x1D670, 0x1D7F6}, {0x1D4D0, 0x1D7D8}};
        int[] style = styles[random.nextInt(styles.length)];
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD);
        return mapped(
                plain,
                c -> c >= 'A' && c <= 'Z'
                        ? style[0] + c - 'A'
                        : c >= 'a' && c <= 'z'
                                ? style[0] + 26 + c - 'a'
                                : c >= '0' && c <= '9' ? style[1] + c - '0' : c);
    }

    static String circled(String text) {
        return mapped(
                Normalizer.normalize(text, Normalizer.Form.NFD),
                c -> c >= 'A' && c <= 'Z'
                        ? 0x24B6 + c - 'A'
                        : c >= 'a' && c <= 'z'
                                ? 0x24D0 + c - 'a'
                                : c == '0' ? 0x24EA : c >= '1' && c <= '9' ? 0x2460 + c - '1' : c);
    }

    private static String mapped(String text, IntUnaryOperator map) {
        StringBuilder out = new StringBuilder();
        text.codePoints().map(map).forEach(out::appendCodePoint);
        return out.toString();
    }

    static String leet(String word, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        boolean any = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            String digit = LEET.get(Character.toLowerCase(c));
            boolean change = digit != null && (!any || random.nextDouble() < 0.6);
            any |= change;
            out.append(change ? digit : String.valueOf(c));
        }
        return out.toString();
    }

    /** Something between all letters, and more of it between words. */
    static String apart(String text, String letters, String words) {
        StringBuilder out = new StringBuilder();
        String before = "";
        for (int c : text.codePoints().toArray()) {
            if (c == ' ') {
                before = words;
            } else {
                out.append(out.isEmpty() ? "" : before).appendCodePoint(c);
                before = letters;
            }
        }
        return out.toString();
    }

    static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    static String withoutMarks(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "")
                .replace('ı', 'i')
                .replace('đ', 'd')
                .replace('Đ', 'D')
                .replace('ø', 'o')
                .replace('ł', 'l');
    }

    static String withMarks(String text, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String marked = MARKED.get(Character.toLowerCase(c));
            if (marked == null || random.nextDouble() < 0.5) {
                out.append(c);
            } else {
                String one = String.valueOf(marked.charAt(random.nextInt(marked.length())));
                out.append(Character.isUpperCase(c) ? one.toUpperCase(Locale.ROOT) : one);
            }
        }
        return out.toString();
    }

    static String randomCase(String text, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String one = String.valueOf(c);
            out.append(random.nextBoolean() ? one.toUpperCase(Locale.ROOT) : one.toLowerCase(Locale.ROOT));
        }
        return out.toString();
    }

    /** Every letter and digit as a numeric character reference, which HTML writes once more. */
    static String entities(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                out.append("&#").append(c).append(';');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** As a URL has it. */
    static String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
            out.append(plain ? String.valueOf((char) b) : b == ' ' ? "+" : String.format(Locale.ROOT, "%%%02X", b));
        }
        return out.toString();
    }
}
