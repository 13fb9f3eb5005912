package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a name sounds, coarsely: a row of phones, some with other readings. A phone is a consonant class or a vowel class.
 *
 * <p>The key is made of the consonants, the class of a first vowel and of a last one that tells names apart (Roberto,
 * Roberta). A name of two consonants keeps its inner vowels too, and one of a single consonant keeps them finely (Li, Lu,
 * Liu): the less there is to tell a name by, the more of it is kept.
 *
 * <p>A name from a script that does not write short vowels has gaps in place of vowels. One of less than three consonants
 * has a key of its own kind, without vowels, beginning with q, which no other key does.
 */
final class NameSounds {
    /** Keys are cut to so many letters. */
    static final int MAX_KEY_CHARS = 24;

    /** From so many consonants on inner vowels are left out. */
    private static final int FULL = 3;

    /**
     * @param main the reading that makes the key: consonants, or one vowel class, or nothing
     * @param fine of a vowel, the same for names of a single consonant
     * @param counts whether it makes the name longer even when it is not heard
     * @param others what else it may be, the likeliest first
     */
    private record Phone(String main, String fine, boolean vowel, boolean counts, List<String> others) {
        @Override
        public String toString() {
            return "Phone";
        }
    }

    private final List<Phone> phones = new ArrayList<>(12);
    private boolean vowelless;

    void consonant(String main, String... others) {
        phones.add(new Phone(main, "", false, true, List.of(others)));
    }

    /** A consonant that is written but hardly heard and does not make the name longer. */
    void unheard(String... others) {
        phones.add(new Phone("", "", false, false, List.of(others)));
    }

    void vowel(String main, String fine, String... others) {
        phones.add(new Phone(main, fine, true, false, List.of(others)));
    }

    /** Says that the script leaves out short vowels. */
    void withoutVowels() {
        vowelless = true;
    }

    /** A vowel that the script does not write. */
    void gap() {
        phones.add(new Phone("", "", true, false, List.of("a", "i", "u", "e")));
    }

    boolean isEmpty() {
        return phones.isEmpty();
    }

    boolean endsInVowel() {
        return !phones.isEmpty() && phones.get(phones.size() - 1).vowel;
    }

    /** The key; empty where there is no sound. */
    String key() {
        return vowelless && weight() < FULL ? bare() : assemble(-1, "", -1, "");
    }

    /** Whether {@link #bare} is another kind of key than {@link #key}. */
    boolean isShort() {
        return weight() < FULL;
    }

    /** The key that the name would have in a script without short vowels, if it is short. */
    String bare() {
        StringBuilder out = new StringBuilder(8).append('q');
        for (int i = 0; i < phones.size(); i++) {
            Phone phone = phones.get(i);
            if (!phone.vowel) {
                append(out, phone.main, i > 0 && !phones.get(i - 1).vowel);
            } else if (i == 0) {
                out.append('a');
            } else if (i == phones.size() - 1 && !phone.main.isEmpty()) {
                out.append(phone.main.charAt(0) == 'u' ? 'o' : phone.main.charAt(0));
            }
        }
        return cut(out);
    }

    /**
     * The key and, after it, those of other readings, the likeliest first, at most so many in all: one phone read another
     * way, then two.
     */
    List<String> keys(int most) {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(key());
        if (vowelless && isShort()) {
            add(assemble(-1, "", -1, ""), keys);
        }
        for (int rank = 0; rank < 4; rank++) {
            for (int i = 0; i < phones.size() && keys.size() < most; i++) {
                if (rank < phones.get(i).others.size()) {
                    add(assemble(i, phones.get(i).others.get(rank), -1, ""), keys);
                }
            }
        }
        for (int ranks = 0; ranks < 3; ranks++) {
            for (int i = 0; i < phones.size(); i++) {
                List<String> one = phones.get(i).others;
                int rank = ranks == 2 ? 1 : 0;
                for (int j = i + 1; rank < one.size() && j < phones.size() && keys.size() < most; j++) {
                    List<String> two = phones.get(j).others;
                    if (two.size() > (ranks == 1 ? 1 : 0)) {
                        add(assemble(i, one.get(rank), j, two.get(ranks == 1 ? 1 : 0)), keys);
                    }
                }
            }
        }
        return List.copyOf(keys);
    }

    private static void add(String key, Set<String> keys) {
        if (!key.isEmpty()) {
            keys.add(key);
        }
    }

    private int weight() {
        int weight = 0;
        for (Phone phone : phones) {
            weight += phone.counts ? 1 : 0;
        }
        return weight;
    }

    /** The key, with two phones read another way. */
    private String assemble(int one, String reading, int two, String other) {
        int weight = weight() + change(one, reading) + change(two, other);
        StringBuilder out = new StringBuilder(12);
        boolean afterConsonant = false;
        for (int i = 0; i < phones.size(); i++) {
            Phone phone = phones.get(i);
            String sound = i == one ? reading : i == two ? other : phone.main;
            if (!phone.vowel) {
                append(out, sound, afterConsonant);
                afterConsonant |= !sound.isEmpty();
                continue;
            }
            afterConsonant = false;
            boolean changed = i == one || i == two;
            boolean last = i == phones.size() - 1;
            if (i > 0 && out.isEmpty() && weight > 1) {
                // What stood before it is silent in this reading.
                out.append(sound.startsWith("u") || sound.startsWith("o") ? "u" : "a");
            } else if (i == 0 || weight < FULL || last && !sound.equals("i")) {
                out.append(weight <= 1 && !changed ? phone.fine : sound);
            }
        }
        return cut(out);
    }

    /** By how much a reading makes the name longer. */
    private int change(int index, String reading) {
        if (index < 0) {
            return 0;
        }
        Phone phone = phones.get(index);
        boolean consonant = phone.vowel ? reading.equals("h") || reading.equals("j") || reading.equals("v") : true;
        return (consonant && !reading.isEmpty() ? 1 : 0) - (phone.counts ? 1 : 0);
    }

    private static void append(StringBuilder out, String more, boolean afterConsonant) {
        for (int i = 0; i < more.length(); i++) {
            if (!afterConsonant || out.isEmpty() || out.charAt(out.length() - 1) != more.charAt(i)) {
                out.append(more.charAt(i));
            }
        }
    }

    private static String cut(StringBuilder key) {
        return key.substring(0, Math.min(key.length(), MAX_KEY_CHARS));
    }
}
