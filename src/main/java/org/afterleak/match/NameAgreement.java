package org.afterleak.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.afterleak.identifier.Kind;
import org.afterleak.watchlist.FieldLabels;
import org.afterleak.watchlist.NameFeatures;
import org.afterleak.watchlist.WatchedRecord;
import org.jspecify.annotations.Nullable;

/**
 * How the words around a hit agree with a record's name: which word is which of its tokens, in which {@link Way}, what of
 * the name is not there, and what stands there that is not of the name.
 */
final class NameAgreement {
    /** Tokens between a name's parts in running text, at most. */
    private static final int NAME_REACH = 8;

    /** Words around an agreeing one that are held against the record in every way. */
    private static final int NEAR = 4;

    /** Letters from there on are not Latin. */
    private static final char FIRST_OTHER_SCRIPT = 0x250;

    /** Words of a row or a few lines of which all are. */
    private static final int MOST_ALL = 60;

    /** Bits for a first letter that agrees: log2 of 26, less what the skew of first letters takes. */
    private static final double INITIAL_BITS = 3.5;

    /** And never so much as the name in full. */
    private static final double INITIAL_SHARE = 0.6;

    /** Characters of two words that may be one of a name. */
    private static final int MOST_JOINED = 40;

    /** Words of a cell up to which it is taken for a name and nothing else. */
    private static final int NAME_CELL_WORDS = 7;

    /** One word, or two, that agree with one form of the name. */
    private record Found(int first, int last, int form, Way way, double bits) {}

    private final WatchedRecord record;
    private final Lexicon lexicon;
    private Context context;
    private List<Context.Word> words;
    private final List<Found> taken = new ArrayList<>();
    private int cover;
    private int coverInFull;
    private int coverAlike;
    private int others;

    /** Which words are some part of the name as it is written, be they needed or not. */
    private boolean[] partOfName = {};

    private NameAgreement(WatchedRecord record, Lexicon lexicon, Context context) {
        this.record = record;
        this.lexicon = lexicon;
        this.context = context;
        this.words = context.words();
    }

    /**
     * Holds the words against a record's name.
     *
     * @param near the hit that they were read for
     * @param whole whether all words are one person's
     */
    static NameAgreement of(WatchedRecord record, Lexicon lexicon, Context context, Hit near, boolean whole) {
        NameAgreement agreement = new NameAgreement(record, lexicon, context);
        if (record.tokenCount() > 0) {
            agreement.assign(agreement.cluster(agreement.find(near), near, whole));
            agreement.countOthers();
        }
        return agreement;
    }

    /** The words are not needed any more. */
    void release() {
        context = Context.NONE;
        words = List.of();
        partOfName = new boolean[0];
    }

    private List<Found> find(Hit near) {
        List<Found> found = new ArrayList<>();
        boolean[] agrees = new boolean[words.size()];
        boolean all = words.size() <= MOST_ALL;
        for (int i = 0; i < words.size(); i++) {
            // Small words are in every text, but those of the hit have been looked up.
            if (all || !words.get(i).isWeak() || isOf(near, words.get(i))) {
                int before = found.size();
                addPlain(i, found);
                agrees[i] = found.size() > before;
            }
        }
        for (int i = 0; i < words.size() && !all && !found.isEmpty(); i++) {
            if (words.get(i).isWeak() && isNear(agrees, i)) {
                addPlain(i, found);
            }
        }
        boolean[] plain = agrees.clone();
        partOfName = plain;
        for (int i = 0; i < words.size(); i++) {
            if (!agrees[i] && words.get(i).text.length() > 1 && (all || isNear(plain, i))) {
                int before = found.size();
                addInAnyWay(i, found);
                agrees[i] = found.size() > before;
            }
        }
        for (int i = 0; i + 1 < words.size(); i++) {
            Context.Word one = words.get(i);
            Context.Word two = words.get(i + 1);
            if (one.stream == two.stream
                    && two.gap <= Tokens.GAP_MARKS
                    && !one.hasDigit()
                    && !two.hasDigit()
                    && (!agrees[i] || !agrees[i + 1])
                    && (all || isNear(plain, i))) {
                addJoined(i, found);
            }
        }
        return found;
    }

    private static boolean isOf(Hit near, Context.Word word) {
        return near.kind() == Kind.NAME && word.start >= near.start() && word.end <= near.end();
    }

    private static boolean isNear(boolean[] agrees, int i) {
        for (int j = Math.max(0, i - NEAR); j <= Math.min(agrees.length - 1, i + NEAR); j++) {
            if (agrees[j]) {
                return true;
            }
        }
        return false;
    }

