package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.afterleak.crypto.FastTags;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Emails;
import org.afterleak.match.Vocabulary.Alternative;
import org.afterleak.match.Vocabulary.Word;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.NameFeatures;
import org.afterleak.watchlist.TagFilter;
import org.afterleak.watchlist.Watchlist;
import org.jspecify.annotations.Nullable;

/**
 * Finds hits: the first three stages, in batches over a run of passages. What passes a prefilter is looked up; what does
 * not, is not on the watchlist. Not thread-safe.
 */
final class HitFinder {
    /** Tokens between the two of a pair, at most, by structure: a row is one person's, prose is anybody's. */
    private static final int ROW_WINDOW = 12;

    private static final int LINE_WINDOW = 8;
    private static final int TEXT_WINDOW = 5;

    /** A line up to this length is taken for an entry of a list. */
    private static final int SHORT_LINE_BYTES = 120;

    /** Tokens from a listed one within which every way of writing a name is tried. */
    private static final int NEAR_WINDOW = 3;

    /** A word of fewer bytes is no name by itself. */
    private static final int LEAST_ALONE_BYTES = 3;

    /** Of U+3000 and what follows, in UTF-8: ideographs, kana, Hangul. */
    private static final int FIRST_IDEOGRAPHIC_BYTE = 0xE3;

    /** Words of one letter in one language or another. */
    private static final String SMALL_WORDS = "aeiouy";

    /** The same where both words are unlike any listed one. */
    private static final int UNKNOWN_WINDOW = 2;

    /** Words of a text without capitals that are tried backwards. */
    private static final int REVERSED_SAMPLE = 48;

    private static final int REVERSED_FOUND = 2;

    /** Numbers that are tagged in one batch. */
    private static final int MOST_PROPOSALS = 1 << 16;

    /** Bytes of text whose tokens are in memory at a time. */
    private static final int RUN_BYTES = 1 << 18;

    /** What is known of a token, in bits: of the word, whatever text it is in. */
    static final int STRONG = 1;

    static final int NOTHING = 2;
    static final int LISTED = 4;
    static final int WEAK = 8;
    static final int INITIAL = 16;

    /** A digit as a word. */
    static final int FIGURE = 32;

    /** And of the token where it stands: a capital, a digit in it, more than a byte. */
    private static final int CAPITAL = 64;

    private static final int DIGIT = 128;
    private static final int LONG = 256;

    /** Written as names are there: with a capital, or where nothing has one. */
    private static final int WRITTEN = 512;

    /** It may be a part of a name there, and is like a listed one. */
    private static final int NAME = 1024;

    /** It looks like a part of a name and is like no listed one. */
    private static final int UNKNOWN = 2048;

    /** Digits alone. */
    private static final int NUMBER = 4096;

    private final TagFilter pairFilter;
    private final TagFilter idFilter;
    private final boolean named;
    private final boolean variants;
    private final FastTags tagger;
    private final Lookups lookups;
    private final Lexicon lexicon;
    private final Trace trace;
    private final Tokens tokens;
    private final NumberCandidates numbers = new NumberCandidates(this::digitOf);
    private final NumberProposals proposals = new NumberProposals();

    private @Nullable Word[] words = new Word[1024];
    private int[] bits = new int[1024];
    private int[] pairA = new int[256];
    private int[] pairB = new int[256];
    private @Nullable Alternative[] altA = new Alternative[256];
    private @Nullable Alternative[] altB = new Alternative[256];
    private int pairCount;

    private boolean backwards;
    private final Set<String> notes = new LinkedHashSet<>();
    private byte[] pairBlocks = new byte[FastTags.BLOCK * 256];
    private long[] pairTags = new long[256];

    HitFinder(Watchlist watchlist, Lookups lookups, Lexicon lexicon, boolean prefilter, boolean variants, Trace trace) {
        this.pairFilter = prefilter ? watchlist.pairFilter() : TagFilter.ALL;
        this.idFilter = prefilter ? watchlist.idFilter() : TagFilter.ALL;
        this.named = !prefilter || !watchlist.tokenFilter().isEmpty();
        this.variants = variants;
        this.tagger = watchlist.fastTags();
        this.lookups = lookups;
        this.lexicon = lexicon;
        this.tokens = new Tokens(lexicon::mayHave);
        this.trace = trace;
    }

