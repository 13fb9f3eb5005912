package org.afterleak.identifier;

/**
 * Reads the sounds of a token in Latin letters. Rules of several spellings at once (English, Spanish, Portuguese, French,
 * German, Slavic, Turkish, Arabic and Chinese romanisations), because nobody says which language a token on a page is in:
 * where spellings agree on a sound there is one phone for it, where they disagree ("j" is h in Spanish, y in German) the
 * commonest reading stands first and the others behind it.
 */
final class LatinReader {
    private static final String[] NONE = {};

    private final NameSounds sounds = new NameSounds();
    private final String text;
    private int at;

    private LatinReader(String letters) {
        text = letters;
    }

    /** The sounds of a token of the letters a to z (and G, H, C as {@link Romanization} writes them). */
    static NameSounds read(String letters) {
        LatinReader reader = new LatinReader(withoutServantsArticle(letters));
        while (reader.at < reader.text.length()) {
            if (reader.startsVowel()) {
                reader.vowels();
            } else {
                reader.consonant(reader.text.charAt(reader.at));
            }
        }
        return reader.sounds;
    }

    /** Abdelrahman, Abdurrahman, Abderrahmane: the article between is written in a dozen ways and tells nothing. */
    private static String withoutServantsArticle(String letters) {
        if (letters.length() < 7 || !letters.startsWith("abd")) {
            return letters;
        }
        int i = 3;
        while (i < 6 && isVowel(letters.charAt(i))) {
            i++;
        }
        if (i == 3 || i + 2 > letters.length()) {
            return letters;
        }
        char c = letters.charAt(i);
        if (c == 'l' || c == letters.charAt(i + 1)) {
            return "abd" + letters.substring(i + 1);
        }
        return letters.startsWith("sh", i) ? "abd" + letters.substring(i) : letters;
    }

    private static boolean isVowel(char c) {
        return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
    }

    private static boolean isFront(char c) {
        return c == 'e' || c == 'i' || c == 'y';
    }

    /** The letter so far from here, or a space beyond either end. */
    private char peek(int offset) {
        int i = at + offset;
        return i >= 0 && i < text.length() ? text.charAt(i) : ' ';
    }

    private boolean next(String letters) {
        return text.startsWith(letters, at);
    }

    private void consonant(int length, String main, String... others) {
        at += length;
        sounds.consonant(main, others);
    }

    private void unheard(String... others) {
        at++;
        sounds.unheard(others);
    }

    private boolean startsVowel() {
        char c = text.charAt(at);
        char before = peek(-1);
        char after = peek(1);
        return switch (c) {
            case 'a', 'e', 'u' -> true;
            case 'i' -> at > 0 || after != 'a' && after != 'o' && after != 'u';
            case 'o' -> !(after == 'u' && (peek(2) == 'a' || peek(2) == 'i' || peek(2) == 'e') && !isVowel(before));
            case 'y' -> at > 0 || !isVowel(after);
            case 'w' -> isVowel(before) && !isVowel(after) && after != 'y';
            case 'j' ->
                isVowel(before) && !isVowel(after)
                        || isVowel(after) && "ltbfkvmp".indexOf(before) >= 0
                        || after == ' ' && at > 0 && before != 'd';
            default -> false;
        };
    }

    /** A run of vowel letters is one phone. */
    private void vowels() {
        int start = at;
        at++;
        while (at < text.length() && startsVowel()) {
            at++;
        }
        String run = text.substring(start, at);
        boolean first = start == 0;
        boolean last = at == text.length() || at == text.length() - 1 && text.charAt(at) == 'h';
        String[] others = NONE;
        if (first && run.length() == 1) {
            boolean prosthesis = run.equals("e") && peek(0) == 's' && peek(1) > 'a' && !isVowel(peek(1));
            others = prosthesis ? new String[] {""} : run.equals("o") || run.equals("e") ? new String[] {"h"} : NONE;
        } else if (!first && !last) {
            others = switch (run) {
                case "e" -> new String[] {"a", "i"};
                case "a", "i" -> new String[] {"e"};
                default -> run.endsWith("w") ? new String[] {"v"} : NONE;
            };
        } else if (!first && (run.endsWith("u") || run.endsWith("w")) && run.length() > 1) {
            others = new String[] {"v"};
        }
        if (run.equals("e") && last && !first && at < text.length()) {
            // Fatemeh, Fatima; but Saleh, Salih.
            sounds.vowel("a", "e", "i");
            return;
        }
        sounds.vowel(last && !first ? lastVowel(run) : first ? firstVowel(run) : innerVowel(run), fine(run), others);
    }