    private void addPlain(int i, List<Found> found) {
        Context.Word word = words.get(i);
        if (word.capital && word.text.length() > 1 && record.hasOptional()) {
            String initial = NameFeatures.initial(word.text);
            int letter = initial == null ? -1 : record.formOf(initial);
            if (letter >= 0) {
                // The list has the initial, the text the name.
                found.add(new Found(i, i, letter, Way.INITIAL, INITIAL_BITS));
            }
        }
        if (!word.mayBeListed()) {
            return;
        }
        int form = record.formOf(word.text);
        if (form >= 0) {
            found.add(new Found(i, i, form, Way.EXACT, record.rarity(form)));
        } else if (word.text.length() == 1 && NameFeatures.initial(word.text) != null) {
            String initial = NameFeatures.initial(word.text);
            if (initial != null) {
                addEach(record.formsWithInitial(initial), record::rarity, i, i, Way.INITIAL, found);
            }
        } else if (!word.hasDigit() && !isMerelyCountry(i)) {
            addEach(record.formsWithKey(word.key()), record::keyRarity, i, i, Way.SOUND, found);
        }
    }

    private void addInAnyWay(int i, List<Found> found) {
        if (isMerelyCountry(i)) {
            return;
        }
        for (Vocabulary.Alternative alternative : lexicon.near(words.get(i).known, words.get(i).text)) {
            Way way = alternative.way;
            int exact = way == Way.TYPO || way == Way.DISGUISE ? record.formOf(alternative.form) : -1;
            if (exact >= 0) {
                found.add(new Found(i, i, exact, way, record.rarity(exact) - way.cost()));
            } else if (way != Way.TYPO) {
                addEach(record.formsWithKey(alternative.key), record::keyRarity, i, i, way, found);
            }
        }
    }

    private void addJoined(int i, List<Found> found) {
        if (words.get(i).text.length() + words.get(i + 1).text.length() > MOST_JOINED) {
            return;
        }
        String text = words.get(i).text + words.get(i + 1).text;
        Vocabulary.Word joined = lexicon.entry(text);
        if (joined.nothing) {
            return;
        }
        int form = record.formOf(text);
        if (form >= 0) {
            found.add(new Found(i, i + 1, form, Way.EXACT, record.rarity(form)));
            return;
        }
        for (Vocabulary.Alternative alternative : joined.alternatives) {
            addEach(record.formsWithKey(alternative.key), record::keyRarity, i, i + 1, Way.SOUND, found);
        }
    }

    private static void addEach(
            int forms, IntToDoubleFunction rarity, int first, int last, Way way, List<Found> found) {
        for (int form = 0; form < Integer.SIZE; form++) {
            if ((forms >> form & 1) != 0) {
                double bits = way == Way.INITIAL
                        ? Math.min(INITIAL_BITS, INITIAL_SHARE * rarity.applyAsDouble(form))
                        : Math.max(0.5, rarity.applyAsDouble(form) - way.cost());
                found.add(new Found(first, last, form, way, bits));
            }
        }
    }

    /** In running text only a cluster of words is a name: the one nearest to the hit that the words were read for. */
    private List<Found> cluster(List<Found> found, Hit near, boolean whole) {
        if (whole || found.isEmpty()) {
            return found;
        }
        List<Found> inOrder = new ArrayList<>(found);
        inOrder.sort(Comparator.comparingInt(Found::first));
        List<Found> best = List.of();
        double bestBits = -1;
        for (int from = 0; from < inOrder.size(); ) {
            int to = from + 1;
            while (to < inOrder.size() && belong(inOrder.get(to - 1), inOrder.get(to))) {
                to++;
            }
            List<Found> cluster = inOrder.subList(from, to);
            int start = cluster.stream()
                    .mapToInt(f -> words.get(f.first()).start)
                    .min()
                    .orElse(0);
            int end = cluster.stream()
                    .mapToInt(f -> words.get(f.last()).end)
                    .max()
                    .orElse(0);
            boolean holdsHit = near.type() == org.afterleak.watchlist.Feature.Type.NAME_PAIR
                    && start <= near.start()
                    && end >= near.end();
            double bits = cluster.stream()
                            .collect(java.util.stream.Collectors.toMap(Found::form, Found::bits, Math::max))
                            .values()
                            .stream()
                            .mapToDouble(Double::doubleValue)
                            .sum()
                    + (holdsHit ? 1000 : 0);
            if (bits > bestBits) {
                bestBits = bits;
                best = cluster;
            }
            from = to;
        }
        return best;
    }

    private boolean belong(Found one, Found next) {
        Context.Word last = words.get(one.last());
        Context.Word first = words.get(next.first());
        if (last.stream != first.stream || next.first() - one.last() > NAME_REACH) {
            return false;
        }
        // Between the parts of one name stand parts of it and particles, and no verbs: "A of Peru told B" is two names.
        for (int i = one.last() + 1; i < next.first(); i++) {
            Context.Word between = words.get(i);
            boolean ofName = between.capital || NameFeatures.isOptional(between.text);
            if (!ofName && (last.capital || first.capital)) {
                return false;
            }
        }
        return true;
    }

