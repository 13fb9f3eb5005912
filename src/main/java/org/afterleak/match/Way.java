package org.afterleak.match;

/** How a word of a text came to agree with a listed name's token, surest first. */
enum Way {
    /** Letter by letter, after folding. */
    EXACT("", 0),
    /** Letter by letter, once a disguise was undone: digits or marks for letters, letters that look alike. */
    DISGUISE("disguised", 1),
    /** In sound and spelling: the same key. */
    SOUND("spelled alike", 0.5),
    /** In another spelling or romanisation. */
    SPELLING("spelled otherwise", 1.5),
    /** In another script. */
    SCRIPT("in another script", 1),
    /** With one typing error. */
    TYPO("with a typing error", 3),
    /** By a nickname. */
    NICKNAME("by a nickname", 3),
    /** By its first letter. */
    INITIAL("by its initial", 0);

    private final String words;
    private final double cost;

    Way(String words, double cost) {
        this.words = words;
        this.cost = cost;
    }

    /** What is said of it, empty for an exact agreement. */
    String words() {
        return words;
    }

    /** Bits that the agreement is worth less than the rarity of what agrees. */
    double cost() {
        return cost;
    }
}