    /** All hits of a document, in reading order within each kind. */
    List<Hit> find(Document document) {
        List<Hit> hits = new ArrayList<>();
        backwards = false;
        notes.clear();
        int first = 0;
        while (first < document.passageCount()) {
            int last = first + 1;
            while (last < document.passageCount() && document.end(last) - document.start(first) <= RUN_BYTES) {
                last++;
            }
            tokens.read(document, first, last);
            if (variants && looksReversed()) {
                tokens.readReversed(document, first, last, document.start(first), document.end(last - 1));
                backwards = true;
            }
            if (tokens.wasCut()) {
                notes.add(
                        "letters spaced out without gaps between words: tried in every way only eight times in a passage");
            }
            lexicon.addSplits(tokens);
            lookAtWords(document);
            if (named) {
                findNames(document, hits);
            }
            if (!idFilter.isEmpty()) {
                findNumbers(hits);
                findAddresses(document, first, last, hits);
                WrittenToBeRead.propose(
                        document,
                        first,
                        last,
                        (type, canonical, passage, start, end) ->
                                lookUpAddress(Feature.of(type, canonical), passage, start, end, hits));
            }
            first = last;
        }
        return distinct(document, hits);
    }

    /**
     * Each hit once, in the passage that it begins in: further readings say much twice, and one of a broken word reads on in
     * the next passage.
     */
    private static List<Hit> distinct(Document document, List<Hit> hits) {
        Set<Hit> distinct = new LinkedHashSet<>(hits.size() * 2);
        for (Hit hit : hits) {
            boolean beyond = hit.start() >= document.end(hit.passage());
            distinct.add(beyond ? hit.in(document.passageAt(hit.start())) : hit);
        }
        return List.copyOf(distinct);
    }

    /** What was cut short in the last document. */
    Set<String> notes() {
        return notes;
    }

    private void noteCount(List<Candidate> found) {
        if (found.size() >= Lookups.MOST_CANDIDATES) {
            notes.add("a name or number of " + Lookups.MOST_CANDIDATES
                    + " records or more: no further ones of the same import were looked at");
        }
    }

    /** Whether some of the last document was read from back to front. */
    boolean backwards() {
        return backwards;
    }

    /** Whether a text that has no capitals at the beginning of words reads better backwards. */
    private boolean looksReversed() {
        if (tokens.capitalised > 0 || tokens.count == 0) {
            return false;
        }
        int step = Math.max(1, tokens.count / REVERSED_SAMPLE);
        int found = 0;
        for (int i = 0; i < tokens.count; i += step) {
            if (tokens.isWord(i) && tokens.size(i) >= 4 && lexicon.entry(tokens, i).nothing) {
                found += lexicon.passesReversed(tokens.text(i)) ? 1 : 0;
            }
        }
        return found >= REVERSED_FOUND;
    }

    private void lookAtWords(Document document) {
        int n = tokens.count;
        if (words.length < n) {
            words = new Word[n * 2];
            bits = new int[n * 2];
        }
        lexicon.entries(tokens, words, bits);
        trace.words(tokens, words, lexicon);
        for (int from = 0; from < n; ) {
            int stream = tokens.streams[from];
            boolean capitals = false;
            int to = from;
            while (to < n && tokens.streams[to] == stream) {
                capitals |= tokens.isCapital(to) && tokens.size(to) > 1;
                to++;
            }
            boolean anyCase = !capitals || document.kind(tokens.passages[from]) == PassageKind.ROW;
            for (int i = from; i < to; i++) {
                bits[i] = bits(i, bits[i], capitals, anyCase);
            }
            from = to;
        }
    }