    /** Gives each word to one token and each token to one word, the best agreements first. */
    private void assign(List<Found> found) {
        Comparator<Found> surest = Comparator.comparingDouble(Found::bits)
                .reversed()
                .thenComparing(Found::way)
                .thenComparingInt(Found::first)
                .thenComparingInt(Found::form);
        take(found, surest);
        if (found.stream().anyMatch(f -> f.first() != f.last())) {
            // Guo Zhi-guo: the second half of a word that is written in two may be another part of the name as well.
            List<Found> before = List.copyOf(taken);
            int covered = cover;
            take(
                    found,
                    Comparator.<Found>comparingInt(f -> f.first() - f.last()).thenComparing(surest));
            if (Integer.bitCount(cover) <= Integer.bitCount(covered)) {
                taken.clear();
                taken.addAll(before);
                cover = covered;
            }
        }
        coverInFull = 0;
        for (Found one : taken) {
            coverInFull |= one.way() == Way.INITIAL ? 0 : record.cover(one.form());
        }
        // Initials alone are in every text.
        if (coverInFull == 0) {
            taken.clear();
            cover = 0;
        }
    }

    /** Takes what agrees in that order, as long as neither its words nor its tokens are taken. */
    private void take(List<Found> found, Comparator<Found> order) {
        taken.clear();
        cover = 0;
        List<Found> best = new ArrayList<>(found);
        best.sort(order);
        boolean[] used = new boolean[words.size()];
        for (Found one : best) {
            int covered = record.cover(one.form());
            if ((cover & covered) == 0 && !used[one.first()] && !used[one.last()] && !standsApart(one, best)) {
                taken.add(one);
                used[one.first()] = true;
                used[one.last()] = true;
                cover |= covered;
            }
        }
    }

    /**
     * Whether a word is only taken for what the list has an initial of, or for a particle, and stands apart from all that
     * agrees by more: every cell has a word that begins with some letter, and dates in Spanish have particles.
     */
    private boolean standsApart(Found one, List<Found> all) {
        Context.Word word = words.get(one.first());
        boolean little = one.way() == Way.INITIAL ? word.text.length() > 1 : record.isOptional(one.form());
        return little
                && all.stream().anyMatch(this::tells)
                && all.stream()
                        .filter(this::tells)
                        .map(f -> words.get(f.first()))
                        .noneMatch(w -> w.phrase == word.phrase && w.stream == word.stream);
    }

    private boolean tells(Found one) {
        return one.way() != Way.INITIAL && !record.isOptional(one.form());
    }

    /** Counts the words of the name's cell that are not of this name. */
    private void countOthers() {
        if (taken.isEmpty()) {
            return;
        }
        // What is left of a name in another script may be the same part, romanised in some other way.
        boolean otherScript = taken.stream().anyMatch(f -> f.way() == Way.SCRIPT);
        boolean[] used = new boolean[words.size()];
        int first = words.size();
        int last = -1;
        for (Found one : taken) {
            used[one.first()] = true;
            used[one.last()] = true;
            first = Math.min(first, one.first());
            last = Math.max(last, one.last());
        }
        for (int i = first; i <= last; i++) {
            if (!used[i] && isOther(i, otherScript) && inNameCell(i, used)) {
                addOther(i);
            }
        }
        for (int i = first - 1; i >= 0 && words.get(i + 1).gap <= Tokens.GAP_MARKS && continues(i, i + 1, first); i--) {
            if (isOther(i, otherScript)) {
                addOther(i);
            }
        }
        for (int i = last + 1; i < words.size() && words.get(i).gap <= Tokens.GAP_MARKS && continues(i, i, last); i++) {
            if (isOther(i, otherScript)) {
                addOther(i);
            }
        }
    }

    /** Counts a word that is none of the name's; as alike if a part that is missing begins as it does. */
    private void addOther(int i) {
        Context.Word word = words.get(i);
        for (int token = 0; token < record.tokenCount(); token++) {
            boolean missing = ((cover | coverAlike) >> token & 1) == 0 && !record.isOptional(token);
            if (missing && record.beginsLike(token, word.text, word.key())) {
                coverAlike |= 1 << token;
                return;
            }
        }
        others++;
    }

