package org.afterleak.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.afterleak.crypto.FastTags;
import org.afterleak.extract.Document;
import org.afterleak.extract.PassageKind;
import org.afterleak.identifier.Emails;
import org.afterleak.watchlist.Candidate;
import org.afterleak.watchlist.Feature;
import org.afterleak.watchlist.NamePairs;
import org.afterleak.watchlist.TagFilter;
import org.afterleak.watchlist.Watchlist;

/**
 * Finds hits: the first three stages, in batches over a run of passages. What passes a prefilter is looked up; what does
 * not, is not on the watchlist. Not thread-safe.
 */
final class HitFinder {
    /** Tokens between the two of a pair, at most, by structure: a row is one person's, prose is anybody's. */
    private static final int ROW_WINDOW = 12;

    private static final int TEXT_WINDOW = 5;

    /** Bytes of text whose tokens are in memory at a time. */
    private static final int RUN_BYTES = 1 << 18;

    private final TagFilter tokenFilter;
    private final TagFilter pairFilter;
    private final TagFilter idFilter;
    private final FastTags tagger;
    private final Lookups lookups;
    private final Set<Long> weakTags = new HashSet<>();
    private final Tokens tokens = new Tokens();
    private final NumberCandidates numbers = new NumberCandidates();

    private byte[] blocks = new byte[FastTags.BLOCK * 1024];
    private long[] tags = new long[1024];
    private boolean[] passes = new boolean[1024];
    private int[] pairA = new int[256];
    private int[] pairB = new int[256];
    private int pairCount;
    private byte[] pairBlocks = new byte[FastTags.BLOCK * 256];
    private long[] pairTags = new long[256];

    HitFinder(Watchlist watchlist, Lookups lookups, boolean prefilter) {
        this.tokenFilter = prefilter ? watchlist.tokenFilter() : TagFilter.ALL;
        this.pairFilter = prefilter ? watchlist.pairFilter() : TagFilter.ALL;
        this.idFilter = prefilter ? watchlist.idFilter() : TagFilter.ALL;
        this.tagger = watchlist.fastTags();
        this.lookups = lookups;
        for (String particle : NamePairs.particles()) {
            weakTags.add(tagger.token(particle));
        }
        for (char c = 'a'; c <= 'z'; c++) {
            weakTags.add(tagger.token(String.valueOf(c)));
        }
    }

    /** All hits of a document, in reading order within each kind. */
    List<Hit> find(Document document) {
        List<Hit> hits = new ArrayList<>();
        int first = 0;
        while (first < document.passageCount()) {
            int last = first + 1;
            while (last < document.passageCount() && document.end(last) - document.start(first) <= RUN_BYTES) {
                last++;
            }
            tokens.read(document, first, last);
            if (!tokenFilter.isEmpty()) {
                findNames(document, hits);
            }
            if (!idFilter.isEmpty()) {
                findNumbers(document, hits);
                findAddresses(document, first, last, hits);
            }
            first = last;
        }
        return hits;
    }

    private void findNames(Document document, List<Hit> hits) {
        tagTokens();
        pairCount = 0;
        for (int i = 0; i < tokens.count; i++) {
            if (passes[i]) {
                pair(document, i);
            }
        }
        pairTags = pairTags.length < pairCount ? new long[pairCount * 2] : pairTags;
        tagger.pairTags(pairBlocks, pairCount, pairTags);
        for (int p = 0; p < pairCount; p++) {
            if (pairFilter.mightContain(pairTags[p])) {
                int a = pairA[p];
                int b = pairB[p];
                List<Candidate> found =
                        lookups.candidates(pairTags[p], () -> Feature.namePair(tokens.text(a), tokens.text(b)));
                for (Candidate candidate : found) {
                    int from = Math.min(tokens.starts[a], tokens.starts[b]);
                    int to = Math.max(tokens.ends[a], tokens.ends[b]);
                    hits.add(new Hit(candidate, Feature.Type.NAME_PAIR, tokens.passages[a], from, to, 0, false));
                }
            }
        }
    }

    private void tagTokens() {
        int n = tokens.count;
        if (tags.length < n) {
            tags = new long[n * 2];
            passes = new boolean[n * 2];
            blocks = new byte[n * 2 * FastTags.BLOCK];
        }
        for (int i = 0; i < n; i++) {
            tagger.putBlock(blocks, i, tokens.folded, tokens.foldedFrom[i], tokens.foldedTo[i]);
        }
        tagger.tokenTags(blocks, n, tags);
        for (int i = 0; i < n; i++) {
            passes[i] = tokens.isWord(i) && tokenFilter.mightContain(tags[i]);
        }
    }

    /** Pairs a token that passed with those before it that passed, and with weak ones on both sides. */
    private void pair(Document document, int i) {
        int passage = tokens.passages[i];
        int window = document.kind(passage) == PassageKind.ROW ? ROW_WINDOW : TEXT_WINDOW;
        for (int j = i - 1; j >= 0 && i - j <= window && tokens.passages[j] == passage; j--) {
            if (passes[j] || weakTags.contains(tags[j])) {
                addPair(i, j);
            }
        }
        for (int j = i + 1; j < tokens.count && j - i <= window && tokens.passages[j] == passage; j++) {
            if (!passes[j] && weakTags.contains(tags[j])) {
                addPair(i, j);
            }
        }
    }

    private void addPair(int a, int b) {
        if (tags[a] == tags[b]) {
            return;
        }
        if (pairCount == pairA.length) {
            pairA = Arrays.copyOf(pairA, pairCount * 2);
            pairB = Arrays.copyOf(pairB, pairCount * 2);
            pairBlocks = Arrays.copyOf(pairBlocks, pairCount * 2 * FastTags.BLOCK);
        }
        pairA[pairCount] = a;
        pairB[pairCount] = b;
        FastTags.putPair(pairBlocks, pairCount++, tags[a], tags[b]);
    }

    private void findNumbers(Document document, List<Hit> hits) {
        for (int i = 0; i < tokens.count; i++) {
            numbers.propose(document, tokens, i, true, (type, canonical, first, last, marked) -> {
                int from = tokens.starts[first];
                lookUp(type, canonical, tokens.passages[first], from, tokens.ends[last], marked, hits);
            });
        }
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
                        .ifPresent(c -> lookUp(Feature.Type.EMAIL, c, number, spanFrom, spanTo, true, hits));
            }
        }
    }

    private void lookUp(
            Feature.Type type, String canonical, int passage, int start, int end, boolean marked, List<Hit> hits) {
        Feature feature = Feature.of(type, canonical);
        byte[] item = feature.fastItem();
        long tag = tagger.id(item, 0, item.length);
        if (idFilter.mightContain(tag)) {
            for (Candidate candidate : lookups.candidates(tag, () -> feature)) {
                hits.add(new Hit(candidate, type, passage, start, end, bits(canonical), marked));
            }
        }
    }

    /** -log2 of the chance that a random value of that shape equals a given one. */
    private static double bits(String canonical) {
        double bits = 0;
        for (int i = 0; i < canonical.length(); i++) {
            bits += Character.isDigit(canonical.charAt(i)) ? Scorer.DIGIT_BITS : Scorer.LETTER_BITS;
        }
        return Math.min(bits, Scorer.MOST_EXACT_BITS);
    }
}
