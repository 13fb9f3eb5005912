package org.afterleak.identifier;
import java.util.*;
public final class NameParts {
    private static final Set<String> P = Set.of(
            "de", "del", "della", "delle", "der", "den", "des", "di", "da", "do", "dos", "das", "du", "la", "las", "le",
            "les", "lo", "los", "el", "al", "il", "y", "e", "i", "von", "van", "vom", "zu", "zum", "zur", "und", "of",
            "bin", "ben", "ibn", "bint", "abu", "abd", "ter", "ten", "te", "a", "o", "san", "st");
    private NameParts() {}
    public record Join(String text, int from, int to) {}
    public static boolean isParticle(String t) { return P.contains(t); }
    public static boolean isTitle(String t) { return Set.of("mr", "mrs", "ms", "dr").contains(t); }
    public static boolean isSuffix(String t) { return Set.of("jr", "sr", "ii", "iii").contains(t); }
    public static List<Join> joins(List<String> ts) {
        List<Join> out = new ArrayList<>();
        for (int i = 0; i + 1 < ts.size() && out.size() < 3; i++) if (ts.get(i).length() <= 4 || isParticle(ts.get(i))) out.add(new Join(ts.get(i) + ts.get(i + 1), i, i + 2));
        return out;
    }
}