    /**
     * A word may be part of a name as it is listed, or with a capital, or where nothing has one. A small word of running
     * text that only sounds like a listed name is none; most pairs of such would have to be looked up.
     */
    private int bits(int token, int word, boolean capitals, boolean anyCase) {
        int flags = tokens.flags[token];
        int size = tokens.size(token);
        boolean capital = (flags & Tokens.CAPITAL) != 0;
        boolean digit = (flags & Tokens.DIGIT) != 0;
        int seen = word | (capital ? CAPITAL : 0) | (digit ? DIGIT : 0) | (size > 1 ? LONG : 0);
        if (capital || digit || !capitals) {
            // Where a digit stands for a letter, it may be the capital.
            seen |= WRITTEN;
        }
        if ((word & NOTHING) != 0) {
            boolean unknown = capital && !digit && size >= NameFeatures.MIN_TYPO_CHARS;
            return seen | (unknown ? UNKNOWN : 0) | (digit && (flags & Tokens.LETTER) == 0 ? NUMBER : 0);
        }
        boolean asListed = (word & (LISTED | WEAK)) == LISTED;
        return seen | (capital || digit || anyCase || asListed || (word & INITIAL) != 0 ? NAME : 0);
    }

    private int digitOf(int token) {
        return words[token].digit;
    }

    private void findNames(Document document, List<Hit> hits) {
        pairCount = 0;
        for (int i = 0; i < tokens.count; i++) {
            int seen = bits[i];
            if ((seen & (STRONG | NAME)) == (STRONG | NAME)) {
                pair(document, i);
            } else if (variants && (seen & (STRONG | UNKNOWN)) == UNKNOWN) {
                pairUnknown(i);
            }
        }
        pairTags = pairTags.length < pairCount ? new long[pairCount * 2] : pairTags;
        tagger.pairTags(pairBlocks, pairCount, pairTags);
        trace.pairs(pairCount);
        for (int p = 0; p < pairCount; p++) {
            if (pairFilter.mightContain(pairTags[p])) {
                confirm(p, hits);
            }
        }
    }

    private void confirm(int p, List<Hit> hits) {
        int a = pairA[p];
        int b = pairB[p];
        Alternative one = altA[p];
        Alternative other = altB[p];
        List<Candidate> found = lookups.candidates(pairTags[p], () -> {
            if (one == null) {
                throw new IllegalStateException("a pair without its first word");
            }
            return other == null ? Feature.nameInitial(tokens.text(b), one.key) : Feature.namePair(one.key, other.key);
        });
        trace.pair(found);
        noteCount(found);
        for (Candidate candidate : found) {
            int from = Math.min(tokens.starts[a], tokens.starts[b]);
            int to = Math.max(tokens.ends[a], tokens.ends[b]);
            hits.add(new Hit(candidate, Feature.Type.NAME_PAIR, tokens.passages[a], from, to, 0, false));
        }
    }

    /** Pairs a word that is like a listed one with the words around it. */
    private void pair(Document document, int i) {
        Word word = words[i];
        int window = window(document, tokens.passages[i]);
        if (mayStandAlone(i)) {
            for (Alternative one : word.alternatives) {
                // A name of one token.
                addPair(i, i, one, one, one.tag);
            }
        }
        int stream = tokens.streams[i];
        int first = Math.max(0, i - window);
        for (int j = i - 1; j >= first && tokens.streams[j] == stream; j--) {
            pairWith(i, word, j, true);
        }
        int last = Math.min(tokens.count - 1, i + window);
        for (int j = i + 1; j <= last && tokens.streams[j] == stream; j++) {
            pairWith(i, word, j, false);
        }
    }

    /** Pairs two words of which neither is like a listed one, each in every way: a typing error in both. */
    private void pairUnknown(int i) {
        for (int j = i - 1; j >= 0 && i - j <= UNKNOWN_WINDOW && tokens.streams[j] == tokens.streams[i]; j--) {
            if ((bits[j] & UNKNOWN) != 0) {
                List<Alternative> near = lexicon.near(words[j], tokens, j);
                trace.near(tokens, j, near);
                if (!near.isEmpty()) {
                    List<Alternative> own = lexicon.near(words[i], tokens, i);
                    trace.near(tokens, i, own);
                    addPairs(i, own, j, near);
                }
            }
        }
    }

    private static int window(Document document, int passage) {
        return switch (document.kind(passage)) {
            case ROW -> ROW_WINDOW;
            case LINE ->
                document.end(passage) - document.start(passage) <= SHORT_LINE_BYTES ? LINE_WINDOW : TEXT_WINDOW;
            case PARAGRAPH -> TEXT_WINDOW;
        };
    }

