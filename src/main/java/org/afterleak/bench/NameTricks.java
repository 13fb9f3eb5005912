package org.afterleak.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What people do to names: mistype, mishear, shorten, translate. */
final class NameTricks {
    private static final int SHORTEST_MISTYPED = 4;

    /** How sounds are written otherwise, in no particular language. */
    private static final String[][] SOUNDS = {
        {"ph", "f"},
        {"sch", "sh"},
        {"ch", "sh"},
        {"kh", "h"},
        {"gh", "g"},
        {"ou", "u"},
        {"oo", "u"},
        {"ee", "i"},
        {"ck", "k"},
        {"qu", "k"},
        {"th", "t"},
        {"tz", "z"},
        {"rr", "r"},
        {"ll", "l"},
        {"ss", "s"},
        {"nn", "n"},
        {"mm", "m"},
        {"z", "s"},
        {"v", "b"},
        {"y", "i"},
        {"c", "k"},
        {"w", "v"},
        {"x", "ks"},
        {"j", "y"},
        {"k", "c"},
        {"i", "y"},
        {"f", "ph"}
    };

    /** Keys that are neighbours on the usual keyboard. */
    private static final String[] ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

    private static final String[][] SCANNED = {
        {"rn", "m"},
        {"m", "rn"},
        {"cl", "d"},
        {"l", "1"},
        {"i", "l"},
        {"o", "0"},
        {"w", "vv"},
        {"h", "b"},
        {"e", "c"},
        {"I", "l"},
        {"S", "5"},
        {"B", "8"},
        {"u", "ii"}
    };

    private NameTricks() {}

    /** One slip of the keyboard somewhere in the name, in a word that is long enough to bear it. */
    static boolean mistypeOne(Telling t, SplittableRandom random) {
        List<String> words = t.nameWords();
        int[] fit = java.util.stream.IntStream.range(0, words.size())
                .filter(i -> words.get(i).length() >= SHORTEST_MISTYPED)
                .toArray();
        if (fit.length == 0) {
            return false;
        }
        int at = fit[random.nextInt(fit.length)];
        words.set(at, mistyped(words.get(at), random));
        t.nameWords(words);
        return true;
    }

