package org.afterleak.watchlist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.afterleak.identifier.NameKeys;

/**
 * How rare a name token is, in bits: -log2 of the share of people who bear it, estimated from the list itself with a
 * prior (a Dirichlet-smoothed relative frequency), so that a short list does not make every name rare. Whole bits, 0 to
 * 15: finer would tell who holds an opened entry which name it is.
 */
final class NameRarity {
    /** Weight of the prior, in people. */
    private static final double PRIOR_PEOPLE = 2_000;

    /** A token that no table knows is borne by one in 2^13 people. */
    private static final int UNKNOWN_BITS = 13;

    /** A key gathers several tokens. */
    private static final int UNKNOWN_KEY_BITS = 12;

    private static final Map<String, Integer> COMMON = readCommon();
    private static final Map<String, Double> COMMON_KEYS = commonKeys();

    private NameRarity() {}

    /**
     * Rarity of a token.
     *
     * @param others how many of the other people seen bear it
     * @param seen how many other people were seen
     */
    static int bits(String token, long others, long seen) {
        double prior = Math.pow(2, -COMMON.getOrDefault(token, UNKNOWN_BITS));
        double share = (others + PRIOR_PEOPLE * prior) / (seen + PRIOR_PEOPLE);
        return Math.clamp(Math.round(-Math.log(share) / Math.log(2)), 0, 15);
    }

    /**
     * Rarity of a name key, which is that of all tokens that share it.
     *
     * @param others how many of the other people seen bear one of them
     * @param seen how many other people were seen
     */
    static int keyBits(String key, long others, long seen) {
        double prior = COMMON_KEYS.getOrDefault(key, Math.pow(2, -UNKNOWN_KEY_BITS));
        double share = (others + PRIOR_PEOPLE * prior) / (seen + PRIOR_PEOPLE);
        return Math.clamp(Math.round(-Math.log(share) / Math.log(2)), 0, 15);
    }

    /** Share of people whose name has one of the common tokens with that key. */
    private static Map<String, Double> commonKeys() {
        Map<String, Double> shares = new HashMap<>();
        COMMON.forEach((token, bits) -> shares.merge(NameKeys.key(token), Math.pow(2, -bits), Double::sum));
        return Map.copyOf(shares);
    }

    private static Map<String, Integer> readCommon() {
        try (InputStream in = NameRarity.class.getResourceAsStream("common-name-tokens.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-name-tokens.txt is not on the class path");
            }
            Map<String, Integer> bits = new HashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    String[] words = line.split(" ", -1);
                    for (int i = 1; i < words.length; i++) {
                        bits.putIfAbsent(words[i], Integer.parseInt(words[0]));
                    }
                }
            }
            return Map.copyOf(bits);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
