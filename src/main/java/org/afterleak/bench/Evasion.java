package org.afterleak.bench;

import java.util.List;
import java.util.SplittableRandom;

/**
 * One way in which a repost hides, or is sloppy.
 *
 * @param name what it is called in reports
 * @param touches what it changes, which decides what the page tells beside it
 * @param group the class of its target
 * @param bases shapes in which it makes sense; empty for the usual ones
 * @param change changes a telling; false where the person has nothing to be changed in this way
 */
record Evasion(String name, Touches touches, Group group, List<String> bases, Change change) {
    /** What an evasion changes. */
    enum Touches {
        /** Letters of name and number alike. */
        LETTERS,
        /** The number; the name stays. */
        NUMBER,
        /** The name; two attributes stay, and no number. */
        NAME,
        /** So much of the name that nobody could tell by it; the number stays. */
        NAME_WITH_NUMBER,
        /** An attribute; the name stays. */
        ATTRIBUTE,
        /** A birth date; the name and the nationality stay. */
        BIRTH
    }

    /** Which target holds. */
    enum Group {
        EVASION,
        TYPING_ERROR,
        TYPING_ERRORS,
        SCRIPT,
        NICKNAME
    }

    /** The change itself. */
    @FunctionalInterface
    interface Change {
        boolean apply(Telling telling, SplittableRandom random);
    }

    /** What a page tells that uses this evasion. */
    List<Telling.Field> tells() {
        return switch (touches) {
            case LETTERS, NUMBER -> List.of(Telling.Field.NAME, Telling.Field.ID);
            case NAME, ATTRIBUTE ->
                group == Group.NICKNAME
                        ? List.of(Telling.Field.NAME, Telling.Field.FACILITY)
                        : List.of(Telling.Field.NAME, Telling.Field.NATIONALITY, Telling.Field.FACILITY);
            case NAME_WITH_NUMBER ->
                List.of(Telling.Field.NAME, Telling.Field.ID, Telling.Field.NATIONALITY, Telling.Field.FACILITY);
            case BIRTH -> List.of(Telling.Field.NAME, Telling.Field.BIRTH, Telling.Field.NATIONALITY);
        };
    }
}