    static boolean mistypeEach(Telling t, SplittableRandom random) {
        List<String> words = t.nameWords();
        boolean any = false;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).length() >= SHORTEST_MISTYPED) {
                words.set(i, mistyped(words.get(i), random));
                any = true;
            }
        }
        t.nameWords(words);
        return any;
    }

    /** A letter dropped, doubled, swapped with the next, replaced by its neighbour, or put in. Never the first. */
    static String mistyped(String word, SplittableRandom random) {
        for (int attempt = 0; attempt < 20; attempt++) {
            int at = 1 + random.nextInt(word.length() - 1);
            String head = word.substring(0, at);
            String tail = word.substring(at + 1);
            char c = word.charAt(at);
            String slip = switch (random.nextInt(5)) {
                case 0 -> head + tail;
                case 1 -> head + c + c + tail;
                case 2 -> at + 1 < word.length() ? head + tail.charAt(0) + c + tail.substring(1) : word;
                case 3 -> head + neighbour(c, random) + tail;
                default -> head + neighbour(c, random) + c + tail;
            };
            if (!slip.equals(word) && Character.isLetter(c)) {
                return slip;
            }
        }
        return word + word.charAt(word.length() - 1);
    }

    private static char neighbour(char c, SplittableRandom random) {
        for (String row : ROWS) {
            int at = row.indexOf(Character.toLowerCase(c));
            if (at >= 0) {
                return row.charAt(at == 0 ? 1 : at == row.length() - 1 || random.nextBoolean() ? at - 1 : at + 1);
            }
        }
        return (char) ('a' + random.nextInt(26));
    }

    /** Another spelling of each word that has one. */
    static boolean respell(Telling t, SplittableRandom random) {
        List<Namelet> known = t.namelets();
        List<String> words = t.nameWords();
        boolean any = false;
        for (int i = 0; i < words.size() && i < known.size(); i++) {
            List<String> others = known.get(i).otherSpellings;
            if (!others.isEmpty()) {
                words.set(i, others.get(random.nextInt(others.size())));
                any = true;
            }
        }
        t.nameWords(words);
        return any;
    }

    /** One word as somebody writes it who only heard it. */
    static boolean mishear(Telling t, SplittableRandom random) {
        List<String> words = t.nameWords();
        int from = random.nextInt(Math.max(1, words.size()));
        for (int i = 0; i < words.size(); i++) {
            int at = (from + i) % words.size();
            String heard = replacedOnce(words.get(at), SOUNDS, random);
            if (heard != null && words.get(at).length() >= SHORTEST_MISTYPED) {
                words.set(at, heard);
                t.nameWords(words);
                return true;
            }
        }
        return false;
    }

    /** A word or two as a scanner reads them. */
    static boolean misread(Telling t, SplittableRandom random) {
        List<String> words = t.nameWords();
        int left = 1 + random.nextInt(2);
        boolean any = false;
        for (int i : shuffled(words.size(), random)) {
            String read = left > 0 ? replacedOnce(words.get(i), SCANNED, random) : null;
            if (read != null && words.get(i).length() >= SHORTEST_MISTYPED) {
                words.set(i, read);
                left--;
                any = true;
            }
        }
        t.nameWords(words);
        return any;
    }

    private static @Nullable String replacedOnce(String word, String[][] rules, SplittableRandom random) {
        for (int i : shuffled(rules.length, random)) {
            int at = word.indexOf(rules[i][0]);
            if (at >= 0) {
                return word.substring(0, at) + rules[i][1] + word.substring(at + rules[i][0].length());
            }
        }
        return null;
    }

    static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    static boolean nickname(Telling t, SplittableRandom random) {
        for (int i = 0; i < t.person.given.size() && i < t.given.size(); i++) {
            List<String> nicknames = t.stock.nicknames(t.person.given.get(i));
            if (!nicknames.isEmpty() && !t.family.isEmpty()) {
                t.given.set(i, nicknames.get(random.nextInt(nicknames.size())));
                return true;
            }
        }
        return false;
    }

    static boolean originalScript(Telling t) {
        if (t.namelets().stream().anyMatch(n -> n.original == null)) {
            return false;
        }
        t.given = originals(t.person.given);
        t.family = originals(t.person.family);
        boolean together = t.nameWords().stream()
                .flatMapToInt(String::codePoints)
                .anyMatch(c ->
                        Character.isIdeographic(c) || Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL);
        if (together) {
            t.wholeName(String.join("", t.family) + String.join("", t.given));
        }
        return true;
    }

    private static List<String> originals(List<Namelet> words) {
        List<String> originals = new ArrayList<>();
        for (Namelet word : words) {
            originals.add(word.original == null ? word.latin : word.original);
        }
        return originals;
    }

    static boolean swapOrder(Telling t) {
        t.familyFirst = !t.familyFirst;
        return !t.family.isEmpty();
    }

    /** All given names but the first as one letter, or the first where it is the only one. */
    static boolean initials(Telling t, SplittableRandom random) {
        if (t.family.isEmpty()) {
            return false;
        }
        String dot = random.nextBoolean() ? "." : "";
        for (int i = t.given.size() > 1 ? 1 : 0; i < t.given.size(); i++) {
            t.given.set(i, t.given.get(i).substring(0, t.given.get(i).offsetByCodePoints(0, 1)) + dot);
        }
        return true;
    }

    static boolean dropWord(Telling t, SplittableRandom random) {
        if (t.person.nameWords() < 3) {
            return false;
        }
        List<String> side = t.given.size() > 1 && (t.family.size() < 2 || random.nextBoolean()) ? t.given : t.family;
        if (side.size() < 2) {
            return false;
        }
        side.remove(side.size() - 1);
        return true;
    }

    static boolean dropSmallWords(Telling t) {
        boolean any = false;
        for (Namelet word : t.namelets()) {
            if (word.small && t.nameWords().size() > 2) {
                any |= t.given.remove(word.latin);
                any |= t.family.remove(word.latin);
            }
        }
        return any;
    }

    static boolean addWord(Telling t, SplittableRandom random) {
        List<String> more = t.stock.families();
        t.family.add(random.nextInt(t.family.size() + 1), more.get(random.nextInt(more.size())));
        return true;
    }

    static boolean join(Telling t, String with) {
        boolean any = t.given.size() > 1 || t.family.size() > 1;
        t.given = new ArrayList<>(List.of(String.join(with, t.given)));
        if (!t.family.isEmpty()) {
            t.family = new ArrayList<>(List.of(String.join(with, t.family)));
        }
        return any;
    }

    static boolean title(Telling t, SplittableRandom random) {
        String[] titles = {"Mr.", "Sr.", "Ms", "Dr.", "Señora", "M.", "Hajji"};
        t.given.add(0, titles[random.nextInt(titles.length)]);
        return true;
    }

    static boolean lower(Telling t, boolean upper) {
        t.onValues.add(v -> upper ? v.toUpperCase(Locale.ROOT) : v.toLowerCase(Locale.ROOT));
        return true;
    }
}
