package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which the spellings of one name meet.
 *
 * <p>A listed token is kept under one key, its sounds put coarsely ({@link #key}). A token of a text is looked for under
 * several ({@link #keys}): its own, those of its other readings, of its romanisations in use and of its diminutives. So what
 * is at rest says as little as possible, and whatever is added to the readings finds lists that were imported before.
 *
 * <p>{@code key} is part of the watchlist's format: when it changes, lists have to be imported again.
 */
public final class NameKeys {
    /** A token has at most so many keys. */
    public static final int MAX_KEYS = 12;

    /** Of a token's own sounds, at most so many readings are tried. */
    private static final int MAX_READINGS = 5;

    /** Of one in another script, all that there is room for: its spelling tells less. */
    private static final int MAX_SCRIPT_READINGS = MAX_KEYS;

    private static final List<String> DIMINUTIVES =
            List.of("zinho", "zinha", "inho", "inha", "cito", "cita", "itos", "ito", "ita");

    private NameKeys() {}

    /** How a key was reached from a token of a text. */
    public enum Variant {
        /** The token's own key. */
        SAME,
        /** Another reading of its spelling, or another romanisation of the same name. */
        SPELLING,
        /** Through another script. */
        SCRIPT,
        /** A diminutive, or the name that it is one of. */
        NICKNAME
    }

    /** A key and how it was reached; shows neither. */
    public record Keyed(String key, Variant variant) {
        @Override
        public String toString() {
            return "Keyed(" + variant + ")";
        }
    }

    /**
     * The one key under which a listed token is kept: at most 24 letters of a to z, or, where the token cannot be
     * romanised, its first 24 characters.
     *
     * @param foldedToken a token as {@link Names#nameTokens} gives it; not empty
     */
    public static String key(String foldedToken) {
        String token = bounded(foldedToken);
        NameSounds sounds = sounds(token);
        String key = sounds == null ? "" : sounds.key();
        return key.isEmpty() ? otherwise(token) : key;
    }

    /**
     * The keys under which a text's token is looked for, its own first, then the likeliest: at most {@link #MAX_KEYS}, none
     * twice.
     *
     * @param foldedToken a token as {@link Names#nameTokens} gives it; not empty
     */
    public static List<Keyed> keys(String foldedToken) {
        String token = bounded(foldedToken);
        NameSounds sounds = sounds(token);
        List<Keyed> keys = new ArrayList<>(6);
        if (sounds == null) {
            keys.add(new Keyed(otherwise(token), Variant.SAME));
            return keys;
        }
        boolean latin = token.charAt(0) < 0x80;
        List<String> readings = sounds.keys(latin ? MAX_READINGS : MAX_SCRIPT_READINGS);
        if (readings.get(0).isEmpty()) {
            keys.add(new Keyed(otherwise(token), Variant.SAME));
            return keys;
        }
        keys.add(new Keyed(readings.get(0), Variant.SAME));
        String spelt = latin ? token : Romanization.isFor(token) ? Romanization.of(token) : "";
        NameVariants.spellings(spelt, readings.get(0)).forEach(k -> add(k, Variant.SPELLING, keys));
        String respelt = Respelling.of(token);
        if (!respelt.isEmpty()) {
            add(key(respelt), Variant.SPELLING, keys);
            String plain = key(respelt);
            NameVariants.spellings(respelt, plain).forEach(k -> add(k, Variant.SPELLING, keys));
        }
        Variant reading = latin ? Variant.SPELLING : Variant.SCRIPT;
        readings.forEach(k -> add(k, reading, keys));
        if (latin && sounds.isShort()) {
            String bare = sounds.bare();
            add(bare, Variant.SCRIPT, keys);
            if (token.endsWith("h") && bare.length() > 2) {
                add(bare.substring(0, bare.length() - 1), Variant.SCRIPT, keys);
            }
            if (bare.indexOf('v', 2) > 0) {
                add(bare.replace("v", ""), Variant.SCRIPT, keys);
            }
        }
        if (latin) {
            add(withoutArticle(token), Variant.SPELLING, keys);
        }
        NameVariants.nicknames(spelt, readings.get(0)).forEach(k -> add(k, Variant.NICKNAME, keys));
        if (latin) {
            for (String stem : stems(token)) {
                add(key(stem), Variant.NICKNAME, keys);
            }
        }
        return keys;
    }

    /** What a Spanish or Portuguese diminutive is of: Carlitos, Juanito, Anita, Ronaldinho. */
    private static List<String> stems(String token) {
        for (String ending : DIMINUTIVES) {
            if (token.length() > ending.length() + 2 && token.endsWith(ending)) {
                String stem = token.substring(0, token.length() - ending.length());
                char last = ending.charAt(ending.length() - 1);
                return last == 's' ? List.of(stem + "os") : List.of(stem + last, stem);
            }
        }
        return List.of();
    }

    /** The key of what follows an Arabic article that is written together with its name; empty where there is none. */
    private static String withoutArticle(String token) {
        if (token.length() < 6 || "aeu".indexOf(token.charAt(0)) < 0) {
            return "";
        }
        char article = token.charAt(1);
        boolean assimilated = article == token.charAt(2) && "nrstdz".indexOf(article) >= 0;
        boolean vowelFollows = "aeiou".indexOf(token.charAt(2)) >= 0;
        return article == 'l' && !vowelFollows && token.charAt(2) != 'l' || assimilated ? key(token.substring(2)) : "";
    }

    private static void add(String key, Variant variant, List<Keyed> keys) {
        if (!key.isEmpty() && keys.size() < MAX_KEYS && keys.stream().noneMatch(k -> k.key.equals(key))) {
            keys.add(new Keyed(key, variant));
        }
    }

    private static @Nullable NameSounds sounds(String token) {
        if (token.isEmpty()) {
            return null;
        }
        if (AbjadReader.reads(token.codePointAt(0))) {
            return AbjadReader.read(token);
        }
        String latin = isLatin(token) ? token : Romanization.of(token);
        return latin.isEmpty() ? null : LatinReader.read(latin);
    }

    private static boolean isLatin(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) < 'a' || token.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }

    private static String bounded(String token) {
        return token.length() <= Names.MAX_TOKEN_CHARS ? token : token.substring(0, Names.MAX_TOKEN_CHARS);
    }

    private static String otherwise(String token) {
        if (token.length() <= NameSounds.MAX_KEY_CHARS) {
            return token.isEmpty() ? "_" : token;
        }
        int end = NameSounds.MAX_KEY_CHARS;
        return token.substring(0, Character.isHighSurrogate(token.charAt(end - 1)) ? end - 1 : end);
    }
}
