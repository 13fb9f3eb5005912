package org.afterleak.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.afterleak.crypto.FastTags;
import org.afterleak.identifier.NameKeys;
import org.afterleak.identifier.Names;
import org.afterleak.identifier.NumberWords;
import org.afterleak.watchlist.NameFeatures;
import org.afterleak.watchlist.TagFilter;
import org.afterleak.watchlist.Watchlist;
import org.jspecify.annotations.Nullable;

/**
 * What the prefilters say of a word, remembered: running text says the same few thousand words again and again, so the
 * price of a question is paid once. Words are asked by their own key; only {@link #near} a listed one are all the ways
 * tried in which a name may be written. Bounded; not thread-safe.
 */
final class Lexicon {
    private static final int SLOTS = 1 << 15;
    private static final int REMEMBERED_LONG = 1 << 12;
    private static final int REMEMBERED_KEYS = 1 << 15;
    private static final int REMEMBERED_NEAR = 1 << 14;
    private static final int MOST_LEET_CHARS = 24;
    private static final int SHORT_LEET_CHARS = 6;
    private static final int MOST_CORRECTIONS = 16;
    private static final int MOST_FORMS = 24;
    /** Characters of a word that may be two, and of each of the two. */
    private static final int MIN_JOINED = 7;

    private static final int MAX_JOINED = 26;
    private static final int MIN_PART = 2;
    private static final int MIN_LISTED_PART = 3;

    /** Letters of each part of a hyphenated name that is also written as one word. */
    private static final int MOST_SYLLABLE = 6;

    private static final int MOST_PARTED = 5;

    /** Words around a joined one that are read with it. */
    private static final int SPLIT_REACH = 8;

