package org.afterleak.watchlist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.afterleak.identifier.NameKeys;
import org.afterleak.identifier.NameParts;

/**
 * By what a name is found: the rules that the import and the matcher share.
 *
 * <p>A name is a list of folded tokens. Its <em>forms</em> are the tokens, and neighbours that are also written as one
 * word. It is searched for by unordered pairs of the {@linkplain NameKeys#key keys} of two forms, so that spellings of one
 * name meet without being listed, and by the key of one token with the initial of another.
 *
 * <p>Weak tokens (particles, titles, single letters, the commonest words of several languages) stand in every text: a pair
 * with one points at nobody and costs a look-up on every page, so it is a feature only of a name that has no better one.
 */
public final class NameFeatures {
    /** Tokens of fewer characters have no typing errors looked for: too many other words are one error away. */
    public static final int MIN_TYPO_CHARS = 3;

    /** Characters of a token in which typing errors are looked for. */
    public static final int MAX_TYPO_CHARS = 20;

    /** Names of more strong tokens are not found by an initial alone. */
    private static final int MOST_INITIAL_TOKENS = 3;

    private static final Set<String> COMMON_WORDS = readCommonWords();

    /** One form of a name, in the clear. */
    static final class Form {
        final Words.Word word;
        final int cover;

        /** Whether it is so common in prose that it may not start a pair. */
        final boolean weak;

        /** Whether its absence says nothing: a particle, a title, an initial. */
        final boolean optional;

        Form(Words.Word word, int cover, boolean joined) {
            this.word = word;
            this.cover = cover;
            this.weak = !joined && word.weak;
            this.optional = !joined && word.optional;
        }

        @Override
        public String toString() {
            return "Form[" + Integer.toBinaryString(cover) + "]";
        }
    }

    private final List<Form> forms = new ArrayList<>();
    private final int tokenCount;

    /** The features of a name of distinct tokens, at most {@link RecordEntry#MAX_TOKENS}. */
    NameFeatures(List<String> tokens, Words words) {
        this.tokenCount = tokens.size();
        for (int i = 0; i < tokens.size(); i++) {
            forms.add(new Form(words.of(tokens.get(i)), 1 << i, false));
        }
        for (NameParts.Joined join : NameParts.joins(tokens)) {
            if (forms.size() < RecordEntry.MAX_FORMS) {
                int cover = (1 << join.to()) - (1 << join.from());
                forms.add(new Form(words.of(join.token()), cover, true));
            }
        }
    }

    /** What two people share who bear the same name: the keys of its strong tokens, whatever their order. */
    String whole() {
        List<String> keys = new ArrayList<>(forms.size());
        for (Form form : filtered()) {
            if (Integer.bitCount(form.cover) == 1) {
                keys.add(form.word.key);
            }
        }
        keys.sort(null);
        return String.join(" ", keys);
    }

    int tokenCount() {
        return tokenCount;
    }

    List<Form> forms() {
        return forms;
    }

    /**
     * Index pairs of forms that are features: the best that the name has, by how many of the two are weak; and of a name of
     * one strong token, that token with itself.
     */
    List<int[]> pairs() {
        List<int[]> pairs = new ArrayList<>(bestPairs());
        List<Integer> strong = new ArrayList<>();
        for (int i = 0; i < tokenCount; i++) {
            if (!forms.get(i).weak) {
                strong.add(i);
            }
        }
        if (strong.size() == 1) {
            pairs.add(new int[] {strong.get(0), strong.get(0)});
        }
        return pairs;
    }

    private List<int[]> bestPairs() {
        // Those of single tokens first: what is often written as one word may as well be written as two.
        List<int[]> pairs = new ArrayList<>(bestPairs(0, tokenCount));
        // Each of these by itself: what Wei Ling Tan joins to lingtan is no reason to do without Tan, Weiling.
        for (int joined = tokenCount; joined < forms.size(); joined++) {
            pairs.addAll(bestPairs(joined, joined + 1));
        }
        return pairs;
    }

    /** The best pairs of which the second form is one of those. */
    private List<int[]> bestPairs(int from, int to) {
        for (int weakAllowed = 0; weakAllowed <= 2; weakAllowed++) {
            List<int[]> pairs = new ArrayList<>();
            for (int j = from; j < to; j++) {
                for (int i = 0; i < j; i++) {
                    Form a = forms.get(i);
                    Form b = forms.get(j);
                    int weak = (a.weak ? 1 : 0) + (b.weak ? 1 : 0);
                    if (weak == weakAllowed && (a.cover & b.cover) == 0) {
                        pairs.add(new int[] {i, j});
                    }
                }
            }
            if (!pairs.isEmpty()) {
                return pairs;
            }
        }
        return List.of();
    }

    /** Index pairs of tokens of which the first may be written as its initial. */
    List<int[]> initials() {
        List<Integer> strong = new ArrayList<>();
        for (int i = 0; i < tokenCount; i++) {
            if (!forms.get(i).weak) {
                strong.add(i);
            }
        }
        List<int[]> pairs = new ArrayList<>();
        if (strong.size() <= MOST_INITIAL_TOKENS) {
            for (int i : strong) {
                for (int j : strong) {
                    if (i != j && forms.get(i).word.initial != null) {
                        pairs.add(new int[] {i, j});
                    }
                }
            }
        }
        return pairs;
    }

    /** Forms that the token filter must let through: the strong ones, and all of a name that has only weak ones. */
    List<Form> filtered() {
        List<Form> strong = new ArrayList<>(forms.size());
        boolean anyStrong = false;
        for (int i = 0; i < forms.size(); i++) {
            if (!forms.get(i).weak) {
                strong.add(forms.get(i));
                anyStrong |= i < tokenCount;
            }
        }
        return anyStrong ? strong : forms;
    }

    /** Whether the folded token is so common in prose that it may not start a pair. */
    public static boolean isWeak(String token) {
        return COMMON_WORDS.contains(token) || isOptional(token);
    }

    /** Whether a name is the same name without the folded token: a particle, a title, a suffix, an initial. */
    public static boolean isOptional(String token) {
        return token.length() == 1 && token.charAt(0) < 0x2E80 || NameParts.isWeak(token);
    }

    /** The letter that stands for a token as its initial; null where it begins with none that is used so. */
    public static @org.jspecify.annotations.Nullable String initial(String token) {
        int c = token.codePointAt(0);
        return Character.isLetter(c) && c < 0x2E80 ? Character.toString(c) : null;
    }

    /** The token with each of its characters left out in turn (Garbe's symmetric deletion), each result once. */
    public static Set<String> deletions(String token) {
        Set<String> shorter = new LinkedHashSet<>();
        for (int i = 0; i < token.length(); i++) {
            shorter.add(token.substring(0, i) + token.substring(i + 1));
        }
        return shorter;
    }

    private static Set<String> readCommonWords() {
        try (InputStream in = NameFeatures.class.getResourceAsStream("common-words.txt")) {
            if (in == null) {
                throw new IllegalStateException("common-words.txt is not on the class path");
            }
            Set<String> words = new HashSet<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    words.addAll(List.of(line.split(" ", -1)));
                }
            }
            return Set.copyOf(words);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
