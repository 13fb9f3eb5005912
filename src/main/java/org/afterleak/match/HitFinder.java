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

    private int[] bits = new int[1024];
    private long[] wordTags = new long[1024];
    private final NamePairs pairs = new NamePairs();

    private boolean backwards;
    private final Set<String> notes = new LinkedHashSet<>();

    HitFinder(
            Watchlist watchlist,
            Lookups lookups,
            Lexicon lexicon,
            Tokens tokens,
            boolean prefilter,
            boolean variants,
            Trace trace) {
        this.pairFilter = prefilter ? watchlist.pairFilter() : TagFilter.ALL;
        this.idFilter = prefilter ? watchlist.idFilter() : TagFilter.ALL;
        this.named = !prefilter || !watchlist.tokenFilter().isEmpty();
        this.variants = variants;
        this.tagger = watchlist.fastTags();
        this.lookups = lookups;
        this.lexicon = lexicon;
        this.tokens = tokens;
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

    /** Asks the lexicon of every token, parts what may be several words, and notes what each token is where it stands. */
    private void lookAtWords(Document document) {
        ensureWords();
        lexicon.read(tokens, 0, bits, wordTags);
        int first = tokens.count;
        lexicon.addSplits(tokens, bits);
        ensureWords();
        lexicon.read(tokens, first, bits, wordTags);
        trace.words(tokens, lexicon);
        int n = tokens.count;
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
                bits[i] = WordBits.at(bits[i], tokens.flags[i], tokens.size(i), capitals, anyCase);
            }
            from = to;
        }
    }

    private void ensureWords() {
        if (bits.length < tokens.count) {
            int more = tokens.count * 2;
            bits = Arrays.copyOf(bits, more);
            wordTags = Arrays.copyOf(wordTags, more);
        }
    }

    private int digitOf(int token) {
        return (bits[token] & WordBits.FIGURE) == 0 ? -1 : word(token).digit;
    }

    private Word word(int token) {
        return lexicon.entry(tokens, token);
    }

    private void findNames(Document document, List<Hit> hits) {
        pairs.clear();
        for (int i = 0; i < tokens.count; i++) {
            int seen = bits[i];
            if ((seen & (WordBits.STRONG | WordBits.NAME)) == (WordBits.STRONG | WordBits.NAME)) {
                pair(document, i);
            } else if (variants
                    && (seen & (WordBits.STRONG | WordBits.UNKNOWN | WordBits.NO_NEAR)) == WordBits.UNKNOWN) {
                pairUnknown(i);
            }
        }
        pairs.tag(tagger);
        trace.pairs(pairs.count);
        for (int p = 0; p < pairs.count; p++) {
            if (pairFilter.mightContain(pairs.tags[p])) {
                confirm(p, hits);
            }
        }
    }

    private void confirm(int p, List<Hit> hits) {
        int a = pairs.firstTokens[p];
        int b = pairs.secondTokens[p];
        List<Candidate> found = lookups.candidates(pairs.tags[p], () -> {
            Alternative one = either(pairs.first(p), a);
            return pairs.hasInitial(p)
                    ? Feature.nameInitial(tokens.text(b), one.key)
                    : Feature.namePair(one.key, either(pairs.second(p), b).key);
        });
        trace.pair(found);
        noteCount(found);
        for (Candidate candidate : found) {
            int from = Math.min(tokens.starts[a], tokens.starts[b]);
            int to = Math.max(tokens.ends[a], tokens.ends[b]);
            hits.add(new Hit(candidate, Feature.Type.NAME_PAIR, tokens.passages[a], from, to, 0, false));
        }
    }

    /** How a token was read for a pair, or the only way there is. */
    private Alternative either(@Nullable Alternative read, int token) {
        return read != null ? read : word(token).alternatives.get(0);
    }

    /** Pairs a word that is like a listed one with the words around it. */
    private void pair(Document document, int i) {
        int window = window(document, tokens.passages[i]);
        if (mayStandAlone(i)) {
            if (isSole(i)) {
                pairs.add(i, i, wordTags[i], wordTags[i]);
            } else {
                pairs.addAlone(i, word(i).alternatives);
            }
        }
        int stream = tokens.streams[i];
        int first = Math.max(0, i - window);
        for (int j = i - 1; j >= first && tokens.streams[j] == stream; j--) {
            pairWith(i, j, true);
        }
        int last = Math.min(tokens.count - 1, i + window);
        for (int j = i + 1; j <= last && tokens.streams[j] == stream; j++) {
            pairWith(i, j, false);
        }
    }

    private boolean isSole(int token) {
        return (bits[token] & WordBits.SOLE) != 0;
    }

    /** Pairs two words of which neither is like a listed one, each in every way: a typing error in both. */
    private void pairUnknown(int i) {
        for (int j = i - 1; j >= 0 && i - j <= UNKNOWN_WINDOW && tokens.streams[j] == tokens.streams[i]; j--) {
            if ((bits[j] & WordBits.UNKNOWN) != 0) {
                List<Alternative> near = near(j);
                if (!near.isEmpty()) {
                    pairs.add(i, j, near(i), near);
                }
            }
        }
    }

    /** Every way in which a token may be a listed one. */
    private List<Alternative> near(int token) {
        if ((bits[token] & WordBits.NO_NEAR) != 0) {
            return List.of();
        }
        List<Alternative> near = lexicon.near(word(token), tokens, token);
        if (near.isEmpty()) {
            bits[token] |= WordBits.NO_NEAR;
            lexicon.learn(tokens, token, WordBits.NO_NEAR);
        }
        trace.near(tokens, token, near);
        return near;
    }

    private static int window(Document document, int passage) {
        return switch (document.kind(passage)) {
            case ROW -> ROW_WINDOW;
            case LINE ->
                document.end(passage) - document.start(passage) <= SHORT_LINE_BYTES ? LINE_WINDOW : TEXT_WINDOW;
            case PARAGRAPH -> TEXT_WINDOW;
        };
    }

    private void pairWith(int i, int j, boolean before) {
        int seen = bits[j];
        int distance = Math.abs(i - j);
        if ((seen & WordBits.NAME) != 0) {
            if ((seen & WordBits.INITIAL) != 0 && distance <= NEAR_WINDOW && isInitial(i, j)) {
                pairs.addInitial(i, j, word(i).alternatives, word(j).initialTag);
            }
            // Two words that may both start a pair are paired once, by the later one.
            if ((seen & WordBits.STRONG) == 0 || before) {
                if ((bits[i] & seen & WordBits.SOLE) == 0) {
                    pairs.add(i, j, word(i).alternatives, word(j).alternatives);
                } else if (wordTags[i] != wordTags[j]) {
                    pairs.add(i, j, wordTags[i], wordTags[j]);
                }
            }
        }
        if (variants && distance <= NEAR_WINDOW && isWorthTrying(i, j)) {
            List<Alternative> near = near(j);
            if (!near.isEmpty()) {
                pairs.add(i, j, word(i).alternatives, near);
                if ((seen & WordBits.STRONG) != 0 && before && (bits[i] & WordBits.LONG) != 0) {
                    pairs.add(i, j, near(i), near);
                }
            }
            if (distance == 1) {
                pairJoined(i, j, before);
            }
        }
    }

    /**
     * Whether a word may be all of a name: it is listed as it is written, and more than a letter. What has been cut out of a
     * text without spaces is none.
     */
    private boolean mayStandAlone(int i) {
        return (bits[i] & (WordBits.LISTED | WordBits.WRITTEN)) == (WordBits.LISTED | WordBits.WRITTEN)
                && tokens.size(i) >= LEAST_ALONE_BYTES
                && (tokens.folded[tokens.foldedFrom[i]] & 0xFF) < FIRST_IDEOGRAPHIC_BYTE;
    }

    /** Whether a single letter may stand for a name beside a word: small ones are articles and variables. */
    private boolean isInitial(int i, int letter) {
        return (bits[letter] & WordBits.CAPITAL) != 0
                ? (bits[i] & WordBits.WRITTEN) != 0
                : (bits[i] & WordBits.LISTED) != 0
                        && (bits[letter] & WordBits.WRITTEN) != 0
                        && SMALL_WORDS.indexOf(tokens.folded[tokens.foldedFrom[letter]]) < 0;
    }

    /** Whether two words may be parts of one name in whatever spelling: both with a capital, or both without. */
    private boolean isWorthTrying(int i, int j) {
        int one = bits[i];
        int other = bits[j];
        return (other & (WordBits.LONG | WordBits.NUMBER)) == WordBits.LONG
                && ((other & WordBits.CAPITAL) != 0
                        ? (one & WordBits.WRITTEN) != 0
                        : (one & WordBits.CAPITAL) == 0 && (other & WordBits.WRITTEN) != 0);
    }

    /** Two short words beside a listed one may be one word of the list: Min Jun, Abd Allah. */
    private void pairJoined(int i, int j, boolean before) {
        int k = before ? j - 1 : j + 1;
        // A small word starts no pair where there is a prefilter, and so none without.
        boolean weak = (bits[i] & WordBits.WEAK) != 0;
        if (weak || k < 0 || k >= tokens.count || tokens.streams[k] != tokens.streams[i]) {
            return;
        }
        boolean joint = tokens.gaps[Math.max(j, k)] <= Tokens.GAP_MARKS && tokens.isWord(j) && tokens.isWord(k);
        if (joint && tokens.isCapital(j) == tokens.isCapital(i) && tokens.size(j) + tokens.size(k) <= FastTags.BLOCK) {
            Word joined = before ? lexicon.joined(tokens, k, j) : lexicon.joined(tokens, j, k);
            if (joined.strong) {
                pairs.add(i, k, word(i).alternatives, joined.alternatives);
            }
        }
    }

    private void findNumbers(List<Hit> hits) {
        proposals.clear();
        for (int i = 0; i < tokens.count; i++) {
            boolean number = (bits[i] & (WordBits.DIGIT | WordBits.FIGURE)) != 0;
            boolean beforeNumber = tokens.size(i) <= NumberCandidates.MOST_PREFIX
                    && i + 1 < tokens.count
                    && (bits[i + 1] & (WordBits.DIGIT | WordBits.FIGURE)) != 0;
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