    private void pairWith(int i, Word word, int j, boolean before) {
        int seen = bits[j];
        int distance = Math.abs(i - j);
        if ((seen & NAME) != 0) {
            Word other = words[j];
            if (other.initial != null && distance <= NEAR_WINDOW && isInitial(i, j)) {
                for (Alternative one : word.alternatives) {
                    addPair(i, j, one, null, other.initialTag);
                }
            }
            // Two words that may both start a pair are paired once, by the later one.
            if ((seen & STRONG) == 0 || before) {
                addPairs(i, word.alternatives, j, other.alternatives);
            }
        }
        if (variants && distance <= NEAR_WINDOW && isWorthTrying(i, j)) {
            Word other = words[j];
            List<Alternative> near = lexicon.near(other, tokens, j);
            trace.near(tokens, j, near);
            if (!near.isEmpty()) {
                addPairs(i, word.alternatives, j, near);
            }
            if ((seen & STRONG) != 0 && before && (bits[i] & LONG) != 0) {
                addPairs(i, lexicon.near(word, tokens, i), j, near);
            }
            if (distance == 1) {
                pairJoined(i, word, j, before);
            }
        }
    }

    /**
     * Whether a word may be all of a name: it is listed as it is written, and more than a letter. What has been cut out of a
     * text without spaces is none.
     */
    private boolean mayStandAlone(int i) {
        return (bits[i] & (LISTED | WRITTEN)) == (LISTED | WRITTEN)
                && tokens.size(i) >= LEAST_ALONE_BYTES
                && (tokens.folded[tokens.foldedFrom[i]] & 0xFF) < FIRST_IDEOGRAPHIC_BYTE;
    }

    /** Whether a single letter may stand for a name beside a word: small ones are articles and variables. */
    private boolean isInitial(int i, int letter) {
        return (bits[letter] & CAPITAL) != 0
                ? (bits[i] & WRITTEN) != 0
                : (bits[i] & LISTED) != 0
                        && (bits[letter] & WRITTEN) != 0
                        && SMALL_WORDS.indexOf(tokens.folded[tokens.foldedFrom[letter]]) < 0;
    }

    /** Whether two words may be parts of one name in whatever spelling: both with a capital, or both without. */
    private boolean isWorthTrying(int i, int j) {
        int one = bits[i];
        int other = bits[j];
        return (other & (LONG | NUMBER)) == LONG
                && ((other & CAPITAL) != 0
                        ? (one & WRITTEN) != 0
                        : (one & CAPITAL) == 0 && (other & WRITTEN) != 0);
    }

    /** Two short words beside a listed one may be one word of the list: Min Jun, Abd Allah. */
    private void pairJoined(int i, Word word, int j, boolean before) {
        int k = before ? j - 1 : j + 1;
        if (k < 0 || k >= tokens.count || tokens.streams[k] != tokens.streams[i]) {
            return;
        }
        boolean joint = tokens.gaps[Math.max(j, k)] <= Tokens.GAP_MARKS && tokens.isWord(j) && tokens.isWord(k);
        if (joint && tokens.isCapital(j) == tokens.isCapital(i) && tokens.size(j) + tokens.size(k) <= FastTags.BLOCK) {
            Word joined = before ? lexicon.joined(tokens, k, j) : lexicon.joined(tokens, j, k);
            // A small word starts no pair where there is a prefilter, and so none without.
            if (joined.strong && (bits[i] & WEAK) == 0) {
                addPairs(i, word.alternatives, k, joined.alternatives);
            }
        }
    }

    private void addPairs(int i, List<Alternative> own, int j, List<Alternative> others) {
        for (Alternative one : own) {
            for (Alternative other : others) {
                if (one.tag != other.tag) {
                    addPair(i, j, one, other, other.tag);
                }
            }
        }
    }

