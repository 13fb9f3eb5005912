package org.afterleak.identifier;

/** The writing systems by which names of countries and months are kept apart, by the first letter of a phrase. */
enum NameScript {
    LATIN,
    CYRILLIC,
    ARABIC,
    EAST_ASIAN,
    OTHER;

    static NameScript of(String phrase) {
        int c = phrase.codePointAt(0);
        if (c < 0x250) {
            return LATIN;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case LATIN -> LATIN;
            case ARABIC -> ARABIC;
            case CYRILLIC -> CYRILLIC;
            case HAN, HIRAGANA, KATAKANA, HANGUL -> EAST_ASIAN;
            default -> OTHER;
        };
    }
}