    private static String lastVowel(String run) {
        return switch (run.charAt(run.length() - 1)) {
            case 'a' -> "a";
            case 'o', 'u', 'w' -> "o";
            default -> "i";
        };
    }

    private static String firstVowel(String run) {
        return run.charAt(0) == 'o' || run.charAt(0) == 'u' ? "u" : "a";
    }

    private static String innerVowel(String run) {
        return switch (run) {
            case "a", "aa", "ae" -> "a";
            case "e" -> "e";
            case "o", "u", "w" -> "u";
            case "i", "y", "j" -> "i";
            default -> {
                boolean front = run.indexOf('i') >= 0 || run.indexOf('y') >= 0 || run.indexOf('j') >= 0;
                if (front || run.contains("ee") || run.equals("ea")) {
                    yield "i";
                }
                yield run.indexOf('o') >= 0 || run.indexOf('u') >= 0 || run.indexOf('w') >= 0 ? "u" : "a";
            }
        };
    }

    /** Each vowel letter with the digraphs that stand for one resolved. */
    private static String fine(String run) {
        StringBuilder out = new StringBuilder(run.length());
        for (int i = run.startsWith("ey") || run.startsWith("iy") ? 1 : 0; i < run.length(); i++) {
            char c = run.charAt(i);
            char n = i + 1 < run.length() ? run.charAt(i + 1) : ' ';
            char sound = c == 'y' || c == 'j' ? 'i' : c == 'w' ? 'u' : c;
            if (c == 'e' && n == 'e' || c == 'i' && n == 'e' && i + 2 == run.length()) {
                sound = 'i';
                i++;
            } else if (c == 'o' && (n == 'o' || n == 'u')) {
                sound = 'u';
                i++;
            } else if (c == 'a' && n == 'o') {
                out.append('a');
                sound = 'u';
                i++;
            }
            if (out.isEmpty() || out.charAt(out.length() - 1) != sound) {
                out.append(sound);
            }
        }
        return out.toString();
    }

    private void consonant(char c) {
        char n = peek(1);
        boolean first = at == 0;
        if (c == n) {
            at++;
            if (first && c == 'l') {
                consonant(1, "l", "j");
            }
            return;
        }
        switch (c) {
            case 'b' -> consonant(1, "b", "v");
            case 'c' -> readC(n, first);
            case 'd' -> readD(n);
            case 'g' -> readG(n, first);
            case 'h' -> readH(n, first);
            case 'j' -> {
                if (isVowel(peek(-1)) || first) {
                    consonant(1, "j", "h");
                } else {
                    consonant(1, "j", "h", "");
                }
            }
            case 'k' -> {
                if (n == 'h') {
                    consonant(2, first || isVowel(peek(2)) ? "h" : "", "k");
                } else if (first && n == 'n') {
                    consonant(2, "n", "kn");
                } else {
                    consonant(n == 's' ? 2 : 1, n == 's' ? "ks" : "k");
                }
            }
            case 'n' -> {
                if (n == 'g' && (peek(2) == ' ' || peek(2) == 'h' && peek(3) == ' ')) {
                    consonant(peek(2) == 'h' ? 3 : 2, "ng", "n");
                } else {
                    consonant(n == 'h' ? 2 : 1, "n");
                }
            }
            case 'o' -> consonant(2, "v", "");
            case 'p' -> consonant(n == 'h' || n == 'f' ? 2 : 1, n == 'h' || n == 'f' ? "f" : "p");
            case 'q' -> {
                if (first && n == 'i') {
                    consonant(1, "c", "k");
                } else {
                    consonant(n == 'u' && isFront(peek(2)) ? 2 : 1, "k", "g");
                }
            }
            case 'l', 'r' -> consonant(n == 'h' ? 2 : 1, String.valueOf(c));
            case 's' -> readS(n);
            case 't' -> readT(n);
            case 'v' -> consonant(1, "v", "b", "f");
            case 'w' ->
                consonant(
                        first && n == 'r' ? 2 : 1,
                        first && n == 'r' ? "r" : "v",
                        next("wa") && first ? "g" : first ? "u" : "");
            case 'x' -> {
                if (first) {
                    consonant(1, "s", "j");
                } else {
                    consonant(1, "ks", "j", "s");
                }
            }
            // Yessica, Jessica; Yelena, Elena.
            case 'i', 'y' -> consonant(1, "j", n == 'e' ? "a" : "");
            case 'z' -> {
                if (n == 'h') {
                    consonant(2, "j", first ? "z" : "s");
                } else if (first) {
                    consonant(1, "z", "s");
                } else {
                    consonant(1, "s");
                }
            }
            case 'f' -> consonant(1, "f", n == ' ' ? new String[] {"v"} : NONE);
            case 'G' -> consonant(1, "g", isFront(n) ? new String[] {"h", "j"} : new String[] {"h"});
            case 'H' -> consonant(1, isVowel(n) ? "h" : first ? "k" : "", isVowel(n) ? "k" : "h");
            case 'C' -> consonant(1, "s", "c");
            case 'm' -> consonant(1, String.valueOf(c));
            default -> at++;
        }
    }

