package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.afterleak.crypto.FastTags;
import org.afterleak.identifier.NameKeys;
import org.afterleak.identifier.Names;
import org.afterleak.identifier.NumberWords;
import org.afterleak.match.Vocabulary.Alternative;
import org.afterleak.match.Vocabulary.Word;
import org.afterleak.watchlist.NameFeatures;
import org.afterleak.watchlist.TagFilter;
import org.afterleak.watchlist.Watchlist;

/**
 * What the prefilters say of a word, by way of the {@link Vocabulary}, where each word is asked once. Words are asked by
 * their own key; only {@link #near} a listed one are all the ways tried in which a name may be written. Not thread-safe.
 */
final class Lexicon {
    private static final int MOST_LEET_CHARS = 24;
    private static final int SHORT_LEET_CHARS = 6;
    private static final int LONG_LEET_CHARS = 12;
    private static final int MOST_FORMS = 24;

    /** Words of one thread that are known without a look at the vocabulary, as powers of two. */
    private static final int MOST_RECENT = 16;

    private static final int MOST_RECENT_JOINS = 10;

    /** Characters of a word that may be two, and of each of the two. */
    private static final int MIN_JOINED = 7;

    private static final int MAX_JOINED = 26;
    private static final int MIN_PART = 2;
    private static final int MIN_LISTED_PART = 3;

    /** Letters of each part of a hyphenated name that is also written as one word. */
    private static final int MOST_SYLLABLE = 6;

    private static final int MOST_PARTED = 5;

    /** Characters of a script that has thousands, of which no part of a name has more. */
    private static final int MOST_IDEOGRAPHS = 6;

    private static final int FIRST_IDEOGRAPH = 0x2E80;

    /** Bytes of UTF-8 that are more than so many characters in any case, and the lowest first byte of such. */
    private static final int MOST_RUN = MOST_IDEOGRAPHS * 4;

    private static final int FIRST_RUN = 0xE3;

    /** Words around a joined one that are read with it. */
    private static final int SPLIT_REACH = 8;

