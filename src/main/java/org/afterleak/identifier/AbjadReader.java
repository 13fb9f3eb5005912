package org.afterleak.identifier;

/**
 * Reads the sounds of a token in Arabic or Hebrew letters, which leave short vowels out. Folding has taken the points and
 * the hamza away. The article is taken off: where such a name is written in Latin letters it is mostly a word apart.
 */
final class AbjadReader {
    private final NameSounds sounds = new NameSounds();
    private final String text;
    private int at;

    private AbjadReader(String letters) {
        text = letters;
    }

    static boolean reads(int codePoint) {
        return codePoint >= 0x05D0 && codePoint <= 0x05EA || codePoint >= 0x0620 && codePoint <= 0x06D5;
    }

    static NameSounds read(String letters) {
        String text = letters;
        if (text.startsWith("عبدال") && text.length() > 6) {
            text = "عبد" + text.substring(5);
        } else if (text.startsWith("ال") && text.length() > 4) {
            text = text.substring(2);
        }
        AbjadReader reader = new AbjadReader(text);
        reader.sounds.withoutVowels();
        for (; reader.at < text.length(); reader.at++) {
            reader.letter(text.charAt(reader.at));
        }
        return reader.sounds;
    }

    private char peek(int offset) {
        int i = at + offset;
        return i >= 0 && i < text.length() ? text.charAt(i) : ' ';
    }

    private boolean first() {
        return at == 0;
    }

    private boolean last() {
        return at == text.length() - 1;
    }

    private void consonant(String main, String... others) {
        if (!sounds.isEmpty() && !sounds.endsInVowel()) {
            sounds.gap();
        }
        sounds.consonant(main, others);
    }

    private void vowel(String main, String... others) {
        if (!sounds.isEmpty() && sounds.endsInVowel()) {
            return;
        }
        String sound = last() && !first() && main.equals("u") ? "o" : main;
        sounds.vowel(sound, main, others);
    }

    private void sibilant(String initial, String other) {
        consonant(first() ? initial : "s", other);
    }

    private void letter(char c) {
        switch (c) {
            case 'ا', 'א' -> {
                if (first() && (peek(1) == 'و' || peek(1) == 'ו') && !isA(peek(2))) {
                    vowel("u", "a");
                    at++;
                } else if (first() && (peek(1) == 'ي' || peek(1) == 'י')) {
                    vowel("a");
                    at++;
                } else {
                    vowel("a", first() ? new String[] {"u"} : new String[0]);
                }
            }
            case 'ى', 'ة', 'ۃ' -> vowel("a", "i");
            case 'ے' -> vowel("i", "e");
            case 'ع', 'ע' -> {
                if (first()) {
                    vowel("a", "u");
                    if (peek(1) == 'و' || peek(1) == 'ו' || peek(1) == 'ي' || peek(1) == 'י' || isA(peek(1))) {
                        at++;
                    }
                }
            }
            case 'و', 'ו' -> {
                if (c == peek(1)) {
                    consonant("v", "u");
                    at++;
                } else if (first()
                        || isA(peek(1))
                        || sounds.endsInVowel()
                        || peek(1) == 'י' && at == text.length() - 2) {
                    consonant("v", "");
                } else {
                    vowel("u", "v");
                }
            }
            case 'ي', 'י' -> {
                if (first()) {
                    consonant("j", "");
                } else if (!last() || !sounds.endsInVowel()) {
                    // Rania, Nadia: the last vowel tells, and only one is kept.
                    boolean isLastButOne = at == text.length() - 2 && "اةىه".indexOf(peek(1)) >= 0;
                    vowel("i", isLastButOne ? new String[] {"a", "e"} : new String[] {"e"});
                }
            }
            case 'ه', 'ہ', 'ה' -> {
                if (last() && !first()) {
                    vowel("a", "i", "");
                } else {
                    consonant("h", "");
                }
            }
            case 'ح' -> {
                if (!last() || first()) {
                    consonant("h", "", "k");
                } else if (!sounds.endsInVowel()) {
                    // Saleh, Salah: not heard itself, but the vowel before it is.
                    sounds.gap();
                }
            }
            case 'ח' -> consonant("h", "k", "c", "");
            case 'ھ' -> {
                if (first() || sounds.endsInVowel()) {
                    consonant("h", "");
                }
            }
            case 'خ' -> consonant("h", "k", "");
            case 'ب' -> consonant("b", "p");
            case 'ב' -> consonant("b", "v");
            case 'پ' -> consonant("p");
            case 'ت', 'ط', 'ٹ', 'ט', 'ת' -> consonant("t", last() ? new String[] {"d"} : new String[0]);
            case 'ث' -> consonant("t", "s");
            case 'ج' -> consonant("j", "g");
            case 'چ' -> consonant("c");
            case 'ژ' -> consonant("j");
            case 'د', 'ڈ', 'ד' -> consonant("d", last() ? new String[] {"t"} : new String[0]);
            case 'ذ', 'ض' -> consonant("d", first() ? "z" : "s");
            case 'ز', 'ז' -> sibilant("z", "j");
            case 'ظ' -> sibilant("z", "d");
            case 'ر', 'ڑ', 'ר' -> consonant("r");
            case 'س', 'ش', 'ص', 'ס' -> consonant("s");
            case 'ש' -> consonant("s");
            case 'צ', 'ץ' -> consonant("s", "c");
            case 'غ' -> consonant("g", last() ? new String[] {"", "j"} : new String[] {"j"});
            case 'گ' -> consonant("g");
            case 'ג' -> consonant("g", "j");
            case 'ف', 'ף' -> consonant("f", "v");
            case 'פ' -> consonant("p", "f");
            case 'ق' -> consonant("k", "g");
            case 'ك' -> consonant("k", "g");
            case 'ק' -> consonant("k", "c");
            case 'כ', 'ך' -> consonant("k", "h", "c");
            case 'ل', 'ל' -> consonant("l");
            case 'م', 'מ', 'ם' -> consonant("m");
            case 'ن', 'ں', 'נ', 'ן' -> consonant("n");
            default -> {}
        }
    }

    private static boolean isA(char c) {
        return c == 'ا' || c == 'א';
    }
}