    private void readC(char n, boolean first) {
        if (n == 'h') {
            if (peek(2) == 'r' || peek(2) == 'l' || peek(2) == 't' && !first) {
                consonant(2, "k", "");
            } else if (!first && (peek(2) == 'm' || peek(2) == 'n')) {
                consonant(2, "", "k");
            } else {
                consonant(2, "c", "k", "s", "h");
            }
        } else if (n == 'z') {
            consonant(2, "c", "s");
        } else if (n == 'k' || n == 'q') {
            consonant(2, "k");
        } else if (n == 's') {
            consonant(2, "ks");
        } else if (isFront(n)) {
            consonant(1, "s", "c", "j");
        } else if (n == ' ' && text.endsWith("vic")) {
            consonant(1, "c", "k");
        } else {
            consonant(1, "k", n == ' ' ? new String[] {"c"} : first ? new String[] {"c", "j"} : NONE);
        }
    }

    private void readD(char n) {
        if (next("dzh")) {
            consonant(3, "j");
        } else if (n == 'z') {
            consonant(2, peek(2) == 'i' || peek(2) == 'y' ? "j" : at == 0 ? "z" : "s", "j");
        } else if (next("dsch")) {
            consonant(4, "j");
        } else if (n == 'j' || n == 'g' && isFront(peek(2))) {
            consonant(2, "j");
        } else if (n == 'h') {
            consonant(2, "d", "z");
        } else if (n == 't') {
            consonant(2, "t");
        } else {
            consonant(1, "d", n == ' ' ? new String[] {"t"} : NONE);
        }
    }

    private void readG(char n, boolean first) {
        if (n == 'h') {
            if (peek(2) == 't' || peek(2) == ' ' && !first) {
                consonant(2, "", "g");
            } else {
                consonant(2, "g", "k", "");
            }
        } else if (n == 'u' && isFront(peek(2))) {
            consonant(2, "g", "j");
        } else if (first && n == 'i' && isVowel(peek(2))) {
            consonant(2, "j", "g");
        } else if (isFront(n)) {
            consonant(1, "j", "g", "h");
        } else {
            consonant(1, "g", next("gua") && first ? new String[] {"v", "h"} : first ? new String[] {"k"} : NONE);
        }
    }

    private void readH(char n, boolean first) {
        if (first && n == 's') {
            consonant(2, "s");
        } else if (first) {
            consonant(1, "h", next("hua") ? new String[] {"v", "g", "j"} : new String[] {""});
        } else if (isVowel(n) || n == 'y') {
            if (isVowel(peek(-1)) || peek(-1) == 'y') {
                consonant(1, "h", "", "k");
            } else {
                unheard("h");
            }
        } else if (n == ' ') {
            at++;
        } else if (at == 1) {
            // Ahmed, Ahmad: hardly heard, but the name is one of three consonants.
            consonant(1, "", "h");
        } else {
            unheard("h");
        }
    }

    private void readS(char n) {
        if (next("shch")) {
            consonant(4, "s");
        } else if (next("sch")) {
            consonant(3, "s", "c", "j", "sk");
        } else if (n == 'h') {
            consonant(2, "s", "c");
        } else if (n == 'z' || n == 'c' && isFront(peek(2))) {
            consonant(2, "s");
        } else if (at == 0 && (n == 't' || n == 'p' || n == 'm' || n == 'c' || n == 'k')) {
            // Stefany, Estefany.
            consonant(1, "s", "as");
        } else {
            consonant(1, "s");
        }
    }

    private void readT(char n) {
        if (next("tsch")) {
            consonant(4, "c");
        } else if (next("tch") || next("tsh")) {
            consonant(3, "c");
        } else if (n == 'h') {
            consonant(2, "t", "s");
        } else if (n == 's' || n == 'z') {
            consonant(2, "s", "c");
        } else {
            consonant(1, "t", n == ' ' ? new String[] {"d"} : NONE);
        }
    }
}