    private boolean inNameCell(int i, boolean[] used) {
        Context.Word word = words.get(i);
        for (int j = 0; j < words.size(); j++) {
            if (used[j] && words.get(j).phrase == word.phrase && words.get(j).stream == word.stream) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name goes on there: in its cell if that is a short one, or with a capital right beside it. */
    private boolean continues(int i, int gapAt, int edge) {
        Context.Word word = words.get(i);
        Context.Word beside = words.get(edge);
        if (word.stream != beside.stream || word.phrase != beside.phrase || word.hasDigit() || Math.abs(i - edge) > 3) {
            return false;
        }
        if (cellSize(beside) <= NAME_CELL_WORDS) {
            return true;
        }
        return words.get(gapAt).gap <= Tokens.GAP_SPACE && word.capital && beside.capital;
    }

    private int cellSize(Context.Word of) {
        int size = 0;
        for (Context.Word word : words) {
            size += word.stream == of.stream && word.phrase == of.phrase ? 1 : 0;
        }
        return size;
    }

    private boolean isOther(int i, boolean otherScript) {
        Context.Word word = words.get(i);
        boolean country = isCountry(i);
        boolean ofName = cellSize(word) <= NAME_CELL_WORDS ? !NameFeatures.isOptional(word.text) : !word.isWeak();
        return !partOfName[i]
                && !country
                && ofName
                && !FieldLabels.isWord(word.text)
                && word.text.length() > 1
                && !word.hasDigit()
                && !(otherScript && word.text.charAt(0) >= FIRST_OTHER_SCRIPT);
    }

    /** Whether a word names a country: it may be a name as it is written, Israel, and is none that merely sounds alike. */
    private boolean isCountry(int i) {
        return context.values().isOfNationality(i);
    }

    /** The same of a word in Latin letters; in other scripts a surname that says where one is from is no other than as listed. */
    private boolean isMerelyCountry(int i) {
        return words.get(i).text.charAt(0) < FIRST_OTHER_SCRIPT && isCountry(i);
    }

    boolean isEmpty() {
        return taken.isEmpty();
    }

    /** Tokens of the name that are there, by more than an initial. */
    int tokensInFull() {
        return Integer.bitCount(coverInFull);
    }

    /** Tokens of the name that are there letter by letter, a disguise undone. */
    int tokensAsListed() {
        int listed = 0;
        for (Found one : taken) {
            listed |= one.way() == Way.EXACT || one.way() == Way.DISGUISE ? record.cover(one.form()) : 0;
        }
        return Integer.bitCount(listed);
    }

    /** Tokens of the name that are there in whatever way. */
    int tokens() {
        return Integer.bitCount(cover);
    }

    /** Tokens of the name that are not there, particles and titles apart. */
    int missing() {
        int missing = 0;
        for (int token = 0; token < record.tokenCount(); token++) {
            missing += (cover >> token & 1) == 0 && !record.isOptional(token) ? 1 : 0;
        }
        return missing;
    }

    /** Parts of the name in whose place a word stands that begins alike. */
    int alike() {
        return Integer.bitCount(coverAlike);
    }

    /** Parts of the name in whose place another word stands. */
    int conflicts() {
        return Math.min(missing() - alike(), others);
    }

    /** Words in the place of the name that are not of it. */
    int others() {
        return others;
    }

    /** Whether the whole name is there, two tokens or more; of a long name one token may be missing. */
    boolean isInFull() {
        int missing = 0;
        int strong = 0;
        for (int token = 0; token < record.tokenCount(); token++) {
            boolean counts = !record.isOptional(token);
            strong += counts ? 1 : 0;
            missing += counts && (coverInFull >> token & 1) == 0 ? 1 : 0;
        }
        return tokensInFull() >= 2 && missing <= (strong > 3 ? 1 : 0)
                || tokensInFull() >= 1 && record.tokenCount() == 1;
    }

    /** Bits of all agreements. */
    double bits() {
        return taken.stream().mapToDouble(Found::bits).sum();
    }

    /** The least sure way that was needed; null where nothing agrees. */
    @Nullable
    Way leastSure() {
        return taken.stream().map(Found::way).max(Comparator.naturalOrder()).orElse(null);
    }

    /** The ways that were needed besides exact agreement, each once, surest first. */
    List<Way> ways() {
        return taken.stream()
                .map(Found::way)
                .filter(w -> w != Way.EXACT)
                .distinct()
                .sorted()
                .toList();
    }

    /** First and last of the words that agree, by their numbers in the context; {@code null} where none does. */
    int @Nullable [] range() {
        if (taken.isEmpty()) {
            return null;
        }
        int first = taken.stream().mapToInt(Found::first).min().orElse(0);
        int last = taken.stream().mapToInt(Found::last).max().orElse(0);
        return new int[] {first, last};
    }

    /** The words that agree. */
    List<Context.Word> agreeing() {
        List<Context.Word> agreeing = new ArrayList<>();
        for (Found one : taken) {
            agreeing.add(words.get(one.first()));
            if (one.last() != one.first()) {
                agreeing.add(words.get(one.last()));
            }
        }
        return agreeing;
    }
}