    /** Letters that are typed for others, by the script of the word. */
    private static final List<String> TYPED = List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўқғүұөәһ",
            "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤپچژگ",
            "αβγδεζηθικλμνξοπρστυφχψω",
            "אבגדהוזחטיכלמנסעפצקרשתםןףךץ");

    /** Shared by all that is no word: nothing is found out about it. */
    private static final Word NOTHING = nothing();

    private static final int[] WHOLE = {};
    private static final int[] NO_BITS = {};

    static {
        NOTHING.near = List.of();
        NOTHING.parts = WHOLE;
        NOTHING.bits |= WordBits.NO_NEAR | WordBits.NO_PARTS;
    }

    private final FastTags tagger;
    private final TagFilter keys;
    private final TagFilter words;
    private final TagFilter deletions;
    private final boolean variants;
    private final RecentWords recent;

    /** The same for two words written as one: there are many more of these, and few come twice. */
    private final RecentWords joins;

    private byte[] blocks = new byte[FastTags.BLOCK * 64];
    private long[] tags = new long[64];
    private byte[] joint = new byte[4 * FastTags.BLOCK];
    private final byte[] word = new byte[Names.MAX_TOKEN_CHARS * 3 + FastTags.BLOCK];

    Lexicon(Watchlist watchlist, Vocabulary vocabulary, boolean prefilter, boolean variants) {
        this.tagger = watchlist.fastTags();
        this.recent = new RecentWords(vocabulary, this::look, MOST_RECENT);
        this.joins = new RecentWords(new Vocabulary(), this::look, MOST_RECENT_JOINS);
        this.keys = prefilter ? watchlist.tokenFilter() : TagFilter.ALL;
        this.words = watchlist.wordFilter();
        this.deletions = watchlist.deletionFilter();
        this.variants = variants;
    }

    /** Whether it stands for all that is not asked about, and not for one word. */
    static boolean isShared(Word word) {
        return word == NOTHING;
    }

    /** What is known of the word at that place. */
    Word entry(Tokens tokens, int token) {
        int size = tokens.size(token);
        // Figures are told apart by their filter, and would fill the vocabulary; so would runs without spaces.
        boolean run = size > MOST_RUN && (tokens.folded[tokens.foldedFrom[token]] & 0xFF) >= FIRST_RUN;
        return run || tokens.isDigits(token) || size > Names.MAX_TOKEN_CHARS * 3
                ? NOTHING
                : recent.word(tokens.folded, tokens.foldedFrom[token], size);
    }

    /** What is known of the tokens from {@code first} on: their {@link WordBits}, and the tags of those that are sole. */
    void read(Tokens tokens, int first, int[] bits, long[] tags) {
        recent.read(tokens, first, bits, tags, i -> entry(tokens, i));
    }

    /** Keeps what was found out about a token's word. */
    void learn(Tokens tokens, int token, int bits) {
        Word word = entry(tokens, token);
        if (word != NOTHING) {
            recent.learn(word, bits);
        }
    }

    /** What is known of a folded word. */
    Word entry(String text) {
        int chars = text.length();
        if (chars == 0 || chars > Names.MAX_TOKEN_CHARS * 3) {
            return NOTHING;
        }
        int size = 0;
        while (size < chars && text.charAt(size) < 0x80) {
            word[size] = (byte) text.charAt(size++);
        }
        if (size == chars) {
            return recent.word(word, 0, size);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Names.MAX_TOKEN_CHARS * 3 || bytes.length > MOST_RUN && (bytes[0] & 0xFF) >= FIRST_RUN) {
            return NOTHING;
        }
        System.arraycopy(bytes, 0, word, 0, bytes.length);
        return recent.word(word, 0, bytes.length);
    }

    /** Whether a folded word may be a part of a listed name, in whatever way, or several written as one. */
    boolean mayHave(String text) {
        Word word = entry(text);
        return !word.nothing
                || text.length() > 1 && !near(word, text).isEmpty()
                || text.length() >= MIN_JOINED && text.length() <= MAX_JOINED && parts(word, text).length > 0;
    }

    /** What is known of two words written as one. */
    Word joined(Tokens tokens, int one, int two) {
        int first = tokens.size(one);
        int size = first + tokens.size(two);
        if (joint.length < size + FastTags.BLOCK) {
            joint = new byte[2 * size + FastTags.BLOCK];
        }
        System.arraycopy(tokens.folded, tokens.foldedFrom[one], joint, 0, first);
        System.arraycopy(tokens.folded, tokens.foldedFrom[two], joint, first, size - first);
        return size > Names.MAX_TOKEN_CHARS * 3 ? NOTHING : joins.word(joint, 0, size);
    }

    private Word look(String text) {
        if (text.chars().anyMatch(c -> c >= '0' && c <= '9')) {
            return variants && mayBeLeet(text) ? ofPassing(lookNear(text), true, false) : nothing();
        }
        if (variants && text.charAt(0) >= 0x250) {
            // Rare where names are Latin, and most of what is not Latin needs another key than its own.
            if (text.charAt(0) >= FIRST_IDEOGRAPH && text.codePointCount(0, text.length()) > MOST_IDEOGRAPHS) {
                Word run = nothing();
                run.near = List.of();
                return run;
            }
            Map<String, Alternative> found = new LinkedHashMap<>();
            addKeys(text, found);
            return ofPassing(List.copyOf(found.values()), !NameFeatures.isWeak(text), true);
        }
        boolean weak = NameFeatures.isWeak(text);
        String initial = text.length() == 1 ? NameFeatures.initial(text) : null;
        String key = NameKeys.key(text);
        long tag = tagger.token(key);
        boolean passes = keys.mightContain(tag);
        int digit = variants ? NumberWords.digit(text) : -1;
        if (!passes && !weak && digit < 0) {
            return nothing();
        }
        List<Alternative> own = List.of(new Alternative(text, key, tag, Way.SOUND));
        return new Word(
                own, passes, initial, initial == null ? 0 : tagger.initial(initial), digit, isListed(text), weak);
    }

    private static Word nothing() {
        return new Word(List.of(), false, null, 0, -1, false, false);
    }

    private Word ofPassing(List<Alternative> passing, boolean strong, boolean listed) {
        boolean starts = strong && passing.stream().anyMatch(a -> keys.mightContain(a.tag));
        return passing.isEmpty() ? nothing() : new Word(passing, starts, null, 0, -1, listed, !strong);
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
        addSplits(tokens, NO_BITS);
    }

    /** The same where the words' bits are known; what is found out is added to them. */
    void addSplits(Tokens tokens, int[] bits) {
        int count = variants ? tokens.count : 0;
        boolean known = bits.length >= count;
        for (int i = 0; i < count; i++) {
            boolean whole = known && (bits[i] & WordBits.NO_PARTS) != 0 || !mayBeJoined(tokens, i);
            if (!whole && parts(tokens, i).length == 0) {
                whole = true;
                learn(tokens, i, WordBits.NO_PARTS);
            }
            if (!whole || isHyphenated(tokens, i, count)) {
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
            int[] parts = mayBeJoined(tokens, i) ? parts(tokens, i) : WHOLE;
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
        if (size < MIN_JOINED || size > MAX_JOINED) {
            return false;
        }
        return tokens.isWord(token)
                ? tokens.isCapital(token) && tokens.isAsciiWord(token)
                : !tokens.isDigits(token) && mayBeLeet(tokens.text(token));
    }

    /** Where the word comes apart into listed ones, longest first part first; empty where it does not. */
    private int[] parts(Tokens tokens, int token) {
        Word word = entry(tokens, token);
        int[] parts = word.parts;
        return parts != null ? parts : parts(word, tokens.text(token));
    }

    private int[] parts(Word word, String text) {
        int[] parts = word.parts;
        if (parts == null) {
            // Each part has its digits undone by itself.
            String letters = drawn(text, "oizeasgtbg");
            parts = hasWord(letters)
                    ? WHOLE
                    : split(letters, 0, 1).stream().mapToInt(Integer::intValue).toArray();
            word.parts = parts;
        }
        return parts;
    }

    /**
     * Where the rest of a text comes apart into two listed words, nearest to its middle: a filter lets one in a thousand
     * others pass, and short ones sound like some listed one. 0 where it does not.
     */
    private int middle(String text, int from) {
        int best = 0;
        int shorter = 0;
        for (int k = text.length() - MIN_PART; k >= from + MIN_PART; k--) {
            int least = Math.min(k - from, text.length() - k);
            if (least > shorter && isListed(text.substring(from, k)) && isListed(text.substring(k))) {
                best = k;
                shorter = least;
            }
        }
        return best;
    }

    private List<Integer> split(String text, int from, int depth) {
        int middle = middle(text, from);
        if (middle > 0) {
            return List.of(middle);
        }
        for (int k = text.length() - MIN_PART; k >= from + MIN_PART; k--) {
            if (isListed(text.substring(from, k))) {
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
    List<Alternative> near(Word word, Tokens tokens, int token) {
        List<Alternative> near = word.near;
        return near != null ? near : near(word, tokens.text(token));
    }

    /** The same of a word whose text is known. */
    List<Alternative> near(Word word, String text) {
        List<Alternative> near = word.near;
        if (near == null) {
            near = variants ? lookNear(text) : word.alternatives;
            word.near = near;
        }
        return near;
    }

    private List<Alternative> lookNear(String text) {
        Map<String, Alternative> found = new LinkedHashMap<>();
        boolean digits = text.chars().anyMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            addKeys(text, found);
        }
        if (text.length() <= MOST_LEET_CHARS && text.length() >= 2) {
            for (String form : undisguised(text, digits)) {
                if (digits || isListed(form)) {
                    String key = NameKeys.key(form);
                    add(found, new Alternative(form, key, tagger.token(key), Way.DISGUISE));
                }
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
        // 70u5541nt: of a longer word a third may be left.
        return letters >= 1
                && (text.length() <= SHORT_LEET_CHARS
                        || letters * 2 >= text.length() - 1
                        || text.length() <= LONG_LEET_CHARS && letters * 3 >= text.length());
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
     * The listed words that are one typing error away: a character more, less, another, or two swapped. A text's word with a
     * character left out is a listed one, or a listed one with a character left out, or no other is tried at that place
     * (symmetric deletions: Garbe, SymSpell).
     */
    private Set<String> corrections(String text) {
        int n = text.length();
        if (n < NameFeatures.MIN_TYPO_CHARS || n > NameFeatures.MAX_TYPO_CHARS || NameFeatures.isWeak(text)) {
            return Set.of();
        }
        List<String> shorter = new ArrayList<>(n + 1);
        for (int i = 0; i < n; i++) {
            shorter.add(text.substring(0, i) + text.substring(i + 1));
        }
        shorter.add(text);
        long[] found = wordTags(shorter);
        Set<String> tried = new LinkedHashSet<>();
        String typed = TYPED.stream()
                .filter(letters -> letters.indexOf(text.charAt(n - 1)) >= 0)
                .findFirst()
                .orElse("");
        Set<String> listed = new LinkedHashSet<>();
        for (int i = 0; i < n; i++) {
            if (words.mightContain(found[i])) {
                listed.add(shorter.get(i));
            }
            if (deletions.mightContain(found[i])) {
                for (int k = 0; k < typed.length(); k++) {
                    tried.add(text.substring(0, i) + typed.charAt(k) + text.substring(i + 1));
                }
                addSwapped(text, i - 1, tried);
                addSwapped(text, i, tried);
            }
        }
        if (deletions.mightContain(found[n])) {
            for (int i = 0; i <= n; i++) {
                for (int k = 0; k < typed.length(); k++) {
                    tried.add(text.substring(0, i) + typed.charAt(k) + text.substring(i));
                }
            }
        }
        List<String> candidates = List.copyOf(tried);
        long[] tagged = wordTags(candidates);
        for (int i = 0; i < tagged.length; i++) {
            if (words.mightContain(tagged[i])) {
                listed.add(candidates.get(i));
            }
        }
        listed.remove(text);
        listed.removeIf(NameFeatures::isWeak);
        return listed;
    }

    private static void addSwapped(String text, int i, Set<String> swapped) {
        if (i >= 0 && i + 1 < text.length()) {
            swapped.add(text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2));
        }
    }

    /** The tags of words as they are written, in one batch. */
    private long[] wordTags(List<String> texts) {
        int count = texts.size();
        if (blocks.length < count * FastTags.BLOCK) {
            blocks = new byte[2 * count * FastTags.BLOCK];
            tags = new long[2 * count];
        }
        for (int i = 0; i < count; i++) {
            byte[] item = FastTags.wordItem(texts.get(i));
            tagger.putBlock(blocks, i, item, 0, item.length);
        }
        tagger.tokenTags(blocks, count, tags);
        return Arrays.copyOf(tags, count);
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
