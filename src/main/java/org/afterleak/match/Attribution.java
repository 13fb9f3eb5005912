package org.afterleak.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.afterleak.identifier.Dates;
import org.afterleak.identifier.Facilities;
import org.afterleak.watchlist.FieldLabels;
import org.afterleak.watchlist.NameFeatures;

/**
 * Says which values of running text are somebody's: what stands close to the name, or to a value
 * that is the same person's, with nobody else named between. "A, from Honduras, told B of the county jail" says where A is
 * from and where B is, and nothing else of either.
 *
 * <p>Somebody is named by words with capitals in a row, particles between them not counted, or by one within a sentence. A
 * place is not: what follows a preposition of place, or ends as the names of facilities do.
 */
final class Attribution {
    /** Words of running text between two things that are said of one person, at most. */
    private static final int REACH = 14;

    /** Words before a value in which somebody else's name may stand. */
    private static final int BEFORE = 8;

    private static final Set<String> OF_PLACES = Set.of(
            "in", "at", "from", "near", "en", "desde", "hacia", "em", "im", "bei", "aus", "vom", "inside", "outside",
            "around", "via", "au", "aux", "chez", "presso", "na", "no", "ab", "nach");

    /** Before a value these say that it is about what stands before. */
    private static final Set<String> SAID_OF_WHAT_PRECEDES = Set.of("from", "in", "at", "aus", "desde", "en", "im");

    /** Letters of a name of one word, at least. */
    private static final int SHORTEST_ALONE = 3;

    private final List<Context.Word> words = new ArrayList<>();
    private final boolean[] exempt;
    private int from;
    private int to;

    /** Something said, by its bytes. */
    record Span(int start, int end) {}

    /**
     * An attribution around one person.
     *
     * @param all the words of the context
     * @param passage the passage that the person is named in
     * @param start first byte of what names the person
     * @param end behind its last byte
     * @param known values of whatever kind that stand there, which are nobody's name
     */
    Attribution(List<Context.Word> all, int passage, int start, int end, List<Span> known) {
        int stream = all.stream()
                .filter(w -> w.passage == passage)
                .mapToInt(w -> w.stream)
                .min()
                .orElse(0);
        // As it is written: further readings say the same words again.
        all.stream().filter(w -> w.passage == passage && w.stream == stream).forEach(words::add);
        exempt = new boolean[words.size()];
        from = start;
        to = end;
        exempt(new Span(start, end));
        known.forEach(this::exempt);
        takeWholeName();
    }

    /** Words with capitals right beside what agrees are of the same name: a further one, or one that the list lacks. */
    private void takeWholeName() {
        for (int i = firstAt(to); i < words.size() && words.get(i).gap <= Tokens.GAP_SPACE && isCapital(i); i++) {
            exempt[i] = true;
            to = words.get(i).end;
        }
        for (int i = firstAt(from);
                i > 0 && i < words.size() && words.get(i).gap <= Tokens.GAP_SPACE && isCapital(i - 1);
                i--) {
            exempt[i - 1] = true;
            from = words.get(i - 1).start;
        }
    }

    private void exempt(Span span) {
        for (int i = 0; i < words.size(); i++) {
            Context.Word word = words.get(i);
            exempt[i] |= word.start < span.end() && word.end > span.start();
        }
    }

    /** Of the values the person's own, nearest first: each may be a stepping stone to the next. */
    List<Span> own(List<Span> values) {
        values.forEach(this::exempt);
        List<Span> left = new ArrayList<>(values);
        List<Span> own = new ArrayList<>();
        while (!left.isEmpty()) {
            left.sort(Comparator.comparingInt(this::distance));
            Span next = null;
            for (Span value : left) {
                if (isSaidOfIt(value)) {
                    next = value;
                    break;
                }
            }
            if (next == null) {
                break;
            }
            left.remove(next);
            own.add(next);
            from = Math.min(from, next.start());
            to = Math.max(to, next.end());
        }
        return own;
    }

    private int distance(Span value) {
        return Math.max(0, Math.max(value.start() - to, from - value.end()));
    }

    private boolean isSaidOfIt(Span value) {
        if (value.start() < to && value.end() > from) {
            return true;
        }
        boolean behind = value.start() >= to;
        int first = firstAt(behind ? to : value.end());
        int last = firstAt(behind ? value.start() : from);
        if (last - first > REACH || namesSomebody(first, last)) {
            return false;
        }
        if (behind) {
            // "told Honduran Maria Lopez": it is of the one whose name follows at once.
            int next = firstAt(value.end());
            return !(next < words.size() && words.get(next).gap == Tokens.GAP_SPACE && startsName(next, words.size()));
        }
        // What stands before a name is somebody else's if his name stands before it: X, from Honduras, told Y.
        int before = firstAt(value.start());
        if (before > 0 && SAID_OF_WHAT_PRECEDES.contains(words.get(before - 1).text)) {
            return false;
        }
        return !namesSomebody(Math.max(0, before - BEFORE), before);
    }

    /** The first word that begins at that byte or behind it. */
    private int firstAt(int offset) {
        int i = 0;
        while (i < words.size() && words.get(i).start < offset) {
            i++;
        }
        return i;
    }

    private boolean namesSomebody(int first, int last) {
        for (int i = first; i < last; i++) {
            if (startsName(i, last)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether somebody's name begins there: two words or more, or one in the middle of a sentence; and not in the middle of
     * a place's name.
     */
    private boolean startsName(int i, int bound) {
        if (!isCapital(i) || isPlace(i)) {
            return false;
        }
        int parts = isTelling(i) ? 1 : 0;
        int end = i;
        for (int j = i + 1; j < bound && continues(j); j++) {
            if (isCapital(j)) {
                end = j;
                parts += isTelling(j) ? 1 : 0;
            }
        }
        boolean single =
                words.get(i).gap == Tokens.GAP_SPACE && words.get(i).text.length() >= SHORTEST_ALONE;
        return parts > 0 && (end > i || single) && !Facilities.isOfPlaces(words.get(end).text);
    }

    /** Whether a word is more than one of a label, a date, or of the commonest. */
    private boolean isTelling(int i) {
        String text = words.get(i).text;
        return !NameFeatures.isWeak(text) && !FieldLabels.isWord(text) && !Dates.isDateWord(text);
    }

    private boolean continues(int j) {
        Context.Word word = words.get(j);
        return !exempt[j]
                && word.gap <= Tokens.GAP_MARKS
                && (isCapital(j) || NameFeatures.isOptional(word.text) && !word.hasDigit());
    }

    private boolean isCapital(int i) {
        Context.Word word = words.get(i);
        return !exempt[i] && word.capital && word.text.length() > 1 && !word.hasDigit();
    }

    /** Whether the run of capitals that the word stands in follows a preposition of place. */
    private boolean isPlace(int i) {
        int first = i;
        while (first > 0 && words.get(first).gap <= Tokens.GAP_MARKS && isCapital(first - 1)) {
            first--;
        }
        return first > 0 && OF_PLACES.contains(words.get(first - 1).text);
    }
}