    /** Letters that are typed for others, by the script of the word. */
    private static final List<String> TYPED = List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўқғүұөәһ",
            "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤپچژگ",
            "αβγδεζηθικλμνξοπρστυφχψω",
            "אבגדהוזחטיכלמנסעפצקרשתםןףךץ");

    /** One way to read a word as a listed name's token. */
    static final class Alternative {
        final String form;
        final String key;
        final long tag;
        final Way way;

        Alternative(String form, String key, long tag, Way way) {
            this.form = form;
            this.key = key;
            this.tag = tag;
            this.way = way;
        }

        @Override
        public String toString() {
            return "Alternative[" + way + "]";
        }
    }

    /** A word that a pair may be made with. */
    static final class Word {
        final List<Alternative> alternatives;

        /** Whether it may start a pair; a weak word only goes along with one that may. */
        final boolean strong;

        /** The letter, where the word is a single one; its tag as an initial. */
        final @Nullable String initial;

        final long initialTag;

        /** The digit that the word stands for, -1 for none. */
        final int digit;

        /** Whether a listed name has the word as it is written. */
        final boolean listed;

        Word(
                List<Alternative> alternatives,
                boolean strong,
                @Nullable String initial,
                long initialTag,
                int digit,
                boolean listed) {
            this.alternatives = alternatives;
            this.strong = strong;
            this.initial = initial;
            this.initialTag = initialTag;
            this.digit = digit;
            this.listed = listed;
        }

        @Override
        public String toString() {
            return "Word[" + alternatives + "]";
        }
    }

    private static final Word NOTHING = new Word(List.of(), false, null, 0, -1, false);

    private final FastTags tagger;
    private final TagFilter keys;
    private final TagFilter words;
    private final TagFilter deletions;
    private final boolean variants;

    private final long[] first = new long[SLOTS];
    private final long[] second = new long[SLOTS];
    private final Word[] known = new Word[SLOTS];
    private final Map<String, Word> longWords = new Lru<>(REMEMBERED_LONG);
    private final Map<String, String> keysOf = new Lru<>(REMEMBERED_KEYS);

    /** For a word where it comes apart. */
    private final Map<String, List<Integer>> joined = new Lru<>(REMEMBERED_LONG);

    private final Map<String, List<Alternative>> nearby = new Lru<>(REMEMBERED_NEAR);

    Lexicon(Watchlist watchlist, boolean prefilter, boolean variants) {
        this.tagger = watchlist.fastTags();
        this.keys = prefilter ? watchlist.tokenFilter() : TagFilter.ALL;
        this.words = watchlist.wordFilter();
        this.deletions = watchlist.deletionFilter();
        this.variants = variants;
    }

    /** The word at that place, {@code null} where no listed name has one like it. */
    @Nullable
    Word word(Tokens tokens, int token) {
        int size = tokens.size(token);
        if (size >= FastTags.BLOCK) {
            return size > Names.MAX_TOKEN_CHARS * 3
                    ? null
                    : orNull(longWords.computeIfAbsent(tokens.text(token), t -> look(t, tokens.hasDigit(token))));
        }
        long a = 0;
        long b = 0;
        int from = tokens.foldedFrom[token];
        for (int i = 0; i < size; i++) {
            long c = tokens.folded[from + i] & 0xFFL;
            if (i < Long.BYTES) {
                a |= c << i * 8;
            } else {
                b |= c << (i - Long.BYTES) * 8;
            }
        }
        b |= (long) size << 56;
        int slot = (int) ((a * 0x9E3779B97F4A7C15L ^ b * 0xC2B2AE3D27D4EB4FL) >>> 49);
        Word word = known[slot];
        if (word == null || first[slot] != a || second[slot] != b) {
            word = look(tokens.text(token), tokens.hasDigit(token));
            first[slot] = a;
            second[slot] = b;
            known[slot] = word;
        }
        return orNull(word);
    }

    private static @Nullable Word orNull(Word word) {
        return word == NOTHING ? null : word;
    }

    private Word look(String text, boolean digits) {
        if (digits) {
            return variants && mayBeLeet(text) ? ofPassing(near(text), true) : NOTHING;
        }
        if (variants && text.charAt(0) >= 0x250) {
            // Rare where names are Latin, and most of what is not Latin needs another key than its own.
            List<Alternative> passing = near(text);
            return ofPassing(passing, !NameFeatures.isWeak(text));
        }
        boolean weak = NameFeatures.isWeak(text);
        String initial = text.length() == 1 ? NameFeatures.initial(text) : null;
        String key = NameKeys.key(text);
        long tag = tagger.token(key);
        boolean passes = keys.mightContain(tag);
        int digit = variants ? NumberWords.digit(text) : -1;
        if (!passes && !weak && digit < 0) {
            return NOTHING;
        }
        List<Alternative> own = List.of(new Alternative(text, key, tag, Way.SOUND));
        return new Word(own, passes, initial, initial == null ? 0 : tagger.initial(initial), digit, isListed(text));
    }

    private Word ofPassing(List<Alternative> passing, boolean strong) {
        boolean starts = strong && passing.stream().anyMatch(a -> keys.mightContain(a.tag));
        return passing.isEmpty() ? NOTHING : new Word(passing, starts, null, 0, -1, true);
    }

    /** Whether a listed name may have a token of that key, or one so common that the prefilter does not hold it. */
    boolean mayBeListed(String text, String key) {
        return text.codePointCount(0, text.length()) == 1
                || NameFeatures.isWeak(text)
                || keys.mightContain(tagger.token(key));
    }

    /** Whether a key's tag passes the prefilter. */
    boolean passes(long tag) {
        return keys.mightContain(tag);
    }

    /** The key of a word, remembered. */
    String keyOf(String text) {
        String key = keysOf.get(text);
        if (key == null) {
            key = NameKeys.key(text);
            keysOf.put(text, key);
        }
        return key;
    }

    /** Whether a key passes the prefilter. */
    boolean passes(String key) {
        return keys.mightContain(tagger.token(key));
    }

    /** Whether a listed name may have that very word; short ones are not told from their spellings. */
    boolean hasWord(String text) {
        return words.mightContain(tagger.word(text));
    }

    /**
     * Adds a reading of what is around words that may be two or three listed ones without a space between, with these
     * parted.
     */
    void addSplits(Tokens tokens) {
        int count = variants ? tokens.count : 0;
        for (int i = 0; i < count; i++) {
            if (mayBeJoined(tokens, i) && !parts(tokens.text(i)).isEmpty() || isHyphenated(tokens, i, count)) {
                int first = i;
                while (first > 0 && i - first < SPLIT_REACH && tokens.streams[first - 1] == tokens.streams[i]) {
                    first--;
                }
                int last = i;
                // Further joined words in reach are parted in the same reading.
                int end = i + SPLIT_REACH;
                while (last + 1 < count && last < end && tokens.streams[last + 1] == tokens.streams[i]) {
                    last++;
                    end = mayBeJoined(tokens, last) ? last + SPLIT_REACH : end;
                }
                addParted(tokens, first, last);
                i = last;
            }
        }
    }

    private void addParted(Tokens tokens, int first, int last) {
        tokens.beginStream();
        for (int i = first; i <= last; i++) {
            if (isHyphenated(tokens, i, last + 1)) {
                tokens.copyJoined(i, i == first);
                i++;
                continue;
            }
            List<Integer> parts = mayBeJoined(tokens, i) ? parts(tokens.text(i)) : List.of();
            int from = 0;
            for (int to : parts) {
                tokens.copy(i, from, to, i == first && from == 0);
                from = to;
            }
            tokens.copy(i, from, tokens.size(i), i == first && from == 0);
        }
    }

    /** Whether a short word with a capital and the next one are one with a hyphen between, as Chinese and Korean names are. */
    private static boolean isHyphenated(Tokens tokens, int token, int end) {
        return token + 1 < end
                && tokens.gaps[token + 1] == Tokens.GAP_NONE
                && tokens.streams[token + 1] == tokens.streams[token]
                && tokens.starts[token + 1] > tokens.ends[token]
                && tokens.isCapital(token)
                && tokens.size(token) <= MOST_SYLLABLE
                && tokens.size(token + 1) <= MOST_SYLLABLE
                && tokens.isAsciiWord(token)
                && tokens.isAsciiWord(token + 1);
    }

    private static boolean mayBeJoined(Tokens tokens, int token) {
        int size = tokens.size(token);
        return size >= MIN_JOINED
                && size <= MAX_JOINED
                && tokens.isCapital(token)
                && tokens.isWord(token)
                && tokens.isAsciiWord(token);
    }

    /** Where the word comes apart into listed ones, longest first part first; empty where it does not. */
    private List<Integer> parts(String text) {
        List<Integer> known = joined.get(text);
        if (known == null) {
            known = words.mightContain(tagger.word(text)) ? List.of() : split(text, 0, 1);
            joined.put(text, known);
        }
        return known;
    }

    private List<Integer> split(String text, int from, int depth) {
        for (int k = text.length() - MIN_PART; k >= from + MIN_PART; k--) {
            if (isListed(text.substring(from, k))) {
                if (isListed(text.substring(k))) {
                    return List.of(k);
                }
                List<Integer> rest = depth < MOST_PARTED ? split(text, k, depth + 1) : List.of();
                if (!rest.isEmpty()) {
                    List<Integer> all = new ArrayList<>(List.of(k));
                    all.addAll(rest);
                    return all;
                }
            }
        }
        return List.of();
    }

    private boolean isListed(String word) {
        if (NameFeatures.isOptional(word)) {
            return word.length() > 1;
        }
        return word.length() >= MIN_LISTED_PART && word.length() >= NameFeatures.MIN_TYPO_CHARS
                ? words.mightContain(tagger.word(word))
                : keys.mightContain(tagger.token(NameKeys.key(word)));
    }

    /** Whether the word, read backwards, is like a listed one. */
    boolean passesReversed(String text) {
        return keys.mightContain(
                tagger.token(NameKeys.key(new StringBuilder(text).reverse().toString())));
    }

    /** Every way in which the word may be a listed name's token: those that the prefilter lets through. */
    List<Alternative> near(String text) {
        if (!variants) {
            String key = NameKeys.key(text);
            long tag = tagger.token(key);
            return keys.mightContain(tag) ? List.of(new Alternative(text, key, tag, Way.SOUND)) : List.of();
        }
        List<Alternative> found = nearby.get(text);
        if (found == null) {
            found = lookNear(text);
            nearby.put(text, found);
        }
        return found;
    }

    private List<Alternative> lookNear(String text) {
        Map<String, Alternative> found = new LinkedHashMap<>();
        boolean digits = text.chars().anyMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            addKeys(text, found);
        }
        if (text.length() <= MOST_LEET_CHARS && text.length() >= 2) {
            for (String form : undisguised(text, digits)) {
                String key = NameKeys.key(form);
                add(found, new Alternative(form, key, tagger.token(key), Way.DISGUISE));
            }
        }
        if (!digits) {
            for (String correction : corrections(text)) {
                String key = NameKeys.key(correction);
                add(found, new Alternative(correction, key, tagger.token(key), Way.TYPO));
            }
        }
        return List.copyOf(found.values());
    }

    private void addKeys(String form, Map<String, Alternative> found) {
        for (NameKeys.Keyed keyed : NameKeys.keys(form)) {
            Way way = switch (keyed.variant()) {
                case SAME -> Way.SOUND;
                case SPELLING -> Way.SPELLING;
                case SCRIPT -> Way.SCRIPT;
                case NICKNAME -> Way.NICKNAME;
            };
            add(found, new Alternative(form, keyed.key(), tagger.token(keyed.key()), way));
        }
    }

    private void add(Map<String, Alternative> found, Alternative alternative) {
        // A weak token is in no prefilter, and goes along with one that is.
        if (keys.mightContain(alternative.tag)
                || NameFeatures.isWeak(alternative.form) && alternative.way != Way.TYPO) {
            found.putIfAbsent(alternative.way == Way.TYPO ? '=' + alternative.form : alternative.key, alternative);
        }
    }

    /** Letters and digits mixed as hardly anybody writes a number: in a short word, or with as many letters as digits. */
    private static boolean mayBeLeet(String text) {
        if (text.length() < 3 || text.length() > MOST_LEET_CHARS) {
            return false;
        }
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            letters += c < '0' || c > '9' ? 1 : 0;
        }
        return letters >= 1 && (text.length() <= SHORT_LEET_CHARS || letters * 2 >= text.length() - 1);
    }

    /** The word as it may have been before letters were drawn with digits, or misread from a picture. */
    private static Set<String> undisguised(String text, boolean digits) {
        Set<String> forms = new LinkedHashSet<>();
        if (digits) {
            forms.add(drawn(text, "oizeasgtbg"));
            forms.add(drawn(text, "olzeasbtbg"));
            forms.add(drawn(text, "olzeasgtbq"));
            forms.add(drawn(text, "dlzeasgjbp"));
            forms.remove(text);
            // A digit that was typed into a word stands for nothing.
            return forms;
        }
        replace(text, "rn", "m", forms);
        replace(text, "m", "rn", forms);
        replace(text, "vv", "w", forms);
        replace(text, "cl", "d", forms);
        replace(text, "l", "i", forms);
        replace(text, "ii", "u", forms);
        replace(text, "u", "ii", forms);
        replace(text, "c", "e", forms);
        replace(text, "e", "c", forms);
        replace(text, "h", "b", forms);
        replace(text, "b", "h", forms);
        replace(text, "li", "h", forms);
        replace(text, "i", "l", forms);
        return forms;
    }

    private static String drawn(String text, String letters) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= '0' && c <= '9' ? letters.charAt(c - '0') : c);
        }
        return out.toString();
    }

    private static void replace(String text, String seen, String meant, Set<String> forms) {
        int at = text.indexOf(seen);
        if (at < 0) {
            return;
        }
        forms.add(text.replace(seen, meant));
        for (; at >= 0 && forms.size() < MOST_FORMS; at = text.indexOf(seen, at + 1)) {
            forms.add(text.substring(0, at) + meant + text.substring(at + seen.length()));
        }
    }

    /**
     * The listed words that are one typing error away: a character more, less, another, or two swapped. First the symmetric
     * deletions are held against those of the listed words (Garbe, SymSpell), which most words do not pass.
     */
    private List<String> corrections(String text) {
        int n = text.length();
        if (n < NameFeatures.MIN_TYPO_CHARS || n > NameFeatures.MAX_TYPO_CHARS || NameFeatures.isWeak(text)) {
            return List.of();
        }
        boolean mayBe = deletions.mightContain(tagger.word(text));
        Set<String> shorter = NameFeatures.deletions(text);
        for (String one : shorter) {
            mayBe = mayBe || deletions.mightContain(tagger.word(one)) || words.mightContain(tagger.word(one));
        }
        if (!mayBe) {
            return List.of();
        }
        String typed = TYPED.stream()
                .filter(letters -> letters.indexOf(text.charAt(n - 1)) >= 0)
                .findFirst()
                .orElse("");
        Set<String> candidates = new LinkedHashSet<>(shorter);
        for (int i = 0; i + 1 < n; i++) {
            candidates.add(text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2));
        }
        for (int i = 0; i <= n; i++) {
            for (int k = 0; k < typed.length(); k++) {
                char c = typed.charAt(k);
                candidates.add(text.substring(0, i) + c + text.substring(i));
                if (i < n) {
                    candidates.add(text.substring(0, i) + c + text.substring(i + 1));
                }
            }
        }
        candidates.remove(text);
        List<String> listed = new ArrayList<>();
        for (String candidate : candidates) {
            if (listed.size() < MOST_CORRECTIONS
                    && words.mightContain(tagger.word(candidate))
                    && !NameFeatures.isWeak(candidate)) {
                listed.add(candidate);
            }
        }
        return listed;
    }

    /** Drops the entry used longest ago. */
    static final class Lru<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;
        private final int most;

        Lru(int most) {
            super(256, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
