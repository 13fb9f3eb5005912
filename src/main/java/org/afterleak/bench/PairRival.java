package org.afterleak.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.codec.EncoderException;
import org.apache.commons.codec.language.DoubleMetaphone;
import org.apache.commons.codec.language.bm.BeiderMorseEncoder;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * What plaintext matchers of the usual kinds say of two names: cut in tokens ({@link TokenRival}), a token held against
 * another one by its letters, or by whether a phonetic algorithm gives them a code in common. Thread-safe.
 */
public enum PairRival {
    /** Jaro and Winkler's similarity of letters. */
    JARO_WINKLER("Jaro-Winkler"),
    /** Philips's Double Metaphone (2000), primary and alternate code. */
    DOUBLE_METAPHONE("Double Metaphone"),
    /** Beider and Morse's phonetic matching (2008), generic, approximate rules. */
    BEIDER_MORSE("Beider-Morse");

    /** Different tokens whose codes are kept. */
    private static final int MOST_CODES = 1 << 16;

    private static final JaroWinklerSimilarity LETTERS = new JaroWinklerSimilarity();
    private static final DoubleMetaphone METAPHONE = new DoubleMetaphone();
    private static final BeiderMorseEncoder BEIDER = new BeiderMorseEncoder();

    private final String label;
    private final Map<String, Set<String>> codes = new ConcurrentHashMap<>();

    PairRival(String label) {
        this.label = label;
    }

    /** The name of the algorithm. */
    public String label() {
        return label;
    }

    /** The same as a key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean same(String one, String two) {
        ToDoubleBiFunction<String, String> alike =
                this == JARO_WINKLER ? LETTERS::apply : (a, b) -> isAlike(a, b) ? 1 : 0;
        return TokenRival.same(one, two, alike);
    }

    private boolean isAlike(String one, String two) {
        return one.equals(two) || codes(one).stream().anyMatch(codes(two)::contains);
    }

    private Set<String> codes(String token) {
        if (codes.size() > MOST_CODES) {
            codes.clear();
        }
        return codes.computeIfAbsent(token, this::encoded);
    }

    private Set<String> encoded(String token) {
        if (this == DOUBLE_METAPHONE) {
            return without(METAPHONE.doubleMetaphone(token), METAPHONE.doubleMetaphone(token, true));
        }
        try {
            return without(BEIDER.encode(token).split("[^\\p{L}]+"));
        } catch (EncoderException e) {
            return Set.of();
        }
    }

    /** Codes but the empty one, which letters have that the algorithm does not know. */
    private static Set<String> without(String... codes) {
        return Set.copyOf(
                Arrays.stream(codes).filter(c -> c != null && !c.isEmpty()).toList());
    }
}