    private void addPair(int a, int b, Alternative one, @Nullable Alternative other, long otherTag) {
        if (pairCount == pairA.length) {
            int more = pairCount * 2;
            pairA = Arrays.copyOf(pairA, more);
            pairB = Arrays.copyOf(pairB, more);
            altA = Arrays.copyOf(altA, more);
            altB = Arrays.copyOf(altB, more);
            pairBlocks = Arrays.copyOf(pairBlocks, more * FastTags.BLOCK);
        }
        pairA[pairCount] = a;
        pairB[pairCount] = b;
        altA[pairCount] = one;
        altB[pairCount] = other;
        FastTags.putPair(pairBlocks, pairCount++, one.tag, otherTag);
    }

    private void findNumbers(List<Hit> hits) {
        proposals.clear();
        for (int i = 0; i < tokens.count; i++) {
            boolean number = (bits[i] & (DIGIT | FIGURE)) != 0;
            boolean beforeNumber = tokens.size(i) <= NumberCandidates.MOST_PREFIX
                    && i + 1 < tokens.count
                    && (bits[i + 1] & (DIGIT | FIGURE)) != 0;
            if (number || beforeNumber) {
                numbers.propose(tokens, i, proposals);
            }
            if (proposals.count >= MOST_PROPOSALS) {
                confirmNumbers(hits);
            }
        }
        confirmNumbers(hits);
    }

    /** Looks up what passes the filter of what was proposed, and forgets it all: one passage may propose millions. */
    private void confirmNumbers(List<Hit> hits) {
        proposals.tag(tagger);
        for (int p = 0; p < proposals.count; p++) {
            boolean passes = idFilter.mightContain(proposals.tags[p]);
            int first = proposals.firstTokens[p];
            int last = proposals.lastTokens[p];
            if (passes || trace != Trace.NONE) {
                int from = Math.min(tokens.starts[first], tokens.starts[last]);
                int to = Math.max(tokens.ends[first], tokens.ends[last]);
                lookUp(
                        proposals.feature(p),
                        passes,
                        proposals.tags[p],
                        tokens.passages[first],
                        from,
                        to,
                        proposals.marked(p),
                        hits);
            }
        }
        proposals.clear();
    }

    /** E-mail addresses: from each at sign outwards. */
    private void findAddresses(Document document, int firstPassage, int lastPassage, List<Hit> hits) {
        byte[] text = document.text();
        for (int passage = firstPassage; passage < lastPassage; passage++) {
            int start = document.start(passage);
            int end = document.end(passage);
            for (int at = start; at < end; at++) {
                if (text[at] != '@') {
                    continue;
                }
                int from = at;
                while (from > start && at - from < Emails.MAX_CHARS && Emails.isAddressChar(text[from - 1] & 0xFF)) {
                    from--;
                }
                int to = at + 1;
                while (to < end && to - at < Emails.MAX_CHARS && Emails.isAddressChar(text[to] & 0xFF)) {
                    to++;
                }
                while (to > at && text[to - 1] == '.') {
                    to--;
                }
                int spanFrom = from;
                int spanTo = to;
                int number = passage;
                Emails.canonical(new String(text, from, to - from, StandardCharsets.UTF_8))
                        .map(c -> Feature.of(Feature.Type.EMAIL, c))
                        .ifPresent(f -> lookUpAddress(f, number, spanFrom, spanTo, hits));
            }
        }
    }

    private void lookUpAddress(Feature feature, int passage, int start, int end, List<Hit> hits) {
        byte[] item = feature.fastItem();
        long tag = tagger.id(item, 0, item.length);
        lookUp(feature, idFilter.mightContain(tag), tag, passage, start, end, true, hits);
    }

    private void lookUp(
            Feature feature,
            boolean passes,
            long tag,
            int passage,
            int start,
            int end,
            boolean marked,
            List<Hit> hits) {
        List<Candidate> found = passes ? lookups.candidates(tag, () -> feature) : List.of();
        trace.number(passage, start, end, feature.type(), passes, found);
        noteCount(found);
        for (Candidate candidate : found) {
            hits.add(new Hit(candidate, feature.type(), passage, start, end, bits(feature), marked));
        }
    }

    /** -log2 of the chance that a random value of that shape equals a given one. */
    private static double bits(Feature feature) {
        int digits = feature.digitCount();
        int others = feature.charCount() - digits;
        return Math.min(digits * Scorer.DIGIT_BITS + others * Scorer.LETTER_BITS, Scorer.MOST_EXACT_BITS);
    }
}
