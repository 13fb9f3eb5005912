package org.afterleak.watchlist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterleak.identifier.NameKeys;

/**
 * How rare the tokens of a name are, in bits, estimated from the list itself with a prior (Dirichlet-smoothed relative
 * frequencies), so that a short list does not make every name rare. Whole bits, 0 to 15: finer would tell who holds an
 * opened entry which name it is.
 *
 * <p>Tokens of one name are not independent: a first name that is rare in the world is common among those who bear a
 * surname of the same people. So the most frequent token counts with its share of all people, and each further one with
 * its share of those who bear another token of the name, or of those of the same nationality, whichever it goes with most:
 * a dependence tree in the manner of Chow and Liu (1968). Bits of one name's tokens may therefore be added. For the same
 * reason a nationality counts with its share of those who bear the name's tokens: to know that somebody called Nguyen is
 * from Vietnam is to know nothing new.
 */
final class NameRarity {
    /** Weight of the prior, in people. */
    private static final double PRIOR_PEOPLE = 2_000;

    /** Weight of independence in a share among the bearers of another token, in people. */
    private static final double INDEPENDENT_PEOPLE = 8;

    /** A token that no table knows is borne by one in 2^13 people, a key, which gathers several tokens, by one in 2^12. */
    private static final int UNKNOWN_BITS = 13;

    private static final int UNKNOWN_KEY_BITS = 12;
    private static final int MOST_BITS = 15;

    /** People whose pairs of tokens are counted: more would tell nothing new, and take memory. */
    private static final long COUNTED_PEOPLE = 2_000_000;

    private static final Map<String, Integer> COMMON = readCommon();
    private static final Map<String, Double> COMMON_KEYS = commonKeys();

    private final LongCounts tokens = new LongCounts(1024);
    private final LongCounts keys = new LongCounts(1024);
    private final LongCounts pairs = new LongCounts(1024);
    private final LongCounts nations = new LongCounts(64);
    private long named;

    /** Bits of the forms of one name. */
    static final class Bits {
        private final int[] token;
        private final int[] key;

        private Bits(int[] token, int[] key) {
            this.token = token;
            this.key = key;
        }

        /** Of the form as it is written. */
        int token(int form) {
            return token[form];
        }

        /** Of all spellings that share its key. */
        int key(int form) {
            return key[form];
        }
    }

    /** Adds a name, and its bearer's nationality, to what the list tells. */
    void count(PreparedRecord record) {
        NameFeatures name = record.name;
        if (name.tokenCount() == 0) {
            return;
        }
        named++;
        for (NameFeatures.Form form : name.forms()) {
            tokens.increment(form.word.wordTag);
            keys.increment(form.word.keyTag);
        }
        for (int i = 0; i < name.tokenCount() && named <= COUNTED_PEOPLE; i++) {
            for (int j = i + 1; j < name.tokenCount(); j++) {
                pairs.increment(record.pairTag(i, j));
            }
            for (int n = 0; n < record.nationalities.length; n++) {
                pairs.increment(record.nationalityPairTag(i, n));
            }
        }
        for (long nationality : record.nationalities) {
            nations.increment(nationality);
        }
    }

    /** The bits of a name that was counted before. */
    Bits of(PreparedRecord record) {
        NameFeatures name = record.name;
        List<NameFeatures.Form> forms = name.forms();
        int n = forms.size();
        int[] have = new int[n];
        double[] share = new double[n];
        double[] conditional = new double[n];
        int[] order = new int[name.tokenCount()];
        for (int i = 0; i < n; i++) {
            Words.Word word = forms.get(i).word;
            have[i] = keys.count(word.keyTag);
            share[i] = share(have[i] - 1L, word.keyPrior);
            conditional[i] = share[i];
            if (i < order.length) {
                // The most frequent first; of equal ones the one that comes first.
                int at = i;
                for (; at > 0 && share[order[at - 1]] < share[i]; at--) {
                    order[at] = order[at - 1];
                }
                order[at] = i;
            }
        }
        for (int k = 1; k < order.length; k++) {
            int i = order[k];
            for (int before = 0; before < k; before++) {
                int j = order[before];
                conditional[i] = Math.max(conditional[i], given(record.pairTag(i, j), have[j], share[i]));
            }
            for (int m = 0; m < record.nationalities.length; m++) {
                int bearers = nations.count(record.nationalities[m]);
                conditional[i] = Math.max(conditional[i], given(record.nationalityPairTag(i, m), bearers, share[i]));
            }
        }
        int[] token = new int[n];
        int[] key = new int[n];
        for (int i = 0; i < n; i++) {
            Words.Word word = forms.get(i).word;
            double own = Math.min(share[i], share(tokens.count(word.wordTag) - 1L, word.textPrior));
            key[i] = bits(conditional[i]);
            token[i] = bits(conditional[i] * own / share[i]);
        }
        return new Bits(token, key);
    }

    /** Share of people who are expected to have a token of that key, before the list tells. */
    static double keyPrior(String key) {
        return COMMON_KEYS.getOrDefault(key, Math.pow(2, -UNKNOWN_KEY_BITS));
    }

    /** Share of people who are expected to have that token, as it is written. */
    static double textPrior(String text) {
        return Math.pow(2, -COMMON.getOrDefault(text, UNKNOWN_BITS));
    }

    private double share(long others, double prior) {
        return (Math.max(0, others) + PRIOR_PEOPLE * prior) / (named - 1 + PRIOR_PEOPLE);
    }

    /**
     * How rare a nationality is among those who bear a token of the name, in bits: of the token that it goes with most.
     *
     * @param nationality which of the record's nationalities
     * @param alone its bits among all people
     */
    int nationalityBits(PreparedRecord record, int nationality, int alone) {
        double share = Math.pow(2, -alone);
        double most = share;
        for (int i = 0; i < record.name.tokenCount(); i++) {
            int bearers = keys.count(record.name.forms().get(i).word.keyTag);
            most = Math.max(most, given(record.nationalityPairTag(i, nationality), bearers, share));
        }
        return bits(most);
    }

    /** Share of those who have one thing among the others who have the other one. */
    private double given(long pair, int haveOther, double share) {
        long both = Math.max(0, pairs.count(pair) - 1L);
        long bearers = Math.max(both, Math.min(haveOther - 1L, COUNTED_PEOPLE));
        return (both + INDEPENDENT_PEOPLE * share) / (bearers + INDEPENDENT_PEOPLE);
    }

    private static int bits(double share) {
        return Math.clamp(Math.round(-Math.log(share) / Math.log(2)), 0, MOST_BITS);
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
